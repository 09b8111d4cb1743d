"""Fits the weights in pipeline/resolve/figures.json, cross-validated by article.

    python training/figures.py ../shared/gold/train training/figures_taught*.txt --save

Each decision (role of a count, kind of a percentage …; areas: belonging.py) is a choice among candidates, fitted as a
conditional logit with an L2 penalty by gradient descent in numpy. Features come from the pipeline itself, so that training
and use cannot differ. A gold figure is matched with the mention of equal value that is nearest to its quote.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import regex
from leans import LEANS
from oracle import oracle

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from pipeline.clean import clean
from pipeline.find import find
from pipeline.language import load, numerals
from pipeline.lexicon import DEFAULT
from pipeline.records import Page
from pipeline.resolve import places, programmes, roles, times
from pipeline.resolve.chain import Prior
from pipeline.resolve.figures import Scene, scene
from pipeline.resolve.scoring import WEIGHTS

TASKS = ("role", "kind", "as_of", "programme")
PENALTY = {"role": 0.07, "kind": 0.08, "as_of": 0.05, "programme": 0.05}
#: what is added to fitted weights, chosen by cross-validation of whole runs: told what is right of the figure before, as in
#: fitting, "nothing" is likelier than with what was decided for it
SHIFTS = {"as_of": {"none": -0.8}}
FORGET = 0.15  #: share of figures that are fitted without what the one before was tied to, since use may have it wrong
#: weight of an article of ours against one annotated
TAUGHT = {"role": 0.5, "kind": 1.0, "as_of": 0.3, "programme": 0.3}
LIKE = 0.5  #: the least weight of an article of ours that is made after an annotated one
GOLD = "taught-figures_taught_gold-"  #: the nth of these is made after the nth annotated article, beginning anew after the last
NEXT = "taught-figures_taught_next-"  #: the first half is made after every third article, the rest after the next ones
HALF = 31
FOLDS = 5  #: parts of the cross-validation; divides the number of annotated articles
SUPPORT = 3  #: a feature has to occur in so many articles
RARE = {"as_of"}  #: tasks in which what is known without data counts for rarer features, too


class Choice(NamedTuple):
    article: str
    task: str
    candidates: list[list[str]]
    right: frozenset[int]
    optional: bool
    told: str
    topic: tuple[str, ...] = ()  #: words of the article: features of every candidate, by its kind, the first of its features

    def spoken(self) -> Iterator[tuple[tuple[str, str], list[str]]]:
        """For each candidate the article and the kind, and what the words of the article are for that kind."""
        for features in self.candidates:
            yield (self.article, features[0]), [f"{features[0]}|{word}" for word in self.topic]


def read(path: Path) -> list[dict[str, Any]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def nearest(gold: dict[str, Any], mentions: list[Any], text: str) -> Any:
    """The mention of the gold figure's value that is nearest to its quote."""
    wanted = (gold["value"], gold["low"], gold["high"])
    same = [m for m in mentions if (m.number.value, m.number.low, m.number.high) == wanted]
    quote = gold["quote"]
    at = text.find(quote)
    inside = [m for m in same if at >= 0 and at <= m.mention.start < at + len(quote) + 1]
    return (inside or sorted(same, key=lambda m: abs(m.mention.start - max(at, 0))) or [None])[0]


