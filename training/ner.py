"""Trains the weights of the tagger: `python training/ner.py`."""

from __future__ import annotations

import argparse
import json
import tempfile
import time
from collections.abc import Iterable
from pathlib import Path

import numpy as np
import pycrfsuite
from spacy.vocab import Vocab

from pipeline.language.crf import Crf
from pipeline.language.features import EDGE, OFFSETS, context_features, word_features
from pipeline.language.tagger import WEIGHTS, entities
from pipeline.language.tokenizer import Tokenizer

SHARED = Path(__file__).resolve().parents[2] / "shared" / "ner"
NARROW = {"a": (0,), "b": (0,), "c": (0,), "e": (0,), "f": (0,), "d": (-1, 0, 1), "n": (0,), "x": (-1, 0, 1)}
Example = tuple[str, list[tuple[int, int, str]]]
CLOSING = frozenset((".", ",", ":", ";", "!", "?", ")", "]", "%", "”", "..."))
OPENING = frozenset(("(", "[", "“"))
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
    text, starts, ends = "", [], []
    quoted = False
    glue = True
    for word in tokens:
        close = word in CLOSING or (word == '"' and quoted)
        if not (glue or close):
            text += " "
        glue = word in OPENING or (word == '"' and not quoted)
        quoted ^= word == '"'
        starts.append(len(text))
        text += word
        ends.append(len(text))
    return text, [(starts[a], ends[b - 1], y) for a, b, y in entities(tags)]


def labelled(example: Example) -> tuple[list[str], list[str]]:
    """Tokens and BIO labels, white space left out."""
    text, spans = example
    doc = TOKENIZER(text)
    labels = ["O"] * len(doc)
    for begin, end, label in spans:
        span = doc.char_span(begin, end, alignment_mode="contract")
        if span is not None:
            labels[span.start : span.end] = [f"B-{label}"] + [f"I-{label}"] * (len(span) - 1)
    kept = [(t.text, y) for t, y in zip(doc, labels) if not t.is_space]
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


def train(sentences: Iterable[tuple[list[str], list[str]]], *, c1: float, c2: float, iterations: int, minimum: int = 1) -> Crf:
    """The weights that CRFsuite finds with L-BFGS."""
    trainer = pycrfsuite.Trainer(algorithm="lbfgs", verbose=False)
    trainer.set_params({"c1": c1, "c2": c2, "max_iterations": iterations, "feature.minfreq": minimum})
    for words, labels in sentences:
        trainer.append([*features(words)], labels)
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "crf"
        trainer.train(str(path))
        tagger = pycrfsuite.Tagger()
        tagger.open(str(path))
        info = tagger.info()
        return crf(info)


def crf(info: object) -> Crf:
    """The weights of CRFsuite's model in our own form."""
    labels = sorted(info.labels, key=lambda y: (y != "O", y))
    at = {y: i for i, y in enumerate(labels)}
    moves = np.zeros((len(labels), len(labels)))
    for (a, b), weight in info.transitions.items():
        moves[at[a], at[b]] = weight
    words: dict[str, int] = {}
    contexts: dict[str, int] = {}
    pairs = sorted(info.state_features.items())
    for (name, _), weight in pairs:
        if abs(weight) > 1e-3:
            table, key = (words, name[1:]) if name[0].isdigit() else (contexts, name)
            table.setdefault(key, len(table))
    word_weights = np.zeros((len(words), len(OFFSETS), len(labels)))
    context_weights = np.zeros((len(contexts), len(labels)))
    for (name, label), weight in pairs:
        if name[0].isdigit() and name[1:] in words:
            word_weights[words[name[1:]], int(name[0]), at[label]] = weight
        elif name in contexts:
            context_weights[contexts[name], at[label]] = weight
    return Crf(labels, list(words), word_weights, list(contexts), context_weights, moves)


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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--iterations", type=int, default=80)
    parser.add_argument("--c1", type=float, default=0.1)
    parser.add_argument("--c2", type=float, default=0.05)
    parser.add_argument("--shared", type=Path, default=SHARED)
    parser.add_argument("--out", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    begin = time.process_time()
    data = []
    for name in ("news.train", "idner2k.train", "nergrit.train"):
        data += [labelled(e) for e in examples(options.shared / f"{name}.jsonl")]
    data = [d for d in data if d[0]]
    model = train(data, c1=options.c1, c2=options.c2, iterations=options.iterations)
    model.save(options.out)
    model = Crf.open(options.out)
    for name in ("news.dev", "idner2k.dev", "nergrit.valid"):
        test = [labelled(e) for e in examples(options.shared / f"{name}.jsonl")]
        print(name, score(model, [t for t in test if t[0]]))
    print(f"{len(model.word_names)} + {len(model.context_names)} features, {options.out.stat().st_size / 1e6:.2f} MB")
    print(f"{time.process_time() - begin:.0f} s")


if __name__ == "__main__":
    main()
