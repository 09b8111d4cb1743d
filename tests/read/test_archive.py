"""WARC, WET, WACZ and CDX: what is read, what is passed over, what is damaged and told."""

from __future__ import annotations

import gzip
import hashlib
import json
import zipfile
import zlib
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.read import pages_of, read, shards
from pipeline.records import Page, Problem
from tests.read.site import article
from tests.read.warc import packed, plain, record

A, B, C = (record(f"https://contoh.id/{x}", article(title=f"Judul {x}")) for x in "abc")


def of(path: Path) -> list[str]:
    """What came out: the addresses of pages, the kinds of problems."""
    return [p.kind if isinstance(p, Problem) else (p.url or "").rpartition("/")[2] for p in read([path])]


def write(tmp_path: Path, content: bytes, name: str = "x.warc.gz") -> Path:
    (tmp_path / name).write_bytes(content)
    return tmp_path / name


HTML = "Content-Type: text/html"
IMAGE = record("https://contoh.id/g.png", b"\x89PNG", http="Content-Type: image/png")
REDIRECT = record("https://contoh.id/r", b"", status="301 Moved", http="Location: /a")
ERROR = record("https://contoh.id/e", b"<p>galat", status="500 Error")
REQUEST = record("https://contoh.id/a", b"GET / HTTP/1.1\r\n\r\n", kind="request", http=None)
META = record("https://contoh.id/a", b"fetchTimeMs: 5", kind="metadata", http=None)
ROBOTS = record("https://contoh.id/robots.txt", b"User-agent: *", http="Content-Type: text/plain")
WET = record("https://contoh.id/w", b"Warga desa.\nPanen raya.", kind="conversion", http=None, Content_Type="text/plain")
RESOURCE = record("https://contoh.id/s", article(), kind="resource", http=None, Content_Type="text/html")
CHUNKED = record(
    "https://contoh.id/k", b"5\r\n<p>ha\r\n3;x=y\r\nlo!\r\n0\r\n\r\n", http=HTML + "\r\nTransfer-Encoding: chunked"
)
UNCHUNKED = record("https://contoh.id/k", b"<p>sudah dibuka", http=HTML + "\r\nTransfer-Encoding: chunked")
GZIPPED = record("https://contoh.id/z", gzip.compress(article()), http=HTML + "\r\nContent-Encoding: gzip")
UNZIPPED = record("https://contoh.id/z", article(), http=HTML + "\r\nContent-Encoding: gzip")
DEFLATED = record("https://contoh.id/d", zlib.compress(article()), http=HTML + "\r\nContent-Encoding: deflate")
BOMB = record("https://contoh.id/x", gzip.compress(b"0" * 40_000_000), http=HTML + "\r\nContent-Encoding: gzip")
BAD_CHUNK = record("https://contoh.id/x", b"5\r\n<p>ha\r\nff\r\nlo", http=HTML + "\r\nTransfer-Encoding: chunked")
NO_TYPE = record("https://contoh.id/t", article(), http="")
CUT = record("https://contoh.id/p", article(), WARC_Truncated="time")
LONG_HEAD = record("https://contoh.id/h", b"x", http="X-A: " + "a" * 300_000)
EMPTY = record("https://contoh.id/o", b"  ")
NO_HTTP = record(
    "https://contoh.id/n", b"bukan http", kind="response", http=None, Content_Type="application/http; msgtype=response"
)


@pytest.mark.parametrize(
    ("records", "out"),
    [
        ((A, B), ["a", "b"]),
        ((IMAGE, REDIRECT, REQUEST, META, ROBOTS, A), ["a"]),
        ((ERROR, A), ["http_status", "a"]),
        ((WET, RESOURCE), ["w", "s"]),
        ((CHUNKED, UNCHUNKED), ["k", "k"]),
        ((GZIPPED, UNZIPPED, DEFLATED, NO_TYPE), ["z", "z", "d", "t"]),
        ((BOMB, A), ["too_large", "a"]),
        ((BAD_CHUNK, A), ["truncated", "a"]),
        ((CUT, A), ["timeout", "a"]),
        ((A, LONG_HEAD, B), ["a", "malformed", "b"]),
        ((EMPTY, A), ["empty", "a"]),
        ((NO_HTTP, A), ["truncated", "a"]),
    ],
)
@pytest.mark.parametrize("name", ["x.warc.gz", "x.warc"])
def test_records(tmp_path: Path, records: tuple[bytes, ...], out: list[str], name: str) -> None:
    content = packed(*records) if name.endswith("gz") else plain(*records)
    assert of(write(tmp_path, content, name)) == out


