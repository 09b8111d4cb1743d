"""The small network beside the linear weights: what it adds, that it is kept, and that it is taught by the right gradient."""

from __future__ import annotations

import io
import sys
from pathlib import Path

import numpy as np
import pytest

from pipeline.language.crf import Crf
from pipeline.language.network import ARRAYS, Network, bag, opened, save

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "training"))
import network as training

LABELS = ["O", "B-LOC", "B-ORG", "B-PER", "I-LOC", "I-ORG", "I-PER"]
SENTENCES = [
    (["Bupati", "Jember", "Hendy", "Siswanto", "hadir"], ["O", "B-LOC", "B-PER", "I-PER", "O"], "a"),
    (["Bupati", "Sikka", "Robi", "Idong", "pergi"], ["O", "B-LOC", "B-PER", "I-PER", "O"], "a"),
    (["warga", "Jember", "hadir"], ["O", "O", "O"], "b"),
] * 8


@pytest.fixture(scope="module")
def network() -> Network:
    return training.train(SENTENCES, LABELS, "ab", seed=1, epochs=120)


def empty(network: Network, count: int = 1) -> Crf:
    """No linear weights, a network or several."""
    zeros = np.zeros((1, 7))
    return Crf(LABELS, ["none"], np.zeros((1, 5, 7)), ["none"], zeros, np.zeros((7, 7)), networks=[network] * count)


@pytest.mark.parametrize(("style", "words", "labels"), [(0, *SENTENCES[0][:2]), (0, *SENTENCES[1][:2]), (1, *SENTENCES[2][:2])])
def test_what_was_taught_is_read(network: Network, style: int, words: list[str], labels: list[str]) -> None:
    network.style = style
    [reading] = empty(network).read([words])
    assert [LABELS[y] for y in reading.labels] == labels


def test_a_word_far_off_tells() -> None:
    between = ["yang", "lama", "itu", "kini", "di"]
    far = [([first, *between, "Mawar"], ["O"] * 6 + [label], "a") for first, label in (("klub", "B-ORG"), ("kebun", "B-LOC"))]
    model = empty(training.train(far * 16, LABELS, "ab", seed=1, epochs=400))
    assert [[LABELS[y] for y in r.labels][-1] for r in model.read([words for words, *_ in far])] == ["B-ORG", "B-LOC"]


def test_it_is_kept(network: Network) -> None:
    sink = io.BytesIO()
    save([network, network], sink)
    sink.seek(0)
    again, _ = opened(sink)
    assert (again.words, again.places, again.style) == (network.words, network.places, network.style)
    for name in ARRAYS:
        assert np.allclose(again.arrays[name], network.arrays[name], atol=0.02)


def test_what_one_style_alone_learns_is_kept_as_a_difference(network: Network) -> None:
    other = [(words, ["O"] * len(words), "b") for words, _, _ in SENTENCES]
    own = training.train(other, LABELS, "ab", seed=1, known=network, epochs=60)
    own.style = 1
    whole, difference = io.BytesIO(), io.BytesIO()
    save([network], whole)
    whole.seek(0)
    base = opened(whole)
    save([own], difference, base)
    assert len(difference.getvalue()) < len(whole.getvalue())
    difference.seek(0)
    [again] = opened(difference, 1, base)
    for name in ARRAYS:
        assert np.allclose(again.arrays[name], own.arrays[name], atol=0.02)
    [reading] = empty(again).read([SENTENCES[0][0]])
    assert not any(reading.labels)


def test_a_sentence_reads_alike_alone_and_among_others(network: Network) -> None:
    model = empty(network, 2)
    sentences = [words for words, _, _ in SENTENCES[:3]]
    together = model.read(sentences)
    for words, reading in zip(sentences, together):
        assert np.allclose(model.read([words])[0].shares, reading.shares, atol=1e-5)


def test_nothing_to_sum() -> None:
    assert bag(np.ones((2, 3), np.float32), np.array([], int), np.array([], int), 2).tolist() == [[0, 0, 0], [0, 0, 0]]


def test_gradient_is_the_slope_of_the_loss() -> None:
    rng = np.random.default_rng(3)
    scores, moves = rng.normal(size=(2, 4, 3)), rng.normal(size=(3, 3))
    gold, mask = rng.integers(0, 3, (2, 4)), np.array([[True] * 4, [True, True, False, False]])

    def loss(scores: np.ndarray, moves: np.ndarray) -> float:
        """Minus the log-likelihood, by all ways there are."""
        whole = 0.0
        for s, g, m in zip(scores, gold, mask):
            n = int(m.sum())
            ways = np.array(np.meshgrid(*[range(3)] * n)).reshape(n, -1).T
            sums = [sum(s[t, w[t]] for t in range(n)) + sum(moves[w[t - 1], w[t]] for t in range(1, n)) for w in [*ways, g[:n]]]
            whole += float(np.log(np.exp(sums[:-1]).sum()) - sums[-1])
        return whole

    by_scores, by_moves = training.gradient(scores, gold, mask, moves)
    for array, slopes in ((scores, by_scores), (moves, by_moves)):
        for at in np.ndindex(array.shape):
            array[at] += 1e-5
            more = loss(scores, moves)
            array[at] -= 2e-5
            less = loss(scores, moves)
            array[at] += 1e-5
            assert slopes[at] == pytest.approx((more - less) / 2e-5, abs=1e-4)
