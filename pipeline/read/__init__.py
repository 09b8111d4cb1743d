"""A source → pages, one file per kind of source. Nothing here decides what a page says."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from functools import partial
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.errors import PageError, SourceError, UsageError
from pipeline.read import archive, cdx, folder, lines, table, zipped
from pipeline.read.gate import Gate
from pipeline.read.row import Columns
from pipeline.read.shard import Shard, pages_of, shards
from pipeline.records import Page, Problem

if TYPE_CHECKING:
    from pipeline.read.web import Settings

__all__ = ["Gate", "Shard", "kind", "pages_of", "problem", "read", "shards"]

Reader = Callable[[Path], Iterator[Page | Problem]]
OPEN = Gate()


def read(
    sources: Iterable[str | Path], *, columns: Columns | None = None, gate: Gate = OPEN, settings: Settings | None = None
) -> Iterator[Page | Problem]:
    """The pages of all sources, in order; what cannot be read is a `Problem` and the rest goes on.

    A source is a file or folder of HTML or plain text; JSON Lines, CSV, Parquet, Excel, SQLite (`columns` says which
    column holds which field); a WARC, WET, WACZ or CDX file; `.gz`, `.zst` and `.zip` of these; `-` for standard input;
    `FILE@OFFSET`, a record of a WARC; or a URL, fetched with `settings` into the corpus and read from there. URLs that
    follow each other are fetched together.
    A page that the gate declines is a problem too.

    Raises:
        UsageError: an extra that reads this kind is not installed, or a column is not there.
    """
    for live, group in groupby(map(str, sources), is_url):
        for page in _live(list(group), settings) if live and settings else _stored(group, columns):
            yield page if isinstance(page, Problem) else gate.declined(page) or page


def is_url(source: str) -> bool:
    """Whether a source is an address on the web."""
    return source.startswith(("http://", "https://"))


def _stored(sources: Iterable[str], columns: Columns | None) -> Iterator[Page | Problem]:
    for source in sources:
        yield from ungated(source, columns)


def _live(urls: list[str], settings: Settings) -> Iterator[Page | Problem]:
    from pipeline.read.fetch import pages

    yield from pages(urls, settings)


def web_settings(contact: str | None, corpus: Path, allow: Iterable[str] = (), **more: Any) -> Settings:
    """How the web is to be asked: see `web.Settings`.

    Raises:
        UsageError: no contact, or the extra is not installed.
    """
    if not contact:
        advice = "Say who asks, as every site is told: --contact you@example.org."
        raise UsageError("Fetching needs a contact.", advice=advice)
    try:
        from pipeline.read.web import Settings
    except ImportError as error:
        advice = 'Install the extra: pip install "saripati[web]".'
        raise UsageError(f"Fetching needs {error.name}, which is not installed.", advice=advice) from error
    return Settings(contact=contact, corpus=corpus, allow=frozenset(allow), **more)


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
    if is_url(source):
        advice = "Fetch it first: saripati fetch tells why it fails."
        raise SourceError(f"{source}: not fetched", advice=advice, kind="not_fetched")
    if not path.exists() and (named := archive.places(source)) and all(at.exists() for at, _ in named):
        yield from filter(None, [archive.article_at(source)])
        return
    if not path.exists():
        advice = "Check the name; give a file, a folder or '-'."
        raise SourceError(f"{source}: no such file or folder", advice=advice, kind="missing")
    if path.is_dir():
        for file in folder.files(path):
            yield from ungated(str(file), columns)
    else:
        yield from (kind(path, columns) or folder.pages)(path)
