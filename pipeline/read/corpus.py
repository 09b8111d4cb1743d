"""The folder `corpus/`: every answer of the web in WARC files, and an index of what is there.

An answer is a gzip member of its own, flushed before anything reads it: whatever happens, what was written can be read,
by this program and by any other that knows WARC. `index.cdxj` names for each answer its file and offset. It is made again
from the WARC files where it is missing, and what stands in it only in part is passed over.

A folder looks like this:

    corpus/saripati-20240512T054100Z-4711.warc.gz     one file a run, another one when it has grown to a gigabyte
    corpus/index.cdxj                                 one line an answer
    corpus/.cache/                                    the HTTP cache and the robots.txt of each host
"""

from __future__ import annotations

import datetime as dt
import gzip
import io
import json
import os
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

from pipeline.errors import OutputError, PageError, SourceError
from pipeline.read import archive, warc
from pipeline.records import Page
from pipeline.version import PROGRAM

INDEX = "index.cdxj"
ROTATED = 1 << 30
FINAL = (200, 404, 410)  #: answers that a second run does not ask for again
REDIRECTS = (301, 302, 303, 307, 308)
#: headers that tell of the wire, not of the page as it is stored: bodies are kept without transfer encoding
WIRE = {"transfer-encoding", "connection", "keep-alive"}


@dataclass(frozen=True, slots=True)
class Stored:
    """Where an answer is in the corpus."""

    url: str
    status: int
    mime: str
    filename: str
    offset: int
    redirect: str | None = None
    truncated: str | None = None


class Corpus:
    """The folder, open for writing: `with Corpus(path) as corpus: corpus.add(…)`."""

    def __init__(self, folder: Path, *, now: dt.datetime | None = None) -> None:
        self.folder = folder
        started = now or dt.datetime.now(dt.UTC)
        self._stem = f"saripati-{started:%Y%m%dT%H%M%SZ}-{os.getpid()}"
        self._files = 0
        self._warc: Any = None
        self._index: Any = None
        self._known: dict[str, Stored] = {}

    def __enter__(self) -> Corpus:
        try:
            (self.folder / ".cache").mkdir(parents=True, exist_ok=True)
            index = self.folder / INDEX
            if not index.exists():
                rebuild(self.folder)
            self._known = {entry.url: entry for entry in entries(index)}
            self._index = index.open("ab")
            if index.stat().st_size and not _ends_a_line(index):
                self._index.write(b"\n")
        except OSError as error:
            raise _unwritable(self.folder, error) from error
        return self

    def __exit__(self, *_: object) -> None:
        for file in (self._warc, self._index):
            if file is not None:
                file.close()

    def find(self, url: str) -> list[Stored]:
        """The answers to an address, from the first redirect to the last; empty where there is no final one."""
        chain: list[Stored] = []
        while (entry := self._known.get(url)) is not None and len(chain) < 10:
            chain.append(entry)
            if entry.redirect is None:
                return chain if entry.status in FINAL and not entry.truncated else []
            url = entry.redirect
        return []

    def known(self, url: str) -> Stored | None:
        """The last answer to an address."""
        return self._known.get(url)

    def page(self, entry: Stored) -> Page:
        """The page that an answer holds.

        Raises:
            PageError: it holds none, or not the whole of it.
        """
        path = self.folder / entry.filename
        try:
            page = archive.at(path, entry.offset)
        except PageError as error:
            message = error.message.removeprefix(f"{path}@{entry.offset}: ")
            raise PageError(message, advice=error.advice, kind=error.kind) from error
        if page is None:
            message = f"{entry.url}: {entry.mime or 'something'}, not a page of text"
            raise SourceError(message, advice="Give the address of an article.", kind="not_a_page")
        return page

    def body(self, entry: Stored) -> bytes:
        """The unpacked body of an answer, whatever it is: a feed, a sitemap, robots.txt.

        Raises:
            PageError: it cannot be read.
        """
        return archive.body_at(self.folder / entry.filename, entry.offset)

    def add(
        self, url: str, status: int, reason: str, headers: Iterable[tuple[str, str]], body: bytes, *,
        when: dt.datetime, address: str | None = None, truncated: str | None = None, revisit: bool = False,
    ) -> Stored:  # fmt: skip
        """Write one answer, and only then tell where it is.

        Raises:
            OutputError: the folder cannot be written.
        """
        kept = [(k, v) for k, v in headers if k.lower() not in WIRE]
        record = _record(url, status, reason, kept, body, when=when, address=address, truncated=truncated, revisit=revisit)
        try:
            file = self._open(when)
            offset = file.tell()
            file.write(gzip.compress(record, 6, mtime=0))
            file.flush()
            os.fsync(file.fileno())
            mime = next((v.split(";")[0].strip().lower() for k, v in kept if k.lower() == "content-type"), "")
            place = next((v for k, v in kept if k.lower() == "location"), None)
            redirect = _joined(url, place) if place and status in REDIRECTS else None
            stored = Stored(url, status, "warc/revisit" if revisit else mime, Path(file.name).name, offset, redirect, truncated)
            self._index.write(_line(stored, when))
            self._index.flush()
        except OSError as error:
            raise _unwritable(self.folder, error) from error
        if not revisit:
            self._known[url] = stored
        return stored

    def _open(self, when: dt.datetime) -> Any:
        if self._warc is None or self._warc.tell() > ROTATED:
            if self._warc is not None:
                self._warc.close()
            self._files += 1
            name = self._stem + (f"-{self._files}" if self._files > 1 else "") + ".warc.gz"
            self._warc = (self.folder / name).open("ab")
            info = f"software: saripati/{PROGRAM}\r\nformat: WARC File Format 1.1\r\n"
            self._warc.write(gzip.compress(_info(info, name, when), 6, mtime=0))
        return self._warc


