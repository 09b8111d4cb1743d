"""Numerals: what is read from which words, and which digits are no numbers."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.language.numeral_words import read_words
from pipeline.language.numerals import Number, read, scan

VALUES: list[tuple[str, float]] = [
    # figures in Indonesian writing
    ("632.343", 632_343),
    ("4,7 juta", 4_700_000),
    ("11 Juta", 11_000_000),
    ("1,5 jt", 1_500_000),
    ("900 rb", 900_000),
    ("44.259 ribu", 44_259_000),
    ("500.000,00", 500_000),
    ("1 juta 200 ribu", 1_200_000),
    # and in English writing, where the context decides
    ("3,000 orang", 3_000),
    ("2.5 million", 2_500_000),
    ("1,234,567.89", 1_234_567.89),
    ("1,395 juta", 1_395_000),
    # broken or glued
    ("270 ri\u00adbu", 270_000),
    ("632. 343 jiwa", 632_343),
    ("2 .295.233 jiwa", 2_295_233),
    ("1\u00a0350\u00a0000 jiwa", 1_350_000),
    ("4 ,7 juta", 4_700_000),
    ("Ambon278.218", 278_218),
    ("20.000KK", 20_000),
    # words
    ("dua ratus lima puluh ribu", 250_000),
    ("satu setengah juta", 1_500_000),
    ("seribu seratus sebelas", 1_111),
    ("dua koma lima juta", 2_500_000),
    ("setengah juta", 500_000),
    ("separuh", 0.5),
    ("sepertiga", 1 / 3),
    ("dua pertiga", 2 / 3),
    ("tiga perempat", 0.75),
    ("2/3 warga", 2 / 3),
    ("1 dari 3 anak", 1 / 3),
    ("9 dari 10 responden", 0.9),
    ("2020 orang", 2_020),
]


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_value(text: str, value: float) -> None:
    assert [(n.value, n.kind) for n in scan(text)] == [(value, "number")]


MONEY = [
    ("Rp 34,1 miliar", 34_100_000_000, "IDR"),
    ("Rp3 miliar 24 juta", 3_024_000_000, "IDR"),
    ("Rp 7.768 T", 7_768_000_000_000_000, "IDR"),
    ("Rp 5 M", 5_000_000_000, "IDR"),
    ("Rp150rb", 150_000, "IDR"),
    ("Rp 5.000,-", 5_000, "IDR"),
    ("USD 2,5 juta", 2_500_000, "USD"),
    ("US$ 100 miliar", 100_000_000_000, "USD"),
    ("US$1.2 miliar", 1_200_000_000, "USD"),
    ("dua juta rupiah", 2_000_000, "IDR"),
    ("35 ringgit", 35, "MYR"),
]


@pytest.mark.parametrize(("text", "value", "currency"), MONEY)
def test_money(text: str, value: float, currency: str) -> None:
    assert [(n.value, n.currency) for n in read(text)] == [(value, currency)]


PERCENT = [
    ("89,30%", 89.3),
    ("40 persen", 40),
    ("40 persennya", 40),
    ("nol persen", 0),
    ("setengah persen", 0.5),
    ("0,5 poin persen", 0.5),
    ("5 persen poin", 5),
    ("2.125 persen", 2.125),
    ("1.000 persen", 1000),
    ("minus 2,5 persen", -2.5),
    ("tumbuh -2,07%", -2.07),
]


@pytest.mark.parametrize(("text", "value"), PERCENT)
def test_percent(text: str, value: float) -> None:
    assert [(n.value, n.percent) for n in read(text)] == [(value, True)]


RANGES = [
    ("10-15 ribu", 10_000, 15_000),
    ("2 hingga 3 ribu", 2_000, 3_000),
    ("500 sampai 2 ribu", 500, 2_000),
    ("antara 5 dan 7 persen", 5, 7),
    ("5 s.d. 7 persen", 5, 7),
    ("10 s/d 15 persen", 10, 15),
    ("5%–7%", 5, 7),
    ("Rp 2 juta hingga Rp 3 juta", 2_000_000, 3_000_000),
    ("dua-tiga orang", 2, 3),
    ("belasan ribu", 11_000, 19_000),
]


@pytest.mark.parametrize(("text", "low", "high"), RANGES)
def test_range(text: str, low: float, high: float) -> None:
    assert [(n.value, n.low, n.high) for n in read(text)] == [(None, low, high)]


MODS = [
    ("lebih dari 300", 300, "MORE_THAN"),
    ("lebih 300 orang", 300, "MORE_THAN"),
    ("tak kurang dari 300", 300, "MORE_THAN"),
    ("minimal 300", 300, "MORE_THAN"),
    ("8.000 lebih", 8_000, "MORE_THAN"),
    ("1,5 juta lebih peserta", 1_500_000, "MORE_THAN"),
    ("300 orang lebih.", 300, "MORE_THAN"),
    ("hampir 300", 300, "LESS_THAN"),
    ("kurang dari 300", 300, "LESS_THAN"),
    ("maksimal 300", 300, "LESS_THAN"),
    ("sekitar 300", 300, "APPROX"),
    ("kurang lebih 300", 300, "APPROX"),
    ("280-an", 280, "APPROX"),
    ("20 ribuan orang", 20_000, "APPROX"),
    ("sekitar Rp 5 juta", 5_000_000, "APPROX"),
    ("5 persen lebih tinggi", 5, None),
    ("300 orang lebih memilih", 300, None),
]


@pytest.mark.parametrize(("text", "value", "mod"), MODS)
def test_mod(text: str, value: float, mod: str | None) -> None:
    assert [(n.value, n.mod) for n in read(text)] == [(value, mod)]


ORDINALS = [
    ("ke-3", 3), ("ke-00003", 3), ("ketiga", 3), ("kesatu", 1), ("pertama", 1), ("kedua belas", 12), ("ke-IV", 4), ("III", 3),
    ("XIV", 14), ("Kesepuluh", 10),
]  # fmt: skip


@pytest.mark.parametrize(("text", "value"), ORDINALS)
def test_ordinal(text: str, value: int) -> None:
    assert [(n.value, n.ordinal) for n in read(text)] == [(value, True)]


@pytest.mark.parametrize("text", ["puluhan", "Ratusan warga", "ribuan orang", "puluhan ribu", "ratusan juta rupiah"])
def test_open(text: str) -> None:
    assert [(n.open, n.value, n.low, n.high) for n in read(text)] == [(True, None, None, None)]


NO_NUMBERS = [
    ("Covid-19", "name"), ("COVID19", "name"), ("KTT G20", "name"), ("tim U-23", "name"), ("jaringan 5G", "name"),
    ("SMPN 12", "name"), ("192.168.1.1", "name"), ("Kepulauan Seribu", "name"), ("salah satu", "name"),
    ("industri 4.0", "name"), ("01/04/2015, 14:20 WIB", "time"),
    ("Pasal 3", "law"), ("Nomor 12", "law"), ("ayat (2)", "law"),
    ("RT 03/RW 05", "address"), ("lantai 3", "address"),
    ("0812-3456-7890", "phone"), ("(021) 7654321", "phone"), ("call center 1500 400", "phone"),
    ("B 1234 XYZ", "plate"), ("skor 2-1", "score"), ("menang 3-0", "score"),
    ("Rabu (1/4/2015)", "date"), ("hingga 2019", "date"), ("17 Agustus", "date"), ("pukul 14.20 WIB", "time"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "kind"), NO_NUMBERS)
def test_digits_that_are_no_number(text: str, kind: str) -> None:
    assert [n.kind for n in scan(text)] == [kind]


def test_two_numbers_stay_two() -> None:
    assert [n.value for n in read("259 KK (1.350 jiwa)")] == [259, 1350]
    assert [n.value for n in read("85 dari 100 desa")] == [85, 100]
    assert [n.value for n in read("naik dari 5 persen menjadi 7 persen")] == [5, 7]


def test_place() -> None:
    text = "sekitar Rp 2,5 miliar lebih untuk 270 ri\u00adbu warga"
    assert [text[n.start : n.end] for n in read(text)] == ["Rp 2,5 miliar lebih", "270 ri\u00adbu"]


# facebook/duckling (BSD), Duckling/{Numeral,Ordinal,AmountOfMoney}/ID/Corpus.hs, less its suffixes K, M and G
DUCKLING: list[tuple[float, str]] = [
    (0, "0|nol|kosong"), (1, "1|satu"), (2, "2|Dua"), (10, "10|sepuluh"), (33, "33|tiga puluh tiga|0033"), (100, "100|seratus"),
    (17, "17|tujuh belas"), (28, "28|dua puluh delapan"), (1.1, "1,1|1,10|01,10"), (0.77, "0,77|,77"),
    (100_000, "100.000|100000"),
    (3_000_000, "3000000|3.000.000"), (1_200_000, "1.200.000|1200000"),
    (-1_200_000, "- 1.200.000|-1200000|minus 1.200.000|negatif 1200000"), (5_000, "5 ribu|lima ribu"),
    (122, "seratus dua puluh dua"), (200_000, "dua ratus ribu"), (10_011, "sepuluh ribu sebelas"),
    (721_012, "tujuh ratus dua puluh satu ribu dua belas"),
    (31_256_721, "tiga puluh satu juta dua ratus lima puluh enam ribu tujuh ratus dua puluh satu"),
    (4, "ke-4|keempat"), (10, "Kesepuluh"), (3, "ketiga|ke-00003"),
    (10, "$10|10$|sepuluh dolar"), (10_000, "$10.000"), (1.23, "USD1,23"), (2, "2 dola|dua dolar"),
    (20, "20€|20 euros|20 Euro|20 Euros|EUR 20|dua puluh Euro"), (29.99, "EUR29,99"), (315, "Rp. 315,00"),
    (20, "Rp 20|20 Rupiah|20Rp|Rp20"), (33_000, "IDR33000|IDR 33.000"), (9, "£9|sembilan pound|sembilan pound sterling"),
    (3.01, "GBP3,01|GBP 3,01"), (10, "10 yen|10¥|10 ¥."),
]  # fmt: skip


@pytest.mark.parametrize(("value", "text"), [(value, text) for value, texts in DUCKLING for text in texts.split("|")])
def test_duckling(value: float, text: str) -> None:
    assert [n.value for n in read(text)] == [value]


UNITS = ["nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan"]
SCALES = ((10**15, "kuadriliun"), (10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (1000, "ribu"))


def spell(n: int) -> str:
    """A whole number in Indonesian words."""
    for scale, word in SCALES:
        if n >= scale:
            head = "seribu" if scale == 1000 and n // scale == 1 else f"{spell(n // scale)} {word}"
            return f"{head} {spell(n % scale)}" if n % scale else head
    if n >= 100:
        head = "seratus" if n < 200 else f"{UNITS[n // 100]} ratus"
        return f"{head} {spell(n % 100)}" if n % 100 else head
    if n >= 20:
        return f"{UNITS[n // 10]} puluh" + (f" {UNITS[n % 10]}" if n % 10 else "")
    return UNITS[n] if n < 10 else {10: "sepuluh", 11: "sebelas"}.get(n, f"{UNITS[n % 10]} belas")


@given(st.integers(0, 10**15))
def test_words_round_trip(n: int) -> None:
    assert read_words(spell(n)) == n
    assert [m.value for m in read(f"sebanyak {spell(n)} orang")] == [n]


@given(st.integers(0, 10**6), st.text("0123456789", min_size=1, max_size=4))
def test_decimals_round_trip(n: int, decimals: str) -> None:
    words = f"{spell(n)} koma {' '.join(UNITS[int(d)] for d in decimals)}"
    value = n + Fraction(int(decimals), 10 ** len(decimals))
    assert read_words(words) == pytest.approx(float(value))


@given(st.integers(0, 10**15))
def test_figures_round_trip(n: int) -> None:
    assert [m.value for m in read(f"sebanyak {n:,} orang".replace(",", "."))] == [n]


@given(st.text(alphabet="0123456789.,-/%() RpTMjutaribusedn\n\u00ad'–", max_size=80))
def test_any_text_is_read(text: str) -> None:
    found = scan(text)
    assert all(0 <= n.start < n.end <= len(text) for n in found)
    assert [n.start for n in found] == sorted(n.start for n in found)


def test_cases(shared: Path) -> None:
    cases = [json.loads(line) for line in (shared / "cases/numbers.jsonl").open(encoding="utf-8")]
    assert len(cases) >= 28
    wrong = [(case["text"], read(case["text"])) for case in cases if not fits(case, read(case["text"]))]
    assert wrong == []


def fits(case: dict[str, object], found: list[Number]) -> bool:
    if "values" in case:
        return [n.value for n in found] == case["values"]
    names = ("value", "low", "high", "mod", "currency", "percent", "open")
    return len(found) == 1 and [getattr(found[0], k) or None for k in names] == [case.get(k) or None for k in names]
