"""A linear-chain CRF that reads: weights in, labels and their probabilities out, all sentences of a text at a time.

The weights are learnt by CRFsuite (`training/`); a small network may add to their scores. Reading needs no more than sums
and products of small arrays, so it is done here in numpy, and the scores of a word's own features are summed once per
distinct word and kept. The recursions are those of Rabiner, "A tutorial on hidden Markov models", 1989, with scaling.
"""

from __future__ import annotations

import math
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import numpy as np
import numpy.typing as npt

from pipeline.language.features import EDGE, OFFSETS, context_features, word_features
from pipeline.language.network import Network

Floats = npt.NDArray[np.float32]
REACH = len(OFFSETS) // 2
KEPT = 50_000  #: distinct words whose scores are kept; then the store starts anew
FLOOR = -60.0  #: a label's score is taken for at least so much less than the best one's


@dataclass(frozen=True, slots=True)
class Reading:
    """The best labels of a sentence, and what is needed for the probability of a span of them."""

    labels: list[int]
    shares: Floats  #: probability of each label, (tokens, labels)
    ahead: Floats  #: weight of each label with all that comes after, (tokens, labels); only ratios mean something


class Crf:
    """Weights of the features and what is computed from them.

    `word_weights[f, o, y]` is the weight of word feature f seen from window place o for label y, `context_weights[f, y]`
    that of a context feature, `moves[y, z]` that of label z after label y.
    """

    def __init__(
        self,
        labels: Sequence[str],
        word_names: Sequence[str],
        word_weights: npt.NDArray[Any],
        context_names: Sequence[str],
        context_weights: npt.NDArray[Any],
        moves: npt.NDArray[Any],
        calibration: Mapping[str, tuple[float, float]] | None = None,
        networks: Sequence[Network] = (),
    ) -> None:
        self.labels = tuple(labels)
        self.word_names = tuple(word_names)
        self.context_names = tuple(context_names)
        self.word_weights: Floats = np.ascontiguousarray(word_weights, dtype=np.float32)
        self.context_weights: Floats = np.ascontiguousarray(context_weights, dtype=np.float32)
        self.moves: Floats = np.ascontiguousarray(moves, dtype=np.float32)
        #: label of an entity → a, b: its score is the logistic function of a + b · log odds of the span
        self.calibration = dict(calibration or {})
        self.networks = tuple(networks)  #: their scores are added to the linear ones, and their moves; over the same features
        self._words = {name: i for i, name in enumerate(self.word_names)}
        self._contexts = {name: i for i, name in enumerate(self.context_names)}
        allowed = np.array([[follows(a, b) for b in self.labels] for a in self.labels])
        moves = sum((n.arrays["moves"] for n in networks), self.moves)
        self._moves: Floats = np.where(allowed, moves, -1000).astype(np.float32)
        self._factors: Floats = np.exp(self._moves)
        self._inside = np.array([y.startswith("I-") for y in self.labels])
        self._known: dict[str, int] = {}
        self._scores: Floats = np.zeros((1024, len(OFFSETS), len(self.labels)), np.float32)
        self._vectors: Floats = np.zeros((1024, sum(n.width for n in networks)), np.float32)
        self._lock = threading.Lock()  # of the store: one thread may begin it anew while another reads rows of it

    def word(self, word: str) -> int:
        """Row of the word's own scores in the store; made where it is not there yet."""
        row = self._known.get(word)
        if row is None:
            row = len(self._known)
            if row >= len(self._scores):
                self._scores = np.concatenate([self._scores, np.zeros_like(self._scores)])
                self._vectors = np.concatenate([self._vectors, np.zeros_like(self._vectors)])
            index = self._words
            features = word_features(word)
            self._scores[row] = self.word_weights[[index[f] for f in features if f in index]].sum(axis=0)
            if self.networks:
                self._vectors[row] = np.concatenate([n.vector(features) for n in self.networks])
            self._known[word] = row
        return row

    def emissions(self, sentences: Sequence[Sequence[str]]) -> tuple[Floats, list[int]]:
        """Score of each label for each token, all sentences in one array (tokens, labels), and where each one begins."""
        flat: list[str] = []
        begins: list[int] = []
        found: list[int] = []
        owners: list[int] = []
        places: list[int] = []
        holders: list[int] = []
        get = self._contexts.get
        seek = self.networks[0].place_rows.get if self.networks else None
        for words in sentences:
            flat += [EDGE] * REACH
            begins.append(len(flat))
            for i, features in enumerate(context_features(words), len(flat)):
                for name in features:
                    if (row := get(name)) is not None:
                        found.append(row)
                        owners.append(i)
                    if seek and (row := seek(name)) is not None:
                        places.append(row)
                        holders.append(i - REACH * len(begins))
            flat += words
        flat += [EDGE] * REACH
        with self._lock:
            if len(self._known) > KEPT:
                self._known.clear()
            rows = [self.word(w) for w in flat]
            seen, vectors = self._scores[rows], self._vectors[rows]
        made: Floats = np.zeros((len(flat), len(self.labels)), np.float32)
        n = len(flat) - 2 * REACH
        for place in range(len(OFFSETS)):
            made[REACH : REACH + n] += seen[place : place + n, place]
        np.add.at(made, owners, self.context_weights[found])
        at, sizes = 0, np.array([len(words) for words in sentences])
        tokens = np.repeat(np.array(begins) - np.cumsum(sizes) + sizes, sizes) + np.arange(sizes.sum())
        spots, spot_owners = np.array(places, np.intp), np.array(holders, np.intp)
        for network in self.networks:
            made[tokens] += network.scores(vectors[:, at : at + network.width], tokens, sizes, spots, spot_owners)
            at += network.width
        return made, begins

    def read(self, sentences: Sequence[Sequence[str]]) -> list[Reading]:
        """The reading of each sentence; none may be empty."""
        if not sentences:
            return []
        flat, begins = self.emissions(sentences)
        order = sorted(range(len(sentences)), key=lambda i: -len(sentences[i]))
        lengths = [len(sentences[i]) for i in order]
        size = len(self.labels)
        scores: Floats = np.zeros((lengths[0], len(order), size), np.float32)
        for at, i in enumerate(order):
            scores[: lengths[at], at] = flat[begins[i] : begins[i] + lengths[at]]
        active = [0] * lengths[0]  # how many sentences reach so far; they come first
        for length in lengths:
            active[length - 1] += 1
        for t in range(lengths[0] - 2, -1, -1):
            active[t] += active[t + 1]
        scores[0][:, self._inside] = -1000
        best = self._best(scores, active, lengths)
        shares, ahead = self._shares(scores, active)
        made: list[Reading] = [None] * len(order)  # type: ignore[list-item]
        for at, i in enumerate(order):
            n = lengths[at]
            made[i] = Reading(best[:n, at].tolist(), shares[:n, at], ahead[:n, at])
        return made

    def _best(self, scores: Floats, active: list[int], lengths: list[int]) -> npt.NDArray[np.intp]:
        """Viterbi: the best labels, (tokens, sentences)."""
        long, many, size = scores.shape
        back = np.zeros((long, many, size), np.intp)
        total = scores[0].copy()
        for t in range(1, long):
            k = active[t]
            ways = total[:k, :, None] + self._moves
            back[t, :k] = ways.argmax(axis=1)
            total[:k] = ways.max(axis=1) + scores[t, :k]
        best = np.zeros((long, many), np.intp)
        last = total.argmax(axis=1)
        every = np.arange(many)
        best[np.array(lengths) - 1, every] = last
        for t in range(long - 2, -1, -1):
            k = active[t + 1]
            best[t, :k] = back[t + 1, every[:k], best[t + 1, :k]]
        return best

    def _shares(self, scores: Floats, active: list[int]) -> tuple[Floats, Floats]:
        """Forward and backward: each label's probability, and its weight with all that comes after it."""
        long = len(scores)
        local = np.exp(np.maximum(scores - scores.max(axis=2, keepdims=True), FLOOR))
        local[0][:, self._inside] = 0
        front = local.copy()
        front[0] /= front[0].sum(axis=1, keepdims=True)
        for t in range(1, long):
            k = active[t]
            now = (front[t - 1, :k] @ self._factors) * local[t, :k]
            front[t, :k] = now / now.sum(axis=1, keepdims=True)
        ahead = np.ones_like(local)
        behind = self._factors.T
        for t in range(long - 2, -1, -1):
            k = active[t + 1]
            now = (ahead[t + 1, :k] * local[t + 1, :k]) @ behind
            ahead[t, :k] = now / now.max(axis=1, keepdims=True)
        shares = front * ahead
        shares /= shares.sum(axis=2, keepdims=True)
        return shares, ahead * local

    def span(self, reading: Reading, begin: int, end: int) -> float:
        """Probability that exactly the tokens begin to end, exclusive, carry these labels and the span ends there."""
        labels = reading.labels
        share = float(reading.shares[begin, labels[begin]])
        for t in range(begin + 1, end):
            row = self._factors[labels[t - 1]] * reading.ahead[t]
            share *= float(row[labels[t]] / row.sum())
        if end < len(labels):
            row = self._factors[labels[end - 1]] * reading.ahead[end]
            share *= 1 - float(row[self._inside].sum() / row.sum())
        return share

    def score(self, reading: Reading, begin: int, end: int) -> float:
        """The probability of a span, corrected by what such probabilities were worth on sentences held out."""
        share = min(max(self.span(reading, begin, end), 1e-6), 1 - 1e-6)
        a, b = self.calibration.get(self.labels[reading.labels[begin]][2:], (0.0, 1.0))
        score = 1 / (1 + math.exp(-a - b * math.log(share / (1 - share))))
        return min(max(score, 0.0001), 0.9999)

    def save(self, sink: IO[bytes]) -> None:
        """Write the linear weights, at half precision, in numpy's npz form."""
        np.savez_compressed(
            sink,
            labels=packed(self.labels),
            word_names=packed(self.word_names),
            word_weights=self.word_weights.astype(np.float16),
            context_names=packed(self.context_names),
            context_weights=self.context_weights.astype(np.float16),
            moves=self.moves,
            calibrated=packed(list(self.calibration)),
            calibration=np.array(list(self.calibration.values()), np.float64),
        )

    @classmethod
    def open(cls, source: Path | IO[bytes], networks: Sequence[Network] = ()) -> Crf:
        """The weights that `save` wrote, with these networks."""
        with np.load(source, allow_pickle=False) as kept:
            return cls(
                unpacked(kept["labels"]),
                unpacked(kept["word_names"]),
                kept["word_weights"],
                unpacked(kept["context_names"]),
                kept["context_weights"],
                kept["moves"],
                dict(zip(unpacked(kept["calibrated"]), map(tuple, kept["calibration"].tolist()))),
                networks,
            )


def follows(a: str, b: str) -> bool:
    """Whether label b may come after label a.

    >>> follows("B-PER", "I-PER"), follows("O", "I-PER"), follows("B-ORG", "I-PER")
    (True, False, False)
    """
    return not b.startswith("I-") or a[2:] == b[2:]


def packed(names: Sequence[str]) -> npt.NDArray[np.uint8]:
    """Names as one array of bytes, a line each."""
    return np.frombuffer("\n".join(names).encode(), dtype=np.uint8)


def unpacked(lines: npt.NDArray[np.uint8]) -> list[str]:
    """Names from one array of bytes.

    >>> unpacked(packed(["O", "B-PER"]))
    ['O', 'B-PER']
    """
    return lines.tobytes().decode().split("\n") if len(lines) else []
