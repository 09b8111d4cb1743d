"""How sure it is that the text of an article is right: the chance that its F1 is 0.95 or more.

A logistic curve over a few measures of the scores and of the choice made by them. Its constants are fitted on pages of
outlets that the networks had not seen, Indonesian and other ones with the same weight in all (training/calibrate.py).
"""

from __future__ import annotations

from collections.abc import Sequence
from math import exp
from typing import Any

import numpy as np

#: constant; then for each of `measures` its weight
BLOCKS = (0.328, 0.129, -0.613, -0.357, 0.320, -0.218, 0.203)
LINES = (0.083, 0.198, -0.344, -0.156, 0.123, -0.175, 0.365)
_ALLOWED = 0.105  #: words in error, as a share of the right ones, that make an F1 of 0.95
_DOUBTFUL = 4.0  #: scores nearer to 0 than this leave some doubt
_LONG = 8  #: words of a block whose score tells more


def confidence(
    words: Sequence[int], marks: Sequence[float], kept: Sequence[bool], prose: Sequence[bool], weights: Sequence[float] = BLOCKS
) -> float:
    """The chance that the kept blocks, of so many words and with these scores, are the article to 95 in 100.

    >>> yes, no = [True, True, False], [False] * 3
    >>> confidence([40, 50, 3], [8.0, 9.0, -9.0], yes, yes) > 0.9 > confidence([40, 50, 30], [0.5, 2.0, -0.5], yes, yes)
    True
    >>> confidence([40, 50, 3], [-8.0, -9.0, -9.0], no, yes)
    0.0
    """
    if not any(kept):
        return 0.0
    total = weights[0] + sum(w * m for w, m in zip(weights[1:], measures(words, marks, kept, prose), strict=True))
    return round(1 / (1 + exp(-max(-30.0, min(30.0, total)))), 3)


def measures(words: Sequence[int], marks: Sequence[float], kept: Sequence[bool], prose: Sequence[bool]) -> list[float]:
    """What the confidence is reckoned from, where any block is kept:

    - how far, in standard deviations, the errors that the scores expect are from those that an F1 of 0.95 allows;
    - blocks left out between the first and the last that are kept, as a logarithm;
    - share of the words in blocks with doubtful scores, as a logarithm;
    - number of blocks kept, as a logarithm;
    - share of the words kept in blocks that are no prose, as a logarithm;
    - the worst score of a long block that is kept.
    """
    w, m, k, is_prose = np.array(words, float), np.array(marks, float), np.array(kept, bool), np.array(prose, bool)
    p = 1 / (1 + np.exp(-np.clip(m, -12, 12)))
    wrong = np.where(k, 1 - p, p)
    spread = np.sqrt((w * w * wrong * (1 - wrong)).sum() + 20)
    room = float(np.clip((_ALLOWED * (w * k * p).sum() - (w * wrong).sum()) / spread, -4, 6))
    at, total = np.flatnonzero(k), max(float((w * k).sum()), 1.0)
    long = m[k & (w >= _LONG)]
    return [
        room,
        float(np.log1p((~k[at[0] : at[-1] + 1]).sum())),
        _log((w * (np.abs(m) < _DOUBTFUL)).sum() / total),
        float(np.log1p(len(at))),
        _log((w * k * ~is_prose).sum() / total),
        float(long.min()) if len(long) else -3.0,
    ]


def _log(share: Any) -> float:
    return float(np.log(max(float(share), 1e-3)))
