"""An area right behind a figure is the figure's."""

from __future__ import annotations

import pytest

from pipeline.flow import extract_text

HEAD = "Pengungsi Gempa Poso\n\nPOSO - Gempa merusak rumah di Kecamatan Lore Utara, Kabupaten Poso, Sulawesi Tengah, Senin. "


@pytest.mark.parametrize(
    ("sentence", "number", "code"),
    [
        ("Sebanyak 292 KK pengungsi di Desa Sedoa dan 36 KK di Desa Alitupu.", 36, "72.02.07.2009"),
        ("Ada 120 jiwa mengungsi di Desa Alitupu.", 120, "72.02.07.2009"),
        ("Di Desa Alitupu ada 120 jiwa yang mengungsi, kata warga Desa Sedoa.", 120, "72.02.07.2009"),  # before, as ever
    ],
)
def test_area_beside(sentence: str, number: int, code: str) -> None:
    record = extract_text(HEAD + sentence)
    assert [c.region for c in record.counts if c.value == number] == [code]