def flipped(content: bytes, at: int) -> bytes:
    return content[:at] + bytes([content[at] ^ 0xFF, content[at + 1] ^ 0x55]) + content[at + 2 :]


SIZE = len(packed(A))


@pytest.mark.parametrize(
    ("content", "out"),
    [
        (packed(A, B)[:-40], ["a", "truncated"]),
        (packed(A, B)[: SIZE + 30], ["a", "truncated"]),
        (flipped(packed(A, B, C), SIZE + 60), ["a", "malformed", "c"]),
        (flipped(packed(A, B, C), SIZE), ["a", "malformed", "c"]),
        (packed(A) + b"sampah di antara" * 10 + packed(B), ["a", "malformed", "b"]),
        (b"sampah di muka" * 10 + packed(A), ["malformed", "a"]),
        (b"bukan arsip sama sekali", ["malformed"]),
        (b"", []),
    ],
)
def test_damage_costs_what_it_hit_and_is_told_once(tmp_path: Path, content: bytes, out: list[str]) -> None:
    made = list(read([write(tmp_path, content)]))
    assert of(tmp_path / "x.warc.gz") == out
    assert all("x.warc.gz@" in p.message and p.advice for p in made if isinstance(p, Problem))


@pytest.mark.parametrize(
    ("content", "out"),
    [
        (plain(A, B)[:-60], ["a", "truncated"]),
        (plain(A) + b"sampah\r\n\r\n" + plain(B), ["a", "malformed", "b"]),
        (plain(A, B).replace(b"Content-Length: ", b"Content-Length: x", 1), ["truncated", "b"]),
    ],
)
def test_damage_in_a_plain_archive(tmp_path: Path, content: bytes, out: list[str]) -> None:
    assert of(write(tmp_path, content, "x.warc")) == out


def test_a_record_is_found_again_by_its_source(tmp_path: Path) -> None:
    made = list(read([write(tmp_path, packed(A, B, C))]))
    for page in made:
        assert list(read([page.source])) == [page]


def test_an_archive_packed_in_one_piece_is_read(tmp_path: Path) -> None:
    path = write(tmp_path, gzip.compress(plain(A, B, C)))
    assert of(path) == ["a", "b", "c"] and len({p.source for p in read([path])}) == 3


DIGEST = "sha1:3I42H3S6NNFQ2MSVX7XZKYAYSCX5QBYJ"


def test_a_revisit_gets_the_page_of_its_original(tmp_path: Path) -> None:
    first = record("https://contoh.id/a", article(), WARC_Payload_Digest=DIGEST)
    profile = "http://netpreserve.org/warc/1.1/revisit/identical-payload-digest"
    told = {"WARC_Payload_Digest": DIGEST, "WARC_Profile": profile}
    same = record("https://contoh.id/b", b"", kind="revisit", WARC_Refers_To_Target_URI="https://contoh.id/a", **told)
    itself = record("https://contoh.id/a", b"", kind="revisit", WARC_Refers_To_Target_URI="https://contoh.id/a", **told)
    lost = record(
        "https://contoh.id/c", b"", kind="revisit", WARC_Refers_To_Target_URI="https://lain.id/", WARC_Payload_Digest="sha1:X"
    )
    one, two, problem = read([write(tmp_path, packed(first, same, itself, lost))])
    assert isinstance(one, Page) and isinstance(two, Page) and two.html == one.html and two.url == "https://contoh.id/b"
    assert isinstance(problem, Problem) and problem.kind == "revisit"


@pytest.mark.parametrize(
    ("http", "charset"), [("; charset=windows-1252", "windows-1252"), ('; charset="UTF-8"', "utf-8"), ("", None)]
)
def test_the_declared_charset_goes_along(tmp_path: Path, http: str, charset: str | None) -> None:
    made = record("https://contoh.id/a", article(), http="Content-Type: text/html" + http)
    (page,) = read([write(tmp_path, packed(made))])
    assert isinstance(page, Page) and (page.charset or "").lower() == (charset or "")