def taught(path: Path) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Articles written for this project, with figures marked [[words|role or kind|areas|date|programme]]."""
    for n, block in enumerate(regex.split(r"(?m)^# ", path.read_text(encoding="utf-8"))[1:], 1):
        head, marked = block.split("\n", 1)
        published, title = head.split(" | ", 1)
        gold: dict[str, Any] = {"id": f"taught-{path.stem}-{n}", "counts": [], "percentages": [], "regions": [], "dates": []}
        text = ""
        for words in regex.split(r"(\[\[.*?\]\])", marked):
            if not words.startswith("[["):
                text += words
                continue
            quote, what, areas, date, programme = words[2:-2].split("|")
            text += quote
            if what == "x":
                continue
            number = next((m for m in numerals.read(quote)), None)
            entry = {"quote": quote, "at": len(text) - len(quote), "region": areas.split(",") if areas else None,
                     "as_of": date.replace("None", "") or None, "programme": programme or None,
                     "value": number and number.value, "low": None, "high": None}  # fmt: skip
            gold["counts" if what in roles.ROLES and not regex.search("persen|%", quote) else "percentages"].append(
                {**entry, "role": what, "kind": what}
            )
        yield {"id": gold["id"], "text": text, "title": title, "published": published}, gold


def labelled(folder: str) -> Iterator[tuple[dict[str, Any], dict[str, Any]]]:
    """Articles with their annotations: of a text of ours, or of a pair of files."""
    if folder.endswith(".txt"):
        yield from taught(Path(folder))
        return
    articles = {a["id"]: a for a in read(Path(f"{folder}.articles.jsonl"))}
    yield from ((articles[gold["id"]], gold) for gold in read(Path(f"{folder}.gold.jsonl")))


def opened(folder: str, *, gold_ties: bool = False) -> Iterator[tuple[dict[str, Any], Any, Scene]]:
    """Articles as annotated, what is found in them, and the scene of their figures."""
    nlp = load()
    for a, gold in labelled(folder):
        page = Page(source=a["id"], text=a["text"], title=a.get("title"), published=a.get("published"), url=a.get("url"))
        article = clean(page)
        found = find(article, nlp(article.text))
        if gold_ties:
            article = article.model_copy(update={"published": gold["article"]["published"]})
            regions, dates = oracle(gold, article.text)
        else:
            regions, dates = places.link(found.regions, article), times.resolve(found.dates, article)
        yield gold, found, scene(found, article, regions, dates)


def choices(gold: dict[str, Any], found: Any, s: Scene) -> Iterator[Choice]:
    """The choices of an article."""
    matched = []
    for field, mentions in (("counts", found.counts), ("percentages", found.percentages)):
        for g in gold[field]:
            if m := nearest(g, mentions, s.layout.text):
                matched.append((m, g, field == "percentages"))
    matched.sort(key=lambda row: row[0].mention.start)
    chance, priors = random.Random(gold["id"]), dict.fromkeys(("as_of", "programme"))
    counts, role = sorted(found.counts, key=lambda m: m.mention.start), None
    shares, kind = sorted(found.percentages, key=lambda m: m.mention.start), None
    for m, g, percentage in matched:
        known = priors if chance.random() > FORGET else dict.fromkeys(priors)
        if not percentage:
            n = counts.index(m)
            yield _of_role(gold["id"], counts, n, g, role if n and role and role.at is counts[n - 1].mention else None, s)
            role = Prior(m.mention, False, g["role"])
        else:
            n = shares.index(m)
            yield _of_kind(gold["id"], shares, n, g, kind if n and kind and kind.at is shares[n - 1].mention else None, s)
            kind = Prior(m.mention, True, g["kind"])
        yield from _of_figure(gold["id"], m, g, percentage, known, s)
        tied = {"as_of": g["as_of"], "programme": g["programme"]}
        priors = {name: Prior(m.mention, percentage, value) for name, value in tied.items()}


def _of_role(id: str, counts: list[Any], n: int, g: dict[str, Any], prior: Prior | None, s: Scene) -> Choice:
    options = roles.role_features(counts, n, prior, s.layout, lexicon=DEFAULT)
    told = f"{g['value']} «{g['quote'][:60]}»"
    return Choice(id, "role", options, frozenset({roles.ROLES.index(g["role"])}), bool(g.get("optional")), told)


def _of_kind(id: str, shares: list[Any], n: int, g: dict[str, Any], prior: Prior | None, s: Scene) -> Choice:
    options = roles.kind_features(shares, n, prior, s.layout, lexicon=DEFAULT)
    told = f"{g['value']} «{g['quote'][:60]}»"
    return Choice(id, "kind", options, frozenset({roles.KINDS.index(g["kind"])}), bool(g.get("optional")), told)


def _of_figure(id: str, m: Any, g: dict[str, Any], percentage: bool, priors: dict[str, Any], s: Scene) -> Iterator[Choice]:
    optional, shown = bool(g.get("optional")), f"{g['value']} «{g['quote'][:60]}»"
    if percentage:
        about = [f"kind={g['kind']}", "percentage"]
    else:
        about = [f"role={g['role']}", f"unit={m.unit}", "count"]
    at, layout = m.mention, s.layout
    for task, offers, wanted in (
        ("as_of", s.moments.candidates(at, about, priors["as_of"]), [g["as_of"]]),
        (
            "programme",
            programmes.candidates(at, about, s.named, priors["programme"], layout, lexicon=DEFAULT),
            [g["programme"]],
        ),
    ):
        right = frozenset(n for n, c in enumerate(offers) if c.value in wanted)
        yield Choice(id, task, [c.features for c in offers], right, optional, f"{shown} want {wanted}")


def _weight(article: str, taught: float) -> float:
    """The weight of an article: ours count for less, those in the likeness of the annotated ones at least half."""
    if not article.startswith("taught"):
        return 1.0
    return max(taught, LIKE) if article.startswith((GOLD, NEXT)) else taught


class Data:
    """Choices as flat arrays: rows of (candidate, feature)."""

    def __init__(self, rows: list[Choice], vocabulary: dict[str, int], taught: float) -> None:
        self.owner, self.right, cand, feat = [], [], [], []
        block, blocks, words = [], {}, []
        n = 0
        for i, row in enumerate(rows):
            for key, spoken in row.spoken():
                if key not in blocks:
                    blocks[key] = len(blocks)
                    words += [(blocks[key], j) for word in spoken if (j := vocabulary.get(word)) is not None]
                block.append(blocks[key])
            for k, features in enumerate(row.candidates):
                for f in features:
                    if (j := vocabulary.get(f)) is not None:
                        cand.append(n)
                        feat.append(j)
                self.owner.append(i)
                self.right.append(k in row.right)
                n += 1
        self.owner, self.right = np.array(self.owner), np.array(self.right)
        size = Counter(row.article for row in rows)
        self.weight = np.array([size[row.article] ** -0.5 * _weight(row.article, taught) for row in rows])
        self.weight /= self.weight.sum()
        self.cand, self.feat, self.n, self.rows = np.array(cand, int), np.array(feat, int), n, len(rows)
        self.block, self.blocks = np.array(block, int), len(blocks)
        self.spoken, self.word = np.array(words, int).reshape(-1, 2).T

    def slope(self, w: np.ndarray) -> np.ndarray:
        """How the loss grows with each weight."""
        each = (self.softmax(w) - self.softmax(w, self.right)) * self.weight[self.owner]
        shared = np.bincount(self.block, weights=each, minlength=self.blocks)
        own = np.bincount(self.feat, weights=each[self.cand], minlength=len(w))
        return own + np.bincount(self.word, weights=shared[self.spoken], minlength=len(w))

    def softmax(self, w: np.ndarray, mask: np.ndarray | None = None) -> np.ndarray:
        scores = np.bincount(self.cand, weights=w[self.feat], minlength=self.n)
        scores += np.bincount(self.spoken, weights=w[self.word], minlength=self.blocks)[self.block]
        if mask is not None:
            scores = np.where(mask, scores, -1e9)
        top = np.full(self.rows, -1e18)
        np.maximum.at(top, self.owner, scores)
        raised = np.exp(scores - top[self.owner])
        return raised / np.bincount(self.owner, weights=raised, minlength=self.rows)[self.owner]


def fit(
    rows: list[Choice],
    penalty: float,
    *,
    leans: dict[str, float] | None = None,
    rare: bool = False,
    taught: float = 1.0,
    steps: int = 300,
) -> dict[str, float]:
    rows = [r for r in rows if r.right]
    seen: dict[str, set[str]] = defaultdict(set)
    for r in rows:
        for features in [*r.candidates, *(spoken for _, spoken in r.spoken())]:
            for f in features:
                seen[f].add(r.article)
    leans = leans or {}
    told = set(leans) if rare else set()
    vocabulary = {f: i for i, f in enumerate(sorted({f for f, a in seen.items() if len(a) >= SUPPORT} | told))}
    data = Data(rows, vocabulary, taught)
    known = np.array([leans.get(f, 0.0) for f in vocabulary])
    w, m, v = known.copy(), np.zeros(len(vocabulary)), np.zeros(len(vocabulary))
    for step in range(1, steps + 1):
        g = data.slope(w) + penalty * (w - known) / 10
        m, v = 0.9 * m + 0.1 * g, 0.99 * v + 0.01 * g * g
        w -= 0.1 * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.99**step)) + 1e-8) * (1 - step / (steps + 1))
    return {f: round(float(w[i]), 3) for f, i in vocabulary.items() if abs(w[i]) >= 0.005}


def folds(folders: list[str]) -> dict[str, int]:
    """The part of the cross-validation that an article is left out in; one made after it goes with it."""
    names = [gold["id"] for folder in folders for _, gold in labelled(folder)]
    made = {a: i % FOLDS for i, a in enumerate(a for a in names if not a.startswith("taught"))}
    for a in names:
        if a.startswith(GOLD):
            made[a] = (int(a.removeprefix(GOLD)) - 1) % FOLDS
        elif a.startswith(NEXT):
            half, third = divmod(int(a.removeprefix(NEXT)) - 1, HALF)
            made[a] = (3 * third + half) % FOLDS
    return made


def score(rows: list[Choice], weights: dict[str, float], *, show: bool = False) -> tuple[int, int]:
    right = 0
    asked = [r for r in rows if not r.optional]
    for r in asked:
        sums = [sum(weights.get(f, 0.0) for f in features) for features in r.candidates]
        best = sums.index(max(sums))
        right += best in r.right
        if show and best not in r.right:
            print("   ", r.article, r.task, r.told, "->", best, r.candidates[best][:2], "" if r.right else "NOT OFFERED")
    return right, len(asked)


def save(weights: dict[str, dict[str, float]]) -> None:
    """Ships the weights of some tasks; those of the others stay as they are."""
    shipped = json.loads(WEIGHTS.read_text(encoding="utf-8")) | weights
    lines = [f"{json.dumps(t)}: {json.dumps(w, ensure_ascii=False, sort_keys=True)}" for t, w in shipped.items()]
    WEIGHTS.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", nargs="+", help="prefix of NAME.articles.jsonl and NAME.gold.jsonl to learn from")
    parser.add_argument("--dev", help="prefix of a set to report on")
    parser.add_argument("--gold-ties", action="store_true", help="take regions and dates from the annotations")
    parser.add_argument("--errors", help="print the errors on dev of one task")
    parser.add_argument("--penalty", type=float)
    parser.add_argument("--save", action="store_true")
    parser.add_argument(
        "--keep",
        nargs="*",
        default=[],
        choices=TASKS,
        help="tasks that are left out; with --save their weights stay as they are",
    )
    args = parser.parse_args()
    rows = [c for folder in args.folder for a in opened(folder, gold_ties=args.gold_ties) for c in choices(*a)]
    dev = [c for a in opened(args.dev, gold_ties=args.gold_ties) for c in choices(*a)] if args.dev else []
    weights, fold = {}, folds(args.folder)
    for task in (t for t in TASKS if t not in args.keep):
        mine = [r for r in rows if r.task == task]
        penalty = args.penalty or PENALTY[task]
        told: Counter[str] = Counter()
        for k in range(FOLDS):
            others = [r for r in mine if fold.get(r.article) != k]
            w = fit(others, penalty, leans=LEANS.get(task), rare=task in RARE, taught=TAUGHT[task])
            part = [r for r in mine if fold.get(r.article) == k and not r.article.startswith("taught")]
            hits, n = score(part, w, show=args.errors == f"cv-{task}")
            told.update(right=hits, n=n)
        weights[task] = fit(mine, penalty, leans=LEANS.get(task), rare=task in RARE, taught=TAUGHT[task])
        for feature, shift in SHIFTS.get(task, {}).items():
            weights[task][feature] = round(weights[task].get(feature, 0.0) + shift, 3)
        hits, n = score([r for r in dev if r.task == task], weights[task], show=args.errors == task)
        offered = sum(bool(r.right) for r in mine) / max(1, len(mine))
        print(
            f"{task:10} cross-validated {told['right'] / max(1, told['n']):.3f} of {told['n']}, offered {offered:.3f}; "
            f"dev {hits / max(1, n):.3f} of {n}; {len(weights[task])} weights"
        )
    if args.save:
        save(weights)


if __name__ == "__main__":
    main()
