"""Each row of the tables is found in its own example."""

from __future__ import annotations

import pytest

from pipeline.find import counts, facilities
from pipeline.language import load
from pipeline.lexicon import DEFAULT
from pipeline.records import Article
from pipeline.resolve import programmes


@pytest.mark.parametrize("row", DEFAULT.rows("units"), ids=lambda r: r["noun"])
def test_a_unit_is_counted_in_its_example(row: dict[str, str]) -> None:
    found = counts.find(Article(text=row["example"]), load()(row["example"]))
    assert [m.unit for m in found] == [row["unit"]]


@pytest.mark.parametrize("row", DEFAULT.rows("facilities"), ids=lambda r: r["noun"])
def test_a_facility_is_no_count(row: dict[str, str]) -> None:
    article, doc = Article(text=row["example"]), load()(row["example"])
    assert [m.unit for m in facilities.find(article, doc)] == [row["unit"]]
    assert counts.find(article, doc) == []


@pytest.mark.parametrize("row", DEFAULT.rows("things"), ids=lambda r: r["word"])
def test_a_thing_is_no_count_though_its_name_is_made_like_that_of_people(row: dict[str, str]) -> None:
    assert counts.find(Article(text=row["example"]), load()(row["example"])) == []


@pytest.mark.parametrize("row", DEFAULT.rows("programmes"), ids=lambda r: r["alias"])
def test_a_programme_is_named_in_its_example(row: dict[str, str]) -> None:
    names = [name for _, name in programmes.mentions(row["example"], lexicon=DEFAULT)]
    assert names == [row["name"] if row["name"] != "BPJS" else "JKN"]


@pytest.mark.parametrize("table", ["roles", "percent_kinds", "figure_words", "count_words", "segments", "abroad"])
def test_a_cue_stands_in_its_example(table: str) -> None:
    for row in DEFAULT.rows(table):
        word = next(iter(row.values()))
        assert word.lower() in row["example"].lower()
        assert row["source"]
