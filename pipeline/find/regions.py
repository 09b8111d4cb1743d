"""Finds regions."""

from __future__ import annotations

from dataclasses import dataclass

from spacy.tokens import Doc

from pipeline.lexicon import DEFAULT, Lexicon
from pipeline.records import Article, Mention


@dataclass(frozen=True, slots=True)
class RegionMention:
    """Words that may be one of the regions."""

    mention: Mention


def find(article: Article, doc: Doc, *, lexicon: Lexicon = DEFAULT) -> list[RegionMention]:
    """All mentions of regions in the article, in order of place."""
    return []
