"""Discovery: feeds, sitemaps, index pages and web archives, on a site of our own."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from collections.abc import Callable

import pytest

from pipeline.lexicon import DEFAULT
from pipeline.read import feed, memento
from pipeline.read.discover import Search, address, by_date, discover
from pipeline.read.fetch import fetching
from pipeline.read.loop import wait
from pipeline.read.polite import Clock
from pipeline.read.web import Settings
from pipeline.records import Problem
from tests.read.site import FakeTime, Handler, Site, page

Found = Callable[..., list[str]]
XML = "application/xml"


@pytest.fixture
def found(site: Site, settings: Settings) -> Found:
    def run(path: str, **more: object) -> list[str]:
        fake = FakeTime()
        made = list(discover(site.url(path), settings, clock=Clock(fake.now, fake.sleep), **more))  # type: ignore[arg-type]
        return [one if isinstance(one, str) else one.kind for one in made]

    return run


def items(site: Site) -> str:
    return "".join(
        f"<item><title>{title}</title><link>{site.url(path)}</link><pubDate>{date}</pubDate></item>"
        for title, path, date in [
            ("Peserta JKN Naik", "/berita/1", "Sun, 12 May 2024 08:00:00 +0700"),
            ("Harga Cabai", "/berita/2", "Fri, 10 May 2024 08:00:00 +0700"),
            ("Peserta JKN Naik", "/berita/1#komentar", "Sun, 12 May 2024 08:00:00 +0700"),
        ]
    )


def test_a_feed(site: Site, found: Found) -> None:
    site.routes["/feed"] = page(f"<?xml version='1.0'?><rss><channel>{items(site)}</channel></rss>".encode(), kind=XML)
    assert found("/feed") == [site.url("/berita/1"), site.url("/berita/2")]
    assert found("/feed", since=dt.date(2024, 5, 11)) == [site.url("/berita/1")]
    assert found("/feed", match="Cabai|BPJS") == [site.url("/berita/2")]


def test_an_atom_feed(site: Site, found: Found) -> None:
    body = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><title>A</title><link rel="enclosure" href="/x.mp3"/>
    <link href="/berita/7"/><updated>2024-05-12T08:00:00Z</updated></entry></feed>"""
    site.routes["/atom"] = page(body.encode(), kind=XML)
    assert found("/atom") == [site.url("/berita/7")]


def test_a_sitemap_index_with_old_and_packed_sitemaps(site: Site, found: Found) -> None:
    index = f"""<sitemapindex xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">
    <sitemap><loc>{site.url("/lama.xml")}</loc><lastmod>2019-01-01</lastmod></sitemap>
    <sitemap><loc>{site.url("/baru.xml.gz")}</loc><lastmod>2024-05-12</lastmod></sitemap></sitemapindex>"""
    news = f"""<urlset xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>{site.url("/berita/9")}</loc><news:news>
    <news:publication_date>2024-05-12T07:00:00+07:00</news:publication_date><news:title>Panen</news:title></news:news></url></urlset>"""
    site.routes |= {
        "/sitemap.xml": page(index.encode(), kind=XML),
        "/baru.xml.gz": page(gzip.compress(news.encode()), kind="application/gzip"),
    }
    assert found("/sitemap.xml", since=dt.date(2024, 1, 1), match="Panen") == [site.url("/berita/9")]
    assert site.asked["/lama.xml"] == 0


def test_a_site_leads_to_its_feeds_sitemaps_and_articles(site: Site, found: Found) -> None:
    site.robots = (200, f"User-agent: *\nAllow: /\nSitemap: {site.url('/peta.xml')}".encode())
    home = """<html><link rel="alternate" type="application/rss+xml" href="/feed">
    <a href="/read/warga-desa-panen-raya-kopi">x</a><a href="/tentang-kami">Tentang</a>
    <a href="https://lain.id/read/12345678/berita-dari-situs-lain">y</a><a href="http://[rusak">z</a></html>"""
    site.routes |= {
        "/": page(home.encode()),
        "/feed": page(f"<rss><channel>{items(site)}</channel></rss>".encode(), kind=XML),
        "/peta.xml": page(f"<urlset><url><loc>{site.url('/berita/3')}</loc></url></urlset>".encode(), kind=XML),
    }
    assert found("/") == [site.url(p) for p in ("/read/warga-desa-panen-raya-kopi", "/berita/1", "/berita/2", "/berita/3")]


def test_what_cannot_be_had_is_told(site: Site, found: Found) -> None:
    site.robots = (200, b"User-agent: *\nDisallow: /rahasia")
    assert found("/rahasia/feed") == ["robots"]
    assert found("/tiada.xml") == ["http_status"]


@pytest.mark.parametrize(
    "body",
    [
        b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
        b"<rss><channel><item><link>&b;</link></item></channel></rss>",
        b'<?xml version="1.0"?><!DOCTYPE r SYSTEM "file:///etc/passwd"><rss><item><link>/x</link></item></rss>',
        b"<rss><channel><item><link>",
        b"<?xml version='1.0'?>",
        b"<rss>" + b"<a>" * 5000,
        b"",
        b"\x1f\x8b\x08rusak",
        b"\x00\x01\x02",
    ],
)
def test_hostile_lists_give_nothing(body: bytes) -> None:
    made = feed.parse(body, "https://contoh.id/feed")
    assert all(len(entry.url) < 200 and "root:" not in entry.url for entry in made.entries)


