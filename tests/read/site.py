"""A web site of our own on 127.0.0.1 that misbehaves on request. Each path is one way to do so.

The server counts what it was asked and never waits longer than the test's deadline.
"""

from __future__ import annotations

import gzip
import socket
import ssl
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

ARTICLE = """<!DOCTYPE html><html lang="id"><head><meta charset="utf-8"><title>{title} - Kabar Uji</title>
<link rel="canonical" href="{canonical}"><meta property="article:published_time" content="2024-05-12T08:00:00+07:00"></head>
<body><div class="menu"><a href="/">Beranda</a></div><article class="isi"><h1>{title}</h1>
{paragraphs}</article><footer>Hak cipta Kabar Uji</footer></body></html>"""
PARAGRAPHS = (
    "KABAR UJI - Sebanyak 1.250 warga Kecamatan Tirtasari sudah menjadi peserta jaminan kesehatan per 1 Mei 2024.",
    "Kepala Puskesmas Tirtasari Wulan Prasetya mengatakan pendaftaran akan terus dibuka sampai akhir tahun.",
    "Menurut dia, masih ada 15 persen warga yang belum terdaftar karena datanya tidak lengkap.",
)


def article(
    title: str = "Warga Tirtasari Terdaftar", canonical: str = "", paragraphs: tuple[str, ...] = PARAGRAPHS, more: str = ""
) -> bytes:
    told = "\n".join(f"<p>{p}</p>" for p in paragraphs) + more
    return ARTICLE.format(title=title, canonical=canonical, paragraphs=told).encode()


class Site(ThreadingHTTPServer):
    """The server: `routes` by path, `asked` counts requests by path."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.routes: dict[str, Callable[[Handler], None]] = {}
        self.asked: Counter[str] = Counter()
        self.headers_of: dict[str, dict[str, str]] = {}
        self.robots: tuple[int, bytes] = (404, b"")
        self.stopped = threading.Event()

    @property
    def host(self) -> str:
        return f"127.0.0.1:{self.server_port}"

    def url(self, path: str) -> str:
        return f"http://{self.host}{path}"

    def handle_error(self, request: Any, client_address: Any) -> None:
        """A client that hangs up is no news."""


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Site

    def do_GET(self) -> None:
        path = self.path
        self.server.asked[path] += 1
        self.server.headers_of[path] = {k.lower(): v for k, v in self.headers.items()}
        if path == "/robots.txt":
            self.answer(self.server.robots[1], self.server.robots[0], "text/plain")
            return
        route = self.server.routes.get(path) or self.server.routes.get(path.split("?")[0])
        if route is None:
            self.answer(b"<title>404</title>", 404)
        else:
            route(self)

    def answer(self, body: bytes, status: int = 200, kind: str = "text/html; charset=utf-8", **headers: str) -> None:
        self.send_response(status)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.end_headers()
        self.wfile.write(body)

    def raw(self, content: bytes) -> None:
        self.wfile.write(content)
        self.wfile.flush()
        self.close_connection = True

    def nth(self) -> int:
        return self.server.asked[self.path]

    def log_message(self, *_: Any) -> None:
        pass


def page(body: bytes | Callable[[Handler], bytes], **headers: str) -> Callable[[Handler], None]:
    return lambda h: h.answer(body if isinstance(body, bytes) else body(h), **headers)


def redirect(to: str, status: int = 302, **headers: str) -> Callable[[Handler], None]:
    return lambda h: h.answer(b"", status, Location=to, **headers)


def drip(h: Handler) -> None:
    """A byte now and then, for as long as anyone listens."""
    h.send_response(200)
    h.send_header("Content-Type", "text/html")
    h.send_header("Connection", "close")
    h.end_headers()
    for _ in range(100):
        if h.server.stopped.is_set():
            return
        h.raw(b".")
        h.server.stopped.wait(0.05)


def endless(h: Handler) -> None:
    """A body without end, as fast as it goes."""
    h.send_response(200)
    h.send_header("Content-Type", "text/html")
    h.send_header("Connection", "close")
    h.end_headers()
    block = b"<p>lagi dan lagi</p>" * 5000
    while not h.server.stopped.is_set():
        h.raw(block)


def silent(h: Handler) -> None:
    """Says nothing until the test is over."""
    h.server.stopped.wait(5)
    h.close_connection = True


PACKED = gzip.compress(b"0" * 40_000_000, 1)


def bomb(h: Handler) -> None:
    """A little that unpacks to 40 MB."""
    h.answer(PACKED, Content_Encoding="gzip")


@contextmanager
def serving() -> Iterator[Site]:
    site = Site()
    thread = threading.Thread(target=site.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield site
    finally:
        site.stopped.set()
        site.shutdown()
        site.server_close()
        thread.join(2)


@contextmanager
def serving_tls(folder: Path) -> Iterator[Site]:
    """The same with a certificate that nobody trusts."""
    import trustme

    made = trustme.CA().issue_cert("127.0.0.1")
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    made.private_key_and_cert_chain_pem.write_to_path(folder / "sertifikat.pem")
    context.load_cert_chain(folder / "sertifikat.pem")
    with serving() as site:
        site.socket = context.wrap_socket(site.socket, server_side=True)
        yield site


def closed_port() -> int:
    """A port where nobody listens."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class FakeTime:
    """A clock that jumps instead of waiting, and remembers the waits."""

    def __init__(self, start: float | None = None) -> None:
        self.at = time.time() if start is None else start
        self.waits: list[float] = []

    def now(self) -> float:
        return self.at

    async def sleep(self, seconds: float) -> None:
        self.waits.append(round(seconds, 2))
        self.at += seconds
