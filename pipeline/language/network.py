"""A small neural network over the tagger's features: it learns which of them mean something together, as linear weights cannot.

The vectors of a word's features are summed and squashed (kept once per distinct word); five words of the window, the summed
vectors of the token's place, the mean word of the sentence and the annotation style make a hidden layer; a second one, made
of it and of those of the words beside, is added to it, and that gives the scores of the labels, which are added to the linear
ones (Collobert and others, "Natural language processing (almost) from scratch", 2011, with feature sums for word vectors).
`training/network.py` trains it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt

from pipeline.language.features import OFFSETS

Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.intp]
REACH = len(OFFSETS) // 2
TABLES = ("vectors", "spots")  #: a row for each feature
ARRAYS = (*TABLES, "window", "inward", "topic", "styles", "middle", "middle_bias", "out", "out_bias", "moves")


class Network:
    """Names of the features and the arrays of weights.

    vectors (word features, v), spots (place features, p), window (5 v, h), inward (p, h), topic (v, h), styles (styles, h),
    middle (3 h, h), middle_bias (1, h), out (h, labels), out_bias (1, labels), moves (labels, labels).
    """

    def __init__(
        self, words: Sequence[str], places: Sequence[str], arrays: Mapping[str, npt.NDArray[Any]], style: int = 0
    ) -> None:
        self.words, self.places = tuple(words), tuple(places)
        self.arrays: dict[str, Floats] = {name: np.ascontiguousarray(arrays[name], dtype=np.float32) for name in ARRAYS}
        self.style = style
        self._words = {name: i for i, name in enumerate(self.words)}
        self.place_rows = {name: i for i, name in enumerate(self.places)}

    @property
    def width(self) -> int:
        """Numbers in a word's vector."""
        return len(self.arrays["vectors"][0])

    def vector(self, features: Sequence[str]) -> Floats:
        """What a word with these features is for the network."""
        index = self._words
        made: Floats = np.tanh(self.arrays["vectors"][[index[f] for f in features if f in index]].sum(axis=0))
        return made

    def scores(self, words: Floats, rows: Rows, sizes: Rows, places: Rows, owners: Rows) -> Floats:
        """Scores (tokens, labels) of the tokens of sentences.

        words: the vectors of all words, with edges before, between and behind the sentences; rows: which of them are tokens;
        sizes: tokens in each sentence; places: rows of place features; owners: the tokens that these belong to, in order.
        """
        of, wide = self.arrays, self.width
        hidden: Floats = bag(of["spots"], places, owners, len(rows)) @ of["inward"] + of["styles"][self.style]
        hidden += np.repeat(means(words[rows], sizes) @ of["topic"], sizes, axis=0)
        for at, offset in enumerate(OFFSETS):
            hidden += words[rows + offset] @ of["window"][at * wide : (at + 1) * wide]
        np.maximum(hidden, 0, out=hidden)
        hidden += np.maximum(beside(hidden, sizes) @ of["middle"] + of["middle_bias"], 0)
        made: Floats = hidden @ of["out"] + of["out_bias"]
        return made


def means(vectors: Floats, sizes: Rows) -> Floats:
    """The mean vector of each sentence; sizes: tokens in each, none without.

    >>> means(np.array([[1], [3], [5]], dtype=np.float32), np.array([2, 1])).tolist()
    [[2.0], [5.0]]
    """
    sums: Floats = np.add.reduceat(vectors, np.cumsum(sizes) - sizes)
    made: Floats = np.divide(sums, sizes[:, None], dtype=np.float32)
    return made


def beside(hidden: Floats, sizes: Rows) -> Floats:
    """For each token what the one before it, itself and the one behind it have; nothing beyond its sentence.

    >>> beside(np.array([[1], [2], [3]], dtype=np.float32), np.array([2, 1])).tolist()
    [[0.0, 1.0, 2.0], [1.0, 2.0, 0.0], [0.0, 3.0, 0.0]]
    """
    before, behind = np.roll(hidden, 1, axis=0), np.roll(hidden, -1, axis=0)
    before[np.cumsum(sizes) - sizes] = 0
    behind[np.cumsum(sizes) - 1] = 0
    return np.concatenate([before, hidden, behind], axis=1)


def save(networks: Sequence[Network], sink: IO[bytes], base: Sequence[Network] = ()) -> None:
    """Write networks over the same features in numpy's npz form: tables of vectors in 8 bits, the rest at half precision.

    Where `base` is told, what is in that file already is left out: names, and of the tables all but the difference.
    """
    kept: dict[str, Any] = {"style": np.array(networks[0].style)}
    if not base:
        for name, lines in (("words", networks[0].words), ("places", networks[0].places)):
            kept[name] = np.frombuffer("\n".join(lines).encode(), np.uint8)
    for n, network in enumerate(networks):
        for name, array in network.arrays.items():
            if name in TABLES:
                step = np.abs(base[n].arrays[name] if base else array).max() / 127
                kept[f"{n}.{name}.step"] = step
                steps = np.round((array - base[n].arrays[name] if base else array) / step)
                kept[f"{n}.{name}"] = np.clip(steps, -127, 127).astype(np.int8)
            else:
                kept[f"{n}.{name}"] = array.astype(np.float16)
    np.savez_compressed(sink, **kept)


def opened(source: Path | IO[bytes], style: int | None = None, base: Sequence[Network] = ()) -> tuple[Network, ...]:
    """The networks that `save` wrote; for a style, if told; with the base, if they were written as its differences."""
    with np.load(source, allow_pickle=False) as kept:
        style = int(kept["style"]) if style is None else style
        if base:
            words, places = base[0].words, base[0].places
        else:
            words, places = (tuple(kept[name].tobytes().decode().split("\n")) for name in ("words", "places"))
        made: list[Network] = []
        while (n := len(made)) < len(base) or (not base and f"{n}.moves" in kept):
            arrays = {name: kept[f"{n}.{name}"].astype(np.float32) for name in ARRAYS}
            for name in TABLES:
                arrays[name] *= kept[f"{n}.{name}.step"]
                if base:
                    arrays[name] += base[n].arrays[name]
            made.append(Network(words, places, arrays, style))
    return tuple(made)


def bag(table: Floats, rows: Rows, owners: Rows, count: int) -> Floats:
    """For each of `count` owners the sum of its rows of a table; owners are told in order, one for each row.

    >>> bag(np.eye(2, dtype=np.float32), np.array([0, 1, 1]), np.array([0, 0, 2]), 3).tolist()
    [[1.0, 1.0], [0.0, 0.0], [0.0, 1.0]]
    """
    made = np.zeros((count, table.shape[1]), np.float32)
    if len(rows):
        begins = np.flatnonzero(np.r_[True, owners[1:] != owners[:-1]])
        made[owners[begins]] = np.add.reduceat(table[rows], begins)
    return made
