"""Parts of a source that can be read apart: what a batch run hands to its workers.

`shards(source)` names the parts in order, `pages_of(shard)` reads one. Reading all shards in order gives the same pages
with the same `source` as `read([source])`. A JSON Lines file is cut at line starts and a WARC between its members;
a Parquet file by row groups; a folder into lists of files. What cannot be cut (gzipped lines, Excel, a zip) is one shard.
A `Shard` is plain data: `dataclasses.asdict` and `Shard(**values)` carry it through JSON.

>>> shards("-")
[Shard(source='-', kind='whole', paths=('-',), start=0, end=None, first=1)]
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from pipeline.read import archive, folder, lines, resync, table
from pipeline.read.row import Columns
from pipeline.records import Page, Problem

BYTES = 16 * 1024 * 1024  #: size of a part of a file
FILES = 500  #: files of a part of a folder


@dataclass(frozen=True, slots=True)
class Shard:
    """One part of a source."""

    source: str  #: as it was given
    kind: str  #: whole, bytes, groups (of rows) or files
    paths: tuple[str, ...]  #: the file, or the files of a part of a folder
    start: int = 0  #: first byte or row group
    end: int | None = None  #: end, exclusive; None: to the end of the file
    first: int = 1  #: number of the first line or row, for the pages' `source`


def shards(source: str | Path, *, size: int = BYTES) -> list[Shard]:
    """The parts of a source, in order; a missing source is one shard, and its problem comes out when it is read."""
    path = Path(source)
    name = str(source)
    if name == "-" or not path.exists():
        return [Shard(name, "whole", (name,))]
    if path.is_dir():
        return _of_folder(path, size)
    if path.name.lower().endswith(lines.SUFFIXES):
        return [Shard(name, "bytes", (name,), *part) for part in lines.parts(path, size)]
    if path.name.lower().endswith(table.PARQUET):
        return [Shard(name, "groups", (name,), *part) for part in table.groups(path)]
    if archive.reads(path) and not archive.is_ours(path):
        return [Shard(name, "bytes", (name,), *part) for part in _of_archive(path, size)]
    return [Shard(name, "whole", (name,))]


def pages_of(shard: Shard, *, columns: Columns | None = None) -> Iterator[Page | Problem]:
    """The pages and problems of one part. What it raises is what `read` raises."""
    from pipeline.read import guarded

    path = Path(shard.paths[0])
    if shard.kind == "bytes" and archive.reads(path):
        yield from guarded(archive.pages(path, start=shard.start, end=shard.end), shard.source)
    elif shard.kind == "bytes":
        parts = lines.pages(path, start=shard.start, end=shard.end, first=shard.first, columns=columns)
        yield from guarded(parts, shard.source)
    elif shard.kind == "groups":
        rows = table.pages(path, start=shard.start, end=shard.end, first=shard.first, columns=columns)
        yield from guarded(rows, shard.source)
    else:
        from pipeline.read import ungated

        for one in shard.paths:
            yield from ungated(one, columns)


def _of_archive(path: Path, size: int) -> Iterator[tuple[int, int | None]]:
    """Where each part of an archive starts and ends, at the start of a record."""
    total = path.stat().st_size
    start = 0
    with path.open("rb") as stored:
        while start + size < total and (at := resync.next_record(stored, start + size)) is not None:
            yield start, at
            start = at
    yield start, None


def _of_folder(path: Path, size: int) -> list[Shard]:
    """Runs of small files together; a large table is cut by itself."""
    made: list[Shard] = []
    small: list[str] = []

    def close() -> None:
        if small:
            made.append(Shard(str(path), "files", tuple(small)))
            small.clear()

    for file in folder.files(path):
        if not folder.reads(file):
            close()
            made.extend(shards(file, size=size))
        else:
            small.append(str(file))
            if len(small) == FILES:
                close()
    close()
    return made
