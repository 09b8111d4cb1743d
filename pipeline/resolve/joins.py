"""How a date is joined with the figures of its sentence: the word before it, what stands between."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

import regex

from pipeline.lexicon import Lexicon
from pipeline.records import Mention
from pipeline.resolve.clauses import Clauses
from pipeline.resolve.layout import Layout
from pipeline.resolve.scoring import Features
from pipeline.resolve.words import pattern

_PART = r"(?:(?:hari|tanggal|akhir|awal|bulan|tahun|periode|kurun|waktu)\s++)*$"
_JOINS = {
    "until": regex.compile(rf"\b(?:per|hingga|sampai|sampai\s++dengan|s/d|sd|posisi|data)\s++{_PART}", regex.I),
    "during": regex.compile(rf"\b(?:pada|di|dalam|selama|sepanjang|periode|untuk)\s++{_PART}", regex.I),
    "since": regex.compile(rf"\b(?:dari|sejak|setelah|usai|semenjak)\s++{_PART}", regex.I),
}
_TURN = regex.compile(
    r"\b(?:sedangkan|sementara|namun|tetapi|tapi|adapun|dibanding\p{L}*+|menjadi|dari\s++(?:Rp|\d|sebelum|posisi|periode|tahun))|;",
    regex.I,
)
JOIN = 40  #: characters before a date in which the word stands that joins it to the sentence
FAR = 600  #: characters between a date and a figure that are looked at
BESIDE = 25  #: characters within which a date belongs to a figure rather than to one further off
MANY = 40  #: dates of a sentence that are looked at


@dataclass(frozen=True, slots=True)
class Joined:
    """A date of the figure's own sentence: on which side it stands, how it is joined with the figure, how far off it is."""

    at: Mention
    side: str
    features: Features
    far: int


class Sentence:
    """The dates and figures of a sentence."""

    def __init__(
        self, start: int, dates: Sequence[tuple[Mention, str]], figures: Sequence[int], layout: Layout, lexicon: Lexicon
    ) -> None:
        self.start, self.text = start, layout.text
        self.dates = [(date, value, join(date, layout, lexicon)) for date, value in dates[:MANY]]
        self.values = sorted({value for _, value, _ in self.dates})
        self.figures = figures  #: where they begin, in order
        self._partners = _turns(self.dates, figures)
        self.clauses = Clauses(start, self.text[start : layout.sentence(start)[1]], dates[:MANY], figures)
        #: whether all its dates are such as it compares with
        self.compares = bool(self.dates) and all(self.compared(date, kind) for date, _, kind in self.dates)

    def compared(self, date: Mention, kind: str) -> bool:
        """Whether a date is one that the sentence compares with."""
        return kind == "compare" or self.clauses.kind(date.start) in ("compare", "from")

    def partner(self, at: Mention) -> str | None:
        """The date that a figure goes with, where dates and figures of the sentence take turns."""
        return self._partners.get(at.start)

    def joined(self, at: Mention, value: str) -> Joined | None:
        """How the nearest mention of a date is joined with a figure."""
        mine = [self._joined(at, date, told, kind) for date, told, kind in self.dates if told == value]
        return min(mine, key=lambda j: j.far) if mine else None

    def _joined(self, at: Mention, date: Mention, value: str, kind: str) -> Joined:
        side = "before" if date.start < at.start else "behind"
        low, high = (date.end, at.start) if side == "before" else (at.end, date.start)
        between = self.text[low : min(high, low + FAR)]
        skipped = max(0, bisect_left(self.figures, high) - bisect_left(self.figures, low))
        words, comma, digits = len(between.split()), "," in between, any(map(str.isdigit, between))
        turn = "turn" if _TURN.search(between) else "straight"
        simple = not comma and turn == "straight"
        step = "touches" if words <= 2 and simple else "near" if words <= 6 else "far" if words <= 14 else "away"
        made = [side, step, kind, f"{kind} {step}", f"skips {min(skipped, 2)}", f"skips {min(skipped, 2)} {step}", turn]
        made += [
            f"{kind} {turn}",
            "comma" if comma else "no comma",
            "digits" if digits else "no digits",
        ]
        made = [side, *(f"{side} {f}" for f in made[1:])]
        made += self.clauses.apart(at, date, value)
        if self._taken(date, abs(at.start - date.start)):
            made += ["taken", f"{side} taken"]
        if date.start - self.start < BESIDE:
            made += ["opens", f"opens {kind}"]
        return Joined(date, side, made, words + 8 * skipped + 3 * (turn == "turn"))

    def _taken(self, date: Mention, far: int) -> bool:
        """Whether another figure than the one so far off stands right beside a date."""
        n = bisect_left(self.figures, date.start)
        beside = [abs(start - date.start) for start in self.figures[max(0, n - 1) : n + 1]]
        return bool(beside) and min(beside) < min(far, BESIDE)


def _turns(dates: Sequence[tuple[Mention, str, str]], figures: Sequence[int]) -> dict[int, str]:
    """The date of each figure of a sentence in which a date and a figure take turns throughout."""
    steps = sorted([(d.start, value) for d, value, _ in dates] + [(start, "") for start in figures])
    if len(figures) != len(dates) or any(bool(one) == bool(two) for (_, one), (_, two) in pairwise(steps)):
        return {}
    return dict((b, v) if v else (a, w) for (a, v), (b, w) in zip(steps[::2], steps[1::2]))


def join(date: Mention, layout: Layout, lexicon: Lexicon) -> str:
    """What kind of word joins a date to its sentence.

    >>> from pipeline.lexicon import DEFAULT
    >>> text = "Hingga Mei tercatat 20 siswa di sekolah itu, bertambah banyak dibandingkan April"
    >>> layout = Layout(text)
    >>> [join(Mention.of(text, n, n + 3, rule=""), layout, DEFAULT) for n in (text.index("Mei"), text.index("April"))]
    ['until', 'compare']
    """

    def look() -> str:
        before = layout.text[max(layout.sentence(date.start)[0], date.start - JOIN) : date.start]
        if pattern(lexicon, "compare").search(before) and not any(map(str.isdigit, before)):
            return "compare"
        for kind, words in _JOINS.items():
            if words.search(before):
                return kind
        if pattern(lexicon, "said").search(before):
            return "said"
        return {"(": "bracket", ",": "comma"}.get(before.rstrip()[-1:], "bare")

    return layout.remember(("join", date.start), look)