@pytest.mark.parametrize("size", [1, 700, 3000, 10**9])
@pytest.mark.parametrize("name", ["x.warc.gz", "x.warc"])
def test_shards_of_an_archive(tmp_path: Path, size: int, name: str) -> None:
    records = [record(f"https://contoh.id/{i}", article(title=f"Judul {i}")) for i in range(8)] + [ERROR]
    path = write(tmp_path, packed(*records) if name.endswith("gz") else plain(*records), name)
    made = shards(path, size=size)
    assert len(made) > 1 or size > 1000
    assert [p for shard in made for p in pages_of(shard)] == list(read([path]))


# WACZ and CDX


def wacz(tmp_path: Path, content: bytes, digest: str | None = None) -> Path:
    path = tmp_path / "x.wacz"
    told = digest or "sha256:" + hashlib.sha256(content).hexdigest()
    with zipfile.ZipFile(path, "w") as z:
        z.writestr("datapackage.json", json.dumps({"resources": [{"path": "archive/data.warc.gz", "hash": told}]}))
        z.writestr("archive/data.warc.gz", content)
        z.writestr("pages/pages.jsonl", '{"url": "https://contoh.id/a"}\n')
    return path


def test_wacz(tmp_path: Path) -> None:
    assert of(wacz(tmp_path, packed(A, B))) == ["a", "b"]


@pytest.mark.parametrize("digest", ["sha256:" + "0" * 64, "md5:" + "0" * 32])
def test_wacz_that_was_changed(tmp_path: Path, digest: str) -> None:
    assert of(wacz(tmp_path, packed(A, B), digest)) == ["digest", "a", "b"]


def test_wacz_that_is_none(tmp_path: Path) -> None:
    assert of(write(tmp_path, b"bukan zip", "x.wacz")) == ["malformed"]
    whole = wacz(tmp_path, packed(A)).read_bytes()
    assert of(write(tmp_path, whole[:-100], "y.wacz")) == ["malformed"]


def cdxj(url: str, offset: int, **more: str) -> str:
    told = {"url": url, "mime": "text/html", "status": "200", "filename": "x.warc.gz", "offset": str(offset)}
    return f"id,contoh)/x 20240512 {json.dumps(told | more)}\n"


def test_an_index_leads_to_its_records(tmp_path: Path) -> None:
    write(tmp_path, packed(A, B, C))
    index = tmp_path / "x.cdxj"
    lines = ["!meta {}\n", cdxj("https://contoh.id/b", SIZE), cdxj("u", 0, status="404"), cdxj("u", 0, mime="image/png")]
    lines += ["rusak {\n", cdxj("u", 0, filename="tiada.warc.gz"), cdxj("u", 5), cdxj("https://contoh.id/a", 0)]
    index.write_text("".join(lines))
    assert of(index) == ["b", "malformed", "missing", "malformed", "a"]
    old = tmp_path / "x.cdx"
    old.write_text(
        f" CDX N b a m s k r M S V g\nid,contoh)/b 20240512 https://contoh.id/b text/html 200 X - - 500 {SIZE} x.warc.gz\n"
    )
    assert of(old) == ["b"]


def test_a_folder_in_the_layout_of_common_crawl(tmp_path: Path) -> None:
    folder = tmp_path / "crawl-data" / "CC-NEWS" / "2024" / "05"
    folder.mkdir(parents=True)
    write(folder, packed(A), "CC-NEWS-20240501000000-00001.warc.gz")
    write(folder, packed(B), "CC-NEWS-20240501000000-00002.warc.gz")
    assert of(tmp_path) == ["a", "b"]


def test_a_copy_of_the_wayback_machine_has_the_original_address(tmp_path: Path) -> None:
    made = record("https://web.archive.org/web/20150401120000id_/http://contoh.id/lama", article())
    (page,) = read([write(tmp_path, packed(made))])
    assert isinstance(page, Page) and page.url == "http://contoh.id/lama"


def test_a_plain_and_a_packed_archive_hold_the_same(tmp_path: Path) -> None:
    one = [replace(p, source="") for p in read([write(tmp_path, packed(A, GZIPPED, WET))]) if isinstance(p, Page)]
    two = [replace(p, source="") for p in read([write(tmp_path, plain(A, GZIPPED, WET), "y.warc")]) if isinstance(p, Page)]
    assert one == two
