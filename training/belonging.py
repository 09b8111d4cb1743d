"""Fits the weights that tell which area a figure belongs to, cross-validated end to end by article.

    python training/belonging.py ../shared/gold/train training/figures_taught*.txt --save

Two models of one kind (see figures.py): a figure judged alone, and one that knows where the figure before it belongs and what
the others, judged alone, are for; in use the mean of both decides. The second has to learn from judgements as wrong as in
use, so those of each article come from a first model fitted without it, as its roles and kinds do. Told is the share of
figures whose area is right in the chain as the line runs it, over figures and as the mean over articles.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import defaultdict
from pathlib import Path
from typing import Any

from figures import FORGET, TAUGHT, Choice, choices, fit, nearest, opened, save
from figures import PENALTY as PENALTIES
from leans import LEANS

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pipeline.lexicon import DEFAULT
from pipeline.resolve import scoring
from pipeline.resolve.belonging import Belonging, Figure
from pipeline.resolve.chain import Prior, likeliest
from pipeline.resolve.figures import Scene, read
from pipeline.resolve.magnitude import people

PENALTY = 0.04
Weights = dict[str, dict[str, float]]


class Labelled:
    """An article with the areas of its figures; a figure that is not annotated has none."""

    def __init__(self, gold: dict[str, Any], found: Any, s: Scene) -> None:
        self.id, self.scene = gold["id"], s
        mentions, own = read(found, s)
        self.figures = [Figure(m.mention, o.about, people(m)) for m, o in zip(mentions, own)]
        self.order = [(m.mention, "percentage" in o.about) for m, o in zip(mentions, own)]
        place = {id(m): n for n, m in enumerate(mentions)}
        self.codes: dict[int, list[str | None]] = {}
        self.asked: set[int] = set()
        for field, some in (("counts", found.counts), ("percentages", found.percentages)):
            for g in gold[field]:
                if m := nearest(g, some, s.layout.text):
                    self.codes[place[id(m)]] = g["region"] if isinstance(g["region"], list) else [g["region"]]
                    self.asked |= set() if g.get("optional") else {place[id(m)]}

    @property
    def ours(self) -> bool:
        """Whether it was written for this project."""
        return self.id.startswith("taught")

    def opened(self, alone: dict[str, float]) -> Belonging:
        """Its figures, with the votes of a first model."""
        return Belonging(self.figures, self.scene.regions, self.scene.layout, lexicon=DEFAULT, alone=alone)


def alone(article: Labelled) -> list[Choice]:
    """The choices of the first model."""
    areas = article.opened({})
    return [_choice(article, n, made, areas.topic) for n, made in enumerate(areas.alone) if n in article.codes]


def chained(article: Labelled, weights: dict[str, float]) -> list[Choice]:
    """The choices of the second, each told where the figure before it belongs; some are not, since use may have it wrong."""
    areas, prior, made = article.opened(weights), None, []
    chance, here = random.Random(article.id), {r.code for r in article.scene.regions}
    for n, codes in sorted(article.codes.items()):
        made.append(_choice(article, n, areas.candidates(n, prior if chance.random() > FORGET else None), areas.topic))
        prior = Prior(*article.order[n], next((c for c in codes if c in here), codes[0]))
    return made


def _choice(article: Labelled, n: int, made: list[Any], topic: list[str]) -> Choice:
    right = frozenset(k for k, c in enumerate(made) if c.value in article.codes[n])
    return Choice(article.id, "region", [c.features for c in made], right, n not in article.asked, "", tuple(topic))


def read_apart(some: list[Any]) -> list[Labelled]:
    """Articles as they are read in use: roles and kinds come from weights fitted without them."""
    shipped, made = dict(scoring._all()), []
    rows = [list(choices(*a)) for a in some]
    for k in range(5):
        for task in ("role", "kind"):
            others = [c for n, row in enumerate(rows) if n % 5 != k for c in row if c.task == task]
            scoring._all()[task] = fit(others, PENALTIES[task], leans=LEANS[task], taught=TAUGHT[task])
        made += [Labelled(*a) for a in some[k::5]]
    scoring._all().update(shipped)
    return made


def learn(articles: list[Labelled]) -> Weights:
    """The weights of both models."""
    first = {a.id: alone(a) for a in articles}
    leans, rows = LEANS["region"], []
    for k in range(5):
        others = [c for n, a in enumerate(articles) if n % 5 != k for c in first[a.id]]
        weights = fit(others, PENALTY, leans=leans)
        rows += [c for a in articles[k::5] for c in chained(a, weights)]
    told = fit([c for row in first.values() for c in row], PENALTY, leans=leans)
    return {"region alone": told, "region": fit(rows, PENALTY, leans=leans)}


def right(articles: list[Labelled], weights: Weights) -> dict[str, tuple[int, int]]:
    """How many figures of each article get their area in the chain, of how many."""
    scoring._all().update(weights)
    made = {}
    for a in articles:
        run = likeliest(a.order, a.opened(weights["region alone"]).options)
        made[a.id] = sum(run[n].value in a.codes[n] for n in a.asked), len(a.asked)
    return made


def tell(name: str, hits: dict[str, tuple[int, int]]) -> None:
    some = [(h, n) for h, n in hits.values() if n]
    share, mean = sum(h for h, _ in some) / sum(n for _, n in some), sum(h / n for h, n in some) / len(some)
    print(f"{name}: {share:.3f} of {sum(n for _, n in some)} figures, mean of {len(some)} articles {mean:.3f}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="+", help="prefix of NAME.articles.jsonl and NAME.gold.jsonl, or a text of ours")
    parser.add_argument("--dev", help="prefix of a set to report on")
    parser.add_argument("--quick", action="store_true", help="without cross-validation")
    parser.add_argument("--save", action="store_true")
    args = parser.parse_args()
    articles = read_apart([a for folder in args.folder for a in opened(folder)])
    real, ours = [a for a in articles if not a.ours], [a for a in articles if a.ours]
    hits: dict[str, tuple[int, int]] = defaultdict(tuple)
    for k in range(0 if args.quick else 5):
        hits |= right(real[k::5], learn([a for n, a in enumerate(real) if n % 5 != k] + ours))
    if hits:
        tell("cross-validated", hits)
    weights = learn(articles)
    if args.dev:
        tell("dev", right([Labelled(*a) for a in opened(args.dev)], weights))
    if args.save:
        save(weights)


if __name__ == "__main__":
    main()
