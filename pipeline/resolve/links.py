"""A name with the code chosen for it, and where such names lie in the text: what both halves of `places` work with."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import regex

from pipeline.find.regions import RegionMention
from pipeline.lexicon import areas
from pipeline.records import Article

TOLD = frozenset({"kind", "office", "body", "list"})
SMALL = frozenset({"district", "village"})
BESIDE = regex.compile(r"(?: *+[,(])?+ ++")  #: between an area and the one it lies in: "Soreang, Kabupaten Bandung"

#: How often what a rule decided is right, on the articles set aside for learning.
CONFIDENCE = {
    "kind": 0.98, "office": 0.98, "body": 0.97, "list": 0.95, "series": 0.95, "context": 0.95, "entity": 0.95,
    "dateline": 0.95, "gazetteer": 0.93, "beside": 0.9, "parent": 0.85, "again": 0.9, "part": 0.85, "province": 0.85,
    "home": 0.8, "usual": 0.7,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Linked:
    """A mention with the code chosen for it, by which rule, and all codes that it could have."""

    mention: RegionMention
    code: str
    rule: str
    options: tuple[str, ...]

    @property
    def confidence(self) -> float:
        """How sure the rule is; less where a rule left several areas of one level."""
        sure = CONFIDENCE[self.rule]
        return (
            sure
            if len(self.options) == 1 or self.rule not in TOLD | {"beside", "parent"}
            else round(sure / len(self.options), 3)
        )


Links = dict[int, Linked]  #: by the start of the name; no two overlap


def begins_of(links: Links) -> dict[int, str]:
    """Codes by the place where their names begin, with and without the kind."""
    return {at: one.code for one in links.values() for at in (one.mention.mention.start, one.mention.name_start)}


def ends_of(links: Links) -> dict[int, str]:
    """Codes by the place where their names end."""
    return {one.mention.mention.end: one.code for one in links.values()}


def covered(links: Links) -> set[int]:
    """All places in the text that belong to a name."""
    return {at for one in links.values() for at in range(one.mention.mention.start, one.mention.mention.end)}


def apart(named: Iterable[RegionMention]) -> list[RegionMention]:
    """Of names that overlap the longest."""
    kept: list[RegionMention] = []
    covered: set[int] = set()
    for m in sorted(named, key=lambda m: (m.mention.start - m.mention.end, m.mention.start)):
        place = range(m.mention.start, m.mention.end)
        if covered.isdisjoint(place):
            kept.append(m)
            covered.update(place)
    return kept


def follows(m: RegionMention, article: Article, begins: dict[int, str], mark: str = "") -> str | None:
    """The code of the area that follows right behind a name, set off by `mark`."""
    after = BESIDE.match(article.text, m.mention.end)
    return begins.get(after.end()) if after and mark in after.group() else None


def beside(m: RegionMention, article: Article, begins: dict[int, str], codes: tuple[str, ...]) -> tuple[str, ...]:
    """Those of `codes` that lie in the area that follows: "Soreang, Kabupaten Bandung"."""
    parent = follows(m, article, begins)
    if parent is None or (len(parent) == 2 and not follows(m, article, begins, ",")):
        return ()
    return tuple(code for code in codes if parent in areas.parents(code)[:-1])
