"""The tables of the grammars: each row has an example with its word, a source, and is known to the grammar."""

from __future__ import annotations

import pytest

from pipeline.language.calendar_items import words
from pipeline.language.numeral_words import kind_of
from pipeline.language.tokens import lower, tokens
from pipeline.lexicon import DEFAULT

TABLES = ("calendar_words", "number_words", "number_mods", "number_kinds", "currencies", "year_not_units")


@pytest.mark.parametrize("table", TABLES)
def test_rows_have_example_and_source(table: str) -> None:
    rows = DEFAULT.rows(table)
    assert rows
    assert [row for row in rows if lower(row["word"]) not in lower(row["example"]) or not row["source"]] == []


@pytest.mark.parametrize("table", TABLES)
def test_no_row_is_there_twice(table: str) -> None:
    keys = [tuple(row.values())[:2] if table != "year_not_units" else row["word"] for row in DEFAULT.rows(table)]
    assert sorted(k for k in set(keys) if keys.count(k) > 1) == []


def test_each_calendar_word_is_found() -> None:
    wrong = []
    for row in DEFAULT.rows("calendar_words"):
        found = words(row["kind"]).at(tokens(row["word"]).words, 0)
        if found is None or found[0] != row["value"]:
            wrong.append((row["word"], row["kind"], found))
    assert wrong == []


def test_each_number_word_has_a_kind() -> None:
    assert [row["word"] for row in DEFAULT.rows("number_words") if kind_of(row["word"]) is None] == []


def test_holidays_are_in_order() -> None:
    rows = [row for row in DEFAULT.rows("holidays") if row["year"]]
    assert [row for row in rows if not row["begin"].startswith(row["year"]) or row["begin"] > row["end"]] == []
