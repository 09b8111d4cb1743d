"""JSON Lines: one page a line, `{"id", "url", "outlet", "title", "published", "text" or "html"}`, `.gz` too."""

from __future__ import annotations

import gzip
import json
import zlib
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any, cast

from pipeline.errors import PageError, SourceError, TooLarge
from pipeline.read.folder import MAX_BYTES, decode_text
from pipeline.records import Page, Problem

SUFFIXES = (".jsonl", ".ndjson", ".jsonl.gz", ".ndjson.gz")
FIELDS = ("id", "url", "outlet", "title", "published", "text", "html")


def reads(path: Path) -> bool:
    """Whether this file is read here."""
    return path.name.lower().endswith(SUFFIXES)


def splits(path: Path) -> bool:
    """Whether the file can be read from its middle."""
    return path.name.lower().endswith((".jsonl", ".ndjson"))


def parts(path: Path, size: int) -> Iterator[tuple[int, int, int]]:
    """Where each part of about `size` bytes starts and ends, at line starts, and the number of its first line."""
    start = at = 0
    first = number = 1
    with path.open("rb") as stored:
        for line in stored:
            at += len(line)
            number += 1
            if at - start >= size:
                yield start, at, first
                start, first = at, number
    if at > start:
        yield start, at, first


def pages(path: Path, *, start: int = 0, end: int | None = None, first: int = 1) -> Iterator[Page | Problem]:
    """The pages of a JSON Lines file, or of the lines from byte `start` to byte `end`."""
    with path.open("rb") as stored:
        if path.name.lower().endswith(".gz"):
            lines = _unbroken(_until(cast(IO[bytes], gzip.GzipFile(fileobj=stored)), None), str(path))
        else:
            stored.seek(start)
            lines = _until(stored, end)
        yield from from_lines(lines, str(path), first=first)


def from_stream(stream: IO[bytes], source: str) -> Iterator[Page | Problem]:
    """Standard input: JSON Lines where it starts with a brace, else one page of HTML or text."""
    first = stream.readline(MAX_BYTES + 1)
    if first.lstrip().startswith(b"{"):
        yield from from_lines((line for part in ([first], _until(stream, None)) for line in part), source)
        return
    content = first + stream.read(MAX_BYTES + 1)
    if len(content) > MAX_BYTES:
        raise TooLarge(f"{source}: more than 64 MiB came in", advice="A page this large is no article; give JSON Lines.")
    if not content.strip():
        raise SourceError(f"{source}: nothing came in", advice="Pipe a page or JSON Lines into it.", kind="empty")
    if b"<" in content[:2048]:
        yield Page(source=source, html=content)
    else:
        yield Page(source=source, text=decode_text(content))


def from_lines(lines: Iterable[bytes], source: str, *, first: int = 1) -> Iterator[Page | Problem]:
    """One page or problem a line."""
    from pipeline.read import problem  # here, for `read` imports this file

    for number, line in enumerate(lines, first):
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
    if len(line) > MAX_BYTES:
        raise TooLarge(f"{where}: a line larger than 64 MiB", advice="A page this large is no article; leave it out.")
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{where}: not JSON: {error}", advice="Mend or remove the line.", kind="malformed") from error
    if not isinstance(row, dict):
        raise SourceError(f"{where}: a line must be a JSON object", advice="Mend or remove the line.", kind="malformed")
    return row


def _until(stored: IO[bytes], end: int | None) -> Iterator[bytes]:
    """The lines that start before byte `end`, each cut at one byte over the limit."""
    at = stored.tell() if end is not None else 0
    while (end is None or at < end) and (line := stored.readline(MAX_BYTES + 1)):
        at += len(line)
        rest = line
        while not rest.endswith(b"\n") and (rest := stored.readline(MAX_BYTES)):
            at += len(rest)
        yield line


def _unbroken(lines: Iterable[bytes], source: str) -> Iterator[bytes]:
    """The lines until a compressed file breaks off, which is then said."""
    try:
        yield from lines
    except (EOFError, zlib.error, gzip.BadGzipFile) as error:
        raise SourceError(
            f"{source}: the compressed file is damaged: {error}", advice="Copy it again.", kind="malformed"
        ) from error
