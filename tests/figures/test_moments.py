"""Dates that figures are as of: tied by a word, carried on, told twice for a comparison, or not told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.lexicon import DEFAULT
from pipeline.records import Mention, Record
from pipeline.resolve.chain import Prior
from pipeline.resolve.layout import Layout
from pipeline.resolve.signs import carried, group, topic

Reader = Callable[..., Record]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        ("Per 1 Maret 2023, peserta aktif di Kota Kediri tercatat 251.300 jiwa.", ["2023-03-01"]),
        ("Peserta aktif di Kota Kediri tercatat 251.300 jiwa per 1 Maret 2023.", ["2023-03-01"]),
        ("Hingga saat ini terdapat 251.300 jiwa peserta di Kota Kediri.", ["2023-04-05"]),
        (
            "Hingga Februari 2023 tercatat 9.000 peserta. Dari jumlah tersebut, 4.100 orang perempuan.",
            ["2023-02", "2023-02"],
        ),
        ("Sepanjang 2022 tercatat 12.400 wisatawan datang ke Ende.", ["2022"]),
        ("Sebanyak 30 pekerja dirumahkan, kata Budi Santoso, Rabu (5/4/2023).", [None]),
        ('Budi Santoso di Kediri mengatakan pada 2 April, "Sekitar 30 pekerja telah dirumahkan oleh pabrik itu."', [None]),
        ("UU Nomor 13 Tahun 2003 mewajibkan perusahaan di Kediri melaporkan 30 pekerja yang dirumahkan.", [None]),
        (
            "Per 3 April 2023 tercatat 9.000 peserta di Kediri. Pada tanggal yang sama, di Blitar 4.100 peserta.",
            ["2023-04-03", "2023-04-03"],
        ),
        (
            "Pengunjung pada 1/4/2023:\n\n1. Dewasa: 86 orang\n\n2. Anak: 30 orang\n\nPengunjung pada 2/4/2023:\n\n"
            "1. Dewasa: 41 orang",
            ["2023-04-01", "2023-04-01", "2023-04-02"],
        ),
    ],
)
def test_dates_of_counts(text: str, dates: list[str | None], record: Reader) -> None:
    made = record(f"Warta Kediri\n\n{text}", title="Warta Kediri", published="2023-04-05")
    assert [c.as_of for c in made.counts] == dates


def test_a_comparison_leaves_the_newer_figure_its_date(record: Reader) -> None:
    text = "Kredit pada Mei 2022 tumbuh 9,5 persen, naik dibandingkan April 2022."
    made = record(f"Warta\n\n{text}", title="Warta", published="2022-06-20")
    assert [p.as_of for p in made.percentages] == ["2022-05"]


def test_a_compared_figure_has_the_date_compared_with(record: Reader) -> None:
    text = "Kredit pada Mei 2022 tumbuh 9,5 persen, lebih tinggi dibandingkan pertumbuhan pada April 2022 sebesar 8,1 persen."
    made = record(f"Warta\n\n{text}", title="Warta", published="2022-06-20")
    assert [p.as_of for p in made.percentages] == ["2022-05", "2022-04"]


def test_a_year_behind_a_percentage_is_its_date(record: Reader) -> None:
    text = "Penyaluran kredit bank di Kediri tumbuh 4,5 persen tahun lalu, didorong oleh kredit usaha kecil."
    made = record(f"Warta\n\n{text}", title="Warta", published="2022-06-20")
    assert [p.as_of for p in made.percentages] == ["2021"]


@pytest.mark.parametrize(
    ("text", "dates"),
    [
        (  # a later date of the same number, within the first
            "Sepanjang 2022 tercatat 1.730 pelanggar di Kediri.\n\nSelama 1 Januari 2022 hingga 28 Desember 2022 petugas di "
            "Kediri menindak 1.730 pelanggar.",
            ["2022-01-01/2022-12-28"],
        ),
        (  # held against a date, a figure is not as of it
            "Hingga Maret 2023 tercatat 9.240 peserta di Kediri. Angka itu bertambah 1.120 peserta terhadap posisi "
            "September 2022.",
            ["2023-03", "2023-03"],
        ),
        (  # a sentence without figures tells of what date the data are
            "Berdasarkan data Dinas Sosial tahun 2022, kemiskinan di Kediri turun. Penduduk miskin kini tercatat 128.500 jiwa.",
            ["2022"],
        ),
        ("Kini terdapat 251.300 jiwa peserta di Kota Kediri.", ["2023-04-05"]),
        ("Sampai akhir tahun 2023 petani di Kediri dibebaskan dari iuran, sebanyak 3.100 petani.", ["2023"]),
        ("Dari 4.510 siswa pada 2014 menjadi 3.920 siswa pada 2017 lalu 2.570 siswa pada 2020.", ["2014", "2017", "2020"]),
    ],
)
def test_dates_beside_one_another(text: str, dates: list[str | None], record: Reader) -> None:
    made = record(f"Warta Kediri\n\n{text}", title="Warta Kediri", published="2023-04-05")
    assert [c.as_of for c in made.counts] == dates


def test_a_sentence_of_no_figures_dates_what_it_sums_up(record: Reader) -> None:
    text = (
        "Sebanyak 31 pasien diare masih dirawat di tiga puskesmas. Kondisi mereka membaik.\n\n"
        '"Jumlah itu tercatat sampai Kamis (16/6/2022)," kata Kepala Dinas Kesehatan Ani Rahma, Sabtu (18/6/2022).\n\n'
        "Mereka terdiri dari 19 anak dan 12 lansia."
    )
    made = record(text, title="Diare", published="2022-06-20")
    assert {c.value: c.as_of for c in made.counts} == {31: "2022-06-16", 19: "2022-06-16", 12: "2022-06-16"}


def test_the_month_of_a_contract_is_no_date_of_its_price(record: Reader) -> None:
    text = "Harga karet untuk kontrak Juni 2022 di bursa Singapura naik 2,4 persen."
    made = record(f"Warta\n\n{text}", title="Warta", published="2022-04-20")
    assert [p.as_of for p in made.percentages] == [None]


def test_old_and_new_without_dates_have_those_compared_above(record: Reader) -> None:
    text = (
        "Kemiskinan di Kediri per Maret 2022 mencapai 11,8 persen, turun dibandingkan September 2021 sebesar 12,4 persen. "
        "Di kota, kemiskinan naik dari 10,6 persen menjadi 11,1 persen."
    )
    made = record(f"Warta\n\n{text}", title="Warta", published="2022-07-20")
    assert [p.as_of for p in made.percentages] == ["2022-03", "2021-09", "2021-09", "2022-03"]


@pytest.mark.parametrize(
    ("noun", "expected"), [("guru", "staff"), ("penduduk", "base"), ("korban", "hurt"), ("orang", ""), ("siswa", "")]
)
def test_groups(noun: str, expected: str) -> None:
    assert group(noun, DEFAULT) == expected


@pytest.mark.parametrize(
    ("left", "expected"),
    [
        ("suku bunga kredit naik menjadi ", "rate"),
        ("rasio kredit bermasalah turun dari ", "other"),
        ("tingkat kemiskinan turun menjadi ", "share"),
        ("harga turun ", ""),
    ],
)
def test_topics(left: str, expected: str) -> None:
    assert topic(left, DEFAULT) == expected


@pytest.mark.parametrize(
    ("text", "how"),
    [
        ("40 siswa, 12 guru", "list"),
        ("40 siswa hadir, sedangkan 12 guru", "apart"),
        ("Bantul: 40\nSleman: 12", "lines"),
        ("Ada 40 siswa. Ada 12 guru", "next"),
        ("Ada 40 siswa " + "dan lain-lain " * 20 + "12 guru", "far"),
    ],
)
def test_how_a_count_follows_the_one_before(text: str, how: str) -> None:
    one, two = (Mention.of(text, text.index(n), text.index(n) + 2, rule="") for n in ("40", "12"))
    assert f"after other {how}" in carried(two, Prior(one, False, "other"), "orang", "orang", Layout(text))


def test_many_dates_and_figures_in_a_sentence_do_no_harm(record: Reader) -> None:
    text = "Pada Mei 2020 tercatat 21 orang, " * 300
    assert record(text, title="Warta", published="2022-06-20").counts
