"""Fetching: polite, from the corpus where it is there, whole articles, readable whenever it stops."""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.errors import OutputError
from pipeline.read import fetch, read, web_settings
from pipeline.read.corpus import Corpus, entries, rebuild
from pipeline.read.loop import wait
from pipeline.read.polite import Clock
from pipeline.read.web import Settings
from pipeline.records import Page, Problem
from tests.read.conftest import Fetch
from tests.read.site import PARAGRAPHS, FakeTime, Handler, Site, article, page, redirect


def words(found: Page | Problem) -> str:
    assert isinstance(found, Page), found
    return found.html if isinstance(found.html, str) else (found.html or b"").decode()


def corpus_pages(settings: Settings) -> list[Page | Problem]:
    return list(read([settings.corpus]))


# manners


def test_a_host_is_given_a_pause(site: Site, fetched: Fetch, fake: FakeTime) -> None:
    site.routes["/a"] = page(article())
    fetched(*(f"/a?{i}" for i in range(4)))
    assert fake.waits == [2.0] * 4  # after robots.txt and between the pages


def test_the_pause_that_robots_asks_for(site: Site, fetched: Fetch, fake: FakeTime) -> None:
    site.routes["/a"] = page(article())
    site.robots = (200, b"User-agent: *\nCrawl-delay: 7")
    fetched("/a?1", "/a?2", "/a?3")
    assert fake.waits == [2.0, 7.0, 7.0]


def test_a_busy_site_is_asked_more_slowly_from_then_on(site: Site, fetched: Fetch, fake: FakeTime, settings: Settings) -> None:
    site.routes["/a"] = page(article())
    site.routes["/sibuk"] = lambda h: h.answer(b"", 429, Retry_After="9") if h.nth() == 1 else h.answer(article())
    fetched("/sibuk", "/a?1", "/a?2", using=replace(settings, robots=False))
    assert fake.waits == [1.0, 8.0, 4.0, 4.0]


def test_one_request_at_a_time_for_a_host(site: Site, fetched: Fetch) -> None:
    now, most = 0, 0

    def slow(h: Handler) -> None:
        nonlocal now, most
        now += 1
        most = max(most, now)
        site.stopped.wait(0.02)
        now -= 1
        h.answer(article())

    site.routes["/a"] = slow
    fetched(*(f"/a?{i}" for i in range(6)))
    assert most == 1


def test_who_asks_is_told(site: Site, fetched: Fetch) -> None:
    site.routes["/a"] = page(article())
    fetched("/a")
    assert (
        "uji@contoh.id" in site.headers_of["/a"]["user-agent"] and "saripati/" in site.headers_of["/robots.txt"]["user-agent"]
    )


