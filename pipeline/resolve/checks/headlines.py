"""The headline's number against the body.

A headline's number that nothing in the body makes is told where the body has one that it looks like a slip of: the same digits
in another order, a moved point, a digit other; where headline and body say of one percentage that it rose and fell; and where
each has one share, and they differ.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, permutations
from math import log10

import regex

from pipeline.language import numerals
from pipeline.resolve.arithmetic import one_slip, rounded, slip, verdict
from pipeline.resolve.checks.numbers import Num, Numbers, added, entries, held
from pipeline.resolve.findings import Finding, shown
from pipeline.resolve.words import pattern

MANY = 30  #: numbers of the body whose differences are tried
FATES = ("dead", "hurt", "lost", "fled", "passed", "failed")
FEW = 10  #: from which a number of things is held against the one of the body
LARGE = 100  #: from which a number of the lead is held against the headline
LEAD = 2  #: sentences that lead
APART = 0.08  #: by which a number of two digits must miss
RATIO = 12  #: times by which it may
_PASSED = regex.compile(
    r"\b(?:(?:me)?lampaui|melebihi|lewati|melewati|di\s++atas|tembus)\s++target|\btarget\b.{0,30}\bterlampaui",
    regex.I,
)
_GOAL = regex.compile(r"\b(?:target|sasaran|ditargetkan|menargetkan|targetnya)\b[^,.;\d]*+$", regex.I)
_WORD = regex.compile(r"\s++(?P<noun>\p{L}{3,}+)")


def findings(numbers: Numbers) -> Iterator[Finding]:
    """All that the headline has wrong."""
    for n in numbers.all:
        if not numbers.layout.headline(n.start):
            break
        if not n.percent and n.value >= 100:
            yield from _number(n, numbers)
        elif not n.percent and n.value >= FEW and n.plain:
            yield from _few(n, numbers)
        if not n.percent and n.value > 1:
            yield from _others(n, numbers)
    yield from _headline_share(numbers)
    yield from _turned(numbers)
    yield from _passed(numbers)


def _number(n: Num, numbers: Numbers) -> Iterator[Finding]:
    body = [m for m in numbers.body if m.value and m.money == n.money]
    if any(verdict(n.value, m.value, n.unit, mod=n.mod) != "contradicts" for m in body) or _made_of(n, body):
        return
    if any(abs(value - n.value) < 1 for value in numbers.layout.remember("decimals", lambda: _decimals(numbers))):
        return  # "1.060 Hektare" is short for "1.060,85 hektare"
    moved = [m for m in body if _moved(n.value, m.value)]
    turned = [m for m in body if sorted(f"{n.value:g}") == sorted(f"{m.value:g}") and n.value >= 1000]
    if len({m.value for m in moved + turned}) == 1:
        best = (moved + turned)[0]
        yield held("headline", n, best.value, (best,), shown(best.value), sure=0.7)
        return
    slipped = [m for m in body if n.plain and m.plain and m.like(n) and not m.percent and _slipped(n, m)]
    if len({m.value for m in slipped}) == 1 and not _difference(n, body):
        yield held("headline", n, slipped[0].value, slipped[:1], shown(slipped[0].value), sure=0.7)
    elif not slipped and (first := _above(n, body, numbers)):
        yield held("headline", n, first.value, (first,), shown(first.value), sure=0.6)


def _few(n: Num, numbers: Numbers) -> Iterator[Finding]:
    """ "27 Desa Terendam", where the body counts 37 villages, and nothing makes 27."""
    body = list({m.value: m for m in numbers.body if not m.money}.values())
    noun = _noun(n, numbers)
    same = [m for m in body if noun and m.plain and not m.percent and m.value >= FEW and _noun(m, numbers) == noun]
    made = _made_of(n, body) or _difference(n, body) or any(verdict(n.value, m.value, n.unit) == "agrees" for m in body)
    if len(same) == 1 and not made and one_slip(n.value, same[0].value) and same[0].sentence <= LEAD + 1:
        yield held("headline", n, same[0].value, same, shown(same[0].value), sure=0.65)


def _others(n: Num, numbers: Numbers) -> Iterator[Finding]:
    """A number that the body tells of others: "17 Orang Tewas" over seven dead and 17 hurt."""
    fate = _fate(n, numbers)
    fates = {m.start: _fate(m, numbers) for m in numbers.body if m.like(n) and not m.percent} if fate else {}
    told = [fates[m.start] for m in numbers.values[n.value] if m.start in fates]
    meant = {m.value: m for m in numbers.body if fates.get(m.start) == fate}
    if told and all(told) and len(meant) == 1 and fate not in told:
        best = next(iter(meant.values()))
        yield held("headline", n, best.value, (best,), f"{shown(best.value)} ({fate})", sure=0.7)


def _fate(n: Num, numbers: Numbers) -> str:
    """What became of those whom a number counts: the first such word behind it, else the last before it."""
    for words, at in ((n.words + numbers.right(n, 70), 0), (numbers.left(n).split(",")[-1], -1)):
        found = {m.start(): fate for fate in FATES for m in pattern(numbers.lexicon, fate).finditer(words)}
        if found:
            return found[sorted(found)[at]]
    return ""


def _decimals(numbers: Numbers) -> list[float]:
    """The numbers of the body that are told to a part of one."""
    told = (n for n in numerals.read(numbers.text) if n.value is not None and not numbers.layout.headline(n.start))
    return [n.value for n in told if n.value is not None and n.value % 1 and not n.percent]


def _above(n: Num, body: Sequence[Num], numbers: Numbers) -> Num | None:
    """The first number of the same noun, where the headline's is more than all of them together: "Sebelas Ribu Koperasi"."""
    noun = _noun(n, numbers)
    same = list({m.value: m for m in body if noun and _noun(m, numbers) == noun}.values())
    above = bool(same) and n.plain and added(same) < n.value < RATIO * same[0].value
    return same[0] if above and same[0].value >= LARGE and same[0].sentence <= LEAD else None


