"""CDX and CDXJ indexes: the records they point at are read at their offsets, without reading the archives through.

The archives are looked for beside the index, in its `archive/` and in the `archive/` of the folder above. Lines that are
no HTML or plain text, or not of status 200, are passed over.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from pipeline.errors import PageError, SourceError
from pipeline.read import archive, packed
from pipeline.read.lines import bounded
from pipeline.records import Page, Problem

SUFFIXES = (".cdx", ".cdxj")


class Entry(NamedTuple):
    """One line of an index: where a record is."""

    url: str
    mime: str
    status: str
    file: str
    offset: int


def reads(path: Path) -> bool:
    """Whether this file is read here."""
    return packed.bare(path.name).endswith(SUFFIXES)


def pages(path: Path) -> Iterator[Page | Problem]:
    """The pages that an index points at, in its order."""
    from pipeline.read import problem  # here, for `read` imports this file

    with packed.opened(path) as stored:
        for number, line in enumerate(bounded(stored), 1):
            where = f"{path}:{number}"
            try:
                entry = parse(line, where)
                if entry is not None and (page := _at(entry, path, where)) is not None:
                    yield page
            except PageError as error:
                yield problem(error, source=where)


def parse(line: bytes, where: str = "") -> Entry | None:
    """An entry of an index, CDXJ or CDX with 9 or 11 columns; nothing for headers and what is no page.

    >>> parse(b'id,contoh)/a 20200101000000 {"url": "https://contoh.id/a", "mime": "text/html", "status": "200", '
    ...       b'"filename": "x.warc.gz", "offset": "12"}')
    Entry(url='https://contoh.id/a', mime='text/html', status='200', file='x.warc.gz', offset=12)

    Raises:
        SourceError: the line is neither.
    """
    told = line.decode("utf-8", errors="replace").strip()
    if not told or told.startswith(("CDX ", "!meta")):
        return None
    try:
        brace = told.find("{")
        if brace >= 0:
            row = json.loads(told[brace:])
            entry = Entry(row["url"], row.get("mime", ""), str(row.get("status", "200")), row["filename"], int(row["offset"]))
        else:
            cells = told.split()
            entry = Entry(cells[2], cells[3], cells[4], cells[-1], int(cells[-2]))
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise SourceError(f"{where}: no line of an index", advice="Mend or remove the line.", kind="malformed") from error
    is_page = entry.mime.lower() in (*archive.HTML, "text/plain", "unk", "") and entry.status in ("200", "-", "")
    return entry if is_page else None


def _at(entry: Entry, index: Path, where: str) -> Page | None:
    name = Path(entry.file).name
    for near in (index.parent / name, index.parent / "archive" / name, index.parent.parent / "archive" / name):
        if near.is_file():
            return archive.at(near, entry.offset)
    raise SourceError(f"{where}: the archive {name} is not there", advice="Put it beside the index.", kind="missing")
