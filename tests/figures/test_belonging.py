"""Which area a figure belongs to: short articles, each with its figures and their areas."""

from __future__ import annotations

import pytest

from pipeline import extract_text
from pipeline.lexicon import DEFAULT
from pipeline.resolve.layout import Layout
from pipeline.resolve.scopes import Scopes

ARTICLES = [
    # (headline, text, {words of a figure: area})
    (
        "Cakupan JKN di Jawa Timur Capai 90 Persen",
        "Surabaya - Cakupan JKN di Jawa Timur mencapai 90 persen. Kabupaten Jember 69,6 persen, Kota Kediri 98 persen.\n"
        "Secara nasional cakupannya 83 persen dari jumlah penduduk.",
        {"69,6 persen": "35.09", "98 persen": "35.71", "83 persen": "ID"},
    ),
    (
        "Kunjungan ke Taman Nasional Komodo Naik",
        "Labuan Bajo - Kunjungan ke Taman Nasional Komodo di Kabupaten Manggarai Barat mencapai 12.300 wisatawan.\n"
        "Dari jumlah tersebut, 4.100 orang datang pada bulan Juli.",
        {"12.300 wisatawan": "53.15", "4.100 orang": "53.15"},
    ),
    (
        "Gempa Guncang Turki",
        "Ankara - Gempa di Turki menewaskan 35 orang. Sebanyak 210 orang terluka.\nWarga tidur di tenda.",
        {"35 orang": None, "210 orang": None},
    ),
    (
        "Laba Bank Samudra Naik",
        "Jakarta - PT Bank Samudra Tbk mencatat laba naik 12 persen. Kredit perseroan tumbuh 9 persen.",
        {"12 persen": None, "9 persen": None},
    ),
    (
        "Penerima Beras di Lampung Didata Ulang",
        "Bandarlampung - Pemprov Lampung mendata ulang 310.000 keluarga penerima beras.\n"
        "Jumlah penduduk miskin pada September 2024 sebanyak 24,06 juta orang.",
        {"310.000 keluarga": "18", "24,06 juta orang": "ID"},  # more than Lampung has inhabitants
    ),
    (
        "BPS: Penduduk Miskin Berkurang",
        "Jakarta - Badan Pusat Statistik (BPS) mencatat penduduk miskin Indonesia 25,2 juta orang, turun 300 ribu orang.",
        {"25,2 juta orang": "ID", "300 ribu orang": "ID"},
    ),
    (
        "Jumlah Pekerja Migran Naik",
        "Jakarta - Menteri Rini Astari menyebut jumlah pekerja migran di Taiwan 84.300 orang.",
        {"84.300 orang": "ID"},
    ),
    (
        "Longsor di Kabupaten Garut",
        "Garut - Longsor melanda Kecamatan Samarang, Kabupaten Garut, Senin. Jalan desa tertutup.\n"
        "Longsor terjadi pula di Kecamatan Cibatu. Sembilan warga mengungsi ke masjid.",
        {"Sembilan warga": "32.05.12"},  # the last area named, within that of the headline
    ),
]


@pytest.mark.parametrize(("title", "text", "areas"), ARTICLES, ids=[title for title, *_ in ARTICLES])
def test_areas(title: str, text: str, areas: dict[str, str | None]) -> None:
    record = extract_text(f"{title}\n\n{text}", title=title, published="2023-07-12")
    told = {m.text: e.region for e in (*record.counts, *record.percentages) for m in e.mentions}
    assert {words: told.get(words, "not found") for words in areas} == areas


@pytest.mark.xfail(strict=True, reason="the kabupaten of the headline and of the sentence above is taken, not the kecamatan")
def test_area_of_the_sentence_above() -> None:
    title = "Banjir di Kabupaten Garut, 40 Warga Mengungsi"
    text = "Garut - Banjir melanda Kecamatan Cibatu, Kabupaten Garut, Senin. Sebanyak 40 warga mengungsi ke balai desa."
    record = extract_text(f"{title}\n\n{text}", title=title, published="2023-07-12")
    assert [c.region for c in record.counts] == ["32.05.12"]


@pytest.mark.xfail(strict=True, reason="an official's own area is taken instead of the scene")
def test_area_of_an_official() -> None:
    title = "Banjir di Kabupaten Garut, 40 Warga Mengungsi"
    text = (
        "Garut - Banjir melanda Kecamatan Cibatu, Kabupaten Garut, Senin. Sebanyak 40 warga mengungsi ke balai desa.\n"
        "Gubernur Jawa Barat Asep Rahman meminta warga waspada. Dua orang terluka dan dirawat di puskesmas."
    )
    test_areas(title, text, {"Dua orang": "32.05.12"})


@pytest.mark.parametrize(
    ("text", "use", "named"),
    [
        ("Peserta secara nasional 20 juta.", "national", ["secara nasional"]),
        ("Taman Nasional Komodo dibuka.", "national", []),
        ("Kota itu peringkat dua secara nasional.", "national", []),
        ("Warga Indonesia dan Asosiasi Guru Indonesia.", "country", ["Indonesia"]),
        ("Gempa di Turki.", "abroad", ["Turki"]),
        ("Tiga warga negara Turki ditahan.", "abroad", []),
        ("Nilai dolar AS naik.", "abroad", []),
        ("Iuran minimal 2 persen.", "rule", ["Iuran", "minimal"]),
    ],
)
def test_scopes(text: str, use: str, named: list[str]) -> None:
    assert [text[slice(*span)] for span in Scopes(Layout(text), [], DEFAULT).spans[use]] == named


def test_body_of_a_place() -> None:
    text = "BPS mencatat, BPS Jember melapor."
    spans = Scopes(Layout(text), [(text.index("Jember"), text.index("Jember") + 6)], DEFAULT).spans
    assert spans["state"] == [(0, 3)]
    assert spans["office"] == [(14, 17)]


def test_islands_and_governments() -> None:
    text = "Pemerintah menyiapkan bantuan di Pulau Jawa dan Jawa Timur, kata pemerintah kabupaten. Pemerintah Aceh menyusul."
    named = [(text.index(name), text.index(name) + len(name)) for name in ("Jawa Timur", "Aceh")]
    spans = Scopes(Layout(text), named, DEFAULT).spans
    assert [text[slice(*span)] for span in spans["part"]] == ["Pulau Jawa"]
    assert spans["government"] == [(0, 10)]