def _noun(n: Num, numbers: Numbers) -> str:
    """The word that tells what is counted: behind a number, or the last of its own."""
    last = n.words.split()[-1]
    word = _WORD.match(numbers.text, n.end)
    return last.lower() if last.isalpha() and n.id else word["noun"].lower() if word else ""


def _slipped(n: Num, m: Num) -> bool:
    digits = len(f"{n.value:.0f}".rstrip("0"))
    apart = abs(n.value - m.value) / m.value
    near = 10 * n.unit <= m.value and 1 / RATIO < n.value / m.value < RATIO and apart > (APART if digits < 3 else 0)
    return digits > 1 and near and slip(n.value, rounded(m.value, n.unit))


def _difference(n: Num, body: Sequence[Num]) -> bool:
    """Whether the headline's number is what two numbers of the body differ by."""
    told = list({m.value: m for m in body}.values())[:MANY]
    return any(verdict(n.value, abs(a.value - b.value), n.unit, mod=n.mod) != "contradicts" for a, b in combinations(told, 2))


def _turned(numbers: Numbers) -> Iterator[Finding]:
    """One percentage that rose in the headline and fell in the body."""
    heads = [n for n in numbers.all if n.percent and numbers.layout.headline(n.start)]
    for n in heads[:1] if len(heads) == 1 else ():
        told = [m for m in numbers.body if m.percent and m.value == n.value]
        for way, other in (("up", "down"), ("down", "up")):
            clear = numbers.has(way, numbers.left(n)) and not numbers.has(other, numbers.left(n))
            if clear and told and all(_way(m, other, numbers) and not _way(m, way, numbers) for m in told):
                message = f"{n.words} goes {way} in the headline, {other} in the body"
                yield Finding("headline", entries(n, told[0]), n.value, -n.value, "contradicts", message, 0.7)