# outlets' index pages


def test_there_are_templates_for_eight_outlets_at_least() -> None:
    rows = DEFAULT.rows("index_pages")
    assert len({row["host"] for row in rows}) >= 8
    for row in rows:
        assert address(row["template"], dt.date(2024, 5, 12), int(row["first"])) == row["example"]
        assert row["verified"] in ("no", "yes") and row["source"]


@pytest.mark.parametrize("row", DEFAULT.rows("index_pages"), ids=lambda r: r["host"])
def test_an_index_is_paged_day_by_day(site: Site, settings: Settings, row: dict[str, str]) -> None:
    """Imitated: the outlet's template on our own host, two pages for the first day, one for the second."""

    path = row["template"].split("/", 3)[3]
    days = {dt.date(2024, 5, 12): [["a", "b"], ["c"]], dt.date(2024, 5, 11): [["d"]]}

    def index(h: Handler) -> None:
        for day, pages in days.items():
            for n, names in enumerate(pages):
                if h.path == "/" + address(path, day, int(row["first"]) + n * int(row["step"])):
                    h.answer("".join(f'<a href="/read/{day:%Y%m%d}/warga-desa-panen-{x}">{x}</a>' for x in names).encode())
                    return
        h.answer(b"<p>Tidak ada berita")

    site.routes = Fallback(site.routes, index)
    fake = FakeTime()

    async def run() -> Search:
        search = Search(dt.date(2024, 5, 11), None, settings.allow)
        async with fetching(settings, clock=Clock(fake.now, fake.sleep)) as fetcher:
            await by_date(row | {"template": site.url("/") + path}, search, fetcher, dt.date(2024, 5, 12))
        return search

    search = wait(run())
    assert [(url[-1], entry.date) for url, entry in search.found.items()] == [
        ("a", dt.date(2024, 5, 12)), ("b", dt.date(2024, 5, 12)), ("c", dt.date(2024, 5, 12)), ("d", dt.date(2024, 5, 11)),
    ]  # fmt: skip


class Fallback(dict[str, Callable[[Handler], None]]):
    """Routes with one for every other path."""

    def __init__(self, routes: dict[str, Callable[[Handler], None]], other: Callable[[Handler], None]) -> None:
        super().__init__(routes)
        self.other = other

    def get(self, key: str, default: object = None) -> Callable[[Handler], None]:  # type: ignore[override]
        return super().get(key) or self.other


# archived copies


WAYBACK = "https://web.archive.org/web/"


@pytest.mark.parametrize(
    ("url", "raw", "original"),
    [
        (
            WAYBACK + "20150401120000/http://contoh.id/a?b=1",
            WAYBACK + "20150401120000id_/http://contoh.id/a?b=1",
            "http://contoh.id/a?b=1",
        ),
        (WAYBACK + "2015/contoh.id/a", WAYBACK + "2015id_/contoh.id/a", "http://contoh.id/a"),
        (
            WAYBACK + "20150401120000if_/https://contoh.id/",
            WAYBACK + "20150401120000id_/https://contoh.id/",
            "https://contoh.id/",
        ),
        ("https://contoh.id/web/2015/http://a", "https://contoh.id/web/2015/http://a", "https://contoh.id/web/2015/http://a"),
    ],
)
def test_addresses_of_copies(url: str, raw: str, original: str) -> None:
    assert (memento.raw(url), memento.original(url), memento.original(memento.raw(url))) == (raw, original, original)


def test_when_a_copy_was_made() -> None:
    told = memento.copied_at("https://web.archive.org/web/2015id_/http://a.id/", "Wed, 01 Apr 2015 12:00:00 GMT")
    assert told == dt.datetime(2015, 4, 1, 12, tzinfo=dt.UTC)
    assert memento.copied_at("https://web.archive.org/web/2015id_/http://a.id/", "kapan-kapan") == dt.datetime(
        2015, 1, 1, tzinfo=dt.UTC
    )
    assert memento.copied_at("https://contoh.id/") is None


def test_the_archive_is_asked_for_its_copies(site: Site, settings: Settings) -> None:
    """A recorded answer of the CDX API, given by our own server in the archive's place."""
    rows = [["timestamp", "original", "mimetype", "statuscode"], ["20150401120000", "http://contoh.id/a", "text/html", "200"],
            ["20150402120000", "http://contoh.id/b.png", "image/png", "200"]]  # fmt: skip
    assert list(memento.listing(json.dumps(rows).encode(), host=site.url(""))) == [
        site.url("/web/20150401120000id_/http://contoh.id/a")
    ]
    assert list(memento.listing(b"")) == []
    with pytest.raises(Exception, match="no list"):
        list(memento.listing(b"<html>galat"))


def test_a_pattern_that_is_none(settings: Settings) -> None:
    from pipeline.errors import UsageError

    with pytest.raises(UsageError, match="--match"):
        list(discover("https://contoh.id", settings, match="(a"))


def test_a_problem_is_no_address(site: Site, settings: Settings) -> None:
    fake = FakeTime()
    (problem,) = discover(site.url("/tiada"), settings, clock=Clock(fake.now, fake.sleep))
    assert isinstance(problem, Problem) and problem.advice
