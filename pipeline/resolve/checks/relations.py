"""Which numbers of an article a number may be reckoned from: its share of one, their difference, their sum, their growth.

All are told by numbers nearby; which of them the article means, `likely.py` learns from its words. A relation gives a value,
whatever the article says of it:

>>> of = {"share": (30, 40), "fall": (620, 403), "sum": (1, 2, 3), "rest": (63,)}
>>> {name: value(name, numbers) for name, numbers in of.items()}
{'share': 75.0, 'fall': 35.0, 'sum': 6, 'rest': 37}
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product

from pipeline.resolve.arithmetic import slack, verdict
from pipeline.resolve.checks.numbers import Num, Numbers
from pipeline.resolve.findings import shown

BACK, AHEAD = 3, 1  #: sentences around a number in which the others are looked for
NEAR = 9  #: numbers that are tried, the nearest first
MANY = 300  #: relations of one number, beyond which nothing can be told
ITEMS = 12  #: items of a list at most
APART = 2  #: numbers that may stand between a list and its total
FEWEST = 3  #: items of a list
VAGUE = 0.05  #: by which share a relation of "about" numbers may miss

MAKES: dict[str, tuple[Callable[..., float], str, str]] = {
    "share": (lambda a, b: 100 * a / b, "part_whole", "{0} / {1} × 100"),
    "multiple": (lambda a, b: 100 * a / b, "part_whole", "{0} / {1} × 100"),
    "growth": (lambda a, b: 100 * (b - a) / a, "growth", "({1} − {0}) / {0} × 100"),
    "fall": (lambda a, b: 100 * (a - b) / a, "growth", "({0} − {1}) / {0} × 100"),
    "difference": (lambda a, b: b - a, "change", "{1} − {0}"),
    "both": (lambda a, b: a + b, "sum", "{0} + {1}"),
    "sum": (lambda *items: sum(items), "sum", ""),
    "rest": (lambda a: 100 - a, "part_rest", "100 − {0}"),
    "rest of two": (lambda a, b: 100 - a - b, "part_rest", "100 − {0} − {1}"),
    "points": (lambda a, b: b - a, "change", "{1} − {0}"),
    "product": (lambda a, b: a * b, "product", "{0} × {1}"),
}


@dataclass(frozen=True, slots=True)
class Relation:
    """Numbers from which another may be reckoned."""

    name: str
    operands: tuple[Num, ...]

    @property
    def value(self) -> float:
        """What they give."""
        return value(self.name, [n.value for n in self.operands])

    @property
    def rule(self) -> str:
        """The rule of the checks that it stands for."""
        return MAKES[self.name][1]

    @property
    def formula(self) -> str:
        """How it is reckoned, as shown to people."""
        told = [shown(n.value) for n in self.operands]
        return MAKES[self.name][2].format(*told) or " + ".join(told)

    def fits(self, n: Num) -> bool:
        """Whether it bears a number out, by rounding, or by what numbers told in millions are short for."""
        made = self.value
        if verdict(n.value, made, n.unit, mod=n.mod) != "contradicts":
            return True
        if any(not m.plain for m in self.operands) and abs(made - n.value) <= VAGUE * abs(n.value):
            return True
        short = [slack(m.words, m.value) for m in self.operands]
        if not any(short):
            return False
        if self.name == "sum":
            return abs(made - n.value) <= sum(short) + n.unit
        ends = [
            value(self.name, [m.value + sign * by for m, sign, by in zip(self.operands, signs, short)])
            for signs in product((-1, 1), repeat=len(short))
        ]
        return min(ends) - n.unit <= n.value <= max(ends) + n.unit


def value(name: str, numbers: Sequence[float]) -> float:
    """What numbers give by a relation, in the order of its operands."""
    return MAKES[name][0](*numbers)


def relations(n: Num, numbers: Numbers) -> list[Relation]:
    """All relations that a number of the body may stand in; none where there are too many to tell."""
    if numbers.crowded(n.sentence) or n.value < 2:
        return []
    made = [*(_of_percent(n, numbers) if n.percent else _of_number(n, numbers))]
    return made if len(made) <= MANY else []


def _of_percent(n: Num, numbers: Numbers) -> Iterator[Relation]:
    shares = sorted(_near(n, numbers, lambda m: m.sort == "%" and m.value > 0), key=lambda m: m.value)
    if n.sort == "points":
        yield from (Relation("points", pair) for pair in combinations(shares, 2))
        return
    told = sorted(_near(n, numbers, lambda m: not m.percent and m.value > 1), key=lambda m: m.value)
    for a, b in combinations(told, 2):
        if _kin(a, b):
            yield Relation("share", (a, b))
            yield Relation("growth", (a, b))
            yield Relation("fall", (b, a))
            if n.value > 100:
                yield Relation("multiple", (b, a))
    for a in shares:
        if a.value < 100:
            yield Relation("rest", (a,))
    for a, b in combinations(shares, 2):
        yield Relation("points", (a, b))
        yield Relation("both", (a, b))
        yield Relation("growth", (a, b))
        yield Relation("fall", (b, a))
        if a.value + b.value < 100:
            yield Relation("rest of two", (a, b))


def _of_number(n: Num, numbers: Numbers) -> Iterator[Relation]:
    for pair in combinations(sorted(_near(n, numbers, lambda m: _kin(m, n)), key=lambda m: m.value), 2):
        yield Relation("difference", pair)
        yield Relation("both", pair)
    here = [m for m in numbers.span(n.sentence - 2, n.sentence + 2) if _kin(m, n) and m.start != n.start]
    here = [m for m in here if not numbers.layout.headline(m.start)]
    yield from (Relation("sum", items) for items in _lists([m for m in here if m.start > n.start], n, behind=True))
    yield from (Relation("sum", items) for items in _lists([m for m in here if m.start < n.start], n, behind=False))
    if n.money:
        heads = _near(n, numbers, lambda m: not m.money and not m.percent and m.value >= 2)
        each = _near(n, numbers, lambda m: m.sort == n.sort and m.value < n.value)
        yield from (Relation("product", (a, b)) for a, b in product(heads, each))


def _lists(block: Sequence[Num], n: Num, *, behind: bool) -> Iterator[tuple[Num, ...]]:
    """Runs of numbers that may be the items of a total, no more than two numbers from it."""
    for i in range(len(block)):
        for j in range(i + FEWEST, min(len(block), i + ITEMS) + 1):
            items = tuple(block[i:j])
            if (i if behind else len(block) - j) > APART:
                continue
            if any(m.words[0].isalpha() and not m.money for m in items):
                continue  # "lima kabupaten lain" is no item
            if any(m.value >= n.value for m in items) and sum(m.value for m in items) > 3 * n.value:
                continue
            yield items


def _kin(a: Num, b: Num) -> bool:
    """Whether two numbers may be reckoned with: of one currency, or neither money nor percent."""
    if a.percent or b.percent:
        return False
    return a.sort == b.sort if a.money or b.money else True


def _near(n: Num, numbers: Numbers, apt: Callable[[Num], bool]) -> list[Num]:
    """The nearest other numbers of the body, those of another sort last; each value once."""
    here = [
        m
        for index in range(n.sentence - BACK, n.sentence + AHEAD + 1)
        if not numbers.crowded(index)
        for m in numbers.by_sentence.get(index, ())
        if m.start != n.start and not (m.id and m.id == n.id) and m.value != n.value and apt(m)
    ]
    here = [m for m in here if not numbers.layout.headline(m.start)]
    here.sort(
        key=lambda m: (abs(m.sentence - n.sentence) + (m.start > n.start) / 2 + (not m.like(n)) * 1.5, abs(m.start - n.start))
    )
    found: dict[float, Num] = {}
    for m in here:
        if len(found) < NEAR:
            found.setdefault(m.value, m)
    return list(found.values())
