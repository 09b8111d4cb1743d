"""What tells whether an article means a relation: the words around its numbers, and how these stand to each other.

Never whether the arithmetic fits: so the weights can be learnt from numbers that fit and used on numbers that do not.
"""

from __future__ import annotations

from itertools import pairwise

import regex

from pipeline.resolve.checks.numbers import Num, Numbers
from pipeline.resolve.checks.relations import Relation
from pipeline.resolve.scoring import Features

#: uses of `lexicon/figure_words.csv` that are looked for around a number
CUES = (
    "up", "down", "rest", "missing", "lead", "composition", "reckons", "unreached", "goal", "whole", "reached part", "back",
    "part", "total", "sums up", "compare", "moves", "all of it", "reached", "closes", "subset", "sides", "list", "then",
    "state",
)  # fmt: skip
_WORD = regex.compile(r"\p{L}[\p{L}\-]*+|[,;:.()“\"]")
_YEAR = regex.compile(r"\b(?:19|20)\d\d\b")
_NAME = regex.compile(r"\p{Lu}\p{L}{2,}+")
LEFT, RIGHT, FIRST = 6, 5, 4  #: words before a number, behind it, and at the start of its sentence
GAP = 8  #: words between two numbers


def signs(relation: Relation, n: Num, numbers: Numbers, *, like: int) -> Features:
    """The features of a relation for a number; `like` is how many of its name the number has."""
    made = ["", *_around("S", n, numbers), *_begins(n, numbers), f"candidates={min(6, like)}"]
    made += _of_list(relation, n, numbers) if relation.name == "sum" else _of_few(relation, n, numbers)
    sort = "%" if relation.operands[0].percent else ""
    return [f"{relation.name}{sort}|{f}" for f in made]


def none(n: Num, numbers: Numbers) -> Features:
    """The features of standing in no relation."""
    sort = n.sort if n.percent else "money" if n.money else n.sort if n.sort in ("people", "") else "thing"
    made = ["", *_around("S", n, numbers), *_begins(n, numbers), f"sort={sort}", f"small={n.value if n.value < 12 else ''}"]
    return [f"none|{f}" for f in made]


def _seen(n: Num, numbers: Numbers) -> tuple[Features, set[str], set[str]]:
    """The features of a number alone, the years and the names beside it; made once."""

    def look() -> tuple[Features, set[str], set[str]]:
        left, right = numbers.left(n, 90), numbers.right(n, 60)
        made = [f"<{cue}" for cue in CUES if numbers.has(cue, left)] + [f">{cue}" for cue in CUES if numbers.has(cue, right)]
        before, behind = _words(left)[-LEFT:], _words(right)[:RIGHT]
        made += [f"<w {w}" for w in before] + [f">w {w}" for w in behind]
        made += [f"-1 {w}" for w in before[-1:]] + [f"-2 {' '.join(before[-2:])}"] * (len(before) > 1)
        made += [f"+1 {w}" for w in behind[:1]]
        made += [f" role={n.role}", f" kind={n.kind}", f" plain={n.plain}", f" entry={bool(n.id)}"]
        made.append(f" digits={min(7, len(str(int(n.value))))}")
        return made, set(_YEAR.findall(left + right)), set(_NAME.findall(f"{left[-50:]} {right}"))

    return numbers.layout.remember(("signs", n.start), look)


def _around(tag: str, n: Num, numbers: Numbers) -> Features:
    return [f"{tag}{f}" for f in _seen(n, numbers)[0]]


def _begins(n: Num, numbers: Numbers) -> Features:
    start = numbers.layout.sentence(n.start)[0]
    return [f"begins {w}" for w in _words(numbers.text[start : min(start + 50, n.start)])[:FIRST]]


def _of_few(relation: Relation, n: Num, numbers: Numbers) -> Features:
    """One or two operands: a, the smaller mostly, and b."""
    a, *more = relation.operands
    made = [*_around("a", a, numbers), *_between("S-a", n, a, numbers)]
    for b in more:
        made += [*_around("b", b, numbers), *_between("S-b", n, b, numbers), *_between("a-b", a, b, numbers)]
        order = "".join(name for name, _ in sorted(zip("Sab", (n, a, b)), key=lambda pair: pair[1].start))
        made += [f"order={order}", f"order={order} {n.sentence - a.sentence} {n.sentence - b.sentence}"]
        made.append(f"ratio={int(10 * min(a.value, b.value) / max(a.value, b.value))}")
        made.append(f"S above a={n.value > a.value} b={n.value > b.value}")
    return made


def _of_list(relation: Relation, n: Num, numbers: Numbers) -> Features:
    """The items of a list: its first and last, what stands between, and whether it breaks off among its like."""
    items = sorted(relation.operands, key=lambda m: m.start)
    first, last = items[0], items[-1]
    before = first.start > n.start
    made = [*_around("first", first, numbers), *_around("last", last, numbers)]
    made += _between("S-list", n, first if before else last, numbers)
    block = [m for m in numbers.span(first.sentence, last.sentence) if not m.percent and m.like(n) and m.start != n.start]
    left_out = sum(m not in items for m in block)
    behind = any(m.start > last.start and m.sentence == last.sentence for m in block)
    ahead = any(n.start < m.start < first.start and m.sentence == first.sentence for m in block)
    gaps = [numbers.gap(a, b) for a, b in pairwise(items)]
    made += [f"before={before}", f"items={min(8, len(items))}", f"sentences={len({m.sentence for m in items})}"]
    made += [f"sorts={len({m.sort for m in items})}", f"roles={len({m.role for m in items})}", f"left out={min(3, left_out)}"]
    made += [f"cut behind={behind}", f"cut ahead={ahead}", f"longest={min(5, max(len(g) for g in gaps) // 25)}"]
    made += [f"ends={any('.' in g for g in gaps)}", f"larger={any(m.value >= n.value for m in items)}"]
    return made + [f"last gap {w}" for w in set(_words(gaps[-1]))]


def _between(tag: str, x: Num, y: Num, numbers: Numbers) -> Features:
    """How two numbers stand to each other."""
    a, b = (x, y) if x.start < y.start else (y, x)
    ahead = x is a
    others = [n for n in numbers.span(a.sentence, b.sentence) if a.start < n.start < b.start]
    made = [f"ahead={ahead}", f"far={b.sentence - a.sentence}", f"others={min(4, len(others))} {ahead}"]
    made.append(f"like={min(3, sum(n.like(x) and bool(n.sort) for n in others))}")
    if a.sentence == b.sentence and not others:
        words = _words(numbers.gap(a, b))[:GAP]
        made += [f"gap {w} {ahead}" for w in words] + [f"gap={len(words)}"]
    made.append(f"paragraph={numbers.layout.same_paragraph(a.start, b.start)}")
    (_, years, names), (_, other_years, other_names) = _seen(a, numbers), _seen(b, numbers)
    made += [f"years={_shared(years, other_years)}", f"names={_shared(names, other_names)}", f"roles={x.role}|{y.role}"]
    made.append(f"sort={'same' if x.sort == y.sort and x.sort else 'open' if '' in (x.sort, y.sort) else 'other'}")
    return [f"{tag} {f}" for f in made]


def _shared(one: set[str], two: set[str]) -> str:
    if one and two:
        return "same" if one & two else "other"
    return "one" if one or two else "none"


def _words(text: str) -> list[str]:
    return [w.lower() for w in _WORD.findall(text)]