def entries(index: Path) -> Iterator[Stored]:
    """The answers that an index names."""
    with index.open("rb") as lines:
        for line in lines:
            try:
                row = json.loads(line[line.index(b"{") :])
                status, offset = int(row["status"]), int(row["offset"])
                yield Stored(
                    row["url"], status, row["mime"], row["filename"], offset, row.get("redirect"), row.get("truncated")
                )
            except (ValueError, LookupError, TypeError):
                continue  # a line that was being written when the power went


def rebuild(folder: Path) -> None:
    """Make the index again from the WARC files."""
    with (folder / INDEX).open("wb") as index:
        for path in sorted(folder.glob("saripati-*.warc.gz")):
            with path.open("rb") as stored:
                for offset, record in warc.records(stored):
                    http = getattr(record, "http_headers", None)
                    if http is None or http.status_code is None or str(record.record_type) != "response":
                        continue
                    url = record.headers.get("WARC-Target-URI")
                    mime = (http.get("Content-Type") or "").split(";")[0].strip().lower()
                    place = http.get("Location")
                    redirect = _joined(url, place) if place and http.status_code in REDIRECTS else None
                    cut = record.headers.get("WARC-Truncated")
                    made = Stored(url, http.status_code, mime, path.name, offset, redirect, cut)
                    index.write(_line(made, record.record_date))


def _joined(url: str, place: str) -> str:
    """Where a redirect leads; what is no address stays as it is, to be refused."""
    try:
        return urljoin(url, place.strip()).split("#")[0]
    except ValueError:
        return place


def _ends_a_line(index: Path) -> bool:
    with index.open("rb") as lines:
        lines.seek(-1, os.SEEK_END)
        return lines.read() == b"\n"


def _line(entry: Stored, when: dt.datetime) -> bytes:
    row = {"url": entry.url, "mime": entry.mime, "status": str(entry.status), "filename": entry.filename}
    more = {"offset": str(entry.offset), "redirect": entry.redirect, "truncated": entry.truncated}
    row |= {k: v for k, v in more.items() if v is not None}
    return f"{_key(entry.url)} {when:%Y%m%d%H%M%S} {json.dumps(row)}\n".encode()


def _key(url: str) -> str:
    """The sortable form of an address: host backwards, then path.

    >>> _key("https://www.contoh.co.id/berita/1?a=2")
    'id,co,contoh)/berita/1?a=2'
    """
    host, _, path = url.split("://", 1)[-1].partition("/")
    parts = host.lower().removeprefix("www.").split(":")[0].split(".")
    return ",".join(reversed(parts)) + ")/" + path.replace(" ", "%20")


def _record(
    url: str, status: int, reason: str, headers: list[tuple[str, str]], body: bytes, *,
    when: dt.datetime, address: str | None, truncated: str | None, revisit: bool,
) -> bytes:  # fmt: skip
    types = warc.library()
    record = types.WarcRecord()
    kind = types.WarcRecordType.revisit if revisit else types.WarcRecordType.response
    record.init_headers(kind, _urn(url, when, body))
    record.headers["WARC-Date"] = _date(when)
    record.headers["WARC-Target-URI"] = url
    if address:
        record.headers["WARC-IP-Address"] = address
    if truncated:
        record.headers["WARC-Truncated"] = truncated
    if revisit:
        record.headers["WARC-Profile"] = "http://netpreserve.org/warc/1.1/revisit/server-not-modified"
        record.headers["WARC-Refers-To-Target-URI"] = url
    record.headers["Content-Type"] = "application/http; msgtype=response"
    head = "".join(f"{k}: {_one_line(v)}\r\n" for k, v in headers)
    told = f"HTTP/1.1 {status} {_one_line(reason)}\r\n{head}\r\n".encode("utf-8", errors="replace")
    record.set_bytes_content(told + (b"" if revisit else body))
    return _bytes(record)


def _info(text: str, name: str, when: dt.datetime) -> bytes:
    types = warc.library()
    record = types.WarcRecord()
    record.init_headers(types.WarcRecordType.warcinfo, _urn(name, when, b""))
    record.headers["WARC-Date"] = _date(when)
    record.headers["WARC-Filename"] = name
    record.headers["Content-Type"] = "application/warc-fields"
    record.set_bytes_content(text.encode())
    return _bytes(record)


def _bytes(record: Any) -> bytes:
    out = io.BytesIO()
    record.write(out, checksum_data=True)
    return out.getvalue()


def _urn(url: str, when: dt.datetime, body: bytes) -> bytes:
    return uuid.uuid5(uuid.NAMESPACE_URL, f"{url} {when.isoformat()} {len(body)}").urn.encode()


def _date(when: dt.datetime) -> str:
    return f"{when:%Y-%m-%dT%H:%M:%S}.{when.microsecond:06d}Z"


def _one_line(text: str) -> str:
    return text.replace("\r", " ").replace("\n", " ")


def _unwritable(folder: Path, error: OSError) -> OutputError:
    advice = "Free some space, or give another folder, and run again: what was fetched is kept."
    return OutputError(f"{folder}: {error.strerror or error}", advice=advice)
