"""The positions of a person: one per office, with the area it is held in."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.entries import Position
from pipeline.find.officials import Office
from pipeline.records import Article, Region
from pipeline.spans import Evidence

NATIONAL = "national"


def positions(
    offices: Sequence[Office], article: Article, regions: Sequence[Region]
) -> tuple[tuple[Position, ...], dict[str, Evidence]]:
    """The positions, in the order told, and how their areas were inferred."""
    made: list[Position] = []
    for office in offices:
        if not counts(office, article):
            continue
        phrase = article.text[office.start : office.end]
        region = area_in(office, regions)
        position = Position(
            phrase=phrase, title=office.title, institution=office.institution, region=region, status=office.status
        )
        same = [p for p in made if p.title == position.title and p.status == position.status]
        if not same:
            made.append(position)
        elif len(phrase) > len(same[0].phrase):
            made[made.index(same[0])] = position
    return tuple(made), {}


def counts(office: Office, article: Article) -> bool:
    """Whether the words are a position: a calling ("politikus") is none, a profession only in a named institution."""
    if office.level == "profession":
        return any(word[0].isupper() for word in article.text[office.head_end : office.end].split())
    return office.level != "calling"


def area_in(office: Office, regions: Sequence[Region]) -> str | None:
    """The code of the area whose mention lies inside the phrase; the smallest of several; none for a national office."""
    if office.level == NATIONAL:
        return None
    inside = [r.code for r in regions for m in r.mentions if m.start < office.end and office.start < m.end and r.code != "ID"]
    return max(inside, key=len, default=None)
