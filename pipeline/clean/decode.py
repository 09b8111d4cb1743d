"""Bytes → the characters of a page: byte order mark, declared encoding, UTF-8, then a guess.

>>> decode("Kerja sama — “baik”".encode("cp1252"), charset="utf-8")
'Kerja sama — “baik”'
"""

from __future__ import annotations

import codecs
import logging
import re

from bs4.dammit import UnicodeDammit

from pipeline.errors import SourceError, TooLarge

LIMIT = 20_000_000  #: bytes or characters of a page; beyond is no news page

_BOMS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_CONTROL = bytes(range(9)) + bytes(range(14, 27)) + bytes(range(28, 32)) + b"\x7f"  #: bytes that no text has
_DECLARED = re.compile(
    rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]{2,30})|<\?xml[^>]{0,100}?encoding=["']([\w.:-]{2,30})""", re.I
)
_MAGIC = (
    b"PK\x03\x04", b"%PDF", b"\x1f\x8b", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"Rar!", b"7z\xbc\xaf", b"\x7fELF", b"BZh",
    b"\xfd7zXZ", b"\xd0\xcf\x11\xe0",
)  # fmt: skip


logging.getLogger("bs4.dammit").setLevel(logging.ERROR)  # it would tell of each character that it replaces


def decode(content: bytes | str, *, charset: str | None = None, source: str = "page") -> str:
    """The characters of a page; `charset` is what the transport declared, a hint only.

    Raises:
        SourceError: the content is binary (an archive, a picture, a PDF).
        TooLarge: it is longer than `LIMIT`.
    """
    if len(content) > LIMIT:
        told = f"{source}: {len(content) / 1e6:.0f} MB is beyond the limit of {LIMIT / 1e6:.0f} MB for a page"
        raise TooLarge(told, advice="Split the file, or give the article alone.")
    text = content if isinstance(content, str) else _decode(content, charset, source)
    if "\x00" in text:
        text = text.replace("\x00", "")
    return text


def _decode(content: bytes, charset: str | None, source: str) -> str:
    for mark, name in _BOMS:
        if content.startswith(mark):
            return content.decode(name, "replace")
    head = content[:4096]
    if content.startswith(_MAGIC) or len(head.translate(None, _CONTROL)) < len(head) * 0.97:
        told = f"{source}: the content is binary, no text"
        raise SourceError(told, advice="Unpack archives first; give HTML or plain text.", kind="binary")
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError:
        pass
    declared = _DECLARED.search(head)
    named = [charset] if charset else []
    named += [(declared[1] or declared[2]).decode("ascii", "ignore")] if declared else []
    named = ["cp1252" if re.fullmatch(r"iso-?8859-?1|latin-?1|(?:us-)?ascii", n, re.I) else n for n in named]  # as browsers do
    if all(_is_utf8(name) for name in named) and _nearly_utf8(content):
        return content.decode("utf-8", "replace")
    made = UnicodeDammit(content, known_definite_encodings=[n for n in named if not _is_utf8(n)], is_html=True)
    return made.unicode_markup or content.decode("cp1252", "replace")


def _is_utf8(name: str) -> bool:
    return name.lower().replace("_", "-") in {"utf-8", "utf8"}


def _nearly_utf8(content: bytes) -> bool:
    """Whether only a few bytes are wrong: a page cut inside a character, one bad comment."""
    text = content.decode("utf-8", "replace")
    wrong, right = text.count("\ufffd"), sum(c > "\x7f" for c in text)
    return wrong * 4 < right
