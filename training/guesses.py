"""Adds to `words.npz` what a trained tagger makes of capitalised words in the raw text: their usual label there.

Run after `training/ner.py --first`, then train once more: what is sure in one sentence helps in another.
`python training/guesses.py nlp_id-0.1.23.0/nlp_id/data/dataset_postag.txt`
"""

from __future__ import annotations

import argparse
from collections import Counter, defaultdict
from pathlib import Path

import clusters
import numpy as np
import raw

from pipeline.language.crf import Crf, packed
from pipeline.language.tagger import WEIGHTS
from pipeline.language.words import WORDS

LEAST = 2  #: uses without which a word tells nothing
BATCH = 500


def guesses(model: Crf, text: list[list[str]]) -> dict[str, str]:
    """Capitalised word → its usual label's last part, with how usual it is in thirds: "PER3"."""
    shares: dict[str, Counter[str]] = defaultdict(Counter)
    labels = [y[2:] or "O" for y in model.labels]
    for at in range(0, len(text), BATCH):
        batch = text[at : at + BATCH]
        for words, reading in zip(batch, model.read(batch)):
            for i, word in enumerate(words):
                if word[:1].isupper() and (i or len(words) == 1):
                    for label, share in zip(labels, reading.shares[i].tolist()):
                        shares[word][label] += share
    made = {}
    for word, tally in shares.items():
        label, most = tally.most_common(1)[0]
        uses = tally.total()
        if uses >= LEAST:
            made[word] = f"{label}{min(3, int(4 * most / uses))}{'+' if uses > 8 else ''}"
    return made


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("--weights", type=Path, default=WEIGHTS)
    options = parser.parse_args()
    text = [words for words in map(clusters.tokens, raw.texts(options.source)) if words]
    made = guesses(Crf.open(options.weights), text)
    with np.load(WORDS, allow_pickle=False) as kept:
        arrays = {name: kept[name] for name in kept.files}
    arrays |= {"guessed": packed(list(made)), "guesses": packed(list(made.values()))}
    np.savez_compressed(WORDS, **arrays)
    print(len(made), "words,", Counter(made.values()).most_common())


if __name__ == "__main__":
    main()
