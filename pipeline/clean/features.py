"""What is measured of each block of a page: numbers for the two small networks that choose the article's blocks."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from itertools import chain
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.clean.classes import group_names
from pipeline.clean.markup import Tree

Matrix = npt.NDArray[np.float32]

_TAGS = ("p", "div", "li", "h1", "h2", "h3", "h4", "td", "blockquote", "figcaption", "section", "article", "body")
_TAG = {tag: n for n, tag in enumerate(_TAGS)}
_ENDS = re.compile(r"""[.!?:;…。！？]["'”’»)\]]*\s*(?:[(\[][^()]{1,60}[)\]])?$|["”»]$""")
_LAST = frozenset(".!?:;…。！？\"'”’»)]")  #: the characters that a text can end with which `_ENDS` finds
_BITS = np.arange(len(group_names()))
_WINDOWS = np.array([[1], [2], [4], [8]])  #: blocks before and behind that the scores are averaged over
_FLAGS = np.arange(8)
_SEEN = (0, 2, 3, 7, 9, 12, 14, 18, 20, 21, 26, 28, 30, 31)  #: the columns that a block knows of its neighbours
_REACH = 3  #: how far away those are


def features(tree: Tree) -> tuple[Matrix, Matrix]:
    """One row per block, and per block its words."""
    n = len(tree.blocks)
    seen = Counter([b.text for b in tree.blocks])
    head = tree.title.casefold() or "\0"  # which no text has
    rows = []
    for b in tree.blocks:
        text, count = b.text, b.words
        first, last, start = text[0], text[-1], text[:300]
        flags = (
            (count > 1 and last in _LAST and (last in '."”' or _ENDS.search(text, max(0, len(text) - 70)) is not None))
            + 2 * (first in "\"'“‘«")
            + 4 * (seen[text] > 1)
            + 8 * (2 < count < 40 and ((small := text.casefold()) in head or head in small))
            + 16 * (last == ":")
            + 32 * first.isupper()
            + 64 * start.isupper()
            + 128 * (last in '.!?”"…。')
        )
        lower = sum(map(str.islower, start.split()))
        rows.append((count, len(text), b.link, lower, start.count(","), _TAG.get(b.tag, 99), b.groups, b.near, flags))
    cells: Any = np.fromiter(chain.from_iterable(rows), np.int64, 9 * n).reshape(n, 9).T
    words, size, link, lower, commas, tag, groups, near, bits = cells
    flagged = bits[:, None] >> _FLAGS & 1
    density = link / np.maximum(size, 1)
    brief = np.minimum(words, np.maximum(words * 300 // np.maximum(size, 1), 1))
    prose = np.where((bits & 1 > 0) & (words > 5) | (words > 15), words * (1 - density), 0.0)
    total = prose.sum() + 1e-6
    place = places(tree)
    up, same = place.up, place.same
    below = subtree(prose, tree) / total
    heads = np.flatnonzero(tag == 3)
    after = np.clip((np.arange(n) - heads[0]) / 20, -1, 2) if len(heads) else np.zeros(n)
    own = 26 + len(_TAGS) + 2 * len(_BITS)
    made = np.zeros((n, own + 2 * _REACH * len(_SEEN)), np.float32)
    columns = (
        np.log1p(words) / 3, np.minimum(words, 50) / 50, density, lower / np.maximum(brief, 1),
        np.minimum(commas / np.maximum(brief, 1) * 5, 2), words <= 3, density > 0.9, prose > 0,
        below[up[0]], below[up[1]], below[up[2]], below[up[3]],
        np.bincount(up[1], prose, len(place.ends))[up[1]] / total, np.bincount(up[2], prose, len(place.ends))[up[2]] / total,
        np.bincount(same, prose)[same] / total, after, after > 0, np.full(n, np.log1p(total) / 8),
    )  # fmt: skip
    for k, column in enumerate(columns):
        made[:, k] = column
    at = len(columns) + len(_FLAGS)
    made[:, len(columns) : at] = flagged
    known = tag < len(_TAGS)
    made[known, at + tag[known]] = 1
    at += len(_TAGS)
    made[:, at : at + len(_BITS)] = groups[:, None] >> _BITS & 1
    made[:, at + len(_BITS) : own] = near[:, None] >> _BITS & 1
    rows_near, width = made[:, _SEEN], len(_SEEN)
    for k, far in enumerate((-3, -2, -1, 1, 2, 3)):
        to, by = (slice(-far, None), slice(None, far)) if far < 0 else (slice(None, -far), slice(far, None))
        made[to, own + k * width : own + (k + 1) * width] = rows_near[by]
    return made, words.astype(np.float32)


def around(rows: Matrix, reach: int) -> list[Matrix]:
    """The rows at each distance before and behind each row, to `reach`; zeros beyond the ends."""
    n = len(rows)
    padded = np.zeros((n + 2 * reach, rows.shape[1]), np.float32)
    padded[reach : reach + n] = rows
    return [padded[k : k + n] for k in range(2 * reach + 1) if k != reach]


@dataclass(frozen=True, slots=True)
class Places:
    """Where the blocks of a page stand, as arrays."""

    up: tuple[Any, ...]  #: for each block the number of its box, of the box around that, and so on
    ends: Any  #: for each box the number behind the last box inside it
    same: Any  #: a number for each block, the same for blocks of one kind: tag, class groups


def places(tree: Tree) -> Places:
    """The places of a page's blocks, made once."""
    if tree.places is None:
        parents = np.array(tree.parents, np.int64)
        up = [np.array([b.box for b in tree.blocks], np.int64)]
        for _ in range(3):
            up.append(parents[up[-1]])
        kinds: dict[tuple[str, int], int] = {}
        same = np.array([kinds.setdefault((b.tag, b.groups), len(kinds)) for b in tree.blocks], np.int64)
        tree.places = Places(tuple(up), np.array(tree.ends, np.int64), same)
    made: Places = tree.places
    return made


