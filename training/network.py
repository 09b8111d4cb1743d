"""Trains the small neural network that reads beside the linear weights: plain numpy, Adam, the loss of a CRF.

What is computed is told in `pipeline/language/network.py`. Features are left out at random while training, whole groups of them
too, so that it learns to do without the word itself.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

from pipeline.language.crf import follows
from pipeline.language.features import EDGE, OFFSETS, context_features, word_features
from pipeline.language.network import REACH, Network, bag, beside, means

Floats = npt.NDArray[np.float32]
Rows = npt.NDArray[np.intp]
WORD, PLACE, HIDDEN = 48, 48, 96  #: widths: of a word's vector, of a place's, of the hidden layers
SEEN, SEEN_WORD, SEEN_PLACE = 5, 2, 5  #: how often a word, a word's feature (in distinct words), a place's must occur
DROP_WORD, DROP_PLACE, DROP_HIDDEN, UNKNOWN = 0.2, 0.6, 0.4, 0.25  #: shares left out; words read without what names them
NAMING = frozenset("wkpncf")  #: kinds of features that all but name the word
BATCH, BETA1, BETA2 = 32, 0.9, 0.98
FIRST, FURTHER = (8, 2e-3, 200), (16, 1e-3, 20)  #: epochs, rate, steps until then; of a new network, of one that goes on
Sentence = tuple[list[str], list[str], str]


class Adam:
    """Adam; of tables of vectors only the rows that were used move."""

    def __init__(self, value: Floats) -> None:
        self.value = value
        self.mean, self.square = np.zeros_like(value), np.zeros_like(value)
        self.steps = 0

    def move(self, grad: Floats, rate: float, rows: Rows | slice = slice(None)) -> None:
        """One step against the gradient of these rows."""
        self.steps += 1
        mean = self.mean[rows] = BETA1 * self.mean[rows] + (1 - BETA1) * grad
        square = self.square[rows] = BETA2 * self.square[rows] + (1 - BETA2) * grad * grad
        mean, square = mean / (1 - BETA1**self.steps), square / (1 - BETA2**self.steps)
        self.value[rows] -= rate * mean / (np.sqrt(square) + 1e-8)


def spread(grad: Floats, ids: Rows, owners: Rows, adam: Adam, rate: float) -> None:
    """Moves the rows of a table by the gradient of their owners."""
    if len(ids):
        order = np.argsort(ids, kind="stable")
        ids, owners = ids[order], owners[order]
        begins = np.flatnonzero(np.r_[True, ids[1:] != ids[:-1]])
        adam.move(np.add.reduceat(grad[owners], begins), rate, ids[begins])


class Bags:
    """Lists of numbers one behind the other: `at(rows)` gives the numbers of these rows and their owners."""

    def __init__(self, lists: Sequence[Sequence[int]]) -> None:
        self.flat = np.fromiter((i for row in lists for i in row), np.intp)
        self.ends = np.cumsum([len(row) for row in lists])
        self.sizes = np.array([len(row) for row in lists])

    def at(self, rows: Rows) -> tuple[Rows, Rows]:
        """Numbers of the rows and, for each, the place of its row among `rows`."""
        sizes = self.sizes[rows]
        owners = np.repeat(np.arange(len(rows)), sizes)
        firsts = np.repeat(self.ends[rows] - np.cumsum(sizes), sizes)
        return self.flat[firsts + np.arange(len(owners))], owners


def gradient(scores: Floats, gold: Rows, mask: npt.NDArray[np.bool_], moves: Floats) -> tuple[Floats, Floats]:
    """Gradients of the loss of a CRF (minus the log-likelihood) by its scores (sentences, tokens, labels) and its moves."""
    many, long, _ = scores.shape
    front, back = np.zeros_like(scores), np.zeros_like(scores)
    front[:, 0] = scores[:, 0]
    for t in range(1, long):
        now = summed(front[:, t - 1, :, None] + moves, 1) + scores[:, t]
        front[:, t] = np.where(mask[:, t, None], now, front[:, t - 1])
    total = summed(front[:, -1], 1)
    by_moves = np.zeros_like(moves)
    for t in range(long - 1, 0, -1):
        on = mask[:, t]
        ahead = (back[:, t] + scores[:, t])[:, None, :] + moves
        by_moves += (np.exp(front[:, t - 1, :, None] + ahead - total[:, None, None]) * on[:, None, None]).sum(axis=0)
        back[:, t - 1] = np.where(on[:, None], summed(ahead, 2), back[:, t])
    by_scores = np.exp(front + back - total[:, None, None])
    by_scores[np.arange(many)[:, None], np.arange(long), gold] -= 1
    np.add.at(by_moves, (gold[:, :-1][mask[:, 1:]], gold[:, 1:][mask[:, 1:]]), -1)
    return by_scores * mask[:, :, None], by_moves


def summed(logs: Floats, axis: int) -> Floats:
    """Logarithm of the sum of what these are logarithms of."""
    top = logs.max(axis=axis, keepdims=True)
    made: Floats = np.log(np.exp(logs - top).sum(axis=axis)) + top.squeeze(axis)
    return made


def table(counts: Counter[str], least: int) -> dict[str, int]:
    """Features that occur often enough, numbered."""
    return {name: i for i, name in enumerate(sorted(name for name, n in counts.items() if n >= least))}


class Features:
    """Features of all sentences, numbered: of each distinct word and each token's place; those a network knows, if told."""

    def __init__(self, sentences: Sequence[Sentence], known: Network | None = None) -> None:
        seen = Counter(w for s in sentences for w in s[0])
        self.words = {w: i for i, w in enumerate(sorted({*seen, EDGE}))}
        words = [word_features(w) for w in self.words]
        places = [now for s in sentences for now in context_features(s[0])]
        if known:
            self.word_names, self.place_names = ({f: i for i, f in enumerate(of)} for of in (known.words, known.places))
        else:
            often = Counter(word_features(w)[0] for w, n in seen.items() if n >= SEEN)
            self.word_names = table(Counter(f for now in words for f in now) + often, SEEN_WORD)
            self.place_names = table(Counter(f for now in places for f in now), SEEN_PLACE)
        self.naming = np.array([name[0] in NAMING for name in self.word_names])
        self.of_words = Bags([[self.word_names[f] for f in now if f in self.word_names] for now in words])
        self.of_places = Bags([[self.place_names[f] for f in now if f in self.place_names] for now in places])
        self.begins = np.cumsum([0] + [len(s[0]) for s in sentences])


