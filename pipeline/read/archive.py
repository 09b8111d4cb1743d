"""Web archives: WARC and WET files, plain or gzipped, read as a stream in constant memory.

A page is a response with status 200 that holds HTML or plain text, a `resource` likewise, or a `conversion` (the texts
of a WET file). Requests, metadata, pictures, redirects, robots.txt are no pages and passed over, as pictures in a folder
are. An error answer, a damaged or broken-off record, a revisit whose original is not in the file are problems, and
reading goes on at the next record that can be found.

A page's `source` is `FILE@OFFSET`: the compressed offset of its record, by which it can be found again.
"""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from pathlib import Path, PurePath
from typing import IO, Any

from pipeline.errors import PageError, SourceError, TooLarge
from pipeline.read import memento
from pipeline.read.body import MAX_BODY, decode
from pipeline.read.folder import decode_text
from pipeline.read.warc import AGAIN, library, records
from pipeline.records import Page, Problem

SUFFIXES = (".warc", ".warc.gz", ".wet", ".wet.gz", ".arc.warc.gz")
HTML = ("text/html", "application/xhtml+xml", "application/xhtml")
PAGES = frozenset((*HTML, "text/plain", ""))
MAX_RAW = 2 * MAX_BODY  #: bytes of one body as it is stored
OURS = "saripati-"  #: how the files of `saripati fetch` are called
PLACES = re.compile(r"(?<=\d)\+")
REMEMBERED = 1_000_000  #: digests of responses that a revisit may refer to


def reads(path: Path) -> bool:
    """Whether this file is read here."""
    return path.name.lower().endswith(SUFFIXES)


def pages(path: Path, *, start: int = 0, end: int | None = None) -> Iterator[Page | Problem]:
    """The pages of a WARC or WET file, or of its records that start from byte `start` to byte `end`."""
    with path.open("rb") as stored:
        found = from_stream(stored, str(path), start=start, end=end)
        yield from _articles(found) if is_ours(path) else found


def at(path: Path, offset: int) -> Page | None:
    """The page of the record at an offset; nothing where it is none.

    Raises:
        PageError: the record cannot be read.
    """
    with path.open("rb") as stored:
        made = next(from_stream(stored, str(path), start=offset, only=True), None)
    if isinstance(made, Problem):
        raise PageError(made.message, advice=made.advice, kind=made.kind)
    return made


def joined_places(places: list[tuple[Path, int]]) -> str:
    """The places of an article's pages as one source: `a.warc.gz@120+b.warc.gz@7`."""
    return "+".join(f"{path}@{offset}" for path, offset in places)


def places(source: str) -> list[tuple[Path, int]]:
    """The places that a source names; empty where it names none.

    >>> places("corpus/a.warc.gz@120+corpus/b.warc.gz@7")
    [(PosixPath('corpus/a.warc.gz'), 120), (PosixPath('corpus/b.warc.gz'), 7)]
    """
    found = [part.rpartition("@") for part in PLACES.split(source)]
    return [(Path(path), int(at)) for path, _, at in found] if all(p and a.isdecimal() for p, _, a in found) else []


def article_at(source: str) -> Page | None:
    """The article whose pages stand at the places that a source names.

    Raises:
        PageError: a record cannot be read.
    """
    from pipeline.read import follow  # here, for `follow` is of no use to other archives

    parts: list[Page] = []
    for path, offset in places(source):
        page = at(path, offset)
        if page is not None:
            parts = follow.continued(parts, page)
    return replace(follow.joined(parts), source=source) if parts else None


def body_at(path: Path, offset: int) -> bytes:
    """The unpacked body of the response at an offset, whatever its type.

    Raises:
        PageError: the record cannot be read.
    """
    with path.open("rb") as stored:
        for _, record in records(stored, start=offset):
            if isinstance(record, SourceError):
                raise record
            raw = _raw(record)
            return raw if record.http_headers is None else _decoded(record.http_headers, raw)
    raise SourceError(f"{path}@{offset}: no record", advice=AGAIN, kind="malformed")


def is_ours(path: Path) -> bool:
    """Whether `saripati fetch` wrote the file: then the pages of one article are in it and are put together."""
    return path.name.startswith(OURS)


def _articles(found: Iterator[Page | Problem]) -> Iterator[Page | Problem]:
    """Whole articles from pages, without walls, as fetching gives them."""
    from pipeline.read import follow, problem, walls  # here, for `read` imports this file

    joiner = follow.Joiner()
    for page in found:
        if isinstance(page, Problem):
            yield page
            continue
        try:
            yield from joiner.add(walls.checked(page))
        except PageError as error:
            yield problem(error, source=page.source, id=page.id)
    yield from joiner.rest()


def from_stream(
    stored: IO[bytes], name: str, *, start: int = 0, end: int | None = None, only: bool = False
) -> Iterator[Page | Problem]:
    """The pages of an open archive that can seek; with `only`, that of the record at `start`."""
    from pipeline.read import problem  # here, for `read` imports this file

    ours = PurePath(name).name.startswith(OURS)
    last, run, failed = -1, 0, -1
    for at, record in records(stored, start=start, end=end):
        run = run + 1 if at == last else 0  # one gzip member that holds many records
        where = f"{name}@{at}" + (f"+{run}" if run else "")
        last = at
        try:
            if isinstance(record, SourceError):
                raise record
            page = _page(record, where, stored, ours=ours)
        except (PageError, OSError) as error:
            if failed != at:  # one problem for one stretch of damage
                yield problem(_told(error, where), source=where)
            failed = at
        else:
            if page is not None:
                yield page
        if only:
            return