def subtree(mass: Any, tree: Tree) -> Any:
    """For each box the sum of the mass of the blocks in it and in all boxes inside it."""
    place = places(tree)
    sums = np.zeros(len(place.ends) + 1)
    np.cumsum(np.bincount(place.up[0], mass, len(place.ends)), out=sums[1:])
    return sums[place.ends] - sums[:-1]


def context(scores: Matrix, words: Matrix, tree: Tree) -> Matrix:
    """What the first network's scores say of a block's surroundings, for the second."""
    n = len(scores)
    capped = np.clip(scores, -8, 8)
    p = 1 / (1 + np.exp(-capped))
    weight = np.minimum(words, 60)
    mass = p * weight
    sums = np.zeros((2, n + 1))
    np.cumsum((mass, weight), axis=1, out=sums[:, 1:])
    i = np.arange(n)
    low, high = np.maximum(0, i - _WINDOWS), np.minimum(n, i + 1 + _WINDOWS)
    before, after = sums[:, None, :-1] - sums[:, low], sums[:, high] - sums[:, None, 1:]
    ms = sums[0]
    columns = [capped / 8, p, *(before[0] / (before[1] + 1e-3)), *(after[0] / (after[1] + 1e-3))]
    total = ms[-1] + 1e-3
    columns += [ms[:-1] / total, (total - ms[1:]) / total, np.full(n, np.log1p(total) / 8)]
    inside, around = subtree(mass, tree), subtree(weight, tree)
    for box in places(tree).up:
        columns += [inside[box] / total, inside[box] / (around[box] + 1e-3)]
    same = places(tree).same
    a, b = np.bincount(same, mass), np.bincount(same, weight)
    columns += [a[same] / total, a[same] / (b[same] + 1e-3)]
    made = np.empty((n, len(columns)), np.float32)
    for k, column in enumerate(columns):
        made[:, k] = column
    return made
