"""Sixty small articles by somebody who had not read the rules: thirty sound, thirty with one planted error.

Found before the rules of `resolve/across.py` were made from the kinds of its misses: 12 of 30, one false alarm.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.figures.test_checks import Reader, alarms

ARTICLES = [json.loads(line) for line in (Path(__file__).parent / "told_articles.jsonl").read_text("utf-8").splitlines()]
MISSED = {"u09": "a headline of 45 thousand against a body of 54,120: no word ties the two"}


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
