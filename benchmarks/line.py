"""The whole line, measured against peers on the same pages in the same run, on one core.

    python benchmarks/line.py [FOLDER]      a folder of pages as ../shared/html/id has it (gold.jsonl, gzipped HTML)

Prints: HTML → record against trafilatura's HTML → text; text → record against spaCy's own NER on the same text (its
architecture with untrained weights: the speed is the same); the share of each stage; how cost grows with the length of a
page and with a lexicon ten times as large; memory. Peers: `make bench` installs them.
"""

from __future__ import annotations

import gzip
import json
import os
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import Any

import spacy

from pipeline.clean import clean
from pipeline.find import find
from pipeline.flow import extract
from pipeline.language import load
from pipeline.lexicon import Lexicon
from pipeline.records import Page
from pipeline.resolve import resolve
from pipeline.write import jsonl

ROOT = Path(__file__).resolve().parents[1]
ROUNDS = 3


def spent(work: Callable[..., Any], *args: Any, **options: Any) -> tuple[float, Any]:
    """CPU seconds of a call, and what it gave."""
    start = time.process_time()
    made = work(*args, **options)
    return time.process_time() - start, made


def pages(folder: Path) -> list[str]:
    """The stored pages."""
    rows = [json.loads(line) for line in (folder / "gold.jsonl").open(encoding="utf-8")]
    return [gzip.open(folder / row["file"], "rt", encoding="utf-8", newline="").read() for row in rows]


def against_trafilatura(htmls: list[str]) -> None:
    """HTML → record against HTML → text, page by page in turn."""
    import trafilatura

    made = [Page(source=str(n), id=str(n), html=html) for n, html in enumerate(htmls)]
    ours = theirs = 0.0
    for warm in range(ROUNDS + 1):
        for page, html in zip(made, htmls, strict=True):
            mine, other = spent(record, page)[0], spent(trafilatura.extract, html)[0]
            ours, theirs = ours + mine * bool(warm), theirs + other * bool(warm)
    print(f"HTML → record: {1000 * ours / ROUNDS / len(made):.1f} ms a page; {theirs / ours:.2f} × trafilatura (target 1.0)")


def record(page: Page) -> None:
    """A page to the bytes of its record; a page that is not Indonesian counts as what it cost."""
    try:
        jsonl.line(extract(page))
    except Exception as error:  # noqa: BLE001 - a page without a record has its cost, too
        str(error)


def against_spacy(texts: list[str]) -> None:
    """Text → record against spaCy's NER alone."""
    peer = spacy.blank("id")
    ner = peer.add_pipe("ner")
    for label in ("PER", "ORG", "LOC"):
        ner.add_label(label)
    peer.initialize()
    made = [Page(source=str(n), id=str(n), text=text) for n, text in enumerate(texts)]
    ours = theirs = 0.0
    for warm in range(ROUNDS + 1):
        for page, text in zip(made, texts, strict=True):
            mine, other = spent(record, page)[0], spent(peer, text)[0]
            ours, theirs = ours + mine * bool(warm), theirs + other * bool(warm)
    print(
        f"text → record: {1000 * ours / ROUNDS / len(made):.1f} ms an article; {theirs / ours:.2f} × spaCy's NER (target 1.0)"
    )


def stages(htmls: list[str]) -> None:
    """The share of each stage."""
    told = dict.fromkeys(("clean", "language", "find", "resolve", "write"), 0.0)
    for n, html in enumerate(htmls * ROUNDS):
        seconds, article = spent(clean, Page(source=str(n), html=html))
        told["clean"] += seconds
        seconds, doc = spent(load(), article.text)
        told["language"] += seconds
        seconds, found = spent(find, article, doc)
        told["find"] += seconds
        seconds, made = spent(resolve, article, found, id="x", source="x")
        told["resolve"] += seconds
        told["write"] += spent(jsonl.line, made)[0]
    total = sum(told.values())
    print("stages: " + ", ".join(f"{name} {100 * value / total:.0f} %" for name, value in told.items()))


def growth(text: str) -> None:
    """Cost of an article two, four and eight times as long; of a lexicon with 20,000 rows more."""
    lengths = [min(spent(record, Page(source="x", text="\n".join([text] * n)))[0] for _ in range(3)) for n in (1, 2, 4, 8)]
    print("growth with length ×2: " + ", ".join(f"{b / a:.2f}" for a, b in pairwise(lengths)))
    with tempfile.TemporaryDirectory() as folder:
        home = ROOT / "pipeline/lexicon/units.csv"
        header, example = home.read_text("utf-8").splitlines()[:2]
        cells = example.split(",")
        rows = [",".join([f"warga kelompok {n}", *cells[1:]]) for n in range(20_000)]
        (Path(folder) / home.name).write_text("\n".join([header, *rows]) + "\n", "utf-8")
        lexicon, page = Lexicon(Path(folder)), Page(source="x", text=text)
        extract(page, lexicon=lexicon)
        few, many = (min(spent(extract, page, lexicon=x)[0] for _ in range(5)) for x in (Lexicon(), lexicon))
    print(f"with 20,000 counted nouns more: {many / few:.2f} × the cost")


def main() -> None:
    """All measurements."""
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else ROOT.parent / "shared/html/id"
    htmls = pages(folder)
    load()
    against_trafilatura(htmls)
    texts = [clean(Page(source="x", html=html)).text for html in htmls]
    against_spacy(texts)
    stages(htmls)
    growth(max(texts, key=len))
    print(f"memory at most {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024} MiB")


if __name__ == "__main__":
    main()
