"""JSON Lines: one page a line, `{"id", "url", "outlet", "title", "published", "text" or "html"}`; packed ones too.

Names in other words (judul, isi, link) are understood as in tables. A line larger than 64 MiB is a problem of that line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import IO, Any

from pipeline.errors import PageError, SourceError, TooLarge
from pipeline.read import packed
from pipeline.read.folder import MAX_BYTES, decode_text
from pipeline.read.row import Columns, from_row
from pipeline.records import Page, Problem

SUFFIXES = (".jsonl", ".ndjson")


def reads(path: Path) -> bool:
    """Whether this file is read here."""
    return packed.bare(path.name).endswith(SUFFIXES)


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


def pages(
    path: Path, *, start: int = 0, end: int | None = None, first: int = 1, columns: Columns | None = None
) -> Iterator[Page | Problem]:
    """The pages of a JSON Lines file, or of the lines from byte `start` to byte `end`; `first` is the first one's number."""
    with packed.opened(path) as stored:
        if start:
            stored.seek(start)
        yield from from_lines(bounded(stored, None if end is None else end - start), str(path), first=first, columns=columns)


def from_stream(stream: IO[bytes], source: str, *, columns: Columns | None = None) -> Iterator[Page | Problem]:
    """Standard input: JSON Lines where it starts with a brace, else one page of HTML or text."""
    first = stream.readline(MAX_BYTES + 1)
    if first.lstrip().startswith(b"{"):
        rest = bounded(stream)
        yield from from_lines((line for part in ([first], rest) for line in part), source, columns=columns)
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


def from_lines(
    lines: Iterable[bytes], source: str, *, first: int = 1, columns: Columns | None = None
) -> Iterator[Page | Problem]:
    """One page or problem a line."""
    from pipeline.read import problem  # here, for `read` imports this file

    for number, line in enumerate(lines, first):
        if not line.strip():
            continue
        where = f"{source}:{number}"
        try:
            yield from_row(parse(line, where), where, columns)
        except PageError as error:
            yield problem(error, source=where)


def parse(line: bytes, where: str) -> dict[str, Any]:
    """One line as named values.

    Raises:
        SourceError: not a JSON object.
        TooLarge: more than 64 MiB.
    """
    if len(line) > MAX_BYTES:
        raise TooLarge(f"{where}: a line larger than 64 MiB", advice="A page this large is no article; leave it out.")
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:
        raise SourceError(f"{where}: not JSON: {error}", advice="Mend or remove the line.", kind="malformed") from error
    if not isinstance(row, dict):
        raise SourceError(f"{where}: a line must be a JSON object", advice="Mend or remove the line.", kind="malformed")
    return row


def bounded(stored: IO[bytes], size: int | None = None) -> Iterator[bytes]:
    """The lines that start within the next `size` bytes; of one beyond the limit, only its beginning."""
    at = 0
    while (size is None or at < size) and (line := stored.readline(MAX_BYTES + 1)):
        at += len(line)
        rest = line
        while not rest.endswith(b"\n") and (rest := stored.readline(1 << 20)):
            at += len(rest)
        yield line
