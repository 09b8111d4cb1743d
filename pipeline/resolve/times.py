"""Resolves date expressions against the publication time."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.find.dates import DateMention
from pipeline.records import Article, Date


def resolve(mentions: Sequence[DateMention], article: Article) -> list[Date]:
    """One entry per date, in order of first mention."""
    return []
