"""Bad input: each gives a clear problem that names the input and the way out, and nothing else is lost."""

from __future__ import annotations

import gzip
import json
import zipfile
from pathlib import Path

import pytest

from pipeline import flow
from pipeline.read import read
from pipeline.records import Page, Problem, Record

GOOD = "Warga Desa Sukamaju belum menerima bantuan karena datanya tidak lengkap, kata kepala desa.\n"


def of(path: Path | str) -> list[Page | Problem]:
    return list(read([path]))


def only_problem(path: Path | str) -> Problem:
    (made,) = of(path)
    assert isinstance(made, Problem)
    assert made.advice and Path(str(path)).name in made.message
    return made


ZIP = b"PK\x03\x04\x14\x00" + bytes(60)


@pytest.mark.parametrize(
    ("name", "content", "kind"),
    [
        ("kosong.html", b"", "empty"),
        ("spasi.txt", b" \n\t \n", "empty"),
        ("gambar.html", b"\x89PNG\r\n\x1a\n" + bytes(100), "binary"),
        ("arsip.html", ZIP, "binary"),
        ("padat.htm", gzip.compress(b"<p>halo", mtime=0), "binary"),
        ("laporan.txt", b"%PDF-1.7 halo", "binary"),
        ("acak.bin", bytes(range(256)) * 8, "binary"),
        ("rusak.jsonl", b"{oops\n", "malformed"),
        ("daftar.jsonl", b'["a"]\n', "malformed"),
        ("angka.jsonl", b'{"text": 5}\n', "malformed"),
        ("hampa.jsonl", b'{"id": "a"}\n', "empty"),
        ("dalam.jsonl", b"[" * 100_000 + b"\n", "malformed"),
        ("putus.jsonl.gz", gzip.compress(b'{"text": "halo"}\n' * 1000, mtime=0)[:-30], "malformed"),
    ],
)
def test_a_bad_file_is_a_problem(tmp_path: Path, name: str, content: bytes, kind: str) -> None:
    (tmp_path / name).write_bytes(content)
    problems = [p for p in of(tmp_path / name) if isinstance(p, Problem)]
    assert [p.kind for p in problems] == [kind]
    assert name in problems[0].message and problems[0].advice


def test_a_missing_file_is_a_problem_and_the_rest_goes_on(tmp_path: Path) -> None:
    (tmp_path / "baik.txt").write_text(GOOD)
    missing, page = read([tmp_path / "tiada.html", tmp_path / "baik.txt"])
    assert isinstance(missing, Problem) and missing.kind == "missing"
    assert isinstance(page, Page) and page.text == GOOD


def test_a_malformed_line_is_named_and_the_others_are_read(tmp_path: Path) -> None:
    path = tmp_path / "campur.jsonl"
    path.write_text('{"id": "a", "text": "satu"}\n{rusak\n\n{"id": "b", "text": "dua"}\n')
    first, bad, last = of(path)
    assert isinstance(first, Page) and isinstance(last, Page) and (first.id, last.id) == ("a", "b")
    assert isinstance(bad, Problem) and bad.source == f"{path}:2" and f"{path}:2" in bad.message


def test_a_directory_loop_ends(tmp_path: Path) -> None:
    (tmp_path / "a").mkdir()
    (tmp_path / "a" / "hal.txt").write_text(GOOD)
    (tmp_path / "a" / "kembali").symlink_to(tmp_path, target_is_directory=True)
    assert [p.source for p in of(tmp_path)] == [str(tmp_path / "a" / "hal.txt")]


def test_a_dangling_link_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "hal.txt").write_text(GOOD)
    (tmp_path / "putus.txt").symlink_to(tmp_path / "tiada")
    assert len(of(tmp_path)) == 1


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
def test_plain_text_in_other_encodings(tmp_path: Path, encoding: str) -> None:
    told = "Café “Rakyat” – buka lagi.\n"
    (tmp_path / "hal.txt").write_bytes(told.encode(encoding))
    (page,) = of(tmp_path / "hal.txt")
    assert isinstance(page, Page) and page.text == told


def test_a_file_beyond_the_limit(tmp_path: Path) -> None:
    with (tmp_path / "besar.html").open("wb") as f:
        f.truncate(65 * 1024 * 1024)
    assert only_problem(tmp_path / "besar.html").kind == "too_large"


def test_a_line_beyond_the_limit(tmp_path: Path) -> None:
    path = tmp_path / "besar.jsonl"
    with path.open("wb") as f:
        f.write(b'{"text": "')
        f.truncate(65 * 1024 * 1024)
        f.seek(0, 2)
        f.write(b'"}\n{"text": "baik"}\n')
    bad, page = of(path)
    assert isinstance(bad, Problem) and bad.kind == "too_large" and isinstance(page, Page) and page.source == f"{path}:2"


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The minister said on Monday that the government would extend the subsidy to all farmers in the region.", "English"),
        ("Kerajaan negeri tidak akan menaikkan cukai kerana keadaan ekonomi, kata Menteri Besar pada hari Isnin.", "Malay"),
        ("Wong-wong padha teka ing alun-alun kanggo ndelok wayang, nanging udan deres banget.", "Javanese"),
        ("Warga lembur geus meunang bantuan ti pamaréntah, tapi loba kénéh nu tacan kacatet.", "Sundanese"),
        ("De minister heeft gezegd dat het geld voor de boeren op tijd wordt betaald.", "Dutch"),
        ("政府表示将继续向农民提供补贴，直到明年年底。", "Chinese"),
    ],
)
def test_an_article_in_another_language_is_named(text: str, language: str) -> None:
    made = flow.outcome(Page(source="hal.txt", text=text))
    assert isinstance(made, Problem) and made.kind == "language" and language in made.message


def test_an_indonesian_article_passes() -> None:
    assert isinstance(flow.outcome(Page(source="hal.txt", text=GOOD)), Record)


def test_a_zip_among_html_loses_nothing_else(tmp_path: Path) -> None:
    with zipfile.ZipFile(tmp_path / "a.html", "w") as z:
        z.writestr("x", "y")
    (tmp_path / "b.txt").write_text(GOOD)
    bad, page = of(tmp_path)
    assert isinstance(bad, Problem) and bad.kind == "binary" and isinstance(page, Page)


@pytest.mark.parametrize("blocks", [200_000])
def test_deeply_nested_markup_does_not_crash(blocks: int) -> None:
    made = flow.outcome(Page(source="dalam.html", html=b"<div>" * blocks + GOOD.encode()))
    assert isinstance(made, Problem | Record)


def test_json_lines_on_standard_input(monkeypatch: pytest.MonkeyPatch) -> None:
    import io
    import sys

    class Fake:
        buffer = io.BytesIO(json.dumps({"id": "a", "text": "halo"}).encode() + b"\n{\n")

    monkeypatch.setattr(sys, "stdin", Fake)
    page, bad = of("-")
    assert isinstance(page, Page) and page.id == "a" and isinstance(bad, Problem) and bad.source == "-:2"
