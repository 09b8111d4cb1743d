"""What a hostile or careless world gives: each input ends in a record or a clear problem, and nothing else is lost.

Broken files of single kinds are in `tests/read/test_bad_input.py`; here the whole line runs, and the command line.
"""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import jsonschema
import orjson
import pytest

from pipeline import flow, schema
from pipeline.errors import UsageError
from pipeline.lexicon import Lexicon
from pipeline.read import read
from pipeline.records import Page, Problem, Record
from pipeline.write import jsonl

HEAD = "Peserta Bertambah\n\n"
GOOD = (
    "SLEMAN - Bupati Sleman Hadi Prakoso mengatakan 47 ribu dari 110 ribu warga, atau 40 persen, sudah menjadi peserta "
    "pada Senin (4/3/2024). Ia berharap angka itu terus naik sampai akhir tahun ini di seluruh kecamatan."
)


def page(body: str, head: str = "") -> bytes:
    return f"<html><head>{head}</head><body><h1>Peserta Bertambah</h1><p>{body}</p></body></html>".encode()


NAMES = ", ".join(f"{a} {b}{c}" for a in ("Budi", "Siti") for b in ("Santoso", "Wijaya", "Lestari") for c in range(500))
PLACES = ", ".join(["Kabupaten Bantul", "Kota Palu", "Toli-Toli", "Fak-Fak", "Ma'rang"] * 1000)
FIGURES = (
    " Peserta 999.999.999.999.999 orang, 9999999999999999999999999999 orang, 1e400 orang, dari 0 menjadi 100 peserta atau naik"
    " 100 persen, 5 dari 0 warga atau 50 persen, 1.000.000 persen, -50 persen, 500 hingga 100 orang, 90-10 persen."
)
DATES = (
    " Pada 31 Februari 2024, Senin (99/99/9999), 0 Januari 0000, pukul 99.99, abad ke-999999999, 9999999999 tahun lalu,"
    " 1000000 hari lagi, tahun 0, 31-1 Januari 2024."
)

TEXTS = {
    "3,000 names": GOOD + " Mereka adalah " + NAMES + ".",
    "5,000 places": GOOD + " Wilayah itu: " + PLACES + ".",
    "hundreds of numbers": GOOD + " " + " ".join(f"Sebanyak {n}.{n} peserta." for n in range(101, 500)),
    "a million characters without a space": GOOD + "\n\n" + "a" * 1_000_000,
    "quotation marks": GOOD + '"' * 5000,
    "brackets": GOOD + "(" * 5000,
    "absurd figures": GOOD + FIGURES,
    "absurd dates": GOOD + DATES,
    "capitals": GOOD.upper(),
    "lower case": GOOD.lower(),
    "emoji": GOOD.replace(" ", " 😀 ", 8) + "👨‍👩‍👧‍👦" * 500,
    "Arabic inside": GOOD + " Ia mengutip بسم الله الرحمن الرحيم. Sebanyak ٤٫٧ juta orang dan १२३ warga ikut.",
    "marks of direction": "SLEMAN\u202e - \u200f" + GOOD + "\u2066akhir\u2069",
    "control characters": GOOD.replace("Hadi", "\x1b[31mHadi\x1b]0;x\x07") + "\x9b31m\x08",
    "halves of characters": GOOD + " \ud800 akhir \udcff.",
    "combining marks": GOOD + " a" + "\u0301" * 5000 + "\u200b" * 5000 + "\ufeff\uffff",
}


@pytest.mark.parametrize("name", TEXTS)
def test_a_hostile_text_becomes_a_record_that_can_be_written(name: str) -> None:
    made = flow.outcome(Page(source="hal.txt", text=HEAD + TEXTS[name]))
    assert isinstance(made, Record), made
    again = orjson.loads(jsonl.line(made))
    for kind in ("officials", "regions", "dates", "counts", "percentages"):
        for entry in again[kind]:
            assert all(again["article"]["text"][m["start"] : m["end"]] == m["text"] for m in entry["mentions"])


PAGES = {
    "Latin-1": (page(GOOD + " Kafé.").decode().encode("latin-1"), "Kafé"),
    "UTF-8 declared as Latin-1": (page(GOOD + " “Kafé”.", "<meta charset=iso-8859-1>"), "“Kafé”"),
    "Latin-1 declared as UTF-8": (page(GOOD + " Kafé.", "<meta charset=utf-8>").decode().encode("latin-1"), "Kafé"),
    "an encoding that is none": (page(GOOD, "<meta charset=x-klingon>"), "Hadi Prakoso"),
    "UTF-16": (page(GOOD).decode().encode("utf-16"), "Hadi Prakoso"),
    "truncated in a tag": (page(GOOD)[:-20] + b'<div class="x', "Hadi Prakoso"),
    "truncated in a character": (page(GOOD + " é").split(b"\xa9")[0], "Hadi Prakoso"),
    "a stray NUL": (page(GOOD.replace("Prakoso", "Pra\0koso")), "Hadi Prakoso"),
    "metadata that is nonsense": (
        page(GOOD, '<script type="application/ld+json">' + "[" * 50_000 + '</script><meta name=author content="[[">'),
        "Hadi Prakoso",
    ),
}


@pytest.mark.parametrize("name", PAGES)
def test_a_broken_page_is_still_read(name: str, tmp_path: Path) -> None:
    content, told = PAGES[name]
    (tmp_path / "hal.html").write_bytes(content)
    (got,) = read([tmp_path / "hal.html"])
    made = flow.outcome(got)
    assert isinstance(made, Record), made
    assert told in made.article.text


