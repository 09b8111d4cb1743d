"""All plain numbers of an article in the order of reading, for its arithmetic: entries, money, and numbers of anything else.

Tonnes, houses and seats are no entries of a record, but an article reckons with them all the same. Each number has a sort
(people, households, "%", "points", a currency, or the noun behind it); numbers of one sort may be reckoned with, and a
number without any noun goes with all of them. An entry that is told twice is one number at two places.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, permutations

import regex

from pipeline.entries import Mod, Verdict
from pipeline.find.counts import units
from pipeline.language import numerals
from pipeline.lexicon import Lexicon
from pipeline.records import Amount, Count, Percentage
from pipeline.resolve.arithmetic import grain, rounded, slip, verdict
from pipeline.resolve.findings import Finding, shown, tidy
from pipeline.resolve.layout import Layout
from pipeline.resolve.words import only, pattern, small

CROWD = 24  #: numbers of a sentence, beyond which it is a table and no words can tell what belongs together
LONG = 100  #: from which a length is one of roads and coasts that is reckoned with, and no distance
LENGTHS = ("kilometer", "km")
HEADS = ("ekor",)  #: what is small, but tells what is counted
_NOUN = regex.compile(r"[\s\-]++(?P<noun>\p{L}{2,}+)")
_YEAR = regex.compile(r"(?:19|20)\d\d")
_PERCENT = regex.compile(r"\d\s?(?:%|persen\b)(?!\s++poin)", regex.I)
_POINT = regex.compile(r"poin", regex.I)


@dataclass(frozen=True, slots=True)
class Num:
    """A number at its place: its value, sort and words, and the id of its entry, "" where it is none."""

    value: float
    sort: str
    start: int
    end: int
    sentence: int
    id: str
    words: str
    mod: Mod | None = None
    kind: str = ""  #: of a percentage
    role: str = ""  #: of a count

    @property
    def plain(self) -> bool:
        """Whether nothing such as "about" stands before it."""
        return self.mod is None

    @property
    def money(self) -> bool:
        """Whether it is a sum of money: its sort is a currency."""
        return len(self.sort) == 3 and self.sort.isupper()

    @property
    def percent(self) -> bool:
        """Whether it is a percentage, or points of one."""
        return self.sort in ("%", "points")

    def like(self, other: Num) -> bool:
        """Whether the two may be reckoned with."""
        return self.sort == other.sort or "" in (self.sort, other.sort)

    @property
    def unit(self) -> float:
        """One unit of its last digit that carries meaning."""
        return grain(self.words, self.value, percent=self.percent)


class Numbers:
    """The numbers of an article by sentence."""

    def __init__(self, entries: Iterable[Count | Percentage | Amount], layout: Layout, lexicon: Lexicon) -> None:
        self.layout, self.text, self.lexicon = layout, layout.text, lexicon
        homes = units(lexicon, "household")
        self.measured: list[Num] = []  #: numbers of days, times and other measures: they only divide
        found = [_entry(e, m.start, m.end, m.text, layout, homes) for e in entries if e.value for m in e.mentions]
        self.all = sorted([*found, *self._others({n.start for n in found})], key=lambda n: n.start)
        self.starts = [n.start for n in self.all]
        self.by_sentence: dict[int, list[Num]] = {}
        for n in self.all:
            self.by_sentence.setdefault(n.sentence, []).append(n)
        self.values: dict[float, list[Num]] = {}
        for n in self.all:
            self.values.setdefault(n.value, []).append(n)
        self.body = [n for n in self.all if not layout.headline(n.start)]

    def _others(self, taken: set[int]) -> Iterable[Num]:
        skip = pattern(self.lexicon, "measures")
        for n in numerals.read(self.text):
            if n.value is None or n.value <= 0 or n.percent or n.currency or n.ordinal or n.open or n.start in taken:
                continue
            words = self.text[n.start : n.end]
            noun = _NOUN.match(self.text, n.end)
            if noun and n.value < 100 and _POINT.fullmatch(noun["noun"]) and self._shares(n.start) > 1:
                yield Num(n.value, "points", n.start, n.end, self.layout.index(n.start), "", words + " persen", n.mod)
                continue
            if _YEAR.fullmatch(words) or n.value != int(n.value):
                continue
            long = noun and n.value >= LONG and noun["noun"].lower() in LENGTHS
            if noun and not long and skip.fullmatch(noun["noun"]):
                self.measured.append(
                    Num(n.value, noun["noun"].lower(), n.start, n.end, self.layout.index(n.start), "", words, n.mod)
                )
                continue
            animals = noun and noun["noun"].lower() in HEADS
            sort = noun["noun"].lower() if noun and (animals or not self._small(noun["noun"])) else ""
            sort = "people" if sort and self.has("of people", sort) else sort
            yield Num(n.value, sort, n.start, n.end, self.layout.index(n.start), "", words, n.mod)

    def _shares(self, at: int) -> int:
        """How many percentages stand up to an offset in its sentence and the one before, where "poin" are points of them."""
        start, end = self.layout.sentence(at)
        if self.has("index", self.text[start:end]):
            return 0
        if len(_POINT.findall(self.text, start, end)) > 1 and len(_PERCENT.findall(self.text, start, end)) < 2:
            return 0  # "berkurang 20 poin, tetapi afirmasi bertambah 10 poin"
        before = self.layout.sentences[max(0, self.layout.index(at) - 2)][0]
        return max(len(_PERCENT.findall(self.text, start, end)), len(_PERCENT.findall(self.text, before, at)))

    def _small(self, word: str) -> bool:
        return word[0].isupper() or word in small(self.lexicon) or self.has("verbs", word)

    def of_entry(self, entry: str) -> list[Num]:
        """The numbers of one entry of the record."""
        return [n for n in self.all if n.id == entry]

    def has(self, use: str, words: str) -> bool:
        """Whether any word of a use in `lexicon/figure_words.csv` is among the words."""
        return bool(pattern(self.lexicon, use).search(words))

    def only(self, use: str, words: str) -> bool:
        """Whether there are no words but those of a use."""
        return only(self.lexicon, use, words)

    def crowded(self, index: int) -> bool:
        """Whether a sentence holds too many numbers."""
        return len(self.by_sentence.get(index, ())) > CROWD

    def span(self, first: int, last: int) -> list[Num]:
        """The numbers of the sentences from the first to the last."""
        return [n for index in range(first, last + 1) for n in self.by_sentence.get(index, ())]

    def before(self, n: Num) -> Num | None:
        """The number before it in its sentence."""
        here = self.by_sentence[n.sentence]
        at = here.index(n)
        return here[at - 1] if at else None

    def left(self, n: Num, most: int = 60) -> str:
        """The words of the sentence before a number, back to the number before it."""
        start = max(self.layout.sentence(n.start)[0], n.start - most)
        at = bisect_left(self.starts, n.start)
        return self.text[max(start, self.all[at - 1].end if at else 0) : n.start]

    def right(self, n: Num, most: int = 45) -> str:
        """The words of the sentence behind a number, up to the number after it."""
        end = min(self.layout.sentence(n.start)[1], n.end + most)
        at = bisect_left(self.starts, n.end)
        return self.text[n.end : min(end, self.starts[at] if at < len(self.starts) else end)]

    def gap(self, one: Num, two: Num) -> str:
        """The text between two numbers."""
        return self.text[one.end : two.start]

    def near(self, n: Num, back: int, ahead: int = 0, *, plain: bool = True) -> list[Num]:
        """The other numbers from so many sentences before to so many behind, plain ones or the rest; each value once."""
        found: dict[float, Num] = {}
        for index in range(n.sentence - back, n.sentence + ahead + 1):
            for m in self.by_sentence.get(index, ()) if not self.crowded(index) else ():
                other = m.start != n.start and not (m.id and m.id == n.id)
                if other and m.plain == plain and not self.layout.headline(m.start):
                    found.setdefault(m.value, m)
        return list(found.values())


def _entry(e: Count | Percentage | Amount, start: int, end: int, words: str, layout: Layout, homes: frozenset[str]) -> Num:
    sort = "points" if _POINT.search(words) else "%"
    if isinstance(e, Amount):
        sort = e.currency
    elif isinstance(e, Count):
        sort = "households" if e.unit in homes else "people"
    kind, role = (getattr(e, name, "") or "" for name in ("kind", "role"))
    return Num(float(e.value or 0), sort, start, end, layout.index(start), e.id, words, e.mod, kind, role)


def slipped(n: Num, computed: float) -> bool:
    """Whether a number looks like a slip of a computed one, told as finely as it is: 51 percent for 41.004."""
    as_told = round(rounded(computed, n.unit), 9) if n.sort == "%" and n.value >= 10 else computed
    return slip(n.value, computed) or slip(n.value, as_told)


def shares(near: Iterable[Num]) -> list[tuple[Num, Num]]:
    """All parts and wholes that these numbers may be: pairs that may be reckoned with, the smaller first."""
    return [(a, b) for a, b in permutations(near, 2) if a.value < b.value and a.like(b)]


def runs(items: Sequence[Num], least: int) -> Iterator[Sequence[Num]]:
    """All choices of so many items and more, the largest first."""
    for count in range(len(items), least - 1, -1):
        yield from combinations(items, count)


def added(items: Iterable[Num]) -> float:
    """What numbers add up to."""
    return sum(n.value for n in items)


def entries(*numbers: Num) -> tuple[str, ...]:
    """The ids of the entries that numbers belong to, each once."""
    return tuple(dict.fromkeys(n.id for n in numbers if n.id))


def held(
    rule: str, stated: Num, computed: float, operands: Sequence[Num], formula: str, *, sure: float = 0.85, miss: float = 0
) -> Finding:
    """A stated number against what others give; `miss` is the share by which a word such as "separuh" may miss."""
    told: Verdict = verdict(stated.value, computed, stated.unit, mod=stated.mod)
    if told == "contradicts" and abs(computed - stated.value) <= miss * abs(computed):
        told = "rounds"
    computed = tidy(computed)
    sign = "=" if computed == stated.value else "≠" if told == "contradicts" else "≈"
    message = f"{formula} = {shown(computed)} {sign} {shown(stated.value)} ({stated.words})"
    return Finding(rule, entries(*operands, stated), tidy(stated.value), computed, told, message, sure)
