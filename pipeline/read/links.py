"""Lists of addresses: a file with one URL a line, JSON Lines or a table with a column of addresses, or standard input.

>>> list(of_lines([b"# daftar", b"https://contoh.id/1", b"", b'{"link": "https://contoh.id/2"}']))
['https://contoh.id/1', 'https://contoh.id/2']
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from pipeline.errors import PageError, SourceError
from pipeline.read import lines, packed, table
from pipeline.read.row import guess


def of(sources: Iterable[str]) -> Iterator[str]:
    """The addresses that are given, or stand in the files that are given.

    Raises:
        SourceError: a file is missing or has no column of addresses.
    """
    for source in sources:
        if source.startswith(("http://", "https://")):
            yield source
        elif source == "-":
            yield from of_lines(lines.bounded(sys.stdin.buffer))
        elif not Path(source).is_file():
            raise SourceError(f"{source}: no such file", advice="Give a URL, a file of URLs, or -.", kind="missing")
        elif table.reads(Path(source)):
            for row in table.rows(Path(source)):
                if (name := guess(row).get("url")) is None:
                    raise SourceError(f"{source}: no column of addresses", advice="Name it url or link.", kind="columns")
                if isinstance(row[name], str) and row[name]:
                    yield row[name]
        else:
            with packed.opened(Path(source)) as stored:
                yield from of_lines(lines.bounded(stored))


def of_lines(given: Iterable[bytes]) -> Iterator[str]:
    """One address a line, alone or as `url` or `link` of a JSON object; lines that hold none are passed over."""
    for line in given:
        told = line.decode("utf-8-sig", errors="replace").strip()
        if told.startswith("{"):
            try:
                row = lines.parse(line, "")
            except PageError:
                continue
            told = str(row.get(guess(row).get("url", "url"), ""))
        if told.startswith(("http://", "https://")):
            yield told