def _told(error: Exception, where: str) -> PageError:
    if isinstance(error, PageError):
        return PageError(f"{where}: {error.message}", advice=error.advice, kind=error.kind)
    return PageError(f"{where}: damaged record: {error}", advice=AGAIN, kind="malformed")


def page_of(
    body: bytes, *, source: str, url: str | None, content_type: str | None, charset: str | None, id: str | None = None
) -> Page | None:
    """The page that a body makes, or nothing where its type is not that of a page. Used for archives and the live web.

    Raises:
        SourceError: nothing is in it.
    """
    kind = _type(content_type)
    if not body[:64].strip() and not body.strip():
        raise SourceError(f"{url or source}: nothing on the page", advice="Fetch the page again.", kind="empty")
    if not kind:
        kind = "text/html" if b"<" in body[:1024] else "application/octet-stream"
    if kind in HTML:
        return Page(source=source, id=id, url=url, html=body, charset=charset)
    if kind == "text/plain":
        return Page(source=source, id=id, url=url, text=decode_text(body))
    return None


def _page(record: Any, where: str, stored: IO[bytes], *, ours: bool) -> Page | None:
    types = library()
    kind, head, told = record.record_type, types.WarcHeader, record.headers.get
    url = memento.original((told(head.WARC_TARGET_URI) or "").strip("<> ")) or None
    if kind != types.response:
        if kind == types.revisit:
            return _revisited(record, where, url, stored)
        if kind == types.resource and record.is_http:
            return None
        return page_of(_raw(record), source=where, url=url, content_type=told(head.CONTENT_TYPE), charset=None)
    if not record.is_http or (url or "").endswith("/robots.txt"):
        return None
    http = record.http_headers
    status = None if http is None else http.status_code
    if status is None:
        raise SourceError("a response without readable HTTP headers", advice=AGAIN, kind="truncated")
    content_type = record.http_content_type
    if 300 <= status < 400 or _type(content_type) not in PAGES:
        return None
    if status != 200:
        raise SourceError(f"{url}: the site answered {status}", advice="Fetch the page again.", kind="http_status")
    raw = _raw(record)
    if cut := told(head.WARC_TRUNCATED):
        _whole(cut, raw, url, ours=ours)
    body = _decoded(http, raw)
    charset = record.http_charset
    return page_of(body, source=where, url=url, content_type=content_type, charset=charset and charset.strip("\"' "))


def _decoded(http: Any, raw: bytes) -> bytes:
    """The body without the encodings that its headers tell. Looked for by length: asking fastwarc by name is slow."""
    transfer = encoding = ""
    for name, value in http.items_bytes():
        if len(name) == 17 and name.lower() == b"transfer-encoding":
            transfer = value.decode("latin-1")
        elif len(name) == 16 and name.lower() == b"content-encoding":
            encoding = value.decode("latin-1")
    return decode(raw, transfer=transfer, encoding=encoding) if transfer or encoding else raw


def _whole(cut: str, raw: bytes, url: str | None, *, ours: bool) -> None:
    """Let a body pass that another crawler cut at a limit of its own: mostly below the article."""
    if cut == "length" and ours:
        raise TooLarge(f"{url}: more than {len(raw)} bytes", advice="A page this large is no article.")
    if cut in ("time", "disconnect"):
        kind, why = ("timeout", "too slow to come whole") if cut == "time" else ("truncated", "the connection broke off")
        raise SourceError(f"{url}: {why}", advice="Fetch the page again.", kind=kind)


def _revisited(record: Any, where: str, url: str | None, stored: IO[bytes]) -> Page | None:
    """The page of another record with the same digest, at the address of this one."""
    if url is not None and record.headers.get("WARC-Refers-To-Target-URI", url).strip("<> ") == url:
        return None  # the same page seen again: it was read, or will be, under its own record
    back = stored.tell()
    try:
        at = _originals(stored).get(record.headers.get("WARC-Payload-Digest") or "")
        if at is None:
            advice = "Give the archive that holds the original too."
            raise SourceError("a revisit whose original is not in this file", advice=advice, kind="revisit")
        original = next(iter(records(stored, start=at)))[1]
        page = _page(original, where, stored, ours=False)
    finally:
        stored.seek(back)
    return None if page is None else replace(page, source=where, url=url)


def _originals(stored: IO[bytes]) -> dict[str, int]:
    """Where in a file the response of each digest stands: read through once, when its first revisit is met."""
    status = os.fstat(stored.fileno()) if hasattr(stored, "fileno") and not hasattr(stored, "_zef") else None
    key = (id(stored),) if status is None else (status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns)
    if key not in _KNOWN:
        _KNOWN.clear()
        found = _KNOWN.setdefault(key, {})
        for at, record in records(stored):
            if not isinstance(record, SourceError) and record.record_type == library().response:
                if digest := record.headers.get("WARC-Payload-Digest"):
                    found.setdefault(digest, at)
                if len(found) >= REMEMBERED:
                    break
    return _KNOWN[key]


_KNOWN: dict[tuple[int, ...], dict[str, int]] = {}


def _raw(record: Any) -> bytes:
    size = record.content_length
    if size > MAX_RAW:
        raise TooLarge(f"a body of {size} bytes", advice="A page this large is no article.")
    raw: bytes = record.reader.read(size)
    if len(raw) < size:
        raise SourceError(f"the record breaks off: {len(raw)} of {size} bytes", advice=AGAIN, kind="truncated")
    return raw


@lru_cache(maxsize=256)
def _type(content_type: str | None) -> str:
    return (content_type or "").split(";")[0].strip().lower()
