"""The verdicts, from tables and as properties that hold for all numbers."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.resolve.arithmetic import grain, rounded, verdict

VERDICTS = [
    ("89,3 persen", 89.3, 89.34, None, "agrees"),
    ("89,30 persen", 89.30, 89.34, None, "contradicts"),
    ("270 ribu warga", 270_000, 270_657, None, "rounds"),
    ("271 ribu warga", 271_000, 270_657, None, "agrees"),
    ("40 persen", 40, 42.727, None, "contradicts"),
    ("40 persen", 40, 40.4, None, "agrees"),
    ("40 persen", 40, 40.9, None, "rounds"),
    ("lebih dari 95 persen", 95, 97.2, "MORE_THAN", "agrees"),
    ("lebih dari 95 persen", 95, 93, "MORE_THAN", "contradicts"),
    ("hampir 16 ribu siswa", 16_000, 15_200, "LESS_THAN", "rounds"),
    ("hampir 16 ribu siswa", 16_000, 18_200, "LESS_THAN", "contradicts"),
    ("sekitar 25 persen", 25, 26.2, "APPROX", "rounds"),
    ("sekitar 25 persen", 25, 31, "APPROX", "contradicts"),
    ("1.250 pekerja", 1250, 1350, None, "contradicts"),
]


@pytest.mark.parametrize(("words", "stated", "computed", "mod", "expected"), VERDICTS)
def test_verdicts(words: str, stated: float, computed: float, mod: str | None, expected: str) -> None:
    unit = grain(words, stated, percent="persen" in words)
    assert verdict(stated, computed, unit, mod=mod) == expected  # type: ignore[arg-type]


VALUES = st.floats(min_value=-1e15, max_value=1e15, allow_nan=False)
UNITS = st.sampled_from([0.01, 0.1, 1.0, 10.0, 1000.0, 100_000.0])


@given(VALUES, UNITS)
def test_a_correctly_rounded_value_agrees(computed: float, unit: float) -> None:
    assert verdict(rounded(computed, unit), computed, unit) == "agrees"


@given(VALUES, VALUES, UNITS)
def test_rounds_means_less_than_one_unit_and_contradicts_at_least_half(stated: float, computed: float, unit: float) -> None:
    told = verdict(stated, computed, unit)
    if told == "rounds":
        assert abs(stated - computed) < unit
    if told == "contradicts":
        assert abs(stated - computed) >= unit / 2


@given(VALUES, VALUES, UNITS)
def test_one_sided_figures_never_contradict_on_their_side(stated: float, computed: float, unit: float) -> None:
    if computed >= stated:
        assert verdict(stated, computed, unit, mod="MORE_THAN") != "contradicts"
    if computed <= stated:
        assert verdict(stated, computed, unit, mod="LESS_THAN") != "contradicts"


@given(st.text(max_size=40), VALUES, st.booleans())
def test_a_grain_is_a_positive_number_for_any_words(words: str, value: float, percent: bool) -> None:
    unit = grain(words, value, percent=percent)
    assert unit > 0 and math.isfinite(unit)


def test_a_division_by_nothing_contradicts() -> None:
    assert verdict(40, math.inf, 1) == "contradicts"
