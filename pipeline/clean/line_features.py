"""What is measured of each line of a text dump, where there is no markup to go by."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import Any

import numpy as np

from pipeline.clean.features import Matrix, around

_ENDS = re.compile(r"""[.!?:;…。！？]["'”’»)\]]*\s*(?:[(\[][^()]{1,80}[)\]])?$|["”»]$""")
_LABELS = ("inline_link", "ad", "teaser", "tags", "comment", "legal", "ui", "byline", "date")
_ENDING = frozenset(("teaser", "tags", "comment", "legal"))
_SEEN = tuple(range(14))  #: the columns that a line knows of its neighbours
_REACH = 4


def line_features(lines: Sequence[str], labels: Sequence[str | None]) -> tuple[Matrix, Matrix]:
    """One row per line, and per line its words; `labels` are those of the lines of the frame."""
    n = len(lines)
    seen = Counter(lines)
    cells = []
    for line, label in zip(lines, labels, strict=True):
        split = line[:300].split()
        count = len(line.split())
        ends = count > 1 and _ENDS.search(line, max(0, len(line) - 90)) is not None
        cells.append(
            (
                np.log1p(count) / 3,
                min(count, 50) / 50,
                ends,
                sum(map(str.islower, split)) / len(split),
                line[0] in "\"'“‘«",
                seen[line] > 1,
                line[-1] == ":",
                line[0].isupper(),
                line[:300].isupper(),
                count <= 3,
                (ends and count > 5) or count > 15,
                label is not None,
                label in _ENDING,
                label in {"byline", "date"},
                *(label == name for name in _LABELS),
                line[0].islower(),
                line[0] in ".,;:)",
                line[:60].count(",") / 3,
            )
        )
    made = np.array(cells, np.float32).reshape(n, 17 + len(_LABELS))
    words = np.array([len(line.split()) for line in lines], np.float32)
    prose = made[:, 10] * np.minimum(words, 60)
    ending, total = made[:, 12], prose.sum() + 1e-6
    columns = [
        made,
        np.full((n, 1), np.log1p(total) / 8),
        np.full((n, 1), made[:, 11].mean()),
        np.full((n, 1), np.log1p(n) / 6),
    ]
    for reach in (5, 15):
        for values in (prose / 60, ending, made[:, 9], made[:, 5]):
            before, after = _around(values, reach)
            columns += [before[:, None], after[:, None]]
    known = made[:, _SEEN]
    columns += around(known, _REACH)
    return np.hstack(columns).astype(np.float32), words


def _around(values: Any, reach: int) -> tuple[Matrix, Matrix]:
    """Means of the values before and behind each place, at most `reach` of them."""
    n = len(values)
    sums = np.concatenate([[0], np.cumsum(values)])
    at = np.arange(n)
    low, high = np.maximum(0, at - reach), np.minimum(n, at + 1 + reach)
    return (sums[at] - sums[low]) / reach, (sums[high] - sums[at + 1]) / reach


def line_context(scores: Matrix, words: Matrix) -> Matrix:
    """What the first network's scores say of a line's surroundings, for the second."""
    capped = np.clip(scores, -8, 8)
    p = 1 / (1 + np.exp(-capped))
    weight = np.minimum(words, 60)
    mass = p * weight
    total = mass.sum() + 1e-3
    columns = [capped / 8, p, np.full(len(p), np.log1p(total) / 8)]
    for k in (1, 2, 4, 8, 20):
        m_before, m_after = _around(mass, k)
        w_before, w_after = _around(weight, k)
        columns += [m_before / (w_before + 1e-3), m_after / (w_after + 1e-3)]
    done = np.cumsum(mass) - mass
    columns += [done / total, (total - done - mass) / total]
    return np.stack(columns, 1).astype(np.float32)
