"""Speed of the two grammars: beside dateparser's search, and on inputs that grow.

    python benchmarks/grammars.py            both
    python benchmarks/grammars.py --speed    CPU time an article, grammars of numerals and dates together and dateparser
    python benchmarks/grammars.py --growth   CPU time on 250 kB, 500 kB and 1 MB of each hostile unit: the ratios stay near 2

Fails where the grammars are less than 20 times as fast, or where twice the input takes more than three times as long.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from pipeline.language import calendar, numerals, tokens

SHARED = Path(__file__).resolve().parents[2] / "shared"
LEAST, MOST = 20, 3.0
UNITS = (
    "1", "1.", "1. ", "1/", "1,", "1-", "1, ", "ke-", "satu ", "dua puluh ", "juta ", "1 juta ", "Rp ", "Rp 1 ", "5 persen ",
    "Maret ", "1 Maret ", "1 sampai ", "2015 hingga ", "(", "1 Maret (", "Senin, ", "Senin (", "Senin (1/4/2015) ", "lalu ",
    "tahun lalu ", "pukul 10.00 ", "I", "lebih dari ", "besok ", " ", "\n", "Covid-19 ", "1/2-3/4, 5 Mei 2020 hingga ",
)  # fmt: skip


def both(text: str) -> None:
    """Both grammars, without what they remember of the text before."""
    for remembering in (calendar._find, numerals._scan, tokens.tokens):
        remembering.cache_clear()
    calendar.find(text)
    numerals.scan(text)


def seconds(work: Callable[[str], object], texts: Iterable[str], times: int) -> float:
    """The least CPU time of several runs over all texts."""
    found = []
    for _ in range(times):
        start = time.process_time()
        for text in texts:
            work(text)
        found.append(time.process_time() - start)
    return min(found)


def speed() -> bool:
    """Whether the grammars are fast enough beside dateparser."""
    source = SHARED / "gold/seeds.articles.jsonl"
    if not source.exists():
        print("speed: the data in ../shared is not here, nothing measured")
        return True
    from dateparser.search import search_dates

    texts = [json.loads(line)["text"] for line in source.open(encoding="utf-8")]
    ours = seconds(both, texts, 30) / len(texts)
    theirs = seconds(lambda text: search_dates(text, languages=["id"]), texts, 5) / len(texts)
    print(
        f"both grammars {1000 * ours:.2f} ms an article, search_dates {1000 * theirs:.1f} ms: {theirs / ours:.1f} times as fast"
    )
    return theirs / ours >= LEAST


def growth(size: int = 1_000_000) -> bool:
    """Whether time grows no faster than the input."""
    good = True
    for unit in UNITS:
        took = [seconds(both, [(unit * (n // len(unit) + 1))[:n]], 1) for n in (size // 4, size // 2, size)]
        steep = took[2] > MOST * max(took[1], 0.05)
        print(f"{unit!r:34} {'  '.join(f'{t:6.2f} s' for t in took)}{'  STEEP' if steep else ''}")
        good &= not steep
    return good


def main() -> int:
    """Measure what was asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--speed", action="store_true")
    parser.add_argument("--growth", action="store_true")
    args = parser.parse_args()
    every = not (args.speed or args.growth)
    good = speed() if args.speed or every else True
    return not ((growth() if args.growth or every else True) and good)


if __name__ == "__main__":
    sys.exit(main())
