"""JSON Lines: one page a line, `{"id", "url", "outlet", "title", "published", "text" or "html"}`, `.gz` too."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from pipeline.errors import PageError, SourceError
from pipeline.read.folder import decode_text
from pipeline.records import Page, Problem

SUFFIXES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
FIELDS = ("id", "url", "outlet", "title", "published", "text", "html")


def reads(path: Path) -> bool:
    """Whether this file is read here."""
    return path.name.lower().endswith(SUFFIXES)


def pages(path: Path) -> Iterator[Page | Problem]:
    """The pages of a JSON Lines file."""
    with path.open("rb") as stored:
        lines = gzip.GzipFile(fileobj=stored) if path.name.endswith(".gz") else stored
        yield from from_lines(_unbroken(lines, str(path)), str(path))


def from_stream(stream: IO[bytes], source: str) -> Iterator[Page | Problem]:
    """Standard input: JSON Lines where it starts with a brace, else one page of HTML or text."""
    first = stream.readline()
    if first.lstrip().startswith(b"{"):
        yield from from_lines((line for part in ([first], stream) for line in part), source)
        return
    content = first + stream.read()
    if not content.strip():
        raise SourceError(f"{source}: nothing came in", advice="Pipe a page or JSON Lines into it.", kind="empty")
    if b"<" in content[:2048]:
        yield Page(source=source, html=content)
    else:
        yield Page(source=source, text=decode_text(content))


def from_lines(lines: Iterable[bytes], source: str) -> Iterator[Page | Problem]:
    """One page or problem a line."""
    from pipeline.read import problem  # here, for `read` imports this file

    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        where = f"{source}:{number}"
        try:
            yield from_row(_parse(line, where), where)
        except PageError as error:
            yield problem(error, source=where)


def from_row(row: dict[str, Any], where: str) -> Page:
    """A page from named values.

    Raises:
        SourceError: neither text nor HTML in it, or a value of the wrong type.
    """
    values = {name: row.get(name) for name in FIELDS}
    if isinstance(values["id"], int):
        values["id"] = str(values["id"])
    for name, value in values.items():
        if value is not None and not isinstance(value, str):
            raise SourceError(f"{where}: {name!r} is no text", advice="Write it as a JSON string.", kind="malformed")
    if not (values["text"] or values["html"]):
        raise SourceError(f"{where}: neither 'text' nor 'html'", advice="Each line needs one of them.", kind="empty")
    return Page(source=where, **values)


def _parse(line: bytes, where: str) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{where}: not JSON: {error}", advice="Mend or remove the line.", kind="malformed") from error
    if not isinstance(row, dict):
        raise SourceError(f"{where}: a line must be a JSON object", advice="Mend or remove the line.", kind="malformed")
    return row


def _unbroken(lines: Iterable[bytes], source: str) -> Iterator[bytes]:
    """The lines until a compressed file breaks off, which is then said."""
    try:
        yield from lines
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise SourceError(
            f"{source}: the compressed file is damaged: {error}", advice="Copy it again.", kind="malformed"
        ) from error
