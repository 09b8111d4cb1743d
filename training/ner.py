"""Trains the weights of the tagger: `python training/ner.py nlp_id-0.1.23.0/nlp_id/data/dataset_postag.txt`."""

from __future__ import annotations

import argparse
import csv
import json
import math
import random
import tempfile
import time
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

import card
import network
import numpy as np
import numpy.typing as npt
import pycrfsuite
import raw
import templates
from raw import Example
from spacy.vocab import Vocab

from pipeline.language.crf import Crf
from pipeline.language.features import EDGE, OFFSETS, context_features, word_features
from pipeline.language.network import Network, opened, save
from pipeline.language.tagger import NETWORK, OWN, WEIGHTS, entities, networks_path, weights, weights_path
from pipeline.language.tagger import STYLES as STYLE_NAMES
from pipeline.language.tokenizer import BLANK, Tokenizer, particles
from pipeline.language.words import WORDS
from pipeline.version import model_version

SHARED = Path(__file__).resolve().parents[2] / "shared"
NARROW = dict.fromkeys("abcefuo", (0,)) | dict.fromkeys("dnrx", (-1, 0, 1))  #: others are seen in the whole window
NEWS, IDNER, NERGRIT = STYLES = "αβγ"
STYLE = dict(zip(STYLES, STYLE_NAMES))
HELD = {IDNER: ["idner2k.dev"], NERGRIT: ["nergrit.valid"]}  #: what these styles' scores are calibrated on
STYLED = frozenset(f"{place}{kind}" for place in "123" for kind in "wlngrsk")
FOLDS = 2  #: parts of news.train; scores are calibrated on each by weights trained without it
BIAS = "2u=1"  #: the feature that every word has
SEED, TEMPLATES, C1, C2, ITERATIONS = 20, 5, 0.05, 0.5, 60
SHARE = {NEWS: 0.5, IDNER: 0.65, NERGRIT: 0.5}  #: of the linear scores in the sum with the networks'
SEEDS = 20, 21  #: where the networks begin
Sentence = tuple[list[str], list[str]]
Styled = tuple[list[str], list[str], str]
TOKENIZER = Tokenizer(Vocab())


def examples(path: Path) -> list[Example]:
    """Text and entities of each line of a data file; tagged tokens become text first."""
    made = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        if "text" in row:
            made.append((row["text"], [tuple(e) for e in row["entities"]]))
        else:
            made.append(joined(row["tokens"], row["tags"]))
    return made


def joined(tokens: list[str], tags: list[str]) -> Example:
    """Tagged tokens as a text as it would be printed."""
    text, places = raw.joined(tokens)
    return text, [(places[a][0], places[b - 1][1], y) for a, b, y in entities(tags)]


def titled(words: list[str]) -> list[str]:
    """A sentence in the capitals of a headline."""
    small = particles("small")
    return [w if w in small or not w.islower() else w.capitalize() for w in words]


def labelled(example: Example) -> tuple[list[str], list[str]]:
    """Tokens and BIO labels, white space left out."""
    text, spans = example
    doc = TOKENIZER(text)
    labels = ["O"] * len(doc)
    for begin, end, label in spans:
        span = doc.char_span(begin, end, alignment_mode="contract")
        if span is not None:
            labels[span.start : span.end] = [f"B-{label}"] + [f"I-{label}"] * (len(span) - 1)
    kept = [(t.text, y) for t, y in zip(doc, labels) if t.text.strip(BLANK)]
    return [w for w, _ in kept], [y for _, y in kept]


def features(words: list[str]) -> list[list[str]]:
    """All features of each token, word features with their place in the window."""
    edge = list(word_features(EDGE))
    own = [edge] * 2 + [word_features(w) for w in words] + [edge] * 2
    made = context_features(words)
    for i, now in enumerate(made):
        for place, offset in enumerate(OFFSETS):
            now += [f"{place}{f}" for f in own[i + 2 + offset] if offset in NARROW.get(f[0], OFFSETS)]
    return made


