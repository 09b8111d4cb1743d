"""What was found → a record: one entry per area, date, person and fact, tied to each other and checked.

The order is fixed and no step looks at a later one: places, then times, then people (an office has a place), then
figures (a figure has a place, a time and perhaps a part and a whole), then checks.
"""

from __future__ import annotations

from pipeline.find import Found
from pipeline.lexicon import DEFAULT, Lexicon
from pipeline.records import Article, MadeBy, Record
from pipeline.resolve import checks, figures, people, places, times
from pipeline.version import PROGRAM, model_version

__all__ = ["resolve"]


def resolve(article: Article, found: Found, *, id: str, source: str, lexicon: Lexicon = DEFAULT) -> Record:
    """The record of an article."""
    regions = places.link(found.regions, article, lexicon=lexicon)
    dates = times.resolve(found.dates, article)
    said = people.resolve(found.officials, found.statements, article, regions, lexicon=lexicon)
    numbers = figures.resolve(found, article, regions, dates, lexicon=lexicon)
    arithmetic = checks.check(numbers, article, regions, lexicon=lexicon)
    return Record(
        id=id,
        source=source,
        article=article,
        officials=tuple(said.officials),
        regions=tuple(regions),
        dates=tuple(dates),
        counts=tuple(numbers.counts),
        percentages=tuple(numbers.percentages),
        people=tuple(said.people),
        statements=tuple(said.statements),
        amounts=tuple(numbers.amounts),
        facilities=tuple(numbers.facilities),
        checks=tuple(arithmetic.checks),
        derived=tuple(arithmetic.derived),
        made_by=MadeBy(program=PROGRAM, model=model_version(), lexicon=lexicon.digest()),
    )
