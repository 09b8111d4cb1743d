"""Copies in the Internet Archive's Wayback Machine.

An address of a copy is asked for as it was stored, without the frame that the archive adds (`id_`), and the page then has
the address of the original. `listing` reads the archive's own index (the CDX API), which names the copies of a site.

>>> raw("https://web.archive.org/web/20150401120000/http://contoh.id/berita/1")
'https://web.archive.org/web/20150401120000id_/http://contoh.id/berita/1'
>>> original("https://web.archive.org/web/20150401120000id_/http://contoh.id/berita/1")
'http://contoh.id/berita/1'
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterator
from urllib.parse import urlencode

import regex

from pipeline.errors import SourceError

HOST = "https://web.archive.org"
COPY = regex.compile(r"^(https?://web\.archive\.org(?::\d+)?/web/)(\d{4,14})(?:[a-z]{2}_)?/(.+)$", regex.DOTALL)


def raw(url: str) -> str:
    """The address of a copy as it was stored; another address as it is."""
    found = COPY.match(url)
    return url if found is None else f"{found[1]}{found[2]}id_/{found[3]}"


def original(url: str) -> str:
    """The address that a copy was made of; another address as it is."""
    found = COPY.match(url) if "web.archive.org" in url else None
    if found is None:
        return url
    told = str(found[3])
    return told if "://" in told[:10] else "http://" + told


def copied_at(url: str, header: str | None = None) -> dt.datetime | None:
    """When a copy was made: the Memento-Datetime that the archive told, else the time in the address.

    >>> copied_at("https://web.archive.org/web/20150401120000id_/http://contoh.id/")
    datetime.datetime(2015, 4, 1, 12, 0, tzinfo=datetime.timezone.utc)
    """
    from email.utils import parsedate_to_datetime

    if header:
        try:
            return parsedate_to_datetime(header).astimezone(dt.UTC)
        except (ValueError, TypeError):
            pass
    found = COPY.match(url)
    if found is None:
        return None
    digits = found[2] + "00000101000000"[len(found[2]) :]
    try:
        return dt.datetime.strptime(digits, "%Y%m%d%H%M%S").replace(tzinfo=dt.UTC)
    except ValueError:
        return None


def query(site: str, *, since: dt.date | None = None, until: dt.date | None = None, host: str = HOST) -> str:
    """The address of the archive's list of copies of a site: one a page, HTML, status 200.

    >>> query("contoh.id/berita", since=dt.date(2015, 4, 1))
    'https://web.archive.org/cdx/search/cdx?url=contoh.id%2Fberita%2F%2A&output=json&...&from=20150401'
    """
    asked = {
        "url": site.rstrip("/") + "/*", "output": "json", "fl": "timestamp,original,mimetype,statuscode",
        "filter": "statuscode:200", "collapse": "urlkey", "limit": "100000",
    }  # fmt: skip
    span = {"from": since, "to": until}
    return f"{host}/cdx/search/cdx?" + urlencode(asked | {k: f"{v:%Y%m%d}" for k, v in span.items() if v})


def listing(answer: bytes, *, host: str = HOST) -> Iterator[str]:
    """The addresses of the copies that the archive lists, as they were stored.

    >>> list(listing(b'[["timestamp","original","mimetype","statuscode"],["20150401120000","http://contoh.id/a","text/html","200"]]'))
    ['https://web.archive.org/web/20150401120000id_/http://contoh.id/a']

    Raises:
        SourceError: the answer is no such list.
    """
    try:
        rows = json.loads(answer or b"[]")
        header = rows[0] if rows else []
        for row in rows[1:]:
            told = dict(zip(header, row))
            if told.get("mimetype", "text/html") in ("text/html", "warc/revisit", "unk"):
                yield f"{host}/web/{told['timestamp']}id_/{told['original']}"
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError) as error:
        raise SourceError("the archive's answer is no list of copies", advice="Try again later.", kind="malformed") from error