def styled(made: list[list[str]], style: str) -> list[list[str]]:
    """The features, and some of them once more for the style alone in which the sentence is annotated."""
    return [[*now, style, *(f"{style}{f}" for f in now if f[:2] in STYLED or f[0] in "RL")] for now in made]


def train(
    sentences: Iterable[Styled],
    *,
    c1: float = C1,
    c2: float = C2,
    iterations: int = ITERATIONS,
    minimum: int = 1,
) -> list[Crf]:
    """The weights that CRFsuite finds with L-BFGS."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": c1, "c2": c2, "max_iterations": iterations, "feature.minfreq": minimum})
    for words, labels, style in sentences:
        trainer.append(pycrfsuite.ItemSequence(styled(features(words), style)), labels)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "crf"
        trainer.train(str(path))
        tagger = pycrfsuite.Tagger()
        tagger.open(str(path))
        info = tagger.info()
        return [crf(info, s) for s in STYLES]


def crf(info: object, style: str) -> Crf:
    """The weights of CRFsuite's model in our own form, as they are for one style."""
    labels = sorted(info.labels, key=lambda y: (y != "O", y))
    at = {y: i for i, y in enumerate(labels)}
    moves = np.zeros((len(labels), len(labels)))
    for (a, b), weight in info.transitions.items():
        moves[at[a], at[b]] = weight
    words: dict[str, npt.NDArray[np.float64]] = {}
    contexts: dict[str, npt.NDArray[np.float64]] = {}
    for (name, label), weight in sorted(info.state_features.items()):
        if name[0] in STYLES:
            if name[0] != style:
                continue
            name = name[1:] or BIAS
        if abs(weight) < 1e-3:
            continue
        if name[0].isdigit():
            words.setdefault(name[1:], np.zeros((len(OFFSETS), len(labels))))[int(name[0]), at[label]] += weight
        else:
            contexts.setdefault(name, np.zeros(len(labels)))[at[label]] += weight
    word_weights, context_weights = np.array(list(words.values())), np.array(list(contexts.values()))
    return Crf(labels, list(words), word_weights, list(contexts), context_weights, moves)


Told = tuple[str, float, bool]  #: label, probability of the span and whether it is right


def results(model: Crf, test: Sequence[Sentence]) -> list[Told]:
    """What the model says of each entity that it finds."""
    made = []
    for (_, labels), reading in zip(test, model.read([w for w, _ in test])):
        gold = set(entities(labels))
        for begin, end, label in entities([model.labels[y] for y in reading.labels]):
            made.append((label, model.score(reading, begin, end), (begin, end, label) in gold))
    return made


def calibrate(found: Sequence[Told]) -> dict[str, tuple[float, float]]:
    """For each label a and b of the logistic function that fits best (Platt scaling, by Newton's method)."""
    made = {}
    for label in ("PER", "ORG", "LOC"):
        odds = np.array([math.log(p / (1 - p)) for y, p, _ in found if y == label])
        right = np.array([ok for y, _, ok in found if y == label], float)
        x = np.stack([np.ones_like(odds), odds], axis=1)
        weights = np.array([0.0, 1.0])
        for _ in range(60):
            p = 1 / (1 + np.exp(-x @ weights))
            step = np.linalg.solve((x.T * (p * (1 - p))) @ x + np.eye(2), x.T @ (right - p) - (weights - [0, 1]))
            weights += step / max(1, 4 * abs(step).max())  # small steps: few sentences would lead it far astray
        made[label] = (float(weights[0]), float(weights[1]))
    return made


def calibrated(found: Sequence[Told], by: dict[str, tuple[float, float]]) -> list[Told]:
    """The same with calibrated probabilities."""
    return [(y, 1 / (1 + math.exp(-by[y][0] - by[y][1] * math.log(p / (1 - p)))), ok) for y, p, ok in found]


