"""Finds amounts."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.lexicon import DEFAULT, Lexicon
from pipeline.records import Article, Mention


@dataclass(frozen=True, slots=True)
class AmountMention:
    """Words that may be one of the amounts."""

    mention: Mention


def find(article: Article, doc: Doc, *, lexicon: Lexicon = DEFAULT) -> list[AmountMention]:
    """All mentions of amounts in the article, in order of place."""
    return []
