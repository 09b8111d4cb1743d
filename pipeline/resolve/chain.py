"""The best run of choices through an article, where each choice bears on the next.

A figure often belongs where the figure before it does. Deciding one by one carries a first mistake on; so a few runs are
kept side by side, of runs with the same last choice the better one (Viterbi 1967, with a beam).
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from math import log
from typing import NamedTuple

from pipeline.records import Evidence, Mention

WIDTH = 4  #: runs kept side by side
MANY = 400  #: figures in an article beyond which one run has to do


class Option(NamedTuple):
    """A value that a figure may be tied to, why, and its probability."""

    value: str | None
    evidence: Evidence
    chance: float


class Prior(NamedTuple):
    """What the figure before was tied to, and where it stands."""

    at: Mention
    percentage: bool
    value: str | None


class _Run(NamedTuple):
    score: float
    prior: Prior | None
    last: Option | None
    before: _Run | None


def best_run(figures: Sequence[tuple[Mention, bool]], options: Callable[[int, Prior | None], Sequence[Option]]) -> list[Option]:
    """The most probable choice for each figure, told as (mention, is a percentage); `options` gives those of the nth.

    >>> at = Mention(start=0, end=1, text="1", rule="")
    >>> def two(n, prior):
    ...     same = 0.9 if prior and prior.value == "a" else 0.2 if prior else 0.5
    ...     return [Option("a", Evidence(rule=""), same), Option("b", Evidence(rule=""), 1 - same)]
    >>> [o.value for o in best_run([(at, False)] * 3, two)]
    ['a', 'a', 'a']
    """
    width = WIDTH if len(figures) <= MANY else 1
    runs = [_Run(0.0, None, None, None)]
    for n, (at, percentage) in enumerate(figures):
        ends: dict[str | None, _Run] = {}
        for run in runs:
            for option in options(n, run.prior):
                made = _Run(run.score + log(max(option.chance, 1e-12)), Prior(at, percentage, option.value), option, run)
                if option.value not in ends or made.score > ends[option.value].score:
                    ends[option.value] = made
        runs = sorted(ends.values(), key=lambda r: -r.score)[:width]
    chosen: list[Option] = []
    run = runs[0]
    while run.last and run.before:
        chosen.append(run.last)
        run = run.before
    return chosen[::-1]
