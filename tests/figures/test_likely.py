"""Numbers that miss what the article most likely reckons them from: learnt relations and how a number misses them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline import extract_text
from pipeline.resolve.checks.likely import chance, miss
from pipeline.resolve.checks.relations import MAKES, value

TELLINGS = [
    # text, the wrong number, what it should be
    ("Data posko menyebut pengungsi di Sukamaju 6.214 jiwa, Cibeber 3.870 jiwa, Ranca 2.945 jiwa, Legok 1.382 jiwa, serta "
     "Pasir 1.106 jiwa. Total pengungsi dari lima desa itu 18.517 jiwa.", 18_517, 15_517),
    ("Panitia mendata 4.318 pelamar yang terdiri dari 2.540 pelamar SMA dan 1.878 pelamar sarjana.", 4_318, 4_418),
    ("Dari 2.480 rumah yang rusak, 1.930 sudah diperbaiki. Rumah yang belum tersentuh tukang tercatat 650 unit.", 650, 550),
    ("Pemerintah mematok perbaikan 1.150 rumah tahun ini. Hingga Oktober 684 unit rampung. Dengan demikian masih ada 566 unit "
     "yang harus dikejar.", 566, 466),
]  # fmt: skip
SOUND = [
    "Data posko menyebut pengungsi di Sukamaju 6.214 jiwa, Cibeber 3.870 jiwa, Ranca 2.945 jiwa, Legok 1.382 jiwa, serta Pasir "
    "1.106 jiwa. Total pengungsi dari lima desa itu 15.517 jiwa.",
    "Dari 2.480 rumah yang rusak, 1.930 sudah diperbaiki. Rumah yang belum tersentuh tukang tercatat 550 unit.",
    "Sebanyak 12.431 warga mengungsi di 14 desa. Tahun lalu 12.531 warga mengungsi, tahun 2020 hanya 9.800 orang.",
    "Bulan ini 4.120 paket dibagikan kepada lansia. Kelurahan Maju menerima 412 paket, Kelurahan Jaya 390 paket.",
]


@pytest.mark.parametrize(("text", "stated", "computed"), TELLINGS, ids=[t[0][:30] for t in TELLINGS])
def test_a_wrong_number_is_told(text: str, stated: float, computed: float) -> None:
    found = [(x.stated, x.computed) for x in extract_text(text, title="Kabar").checks if x.verdict == "contradicts"]
    assert (stated, computed) in found


@pytest.mark.parametrize("text", SOUND, ids=[t[:30] for t in SOUND])
def test_right_numbers_raise_no_alarm(text: str) -> None:
    assert not [x for x in extract_text(text, title="Kabar").checks if x.verdict in ("contradicts", "implausible")]


@pytest.mark.parametrize(
    ("stated", "right", "way"),
    [
        (18_517, 15_517, "digit"),
        (481, 418, "digit"),  # two digits beside each other, exchanged
        (5_310, 1_530, "digits"),
        (325_000_000, 32_500_000, "point"),
        (1_930, 1_530, "digit"),
        (14_850, 9_850, "round"),
        (61.4, 37.2, ""),
        (7, 7, ""),
        (12, 0, ""),
    ],
)
def test_ways_to_miss(stated: float, right: float, way: str) -> None:
    assert miss(stated, right, 0.1 if stated % 1 else 1) == way


@given(st.floats(0.1, 1e15), st.floats(-1e15, 1e15), st.sampled_from([0.01, 0.1, 1, 10, 1000, 1e6]))
def test_a_chance_is_one(stated: float, right: float, unit: float) -> None:
    assert 0 < chance(stated, right, unit) <= 1


@given(st.sampled_from(sorted(MAKES)), st.lists(st.floats(0.01, 1e15), min_size=2, max_size=2))
def test_a_relation_gives_a_number(name: str, numbers: list[float]) -> None:
    few = numbers[:1] if name == "rest" else numbers
    assert isinstance(value(name, few), float)
