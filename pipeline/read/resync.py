"""Finding the next whole record in a damaged web archive, and telling whether one breaks off.

A record starts with `WARC/1.`; in a gzipped archive each record is a gzip member, so that the next one can be found by
its first bytes and proved by unpacking a little of it.
"""

from __future__ import annotations

import zlib
from typing import IO

WINDOW = 1 << 20
MEMBER, RECORD = b"\x1f\x8b\x08", b"WARC/1."


def next_record(stored: IO[bytes], at: int) -> int | None:
    """Offset of the first record that starts at byte `at` or later; nothing where none does."""
    overlap = len(RECORD) + 4
    while True:
        stored.seek(at)
        part = stored.read(WINDOW)
        if not part:
            return None
        found = _first(stored, part, at)
        if found is not None:
            return found
        if len(part) < WINDOW:
            return None
        at += len(part) - overlap


def _first(stored: IO[bytes], part: bytes, base: int) -> int | None:
    hits: list[int] = []
    plain = part.find(b"\n" + RECORD)
    if plain >= 0:
        hits.append(base + plain + 1)
    if part.startswith(RECORD):
        hits.append(base)
    i = part.find(MEMBER)
    while i >= 0:
        if _is_member(stored, base + i):
            hits.append(base + i)
            break
        i = part.find(MEMBER, i + 1)
    return min(hits, default=None)


def _is_member(stored: IO[bytes], at: int) -> bool:
    stored.seek(at)
    try:
        return zlib.decompressobj(31).decompress(stored.read(4096), 16).startswith(RECORD)
    except zlib.error:
        return False


def breaks_off(stored: IO[bytes], at: int) -> bool:
    """Whether the gzip members from `at`, the last one read, to the end of the file are not all whole."""
    stored.seek(at)
    left = stored.read(WINDOW)
    if not left.startswith(MEMBER):
        return False
    machine = zlib.decompressobj(31)
    try:
        while left := machine.unconsumed_tail or left or stored.read(WINDOW):
            machine.decompress(left, WINDOW)
            left = b""
            if machine.eof:
                left = machine.unused_data or stored.read(WINDOW)
                if not left:
                    return False
                machine = zlib.decompressobj(31)
    except zlib.error:
        return True
    return True