def test_the_environment_decides_nothing(site: Site, fetched: Fetch, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("HTTP_PROXY", "http_proxy", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    site.routes["/a"] = page(article())
    (made,) = fetched("/a")
    assert made.problem is None


def test_robots_holds_for_a_day(site: Site, fetched: Fetch, fake: FakeTime) -> None:
    site.routes["/a"] = page(article())
    site.robots = (200, b"User-agent: *\nDisallow: /rahasia")
    fetched("/a?1")
    fetched("/a?2")
    assert site.asked["/robots.txt"] == 1
    fake.at += 25 * 3600
    fetched("/a?3")
    assert site.asked["/robots.txt"] == 2


# the corpus


def test_a_second_run_fetches_only_what_is_missing(site: Site, fetched: Fetch) -> None:
    site.routes |= {
        "/a": page(article()),
        "/b": page(article()),
        "/ke-a": redirect("/a"),
        "/lalu": lambda h: h.answer(b"", 500),
    }
    fetched("/a", "/ke-a", "/hilang", "/lalu")
    before = dict(site.asked)
    site.routes["/lalu"] = page(article())
    made = fetched("/a", "/ke-a", "/hilang", "/lalu", "/b")
    fresh = {path: n - before.get(path, 0) for path, n in site.asked.items() if n > before.get(path, 0)}
    assert fresh == {"/lalu": 1, "/b": 1}
    assert [one.new for one in made] == [0, 0, 0, 1, 1]


def test_asked_anew_an_unchanged_page_is_a_revisit(site: Site, fetched: Fetch, settings: Settings) -> None:
    def tagged(h: Handler) -> None:
        if h.headers.get("If-None-Match") == '"satu"':
            h.send_response(304)
            h.send_header("ETag", '"satu"')
            h.end_headers()
        else:
            h.answer(article(), ETag='"satu"', Cache_Control="no-cache")

    site.routes["/a"] = tagged
    first = fetched("/a")
    again = fetched("/a", using=replace(settings, refresh=True))
    assert site.asked["/a"] == 2 and first[0].parts == again[0].parts
    mimes = [entry.mime for entry in entries(settings.corpus / "index.cdxj") if entry.url.endswith("/a")]
    assert mimes == ["text/html", "warc/revisit"]
    assert [type(p) for p in corpus_pages(settings)] == [Page]


def test_what_was_read_is_what_was_written(site: Site, fetched: Fetch, settings: Settings) -> None:
    site.routes["/a"] = page(article())
    clock = Clock(FakeTime().now, FakeTime().sleep)
    (live,) = fetch.pages([site.url("/a")], settings, clock=clock)
    (replayed,) = corpus_pages(settings)
    assert isinstance(live, Page) and isinstance(replayed, Page)
    assert replace(live, source="") == replace(replayed, source="") and live.source == site.url("/a")
    (named,) = read([replayed.source])
    assert isinstance(named, Page) and replace(named, source="") == replace(live, source="")


def test_a_corpus_without_index_is_found_again(site: Site, fetched: Fetch, settings: Settings) -> None:
    site.routes |= {"/a": page(article()), "/ke-a": redirect("/a")}
    fetched("/a", "/ke-a")
    index = settings.corpus / "index.cdxj"
    before = list(entries(index))
    index.unlink()
    rebuild(settings.corpus)
    assert list(entries(index)) == before


@pytest.mark.parametrize("cut", [2, 30, 100])
def test_a_run_that_was_cut_off_is_taken_up(site: Site, fetched: Fetch, settings: Settings, cut: int) -> None:
    """As after a power cut: the last record and the last line of the index are not whole."""
    site.routes["/a"] = page(article())
    fetched("/a?1", "/a?2")
    index, (warc,) = settings.corpus / "index.cdxj", settings.corpus.glob("*.warc.gz")
    index.write_bytes(index.read_bytes()[:-cut])
    warc.write_bytes(warc.read_bytes()[:-cut])
    before = site.asked["/a?2"]
    first, second = fetched("/a?1", "/a?2")
    assert first.problem is None and second.problem is None
    assert site.asked["/a?2"] == before + 1 and site.asked["/a?1"] == 1
    assert [json.loads(line.split(b" ", 2)[2])["url"] for line in index.read_bytes().splitlines()[-1:]] == [site.url("/a?2")]


def test_an_interrupted_run_leaves_what_was_fetched(site: Site, settings: Settings) -> None:
    fake = FakeTime()
    site.routes["/a"] = page(article())

    async def interrupted() -> None:
        main, done = asyncio.current_task(), 0
        assert main is not None

        def count(_: fetch.Fetched) -> None:
            nonlocal done
            done += 1
            if done == 2:
                main.cancel()  # what asyncio.run does at Ctrl-C

        await fetch._run([site.url(f"/a?{i}") for i in range(5)], settings, Clock(fake.now, fake.sleep), None, count)

    with pytest.raises(asyncio.CancelledError):
        wait(interrupted())
    assert [type(p) for p in corpus_pages(settings)] == [Page, Page]


def test_a_folder_that_cannot_be_written(tmp_path: Path, site: Site, settings: Settings) -> None:
    (tmp_path / "berkas").write_text("bukan folder")
    with pytest.raises(OutputError):
        Corpus(tmp_path / "berkas").__enter__()


# whole articles


def part(n: int, more: str) -> bytes:
    return article(
        paragraphs=(f"Paragraf halaman {n}: warga desa datang ke balai kecamatan pada pagi hari.", PARAGRAPHS[n % 3]), more=more
    )


@pytest.mark.parametrize(
    ("links", "paths"),
    [
        (["?page=2", "?page=3", None], ["/b", "/b?page=2", "/b?page=3"]),
        (["/b/2", "/b/3", None], ["/b", "/b/2", "/b/3"]),
        (["/b/halaman/2", None], ["/b", "/b/halaman/2"]),
        (["?halaman=2#atas", None], ["/b", "/b?halaman=2"]),
    ],
)
def test_the_pages_of_an_article_are_put_together(
    site: Site, fetched: Fetch, settings: Settings, links: list[str | None], paths: list[str]
) -> None:
    for n, (path, link) in enumerate(zip(paths, links), 1):
        site.routes[path] = page(part(n, f'<div><a href="{link}">Halaman berikutnya</a></div>' if link else ""))
    (made,) = fetched("/b")
    assert [site.url(p) for p in paths] == [entry.url for entry in made.parts]
    whole = words(fetch.page_of(Corpus(settings.corpus), made))
    assert all(whole.count(f"Paragraf halaman {n}") == 1 for n in range(1, len(paths) + 1))
    assert whole.index("Paragraf halaman 1") < whole.index("Paragraf halaman 2") and whole.count("Hak cipta") == 1
    (replayed,) = corpus_pages(settings)
    assert words(replayed) == whole


def test_the_whole_on_one_page_is_taken_where_it_is_offered(site: Site, fetched: Fetch, settings: Settings) -> None:
    site.routes["/b"] = page(part(1, '<a href="?page=2">2</a> <a href="?page=all">Tampilkan semua</a>'))
    site.routes["/b?page=all"] = page(article(paragraphs=("Paragraf utuh yang panjang sekali.",)))
    (made,) = fetched("/b")
    found = fetch.page_of(Corpus(settings.corpus), made)
    assert "Paragraf utuh" in words(found) and "halaman 1" not in words(found) and found.url == site.url("/b")
    assert site.asked["/b?page=2"] == 0
    assert [words(p) for p in corpus_pages(settings)] == [words(found)]


def test_amp_gives_way_to_the_page_itself(site: Site, fetched: Fetch, settings: Settings) -> None:
    amp = article(canonical=site.url("/asli")).replace(b"<html ", b"<html amp ")
    site.routes |= {"/amp/asli": page(amp), "/asli": page(article(title="Judul Asli", canonical=site.url("/asli")))}
    (made,) = fetched("/amp/asli")
    found = fetch.page_of(Corpus(settings.corpus), made)
    assert "Judul Asli" in words(found) and found.url == site.url("/asli")


@pytest.mark.parametrize(
    "more",
    [
        '<link rel="next" href="/artikel-lain">',
        '<a rel="next" href="/b-lagi/2">Berikutnya</a>',
        '<a href="/b?id=7&page=2">2</a>',
        '<a href="?page=5">5</a>',
        '<a href="http://[::1">rusak</a><a href="javascript:void(0)">2</a>',
    ],
)
def test_another_article_is_no_further_page(site: Site, fetched: Fetch, more: str) -> None:
    site.routes["/b"] = page(part(1, more))
    (made,) = fetched("/b")
    assert len(made.parts) == 1


def test_a_further_page_that_fails_costs_only_itself(site: Site, fetched: Fetch) -> None:
    site.routes["/b"] = page(part(1, '<a href="?page=2">2</a>'))
    site.routes["/b?page=2"] = lambda h: h.answer(b"", 404)
    (made,) = fetched("/b")
    assert made.problem is None and len(made.parts) == 1


def test_fetching_needs_a_contact(tmp_path: Path) -> None:
    from pipeline.errors import UsageError

    with pytest.raises(UsageError, match="contact"):
        web_settings(None, tmp_path)
    (problem,) = read(["https://contoh.id/a"])
    assert isinstance(problem, Problem) and problem.kind == "not_fetched" and "saripati fetch" in problem.advice
