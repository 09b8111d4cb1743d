"""Which numbers are counts, with which noun. Each row: a text and its counts, as `value unit`; most rows are negatives too."""

from __future__ import annotations

import pytest

from pipeline.find import amounts, counts, facilities, percentages
from pipeline.language import load
from pipeline.records import Article

COUNTS = [
    ("Sebanyak 632.343 jiwa dari 903.000 jiwa sudah terdaftar.", ["632343 jiwa", "903000 jiwa"]),
    ("Sebanyak 5.000 lebih pekerja rentan dilindungi.", ["5000 pekerja"]),
    ("Ada 11 ribu peserta PBI JK di kota itu.", ["11000 peserta"]),
    ("Laki-laki 16 orang dan perempuan 12 orang.", ["16 orang", "12 orang"]),
    ("Di dua desa tercatat masing-masing 120 dan 85 orang.", ["120 orang", "85 orang"]),
    ("Dinas menargetkan wisatawan sebanyak 7,4 juta pada 2023.", ["7400000 wisatawan"]),
    ("Sekolah itu menerima 300 orang siswa.", ["300 siswa"]),
    ("Bantuan bagi 1.350 Keluarga Penerima Manfaat (KPM).", ["1350 kpm"]),
    ("Banjir merendam rumah 259 KK (1.350 jiwa).", ["259 kk", "1350 jiwa"]),
    ("Tiga orang tewas, dua lainnya luka-luka.", ["3 orang", "2 orang"]),
    ("Empat puluh orang mengungsi, enam di antaranya adalah balita.", ["40 orang", "6 balita"]),
    ("Sekitar 1.700-4.100 Aparatur Sipil Negara (ASN) akan pindah.", ["1700-4100 asn"]),
    ("Ratusan warga dan ribuan pekerja datang.", []),
    ("Anggaran Rp185 juta untuk kelas III menurut UU Nomor 24 Tahun 2011.", []),
    ("Terdapat 696 FKTP dan 167 rumah sakit.", []),
    ("Perusahaan itu punya tiga anak usaha dan 12 kantor.", []),
    ("Korban bernama Budi (45) dan Siti (38).", []),
    ("Pada 2018 warga mulai mendaftar; tahun 2019 siswa libur.", []),
    ("Ada 99 mobil per 1.000 orang.", []),
    ("Jaraknya 15 kilometer dan lamanya 12 hari.", []),
    ("Pembangkit berkapasitas 200 tenaga surya.", []),
    ("Sebanyak 40 persen warga setuju.", []),
]


def found(text: str) -> list[str]:
    mentions = counts.find(Article(text=text), load()(text))
    return [f"{n.value if (n := m.number).value is not None else f'{n.low}-{n.high}'} {m.unit}" for m in mentions]


@pytest.mark.parametrize(("text", "expected"), COUNTS, ids=[t[:40] for t, _ in COUNTS])
def test_counts(text: str, expected: list[str]) -> None:
    assert found(text) == expected


@pytest.mark.parametrize(("text", "expected"), COUNTS, ids=[t[:40] for t, _ in COUNTS])
def test_mentions_are_the_words_of_the_text(text: str, expected: list[str]) -> None:
    for m in counts.find(Article(text=text), load()(text)):
        assert text[m.mention.start : m.mention.end] == m.mention.text


PERCENTAGES = [
    ("Cakupannya 89,30% dari penduduk.", ["89.3"]),
    ("Empat puluh persennya dibayar pemerintah; 40 Persennya APBD.", ["40", "40"]),
    ("Naik dari 80 persen menjadi 85 persen.", ["80", "85"]),
    ("Tumbuh 10–15% tahun ini.", ["10-15"]),
    ("Turun 0,5 poin persen, uang muka nol persen.", ["0.5", "0"]),
    ("Pertumbuhan -0,5% lalu minus 0,7 persen.", ["-0.5", "-0.7"]),
    ("Sebanyak 40 orang dari 21 poin.", []),
]


@pytest.mark.parametrize(("text", "expected"), PERCENTAGES, ids=[t[:40] for t, _ in PERCENTAGES])
def test_percentages(text: str, expected: list[str]) -> None:
    mentions = percentages.find(Article(text=text), load()(text))
    shown = [f"{n.value:g}" if (n := m.number).value is not None else f"{n.low}-{n.high}" for m in mentions]
    assert shown == expected


def test_amounts_and_facilities_have_lists_of_their_own() -> None:
    text = "Iuran Rp16.800 per bulan untuk 20 peserta di 696 Fasilitas Kesehatan Tingkat Pertama dan 167 FKRTL."
    article, doc = Article(text=text), load()(text)
    assert [(m.number.value, m.number.currency, m.per) for m in amounts.find(article, doc)] == [(16800, "IDR", "bulan")]
    assert [(m.number.value, m.unit) for m in facilities.find(article, doc)] == [(696, "FKTP"), (167, "FKRTL")]


@pytest.mark.parametrize("text", ["1.000 orang, " * 3000, "9" * 5000 + " orang", "120 dan " * 3000, "5 (" * 3000, "%" * 9000])
def test_hostile_text_is_read_to_its_end(text: str) -> None:
    article, doc = Article(text=text), load()(text[:50])
    for finder in (counts, percentages, amounts, facilities):
        finder.find(article, doc)