class Learner:
    """The weights while they are learnt."""

    def __init__(self, features: Features, labels: Sequence[str], styles: int, rng: np.random.Generator) -> None:
        self.features, self.rng = features, rng
        wide, size = len(OFFSETS) * WORD, len(labels)
        shapes = {
            "vectors": (len(features.word_names), WORD, 0.1),
            "spots": (len(features.place_names), PLACE, 0.1),
            "window": (wide, HIDDEN, wide**-0.5),
            "inward": (PLACE, HIDDEN, PLACE**-0.5),
            "topic": (WORD, HIDDEN, 0.01),
            "styles": (styles, HIDDEN, 0.01),
            "middle": (3 * HIDDEN, HIDDEN, (3 * HIDDEN) ** -0.5),
            "middle_bias": (1, HIDDEN, 0.01),
            "out": (HIDDEN, size, HIDDEN**-0.5),
            "out_bias": (1, size, 0.01),
            "moves": (size, size, 0.01),
        }
        self.of = {name: Adam(rng.normal(0, scale, (a, b)).astype(np.float32)) for name, (a, b, scale) in shapes.items()}
        self.barred = np.array([[0 if follows(a, b) else -1e4 for b in labels] for a in labels], np.float32)
        self.first = np.array([-1e4 if y[0] == "I" else 0 for y in labels], np.float32)

    def kept(self, *shape: int) -> Floats:
        """Which numbers of a hidden layer are kept, scaled so that their sum stays the same."""
        made: Floats = (self.rng.random(shape) >= DROP_HIDDEN).astype(np.float32) / (1 - DROP_HIDDEN)
        return made

    def step(
        self, rows: Rows, tokens: Rows, places: Rows, style: Rows, gold: Rows, mask: npt.NDArray[np.bool_], rate: float
    ) -> None:
        """One step on a batch.

        rows: the words of all sentences with edges between them; tokens: which of them are tokens; places: their numbers in
        `Features.of_places`; style: of each token; gold and mask: labels and what is no padding (sentences, tokens).
        """
        rng, of, features = self.rng, {name: adam.value for name, adam in self.of.items()}, self.features
        sizes = mask.sum(axis=1)
        firsts, lasts = np.cumsum(sizes) - sizes, np.cumsum(sizes) - 1
        distinct, back = np.unique(rows * 2 + (rng.random(len(rows)) < UNKNOWN), return_inverse=True)
        ids, owners = features.of_words.at(distinct // 2)
        keep = (rng.random(len(ids)) >= DROP_WORD) & ~(features.naming[ids] & (distinct % 2 == 1)[owners])
        ids, owners = ids[keep], owners[keep]
        words = np.tanh(bag(of["vectors"], ids, owners, len(distinct)))
        around = np.concatenate([words[back[tokens + o]] for o in OFFSETS], axis=1)
        place_ids, place_owners = features.of_places.at(places)
        keep = rng.random(len(place_ids)) >= DROP_PLACE
        place_ids, place_owners = place_ids[keep], place_owners[keep]
        spots = bag(of["spots"], place_ids, place_owners, len(tokens))
        kept1, kept2 = self.kept(len(tokens), HIDDEN), self.kept(len(tokens), HIDDEN)
        mean = means(words[back[tokens]], sizes)
        before = around @ of["window"] + spots @ of["inward"] + of["styles"][style]
        before += np.repeat(mean @ of["topic"], sizes, axis=0)
        first = np.maximum(before, 0) * kept1
        three = beside(first, sizes)
        between = three @ of["middle"] + of["middle_bias"]
        second = (first + np.maximum(between, 0)) * kept2
        scores = np.zeros((*mask.shape, len(self.first)), np.float32)
        scores[mask] = second @ of["out"] + of["out_bias"]
        scores[:, 0] += self.first

        by_scores, by_moves = gradient(scores, gold, mask, of["moves"] + self.barred)
        by_out = by_scores[mask] / len(mask)
        by_second = by_out @ of["out"].T * kept2
        by_between = by_second * (between > 0)
        by_left, by_self, by_right = np.split(by_between @ of["middle"].T, 3, axis=1)
        by_left[firsts], by_right[lasts] = 0, 0
        by_first = by_second + by_self + np.roll(by_left, -1, axis=0) + np.roll(by_right, 1, axis=0)
        by_before = by_first * kept1 * (before > 0)
        by_around, by_spots = by_before @ of["window"].T, by_before @ of["inward"].T
        by_topic = np.add.reduceat(by_before, firsts)
        by_mean = (by_topic / sizes[:, None].astype(np.float32)) @ of["topic"].T
        by_around[:, REACH * WORD : (REACH + 1) * WORD] += np.repeat(by_mean, sizes, axis=0)
        seen = np.concatenate([back[tokens + o] for o in OFFSETS])
        order = np.argsort(seen, kind="stable")
        by_words = bag(np.concatenate(np.split(by_around, len(OFFSETS), axis=1)), order, seen[order], len(words))
        by_style = np.zeros_like(of["styles"])
        np.add.at(by_style, style, by_before)
        moved = {
            "out": second.T @ by_out,
            "out_bias": by_out.sum(axis=0, keepdims=True),
            "moves": by_moves / len(mask),
            "middle": three.T @ by_between,
            "middle_bias": by_between.sum(axis=0, keepdims=True),
            "window": around.T @ by_before,
            "inward": spots.T @ by_before,
            "topic": mean.T @ by_topic,
            "styles": by_style,
        }
        for name, grad in moved.items():
            self.of[name].move(grad, rate)
        spread(by_spots, place_ids, place_owners, self.of["spots"], rate)
        spread(by_words * (1 - words**2), ids, owners, self.of["vectors"], rate)


def batches(sentences: Sequence[Sentence], order: random.Random) -> list[list[int]]:
    """Numbers of the sentences at random, those of a batch of like length."""
    index = list(range(len(sentences)))
    order.shuffle(index)
    made = []
    for k in range(0, len(index), 32 * BATCH):
        near = sorted(index[k : k + 32 * BATCH], key=lambda i: len(sentences[i][0]))
        made += [near[j : j + BATCH] for j in range(0, len(near), BATCH)]
    order.shuffle(made)
    return made


def train(
    sentences: Sequence[Sentence],
    labels: Sequence[str],
    styles: Sequence[str],
    *,
    seed: int,
    epochs: int | None = None,
    known: Network | None = None,
) -> Network:
    """A network trained on sentences of words, labels and style; from the beginning, or one that is known already goes on."""
    order, features = random.Random(seed), Features(sentences, known)
    learner = Learner(features, labels, len(styles), np.random.default_rng(seed))
    if known:
        learner.of = {name: Adam(array.copy()) for name, array in known.arrays.items()}
    usual, top, warm = FURTHER if known else FIRST
    epochs = epochs or usual
    number = {y: i for i, y in enumerate(labels)}
    edges = [features.words[EDGE]] * REACH
    steps, whole = 0, epochs * -(-len(sentences) // BATCH)
    for _ in range(epochs):
        for now in batches(sentences, order):
            batch = [sentences[i] for i in now]
            rows = edges + [r for words, _, _ in batch for r in ([features.words[w] for w in words] + edges)]
            lengths = np.array([len(words) for words, _, _ in batch])
            sizes = lengths + REACH
            tokens = np.concatenate([np.arange(n) + at for n, at in zip(lengths, np.cumsum(sizes) - sizes + REACH)])
            mask = np.arange(max(lengths)) < lengths[:, None]
            gold = np.zeros(mask.shape, np.intp)
            gold[mask] = [number[y] for _, labels_, _ in batch for y in labels_]
            places = np.concatenate([np.arange(features.begins[i], features.begins[i + 1]) for i in now])
            style = np.repeat([styles.index(s) for _, _, s in batch], lengths)
            steps += 1
            rate = top * min(1, steps / warm) * max(0.02, 1 - steps / whole)
            learner.step(np.array(rows), tokens, places, style, gold, mask, rate)
    return Network(list(features.word_names), list(features.place_names), {n: a.value for n, a in learner.of.items()})
