"""Names of areas from news against their codes, one a line, each in a sentence of its own."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import spacy

from pipeline.find.regions import find
from pipeline.records import Article
from pipeline.resolve.places import link


def codes(text: str) -> list[str]:
    article = Article(text=text)
    return [area.code for area in link(find(article, spacy.blank("id")(text)), article)]


def test_names_from_news(shared: Path) -> None:
    cases = [json.loads(line) for line in (shared / "cases" / "regions.jsonl").read_text("utf-8").splitlines()]
    wrong = {case["mention"]: codes(case["mention"]) for case in cases if codes(case["mention"]) != [case["code"]]}
    assert wrong == {}
    wrong = {
        m: codes(s) for case in cases if codes(s := f"Hal itu terjadi di {(m := case['mention'])} kemarin.") != [case["code"]]
    }
    assert wrong == {}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", []),
        ("Wali Kota Malang menyapa warga.", ["35.73"]),
    ],
)
def test_places(text: str, expected: list[str]) -> None:
    assert codes(text) == expected
