"""The figures of an article in the order of reading, with what stands between them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex

from pipeline.find.counts import units
from pipeline.lexicon import Lexicon
from pipeline.records import Count, Mention, Percentage
from pipeline.resolve.layout import Layout
from pipeline.resolve.words import pattern

CROWD = 40  #: figures of a sentence, beyond which it is a table and no arithmetic

_ITEM = regex.compile(
    r"(?:,|\b(?:dan|serta|sedangkan|disusul|kemudian|lalu))\s++(?:\p{Ll}++\s++)?\p{Lu}\p{L}++(?:\s++\p{Lu}\p{L}++)*+\s++$"
)


@dataclass(frozen=True, slots=True)
class Spot:
    """One mention of one entry."""

    entry: Count | Percentage
    mention: Mention
    sentence: int

    @property
    def value(self) -> float:
        """The stated value; 0 for a range."""
        return self.entry.value or 0

    @property
    def plain(self) -> bool:
        """Whether the value is one number, without "more than" or "about"."""
        return self.entry.value is not None and self.entry.mod is None


class Reading:
    """All mentions of counts and percentages, sentence by sentence."""

    def __init__(self, entries: Iterable[Count | Percentage], layout: Layout, lexicon: Lexicon) -> None:
        self.layout, self.text, self.lexicon = layout, layout.text, lexicon
        self.spots = sorted(
            (Spot(e, m, layout.index(m.start)) for e in entries for m in e.mentions), key=lambda s: s.mention.start
        )
        self.first = {s.entry.id: s for s in reversed(self.spots)}  #: the first mention of each entry, by its id
        self.units: dict[str, list[Spot]] = {}  #: counts by their unit
        for spot in self.spots:
            if isinstance(spot.entry, Count):
                self.units.setdefault(spot.entry.unit, []).append(spot)
        self._homes = units(lexicon, "household")
        self._by_sentence: dict[int, list[Spot]] = {}
        for spot in self.spots:
            self._by_sentence.setdefault(spot.sentence, []).append(spot)
        self._counts = {
            n: [s for s in spots if isinstance(s.entry, Count) and s.entry.value] for n, spots in self._by_sentence.items()
        }
        self._place = {id(s): n for spots in self._by_sentence.values() for n, s in enumerate(spots)}

    def has(self, use: str, words: str) -> bool:
        """Whether any word of a use in `lexicon/figure_words.csv` is among the words."""
        return bool(pattern(self.lexicon, use).search(words))

    def says(self, use: str, spot: Spot) -> bool:
        """Whether any word of a use is in the sentence of a figure; each sentence is read once."""
        return self.layout.remember(("says", use, spot.sentence), lambda: self.has(use, self.words(spot)))

    def words(self, spot: Spot) -> str:
        """The sentence of a figure."""
        return self.text[slice(*self.layout.sentence(spot.mention.start))]

    def sentence(self, index: int) -> Sequence[Spot]:
        """The figures of a sentence."""
        return self._by_sentence.get(index, [])

    def crowded(self, index: int) -> bool:
        """Whether a sentence holds so many figures that no words can tell which belong together."""
        return len(self.sentence(index)) > CROWD

    def place(self, spot: Spot) -> int:
        """Which figure of its sentence a figure is, from 0."""
        return self._place[id(spot)]

    def counts(self, index: int, *, like: Spot | None = None) -> list[Spot]:
        """The counts of a sentence, of people or of households as `like` is."""
        found = self._counts.get(index, [])
        return [s for s in found if like is None or self.home(s) == self.home(like)]

    def home(self, spot: Spot) -> bool:
        """Whether households are counted."""
        return isinstance(spot.entry, Count) and spot.entry.unit in self._homes

    def gap(self, one: Spot, two: Spot) -> str:
        """The text between two figures."""
        return self.text[one.mention.end : two.mention.start]

    def left(self, spot: Spot, most: int = 80) -> str:
        """The words of the sentence before a figure, back to the figure before it."""
        start = max(self.layout.sentence(spot.mention.start)[0], spot.mention.start - most)
        here = self.sentence(spot.sentence)
        before = here[max(0, self.place(spot) - 3) : self.place(spot)]
        ends = [s.mention.end for s in before if s.mention.end <= spot.mention.start]
        return self.text[max([start, *ends]) : spot.mention.start]

    def right(self, spot: Spot, most: int = 60) -> str:
        """The words of the sentence behind a figure, up to the figure after it."""
        end = min(self.layout.sentence(spot.mention.start)[1], spot.mention.end + most)
        behind = self.sentence(spot.sentence)[self.place(spot) + 1 : self.place(spot) + 4]
        starts = [s.mention.start for s in behind if s.mention.start >= spot.mention.end]
        return self.text[spot.mention.end : min([end, *starts])]


def siblings(gap: str) -> bool:
    """Whether two numbers are items of one list, the second with a name of its own.

    >>> siblings(" balita dan Nolokla "), siblings(" kuota, dan baru ")
    (True, False)
    """
    return _ITEM.search(gap) is not None
