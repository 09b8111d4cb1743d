"""The commands that ask the web, from the outside."""

from __future__ import annotations

from pathlib import Path

import orjson
import pytest
from click.testing import CliRunner, Result

from pipeline import cli
from pipeline.read import links
from tests.read.site import Site, article, page


@pytest.fixture
def ask(site: Site, tmp_path: Path) -> object:
    site.routes |= {"/berita/1": page(article(canonical=site.url("/berita/1"))), "/galat": lambda h: h.answer(b"", 404)}

    def run(command: str, *more: str) -> Result:
        told = [command, "--contact", "uji@contoh.id", "--corpus", str(tmp_path / "corpus"), "--allow-host", site.host, *more]
        return CliRunner().invoke(cli.cli, told)

    return run


def test_fetch_then_extract_the_corpus(site: Site, ask, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    made = ask("fetch", "--delay", "0", site.url("/berita/1"), site.url("/galat"))
    assert made.exit_code == 1 and "http_status" in made.stderr and "2 addresses, 3 answers fetched, 1 problems" in made.stderr
    again = ask("fetch", "--delay", "0", site.url("/berita/1"))
    assert again.exit_code == 0 and "0 answers fetched" in again.stderr and site.asked["/berita/1"] == 1
    read = CliRunner().invoke(cli.cli, ["extract", str(tmp_path / "corpus")])
    (line,) = read.stdout.splitlines()
    assert orjson.loads(line)["article"]["url"] == site.url("/berita/1")


def test_extract_an_address_in_one_go(site: Site, ask, tmp_path: Path) -> None:  # type: ignore[no-untyped-def]
    made = ask("extract", site.url("/berita/1"))
    assert made.exit_code == 0, made.stderr
    told = orjson.loads(made.stdout)
    assert told["article"]["url"] == site.url("/berita/1") and ".warc.gz@" in told["source"]
    bad = ask("extract", "--max-error-rate", "1", site.url("/berita/1"), site.url("/galat"))
    assert len(bad.stdout.splitlines()) == 1 and "not_fetched" in bad.stderr


def test_fetching_needs_a_contact_and_an_address(site: Site, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.delenv("SARIPATI_CONTACT", raising=False)
    made = CliRunner().invoke(cli.cli, ["fetch", site.url("/berita/1")])
    assert "contact" in str(made.exception) and not site.asked


def test_discover_prints_addresses(site: Site, ask) -> None:  # type: ignore[no-untyped-def]
    feed = f"<rss><channel><item><link>{site.url('/berita/1')}</link></item></channel></rss>"
    site.routes["/feed"] = page(feed.encode(), kind="application/xml")
    made = ask("discover", site.url("/feed"))
    assert (made.exit_code, made.stdout) == (0, site.url("/berita/1") + "\n")
    assert ask("discover", site.url("/tiada")).exit_code == 3


def test_lists_of_addresses(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("# daftar\nhttps://contoh.id/1\n\nbukan alamat\nhttps://contoh.id/2\n")
    (tmp_path / "a.csv").write_text("judul,tautan\nSatu,https://contoh.id/3\nDua,\n")
    (tmp_path / "a.jsonl").write_text('{"url": "https://contoh.id/4"}\n{rusak\n')
    names = ["https://contoh.id/0", *(str(tmp_path / n) for n in ("a.txt", "a.csv", "a.jsonl"))]
    assert [url[-1] for url in links.of(names)] == ["0", "1", "2", "3", "4"]


def test_the_columns_that_were_guessed_are_shown(tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("kepala,isi\nPanen,Warga desa panen raya karena hujan turun.\n")
    made = CliRunner().invoke(cli.cli, ["extract", "--columns", "title=kepala", str(tmp_path / "a.csv")])
    assert made.exit_code == 0 and "title ← kepala, text ← isi" in made.stderr
