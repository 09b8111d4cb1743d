"""One entry per person: names joined, offices standardised, statements tied to their speakers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.find.officials import OfficialMention
from pipeline.find.statements import StatementMention
from pipeline.lexicon import DEFAULT, Lexicon
from pipeline.records import Article, Official, Person, Region, Statement
from pipeline.resolve.offices import Setting, positions
from pipeline.resolve.persons import Group, group
from pipeline.resolve.speakers import attribute


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
    made = People()
    setting = Setting.of(article, regions, [o for m in mentions for o in m.offices], lexicon=lexicon)
    for one in group(mentions):
        held, evidence = positions(one.offices, setting)
        if held:
            id = f"o{len(made.officials) + 1}"
            made.officials.append(
                Official(
                    id=id, name=one.name, aliases=one.aliases, positions=held, mentions=one.mentions,
                    quote=one.mentions[0].text, confidence=one.confidence, evidence=evidence,
                )
            )  # fmt: skip
        else:
            id = f"n{len(made.people) + 1}"
            made.people.append(_person(id, one))
    people = [(p.id, p.mentions) for p in (*made.officials, *made.people)]
    made.statements.extend(attribute(statements, people, article))
    return made


def _person(id: str, one: Group) -> Person:
    return Person(
        id=id, name=one.name, aliases=one.aliases, mentions=one.mentions, quote=one.mentions[0].text, confidence=one.confidence
    )
