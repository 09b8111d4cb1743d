"""Measures the quality floors of `floors.json` and fails where a figure is below its floor. Floors only rise.

    python benchmarks/floors.py            measure and compare
    python benchmarks/floors.py --raise    raise each floor to what is measured, less a margin of .003

Figures that need the data beside the project are passed over where it is absent, and that is said.
"""

from __future__ import annotations

import argparse
import gzip
import json
import math
import subprocess
import sys
import tempfile
from collections import Counter
from pathlib import Path
from statistics import mean
from typing import Any

from pipeline import flow
from pipeline.clean import main_text
from pipeline.likeness import words
from pipeline.score import score_files

ROOT = Path(__file__).resolve().parents[1]
SHARED = ROOT.parent / "shared"
FLOORS = ROOT / "benchmarks/floors.json"
MARGIN = 0.003


def articles(name: str) -> dict[str, float]:
    """F1 and accuracies of the scorer on one gold set."""
    source = SHARED / f"gold/{name}.articles.jsonl"
    with tempfile.TemporaryDirectory() as folder:
        flow.run([source], folder)
        told = score_files(SHARED / f"gold/{name}.gold.jsonl", Path(folder) / "records.jsonl", source).as_dict()
    figures = {"score": told["score"]}
    figures |= {field: values["f1"] for field, values in told["fields"].items()}
    figures |= {attribute: values["accuracy"] for attribute, values in told["attributes"].items()}
    return figures


def pages(name: str) -> dict[str, float]:
    """F1 of 4-word shingles of the main text, precision and recall averaged over pages."""
    folder = SHARED / "html" / name
    precision, recall = [], []
    for row in map(json.loads, (folder / "gold.jsonl").open(encoding="utf-8")):
        with gzip.open(folder / row["file"], "rt", encoding="utf-8", newline="") as page:
            made, gold = shingles(main_text(page.read())), shingles(row["text"])
        right = (made & gold).total()
        precision += [right / made.total()] if made else []
        recall += [right / gold.total()] if gold else []
    p, r = mean(precision), mean(recall)
    return {"f1": 2 * p * r / (p + r)}


def shingles(text: str) -> Counter[tuple[str, ...]]:
    """All runs of four words."""
    found = words(text)
    return Counter(tuple(found[i : i + 4]) for i in range(max(1, len(found) - 3)))


MEASURES = {
    "seeds": lambda: articles("seeds"),
    "dev": lambda: articles("dev"),
    "pages.id": lambda: pages("id"),
    "pages.zyte": lambda: pages("zyte"),
}


def lowered(floors: dict[str, dict[str, float]]) -> list[str]:
    """Floors that are lower than in the commit before."""
    told = subprocess.run(
        ["git", "show", "HEAD~1:benchmarks/floors.json"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    before: dict[str, Any] = json.loads(told.stdout) if told.returncode == 0 and told.stdout.strip() else {}
    return [
        f"{group} {name}: {floors.get(group, {}).get(name)} < {value}"
        for group, values in before.items()
        for name, value in values.items()
        if floors.get(group, {}).get(name, -1) < value
    ]


def main() -> int:
    """Measure, compare, print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--raise", dest="up", action="store_true")
    args = parser.parse_args()
    floors: dict[str, dict[str, float]] = json.loads(FLOORS.read_text("utf-8"))
    failed = lowered(floors)
    for line in failed:
        print(f"a floor was lowered: {line}")
    if not SHARED.is_dir():
        print("floors: the data in ../shared is not here, nothing measured")
        return bool(failed)
    for group, measure in MEASURES.items():
        told = measure()
        for name, value in told.items():
            floor = floors.setdefault(group, {}).get(name, 0.0)
            bad = value < floor
            failed += [f"{group} {name}"] if bad else []
            print(f"{group:12} {name:26} {value:7.4f}  floor {floor:.3f}{'  BELOW' if bad else ''}")
            if args.up:
                floors[group][name] = max(floor, math.floor((value - MARGIN) * 1000) / 1000)
    if args.up:
        FLOORS.write_text(json.dumps(floors, indent=1, sort_keys=True) + "\n", "utf-8")
    return bool(failed)


if __name__ == "__main__":
    sys.exit(main())
