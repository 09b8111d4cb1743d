"""An article → what it may mean. One file per kind; no finder sees another's mentions, none decides.

Each finder is `find(article, doc, *, lexicon=DEFAULT) -> list[...]` and gives its own frozen dataclass, which has a
`mention` (the words, with offsets) and what the words alone tell. `resolve` compares and chooses.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from spacy.tokens import Doc

from pipeline.find import amounts, counts, dates, facilities, officials, percentages, regions, statements
from pipeline.lexicon import DEFAULT, Lexicon
from pipeline.records import Article

__all__ = ["Found", "find"]


@dataclass(frozen=True, slots=True)
class Found:
    """What the finders found, kind by kind, each in order of place."""

    officials: list[officials.OfficialMention] = field(default_factory=list)
    regions: list[regions.RegionMention] = field(default_factory=list)
    dates: list[dates.DateMention] = field(default_factory=list)
    counts: list[counts.CountMention] = field(default_factory=list)
    percentages: list[percentages.PercentageMention] = field(default_factory=list)
    amounts: list[amounts.AmountMention] = field(default_factory=list)
    facilities: list[facilities.FacilityMention] = field(default_factory=list)
    statements: list[statements.StatementMention] = field(default_factory=list)


def find(article: Article, doc: Doc, *, lexicon: Lexicon = DEFAULT) -> Found:
    """Everything that the article may say."""
    return Found(
        officials=officials.find(article, doc, lexicon=lexicon),
        regions=regions.find(article, doc, lexicon=lexicon),
        dates=dates.find(article, doc, lexicon=lexicon),
        counts=counts.find(article, doc, lexicon=lexicon),
        percentages=percentages.find(article, doc, lexicon=lexicon),
        amounts=amounts.find(article, doc, lexicon=lexicon),
        facilities=facilities.find(article, doc, lexicon=lexicon),
        statements=statements.find(article, doc, lexicon=lexicon),
    )
