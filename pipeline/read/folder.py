"""A file or a folder of HTML or plain-text pages.

Folders are walked in order of name, hidden files are passed over, and a link that leads back into the walk is followed
once only. Files in formats that are no pages (pictures, PDF) are passed over in folders and refused when named.

What a page is called elsewhere may stand beside it: `page.html.json` or `page.json` with `id`, `url`, `outlet`, `title`,
`published`; `page.url` with the address alone; or one `urls.csv` for the folder, with a column `file` and those names.
"""

from __future__ import annotations

import codecs
import csv
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from pipeline.errors import PageError, SourceError, TooLarge
from pipeline.records import Page, Problem

HTML = (".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx")
TEXT = (".txt", ".text")
MAX_BYTES = 64 * 1024 * 1024
SIDECAR = "urls.csv"
GIVEN = ("id", "url", "outlet", "title", "published")
#: first bytes of what is no page
MAGIC = {
    b"PK\x03\x04": "a zip archive",
    b"\x1f\x8b": "a gzip archive",
    b"\x28\xb5\x2f\xfd": "a zstd archive",
    b"%PDF": "a PDF",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\x7fELF": "a program",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"SQLite format 3": "an SQLite database",
    b"PAR1": "a Parquet table",
}


def files(folder: Path) -> Iterator[Path]:
    """The files below a folder that hold pages, in order of name."""
    from pipeline.read import cdx, kind  # here, for `read` imports this file

    for path in _walk(folder, set()):
        if path.name != SIDECAR and not cdx.reads(path) and kind(path) is not None:  # what an index points at is there too
            yield path


def reads(path: Path) -> bool:
    """Whether the name is that of a page, packed or not."""
    from pipeline.read.packed import bare

    return path.suffix.lower() != ".zip" and bare(path.name).endswith(HTML + TEXT)


def pages(path: Path) -> Iterator[Page | Problem]:
    """The one page of a file, with what its neighbours tell of it.

    Raises:
        SourceError: the file is empty, damaged or holds no text.
        TooLarge: more than 64 MiB.
    """
    from pipeline.read.packed import opened

    if path.suffix.lower() in (".gz", ".zst") and reads(path):
        with opened(path) as stored:
            content = stored.read(MAX_BYTES + 1)
    else:
        with path.open("rb") as plain:
            content = plain.read(MAX_BYTES + 1)
    page = of_bytes(content, str(path), str(path))
    given = _beside(path)
    yield replace(page, **given) if given else page


def of_bytes(content: bytes, name: str, source: str) -> Page:
    """A page from the bytes of a file of that name.

    Raises:
        SourceError: the file is empty or holds no text.
        TooLarge: more than 64 MiB.
    """
    from pipeline.read.packed import bare

    if len(content) > MAX_BYTES:
        raise TooLarge(f"{source}: larger than 64 MiB", advice="A page this large is no article; split or leave it out.")
    if not content.removeprefix(codecs.BOM_UTF8).strip():
        raise SourceError(f"{source}: the file is empty", advice="Fetch the page again.", kind="empty")
    for magic, what in MAGIC.items():
        if content.startswith(magic):
            raise SourceError(f"{source}: this is {what}, not a page", advice="Unpack or convert it first.", kind="binary")
    utf16 = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    if content.count(b"\0", 0, 4096) > 4 and not utf16:  # a stray one or two are left out later
        raise SourceError(f"{source}: binary content, not a page", advice="Give HTML or plain text.", kind="binary")
    name = bare(name)
    if name.endswith(TEXT) or (not name.endswith(HTML) and b"<" not in content[:2048]):
        return Page(source=source, text=decode_text(content))
    return Page(source=source, html=content)


def decode_text(content: bytes) -> str:
    """Plain text from bytes: UTF-8, UTF-16 by its mark, else Windows-1252."""
    for encoding in ("utf-8-sig", "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("cp1252", errors="replace")


def _beside(path: Path) -> dict[str, str]:
    """What the files beside a page tell of it."""
    from pipeline.read.lines import parse

    for beside in (path.with_name(path.name + ".json"), path.with_suffix(".json")):
        if beside.is_file() and beside.stat().st_size < 1 << 20:
            try:
                told = parse(beside.read_bytes(), str(beside))
            except PageError:
                continue
            return {k: v for k in GIVEN if isinstance(v := told.get(k), str) and v}
    beside = path.with_suffix(".url")
    if beside.is_file() and beside.stat().st_size < 1 << 16:
        lines = [line.strip().removeprefix("URL=") for line in decode_text(beside.read_bytes()).splitlines()]
        if url := next((line for line in lines if line.startswith(("http://", "https://"))), None):
            return {"url": url}
    table = path.with_name(SIDECAR)
    return _sidecar(table, table.stat().st_mtime_ns).get(path.name, {}) if table.is_file() else {}


@lru_cache(maxsize=64)
def _sidecar(table: Path, _changed: int) -> dict[str, dict[str, str]]:
    with table.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
        rows = list(csv.DictReader(lines))
    return {Path(row["file"]).name: {k: row[k] for k in GIVEN if row.get(k)} for row in rows if row.get("file")}


def _walk(folder: Path, seen: set[tuple[int, int]]) -> Iterator[Path]:
    status = folder.stat()
    if (status.st_dev, status.st_ino) in seen:
        return
    seen.add((status.st_dev, status.st_ino))
    for path in sorted(folder.iterdir()):
        if path.name.startswith("."):
            continue
        if path.is_dir():
            yield from _walk(path, seen)
        elif path.is_file():
            yield path
