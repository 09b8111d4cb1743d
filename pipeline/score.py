"""Scores predicted records against gold annotations: precision, recall and F1 per field, accuracy per attribute.

The method is that of the project's scorer (`gold/score.py` in the data beside the project); a test keeps both equal.
Gold and predictions are joined on `id`; entries are matched one to one, greedily, best pairs first. An optional gold
entry counts neither for nor against. `article.text` is weighted by characters of the input's lines.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from pipeline.errors import UsageError
from pipeline.likeness import (
    name_tokens,
    number,
    programme_key,
    runs,
    same_name,
    same_region,
    text_equal,
    token_f1,
    words,
)

Entry = Mapping[str, Any]
HEADLINE = (
    "officials.name", "officials.position", "regions", "dates",
    "counts.value", "counts.fact", "percentages.value", "percentages.fact",
)  # fmt: skip


@dataclass(slots=True)
class Tally:
    """Counts of one field over all articles: matched, gold, predicted."""

    tp: float = 0
    gold: float = 0
    pred: float = 0

    def add(self, tp: float, gold: float, pred: float) -> None:
        """Add one article's counts."""
        self.tp += tp
        self.gold += gold
        self.pred += pred

    @property
    def p(self) -> float:
        """Precision."""
        return self.tp / self.pred if self.pred else 0.0

    @property
    def r(self) -> float:
        """Recall."""
        return self.tp / self.gold if self.gold else 0.0

    @property
    def f(self) -> float:
        """F1."""
        return 2 * self.p * self.r / (self.p + self.r) if self.p + self.r else 0.0


@dataclass(slots=True)
class Scores:
    """What a comparison came to."""

    articles: int = 0
    missing: int = 0
    fields: dict[str, Tally] = field(default_factory=lambda: defaultdict(Tally))
    attributes: dict[str, list[int]] = field(default_factory=lambda: defaultdict(lambda: [0, 0]))
    errors: dict[str, list[str]] = field(default_factory=lambda: defaultdict(list))

    @property
    def score(self) -> float:
        """Mean F1 of the eight headline fields."""
        return sum(self.fields[name].f for name in HEADLINE) / len(HEADLINE)

    def attribute(self, name: str, right: bool) -> None:
        """Count one attribute of a matched entry."""
        self.attributes[name][0] += bool(right)
        self.attributes[name][1] += 1

    def as_dict(self) -> dict[str, Any]:
        """The figures, rounded to four places, as the scorer's --json has them."""
        fields = {
            k: {"p": round(t.p, 4), "r": round(t.r, 4), "f1": round(t.f, 4), "gold": t.gold, "pred": t.pred}
            for k, t in sorted(self.fields.items())
        }
        attributes = {k: {"accuracy": round(a / b, 4), "n": b} for k, (a, b) in sorted(self.attributes.items())}
        return {
            "articles": self.articles, "missing": self.missing, "score": round(self.score, 4),
            "fields": fields, "attributes": attributes,
        }  # fmt: skip

    def as_text(self) -> str:
        """The figures as a table."""
        lines = [f"{self.articles} articles, {self.missing} without a prediction"]
        lines.append(f"{'field':24} {'P':>7} {'R':>7} {'F1':>7} {'gold':>8} {'pred':>8}")
        lines += [
            f"{k:24} {t.p:7.3f} {t.r:7.3f} {t.f:7.3f} {t.gold:8.0f} {t.pred:8.0f}" for k, t in sorted(self.fields.items())
        ]
        lines.append(f"{'attribute (if matched)':24} {'acc':>7} {'n':>7}")
        lines += [f"{name:24} {right / n:7.3f} {n:7}" for name, (right, n) in sorted(self.attributes.items())]
        return "\n".join([*lines, f"score {self.score:.3f}  (mean F1 of {', '.join(HEADLINE)})"])


def score_files(gold: str | Path, pred: str | Path, articles: str | Path | None = None) -> Scores:
    """Compare two JSON Lines files; `articles` gives the input texts, without which `article.text` is left out.

    Raises:
        UsageError: a file is missing or is no JSON Lines of objects with an id.
    """
    texts = {key: row.get("text") for key, row in _load(articles).items()} if articles else {}
    return score(_load(gold), _load(pred), texts)


def score(gold: Mapping[str, Entry], pred: Mapping[str, Entry], texts: Mapping[str, str | None] | None = None) -> Scores:
    """Compare gold lines with predicted records, both by id."""
    made = Scores(articles=len(gold), missing=sum(key not in pred for key in gold))
    for key, row in gold.items():
        _article(made, key, row, pred.get(key, {}), (texts or {}).get(key))
    return made


