"""Ties figures to their role, programme, region and date, and percentages to their part and whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.find import Found
from pipeline.lexicon import DEFAULT, Lexicon
from pipeline.records import Amount, Article, Count, Date, Facility, Percentage, Region


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of an article."""

    counts: list[Count] = field(default_factory=list)
    percentages: list[Percentage] = field(default_factory=list)
    amounts: list[Amount] = field(default_factory=list)
    facilities: list[Facility] = field(default_factory=list)


def resolve(
    found: Found, article: Article, regions: Sequence[Region], dates: Sequence[Date], *, lexicon: Lexicon = DEFAULT
) -> Figures:
    """One entry per fact, in order of first mention."""
    return Figures()
