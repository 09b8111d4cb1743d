"""Numerals: what is read from which words."""

from __future__ import annotations

import pytest

from pipeline.language.numerals import read

VALUES = [
    ("632.343", 632343),
    ("4,7 juta", 4_700_000),
    ("dua ratus lima puluh ribu", 250_000),
    ("44.259 ribu", 44_259_000),
]


@pytest.mark.parametrize(("text", "value"), VALUES)
def test_value(text: str, value: float) -> None:
    assert [n.value for n in read(text)] == [value]
