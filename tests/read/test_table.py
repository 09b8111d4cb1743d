"""Tables, packed files and zips: every form gives the same pages, and what is damaged is told."""

from __future__ import annotations

import csv
import gzip
import io
import json
import sqlite3
import zipfile
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
import zstandard
from hypothesis import given
from hypothesis import strategies as st

from pipeline.errors import PageError, TooLarge, UsageError
from pipeline.lexicon import DEFAULT
from pipeline.read import pages_of, read, shards
from pipeline.read.body import decode, gunzip, unchunk
from pipeline.read.row import columns, guess
from pipeline.records import Page, Problem

NAMES = ("id", "judul", "isi", "tanggal", "link")
ROWS: list[dict[str, Any]] = [
    dict(zip(NAMES, row))
    for row in [
        ("a1", "Panen Raya", "Warga desa panen raya, kata kepala desa.", "12/05/2024", "https://contoh.id/1"),
        ("a2", "Harga, Naik", 'Kata dia, "harga naik".\nBaris kedua; tetap satu.', "2024-05-13", "https://contoh.id/2"),
    ]
]
PAGES = [Page(source="", id=r["id"], title=r["judul"], text=r["isi"], published=r["tanggal"], url=r["link"]) for r in ROWS]


def csv_of(delimiter: str = ",") -> str:
    out = io.StringIO()
    made = csv.DictWriter(out, ROWS[0].keys(), delimiter=delimiter)
    made.writeheader()
    made.writerows(ROWS)
    return out.getvalue()


JSONL = "".join(json.dumps(r) + "\n" for r in ROWS).encode()


def sqlite_of(path: Path) -> None:
    with closing(sqlite3.connect(path)) as base:
        base.execute("CREATE TABLE pengaturan (kunci TEXT)")
        base.execute("CREATE TABLE berita (id TEXT, judul TEXT, isi TEXT, tanggal TEXT, link TEXT)")
        base.executemany("INSERT INTO berita VALUES (:id, :judul, :isi, :tanggal, :link)", ROWS)
        base.commit()


def zip_of(name: str, content: bytes) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as z:
        z.writestr(name, content)
    return out.getvalue()


WRITERS: dict[str, Any] = {
    "x.csv": lambda p: p.write_text(csv_of()),
    "x.semicolon.csv": lambda p: p.write_text(csv_of(";")),
    "x.tsv": lambda p: p.write_text(csv_of("\t")),
    "x.bom.csv": lambda p: p.write_bytes(b"\xef\xbb\xbf" + csv_of().encode()),
    "x.utf16.csv": lambda p: p.write_bytes(csv_of().encode("utf-16")),
    "x.csv.gz": lambda p: p.write_bytes(gzip.compress(csv_of().encode())),
    "x.csv.zst": lambda p: p.write_bytes(zstandard.compress(csv_of().encode())),
    "x.jsonl": lambda p: p.write_bytes(JSONL),
    "x.ndjson.gz": lambda p: p.write_bytes(gzip.compress(JSONL)),
    "x.jsonl.zst": lambda p: p.write_bytes(zstandard.compress(JSONL[:50]) + zstandard.compress(JSONL[50:])),
    "x.jsonl.zip": lambda p: p.write_bytes(zip_of("x.jsonl", JSONL)),
    "x.zip": lambda p: p.write_bytes(zip_of("isi.jsonl", JSONL)),
    "x.csv.zip": lambda p: p.write_bytes(zip_of("x.csv", csv_of().encode())),
    "x.parquet": lambda p: pd.DataFrame(ROWS).to_parquet(p),
    "x.xlsx": lambda p: pd.DataFrame(ROWS).to_excel(p, index=False),
    "x.sqlite": sqlite_of,
}


@pytest.mark.parametrize("name", WRITERS)
def test_each_form_gives_the_same_pages(tmp_path: Path, name: str) -> None:
    WRITERS[name](tmp_path / name)
    made = list(read([tmp_path / name]))
    assert [replace(p, source="") if isinstance(p, Page) else p for p in made] == PAGES
    assert len({p.source for p in made}) == 2 and all(str(tmp_path / name) in p.source for p in made)


