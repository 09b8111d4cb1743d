"""How likely a capitalised word is part of a person's name: fits the weights in `pipeline/find/name_words.json`.

Logistic regression over the word itself, its affixes and its shape, by AdaGrad. Positive are words inside PER of the
annotated sentences, negative the other capitalised words; besides, names of areas and the words of the lexicons.

    python training/name_words.py ../shared
"""

from __future__ import annotations

import csv
import gzip
import json
import math
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path

from pipeline.find.words import features, words
from pipeline.lexicon import DEFAULT

OUT = Path(__file__).parents[1] / "pipeline" / "find" / "name_words.json"
Example = tuple[str, int, float]  # word, is it of a name, weight


def from_tagged(path: Path, weight: float) -> Iterator[Example]:
    """Words of sentences with BIO tags; the first word of a sentence only where it is of an entity."""
    for line in path.open(encoding="utf-8"):
        row = json.loads(line)
        for n, (token, tag) in enumerate(zip(row["tokens"], row["tags"], strict=True)):
            for word in words(token):
                if word.text[0].isupper() and (n or tag != "O"):
                    yield word.text, int(tag.endswith("PER")), weight


def from_spans(path: Path, weight: float) -> Iterator[Example]:
    """Words of sentences with entities as spans."""
    for line in path.open(encoding="utf-8"):
        row = json.loads(line)
        spans = row["entities"]
        for n, word in enumerate(words(row["text"])):
            label = next((s[2] for s in spans if s[0] <= word.start < s[1]), "O")
            if word.text[0].isupper() and (n or label != "O"):
                yield word.text, int(label == "PER"), weight


def from_areas(path: Path) -> Iterator[Example]:
    """Words of the names of provinces, kabupaten and kota."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            code = row.get("code") or row.get("kode") or ""
            if len(code) <= 5:
                for word in words(row.get("name") or row.get("nama") or ""):
                    yield word.text.title(), 0, 1.0


def from_lexicon() -> Iterator[Example]:
    """Words of office phrases."""
    for row in DEFAULT.rows("positions"):
        for word in words(row["words"]):
            yield word.text, 0, 2.0
    for row in DEFAULT.rows("fields"):
        yield row["words"], 0, 2.0


def from_names() -> Iterator[Example]:
    """Given and family names: Indonesian ones of the package Faker (MIT), where it is installed, and some foreign ones."""
    try:
        from faker.providers.person import en_US, es_ES, id_ID, nl_NL
    except ImportError:
        return
    for provider, weight in ((id_ID, 1.0), (en_US, 0.3), (es_ES, 0.2), (nl_NL, 0.2)):
        for kind in ("first_names_male", "first_names_female", "last_names"):
            for name in getattr(provider.Provider, kind, ()):
                for word in words(name):
                    if word.cap:
                        yield word.text, 1, weight


def fit(examples: list[Example], *, epochs: int = 6, rate: float = 0.3, decay: float = 2e-5) -> dict[str, float]:
    """Weights by AdaGrad on the logistic loss, small ones left out."""
    seen = Counter(f for word, _, _ in examples for f in set(features(word)))
    weights: defaultdict[str, float] = defaultdict(float)
    squares: defaultdict[str, float] = defaultdict(lambda: 1e-6)
    rng = random.Random(7)
    for _ in range(epochs):
        rng.shuffle(examples)
        for word, label, weight in examples:
            active = [f for f in features(word) if seen[f] > 1]
            margin = sum(weights[f] for f in active)
            error = weight * (label - 1 / (1 + math.exp(-max(-30.0, min(30.0, margin)))))
            for f in active:
                slope = error - decay * weights[f] * len(examples) / 100
                squares[f] += slope * slope
                weights[f] += rate * slope / math.sqrt(squares[f])
    return {f: round(w, 2) for f, w in sorted(weights.items()) if abs(w) >= 0.1}


def main(shared: Path) -> None:
    ner = shared / "ner"
    train = [] if "--without-news" in sys.argv else [*from_spans(ner / "news.train.jsonl", 2.0)]
    for name in ("idner2k.train", "nergrit.train"):
        train += from_tagged(ner / f"{name}.jsonl", 1.0)
    train += [*from_areas(shared / "regions" / "areas.csv.gz"), *from_lexicon(), *from_names()]
    weights = fit(train)
    (OUT if len(sys.argv) < 4 else Path(sys.argv[3])).write_text(
        json.dumps(weights, ensure_ascii=False, separators=(",", ":")) + "\n", encoding="utf-8"
    )
    for held in (from_spans(ner / "news.dev.jsonl", 1.0), from_tagged(ner / "idner2k.dev.jsonl", 1.0)):
        rows = list(held)
        right = sum((sum(weights.get(f, 0.0) for f in features(w)) > 0) == bool(y) for w, y, _ in rows)
        print(f"{len(weights)} weights, {right / len(rows):.3f} of {len(rows)} held-out words right")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