def mixed(linear: Crf, networks: Sequence[Network], style: str = NEWS) -> Crf:
    """All as one: the scores of a label are added, a `SHARE` of the linear ones, the rest the networks' mean."""
    share = SHARE[style]
    rest = (1 - share) / len(networks)
    scaled = [n.arrays | {name: n.arrays[name] * rest for name in ("out", "out_bias", "moves")} for n in networks]
    return Crf(
        linear.labels,
        linear.word_names,
        linear.word_weights * share,
        linear.context_names,
        linear.context_weights * share,
        linear.moves * share,
        networks=[Network(n.words, n.places, a, STYLES.index(style)) for n, a in zip(networks, scaled)],
    )


def taught(
    sentences: Sequence[Styled], labels: Sequence[str], seeds: Sequence[int] = SEEDS, known: Sequence[Network | None] = ()
) -> list[Network]:
    """Networks that begin from different chance, or go on from where those that are known already are."""
    return [network.train(sentences, labels, STYLES, seed=n, known=k) for n, k in zip(seeds, known or [None] * len(seeds))]


def cross_validated(shared: Path, source: Path) -> list[list[Told]]:
    """For each part of news.train the results of weights that were trained without it, with one network to save time."""
    news = sentences(shared / "ner", ["news.train"])
    made = []
    for k in range(FOLDS):
        rest = material(shared, source, without=k)
        linear = train([s for s in rest if s[2] == NEWS])[0]
        model = mixed(linear, taught(rest, linear.labels, SEEDS[:1]))
        part = news[slice(*fold(len(news), k))]
        made.append(results(model, part))
        print("fold", k, score(model, part), flush=True)
    return made


def fold(count: int, k: int) -> tuple[int, int]:
    """Begin and end of a part."""
    return count * k // FOLDS, count * (k + 1) // FOLDS


def calibration_error(found: Sequence[Told], bins: int = 10) -> float:
    """Expected calibration error, bins of equal count."""
    pairs = np.array(sorted((p, ok) for _, p, ok in found))
    return float(sum(abs(b[:, 0].mean() - b[:, 1].mean()) * len(b) for b in np.array_split(pairs, bins)) / len(pairs))


def score(model: Crf, test: list[tuple[list[str], list[str]]]) -> dict[str, float]:
    """Strict span F1 per label and over all, in percent."""
    hits: dict[str, list[int]] = {y: [0, 0, 0] for y in ("PER", "ORG", "LOC", "all")}
    for (_, labels), reading in zip(test, model.read([w for w, _ in test])):
        gold = set(entities(labels))
        mine = set(entities([model.labels[y] for y in reading.labels]))
        for k, group in enumerate((gold & mine, mine, gold)):
            for _, _, label in group:
                hits[label][k] += 1
                hits["all"][k] += 1
    return {y: round(200 * h / max(1, m + g), 1) for y, (h, m, g) in hits.items()}


def own(use: str, name: str = "sentences.csv") -> list[Example]:
    """The project's own annotated sentences, those to train on or those for the floor."""
    with (Path(__file__).parent / name).open(encoding="utf-8", newline="") as lines:
        rows = [row["sentence"] for row in csv.DictReader(lines) if row["use"] == use]
    return [templates.filled(row, {}, random.Random(0)) for row in rows]


def sentences(folder: Path, names: Sequence[str]) -> list[Sentence]:
    """Tokens and labels of the sentences of these files."""
    made = [labelled(e) for name in names for e in examples(folder / f"{name}.jsonl")]
    return [s for s in made if s[0]]


def relabelled(shared: Path, source: Path) -> list[Example]:
    """Sentences of kumparan and of idner-news-2k that were annotated for the project, in its own style."""
    idner = [text for text, _ in examples(shared / "ner" / "idner2k.train.jsonl")]
    return raw.relabelled("kumparan", raw.texts(source)) + raw.relabelled("idner2k", idner)


