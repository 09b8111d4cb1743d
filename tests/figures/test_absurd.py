"""Figures that cannot be are marked and do no harm. Each row: a text and the rules that mark it; negatives have none."""

from __future__ import annotations

import pytest

from tests.figures.test_checks import Reader

ABSURD = [
    ("Sebanyak 999.999.999.999.999.999 orang terdaftar.", ["above_population"]),
    ("Sebanyak 900 juta warga di seluruh Indonesia menerima bantuan.", ["above_population"]),
    ("Sebanyak 20 miliar penumpang naik kereta.", ["above_population"]),
    ("Cakupannya 99999999 % dari sasaran.", ["absurd"]),
    ("Sebanyak -5 persen warga belum terdaftar.", ["absurd"]),
    ("Jumlah peserta turun 150 persen.", ["absurd"]),
    ("Pertumbuhan ekonomi minus 120 persen.", ["absurd"]),
    ("Anggaran Rp 9.000.000.000.000 triliun disiapkan.", ["absurd"]),
    ("Sekitar 15–10 persen warga belum terdaftar.", ["range"]),
    ("Sebanyak 280 juta penduduk Indonesia terlayani.", []),
    ("Satu miliar orang menonton laga itu di seluruh dunia.", []),
    ("India dihuni 1,4 miliar orang.", []),
    ("KRL mengangkut 330 juta penumpang setahun.", []),
    ("Penjualan naik 1.200 persen.", []),
    ("Ekonomi tumbuh minus 2,5 persen.", []),
    ("Sekitar 10–15 persen warga belum terdaftar.", []),
    ("Turun dari 15 hingga 10 persen.", []),
    ("Dari 0 orang menjadi 0 orang, naik 0 persen.", []),
    ("Sebanyak 5 orang dari 0 orang atau 40 persen dari 0 warga.", []),
]  # fmt: skip


@pytest.mark.parametrize(("text", "expected"), ABSURD, ids=[t[:40] for t, _ in ABSURD])
def test_what_cannot_be_is_marked(text: str, expected: list[str], record: Reader) -> None:
    made = record(text, published="2024-05-02")
    assert [x.rule for x in made.checks if x.verdict == "implausible"] == expected
