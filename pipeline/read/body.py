"""The body of a web response as it went over the wire → the bytes of the page, never more than a limit.

Archives keep bodies as they came: chunked, gzipped. Everything is unpacked piece by piece, so that a few kilobytes that
unpack to gigabytes cost no more than the limit.

>>> decode(b"5\\r\\nwarga\\r\\n0\\r\\n\\r\\n", transfer="chunked")
b'warga'
>>> decode(zlib.compress(b"0" * 100), encoding="deflate", limit=50)
Traceback (most recent call last):
...
pipeline.errors.TooLarge: more than 50 bytes
"""

from __future__ import annotations

import io
import zlib

from pipeline.errors import SourceError, TooLarge

MAX_BODY = 10 * 1024 * 1024  #: bytes of one page, unpacked
_ADVICE = "A page this large is no article; leave it out."


def decode(raw: bytes, *, transfer: str = "", encoding: str = "", limit: int = MAX_BODY) -> bytes:
    """The body without its transfer and content encodings.

    A body that says it is packed and is not (many archives unpack and keep the header) is taken as it is.

    Raises:
        TooLarge: it unpacks to more than `limit` bytes.
        SourceError: it breaks off or is damaged, or packed in a way that is not known.
    """
    if "chunked" in transfer.lower():
        raw = unchunk(raw)
    for coding in reversed([c.strip().lower() for c in encoding.split(",") if c.strip()]):
        raw = _unpack(raw, coding, limit)
    if len(raw) > limit:
        raise TooLarge(f"more than {limit} bytes", advice=_ADVICE)
    return raw


def unchunk(raw: bytes) -> bytes:
    """The joined chunks of a chunked body; a body that is not chunked after all is given back as it is.

    Raises:
        SourceError: a chunk breaks off.
    """
    parts: list[bytes] = []
    at = 0
    while True:
        end = raw.find(b"\r\n", at, at + 1026)
        size = _hex(raw[at:end].split(b";")[0].strip()) if end >= 0 else None
        if size is None:
            if not parts:
                return raw
            raise SourceError("the chunked body is damaged", advice="Fetch the page again.", kind="truncated")
        if size == 0:
            return b"".join(parts)
        part = raw[end + 2 : end + 2 + size]
        if len(part) < size:
            raise SourceError("the chunked body breaks off", advice="Fetch the page again.", kind="truncated")
        parts.append(part)
        at = end + 2 + size + 2


def gunzip(raw: bytes, *, limit: int, window: int = 47) -> bytes:
    """Unpack gzip or zlib (`window` 47 takes both), all members, up to the limit.

    Raises:
        TooLarge: more than `limit` bytes come out.
        SourceError: the data breaks off or is damaged.
    """
    parts: list[bytes] = []
    size = 0
    while raw:
        machine = zlib.decompressobj(window)
        try:
            part = machine.decompress(raw, limit + 1 - size)
        except zlib.error as error:
            if parts:  # bytes after the last member
                break
            raise SourceError(f"damaged compression: {error}", advice="Fetch it again.", kind="truncated") from error
        parts.append(part)
        size += len(part)
        if size > limit:
            raise TooLarge(f"more than {limit} bytes", advice=_ADVICE)
        if not machine.eof:
            raise SourceError("the compressed data breaks off", advice="Fetch it again.", kind="truncated")
        raw = machine.unused_data
    return b"".join(parts)


def _unpack(raw: bytes, coding: str, limit: int) -> bytes:
    if coding in ("identity", "") or not raw:
        return raw
    if coding in ("gzip", "x-gzip"):
        return gunzip(raw, limit=limit) if raw[:2] == b"\x1f\x8b" else raw
    if coding == "deflate":
        if raw[0] & 0x0F == 8 and int.from_bytes(raw[:2], "big") % 31 == 0:
            return gunzip(raw, limit=limit)
        return raw if raw.lstrip()[:1] == b"<" else gunzip(raw, limit=limit, window=-15)
    if coding in ("br", "zstd"):
        return raw if raw.lstrip()[:1] == b"<" else _by_fastwarc(raw, coding, limit)
    raise SourceError(f"packed as {coding!r}, which is not known", advice="Fetch it without.", kind="encoding")


def _by_fastwarc(raw: bytes, coding: str, limit: int) -> bytes:
    try:
        from fastwarc.stream_io import BrotliReader, ZstdReader
    except ImportError as error:
        advice = 'Install the extra: pip install "saripati[archive]".'
        raise SourceError(f"packed as {coding!r}, which needs fastwarc", advice=advice, kind="encoding") from error
    try:
        reader = (BrotliReader if coding == "br" else ZstdReader)(io.BytesIO(raw))
        parts, size = [], 0
        while size <= limit and (part := reader.read(limit + 1 - size)):
            parts.append(part)
            size += len(part)
    except (OSError, ValueError) as error:
        raise SourceError(f"damaged compression: {error}", advice="Fetch it again.", kind="truncated") from error
    if size > limit:
        raise TooLarge(f"more than {limit} bytes", advice=_ADVICE)
    return b"".join(parts)


def _hex(digits: bytes) -> int | None:
    if not digits or len(digits) > 8 or digits.strip(b"0123456789abcdefABCDEF"):
        return None
    return int(digits, 16)