@pytest.mark.parametrize(
    ("name", "content", "kind", "told"),
    [
        ("bom.txt", b"\xef\xbb\xbf", "empty", "empty"),
        ("menu.html", b"<nav><a href=a>Beranda</a><a href=b>Politik</a></nav>", "no_article", "no article"),
        ("dalam.html", b"<div>" * 10_000_000, "too_large", "limit"),
        (
            "arab.txt",
            "أعلن وزير الصحة يوم الاثنين أن عدد المشتركين ارتفع إلى أربعة ملايين شخص. ".encode() * 5,
            "language",
            "Arabic",
        ),
        (
            "en.txt",
            b"The minister said that the subsidy is to be extended to all farmers of the region. " * 5,
            "language",
            "English",
        ),
    ],
)
def test_what_is_no_article_is_told(name: str, content: bytes, kind: str, told: str, tmp_path: Path) -> None:
    (tmp_path / name).write_bytes(content)
    (made,) = flow.stream([tmp_path / name])
    assert isinstance(made, Problem) and made.kind == kind
    assert told in made.message and name in made.message and made.advice


@pytest.mark.parametrize(
    ("table", "content", "told"),
    [
        ("programmes.csv", b"nama;kode\nfoo;1\n", "no column alias"),
        ("position.csv", b"words,title\n", "no table of this name"),
        ("aliases.csv", b"\xff\xfe", "UTF-8"),
    ],
)
def test_a_lexicon_that_cannot_be_used_is_told_at_once(table: str, content: bytes, told: str, tmp_path: Path) -> None:
    (tmp_path / table).write_bytes(content)
    with pytest.raises(UsageError) as caught:
        Lexicon(tmp_path)
    assert told in caught.value.told and table in caught.value.told


def test_rows_of_ones_own_are_used(tmp_path: Path) -> None:
    (tmp_path / "programmes.csv").write_text("alias,name,family\nProgram Kartu Nelayan Hebat,KNH,\n")
    (tmp_path / "positions.csv").write_text("words,title,level,institution\nSyahbandar Agung,Syahbandar Agung,regency,\n")
    (tmp_path / "aliases.csv").write_text("alias,code,kind\nKota Seribu Kapal,33.74,name\n")
    text = (
        "Nelayan Terdaftar\n\nSyahbandar Agung Hadi Prakoso mengatakan 4.700 nelayan di Kota Seribu Kapal sudah menjadi "
        "peserta Program Kartu Nelayan Hebat pada Senin (4/3/2024)."
    )
    made = flow.extract(Page(source="hal.txt", text=text), lexicon=Lexicon(tmp_path))
    assert [(o.name, o.positions[0].phrase) for o in made.officials] == [("Hadi Prakoso", "Syahbandar Agung")]
    assert [c.programme for c in made.counts] == ["KNH"]
    assert [r.code for r in made.regions] == ["33.74"]


def test_records_without_text_are_valid_and_hold_no_paragraph() -> None:
    made = flow.outcome(Page(source="hal.txt", text=HEAD + "Baca juga: Harga Beras Naik\n\n" + GOOD))
    assert isinstance(made, Record)
    told = jsonl.line(jsonl.without_text(made))
    jsonschema.Draft202012Validator(schema()).validate(orjson.loads(told))
    assert "Ia berharap angka itu" not in told.decode() and "Harga Beras Naik" not in told.decode()


def saripati(*words: str | bytes | Path, **options: object) -> subprocess.CompletedProcess[bytes]:
    program = "import sys; from pipeline.cli import main; sys.argv[0] = 'saripati'; main()"
    command = [sys.executable, "-c", program, *words]
    return subprocess.run(command, stderr=subprocess.PIPE, check=False, **options)  # type: ignore[call-overload,no-any-return]


def test_names_of_files_neither_stop_a_run_nor_command_the_terminal(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    for name in (b"a\xff\xfe.html", b"b\x1b[31m\nc.html"):
        (tmp_path / "in" / os.fsdecode(name)).write_bytes(page(GOOD + f" Halaman {len(name)}."))
    (tmp_path / "in" / os.fsdecode(b"d\xff\x1b]0;x\x07.html")).touch()
    made = saripati("extract", tmp_path / "in", "-o", tmp_path / "out", "--show", stdout=subprocess.PIPE)
    assert b"Traceback" not in made.stderr and b"\x1b" not in made.stdout + made.stderr and b"\x07" not in made.stdout
    assert len((tmp_path / "out" / "records.jsonl").read_bytes().splitlines()) == 2
    assert len((tmp_path / "out" / "problems.jsonl").read_bytes().splitlines()) == 1


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_told(tmp_path: Path) -> None:
    (tmp_path / "hal.html").write_bytes(page(GOOD))
    with Path("/dev/full").open("wb") as full:
        made = saripati("extract", tmp_path / "hal.html", stdout=full)
    assert made.returncode == 1
    assert b"No space left" in made.stderr and b"Traceback" not in made.stderr


def test_an_output_that_is_no_folder_is_told(tmp_path: Path) -> None:
    (tmp_path / "hal.html").write_bytes(page(GOOD))
    made = saripati("extract", tmp_path / "hal.html", "-o", tmp_path / "hal.html")
    assert made.returncode == 1
    assert b"-o" in made.stderr and b"Traceback" not in made.stderr
