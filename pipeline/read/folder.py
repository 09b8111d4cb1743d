"""A file or a folder of HTML or plain-text pages.

Folders are walked in order of name, hidden files are passed over, and a link that leads back into the walk is followed
once only. Files in formats that are no pages (pictures, archives) are passed over in folders and refused when named.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from pipeline.errors import SourceError, TooLarge
from pipeline.records import Page, Problem

HTML = {".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx", ".mhtml"}
TEXT = {".txt", ".text"}
MAX_BYTES = 64 * 1024 * 1024
#: first bytes of what is no page
MAGIC = {
    b"PK\x03\x04": "a zip archive",
    b"\x1f\x8b": "a gzip archive",
    b"%PDF": "a PDF",
    b"\x89PNG": "a PNG picture",
    b"\xff\xd8\xff": "a JPEG picture",
    b"GIF8": "a GIF picture",
    b"\x7fELF": "a program",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7z archive",
    b"\xd0\xcf\x11\xe0": "an old Office document",
    b"SQLite format 3": "an SQLite database",
}


def files(folder: Path) -> Iterator[Path]:
    """The files below a folder that hold pages, in order of name."""
    from pipeline.read import table  # here, for `read` imports this file

    for path in _walk(folder, set()):
        if path.suffix.lower() in HTML | TEXT or table.reads(path):
            yield path


def pages(folder: Path) -> Iterator[Page | Problem]:
    """All pages below a folder."""
    from pipeline.read import read  # here, for `read` imports this file

    yield from read(files(folder))


def page(path: Path) -> Page:
    """One file as a page.

    Raises:
        SourceError: the file is empty or holds no text.
        TooLarge: the file is larger than 64 MiB.
    """
    if path.stat().st_size > MAX_BYTES:
        raise TooLarge(f"{path}: larger than 64 MiB", advice="A page this large is no article; split or leave it out.")
    content = path.read_bytes()
    if not content.strip():
        raise SourceError(f"{path}: the file is empty", advice="Fetch the page again.", kind="empty")
    for magic, what in MAGIC.items():
        if content.startswith(magic):
            raise SourceError(f"{path}: this is {what}, not a page", advice="Unpack or convert it first.", kind="binary")
    utf16 = content[:2] in (b"\xff\xfe", b"\xfe\xff")
    if b"\0" in content[:4096] and not utf16:
        raise SourceError(f"{path}: binary content, not a page", advice="Give HTML or plain text.", kind="binary")
    is_text = path.suffix.lower() in TEXT
    if is_text or (path.suffix.lower() not in HTML and b"<" not in content[:2048]):
        return Page(source=str(path), text=decode_text(content))
    return Page(source=str(path), html=content)


def decode_text(content: bytes) -> str:
    """Plain text from bytes: UTF-8, UTF-16 by its mark, else Windows-1252."""
    for encoding in ("utf-8-sig", "utf-16" if content[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8"):
        try:
            return content.decode(encoding)
        except UnicodeDecodeError:
            continue
    return content.decode("cp1252", errors="replace")


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