def test_row_groups_are_shards(tmp_path: Path) -> None:
    pd.DataFrame([{"id": str(i), "text": f"halaman {i}"} for i in range(25)]).to_parquet(
        tmp_path / "x.parquet", row_group_size=10
    )
    made = shards(tmp_path / "x.parquet")
    assert [(s.kind, s.start, s.end, s.first) for s in made] == [
        ("groups", 0, 1, 1),
        ("groups", 1, 2, 11),
        ("groups", 2, 3, 21),
    ]
    assert [p for s in made for p in pages_of(s)] == list(read([tmp_path / "x.parquet"]))


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("x.parquet", b"bukan parquet", "malformed"),
        ("x.xlsx", b"bukan excel", "malformed"),
        ("x.xlsx", zip_of("a.txt", b"bukan buku"), "malformed"),
        ("x.sqlite", b"bukan basis data" * 100, "malformed"),
        ("x.csv.gz", gzip.compress(csv_of().encode())[:-20], "malformed"),
        ("x.csv.gz", b"bukan gzip", "malformed"),
        ("x.jsonl.zst", zstandard.compress(JSONL * 50)[:-9], "malformed"),
        ("x.jsonl.zst", b"bukan zstd", "malformed"),
        ("x.zip", b"bukan zip", "malformed"),
        ("x.csv", b"no;warna\n1;merah\n", "columns"),
        ("x.csv", b"judul,link\nA,https://contoh.id\n", "columns"),
    ],
)
def test_a_damaged_table_is_a_problem(tmp_path: Path, name: str, content: bytes, kind: str) -> None:
    (tmp_path / name).write_bytes(content)
    problems = [p for p in read([tmp_path / name]) if isinstance(p, Problem)]
    assert [p.kind for p in problems][-1:] == [kind] and name in problems[-1].message and problems[-1].advice