def _load(path: str | Path) -> dict[str, Entry]:
    try:
        with Path(path).open(encoding="utf-8") as lines:
            rows = [json.loads(line) for line in lines if line.strip()]
        return {str(row["id"]): row for row in rows}
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror or error}", advice="Check the name.") from error
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError(f"{path}: not JSON Lines with an id: {error}", advice="Give gold and records.jsonl.") from error


def _pairs(
    scores: Scores,
    name: str,
    article: str,
    gold: list[Any],
    pred: list[Any],
    same: Callable[[Any, Any], float],
    show: Callable[[Any], str],
) -> tuple[list[tuple[Any, Any]], list[Any]]:
    """Greedy one-to-one matching: the required pairs, and the predictions that met an optional gold entry.

    `same` scores a pair: 0 no match, below 1 a part of one, more only ranks.
    """
    options = [(same(g, p), i, j) for i, g in enumerate(gold) for j, p in enumerate(pred) if same(g, p) > 0]
    options.sort(key=lambda row: (-row[0], bool(gold[row[1]].get("optional")), row[1], row[2]))
    used_gold: set[int] = set()
    used_pred: set[int] = set()
    matched = []
    for _, i, j in options:
        if i in used_gold or j in used_pred:
            continue
        used_gold.add(i)
        used_pred.add(j)
        matched.append((gold[i], pred[j]))
    required = [(g, p) for g, p in matched if not g.get("optional")]
    unscored = [p for g, p in matched if g.get("optional")]
    right = sum(min(1.0, same(g, p)) for g, p in required)
    scores.fields[name].add(right, sum(not g.get("optional") for g in gold), len(pred) - len(unscored))
    scores.errors[name] += [
        f"{article} - {show(g)}" for i, g in enumerate(gold) if i not in used_gold and not g.get("optional")
    ]
    scores.errors[name] += [f"{article} + {show(p)}" for j, p in enumerate(pred) if j not in used_pred]
    return required, unscored


def _article(scores: Scores, article: str, gold: Entry, pred: Entry, text: str | None) -> None:
    g, p = gold.get("article") or {}, pred.get("article") or {}
    if g.get("title"):
        scores.attribute("article.title", text_equal(g["title"], p.get("title")))
    if g.get("published"):
        right = str(p.get("published") or "")[:10] == g["published"][:10]
        scores.attribute("article.published", right)
        if not right:
            scores.errors["article.published"].append(f"{article} gold={g['published']} pred={p.get('published')}")
    people = [{"name": n} for n in g.get("authors") or []], [{"name": n} for n in p.get("authors") or []]
    _pairs(
        scores,
        "article.authors",
        article,
        *people,
        lambda a, b: float(same_name(a["name"], b["name"])),
        lambda e: str(e["name"]),
    )
    if text is not None and "boilerplate_lines" in gold:
        _text(scores, article, text, set(gold["boilerplate_lines"]), f"{p.get('title') or ''}\n{p.get('text') or ''}")
    _officials(scores, article, gold.get("officials") or [], pred.get("officials") or [])
    _pairs(
        scores, "regions", article, gold.get("regions") or [], pred.get("regions") or [],
        lambda a, b: float(same_region(a.get("code"), b.get("code"))),
        lambda e: f"{e.get('code')} {e.get('name')} «{_quote(e)}»",
    )  # fmt: skip
    once = {str(d.get("value")): d for d in reversed(pred.get("dates") or [])}
    wanted = {str(d.get("value")): d for d in reversed(gold.get("dates") or [])}
    matched, _ = _pairs(
        scores, "dates", article, list(wanted.values()), list(once.values()),
        lambda a, b: float(str(a.get("value")) == str(b.get("value"))), lambda e: f"{e.get('value')} «{_quote(e)}»",
    )  # fmt: skip
    for a, b in matched:
        scores.attribute("dates.mod", (a.get("mod") or None) == (b.get("mod") or None))
    _figures(scores, "counts", article, gold.get("counts") or [], pred.get("counts") or [], "role")
    _figures(scores, "percentages", article, gold.get("percentages") or [], pred.get("percentages") or [], "kind")


