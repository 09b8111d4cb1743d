"""Finds dates."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.lexicon import DEFAULT, Lexicon
from pipeline.records import Article, Mention


@dataclass(frozen=True, slots=True)
class DateMention:
    """Words that may be one of the dates."""

    mention: Mention


def find(article: Article, doc: Doc, *, lexicon: Lexicon = DEFAULT) -> list[DateMention]:
    """All mentions of dates in the article, in order of place."""
    return []
