"""Fit the two small networks that choose the article's blocks of an HTML page, and say how well they do on unseen outlets.

usage: python training/clean.py DIR... [--write] [--epochs N] [--hidden N]

DIR holds `gold.jsonl` ({"id", "file", "url", "text"}) and gzipped pages. Each block of a page is labelled by the share of
its four-word runs that the main text has. The first network sees a block and its neighbours, the second also sees what
the first thinks of the surroundings; it is fitted on scores that the first gave to outlets it had not seen. Folds are
made of whole outlets, so that the figures are those of pages from other outlets than the ones learned from.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import zlib
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlparse

import numpy as np
from calibrate import Case, calibrate

from pipeline.clean import markup, select
from pipeline.clean.confidence import measures
from pipeline.clean.decode import decode
from pipeline.clean.features import context, features
from pipeline.clean.networks import BLOCKS, Network, save

WORD = re.compile(r"\w+")
FOLDS = 5


@dataclass
class Sample:
    """A page of known main text."""

    folder: str
    id: str
    outlet: str
    gold: str
    title: str
    tree: markup.Tree
    labels: np.ndarray
    words: np.ndarray
    seen: np.ndarray  #: what the first network sees


Wide = Callable[[Sample, np.ndarray], np.ndarray]


def read(folder: Path) -> list[Sample]:
    samples = []
    for line in (folder / "gold.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        with gzip.open(folder / row["file"], "rt", encoding="utf-8", newline="") as page:
            tree = markup.read(decode(page.read()))
        seen, words = features(tree)
        texts = [b.text for b in tree.blocks]
        known = np.array(truth(texts, row["text"]))
        samples.append(Sample(folder.name, row["id"], outlet(row), row["text"], tree.title, tree, known, words, seen))
    return samples


def outlet(row: dict[str, str]) -> str:
    """The site that a page is from: its domain, without the part below it."""
    host = (urlparse(row.get("url") or "").hostname or row["id"]).split(".")
    size = 3 if len(host) > 2 and len(host[-1]) == 2 and len(host[-2]) <= 3 else 2
    return ".".join(host[-size:])


def runs(text: str) -> list[tuple[str, ...]]:
    words = WORD.findall(text)
    return [tuple(words[k : k + 4]) for k in range(max(1, len(words) - 3))]


def truth(texts: list[str], gold: str) -> list[float]:
    """For each block the share of it that the main text has; a short block needs a long one of the article near it."""
    known, joined = set(runs(gold)), f" {' '.join(WORD.findall(gold))} "
    lines = {" ".join(WORD.findall(line)) for line in gold.split("\n")}
    keys = [" ".join(WORD.findall(text)) for text in texts]
    made: list[float | None] = [
        sum(run in known for run in runs(key)) / len(runs(key)) if key.count(" ") >= 5 else None for key in keys
    ]
    article = [n for n, share in enumerate(made) if (share or 0) > 0.5]
    near = {n: sum(abs(n - m) <= 6 for m in article) for n in range(len(texts))}
    first: dict[str, int] = {}
    for n in article:  # of the same paragraph told twice, the one with more of the article around it
        if joined.count(f" {keys[n]} ") <= 1 and keys[n] in first:
            better, worse = (n, first[keys[n]]) if near[n] > near[first[keys[n]]] else (first[keys[n]], n)
            made[worse], first[keys[n]] = 0.0, better
        first.setdefault(keys[n], n)
    article = [n for n, share in enumerate(made) if (share or 0) > 0.5]
    for n, key in enumerate(keys):
        if made[n] is None:
            close = not article or any(abs(n - m) <= 4 for m in article)
            made[n] = float(bool(key) and close and (key in lines or (" " in key and f" {key} " in joined)))
    return [share or 0.0 for share in made]


def weight(sample: Sample) -> np.ndarray:
    """How much a block counts: by its words, each page the same in all."""
    return np.minimum(sample.words + 3, 150) / max(30, len(sample.gold.split())) * 300


def fit(samples: list[Sample], seen: list[np.ndarray], args: argparse.Namespace) -> Network:
    """The mean of networks fitted from several seeds, as one network."""
    nets = [fit_one(samples, seen, args, seed) for seed in range(args.seeds)]
    return Network(
        np.hstack([n.weights for n in nets]),
        np.hstack([n.bias for n in nets]),
        np.hstack([n.out for n in nets]) / len(nets),
        np.mean([n.shift for n in nets], 0),
    )


def fit_one(samples: list[Sample], seen: list[np.ndarray], args: argparse.Namespace, seed: int) -> Network:
    """A network fitted with Adam on the weighted log loss, some inputs left out at random."""
    inputs, y = np.vstack(seen), np.concatenate([s.labels for s in samples])
    w = np.concatenate([weight(s) for s in samples])
    chance = np.random.default_rng(seed)
    d, h, batch = inputs.shape[1], args.hidden, 512
    p = [chance.normal(0, d**-0.5, (d, h)), np.zeros(h), chance.normal(0, h**-0.5, h), np.zeros(1)]
    p = [q.astype(np.float32) for q in p]
    mean, square = [np.zeros_like(q) for q in p], [np.zeros_like(q) for q in p]
    steps = args.epochs * (len(inputs) // batch)
    for step in range(1, steps + 1):
        if step % (len(inputs) // batch) == 1:
            order = chance.permutation(len(inputs))
        at = (step - 1) % (len(inputs) // batch) * batch
        i = order[at : at + batch]
        x = inputs[i] * (chance.random((batch, d), dtype=np.float32) > 0.1)
        z = x @ p[0] + p[1]
        a = np.maximum(z, 0)
        share = 1 / (1 + np.exp(-np.clip(a @ p[2] + p[3], -30, 30)))
        g = ((share - y[i]) * w[i] / w[i].mean() / batch).astype(np.float32)
        inner = np.outer(g, p[2]) * (z > 0)
        slopes = [x.T @ inner + args.decay * p[0], inner.sum(0), a.T @ g + args.decay * p[2], np.array([g.sum()])]
        rate = 3e-3 * (1 - step / steps) + 1e-5
        for k in range(4):
            mean[k] = 0.9 * mean[k] + 0.1 * slopes[k]
            square[k] = 0.999 * square[k] + 0.001 * slopes[k] ** 2
            p[k] -= rate * (mean[k] / (1 - 0.9**step)) / (np.sqrt(square[k] / (1 - 0.999**step)) + 1e-8)
    return Network(*(q.astype(np.float32) for q in p))


def fold(sample: Sample, count: int, salt: str = "") -> int:
    return zlib.crc32((sample.outlet + salt).encode()) % count


def wide(sample: Sample, scores: np.ndarray) -> np.ndarray:
    """What the second network sees, given the scores of the first."""
    return np.hstack([context(scores, sample.words, sample.tree), sample.seen])


def both(samples: list[Sample], args: argparse.Namespace, wide: Wide = wide) -> tuple[Network, Network]:
    """The two networks, the second fitted on scores for outlets that the first had not seen."""
    scores: dict[int, np.ndarray] = {}
    for k in range(3):
        rest = [s for s in samples if fold(s, 3, "inner") != k]
        net = fit(rest, [s.seen for s in rest], args)
        scores |= {id(s): net.score(s.seen) for s in samples if fold(s, 3, "inner") == k}
    first = fit(samples, [s.seen for s in samples], args)
    return first, fit(samples, [wide(s, scores[id(s)]) for s in samples], args)


def decide(sample: Sample, first: Network, second: Network, wide: Wide = wide) -> list[float]:
    return second.score(wide(sample, first.score(sample.seen))).tolist()


def compare(gold: str, out: str) -> tuple[int, int, int]:
    a, b = Counter(runs(gold)), Counter(runs(out))
    right = sum((a & b).values())
    return right, sum(b.values()) - right, sum(a.values()) - right


def f1(rows: list[tuple[int, int, int]]) -> tuple[float, float, float]:
    p = float(np.mean([t / (t + w) for t, w, _ in rows if t + w]))
    r = float(np.mean([t / (t + m) for t, _, m in rows if t + m]))
    return p, r, 2 * p * r / (p + r)


def options(description: str | None, *, epochs: int) -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(description=description, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--write", action="store_true", help="fit on everything and write the weights")
    parser.add_argument("--fast", action="store_true", help="no figures, only fit and write")
    parser.add_argument("--home", default="id", help="the folder of Indonesian pages")
    parser.add_argument("--epochs", type=int, default=epochs)
    parser.add_argument("--hidden", type=int, default=24)
    parser.add_argument("--decay", type=float, default=1e-3)
    parser.add_argument("--seeds", type=int, default=1, help="networks to take the mean of")
    return parser


def main() -> None:
    parser = options(__doc__, epochs=40)
    parser.add_argument("--rounds", type=int, default=4, help="how often to divide the outlets anew")
    args = parser.parse_args()
    samples = [s for folder in args.folders for s in read(folder)]
    cases: list[Case] = []
    for salt in map(str, range(0 if args.fast else args.rounds)):
        rows: dict[str, list[tuple[int, int, int]]] = {}
        for k in range(FOLDS):
            nets = both([s for s in samples if fold(s, FOLDS, salt) != k], args)
            for s in samples:
                if fold(s, FOLDS, salt) == k:
                    marks = decide(s, *nets)
                    pieces = select.choose(s.tree, marks, title=s.title)
                    found = compare(s.gold, "\n".join(p.text for p in pieces if select.plain(p)))
                    rows.setdefault(s.folder, []).append(found)
                    kept, prose = select.kept(s.tree, marks)
                    if any(kept):
                        right = 2 * found[0] >= 0.95 * (2 * found[0] + found[1] + found[2])
                        told = measures(s.words.tolist(), marks, kept, prose)
                        cases.append(Case(s.outlet, s.folder == args.home, told, right))
        for folder, counts in rows.items():
            right = sum(2 * t >= 0.95 * (2 * t + w + m) for t, w, m in counts)
            told = "{}: {} pages of unseen outlets, {} right, P {:.3f} R {:.3f} F1 {:.3f}"
            print(told.format(folder, len(counts), right, *f1(counts)), flush=True)
    if cases:
        calibrate("BLOCKS", cases)
    if args.write:
        save(BLOCKS, both(samples, args))
        print(f"{BLOCKS}: {BLOCKS.stat().st_size} bytes")


if __name__ == "__main__":
    main()