def _text(scores: Scores, article: str, text: str, drop: set[int], output: str) -> None:
    """A line counts as kept by the share of its runs of four words that the output has, fully from three quarters on."""
    kept_runs, kept_words, lines = set(runs(output)), f" {' '.join(words(output))} ", text.splitlines()
    wanted_words = f" {' '.join(w for n, line in enumerate(lines, 1) if n not in drop for w in words(line))} "
    seen: set[str] = set()
    for n, line in enumerate(lines, 1):
        key = " ".join(words(line))
        if not key or key in seen or (n in drop and f" {key} " in wanted_words):
            continue
        seen.add(key)
        line_runs = runs(line)
        if len(words(line)) >= 4:
            share = sum(run in kept_runs for run in line_runs) / len(line_runs)
        else:
            share = float(f" {key} " in kept_words)
        share = 1.0 if share >= 0.75 else share
        wanted = n not in drop
        scores.fields["article.text"].add(len(key) * share * wanted, len(key) * wanted, len(key) * share)
        if (share > 0.5) != wanted:
            scores.errors["article.text"].append(f"{article} {'-' if wanted else '+'} line {n} «{line.strip()[:90]}»")


def _officials(scores: Scores, article: str, gold: list[Any], pred: list[Any]) -> None:
    def same(a: Entry, b: Entry) -> float:
        x, y = name_tokens(a.get("name")), name_tokens(b.get("name"))
        return same_name(a.get("name"), b.get("name")) * (2.0 if x == y else 1.0 if x <= y else 0.5)

    def show(e: Entry) -> str:
        return f"{e.get('name')} {[q.get('phrase') for q in e.get('positions') or []]}"

    matched, unscored = _pairs(scores, "officials.name", article, gold, pred, same, show)
    tally = scores.fields["officials.position"]
    tally.gold += sum(len(o.get("positions") or []) for o in gold if not o.get("optional"))
    tally.pred += sum(len(o.get("positions") or []) for o in pred if not any(o is u for u in unscored))
    for a, b in matched:
        scores.attribute("officials.full_name", name_tokens(a.get("name")) == name_tokens(b.get("name")))
        left = list(b.get("positions") or [])
        for want in a.get("positions") or []:
            best = max(left, key=partial(_phrase_f1, want), default=None)
            if best is None or token_f1(want.get("phrase"), best.get("phrase")) < 0.6:
                told = f"{want.get('phrase')} (pred {[q.get('phrase') for q in b.get('positions') or []]})"
                scores.errors["officials.position"].append(f"{article} - {a.get('name')}: {told}")
                continue
            left.remove(best)
            tally.tp += 1
            scores.attribute("officials.title", text_equal(want.get("title"), best.get("title")))
            scores.attribute("officials.region", same_region(want.get("region"), best.get("region")))
            scores.attribute("officials.status", (want.get("status") or "current") == (best.get("status") or "current"))


def _phrase_f1(want: Entry, position: Entry) -> float:
    return token_f1(want.get("phrase"), position.get("phrase"))


def _figures(scores: Scores, name: str, article: str, gold: list[Any], pred: list[Any], kind: str) -> None:
    def alike(g: Entry, p: Entry) -> float:
        if number(g) is None or number(g) != number(p):
            return 0.0
        places = same_region(g.get("region"), p.get("region")) + (g.get(kind) == p.get(kind))
        return 1 + places + 0.5 * text_equal(g.get("as_of"), p.get("as_of")) + 0.25 * text_equal(g.get("unit"), p.get("unit"))

    def show(e: Entry) -> str:
        told = f"{number(e)} {e.get('unit') or '%'} {e.get(kind)} region={e.get('region')} as_of={e.get('as_of')}"
        return f"{told} «{_quote(e)}»"

    matched, _ = _pairs(scores, f"{name}.value", article, gold, pred, alike, show)
    full = 0
    for g, p in matched:
        rights = {
            kind: g.get(kind) == p.get(kind),
            "region": same_region(g.get("region"), p.get("region")),
            "as_of": text_equal(g.get("as_of"), p.get("as_of")),
            "programme": programme_key(g.get("programme")) == programme_key(p.get("programme")),
            "segments": {s.casefold() for s in g.get("segments") or []} == {s.casefold() for s in p.get("segments") or []},
            "mod": (g.get("mod") or None) == (p.get("mod") or None),
        }
        if name == "counts":
            rights["unit"] = text_equal(g.get("unit"), p.get("unit"))
        for attribute, right in rights.items():
            scores.attribute(f"{name}.{attribute}", right)
            if not right:
                told = f"{article} {number(g)} gold={g.get(attribute)} pred={p.get(attribute)} «{_quote(g)}»"
                scores.errors[f"{name}.{attribute}"].append(told)
        full += rights[kind] and rights["region"]
    value, fact = scores.fields[f"{name}.value"], scores.fields[f"{name}.fact"]
    fact.tp += full
    fact.gold, fact.pred = value.gold, value.pred


def _quote(entry: Entry) -> str:
    if entry.get("quote"):
        return str(entry["quote"])
    mentions = entry.get("mentions") or []
    first = mentions[0].get("text") if mentions and isinstance(mentions[0], dict) else ""
    return str(entry.get("text") or first or "")[:80]
