"""A site that misbehaves in every way we could think of: each is handled as documented, and the run goes on."""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Callable
from email.utils import formatdate
from pathlib import Path

import pytest

from pipeline.read.fetch import Fetched
from pipeline.read.web import Settings
from tests.read import site as s
from tests.read.conftest import Fetch
from tests.read.site import FakeTime, Handler, Site, article, page, redirect

GOOD = article()
Route = Callable[[Handler], None]


def first(n: int, before: Route, after: Route) -> Route:
    """Another answer for the first n requests."""
    return lambda h: (before if h.nth() <= n else after)(h)


def broken_chunks(h: Handler) -> None:
    h.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nhalo!\r\nzz\r\n")


def cut_chunks(h: Handler) -> None:
    h.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\nff\r\nhalo!")


def cut_body(h: Handler) -> None:
    h.raw(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n<p>halo")


def hang_up(h: Handler) -> None:
    h.close_connection = True


def no_http(h: Handler) -> None:
    h.raw(b"SSH-2.0-OpenSSH_9.6\r\n")


def huge_headers(h: Handler) -> None:
    h.raw(b"HTTP/1.1 200 OK\r\n" + b"".join(b"X-%d: %s\r\n" % (i, b"a" * 1000) for i in range(1000)) + b"\r\n")


def two_lengths(h: Handler) -> None:
    h.raw(b"HTTP/1.1 200 OK\r\nContent-Length: 4\r\nContent-Length: 7\r\n\r\nhalo")


def bad_status(h: Handler) -> None:
    h.raw(b"HTTP/1.1 abc\r\n\r\n")


def busy_until(h: Handler) -> None:
    h.answer(b"", 503, Retry_After=formatdate(s.time.time() + 30, usegmt=True))


def cookie_wall(h: Handler) -> None:
    if "boleh=ya" in (h.headers.get("Cookie") or ""):
        h.answer(GOOD)
    else:
        h.answer(b"", 302, Location=h.path, Set_Cookie="boleh=ya")


#: path → how the site behaves there, and what becomes of it: "page" or the kind of the problem
CASES: dict[str, tuple[Route, str]] = {
    "/lingkar-a": (redirect("/lingkar-b"), "redirects"),
    "/lingkar-b": (redirect("/lingkar-a"), "redirects"),
    "/sendiri": (redirect("/sendiri"), "redirects"),
    "/rantai": (lambda h: redirect(f"/rantai?{h.path.count('x') * 'x'}x")(h), "redirects"),
    "/ke-angka": (redirect("http://2130706433/"), "forbidden"),
    "/ke-awan": (redirect("http://169.254.169.254/latest/meta-data/"), "forbidden"),
    "/ke-berkas": (redirect("file:///etc/passwd"), "forbidden"),
    "/ke-sandi": (redirect("http://a:b@contoh.id/"), "forbidden"),
    "/ke-port": (redirect("http://127.0.0.1:1/"), "forbidden"),
    "/ke-rusak": (redirect("http://[::1"), "protocol"),
    "/tetes": (s.drip, "timeout"),
    "/diam": (s.silent, "timeout"),
    "/bom": (s.bomb, "too_large"),
    "/tanpa-akhir": (s.endless, "too_large"),
    "/500-lalu-200": (first(1, lambda h: h.answer(b"", 500), page(GOOD)), "page"),
    "/500-terus": (lambda h: h.answer(b"", 500), "http_status"),
    "/429-tujuh": (first(1, lambda h: h.answer(b"", 429, Retry_After="7"), page(GOOD)), "page"),
    "/429-sehari": (lambda h: h.answer(b"", 429, Retry_After="86400"), "asked_to_wait"),
    "/429-terus": (lambda h: h.answer(b"", 429), "busy"),
    "/503-tanggal": (first(1, busy_until, page(GOOD)), "page"),
    "/503-ngawur": (first(1, lambda h: h.answer(b"", 503, Retry_After="nanti"), page(GOOD)), "page"),
    "/salah-aksara": (lambda h: h.answer(GOOD, kind="text/html; charset=iso-8859-1"), "page"),
    "/aksara-ngawur": (lambda h: h.answer(GOOD, kind="text/html; charset=tidak-ada"), "page"),
    "/potongan-rusak": (broken_chunks, "truncated"),
    "/potongan-putus": (cut_chunks, "truncated"),
    "/isi-putus": (cut_body, "truncated"),
    "/putus": (hang_up, "protocol"),
    "/bukan-http": (no_http, "protocol"),
    "/kepala-besar": (huge_headers, "protocol"),
    "/dua-panjang": (two_lengths, "protocol"),
    "/status-ngawur": (bad_status, "protocol"),
    "/kuki": (cookie_wall, "page"),
    "/izin": (page(b"<title>Persetujuan Cookie</title><p>Kami memakai cookie."), "consent"),
    "/404": (lambda h: h.answer(b"<title>404</title>", 404), "http_status"),
    "/403": (lambda h: h.answer(b"", 403), "http_status"),
    "/404-halus": (page(b"<title>Halaman tidak ditemukan</title><p>Maaf."), "soft_404"),
    "/berita/artikel-yang-hilang": (redirect("/"), "soft_404"),
    "/gambar": (lambda h: h.answer(b"\x89PNG\r\n", kind="image/png"), "not_a_page"),
    "/kosong": (page(b""), "empty"),
    "/bukan-gzip": (lambda h: h.answer(GOOD, Content_Encoding="gzip"), "page"),
    "/gzip": (lambda h: h.answer(gzip.compress(GOOD), Content_Encoding="gzip"), "page"),
    "/gzip-putus": (lambda h: h.answer(gzip.compress(GOOD)[:-40], Content_Encoding="gzip"), "truncated"),
    "/deflate-mentah": (lambda h: h.answer(zlib.compress(GOOD)[2:-4], Content_Encoding="deflate"), "page"),
    "/sandi-asing": (lambda h: h.answer(GOOD, Content_Encoding="rahasia"), "encoding"),
}  # fmt: skip


@pytest.fixture
def wild(site: Site) -> Site:
    site.routes = {path: route for path, (route, _) in CASES.items()} | {
        "/": page(b"<title>Kabar Uji</title><p>Beranda"),
        "/baik": page(GOOD),
    }
    return site


def outcome(one: Fetched) -> str:
    return one.problem.kind if one.problem else "page"


def test_there_are_enough_ways() -> None:
    assert len(CASES) >= 25


@pytest.mark.parametrize("path", CASES)
def test_one_way_to_misbehave(wild: Site, fetched: Fetch, settings: Settings, path: str) -> None:
    from dataclasses import replace

    wanted = CASES[path][1]
    bad, good = fetched(path, "/baik", using=replace(settings, max_body=300_000))
    assert (outcome(bad), outcome(good)) == (wanted, "page")
    if bad.problem:
        assert bad.problem.source == wild.url(path) and bad.problem.advice and "127.0.0.1" in bad.problem.message


def test_all_of_them_in_one_run(wild: Site, fetched: Fetch, settings: Settings) -> None:
    from dataclasses import replace

    made = fetched(*CASES, "/baik", using=replace(settings, max_body=300_000, tries=2))
    assert [outcome(one) for one in made] == [wanted for _, wanted in CASES.values()] + ["page"]


@pytest.mark.parametrize(
    ("status", "body", "kind"),
    [
        (200, b"User-agent: *\nDisallow: /baik", "robots"),
        (200, b"User-agent: saripati\nDisallow: /\n\nUser-agent: *\nAllow: /", "robots"),
        (200, b"User-agent: *\nDisallow: /\nAllow: /baik", "page"),
        (200, b"\xff\xfe\x00 bukan teks", "page"),
        (404, b"", "page"),
        (403, b"", "page"),
        (503, b"", "robots"),
        (500, b"", "robots"),
        (429, b"", "robots"),
    ],
)
def test_robots(wild: Site, fetched: Fetch, status: int, body: bytes, kind: str) -> None:
    wild.robots = (status, body)
    (made,) = fetched("/baik")
    assert outcome(made) == kind
    assert wild.asked["/baik"] == (kind == "page") and wild.asked["/robots.txt"] == 1


def test_robots_may_be_passed_by(wild: Site, fetched: Fetch, settings: Settings) -> None:
    from dataclasses import replace

    wild.robots = (200, b"User-agent: *\nDisallow: /")
    (made,) = fetched("/baik", using=replace(settings, robots=False))
    assert outcome(made) == "page" and wild.asked["/robots.txt"] == 0


def test_a_certificate_that_nobody_trusts(tmp_path: Path, settings: Settings, fetched: Fetch) -> None:
    from dataclasses import replace

    with s.serving_tls(tmp_path) as site:
        using = replace(settings, allow=frozenset({site.host}), robots=False)
        (made,) = fetched(f"https://{site.host}/baik", using=using)
    assert outcome(made) == "tls" and not site.asked


def test_nobody_listens(settings: Settings, fetched: Fetch) -> None:
    from dataclasses import replace

    host = f"127.0.0.1:{s.closed_port()}"
    (made,) = fetched(f"http://{host}/", using=replace(settings, allow=frozenset({host}), robots=False))
    assert outcome(made) == "connection"


def test_no_such_host(fetched: Fetch, settings: Settings) -> None:
    from dataclasses import replace

    async def resolve(host: str, port: int) -> list[str]:
        raise OSError(-2, "Name or service not known")

    (made,) = fetched("https://tidak-ada.contoh.id/a", using=replace(settings, robots=False), resolve=resolve)
    assert outcome(made) == "connection" and made.problem and "tidak-ada.contoh.id" in made.problem.message


def test_an_article_without_end_is_followed_so_far_and_no_further(site: Site, fetched: Fetch) -> None:
    def on(h: Handler) -> None:
        n = int(h.path.partition("=")[2] or 1)
        h.answer(article(more=f'<a href="/tak-habis?page={n + 1}">Selanjutnya</a>'))

    site.routes["/tak-habis"] = on
    (made,) = fetched("/tak-habis")
    assert outcome(made) == "page" and len(made.parts) == 20


def test_a_host_that_only_fails_is_given_up(site: Site, fetched: Fetch, settings: Settings, fake: FakeTime) -> None:
    from dataclasses import replace

    made = fetched(*(f"/rusak/{i}" for i in range(8)), using=replace(settings, budget=3, tries=1, robots=False))
    assert [outcome(one) for one in made] == ["http_status"] * 8  # a 404 is an answer, no failure
    site.routes["/mati"] = lambda h: h.answer(b"", 500)
    made = fetched(*(f"/mati?{i}" for i in range(8)), using=replace(settings, budget=3, tries=1, robots=False))
    assert [outcome(one) for one in made] == ["http_status"] * 3 + ["host_given_up"] * 5