def material(shared: Path, source: Path, *, without: int | None = None) -> list[Styled]:
    """All that is trained on, each sentence with the style it is annotated in; without a part of news.train where told."""
    news = sentences(shared / "ner", ["news.train"])
    if without is not None:
        begin, end = fold(len(news), without)
        news = news[:begin] + news[end:]
    idner = sentences(shared / "ner", ["idner2k.train"])
    made = [labelled(e) for e in templates.sentences(shared / "regions/areas.csv.gz", each=TEMPLATES, seed=SEED)]
    made += news + [labelled(e) for e in own("train")] * 3 + [labelled(e) for e in own("train", "written.csv")]
    made += [s for s in map(labelled, relabelled(shared, source)) if s[0]]
    made += [(titled(words), labels) for words, labels in news[::8]]
    styles = [(NEWS, made), (IDNER, idner), (NERGRIT, sentences(shared / "ner", ["nergrit.train"]))]
    return [(words, labels, style) for style, group in styles for words, labels in group]


def made(shared: Path, source: Path) -> dict[str, Any]:
    """Trains and writes the weights of all styles; tells what was made."""
    begin = time.process_time()
    parts = cross_validated(shared, source)
    calibration = calibrate([f for part in parts for f in part])
    errors = []
    for k, part in enumerate(parts):
        others = calibrate([f for n, other in enumerate(parts) if n != k for f in other])
        errors.append(round(calibration_error(calibrated(part, others)), 3))
    every = material(shared, source)
    models = train([*every, *(s for s in every if s[2] == IDNER)])  # twice, as that style has few sentences
    networks = taught(every, models[0].labels)
    for style, linear in zip(STYLES, models):
        own = [s for s in every if s[2] == style]
        model = mixed(linear, taught(own, linear.labels, known=networks) if STYLE[style] in OWN else networks, style)
        model.calibration = calibration if style == NEWS else calibrate(results(model, sentences(shared / "ner", HELD[style])))
        with weights_path(STYLE[style]).open("wb") as sink:
            model.save(sink)
        if style == NEWS:
            with NETWORK.open("wb") as sink:
                save(model.networks, sink)
        elif STYLE[style] in OWN:
            with networks_path(STYLE[style]).open("wb") as sink:
                save(model.networks, sink, opened(NETWORK))
    return {
        "megabytes": round(sum(path.stat().st_size for path in WEIGHTS.parent.glob("ne*.npz")) / 1e6, 2),
        "words": round(WORDS.stat().st_size / 1e6, 2),
        "seconds": round(time.process_time() - begin),
        "folds": errors,
        "scores": {},
    }


def measured(shared: Path, *, test: bool) -> Iterable[tuple[str, dict[str, float]]]:
    """Scores of the weights that are there, set by set."""
    sets = [("news.dev", NEWS), ("idner2k.dev", IDNER), ("idner2k.dev", NEWS), ("nergrit.valid", NERGRIT)]
    if test:
        sets = [(n, s) for n in ("idner2k.test", "nergrit.test") for s in (NEWS, IDNER if n[0] == "i" else NERGRIT)]
    tests = [(name, style, sentences(shared / "ner", [name])) for name, style in sets]
    if not test:
        tests += [(n, NEWS, [labelled(e) for e in own("floor", f"{n}.csv")]) for n in ("sentences", "written", "long")]
    for name, style, examples in tests:
        model = weights(STYLE[style])
        error = calibration_error(results(model, examples))
        yield f"{name}, {STYLE[style]} style", {**score(model, examples), "calibration error": round(error, 3)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path, help="dataset_postag.txt of nlp-id, see README.md")
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--first", action="store_true", help="only weights to make guesses.py with: no scores, no card")
    parser.add_argument("--test", action="store_true", help="train nothing, measure the test files, too; once, at the end")
    options = parser.parse_args()
    scores = Path(__file__).with_name("scores.json")
    if options.first:
        first = train([s for s in material(options.shared, options.source) if s[2] == NEWS])[0]
        with WEIGHTS.open("wb") as sink:
            first.save(sink)
        return
    told = json.loads(scores.read_text(encoding="utf-8")) if options.test else made(options.shared, options.source)
    told["name"] = model_version()
    for name, row in measured(options.shared, test=options.test):
        told["scores"][name] = row
        print(name, row, flush=True)
    scores.write_text(json.dumps(told, indent=1) + "\n", encoding="utf-8")
    card.write(told)
    print(told["seconds"], "s,", told["megabytes"], "MB")


if __name__ == "__main__":
    main()
