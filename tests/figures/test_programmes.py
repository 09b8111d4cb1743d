"""Which programme is named, which is meant, and when a figure is of none."""

from __future__ import annotations

import pytest

from pipeline.lexicon import DEFAULT
from pipeline.resolve import programmes
from tests.figures.test_checks import Reader

NAMED = [
    ("Penerima KIP, KIP Kuliah dan PIP berbeda.", ["KIP", "KIP Kuliah", "PIP"]),
    ("BLT BBM, BLT Desa, BLT Kesra dan BLT.", ["BLT BBM", "BLT Dana Desa", "BLT Kesra", "BLT"]),
    ("Vaksinasi polio menyasar balita; 300 balita divaksin.", ["Vaksinasi Polio", "Vaksinasi Polio"]),
    ("Siswi menerima vaksin HPV.", ["Vaksinasi HPV"]),
    ("Warga divaksin di puskesmas untuk mencegah Covid-19.", ["Vaksinasi COVID-19"]),
    ("Warga divaksin di puskesmas.", ["Vaksinasi"]),
    ("Sub PIN Polio putaran kedua digelar.", ["PIN Polio"]),
    ("Dapur SPPG menyiapkan Makan Bergizi Gratis.", ["MBG", "MBG"]),
    ("KJP Plus, KJMU dan Kartu Lansia Jakarta cair.", ["KJP", "KJMU", "KLJ"]),
    ("Rutilahu dan BSPS; KPR FLPP.", ["Rutilahu", "BSPS", "FLPP"]),
    ("Kopdes Merah Putih dibuka.", ["Koperasi Desa Merah Putih"]),
    ("Jumlah pemilih Pilkada bertambah.", ["Pilkada"]),
    ("Jumlah pemilih Pilgub bertambah.", ["Pilkada"]),
    ("Calon bupati pada Pilkada melaporkan harta.", []),
    ("Pemilu dimenangi petahana dengan 54 persen.", []),
    ("Seleksi CPNS dibuka; inflasi naik dan laba bank turun.", []),
    ("Iuran BPJS naik. Peserta BPJS Ketenagakerjaan protes.", ["Jamsostek", "Jamsostek"]),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), NAMED, ids=[t[:40] for t, _ in NAMED])
def test_a_programme_is_named(text: str, expected: list[str]) -> None:
    assert [name for _, name in programmes.mentions(text, lexicon=DEFAULT)] == expected


def test_what_the_headline_is_about_holds_through_the_article(record: Reader) -> None:
    text = (
        "Sebanyak 1,2 juta siswa telah mengikuti CKG sampai pekan ini, kata Dinas Kesehatan.\n\n"
        "Program CKG digelar di sekolah. Pemeriksaan dilakukan petugas puskesmas di ruang kelas.\n\n"
        "Dari hasil pemeriksaan, gigi berlubang ditemukan pada 50,3 persen siswa. Sebanyak 200 ribu anak kurang bergerak."
    )
    made = record(text, title="CKG Sekolah: Separuh Siswa Bergigi Berlubang")
    assert {e.programme for e in (*made.counts, *made.percentages)} == {"CKG"}


def test_an_article_of_prices_and_profits_is_of_no_programme(record: Reader) -> None:
    text = (
        "Inflasi tahunan tercatat 2,1 persen. Laba bank itu tumbuh 8 persen dengan 1,5 juta nasabah.\n\n"
        "Penyaluran KUR hanya bagian kecil dari kredit. Kredit tumbuh 10 persen, kata direktur."
    )
    made = record(text, title="Inflasi Rendah, Laba Bank Tumbuh")
    assert {e.programme for e in (*made.counts, *made.percentages)} == {None}
