"""A source → pages, one file per kind of source. Nothing here looks into a page."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.errors import PageError, SourceError
from pipeline.read import folder, table
from pipeline.read.shard import Shard, pages_of, shards
from pipeline.records import Page, Problem

__all__ = ["Shard", "pages_of", "problem", "read", "shards"]


def read(sources: Iterable[str | Path]) -> Iterator[Page | Problem]:
    """The pages of all sources, in order; what cannot be read is a `Problem` and the rest goes on.

    A source is a file or folder of HTML or plain text, a JSON Lines file (`.gz` too), or `-` for standard input.
    """
    for source in sources:
        try:
            yield from _pages(str(source))
        except PageError as error:
            yield problem(error, source=str(source))
        except OSError as error:
            yield problem(
                SourceError(f"{source}: {error.strerror or error}", advice="Check the name and the rights."), source=str(source)
            )


def problem(error: PageError, *, source: str, id: str | None = None) -> Problem:
    """The problem that an error makes of a page."""
    return Problem(id=id, source=source, kind=error.kind, message=error.message, advice=error.advice)


def _pages(source: str) -> Iterator[Page | Problem]:
    if source == "-":
        yield from table.from_stream(sys.stdin.buffer, "-")
        return
    path = Path(source)
    if not path.exists():
        raise SourceError(
            f"{source}: no such file or folder", advice="Check the name; give a file, a folder or '-'.", kind="missing"
        )
    if path.is_dir():
        yield from folder.pages(path)
    elif table.reads(path):
        yield from table.pages(path)
    else:
        yield folder.page(path)
