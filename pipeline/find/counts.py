"""Finds counts."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.lexicon import DEFAULT, Lexicon
from pipeline.records import Article, Mention


@dataclass(frozen=True, slots=True)
class CountMention:
    """Words that may be one of the counts."""

    mention: Mention


def find(article: Article, doc: Doc, *, lexicon: Lexicon = DEFAULT) -> list[CountMention]:
    """All mentions of counts in the article, in order of place."""
    return []
