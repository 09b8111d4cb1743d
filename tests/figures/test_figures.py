"""What figures are tied to: role, region, date, programme, segments. Texts are written for this test."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.records import Record

Reader = Callable[..., Record]

ROLES = [
    ("Sebanyak 12.300 warga Kota Blitar belum terdaftar sebagai peserta JKN.", 12_300, "non_participant"),
    ("Pemerintah menargetkan 5.000 nelayan ikut program itu tahun depan.", 5_000, "target"),
    ("Banjir membuat 412 warga mengungsi ke balai desa.", 412, "participant"),
    ("Jumlah peserta bertambah 2.300 orang dibandingkan tahun lalu.", 2_300, "change"),
    ("Polisi menerjunkan 80 personel ke lokasi.", 80, "other"),
    ("Sebanyak 730 keluarga ditolak karena datanya tidak padan.", 730, "non_participant"),
    ("Pemkab mengalokasikan bantuan bagi 2.000 petani pada tahun depan.", 2_000, "target"),
    ("Jumlah penduduk kota itu mencapai 1,2 juta jiwa.", 1_200_000, "population"),
]


@pytest.mark.parametrize(("text", "value", "role"), ROLES, ids=[r for *_, r in ROLES])
def test_roles(text: str, value: int, role: str, record: Reader) -> None:
    assert [(c.value, c.role) for c in record(text).counts] == [(value, role)]


def test_the_whole_and_its_part(record: Reader) -> None:
    made = record("Dari 12.300 nelayan di Kabupaten Kendal, baru 6.150 nelayan yang terdaftar.").counts
    assert [(c.value, c.role) for c in made] == [(12_300, "population"), (6_150, "participant")]


@pytest.mark.xfail(strict=True, reason="a noun of staff outweighs the list that it stands in")
def test_staff_among_victims(record: Reader) -> None:
    made = record("Kecelakaan itu menewaskan 9 orang, terdiri dari 7 siswa, 1 guru, dan 1 sopir.").counts
    assert {c.role for c in made} == {"participant"}


def test_the_unit_says_who_they_were(record: Reader) -> None:
    made = record(
        "Tiga jenazah korban kecelakaan bus dimakamkan, Minggu.", title="3 Pelajar Korban Kecelakaan Dimakamkan"
    ).counts
    assert [(c.value, c.unit) for c in made] == [(3, "pelajar")]


def test_each_attribute_says_how_it_was_decided(record: Reader) -> None:
    text = "Kepala BPJS Kesehatan Cabang Jember mengatakan, hingga Maret 2023 ada 1.200.000 peserta JKN di Kabupaten Jember."
    made = record(text, title="Peserta JKN Jember Bertambah", published="2023-04-04").counts[0]
    assert (made.region, made.as_of, made.programme) == ("35.09", "2023-03", "JKN")
    assert set(made.evidence) == {"role", "region", "as_of", "programme"}
    assert made.evidence["as_of"].rule == "sentence before"


def test_until_now_is_the_day_of_publication_and_is_carried_over(record: Reader) -> None:
    text = "Hingga saat ini 9.000 warga terdaftar. Dari jumlah tersebut, 40 persen di antaranya atau 3.600 jiwa mandiri."
    made = record(text, title="Peserta JKN Bertambah", published="2021-12-31")
    assert {e.as_of for e in (*made.counts, *made.percentages)} == {"2021-12-31"}


def test_segments_of_the_clause(record: Reader) -> None:
    text = "BPJS Kesehatan mencatat 4,7 juta jiwa di segmen Pekerja Bukan Penerima Upah (PBPU) dan Bukan Pekerja (BP)."
    made = record(text, title="Peserta JKN-KIS").counts[0]
    assert (made.programme, made.segments) == ("JKN", ("PBPU", "BP"))


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("Cakupan kepesertaan mencapai 89 persen dari jumlah penduduk.", "share"),
        ("Jumlah peserta naik 12 persen dibandingkan tahun lalu.", "change"),
        ("Bank menetapkan suku bunga kredit 8 persen.", "rate"),
        ("Rasio kredit bermasalah bank itu turun menjadi 2,1 persen.", "other"),
        ("Inflasi tahunan tercatat 3,1 persen.", "change"),
    ],
)
def test_kinds(text: str, kind: str, record: Reader) -> None:
    assert [p.kind for p in record(text).percentages] == [kind]


def test_the_same_page_gives_the_same_record(record: Reader) -> None:
    text = "Sebanyak 500 siswa dan 20 guru, 40 persen perempuan, hadir di Kota Malang, Senin (3/2/2020)."
    assert record(text).model_dump_json() == record(text).model_dump_json()
