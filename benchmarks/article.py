"""What `clean` tells of stored pages beside the text: day, time, headline, confidence; and the text of pages dumped to lines.

usage: python benchmarks/article.py DIR... [--times FILE]

DIR holds `gold.jsonl` ({"id", "file", "text", "title", "date"}) and gzipped pages; FILE tells the time that a reader sees
(`page`, `published`; default tests/clean/times.csv). A page is dumped block by block, as a browser copies it, and text node by
text node, as simple scrapers do.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import re
import sys
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent / "training"))

from clean import compare
from clean_lines import by_block, by_node, word_f1

from pipeline.clean import certain, clean, lines, main_text, markup
from pipeline.errors import PageError
from pipeline.records import Article, Page

TIMES = Path(__file__).parent.parent / "tests/clean/times.csv"


def minutes(time: str | None) -> str:
    """An ISO time without its seconds."""
    return re.sub(r"(T\d\d:\d\d):\d\d", r"\1", time or "")


def article(row: dict[str, str], html: str) -> Article | None:
    try:
        return clean(Page(source=row["id"], html=html, url=row.get("url")))
    except PageError:
        return None


def dumped(made: list[str]) -> str:
    """The kept lines of a dump, without the headline."""
    pieces, _ = lines.read("\n".join(made))
    return "\n".join(p.text for p in pieces if p.kept and p.label != "title")


def measure(folder: Path, times: dict[str, str]) -> None:
    rows = [json.loads(line) for line in (folder / "gold.jsonl").open(encoding="utf-8")]
    told, wanted = Counter[str](), Counter[str]()
    words: dict[str, list[float]] = {"block by block": [], "node by node": []}
    for row in rows:
        html = gzip.decompress((folder / row["file"]).read_bytes()).decode("utf-8", "replace")
        right, wrong, missing = compare(row["text"], main_text(html))
        good = 2 * right >= 0.95 * (2 * right + wrong + missing)
        sure = certain(html) > 0.9
        told += Counter({"F1 of .95 or more": good, "confidence above .9": sure, "of these right": sure and good})
        wanted += Counter({"F1 of .95 or more": 1, "confidence above .9": 1, "of these right": sure})
        root = markup.parse(html)
        for kind, made in (("block by block", by_block(root)), ("node by node", by_node(root))):
            words[kind].append(word_f1(row["text"], dumped(made)))
        if row["id"] in times and (found := article(row, html)):
            checks = {"day": row["date"], "headline": row["title"], "time and zone": times[row["id"]]}
            made_of = {"day": (found.published or "")[:10], "headline": found.title, "time and zone": minutes(found.published)}
            wanted += Counter(name for name, value in checks.items() if value)
            told += Counter(name for name, value in checks.items() if value and made_of[name] == value)
    print(f"\n{folder.name}, {len(rows)} pages\n")
    for name, of in wanted.items():
        print(f"| {name} | {told[name]} of {of}, {told[name] / of:.3f} |")
    for kind, values in words.items():
        print(f"| dumped {kind}, word F1 | {sum(values) / len(values):.3f} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--times", type=Path, default=TIMES)
    args = parser.parse_args()
    times = {row["page"]: row["published"] for row in csv.DictReader(args.times.open(encoding="utf-8"))}
    for folder in args.folders:
        measure(folder, times)


if __name__ == "__main__":
    main()
