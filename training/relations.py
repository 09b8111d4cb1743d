"""Fits the weights by which `pipeline/resolve/checks/likely.py` tells which relation of numbers an article means.

    python training/relations.py ../shared/gold/train.articles.jsonl training/figures_taught*.txt training/checks/*.jsonl \
        tests/figures/*_articles.jsonl --save

What fits teaches what is meant: of all relations that a number may stand in those that bear it out are the right ones, "none"
where none does, by a conditional logit as in `figures.py`. Articles with a planted error teach by their other numbers, and by
the wrong one where its description tells the right value. Without --save each set of small articles is left out in turn, and
what would be found in it, and in halves of the long texts, is shown for several thresholds.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import regex
from figures import Choice, fit, read, save, taught

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pipeline.clean import clean
from pipeline.find import find
from pipeline.language import load
from pipeline.lexicon import DEFAULT
from pipeline.records import Page
from pipeline.resolve import figures, places, scoring, times
from pipeline.resolve.checks import likely
from pipeline.resolve.checks.numbers import Numbers
from pipeline.resolve.checks.relation_signs import none, signs
from pipeline.resolve.checks.relations import relations
from pipeline.resolve.layout import Layout

PENALTY = 0.05
STEPS = 200
THRESHOLDS = (1.0, 1.5, 2.0, 2.3, 2.6, 3.0)
_NUMBER = regex.compile(r"\d[\d.,]*+")


def articles(path: str) -> Iterator[dict[str, Any]]:
    """The articles of a file, those with a planted error with what is `planted` and where (`quote`)."""
    if path.endswith(".txt"):
        yield from (article for article, _ in taught(Path(path)))
        return
    for a in read(Path(path)):
        planted = a.get("planted") or a.get("error")
        told = json.dumps(planted, ensure_ascii=False) if planted else ""
        yield {**a, "id": f"{Path(path).stem}/{a['id']}", "planted": told, "quote": a.get("quote") or told}


def numbers_of(a: dict[str, Any], nlp: Any) -> Numbers:
    """The numbers of an article, as the checks see them."""
    page = Page(source=a["id"], text=a["text"], title=a.get("title"), published=a.get("published"), url=a.get("url"))
    article = clean(page)
    found = find(article, nlp(article.text))
    regions, dates = places.link(found.regions, article), times.resolve(found.dates, article)
    made = figures.resolve(found, article, regions, dates, lexicon=DEFAULT)
    layout = Layout(article.text, title=article.title)
    return Numbers([*made.counts, *made.percentages, *made.amounts], layout, DEFAULT)


def told(words: str) -> set[float]:
    """The numbers in words, read as Indonesian and as English writes them."""
    found = set()
    for m in _NUMBER.findall(words or ""):
        for plain in (m.strip(".,").replace(".", "").replace(",", "."), m.strip(".,").replace(",", "")):
            if regex.fullmatch(r"\d+(?:\.\d+)?", plain):
                found.add(float(plain))
    return found


def choices(a: dict[str, Any], numbers: Numbers) -> Iterator[Choice]:
    """For each number of an article the relations it may stand in, and those that bear it out."""
    wrong = told(a["quote"]) if a.get("planted") else set()
    right_ones = told(a.get("planted") or "")
    for n in numbers.body:
        of = relations(n, numbers)
        like = Counter(r.name for r in of)
        if n.value in wrong:
            meant = [any(abs(r.value - v) <= n.unit / 2 for v in right_ones - {n.value}) and not r.fits(n) for r in of]
            if not any(meant):
                continue
        else:
            of = [r for r in of if not any(m.value in wrong for m in r.operands)]
            meant = [r.fits(n) for r in of]
            if not of or (wrong and not any(meant)):
                continue
        features = [signs(r, n, numbers, like=like[r.name]) for r in of]
        right = frozenset(i for i, yes in enumerate(meant) if yes) or frozenset([len(of)])
        yield Choice(a["id"], "relations", [*features, none(n, numbers)], right, False, n.words)


def alarms(held_out: list[tuple[dict[str, Any], Numbers]], threshold: float) -> tuple[int, int]:
    """How many articles with a planted error, and how many sound ones, raise an alarm."""
    likely.ENOUGH = threshold
    hits = Counter(bool(a.get("planted")) for a, numbers in held_out if any(likely.findings(numbers)))
    return hits[True], hits[False]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", help="articles: JSON Lines, or our texts with marked figures")
    parser.add_argument("--save", action="store_true")
    args = parser.parse_args()
    nlp = load()
    sets = {path: [(a, numbers_of(a, nlp)) for a in articles(path)] for path in args.files}
    rows = {path: [c for pair in held for c in choices(*pair)] for path, held in sets.items()}
    if args.save:
        weights = fit([c for mine in rows.values() for c in mine], PENALTY, steps=STEPS)
        save({"relations": {f: round(w, 2) for f, w in weights.items() if abs(w) >= 0.015}})
        return
    total: Counter[tuple[str, float]] = Counter()
    for path in (p for p in sets if len(sets[p]) <= 80 and not p.endswith(".txt")):
        weights = fit([c for other in rows if other != path for c in rows[other]], PENALTY, steps=STEPS)
        scoring._all()["relations"] = weights
        for at in THRESHOLDS:
            found, false = alarms(sets[path], at)
            total.update({("found", at): found, ("false", at): false})
            print(path, at, f"{found} of {sum(bool(a.get('planted')) for a, _ in sets[path])} found, {false} false")
    long = [pair for path in sets if path.endswith(".txt") or "gold" in path for pair in sets[path]]
    for at in THRESHOLDS:
        print("all", at, total["found", at], "found", total["false", at], "false")
    for half in (0, 1):
        out = {a["id"] for a, _ in long[half::2]}
        scoring._all()["relations"] = fit(
            [c for mine in rows.values() for c in mine if c.article not in out], PENALTY, steps=STEPS
        )
        print("long texts, half", half, len(out), {at: alarms(long[half::2], at)[1] for at in THRESHOLDS})


if __name__ == "__main__":
    main()