def test_rows_without_text_are_problems_of_their_own(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text("id,isi\n1,ada\n2,\n3,ada lagi\n")
    one, two, three = read([tmp_path / "x.csv"])
    assert isinstance(one, Page) and isinstance(three, Page) and isinstance(two, Problem) and two.source.endswith("x.csv:2")


def test_ragged_rows_and_null_bytes_do_no_harm(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_bytes(b"id,isi\n1,a,b,c\n2\n3,\x00c\n")
    assert [p.kind if isinstance(p, Problem) else p.text for p in read([tmp_path / "x.csv"])] == ["a", "empty", "c"]


@pytest.mark.parametrize(
    ("header", "told", "wanted"),
    [
        (["No", "Judul Berita", "ISI", "Link"], None, {"url": "Link", "title": "Judul Berita", "text": "ISI"}),
        (["title", "content", "date", "url"], None, {"url": "url", "title": "title", "published": "date", "text": "content"}),
        (["konten", "text"], None, {"text": "text"}),
        (["Kepala", "Naskah asli"], {"title": "Kepala", "text": "Naskah asli"}, {"title": "Kepala", "text": "Naskah asli"}),
        (["judul", "isi", "kepala"], {"title": "kepala"}, {"title": "kepala", "text": "isi"}),
        (["warna", "ukuran"], None, {}),
        ([], None, {}),
    ],
)  # fmt: skip
def test_columns_are_guessed(header: list[str], told: dict[str, str] | None, wanted: dict[str, str]) -> None:
    assert guess(header, told) == wanted


def test_each_column_name_of_the_lexicon_is_found_by_its_example() -> None:
    for row in DEFAULT.rows("columns"):
        assert guess([row["example"]]) == {row["field"]: row["example"]} and row["source"]


@pytest.mark.parametrize("told", ["judul", "apa=judul", "title=", "=x", ""])
def test_columns_told_wrong(told: str) -> None:
    with pytest.raises(UsageError, match="--columns"):
        columns(told)


def test_a_told_column_that_is_not_there(tmp_path: Path) -> None:
    (tmp_path / "x.csv").write_text(csv_of())
    with pytest.raises(UsageError, match="Naskah"):
        list(read([tmp_path / "x.csv"], columns={"text": "Naskah"}))


def test_a_zip_of_pages_with_a_bad_one(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "x.zip", "w") as z:
        z.writestr("b/1.html", "<p>satu")
        z.writestr("b/2.html", "")
        z.writestr("gambar.png", b"\x89PNG")
        z.writestr("c.txt", "tiga")
    made = list(read([tmp_path / "x.zip"]))
    assert [p.source.rpartition("!")[2] for p in made] == ["b/1.html", "b/2.html", "c.txt"]
    assert [type(p) for p in made] == [Page, Problem, Page]


@pytest.mark.parametrize("form", ["gz", "zst"])
def test_a_packed_page_that_unpacks_to_too_much(tmp_path: Path, form: str) -> None:
    bomb = b"0" * (65 << 20)
    (tmp_path / f"x.html.{form}").write_bytes(gzip.compress(bomb, 1) if form == "gz" else zstandard.compress(bomb))
    (problem,) = read([tmp_path / f"x.html.{form}"])
    assert isinstance(problem, Problem) and problem.kind == "too_large"


def test_a_packed_page(tmp_path: Path) -> None:
    (tmp_path / "x.html.gz").write_bytes(gzip.compress(b"<p>halo"))
    assert list(read([tmp_path])) == [Page(source=str(tmp_path / "x.html.gz"), html=b"<p>halo")]


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("x.json", '{"id": "a", "url": "https://contoh.id/1", "nomor": 5}'),
        ("x.html.json", '{"id": "a", "url": "https://contoh.id/1"}'),
        ("urls.csv", "file,url,id\nx.html,https://contoh.id/1,a\ny.html,https://contoh.id/2,b\n"),
    ],
)
def test_what_stands_beside_a_page(tmp_path: Path, name: str, content: str) -> None:
    (tmp_path / "x.html").write_bytes(b"<p>halo")
    (tmp_path / name).write_text(content)
    assert list(read([tmp_path])) == [Page(source=str(tmp_path / "x.html"), html=b"<p>halo", id="a", url="https://contoh.id/1")]


def test_an_address_beside_a_page(tmp_path: Path) -> None:
    (tmp_path / "x.html").write_bytes(b"<p>halo")
    (tmp_path / "x.url").write_text("[InternetShortcut]\nURL=https://contoh.id/1\n")
    (page,) = read([tmp_path / "x.html"])
    assert isinstance(page, Page) and page.url == "https://contoh.id/1"


# bodies


@given(
    st.binary(max_size=500),
    st.sampled_from(["", "chunked", "gzip, chunked"]),
    st.sampled_from(["", "gzip", "deflate", "br", "zstd", "x", "gzip, br"]),
)
def test_any_body_is_read_or_refused(raw: bytes, transfer: str, encoding: str) -> None:
    try:
        assert len(decode(raw, transfer=transfer, encoding=encoding, limit=1000)) <= 1000
    except PageError as error:
        assert error.advice


@given(st.binary(max_size=300), st.integers(1, 50))
def test_chunks_are_put_together(content: bytes, size: int) -> None:
    parts = [content[i : i + size] for i in range(0, len(content), size)]
    assert unchunk(b"".join(b"%x\r\n%s\r\n" % (len(p), p) for p in parts) + b"0\r\n\r\n") == content


@given(st.binary(max_size=300), st.binary(max_size=300))
def test_members_are_unpacked_one_after_another(one: bytes, two: bytes) -> None:
    assert gunzip(gzip.compress(one) + gzip.compress(two), limit=1000) == one + two


def test_the_limit_is_that_of_what_comes_out() -> None:
    with pytest.raises(TooLarge):
        gunzip(gzip.compress(b"0" * 10_001), limit=10_000)
