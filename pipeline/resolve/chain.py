"""The best run of choices through an article, where each choice bears on the next.

A figure often belongs where the figure before it does. Deciding one by one carries a first mistake on; so a few runs are
kept side by side, of runs with the same last choice the better one (Viterbi 1967, with a beam). The best run is not made of
the likeliest choices, though: where many dates share what speaks against none, `likeliest` sums over the runs that end in each.
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


def likeliest(
    figures: Sequence[tuple[Mention, bool]], options: Callable[[int, Prior | None], Sequence[Option]]
) -> list[Option]:
    """The likeliest choice for each figure by itself, whatever those before it are tied to.

    >>> at = Mention(start=0, end=1, text="1", rule="")
    >>> def two(n, prior):
    ...     same = 0.6 if not prior else 0.5 if prior.value == "a" else 0.0
    ...     return [Option("a", Evidence(rule=""), same), Option("b", Evidence(rule=""), 1 - same)]
    >>> [(o.value, o.chance) for o in likeliest([(at, False)] * 2, two)]
    [('a', 0.6), ('b', 0.7)]
    """
    width = WIDTH if len(figures) <= MANY else 1
    chosen: list[Option] = []
    states: list[tuple[Prior | None, float]] = [(None, 1.0)]
    for n, (at, percentage) in enumerate(figures):
        sums: dict[str | None, float] = {}
        best: dict[str | None, tuple[float, Option]] = {}
        for prior, share in states:
            for option in options(n, prior):
                mass = share * option.chance
                sums[option.value] = sums.get(option.value, 0.0) + mass
                if option.value not in best or mass > best[option.value][0]:
                    best[option.value] = mass, option
        kept = sorted(sums.items(), key=lambda s: -s[1])[:width]
        value, chance = kept[0]
        why = best[value][1].evidence.model_copy(update={"confidence": round(chance, 3)})
        chosen.append(Option(value, why, chance))
        total = sum(c for _, c in kept) or 1.0
        states = [(Prior(at, percentage, v), c / total) for v, c in kept]
    return chosen
