"""Articles in capitals only, as old dumps have them: the same officials as in the usual spelling."""

from __future__ import annotations

import pytest

from pipeline import extract_text

BODY = " Rapat itu dihadiri banyak warga yang datang sejak pagi hari ke pendopo kabupaten."
CASES = [
    ("Bupati Jember Hendrawan Sasmito mengatakan, stok beras di gudang itu masih cukup.", ["Hendrawan Sasmito"]),
    ("Kepala Dinas Kesehatan Kota Malang, Ratna Wulansari, menyebut vaksin sudah dibagikan.", ["Ratna Wulansari"]),
    ("Hal itu disampaikan Wali Kota Blitar Bagyo Santosa kepada wartawan, Rabu (4/3/2020).", ["Bagyo Santosa"]),
    ("Menteri Dalam Negeri Suryo Hadiningrat memproyeksikan anggaran itu bertambah.", ["Suryo Hadiningrat"]),
    ("Gubernur sedang memperhitungkan biayanya.", []),
]


@pytest.mark.parametrize(("sentence", "names"), CASES)
def test_capitals(sentence: str, names: list[str]) -> None:
    assert [o.name for o in extract_text(sentence + BODY).officials] == names
    assert [o.name for o in extract_text((sentence + BODY).upper()).officials] == [n.upper() for n in names]
