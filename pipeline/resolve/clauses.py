"""The clauses of a sentence and which of its dates and figures stand in each.

"Kredit tumbuh 10,8 persen pada Mei, | lebih tinggi dari April yang 9,4 persen": where it turns, dates and figures part.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Sequence
from itertools import pairwise

import regex

from pipeline.records import Mention
from pipeline.resolve.scoring import Features

_NUMBER = r"(?:(?:sebesar|sekitar|sebanyak|level)\s++)?(?:Rp|\d)"
_TURNS = {
    "compare": regex.compile(
        r"\b(?:(?:di)?banding(?:kan)?|ketimbang|daripada|melanjutkan|(?:tinggi|rendah|besar|kecil|baik|banyak|sedikit)\s++dari)\b",
        regex.I,
    ),
    "apart": regex.compile(r";|\b(?:sedangkan|sementara|adapun|namun|tetapi|tapi)\b", regex.I),
    "to": regex.compile(rf"\b(?:menjadi|jadi|ke)\s++(?={_NUMBER})", regex.I),
    "from": regex.compile(
        rf"\bdari\s++(?=(?:sebelumnya|semula|posisi|periode|tahun|bulan|kuartal|pekan)\b|{_NUMBER})", regex.I
    ),
}


_AGAIN = regex.compile(r"(?:\b(?:dan|serta)|,)\s++(?:\p{Ll}++\s++){0,3}?(?=(?:Rp\s?)?\d)")
_AGAINST = regex.compile(r"\b(?:terhadap|setelah|sesudah|daripada|dari|ketimbang)\s++(?:\p{Ll}++\s++){0,3}$")
_DIGIT = regex.compile(r"\d")
_BACK = 40  #: characters before a date in which stands what it is held against


class Clauses:
    """A sentence, parted where it turns; dates are told as (mention, value), figures by where they begin.

    >>> text = "Pada Mei tumbuh 10 persen, lebih tinggi dari April yang 9 persen"
    >>> at = {w: Mention.of(text, text.index(w), text.index(w) + len(w), rule="") for w in ("Mei", "April", "10", "9")}
    >>> clauses = Clauses(0, text, [(at["Mei"], "05"), (at["April"], "04")], [at["10"].start, at["9"].start])
    >>> clauses.apart(at["9"], at["April"], "04")[0], clauses.apart(at["9"], at["Mei"], "05")[2]
    ('part same', 'part before 1 rival held')
    """

    def __init__(self, start: int, text: str, dates: Sequence[tuple[Mention, str]], figures: Sequence[int]) -> None:
        found = {m.start(): kind for kind, words in _TURNS.items() for m in words.finditer(text)}
        digit = _DIGIT.search(text)
        for date, _ in dates:  # "bertambah 12 orang terhadap Maret 2024": a figure before, a date right behind
            end = date.start - start
            low = max(0, end - _BACK)
            held = _AGAINST.search(text[low:end])
            if held and digit and digit.start() < low + held.start() and not any(low <= at < end for at in found):
                found[low + held.start()] = "compare"
        for (one, kind), (two, other) in pairwise(sorted(found.items())):
            if kind == other == "compare" and (again := list(_AGAIN.finditer(text, one, two))):
                found[again[-1].start()] = "again"  # "turun 3 persen terhadap Maret dan | 5 persen terhadap April"
        turns = sorted((start + at, kind) for at, kind in found.items())
        self._starts = [at for at, _ in turns]
        self._kinds = ["start", *(kind for _, kind in turns)]
        self._dates: dict[int, set[str]] = {}
        for date, value in dates:
            self._dates.setdefault(self._clause(date.start), set()).add(value)
        self._figures = Counter(map(self._clause, figures))

    def _clause(self, at: int) -> int:
        return bisect_right(self._starts, at)

    def kind(self, at: int) -> str:
        """By which word the clause at an offset begins."""
        return self._kinds[self._clause(at)]

    def apart(self, at: Mention, date: Mention, value: str) -> Features:
        """How far the clause of a date is from that of a figure, by which word they part, and what else stands in both."""
        mine, its = self._clause(at.start), self._clause(date.start)
        step = its - mine
        how = "same" if not step else f"{'behind' if step > 0 else 'before'} {min(abs(step), 2)}"
        own = "rival" if self._dates.get(mine, set()) - {value} else "free"
        if step:
            others = "held" if self._figures[its] else "idle"
        else:
            others = "shared" if self._figures[its] > 1 else "alone"
        turn = f"{how} {self._kinds[max(mine, its)]}"
        return [f"part {f}" for f in (how, turn, f"{how} {own} {others}", f"{turn} {own} {others}")]
