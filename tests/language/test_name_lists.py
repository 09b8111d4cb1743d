"""The lists of names and of words beside names: each row shows itself in its own example, and says where it is from."""

from __future__ import annotations

import pytest

from pipeline.language.words import hints, names
from pipeline.lexicon import DEFAULT


@pytest.mark.parametrize("table", ["institutions", "names", "name_cues", "particles", "abbreviations"])
def test_each_row_has_source_and_example(table: str) -> None:
    rows = DEFAULT.rows(table)
    word = next(iter(rows[0]))
    assert rows
    assert [r for r in rows if not r["source"] or not r["example"] or r[word].lower() not in r["example"].lower()] == []


@pytest.mark.parametrize("table", ["institutions", "names", "particles", "abbreviations"])
def test_no_row_stands_twice(table: str) -> None:
    keys = [tuple(list(r.values())[:2]) for r in DEFAULT.rows(table)]
    assert len(keys) == len(set(keys))


def test_lists_tell_of_words() -> None:
    assert "g=family" in hints()["simanjuntak"]
    assert "l=short" in hints()["kemendagri"]
    assert "malang" in hints() and "xyzzy" not in hints()


def test_names_of_several_words() -> None:
    whole, begins = names()
    assert whole["dinas kesehatan"] == "I" and whole["jawa timur"] == "A"
    assert "dinas" in begins and "dinas kesehatan" not in begins - set(whole)
