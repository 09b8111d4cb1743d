"""The page that a record was read from, shown without scripts, frames and network.

Which file that is, is told by the record's own `source`, never by the request; it is shown only where it is an HTML page,
or a line of a JSON Lines file with one, below the folder of `--originals`.
"""

from __future__ import annotations

import gzip
import re
from itertools import islice
from pathlib import Path

import orjson
from lxml import etree, html
from starlette.requests import Request
from starlette.responses import HTMLResponse, Response

from pipeline.errors import PageError
from pipeline.review.app import Desk, Handler, render, words

POLICY = (
    "sandbox; default-src 'none'; style-src 'unsafe-inline'; img-src data:; frame-ancestors 'self'; base-uri 'none';"
    " form-action 'none'"
)
PAGES = (".html", ".htm", ".xhtml", ".shtml", ".php", ".asp", ".aspx")
LINES = re.compile(r"(.+\.(?:jsonl|ndjson)(?:\.gz)?):(\d+)")
MAX_BYTES = 16 * 1024 * 1024
ACTIVE = (
    "script",
    "link",
    "meta",
    "base",
    "iframe",
    "frame",
    "frameset",
    "object",
    "embed",
    "applet",
    "form",
    "noscript",
    "portal",
)


def stored(source: str, folder: Path | None) -> str | bytes | None:
    """The HTML behind a record's `source`, where it lies in the folder; None where it cannot be shown."""
    if folder is None or "\0" in source:
        return None
    line = LINES.fullmatch(source)
    path = Path(line[1] if line else source)
    try:
        whole = path.resolve(strict=True)
        if not whole.is_relative_to(folder.resolve()) or not whole.is_file():
            return None
        if line:
            return _of_line(whole, int(line[2]))
        if whole.suffix.lower() in PAGES and whole.stat().st_size <= MAX_BYTES:
            return whole.read_bytes()
    except (OSError, RuntimeError, ValueError):
        return None
    return None


def _of_line(path: Path, number: int) -> str | None:
    with gzip.open(path) if path.suffix == ".gz" else path.open("rb") as lines:
        found = next(islice(iter(lambda: lines.readline(MAX_BYTES), b""), number - 1, number), b"")
    row = orjson.loads(found) if found else None
    content = row.get("html") if isinstance(row, dict) else None
    return content if isinstance(content, str) else None


def still(content: str | bytes) -> str:
    """A page without what acts or loads.

    >>> still('<p onclick="x()">Ada<script>x()</script> <a href="javascript:x()">ini</a></p>')
    '<html><body><p>Ada <a>ini</a></p></body></html>'
    """
    from pipeline.clean.decode import decode

    root = html.document_fromstring(decode(content), parser=html.HTMLParser(encoding="utf-8", huge_tree=True))
    etree.strip_elements(root, *ACTIVE, etree.Comment, etree.ProcessingInstruction, with_tail=False)
    for element in root.iter(etree.Element):
        for name in list(element.attrib):
            if str(name).lower().startswith("on") or str(name).lower() in {
                "href",
                "src",
                "srcset",
                "action",
                "formaction",
                "ping",
                "background",
            }:
                del element.attrib[name]
    made: str = html.tostring(root, encoding="unicode")
    return made


async def original(request: Request) -> Response:
    """The original page of a record, or why it is not here."""
    desk: Desk = request.app.state.desk
    record = desk.run.record(request.query_params.get("id", ""))
    if record is None:
        return Response(status_code=404)
    content = stored(record["source"], desk.originals)
    headers = {"Content-Security-Policy": POLICY, "X-Frame-Options": "SAMEORIGIN"}
    try:
        shown = still(content) if content is not None else None
    except (PageError, ValueError, etree.LxmlError):
        shown = None
    if shown is None:
        told = render(request, "no_original.html", why=words(request)("no_original"), source=record["source"])
        told.headers.update(headers)
        return told
    return HTMLResponse(shown, headers=headers)


ROUTES: list[tuple[str, Handler, list[str]]] = [("/original", original, ["GET"])]
