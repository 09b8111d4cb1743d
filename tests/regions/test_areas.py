"""The tables behind the areas: whole, coded alike, each row with example and source, small."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from click.testing import CliRunner

from pipeline.cli import cli
from pipeline.lexicon import DEFAULT, HERE, areas

TABLES = ("aliases", "former", "demonyms", "population", "provinces", "bps", "place_cues", "place_words")


def test_all_areas_are_there() -> None:
    levels = Counter(areas.level(code) for province in DEFAULT.rows("provinces") for code in areas.below(province["code"]))
    assert levels == {"regency": 416, "city": 98, "district": 7285, "village": 83762}


def test_small_on_disk() -> None:
    assert sum(path.stat().st_size for path in HERE.iterdir() if path.stem in {*TABLES, "areas"}) < 4_000_000


@pytest.mark.parametrize("table", TABLES)
def test_rows_have_an_example_and_a_source(table: str) -> None:
    rows = DEFAULT.rows(table)
    assert rows
    assert all(row["example"].strip() and row["source"].strip() for row in rows)


@pytest.mark.parametrize("table", ["aliases", "former", "demonyms", "population", "provinces", "bps"])
def test_codes_of_tables_exist(table: str) -> None:
    assert [row["code"] for row in DEFAULT.rows(table) if areas.get(row["code"]) is None] == []


def test_aliases_are_many_and_known() -> None:
    rows = DEFAULT.rows("aliases")
    assert len({row["code"] for row in rows if len(row["code"]) == 5}) >= 250
    assert [row["alias"] for row in rows if row["code"] not in areas.coded(row["alias"])] == []


def test_bps_codes_differ_and_papuas_are_unknown() -> None:
    known = [row["bps"] for row in DEFAULT.rows("bps")]
    assert len(known) == len(set(known)) == 504
    assert areas.get("11.01").bps == "1103"  # type: ignore[union-attr]
    assert areas.get("93.01").bps is None  # type: ignore[union-attr]


def test_iso_codes_of_all_provinces() -> None:
    assert len({row["iso"] for row in DEFAULT.rows("provinces")}) == 38


def test_population_is_that_of_the_parts() -> None:
    for code in (row["code"] for row in DEFAULT.rows("provinces")):
        parts = sum(areas.population(part) or 0 for part in areas.below(code) if len(part) == 5)
        assert abs(parts - (areas.population(code) or 0)) <= 0.001 * parts, code


@pytest.mark.parametrize(
    ("name", "codes"),
    [
        ("Malang", ("35.07", "35.73")),
        ("Kota Malang", ("35.73",)),
        ("kab. malang", ("35.07",)),
        ("Provinsi Jambi", ("15",)),
        ("Kecamatan Klojen", ("35.73.02",)),
        ("Babel", ("19",)),
        ("East Java", ("35",)),
        ("Atlantis", ()),
        ("", ()),
    ],
)
def test_looking_up(name: str, codes: tuple[str, ...]) -> None:
    assert tuple(code for code in areas.coded(name) if len(code) <= 8 and not (name == "Malang" and len(code) > 5)) == codes


def test_name_of_then() -> None:
    assert areas.name_at("81.03", 2015) == "Kabupaten Maluku Tenggara Barat"
    assert areas.name_at("81.03", 2024) is None
    assert areas.former("93.01")[0].code == "91.01"


def test_the_command() -> None:
    told = CliRunner().invoke(cli, ["places", "35.73", "Kukar"])
    assert told.exit_code == 0
    assert "35.73  Kota Malang" in told.output
    assert "formerly    Kabupaten Kutai" in told.output
    assert CliRunner().invoke(cli, ["places", "Atlantis"]).exit_code == 3


def test_rebuilt_tables_are_the_same(shared: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    import importlib.util

    spec = importlib.util.spec_from_file_location("training_areas", Path(__file__).parents[2] / "training" / "areas.py")
    assert spec and spec.loader
    made = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(made)
    (tmp_path / "former.csv").write_bytes((HERE / "former.csv").read_bytes())
    monkeypatch.setattr(made, "LEXICON", tmp_path)
    made.main(shared / "regions")
    for name in ("areas.gz", "population.csv", "former.csv"):
        assert (tmp_path / name).read_bytes() == (HERE / name).read_bytes(), name
