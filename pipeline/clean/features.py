"""What is measured of each block of a page: numbers for the two small networks that choose the article's blocks."""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.clean.markup import Tree, group_names

Matrix = npt.NDArray[np.float32]

_TAGS = ("p", "div", "li", "h1", "h2", "h3", "h4", "td", "blockquote", "figcaption", "section", "article", "body")
_TAG = {tag: n for n, tag in enumerate(_TAGS)}
_ENDS = re.compile(r"""[.!?:;…。！？]["'”’»)\]]*\s*(?:[(\[][^()]{1,60}[)\]])?$|["”»]$""")
_BITS = np.arange(len(group_names()))
_SEEN = (0, 2, 3, 4, 7, 8, 15, 17, 20, 22, 26, 28, 30, 31)  #: the columns that a block knows of its neighbours
_REACH = (1, 2, 3)  #: how far away those are


def features(tree: Tree, title: str = "") -> tuple[Matrix, Matrix]:
    """One row per block, and per block its words."""
    n = len(tree.blocks)
    seen = Counter([b.text for b in tree.blocks])
    head = title.casefold()
    rows = []
    for b in tree.blocks:
        text, count = b.text, b.words
        first, last, start = text[0], text[-1], text[:300]
        rows.append(
            (
                count,
                len(text),
                b.link,
                count > 1 and (last in '."”' or _ENDS.search(text, max(0, len(text) - 70)) is not None),
                sum(map(str.islower, start.split())),
                start.count(","),
                first in "\"'“‘«",
                seen[text] > 1,
                2 < count < 40 and head != "" and (text.casefold() in head or head in text.casefold()),
                last == ":",
                _TAG.get(b.tag, 99),
                b.box,
                first.isupper(),
                start.isupper(),
                last in '.!?”"…。',
                b.groups,
                b.near,
            )
        )
    cells = np.array(rows, np.int64).reshape(n, 17)
    words, size, link, ends, lower, commas, quote, again, titled, colon, tag, box, upper, shout, stop, groups, near = cells.T
    density = link / np.maximum(size, 1)
    brief = np.minimum(words, np.maximum(words * 300 // np.maximum(size, 1), 1))
    prose = np.where((ends > 0) & (words > 5) | (words > 15), words * (1 - density), 0.0)
    parents = np.array(tree.parents, np.int64)
    total = prose.sum() + 1e-6
    up = [box, parents[box]]
    up += [parents[up[1]], parents[parents[up[1]]]]
    below = subtree(prose, box, tree.parents) / total
    same = signature(tree)
    heads = np.flatnonzero(tag == 3)
    after = np.clip((np.arange(n) - heads[0]) / 20, -1, 2) if len(heads) else np.zeros(n)
    made = np.zeros((n, 26 + len(_TAGS) + 2 * len(_BITS)), np.float32)
    columns = (
        np.log1p(words) / 3, np.minimum(words, 50) / 50, density, ends, lower / np.maximum(brief, 1),
        np.minimum(commas / np.maximum(brief, 1) * 5, 2), quote, again, titled, colon, upper, shout, stop,
        words <= 3, density > 0.9, prose > 0, below[up[0]], below[up[1]], below[up[2]], below[up[3]],
        np.bincount(up[1], prose, len(parents))[up[1]] / total, np.bincount(up[2], prose, len(parents))[up[2]] / total,
        np.bincount(same, prose)[same] / total, after, after > 0, np.full(n, np.log1p(total) / 8),
    )  # fmt: skip
    for k, column in enumerate(columns):
        made[:, k] = column
    at = len(columns)
    known = tag < len(_TAGS)
    made[known, at + tag[known]] = 1
    at += len(_TAGS)
    made[:, at : at + len(_BITS)] = groups[:, None] >> _BITS & 1
    made[:, at + len(_BITS) : at + 2 * len(_BITS)] = near[:, None] >> _BITS & 1
    known_rows = made[:, _SEEN]
    return np.hstack([made, *(beside(known_rows, k) for reach in _REACH for k in (-reach, reach))]), words.astype(np.float32)


def beside(rows: Matrix, distance: int) -> Matrix:
    """For each row the one that far behind it (before it, where negative); zeros beyond the ends."""
    made = np.zeros_like(rows)
    if distance > 0:
        made[:-distance] = rows[distance:]
    else:
        made[-distance:] = rows[:distance]
    return made


def subtree(mass: Any, box: Any, parents: list[int]) -> Any:
    """Sum of `mass` in each box and all boxes inside it."""
    total = np.bincount(box, mass, len(parents)).tolist()
    for k in range(len(parents) - 1, 0, -1):
        if total[k]:
            total[parents[k]] += total[k]
    return np.array(total)


def signature(tree: Tree) -> Any:
    """A number for each block, the same for blocks of one kind: tag, class groups."""
    kinds: dict[tuple[str, int], int] = {}
    return np.array([kinds.setdefault((b.tag, b.groups), len(kinds)) for b in tree.blocks])


def context(scores: Matrix, words: Matrix, tree: Tree) -> Matrix:
    """What the first network's scores say of a block's surroundings, for the second."""
    n = len(scores)
    capped = np.clip(scores, -8, 8)
    p = 1 / (1 + np.exp(-capped))
    weight = np.minimum(words, 60)
    mass = p * weight
    ms = np.concatenate([[0], np.cumsum(mass)])
    ws = np.concatenate([[0], np.cumsum(weight)])
    i = np.arange(n)
    columns = [capped / 8, p]
    for k in (1, 2, 4, 8):
        lo, hi = np.maximum(0, i - k), np.minimum(n, i + 1 + k)
        columns += [(ms[i] - ms[lo]) / (ws[i] - ws[lo] + 1e-3), (ms[hi] - ms[i + 1]) / (ws[hi] - ws[i + 1] + 1e-3)]
    total = ms[-1] + 1e-3
    columns += [ms[i] / total, (total - ms[i + 1]) / total, np.full(n, np.log1p(total) / 8)]
    box = np.array([b.box for b in tree.blocks])
    parents = np.array(tree.parents)
    inside, around = subtree(mass, box, tree.parents), subtree(weight, box, tree.parents)
    for _ in range(4):
        columns += [inside[box] / total, inside[box] / (around[box] + 1e-3)]
        box = parents[box]
    same = signature(tree)
    a, b = np.bincount(same, mass), np.bincount(same, weight)
    columns += [a[same] / total, a[same] / (b[same] + 1e-3)]
    return np.stack(columns, 1).astype(np.float32)
