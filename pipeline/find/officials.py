"""Finds officials."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.lexicon import DEFAULT, Lexicon
from pipeline.records import Article, Mention


@dataclass(frozen=True, slots=True)
class OfficialMention:
    """Words that may be one of the officials."""

    mention: Mention


def find(article: Article, doc: Doc, *, lexicon: Lexicon = DEFAULT) -> list[OfficialMention]:
    """All mentions of officials in the article, in order of place."""
    return []
