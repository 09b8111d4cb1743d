"""Calendar expressions: what a text places on the calendar, with its value against a day of publication."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.find import dates
from pipeline.language import calendar, load
from pipeline.records import Article, Date
from pipeline.resolve import times


def resolved(text: str, published: str | None = "2023-03-15") -> list[Date]:
    article = Article(text=text, published=published)
    return times.resolve(dates.find(article, load()("")), article)


BYLINES = [
    ("Kompas.com - 01/04/2015, 14:20 WIB", "2015-04-01T14:20+07:00"),
    ("Jumat 31 Des 2021, 18:05 WIB", "2021-12-31T18:05+07:00"),
    ("04 - Sep - 2018, 22:21", "2018-09-04T22:21"),
    ("21+January+2019", "2019-01-21"),
    ("28-Nov-19", "2019-11-28"),
    ("Selasa, 22 Januari 2019 / 09:46 WIB", "2019-01-22T09:46+07:00"),
    ("MINGGU, 24 DESEMBER 2023 | 14:13 WITA", "2023-12-24T14:13+08:00"),
    ("Saturday, 22 September 2018 17:00", "2018-09-22T17:00"),
    ("September 4, 2018", "2018-09-04"),
    ("2019-11-05T14:20:33+07:00", "2019-11-05T14:20:33+07:00"),
    ("2019-11-05 14:20", "2019-11-05T14:20"),
    ("Tue, 04 Sep 2018 22:21:00 +0700", "2018-09-04T22:21+07:00"),
    ("Mar 1, 2023 9:05 pm", "2023-03-01T21:05"),
    ("05/14/2018", "2018-05-14"),
    ("2 hours ago", None),
    ("31 Februari 2023", None),
    ("Penulis: Andi", None),
    ("", None),
]


@pytest.mark.parametrize(("line", "iso"), BYLINES)
def test_byline(line: str, iso: str | None) -> None:
    assert calendar.published(line) == iso


# said on Wednesday, 15 March 2023
VALUES = [
    # days
    ("Rabu (1/4/2015)", "2015-04-01"), ("Jumat, (10/03)", "2023-03-10"), ("31 Des 2021", "2021-12-31"),
    ("Kamis, 6 September 2018 22:21 WIB", "2018-09-06T22:21"), ("12.03.2023", "2023-03-12"), ("2023-03-12", "2023-03-12"),
    ("hari Jumat tanggal 10 bulan Maret tahun 2023", "2023-03-10"), ("Jum'at, 10 Maret 2023", "2023-03-10"),
    ("25 oktober 2015 lalu", "2015-10-25"), ("3 Desember lalu", "2022-12-03"), ("3 Desember mendatang", "2023-12-03"),
    ("16 Januari 2023 kemarin", "2023-01-16"), ("Hari ini (15/3/2023)", "2023-03-15"), ("tanggal 10 bulan depan", "2023-04-10"),
    ("per 1 Maret 2023", "2023-03-01"), ("March 12, 2023", "2023-03-12"), ("12/3/98", "1998-03-12"),
    # weekdays
    ("Senin malam", "2023-03-13"), ("Selasa besok", "2023-03-21"), ("Senin (13/3) siang", "2023-03-13"),
    ("Rabu pekan depan", "2023-03-22"), ("Rabu pekan lalu", "2023-03-08"), ("hari Minggu", "2023-03-12"),
    ("acara akan digelar Sabtu", "2023-03-18"), ("Senin hingga Rabu", "2023-03-13/2023-03-15"),
    ("Sabtu-Minggu (18-19/3/2023)", "2023-03-18/2023-03-19"),
    # words
    ("lusa", "2023-03-17"), ("kemarin", "2023-03-14"), ("tadi malam", "2023-03-14"), ("besok pagi", "2023-03-16"),
    ("siang ini", "2023-03-15"),
    # spans
    ("1 s.d. 5 Maret 2020", "2020-03-01/2020-03-05"), ("27-28 Februari", "2023-02-27/2023-02-28"),
    ("28/2-3/3/2023", "2023-02-28/2023-03-03"), ("23 Desember 2025 - 3 Januari 2026", "2025-12-23/2026-01-03"),
    ("28 Januari hingga 1 Februari 2019", "2019-01-28/2019-02-01"), ("Januari-Mei 2022", "2022-01/2022-05"),
    ("September 2022 hingga Maret 2023", "2022-09/2023-03"), ("2015 sampai 2017", "2015/2017"),
    ("antara 2015 dan 2017", "2015/2017"), ("tahun ajaran 2022/2023", "2022/2023"), ("periode 2020–2025", "2020/2025"),
    # months and years
    ("hingga Oktober 2019", "2019-10"), ("September tahun lalu", "2022-09"), ("Desember lalu", "2022-12"),
    ("naik 4,5 persen tahun lalu", "2022"), ("laba Rp2,1 triliun tahun lalu", "2022"), ("tumbuh 7% bulan lalu", "2023-02"),
    ("bulan depan", "2023-04"), ("Bulan Maret ini", "2023-03"), ("dua tahun lalu", "2021"), ("setahun lalu", "2022"),
    ("tahun 2025 mendatang", "2025"), ("1990-an", "1990/1999"), ("tahun lalu (2022)", "2022"),
    # weeks
    ("pekan lalu", "2023-W10"), ("minggu depan", "2023-W12"), ("dua pekan lalu", "2023-W09"), ("akhir pekan lalu",
     "2023-03-11/2023-03-12"), ("pekan kedua Mei", "2023-W19"),
    # quarters and halves
    ("triwulan III 2022", "2022-Q3"), ("kuartal III/2022", "2022-Q3"), ("triwulan ke-3 tahun lalu", "2022-Q3"),
    ("kuartal pertama", "2023-Q1"), ("semester I/2023", "2023-H1"), ("semester kedua tahun lalu", "2022-H2"),
    ("kuartal II dan III 2022", "2022-Q2/2022-Q3"),
    # holidays
    ("Ramadan 2023", "2023-03-23/2023-04-21"), ("Idulfitri 2024", "2024-04-10"), ("H-3 Lebaran", "2023-04-19"),
    ("Natal lalu", "2022-12-25"),
    # times
    ("pukul 09.00-11.00 WIB", "2023-03-15T09:00/2023-03-15T11:00"), ("Senin (13/3) pukul 7 malam", "2023-03-13T19:00"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_value(text: str, value: str) -> None:
    assert [d.value for d in resolved(text)] == [value]


MODS = [
    ("awal 2014 lalu", "2014", "START", "2014-01-01", "2014-04-30"),
    ("pertengahan tahun ini", "2023", "MID", "2023-05-01", "2023-08-31"),
    ("penghujung 2020", "2020", "END", "2020-09-01", "2020-12-31"),
    ("akhir Desember", "2022-12", "END", "2022-12-21", "2022-12-31"),
    ("sekitar tahun 2010", "2010", "APPROX", "2010-01-01", "2010-12-31"),
    ("Februari 2020", "2020-02", None, "2020-02-01", "2020-02-29"),
]


@pytest.mark.parametrize(("text", "value", "mod", "begin", "end"), MODS)
def test_parts_of_a_period(text: str, value: str, mod: str | None, begin: str, end: str) -> None:
    assert [(d.value, d.mod, d.begin, d.end) for d in resolved(text)] == [(value, mod, begin, end)]


LISTS = [
    ("Oktober, November, dan Desember 2025", ["2025-10", "2025-11", "2025-12"]),
    ("17 dan 18 Juni 2026", ["2026-06-17", "2026-06-18"]),
    ("11-12 dan 14 Maret 2023", ["2023-03-11/2023-03-12", "2023-03-14"]),
    ("tahun 1995, 2005, dan 2012", ["1995", "2005", "2012"]),
    ("Januari sampai Mei 2022, naik dari periode yang sama tahun 2021", ["2022-01/2022-05", "2021-01/2021-05", "2021"]),
]


@pytest.mark.parametrize(("text", "values"), LISTS)
def test_lists(text: str, values: list[str]) -> None:
    assert [d.value for d in resolved(text)] == values


NO_DATES = [
    "4,7 juta", "89,30%", "903.000 jiwa", "Covid-19", "Copyright ANTARA 2018", "Jalan 17 Agustus", "2.023 orang", "2023 orang",
    "Rp 2023", "24 jam", "24/7", "3/4 penduduk", "rasio 1/3", "31 Februari 2023", "setiap Senin", "beberapa hari lalu",
    "tiga tahun terakhir", "dua pekan ke depan", "Mei Lin", "Kapten April Santoso", "tahun-tahun sebelumnya", "RT 03/02/01",
    "skor 2-1", "Nomor 2018", "5.2023",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_DATES)
def test_no_date(text: str) -> None:
    assert resolved(text) == []


def test_numbers_of_old_readers() -> None:
    """What other readers made of founding articles: 4,7 → 7 April, 89,30% → 1989, 1/4/2015 → January."""
    assert [d.value for d in resolved("Rabu (1/4/2015), 4,7 juta dari 11 juta warga atau 89,30%")] == ["2015-04-01"]


@given(st.dates(dt.date(1800, 1, 1), dt.date(2100, 12, 31)))
def test_days_round_trip(day: dt.date) -> None:
    assert calendar.published(day.isoformat()) == day.isoformat()
    assert calendar.published(f"{day.day}/{day.month}/{day.year}") == day.isoformat()
    assert [d.value for d in resolved(f"Pada {day.day}-{day.month:02d}-{day.year}, Desa A")] == [day.isoformat()]


@given(st.text(alphabet="0123456789/.-,()' \nhinggatu2015MareSnipkl:", max_size=60))
def test_any_text_is_read(text: str) -> None:
    found = calendar.find(text)
    assert all(0 <= e.start < e.end <= len(text) for e in found)
    resolved(text)
    resolved(text, None)


def test_cases(shared: Path) -> None:
    cases = [json.loads(line) for line in (shared / "cases/dates.jsonl").open(encoding="utf-8")]
    assert len(cases) >= 69
    wrong = []
    for case in cases:
        told = [(d.value.split("T")[0], d.mod, d.begin, d.end) for d in resolved(case["text"], case["published"])]
        if told != [(case["value"], case["mod"], case["begin"], case["end"])]:
            wrong.append((case["text"], told))
    assert wrong == []
