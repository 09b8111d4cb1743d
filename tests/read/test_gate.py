"""The language gate on short texts that were written for it, and what is let in by address and bytes.

`gate_*.txt` hold one text a line; `gate_mixed.txt` has the language that most of the text is in before a bar.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.language.identify import identify
from pipeline.lexicon import DEFAULT
from pipeline.read import Gate, read
from pipeline.read.gate import matcher
from pipeline.records import Page, Problem

HERE = Path(__file__).parent
CODES = ("id", "ms", "en", "jv", "su")
SET = [(code, text) for code in CODES for text in (HERE / f"gate_{code}.txt").read_text("utf-8").splitlines()]
SET += [
    (code, text) for code, text in (line.split("|", 1) for line in (HERE / "gate_mixed.txt").read_text("utf-8").splitlines())
]


def share_right(codes: set[str]) -> float:
    """Of the texts in these languages, the share whose answer is Indonesian where it should be, and not where not."""
    of = [(code, identify(text).code) for code, text in SET if code in codes]
    return sum((want == "id") == (got == "id") for want, got in of) / len(of)


def test_the_set_is_large_enough_and_without_repetition() -> None:
    assert len(SET) >= 300 and len({text for _, text in SET}) == len(SET)


@pytest.mark.parametrize(
    ("codes", "floor"),
    [({"id", "en"}, 0.99), ({"id", "ms"}, 0.95), ({"id", "jv"}, 0.97), ({"id", "su"}, 0.97), (set(CODES), 0.97)],
)
def test_indonesian_is_kept_apart(codes: set[str], floor: float) -> None:
    assert share_right(codes) >= floor


def test_the_language_itself_is_named() -> None:
    assert sum(identify(text).code == code for code, text in SET) / len(SET) >= 0.95


@pytest.mark.parametrize(
    "text",
    [
        "Sebanyak 312 pelajar ikut lomba. Pelajar putra 170 orang dan pelajar putri 142 orang, kata panitia pelajar itu.",
        "Pekerja pabrik dan pengguna jalan boleh lewat. Para ahli dan pejabat dinas menemui pekerja di lokasi itu.",
    ],
)
def test_words_of_both_languages_do_not_make_it_malay(text: str) -> None:
    assert identify(text).code == "id"


@pytest.mark.parametrize("row", DEFAULT.rows("language_words"), ids=lambda r: r["word"])
def test_each_word_stands_in_its_example(row: dict[str, str]) -> None:
    assert row["word"] in row["example"].lower() and row["source"]


@pytest.mark.parametrize("text", ["", " ", "12 34 56", "Halo.", "BPJS", "...!!!", "\ud800 rusak"])
def test_too_little_to_tell_passes_as_indonesian(text: str) -> None:
    assert identify(text).code == "id"


def page(html: bytes, url: str | None = "https://www.contoh.id/1") -> Page:
    return Page(source="a", html=html, url=url)


ENGLISH = "<p>" + "The minister said that the price of rice would fall within two weeks, and that it was not the only one. " * 3
MALAY = "<p>" + "Kerajaan negeri tidak akan menaikkan cukai kerana keadaan ekonomi, kata Menteri Besar pada hari Isnin. " * 3
INDONESIAN = "<p>" + "Warga desa belum menerima bantuan karena datanya tidak lengkap, kata kepala desa itu, Senin. " * 3


@pytest.mark.parametrize(
    ("html", "kind"),
    [
        ('<html lang="en">' + ENGLISH, "language"),
        ('<html lang="en-US">' + INDONESIAN, None),
        ('<html lang="ms">' + MALAY, "language"),
        ('<html lang="id">' + ENGLISH, None),  # what it declares and says do not agree: cleaning will tell
        ("<html>" + ENGLISH, None),
        ('<html lang="en"><script>' + "var the = of + and; " * 50 + "</script>" + INDONESIAN, None),
        ('<html lang="en"><p>Halo', None),
    ],
)
def test_a_declared_language_is_checked_against_the_words(html: str, kind: str | None) -> None:
    declined = Gate().declined(page(html.encode()))
    assert (declined.kind if declined else None) == kind


@pytest.mark.parametrize(
    ("sites", "url", "passes"),
    [
        (("kompas.com",), "https://money.kompas.com/a", True),
        (("kompas.com",), "https://kompas.com/a", True),
        (("kompas.com",), "https://bukankompas.com/a", False),
        (("kompas.com", "detik.com"), "https://news.detik.com/a", True),
        (("kompas.com",), "http://[rusak", False),
        (("kompas.com",), None, True),
        ((), "https://apa.saja/", True),
    ],
)
def test_sites(sites: tuple[str, ...], url: str | None, passes: bool) -> None:
    assert (Gate(sites=sites).declined(page(b"<p>a", url)) is None) == passes


@pytest.mark.parametrize(
    ("pattern", "content", "found"),
    [
        ("BPJS|JKN", b"peserta JKN", True),
        ("BPJS|JKN", b"peserta jkn", False),
        ("(?i)bpjs", b"BPJS", True),
        ("jaminan kesehatan", b"Jaminan kesehatan", False),
        (r"\bKIS\b", b"KISAH", False),
        ("peserta é", "peserta é".encode(), True),
        ("a|", b"b", True),
    ],
)
def test_match(pattern: str, content: bytes, found: bool) -> None:
    assert matcher(pattern)(content) == found


def test_a_pattern_that_is_none() -> None:
    with pytest.raises(UsageError, match="--match"):
        matcher("(BPJS")


def test_what_is_declined_is_told(tmp_path: Path) -> None:
    (tmp_path / "a.html").write_text(INDONESIAN)
    (tmp_path / "b.html").write_text(INDONESIAN.replace("bantuan", "bantuan JKN"))
    declined, passed = read([tmp_path], gate=Gate(match="JKN"))
    assert isinstance(declined, Problem) and declined.kind == "no_match" and "JKN" in declined.message
    assert isinstance(passed, Page)
