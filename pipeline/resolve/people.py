"""One entry per person: names joined, offices standardised, statements tied to their speakers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.find.officials import OfficialMention
from pipeline.find.statements import StatementMention
from pipeline.lexicon import DEFAULT, Lexicon
from pipeline.records import Article, Official, Person, Region, Statement


@dataclass(frozen=True, slots=True)
class People:
    """Who is in the article, and what they said."""

    officials: list[Official] = field(default_factory=list)
    people: list[Person] = field(default_factory=list)
    statements: list[Statement] = field(default_factory=list)


def resolve(
    mentions: Sequence[OfficialMention],
    statements: Sequence[StatementMention],
    article: Article,
    regions: Sequence[Region],
    *,
    lexicon: Lexicon = DEFAULT,
) -> People:
    """One entry per person, in order of first mention; `regions` are the article's linked areas."""
    return People()
