"""Dates that figures take from further above: parts of a dated whole, changes against two dates, the same quarter."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.records import Record
from pipeline.resolve.carries import sums

Reader = Callable[..., Record]


@pytest.mark.parametrize(
    ("values", "parts"),
    [
        ([226, 189, 37], {0, 1, 2}),
        ([389, 112, 97, 64, 51, 18, 47], {0, 1, 2, 3, 4, 5, 6}),
        ([226, 3, 189, 37], {0, 2, 3}),  # another number on the way
        ([1000, 501, 302, 199], {0, 1, 2, 3}),  # three parts may be rounded
        ([1000, 801, 202], set()),  # two may not
        ([226, 180, 37], set()),
        ([37, 189, 226], set()),  # parts before their whole
        ([226, None, 0], set()),
        ([], set()),
    ],
)
def test_parts_that_add_up(values: list[int | None], parts: set[int]) -> None:
    assert set(sums(list(range(len(values))), values)) == parts


def test_a_change_is_as_of_the_day_it_led_to(record: Reader) -> None:
    text = (
        "Penganggur di Kediri pada Februari 2024 sebesar 9.400 orang. Angka ini berkurang 310 orang terhadap Agustus 2023 "
        "dan berkurang 870 orang terhadap Februari 2023."
    )
    made = record(f"Warta\n\n{text}", title="Warta", published="2024-05-20")
    assert [c.as_of for c in made.counts] == ["2024-02", "2024-02", "2024-02"]


def test_what_is_compared_with_keeps_its_own_date(record: Reader) -> None:
    text = "Penganggur di Kediri pada Februari 2024 sebanyak 9.400 orang, dibandingkan Februari 2023 sebanyak 10.270 orang."
    made = record(f"Warta\n\n{text}", title="Warta", published="2024-05-20")
    assert [c.as_of for c in made.counts] == ["2024-02", "2023-02"]


def test_parts_of_a_dated_whole(record: Reader) -> None:
    text = (
        "Hingga 3 Mei 2024 tercatat 226 pelamar di Kediri. Pelamar laki-laki sebanyak 189 orang dan perempuan 37 orang.\n\n"
        "Panitia menyiapkan ujian tertulis untuk 40 orang."
    )
    made = record(f"Warta\n\n{text}", title="Warta", published="2024-05-20")
    assert [c.as_of for c in made.counts] == ["2024-05-03", "2024-05-03", "2024-05-03", None]


def test_the_same_quarter(record: Reader) -> None:
    text = "Pada kuartal I 2019 tercatat 9.400 penumpang di Kediri. Pada kuartal yang sama bus mengangkut 33.100 penumpang."
    made = record(f"Warta\n\n{text}", title="Warta", published="2019-08-08")
    assert [c.as_of for c in made.counts] == ["2019-Q1", "2019-Q1"]


def test_many_turns_and_parts_do_no_harm(record: Reader) -> None:
    text = "Turun 30 orang dibandingkan Mei 2020 dan naik 20 orang dibandingkan Mei 2021, " * 150
    assert record(text, title="Warta", published="2022-06-20").counts
