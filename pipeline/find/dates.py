"""Finds dates: everything that places something on the calendar."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.language import calendar
from pipeline.language.calendar import Expression
from pipeline.lexicon import DEFAULT, Lexicon
from pipeline.records import Article, Mention


@dataclass(frozen=True, slots=True)
class DateMention:
    """Words that place something on the calendar, and what they say before anybody asks when they were said."""

    mention: Mention
    expression: Expression


def find(article: Article, doc: Doc, *, lexicon: Lexicon = DEFAULT) -> list[DateMention]:
    """All mentions of dates in the article, in order of place."""
    text = article.text
    return [DateMention(Mention.of(text, e.start, e.end, rule=f"calendar:{e.rule}"), e) for e in calendar.find(text)]
