"""Numbers that miss what the article most likely reckons them from.

Which relation an article means is learnt (`training/relations.py`) from the words and places of its numbers alone. A number
that stands in a likely relation and misses its value is wrong, or the relation is not meant. The miss itself speaks: a slip
of one digit, exchanged digits, a moved point or a round difference is what wrong numbers look like, and hardly what other
numbers look like by chance. So the log of a relation's probability less the log of that chance decides.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from math import log

import regex

from pipeline.resolve import scoring
from pipeline.resolve.arithmetic import one_slip
from pipeline.resolve.checks.numbers import Num, Numbers, held
from pipeline.resolve.checks.relation_signs import none, signs
from pipeline.resolve.checks.relations import Relation, relations
from pipeline.resolve.findings import Finding

ENOUGH = 2.3  #: the log of how much likelier an error is than chance, from which it is told
LEAST = 0.15  #: the probability of a relation, below which it is never told
MEANT = 0.15  #: from which a relation that fits explains all its numbers
EXACT = 100  #: numbers from which a difference or sum that fits exactly is no chance
STORY = 120  #: numbers of an article at most
FAR = 2.5  #: times a number may be wrong
_EARLIER = regex.compile(r"\b(?:sebelumnya|semula|(?:tahun|bulan|pekan|semester|triwulan)\s++(?:lalu|silam))\b", regex.I)
_SOME = regex.compile(
    r"\b(?:ter(?:banyak|tinggi|besar|luas|parah)|antara\s++lain|di\s?antara\p{L}*+|seperti|misal\p{L}*+|dll)\b", regex.I
)
_CHANGES = ("up", "down", "moves", "rest", "missing", "lead")
OPPOSITE = {"growth": "fall", "fall": "growth"}  #: the same two numbers, the other one as the base


def findings(numbers: Numbers) -> Iterator[Finding]:
    """All numbers that miss a likely relation; none in a text of more numbers than a story has."""
    if len(numbers.body) > STORY:
        return
    told = {n.start: relations(n, numbers) for n in numbers.body}
    wrong = sorted((w for n in numbers.body if n.plain for w in _wrong(n, told[n.start], numbers)), reverse=True)
    explained = _explained(numbers, told) if wrong else set()
    blamed: set[float] = set()  # one error makes all its numbers wrong
    for _, _, n, r in wrong:
        if n.value not in explained and not blamed & {n.value, *(m.value for m in r.operands)}:
            blamed |= {n.value, *(m.value for m in r.operands)}
            yield held(r.rule, n, r.value, r.operands, r.formula, sure=0.7)


def _wrong(n: Num, of: list[Relation], numbers: Numbers) -> Iterator[tuple[float, int, Num, Relation]]:
    """The relation that a number most likely misses, after its weight and place; none where another bears it out."""
    weights = [_weight(n, r) for r in of]
    if max(weights, default=0) < ENOUGH:
        return
    bases = [r for r in of if _of_wrong_base(n, r)]
    if any(r.fits(n) and not _part_of_change(r, bases) for r in of if r.name not in OPPOSITE):
        return
    scored = [
        (log(p) + weight, r)
        for r, p, weight in zip(of, probabilities(n, of, numbers), weights)
        if p >= LEAST and all(m.plain for m in r.operands) and not r.fits(n) and _of_one_time(n, r, numbers)
    ]
    best = max(scored, key=lambda pair: pair[0], default=None)
    if best and best[0] >= ENOUGH:
        yield best[0], n.start, n, best[1]


def _of_wrong_base(n: Num, r: Relation) -> bool:
    """Whether a growth is told of the new number, not of the old: from 620 to 403 is a fall of 35 percent, not 54."""
    return r.name in OPPOSITE and not r.fits(n) and Relation(OPPOSITE[r.name], r.operands[::-1]).fits(n)


def _part_of_change(r: Relation, bases: list[Relation]) -> bool:
    """Whether a share is but such a growth, of the difference told beside: "bertambah 600 dari 2.400", 600 of 3.000."""
    return r.name == "share" and any(r.operands[0].value == abs(a.value - b.value) for a, b in (o.operands for o in bases))


def _of_one_time(n: Num, r: Relation, numbers: Numbers) -> bool:
    """Whether a sum is told of one time and of a whole list, not of the largest items; a change is of two times.

    Products are never told here: `payments.py` knows months and instalments.
    """
    if r.name == "product":
        return False
    if r.name not in ("both", "sum", "difference"):
        return True
    told = sorted((n, *r.operands), key=lambda m: m.start)
    if r.name == "sum":
        span = numbers.text[numbers.layout.sentence(told[0].start)[0] : numbers.layout.sentence(told[-1].start)[1]]
        if _SOME.search(span) or len({m.value for m in r.operands}) < len(r.operands):
            return False
    words = numbers.left(n, 90) + "|" + numbers.right(n)
    if r.name == "difference" and any(numbers.has(use, words) for use in _CHANGES):
        return True
    earlier = {bool(_EARLIER.search(numbers.text[slice(*numbers.layout.sentence(m.start))])) for m in told}
    return len(earlier) == 1


def probabilities(n: Num, of: list[Relation], numbers: Numbers) -> list[float]:
    """How likely each relation is the one that the article means; with "none" they sum to 1."""
    like = Counter(r.name for r in of)
    made = [signs(r, n, numbers, like=like[r.name]) for r in of]
    return scoring.shares(scoring.weights("relations"), [*made, none(n, numbers)])[:-1]


def _explained(numbers: Numbers, told: dict[int, list[Relation]]) -> set[float]:
    """The values that stand in a relation that fits and is likely or exact."""
    found: set[float] = set()
    for n in numbers.body:
        fitting = [r.fits(n) for r in told[n.start]]
        if not any(fitting):
            continue
        for r, p, fits in zip(told[n.start], probabilities(n, told[n.start], numbers), fitting):
            exact = n.value >= EXACT and n.value % 10 and r.rule in ("sum", "change") and r.value == n.value
            if fits and (p > MEANT or exact):
                found |= {n.value, *(m.value for m in r.operands)}
    return found


def _weight(n: Num, r: Relation) -> float:
    """The log of how unlikely it is that a number misses a relation as it does by chance; nothing for a miss of no kind."""
    made = r.value
    if made <= 0 or any(m.value == n.value for m in r.operands):
        return 0
    if _of_wrong_base(n, r):
        return log(50 / n.unit)
    if r.name == "share" and n.value > 100:
        return log(20)
    return -log(chance(n.value, made, n.unit)) if miss(n.value, made, n.unit) or 1 / FAR < made / n.value < FAR else 0


def chance(stated: float, made: float, unit: float) -> float:
    """How often another number would miss by chance in the way that this one does; 1 for a miss of no kind.

    For each way so many of all numbers of that length miss like this: ten a digit where one digit is other.

    >>> [round(chance(a, b, 1), 4) for a, b in ((18_517, 15_517), (566, 466), (325, 326), (7, 5), (61, 24))]
    [0.0005, 0.03, 0.03, 1.0, 1.0]
    """
    kind = miss(stated, made, unit)
    a, b = round(stated / unit), round(made / unit)
    size = float(10 ** max(1, min(len(str(a)), len(str(b)))))
    among = {"digit": 10 * len(str(a)), "digits": 24, "point": 4, "round": 40 * len(str(abs(a - b))), "near": 30}
    return min(1.0, among[kind] / size) if kind else 1.0


def miss(stated: float, made: float, unit: float) -> str:
    """In which way a stated number misses the right one; "" for no way that tells anything.

    >>> miss(18_517, 15_517, 1), miss(531, 153, 1), miss(3250, 325, 1), miss(14_850, 9_850, 10), miss(61.4, 37.2, 0.1)
    ('digit', 'digits', 'point', 'round', '')
    """
    a, b = round(stated / unit), round(made / unit)
    if a == b or not b:
        return ""
    by = str(abs(a - b)).rstrip("0")
    if one_slip(a, b):
        return "digit"
    if any(a == b * power or b == a * power for power in (10, 100, 1000)):
        return "point"
    if sorted(str(a)) == sorted(str(b)):
        return "digits"
    if len(by) == 1 and abs(a - b) >= 10:
        return "round"
    return "near" if len(by) == 1 else ""
