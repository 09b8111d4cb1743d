"""`saripati score` gives the figures of the scorer beside the project."""

from __future__ import annotations

import json
import random
import subprocess
import sys
from pathlib import Path

import pytest

from pipeline.errors import UsageError
from pipeline.score import score, score_files


def damaged(gold: dict[str, object], chance: random.Random) -> dict[str, object]:
    """A gold line with some entries lost, doubled or changed, as a prediction."""
    made = json.loads(json.dumps(gold))
    for field in ("officials", "regions", "dates", "counts", "percentages"):
        kept = [e for e in made[field] if chance.random() > 0.2]
        kept += [dict(e) for e in kept if chance.random() < 0.1]
        for e in kept:
            if chance.random() < 0.2:
                e[chance.choice(("region", "value", "role", "kind", "name", "code", "unit"))] = chance.choice(
                    ("31", "7", "other", None)
                )
        made[field] = kept
    made["article"]["text"] = "Gubernur mengatakan " * 3
    return made  # type: ignore[no-any-return]


@pytest.mark.parametrize("seed", range(3))
def test_figures_equal_those_of_the_scorer(shared: Path, tmp_path: Path, seed: int) -> None:
    gold, articles = shared / "gold/dev.gold.jsonl", shared / "gold/dev.articles.jsonl"
    chance = random.Random(seed)
    rows = [damaged(json.loads(line), chance) for line in gold.read_text("utf-8").splitlines()]
    pred = tmp_path / "pred.jsonl"
    pred.write_text("".join(json.dumps(row) + "\n" for row in rows[3:]), "utf-8")
    told = subprocess.run(
        [sys.executable, str(shared / "gold/score.py"), str(gold), str(pred), "--articles", str(articles), "--json"],
        capture_output=True, text=True, check=True,
    )  # fmt: skip
    assert score_files(gold, pred, articles).as_dict() == json.loads(told.stdout)


def test_gold_against_itself_is_one() -> None:
    row = {
        "article": {"title": "A"}, "officials": [{"name": "Ani", "positions": [{"phrase": "Bupati", "title": "Bupati"}]}],
        "regions": [{"code": "31"}], "dates": [{"value": "2020"}],
        "counts": [{"value": 1, "unit": "orang", "role": "other"}], "percentages": [{"value": 2.5, "kind": "share"}],
    }  # fmt: skip
    assert score({"a": row}, {"a": row}).score == 1


@pytest.mark.parametrize("content", ["", "[1]\n", "{}\n", "{\n"])
def test_a_file_that_is_no_gold_is_named(tmp_path: Path, content: str) -> None:
    path = tmp_path / "gold.jsonl"
    path.write_text(content)
    if content:
        with pytest.raises(UsageError, match=r"gold\.jsonl"):
            score_files(path, path)
    else:
        assert score_files(path, path).articles == 0
