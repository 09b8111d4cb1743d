"""The headline as outlets put it into the head of a page and on it."""

from __future__ import annotations

import pytest

from pipeline.clean import titles

PLAIN = "Harga Beras di Pasar Kota Turun"


@pytest.mark.parametrize(
    ("told", "heads", "texts", "sites", "title"),
    [
        ([f"{PLAIN} - Pantura.com"], [], [], [], PLAIN),
        ([f"{PLAIN} - Ekonomi Pantura.com"], [], [], [], PLAIN),
        ([f"{PLAIN} | Kabar Pantura"], [], [], ["kabarpantura"], PLAIN),
        ([f"{PLAIN} : Pantura Ekonomi"], [], [], ["Pantura"], PLAIN),
        ([f"{PLAIN} - Harga :: Pantura Ekonomi", PLAIN], [], [], ["Pantura"], PLAIN),
        ([f"{PLAIN} Halaman all - Pantura.com"], [], [], [], PLAIN),
        ([f"{PLAIN} - Halaman 2 - Pantura.com"], [f"{PLAIN} (Halaman 2)"], [], [], PLAIN),
        ([f"Pantura.com: {PLAIN}"], ["Ekonomi"], [], [], PLAIN),
        ([f"{PLAIN} - Pantura"], ["Pantura", PLAIN], [], ["Pantura"], PLAIN),
        ([f"{PLAIN} | Kabar Pantura"], ["Kabar Pantura"], [], ["Kabar Pantura"], PLAIN),
        (["Harga Beras di Pasar...", PLAIN], [], [], [], PLAIN),
        (["Harga &quot;Beras Kota&quot; Turun"], [], [], [], 'Harga "Beras Kota" Turun'),
        ([PLAIN, f"{PLAIN} - Pantura", PLAIN], [PLAIN.upper()], [], ["Pantura"], PLAIN),
        (["Harga Beras Kota Turun"] * 3, ['Harga "Beras Kota" Turun'], [], [], 'Harga "Beras Kota" Turun'),
        ([f"{PLAIN} - Pantura"], ["Foto"], [f"FOTO: {PLAIN}"], ["Pantura"], f"FOTO: {PLAIN}"),
        ([None, None, f"{PLAIN} - Warga Gembira"], [], [], [], f"{PLAIN} - Warga Gembira"),
        ([f"{PLAIN} - Warga Gembira - Pantura"], [], [], ["Pantura"], f"{PLAIN} - Warga Gembira"),
        ([f"{PLAIN} - Warta Kita"], ["Ekonomi"], [PLAIN], [], PLAIN),
        ([None, "", None], [PLAIN], [], [], PLAIN),
        ([None], [], [PLAIN], [], None),
        (["Persib Vs Persija: 2-1"], ["Persib Vs Persija: 2-1"], [], [], "Persib Vs Persija: 2-1"),
    ],
)
def test_the_headline(told: list[str | None], heads: list[str], texts: list[str], sites: list[str], title: str | None) -> None:
    assert titles.find(told, heads, texts, sites) == title
