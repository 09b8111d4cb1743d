"""Makes `pipeline/language/words.npz`: what raw text tells of words, for words seen at least three times.

The text is that of PyPI's `nlp-id` (kumparan, MIT): 33 thousand news sentences with parts of speech. For each word: the
clusters it falls into, by the company it keeps (positional PPMI, SVD, k-means), the share of proper nouns among its
uses, and whether it is written small. `pip download nlp-id==0.1.23.0 --no-deps --no-binary :all:`, unpack, then
`python training/clusters.py nlp_id-0.1.23.0/nlp_id/data/dataset_postag.txt`.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import re
from collections import Counter, defaultdict
from pathlib import Path

import numpy as np
import raw
from spacy.vocab import Vocab

from pipeline.language.crf import packed as packed_words
from pipeline.language.tokenizer import BLANK, Tokenizer, strings

SEEN = 3
CONTEXTS = 2000
RANK = 100
SIZES = (48, 200, 800)
SEED = 20
TOKENIZER = Tokenizer(Vocab())


def tokens(text: str) -> list[str]:
    """The words of a text as the tagger sees them."""
    return [w for w in strings(TOKENIZER(text)) if w.strip(BLANK)]


def shares(source: Path) -> dict[str, list[int]]:
    """Word in small letters → how often it is a proper noun, is seen, is written small inside a sentence."""
    made: dict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    for sentence in raw.tagged(source):
        words = raw.whole(sentence)
        for i, (word, tag) in enumerate(words):
            tally = made[word.lower()]
            tally[0] += tag == "NNP"
            tally[1] += 1
            tally[2] += i > 0 and word.islower()
    return made


def kmeans(vectors: np.ndarray, k: int, rng: np.random.Generator, rounds: int = 25) -> np.ndarray:
    """Spherical k-means; the cluster of each row, clusters in order of size."""
    centres = vectors[rng.choice(len(vectors), k, replace=False)]
    own = np.zeros(len(vectors), np.intp)
    for _ in range(rounds):
        own = (vectors @ centres.T).argmax(axis=1)
        sums = np.zeros_like(centres)
        np.add.at(sums, own, vectors)
        lengths = np.linalg.norm(sums, axis=1, keepdims=True)
        centres = np.where(lengths > 0, sums / np.maximum(lengths, 1e-9), centres)
    return own


def vectors(text: list[list[str]], vocabulary: list[str]) -> np.ndarray:
    """A vector of RANK numbers and length one for each word."""
    counts = Counter(w for s in text for w in s)
    contexts = {w: i for i, (w, _) in enumerate(counts.most_common(CONTEXTS))}
    at = {w: i for i, w in enumerate(vocabulary)}
    seen = np.zeros((len(vocabulary), 4 * (CONTEXTS + 1)), np.float32)
    for s in text:
        ids = [contexts.get(w, CONTEXTS) for w in s]
        for i, w in enumerate(s):
            if w in at:
                row = seen[at[w]]
                for place, offset in enumerate((-2, -1, 1, 2)):
                    row[place * (CONTEXTS + 1) + (ids[i + offset] if 0 <= i + offset < len(s) else CONTEXTS)] += 1
    total = seen.sum()
    expected = seen.sum(axis=1, keepdims=True) * (seen.sum(axis=0, keepdims=True) ** 0.75)
    expected *= total / expected.sum()
    ppmi = np.log(np.maximum(seen, 1e-9) / np.maximum(expected, 1e-9))
    ppmi = np.where(seen > 0, np.maximum(ppmi, 0), 0).astype(np.float32)
    rng = np.random.default_rng(SEED)
    sketch = ppmi @ rng.standard_normal((ppmi.shape[1], RANK + 20)).astype(np.float32)
    for _ in range(3):
        sketch, _ = np.linalg.qr(ppmi @ (ppmi.T @ sketch))
    u, s, _ = np.linalg.svd(sketch.T @ ppmi, full_matrices=False)
    made = (sketch @ u[:, :RANK]) * np.sqrt(s[:RANK])
    return made / np.maximum(np.linalg.norm(made, axis=1, keepdims=True), 1e-9)


def gazetteer(path: Path) -> tuple[list[str], list[int], list[str], list[str]]:
    """Words of area names with the levels they stand in, as bits; names of several words down to kecamatan."""
    bits: dict[str, int] = {}
    names: dict[str, str] = {}
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            depth = row["code"].count(".")
            name = re.sub(r"^(Kabupaten|Kota|Provinsi|Kab\.|Daerah (?:Khusus|Istimewa)(?: Ibukota)?) ", "", row["name"]).lower()
            words = re.findall(r"[^\W\d_]+", name)
            for word in words:
                if len(word) > 2:
                    bits[word] = bits.get(word, 0) | (1, 1, 2, 4)[depth]
            if depth < 3 and len(words) > 1:
                names.setdefault(" ".join(words), "A" if depth < 2 else "K")
    return list(bits), list(bits.values()), list(names), list(names.values())


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("source", type=Path)
    parser.add_argument("--areas", type=Path, default=Path(__file__).resolve().parents[2] / "shared/regions/areas.csv.gz")
    parser.add_argument("--out", type=Path, default=Path("pipeline/language/words.npz"))
    options = parser.parse_args()
    told = [t for t in map(tokens, raw.texts(options.source)) if t]
    small = Counter(w for s in told for w in s[1:])
    text = [[s[0].lower() if small[s[0].lower()] >= small[s[0]] else s[0], *s[1:]] for s in told]
    counts = Counter(w for s in text for w in s)
    vocabulary = [w for w, n in sorted(counts.items(), key=lambda p: (-p[1], p[0])) if n >= SEEN]
    print(len(told), "sentences,", sum(counts.values()), "words,", len(vocabulary), "kept")
    made = vectors(text, vocabulary)
    rng = np.random.default_rng(SEED)
    clusters = np.stack([kmeans(made, k, rng) for k in SIZES], axis=1)
    proper = shares(options.source)
    lows = [w for w, t in sorted(proper.items()) if t[1] >= SEEN]
    share = [min(9, int(10 * proper[w][0] / proper[w][1])) for w in lows]
    areas, levels, names, kinds = gazetteer(options.areas)
    np.savez_compressed(
        options.out,
        area_words=packed_words(areas),
        area_levels=np.array(levels, np.uint16),
        names=packed_words(names),
        name_kinds=packed_words(kinds),
        words=packed_words(vocabulary),
        clusters=clusters.astype(np.uint16),
        lows=packed_words(lows),
        proper=np.array(share, np.uint16),
    )
    for k in range(0, SIZES[1], 12):
        print(k, [vocabulary[i] for i in np.flatnonzero(clusters[:, 1] == k)[:14]])


if __name__ == "__main__":
    main()
