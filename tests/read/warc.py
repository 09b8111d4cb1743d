"""WARC records and archives, made for tests."""

from __future__ import annotations

import datetime as dt
import gzip
import io
from typing import Any

from pipeline.read.warc import library

WHEN = dt.datetime(2024, 5, 12, 8, tzinfo=dt.UTC)


def record(url: str, body: bytes, *, kind: str = "response", http: str | None = "Content-Type: text/html; charset=utf-8",
           status: str = "200 OK", **headers: str) -> bytes:  # fmt: skip
    """One record: a response with HTTP headers, or any other with `http=None`."""
    warc = library()
    made: Any = warc.WarcRecord()
    made.init_headers(getattr(warc.WarcRecordType, kind), b"urn:uuid:6ba7b810-9dad-11d1-80b4-00c04fd430c8")
    made.headers["WARC-Date"] = "2024-05-12T08:00:00Z"
    made.headers["WARC-Target-URI"] = url
    for name, value in headers.items():
        made.headers[name.replace("_", "-")] = value
    if http is None:
        made.set_bytes_content(body)
    else:
        made.headers["Content-Type"] = "application/http; msgtype=response"
        head = http + "\r\n" if http else ""
        made.set_bytes_content(f"HTTP/1.1 {status}\r\n{head}\r\n".encode() + body)
    out = io.BytesIO()
    made.write(out, checksum_data=True)
    return out.getvalue()


def packed(*records: bytes) -> bytes:
    """An archive with a gzip member for each record, as the standard asks."""
    return b"".join(gzip.compress(r, mtime=0) for r in records)


def plain(*records: bytes) -> bytes:
    return b"".join(records)
