"""What an article is about, before any of its figures: its areas, the nation, the world abroad, and its words."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

import regex

from pipeline.lexicon import Lexicon
from pipeline.records import Mention, Region
from pipeline.resolve.layout import Layout
from pipeline.resolve.scopes import LEAD, Scopes
from pipeline.resolve.scoring import Features
from pipeline.resolve.trails import Trail, Trails

SELDOM = 3  #: so many mentions of the capital do not make an article one about it
CAPITAL = "31"  #: Jakarta and its parts: where ministries speak, seldom what the figure is of
NATION = "ID"
ABROAD = "abroad"
PART = "part"  #: an island, a part of the country: no area
KINDS = ("area", NATION, ABROAD, PART, "none")  #: of candidates
STEPS = (0.0, 0.2, 0.4, 0.6, 0.8)
_WORD = regex.compile(r"\b\p{Ll}{3,}+\b")


def topic(text: str) -> Features:
    """The words that a text writes small, each once: what it speaks of tells whether its figures are of a place.

    >>> topic("Warga Garut menilai warga lain")
    ['word=lain', 'word=menilai', 'word=warga']
    """
    return sorted({f"word={m[0]}" for m in _WORD.finditer(text)})


class Ground:
    """The areas of an article, the nation and the world abroad, with the places where they are named."""

    def __init__(self, regions: Sequence[Region], layout: Layout, lexicon: Lexicon) -> None:
        self.areas = {r.code: r for r in regions if r.code != NATION}
        self.scopes = Scopes(layout, ((m.start, m.end) for r in self.areas.values() for m in r.mentions), lexicon)
        nation, away, parts = (
            [Mention.of(layout.text, *span, rule=use) for use in uses for span in self.scopes.spans[use]]
            for uses in (("national", "country"), (ABROAD,), (PART,))
        )
        self.trails = Trails((r.code, r.mentions) for r in self.areas.values())
        self.of = {str(t.key): t for t in self.trails.trails}
        self.everything = Trails(
            [*((r.code, r.mentions) for r in self.areas.values()), (NATION, nation), (ABROAD, away), (PART, parts)]
        )
        self.nation, self.abroad, self.part = Trail(NATION, nation), Trail(ABROAD, away), Trail(PART, parts)
        self.wholes = {p for r in self.areas.values() for p in r.parents}
        self.most = max((len(r.mentions) for r in self.areas.values()), default=0)
        seats = [m for r in self.areas.values() if r.code[:2] == CAPITAL for m in r.mentions]
        #: whether the capital is but where ministries speak
        self.capital = len(seats) <= SELDOM and not any(layout.headline(m.start) for m in seats)
        self.state = self._state(layout)
        self.topic = topic(layout.text)

    def first(self, span: tuple[int, int]) -> int:
        """Where the first name of an area in a stretch begins, else -1."""
        at = bisect_left(self.trails.starts, span[0])
        return self.trails.starts[at] if at < len(self.trails.starts) and self.trails.starts[at] < span[1] else -1

    def _state(self, layout: Layout) -> Features:
        """How local the article is: its areas but for the capital, in headline and lead, against words on the nation."""
        told = [r for r in self.areas.values() if not (self.capital and r.code[:2] == CAPITAL)]
        mentions = [m for r in told for m in r.mentions]
        nation, away = self.scopes.count("national", "country", "state"), self.scopes.count("abroad")
        trade = self.scopes.count("company", "market")
        made = [f"text {f}" for f in self.scopes.article()]
        made.append("areas" if self.areas else "no areas")
        made += ["place in headline"] if any(layout.headline(m.start) for m in mentions) else []
        made += ["place in lead"] if any(m.start < layout.title_end + LEAD for m in mentions) else []
        made += _over("local", len(mentions), nation) + _over("abroad", away, nation + len(mentions))
        return made + _over("trade", trade, nation + len(mentions))


def _over(name: str, many: int, others: int) -> Features:
    """How much of what is named is of one kind, each step a feature of its own."""
    share = many / (many + others) if many else 0.0
    return [f"{name}>{step}" for step in STEPS if share > step]
