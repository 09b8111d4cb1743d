"""Fit the two networks that choose the article's lines in the text dump of a page, and say how well they do.

usage: python training/clean_lines.py DIR... [--texts ARTICLES GOLD] [--write]

Each stored page of DIR (see training/clean.py) is dumped twice: block by block, as a browser copies text, and text node by
text node, as simple scrapers do. ARTICLES and GOLD are JSON Lines with `id`, `text`, and the gold's `boilerplate_lines`.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import numpy as np
from calibrate import Case, calibrate
from clean import FOLDS, Sample, both, decide, fold, options, outlet, truth

from pipeline.clean import lines, markup, tags
from pipeline.clean.confidence import measures
from pipeline.clean.decode import decode
from pipeline.clean.line_features import line_context, line_features
from pipeline.clean.markup import Tree
from pipeline.clean.networks import LINES, save
from pipeline.clean.tidy import tidy

WORD = re.compile(r"\w+")
SILENT = frozenset((*tags.SILENCED, "script", "style", "head"))


def by_block(root: Any) -> list[str]:
    """The text of a page as a browser copies it: a line for each block."""
    made: list[str] = []
    buffer: list[str] = []

    def flush() -> None:
        if text := " ".join("".join(buffer).split()):
            made.append(text)
        buffer.clear()

    def visit(element: Any, depth: int) -> None:
        buffer.append(element.text or "")
        for child in element:
            block = child.tag in tags.BOXES or child.tag in {"br", "hr"}
            if block:
                flush()
            if child.tag not in SILENT and isinstance(child.tag, str) and depth < 200:
                visit(child, depth + 1)
            if block:
                flush()
            buffer.append(child.tail or "")

    visit(root, 0)
    flush()
    return made


def by_node(root: Any) -> list[str]:
    """The text nodes of a page, a line for each."""
    nodes = root.xpath("//body//text()[not(ancestor::script or ancestor::style or ancestor::noscript)]")
    return [text for node in nodes if (text := " ".join(str(node).split()))]


def sample(kind: str, id: str, site: str, gold: str, text: list[str], known: list[float]) -> Sample:
    tidied = [(tidy(t), k) for t, k in zip(text, known, strict=True)]
    tidied = [(t, k) for t, k in tidied if t]
    labels = [lines.frame_label(t) for t, _ in tidied]
    seen, words = line_features([t for t, _ in tidied], labels)
    made = Sample(kind, id, site, gold, "", Tree([], []), np.array([k for _, k in tidied]), words, seen)
    TEXTS[id + kind] = [t for t, _ in tidied]
    LABELS[id + kind] = labels
    return made


TEXTS: dict[str, list[str]] = {}
LABELS: dict[str, list[str | None]] = {}


def read(folder: Path) -> list[Sample]:
    samples = []
    for line in (folder / "gold.jsonl").open(encoding="utf-8"):
        row = json.loads(line)
        with gzip.open(folder / row["file"], "rt", encoding="utf-8", newline="") as page:
            root = markup.parse(decode(page.read()))
        for kind, made in ((f"{folder.name} by block", by_block(root)), (f"{folder.name} by node", by_node(root))):
            dump = [line for _, line in lines.rejoined(made)]
            samples.append(sample(kind, row["id"], outlet(row), row["text"], dump, truth(dump, row["text"])))
    return samples


def texts(articles: Path, gold: Path) -> list[Sample]:
    frame = {r["id"]: set(r["boilerplate_lines"]) for r in map(json.loads, gold.open(encoding="utf-8"))}
    samples = []
    for row in map(json.loads, articles.open(encoding="utf-8")):
        text = row["text"].splitlines()
        known = [float(n not in frame[row["id"]]) for n in range(1, len(text) + 1)]
        wanted = "\n".join(t for t, k in zip(text, known, strict=True) if k)
        samples.append(sample("texts", row["id"], row["id"], wanted, text, known))
    return samples


def wide(sample: Sample, scores: np.ndarray) -> np.ndarray:
    """What the second network sees, given the scores of the first."""
    return np.hstack([line_context(scores, sample.words), sample.seen])


def word_f1(gold: str, out: str) -> float:
    a, b = Counter(WORD.findall(gold.casefold())), Counter(WORD.findall(out.casefold()))
    right = (a & b).total()
    return 2 * right / (a.total() + b.total()) if right else 0.0


def main() -> None:
    parser = options(__doc__, epochs=15)
    parser.add_argument("--texts", nargs=2, type=Path)
    args = parser.parse_args()
    samples = [s for folder in args.folders for s in read(folder)]
    samples += texts(*args.texts) if args.texts else []
    found: dict[str, list[float]] = {}
    cases: list[Case] = []
    for k in range(0 if args.fast else FOLDS):
        nets = both([s for s in samples if fold(s, FOLDS) != k], args, wide)
        for s in samples:
            if fold(s, FOLDS) == k:
                marks = decide(s, *nets, wide)
                key = s.id + s.folder
                kept = lines.run(TEXTS[key], LABELS[key], marks)
                out = "\n".join(t for t, keep in zip(TEXTS[key], kept, strict=True) if keep)
                score = word_f1(s.gold, out)
                found.setdefault(s.folder, []).append(score)
                if any(kept):
                    prose = list(map(lines.is_prose, TEXTS[key]))
                    told = measures(s.words.astype(int).tolist(), marks, kept, prose)
                    cases.append(Case(s.outlet, s.folder.startswith((args.home, "texts")), told, score >= 0.95))
    for kind, values in found.items():
        print(f"{kind}: {len(values)} pages of unseen outlets, word F1 {np.mean(values):.3f}")
    if cases:
        calibrate("LINES", cases)
    if args.write:
        save(LINES, both(samples, args, wide))
        print(f"{LINES}: {LINES.stat().st_size} bytes")


if __name__ == "__main__":
    main()
