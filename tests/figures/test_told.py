"""Articles by people who had not read the rules: sound ones, and ones with one planted error.

Told (60), before the rules were made from the kinds of its misses: 12 of 30 found, one false alarm; fresh (60): 7 of 30, two
false alarms; sound (30, longer): three false alarms. What they give now flatters: the kinds of error in them are known.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.figures.test_checks import Reader, alarms

SETS = ("told", "fresh", "sound")
ARTICLES = [
    json.loads(line)
    for name in SETS
    for line in (Path(__file__).parent / f"{name}_articles.jsonl").read_text("utf-8").splitlines()
]
MISSED: dict[str, str] = {}


@pytest.mark.parametrize("article", [a for a in ARTICLES if not a["planted"]], ids=lambda a: a["id"])
def test_a_sound_article_raises_no_alarm(article: dict[str, Any], record: Reader) -> None:
    assert alarms(article, record) == []


@pytest.mark.parametrize(
    "article",
    [
        pytest.param(a, id=a["id"], marks=[pytest.mark.xfail(strict=True, reason=MISSED[a["id"]])] if a["id"] in MISSED else [])
        for a in ARTICLES
        if a["planted"]
    ],
)
def test_a_planted_error_is_found(article: dict[str, Any], record: Reader) -> None:
    assert alarms(article, record)
