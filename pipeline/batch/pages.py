"""The pages of a shard that are let in."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.batch.local import Settings
from pipeline.read import Shard, pages_of
from pipeline.records import Page, Problem


def let_in(shard: Shard, settings: Settings) -> Iterator[Page | Problem]:
    """The pages of a shard; those that the gate declines are problems."""
    for page in pages_of(shard, columns=settings.columns):
        yield page if isinstance(page, Problem) else settings.gate.declined(page) or page
