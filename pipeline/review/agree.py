"""How far reviewers agree: Cohen's kappa, Krippendorff's alpha, span F1, field by field.

Kappa after Cohen (1960), of each two reviewers and averaged over pairs by the number of units; alpha after Krippendorff
(2011), for nominal data, any number of reviewers, units that not all read. Both are 1 for full agreement and 0 for what
chance gives; neither is defined where everybody always says the same one thing.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

from pipeline.review.run import Run
from pipeline.review.settle import COMPARED, GONE, Settled, finished, outcome, plain, settle, units
from pipeline.review.state import FACTS, Review

Labels = Mapping[str, Hashable]  #: reviewer → what they said of one unit


def kappa(pairs: Sequence[tuple[Hashable, Hashable]]) -> float | None:
    """Cohen's kappa of two reviewers; None where it is not defined.

    >>> kappa([("a", "a"), ("a", "a"), ("b", "b"), ("a", "b")])
    0.5
    >>> kappa([("a", "a"), ("a", "a")]) is None
    True
    """
    n = len(pairs)
    if not n:
        return None
    seen = sum(a == b for a, b in pairs) / n
    left, right = Counter(a for a, _ in pairs), Counter(b for _, b in pairs)
    chance = sum(left[label] * right[label] for label in left) / n**2
    return None if chance == 1 else (seen - chance) / (1 - chance)


def mean_kappa(units: Sequence[Labels]) -> float | None:
    """Kappa of each two reviewers, averaged by the number of units both read.

    >>> mean_kappa([{"ana": 1, "budi": 1}, {"ana": 2, "budi": 2}])
    1.0
    """
    both: dict[tuple[str, str], list[tuple[Hashable, Hashable]]] = defaultdict(list)
    for unit in units:
        for a, b in combinations(sorted(unit), 2):
            both[a, b].append((unit[a], unit[b]))
    told = [(value, len(pairs)) for pairs in both.values() if (value := kappa(pairs)) is not None]
    weight = sum(n for _, n in told)
    return sum(value * n for value, n in told) / weight if weight else None


def alpha(units: Iterable[Labels]) -> float | None:
    """Krippendorff's alpha for nominal data; None where it is not defined.

    >>> round(alpha([{"a": 1, "b": 1}, {"a": 2, "b": 2}, {"a": 1, "b": 2}, {"a": 2, "b": 2, "c": 2}, {"c": 1}]), 4)
    0.5556
    """
    totals: dict[Hashable, float] = defaultdict(float)
    differ = 0.0
    for unit in units:
        values = list(unit.values())
        if len(values) < 2:
            continue
        counts = Counter(values)
        for value, k in counts.items():
            totals[value] += k
            differ += k * (len(values) - k) / (len(values) - 1)
    n = sum(totals.values())
    expected = sum(k * (n - k) for k in totals.values())
    return None if not expected else 1 - (n - 1) * differ / expected


def span_f1(a: set[tuple[int, int]], b: set[tuple[int, int]]) -> tuple[int, int]:
    """Numerator and denominator of F1 between two reviewers' spans (exact ends).

    >>> span_f1({(0, 4), (8, 9)}, {(0, 4)})
    (2, 3)
    """
    return 2 * len(a & b), len(a) + len(b)


@dataclass(slots=True)
class Row:
    """Agreement on one field."""

    kind: str
    field: str
    units: int
    same: float  #: share of units on which all say the same
    kappa: float | None
    alpha: float | None


@dataclass(slots=True)
class Found:
    """What the reviewers made of the extractor's entries of a kind."""

    accepted: int = 0
    edited: int = 0
    rejected: int = 0
    added: int = 0
    open: int = 0
    disputed: int = 0

    @property
    def precision(self) -> float | None:
        """Share of the extractor's entries that stayed, corrected or not."""
        said = self.accepted + self.edited + self.rejected
        return (self.accepted + self.edited) / said if said else None

    @property
    def recall(self) -> float | None:
        """Share of the reviewed entries that the extractor had found."""
        kept = self.accepted + self.edited + self.added
        return (self.accepted + self.edited) / kept if kept else None


@dataclass(slots=True)
class Agreement:
    """All figures of a run."""

    rows: list[Row] = field(default_factory=list)
    spans: dict[str, float | None] = field(default_factory=dict)  #: kind → span F1
    found: dict[str, Found] = field(default_factory=dict)
    records: int = 0  #: closed by two or more
    reviewers: list[str] = field(default_factory=list)


def agreement(run: Run) -> Agreement:
    """The figures over all records that somebody closed."""
    labels: dict[tuple[str, str], list[dict[str, Hashable]]] = defaultdict(list)
    spans: dict[str, list[int]] = {kind: [0, 0] for kind in FACTS}
    made = Agreement(found={kind: Found() for kind in FACTS})
    names: set[str] = set()
    for (record_id,) in run.db.execute(
        "SELECT r.id FROM records r WHERE r.n IN (SELECT rec FROM live.done) ORDER BY r.n"
    ).fetchall():
        record, events = run.record(record_id) or {}, run.log.of_record(record_id)
        reviews = finished(record, events)
        _count(settle(record, events), made.found)
        if len(reviews) < 2:
            continue
        made.records += 1
        names |= set(reviews)
        for unit in units(record, events, reviews):
            said = {name: outcome(unit.items.get(name)) for name in reviews}
            labels[unit.kind, ""].append({name: value[0] != GONE for name, value in said.items()})
            kept = {name: unit.items[name].entry for name, value in said.items() if value[0] == "kept"}
            if len(kept) > 1:
                for name in COMPARED[unit.kind]:
                    labels[unit.kind, name].append({who: plain(entry.get(name)) for who, entry in kept.items()})
        _spans(reviews, spans)
    order = [(kind, name) for kind, names_ in COMPARED.items() for name in ("", *names_)]
    made.rows = [_row(kind, name, labels[kind, name]) for kind, name in order if labels.get((kind, name))]
    made.spans = {kind: twice / both if both else None for kind, (twice, both) in spans.items()}
    made.reviewers = sorted(names)
    return made


def _row(kind: str, name: str, said: list[dict[str, Hashable]]) -> Row:
    same = sum(len(set(unit.values())) == 1 for unit in said) / len(said)
    return Row(kind, name, len(said), same, mean_kappa(said), alpha(said))


def _spans(reviews: Mapping[str, Review], spans: dict[str, list[int]]) -> None:
    for a, b in combinations(reviews.values(), 2):
        for kind in FACTS:
            x, y = ({(m["start"], m["end"]) for i in r.of_kind(kind) if i.kept for m in i.entry["mentions"]} for r in (a, b))
            twice, both = span_f1(x, y)
            spans[kind][0] += twice
            spans[kind][1] += both


def _count(settled: Settled, found: dict[str, Found]) -> None:
    for final in settled.finals:
        if final.kind in found:
            name = "rejected" if final.state == "merged" else final.state
            setattr(found[final.kind], name, getattr(found[final.kind], name) + 1)
