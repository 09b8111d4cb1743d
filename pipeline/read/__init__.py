"""A source → pages, one file per kind of source. Nothing here decides what a page says."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from pathlib import Path

from pipeline.errors import PageError, SourceError
from pipeline.read import archive, cdx, folder, lines, table, zipped
from pipeline.read.gate import Gate
from pipeline.read.row import Columns
from pipeline.read.shard import Shard, pages_of, shards
from pipeline.records import Page, Problem

__all__ = ["Gate", "Shard", "kind", "pages_of", "problem", "read", "shards"]

Reader = Callable[[Path], Iterator[Page | Problem]]
OPEN = Gate()


def read(sources: Iterable[str | Path], *, columns: Columns | None = None, gate: Gate = OPEN) -> Iterator[Page | Problem]:
    """The pages of all sources, in order; what cannot be read is a `Problem` and the rest goes on.

    A source is a file or folder of HTML or plain text; JSON Lines, CSV, Parquet, Excel, SQLite (`columns` says which
    column holds which field); a WARC, WET, WACZ or CDX file; `.gz`, `.zst` and `.zip` of these; or `-` for standard input.
    A page that the gate declines is a problem too.

    Raises:
        UsageError: an extra that reads this kind is not installed, or a column is not there.
    """
    for source in sources:
        for page in ungated(str(source), columns):
            yield page if isinstance(page, Problem) else gate.declined(page) or page


def kind(path: Path, columns: Columns | None = None) -> Reader | None:
    """What reads a file of this name; nothing where it is no kind that is known."""
    if archive.reads(path):
        return archive.pages
    if cdx.reads(path):
        return cdx.pages
    if lines.reads(path):
        return partial(lines.pages, columns=columns)
    if table.reads(path):
        return partial(table.pages, columns=columns)
    if zipped.reads(path):
        return partial(zipped.pages, columns=columns)
    return folder.pages if folder.reads(path) else None


def problem(error: PageError, *, source: str, id: str | None = None) -> Problem:
    """The problem that an error makes of a page."""
    return Problem(id=id, source=source, kind=error.kind, message=error.message, advice=error.advice)


def ungated(source: str, columns: Columns | None = None) -> Iterator[Page | Problem]:
    """The pages of one source, before any gate."""
    return guarded(_pages(source, columns), source)


def guarded(pages: Iterator[Page | Problem], source: str) -> Iterator[Page | Problem]:
    """The pages until the source fails, and the problem that it then is."""
    try:
        yield from pages
    except PageError as error:
        yield problem(error, source=source)
    except OSError as error:
        told = SourceError(f"{source}: {error.strerror or error}", advice="Check the name and the rights.")
        yield problem(told, source=source)


def _pages(source: str, columns: Columns | None) -> Iterator[Page | Problem]:
    if source == "-":
        yield from lines.from_stream(sys.stdin.buffer, "-", columns=columns)
        return
    path = Path(source)
    if not path.exists():
        advice = "Check the name; give a file, a folder or '-'."
        raise SourceError(f"{source}: no such file or folder", advice=advice, kind="missing")
    if path.is_dir():
        for file in folder.files(path):
            yield from ungated(str(file), columns)
    else:
        yield from (kind(path, columns) or folder.pages)(path)