def _passed(numbers: Numbers) -> Iterator[Finding]:
    """A target passed in the headline that the body's only share, or its only two numbers of one sort, do not reach."""
    title = numbers.text[: numbers.layout.title_end]
    if not _PASSED.search(title) or _PASSED.search(numbers.text, numbers.layout.title_end):
        return
    lead = [n for n in numbers.body if n.sentence <= LEAD + 2 and n.plain and (n.percent or n.value >= FEW)]
    shares = [n for n in lead if n.sort == "%" and numbers.has("goal", numbers.right(n))]
    goals = [n for n in lead if n.role == "target" or _GOAL.search(numbers.left(n))]
    pairs = [(n, g) for g in goals for n in lead if n.sort == g.sort != "" and n is not g and abs(n.sentence - g.sentence) <= 1]
    if len(shares) == 1 and len({n.value for n in lead if n.sort == "%"}) == 1 and shares[0].value < 100:
        told, goal = shares[0].value, 100.0
    elif len(goals) == 1 and len({n.value for n, _ in pairs}) == 1 and pairs[0][0].value < goals[0].value and not shares:
        told, goal = pairs[0][0].value, goals[0].value
    else:
        return
    message = f"the headline tells of a target that is passed; {shown(told)} of {shown(goal)} do not pass it"
    yield Finding("headline", entries(*shares, *goals), told, goal, "contradicts", message, 0.65)


def _moved(one: float, two: float) -> bool:
    """Whether two numbers of three digits and more differ by a moved decimal point only."""
    power = log10(one / two) if one > 0 and two > 0 else 0
    return power != 0 and power == round(power) and len(f"{one:g}".rstrip("0")) >= 3


def _made_of(n: Num, body: Sequence[Num]) -> bool:
    """Whether the headline's number is a sum of neighbours in the body."""
    return any(
        verdict(n.value, added(body[a:b]), n.unit, mod=n.mod) != "contradicts"
        for a in range(min(len(body), 30))
        for b in range(a + 2, min(a + 6, len(body)) + 1)
    )


def _headline_share(numbers: Numbers) -> Iterator[Finding]:
    """The one percentage of the headline against the one of the body that goes the same way."""
    shares = [n for n in numbers.all if n.sort == "%" and n.plain]
    heads = [n for n in shares if numbers.layout.headline(n.start)]
    if len(heads) != 1 or heads[0].value in (100, *(n.value for n in shares if n is not heads[0])):
        return
    one, rest = heads[0], [n for n in shares if n is not heads[0]]
    if len(rest) == 1 and one.kind == rest[0].kind == "share":
        yield held("headline", one, rest[0].value, (rest[0],), shown(rest[0].value), sure=0.7)
        return
    for way in ("up", "down"):
        if numbers.has(way, numbers.left(heads[0])):
            same = [n for n in shares if n is not heads[0] and n.sort == "%" and _way(n, way, numbers)]
            if len({n.value for n in same}) == 1 and slip(heads[0].value, same[0].value):
                yield held("headline", heads[0], same[0].value, (same[0],), shown(same[0].value), sure=0.7)
                return
    slipped = {n.value: n for n in rest if one_slip(one.value, n.value) and n.value >= 10}
    if one.value >= 10 and len(slipped) == 1 and not _reckoned(one, numbers):
        best = next(iter(slipped.values()))
        yield held("headline", one, best.value, (best,), shown(best.value), sure=0.65)


def _reckoned(p: Num, numbers: Numbers) -> bool:
    """Whether two numbers of the body make a percentage: as share, growth, difference or sum."""
    body = [n for n in {n.value: n for n in numbers.body}.values() if n.value][:MANY]
    pairs = [(a, b) for a, b in permutations(body, 2) if a.like(b)]
    made = [v for a, b in pairs if not a.percent for v in (100 * a.value / b.value, 100 * (a.value / b.value - 1))]
    made += [v for a, b in pairs if a.percent for v in (a.value - b.value, a.value + b.value, 100 * (a.value / b.value - 1))]
    made += [100 - n.value for n in body if n.percent] + [n.value for n in body if n.percent]
    return any(verdict(p.value, abs(v), p.unit) != "contradicts" for v in made)


def _way(n: Num, way: str, numbers: Numbers) -> bool:
    before = numbers.before(n)
    return numbers.has(way, numbers.left(n) + (numbers.left(before) if before else ""))
