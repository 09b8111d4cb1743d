"""The names of persons in one article, as they are found: by word, from before and from behind."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.find.evidence import Evidence
from pipeline.find.names import Name, after_degrees, after_leads, can_be
from pipeline.find.words import Word
from pipeline.lexicon import Lexicon


class Roster:
    """The names found so far: `names` by first word, `behind` by where they or their degrees end, `rules` that found them."""

    def __init__(self, ws: Sequence[Word], evidence: Evidence, lexicon: Lexicon) -> None:
        self.ws, self.evidence, self.lexicon = ws, evidence, lexicon
        self.names: dict[int, Name] = {}
        self.behind: dict[int, Name] = {}
        self.rules: dict[int, str] = {}

    def take(self, names: Sequence[Name]) -> None:
        """Take in the model's names: none behind a word that opens the name of a body, of a headline what the body knows."""
        for name in names:
            if name.start and self.evidence.opener(name.start - 1):
                continue
            if name.start in self.evidence.titled:
                ends = [k for k in range(name.start, name.end) if self.ws[k].key not in self.evidence.heard]
                name = Name(name.start, ends[0], name.lead, ends[0]) if ends else name
            if name.end > name.start:
                self.keep(name, "model")

    def drop(self, start: int, end: int) -> None:
        """Forget the names that lie within the words `start` to `end`."""
        for k in range(start, end):
            if k in self.names and self.names[k].end <= end:
                self._ends(self.names.pop(k), remove=True)

    def keep(self, name: Name, rule: str) -> None:
        """Take a name in; those that overlap it give way, unless it is there already."""
        if name.start in self.names and self.names[name.start].end == name.end:
            return
        for k in range(max(0, name.start - 20), name.end):
            if k in self.names and self.names[k].end > name.start:
                self._ends(self.names.pop(k), remove=True)
        self.names[name.start] = name
        self.rules[name.start] = rule
        self._ends(name)

    def _ends(self, name: Name, *, remove: bool = False) -> None:
        """Note, or forget, where a name ends, so that it is found from behind."""
        for end in {name.end, name.tail}:
            if not remove:
                self.behind[end] = name
            elif self.behind.get(end) == name:
                del self.behind[end]

    def name(self, start: int, end: int, lead: int | None = None) -> Name:
        """The name of the words `start` to `end`, with the degrees behind it."""
        while self.ws[end - 1].text == ".":
            end -= 1
        return Name(start, end, start if lead is None else lead, after_degrees(self.ws, end, lexicon=self.lexicon))

    def at(self, at: int) -> Name | None:
        """The name that begins at a word, with its honorifics: the model's, else the best of a capitalised run."""
        if at >= len(self.ws) or self.ws[at].first:
            return None
        start = after_leads(self.ws, at, lexicon=self.lexicon)
        if start in self.names:
            return self.names[start]
        if start >= len(self.ws) or (start > at and self.ws[start].first):
            return None
        span = self.evidence.run(start)
        if span is None or (start == at and self.evidence.total(*span) <= 0):
            return None
        return self.name(*span, at)

    def before(self, at: int, floor: float) -> Name | None:
        """The name that ends before a word, its degrees and an age in brackets between."""
        if at >= 3 and self.ws[at - 1].text == ")" and self.ws[at - 3].text == "(":
            at -= 3
        if at in self.behind:
            return self.behind[at]
        best, start, total = floor, at, 0.0
        k = at - 1
        while k >= 0 and at - k <= 6 and can_be(self.ws, k, lexicon=self.lexicon):
            total += self.evidence.value(k)
            if total > best:
                best, start = total, k
            if self.ws[k].first:
                break
            k -= 1
        return self.name(start, at) if start < at else None
