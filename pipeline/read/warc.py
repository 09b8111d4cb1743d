"""The records of a WARC file, one after another, by fastwarc; damage is told and passed over.

Reading goes on at the next record that can be found, so that a damaged stretch costs what it hit and no more.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import IO, Any

from pipeline.errors import SourceError, UsageError
from pipeline.read import resync

MAX_HEADERS = 256 * 1024  #: bytes of one record's headers
AGAIN = "Copy the file again, or leave the record out."


def records(stored: IO[bytes], *, start: int = 0, end: int | None = None) -> Iterator[tuple[int, Any]]:
    """Offset and fastwarc record, one after another; a stretch that cannot be read gives one `SourceError`.

    Requests, metadata and the like are passed over.

    Raises:
        UsageError: fastwarc is not installed.
    """
    warc = library()
    kinds = warc.response | warc.resource | warc.revisit | warc.conversion
    at: int | None = start
    while at is not None:
        stored.seek(at)
        last = None
        try:
            for record in warc.ArchiveIterator(stored, kinds, max_header_len=MAX_HEADERS, fsspec_args=False):
                last = record.stream_pos
                if end is not None and last >= end:
                    return
                yield last, record
        except (OSError, ValueError) as error:  # what fastwarc says of damage
            bad = at if last is None else last
            if last is not None or at == start:
                yield bad, SourceError(f"damaged record here or next: {error}", advice=AGAIN, kind="malformed")
            at = resync.next_record(stored, bad + 1)
            if end is not None and at is not None and at >= end:
                return
        else:
            if last is not None and resync.breaks_off(stored, last):
                yield last, SourceError("the file breaks off after this record", advice=AGAIN, kind="truncated")
            return


@cache
def library() -> Any:
    """The module fastwarc.warc.

    Raises:
        UsageError: it is not installed.
    """
    try:
        from fastwarc import warc
    except ImportError as error:
        advice = 'Install the extra: pip install "saripati[archive]".'
        raise UsageError("Reading and writing WARC needs fastwarc, which is not installed.", advice=advice) from error
    return warc
