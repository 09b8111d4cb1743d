"""Articles by people who had not read the rules: sound ones, and ones with one planted error.

What they give flatters, as their kinds of error are known by now; docs/figures.md tells what each set gave at first sight.
`../../training/checks` are learnt from, too (`training/relations.py`), those in `unlearnt` are not.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from tests.figures.test_checks import Reader, alarms

HERE = Path(__file__).parent
FILES = [
    *(HERE / f"{name}_articles.jsonl" for name in ("told", "fresh", "sound")),
    *sorted((HERE.parents[1] / "training/checks").glob("*.jsonl")),
    *sorted((HERE / "unlearnt").glob("*.jsonl")),
]
ARTICLES = [
    {**json.loads(line), "id": f"{file.stem}/{json.loads(line)['id']}"}
    for file in FILES
    for line in file.read_text("utf-8").splitlines()
]
MISSED = {
    "h/h13": "two of seven items stand in another sentence",
    "h/h14": "a fall of the new number, told two sentences later",
    "h/h23": "a share of three wholes nearby",
    "j/j02": "hampir 54 persen of the new number",
    "j/j22": "a total of money whose first item stands in its own sentence",
    "k/k18": "a fraction of the first of four parts",
    "k/k24": "a number taken up with its digits exchanged, without a word that takes it up",
    "l/l21": "Rp 1 triliun may be short for anything",
    "l/l25": "points of a league",
    "l/l26": "realisasi above a target that it misses",
    "l/l30": "hectares × tonnes per hectare",
    "l/l39": "a fraction of kilometres",
    "own/p08": "a total of seats",
    "own/p16": "a multiple in words",
    "third/c18": "points told as percent",
}


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
