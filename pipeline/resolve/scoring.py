"""Chooses among candidates by weighed features.

A candidate is a list of features, words such as `left:target` or `region|same sentence`; its score is the sum of their
weights, its probability the softmax of the scores (a conditional logit: McFadden 1974). The weights are fitted by
`training/figures.py` and shipped in `figures.json`; scoring needs plain Python alone.

>>> shares({"a": 1.0, "b": -1.0}, [["a"], ["b"], ["unknown"]])
[0.665..., 0.090..., 0.244...]
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from math import exp
from pathlib import Path

WEIGHTS = Path(__file__).with_name("figures.json")

Features = list[str]


@cache
def _all() -> dict[str, dict[str, float]]:
    made: dict[str, dict[str, float]] = json.loads(WEIGHTS.read_text(encoding="utf-8"))
    return made


def weights(task: str) -> Mapping[str, float]:
    """The fitted weights of a task: role, kind, region, as_of, programme."""
    return _all().get(task, {})


def shares(weights: Mapping[str, float], candidates: Sequence[Features]) -> list[float]:
    """The probability of each candidate; sums to 1."""
    return softmax([total(weights, features) for features in candidates])


def total(weights: Mapping[str, float], features: Features) -> float:
    """The score of a candidate."""
    return sum(weights[f] for f in features if f in weights)


def softmax(scores: Sequence[float]) -> list[float]:
    """Scores as probabilities."""
    if not scores:
        return []
    top = max(scores)
    raised = [exp(s - top) for s in scores]
    return [r / sum(raised) for r in raised]


def choose(task: str, candidates: Sequence[Features]) -> tuple[int, float]:
    """The best candidate and its probability; the first of equals."""
    chances = shares(weights(task), candidates)
    best = max(range(len(chances)), key=chances.__getitem__)
    return best, chances[best]
