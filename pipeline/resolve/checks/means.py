"""What falls to each, against the sum and how many share it: "tiap hari sekitar 25 ribu penumpang" of 1.386.000 in 92 days.

The words tie the three: "tiap hari", "per keluarga", "sehari" name what divides, and a number of just that noun stands nearby.
Any sum nearby that bears the mean out acquits; a contradiction is told where there is one sum and one divisor, and the mean,
the sum or the divisor looks like a slip of the right one.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import regex

from pipeline.find.counts import units
from pipeline.find.nouns import behind
from pipeline.resolve.arithmetic import ABOUT, rounded, slip
from pipeline.resolve.checks.numbers import Num, Numbers, held
from pipeline.resolve.findings import Finding, shown
from pipeline.resolve.words import pattern

_EACH = regex.compile(r"\b(?:tiap(?:-tiap)?|setiap|saban|per|satu|seorang|sebuah)[\s\-](?P<noun>\p{Ll}{3,}+)", regex.I)
_ONE = regex.compile(r"\b(?:se(?P<noun>\p{Ll}{3,}+)|(?P<stem>\p{Ll}{3,}+)an)\b", regex.I)
_MEAN = regex.compile(r"\b(?:rata-rata|rerata|berarti|artinya|jadi|sehingga|(?:di)?(?:bagi|rata)\p{L}*+)\b", regex.I)
APART = 12  #: times a sum may miss what a mean and its divisor make, and still be meant
_GETS = regex.compile(r"\b(?:menerima|memperoleh|mendapat\p{Ll}*+|kebagian|mengantongi|memeroleh|dapat)\b", regex.I)
_SPAN = regex.compile(r"\b(?:per|se|tiap|setiap|saban)[\s-]?(?:hari|bulan|pekan|minggu|tahun|semester)\p{Ll}*+", regex.I)
FEWEST = 10  #: smaller means are told loosely
BACK = 2  #: sentences before a mean in which its sum and its divisor are looked for


def findings(numbers: Numbers) -> Iterator[Finding]:
    """All means told."""
    for n in numbers.body:
        if n.sort and not n.percent and not numbers.crowded(n.sentence) and (nouns := _nouns(n, numbers)):
            yield from _mean(n, nouns, numbers)


def _nouns(n: Num, numbers: Numbers) -> set[str]:
    """The nouns that the words around a number divide by."""
    before = numbers.before(n)
    one = before.words if before and before.value == 1 else ""  # "satu sekolah mendidik 200 murid"
    around = one + numbers.left(n) + "|" + n.words + numbers.right(n, 30)
    found = {m["noun"].lower() for m in _EACH.finditer(around)}
    measures = pattern(numbers.lexicon, "measures")
    spans = ((m["noun"] or m["stem"]).lower() for m in _ONE.finditer(around))
    return found | {word for word in spans if measures.fullmatch(word)}


def _mean(n: Num, nouns: set[str], numbers: Numbers) -> Iterator[Finding]:
    sums = [m for m in numbers.near(n, BACK, 1) if m.sort == n.sort and m.value > n.value]
    parts = [d for d in _divisors(n, nouns, numbers) if d.value > 1] or _receivers(n, nouns, numbers)
    for total, d in product(sums, parts):
        value = total.value / d.value
        finding = _held(n, total, d)
        if finding.verdict != "contradicts" or abs(value - n.value) <= ABOUT * n.value:
            if finding.verdict != "contradicts" and total.value != d.value:
                yield finding
            return
    if len({d.value for d in parts}) != 1 or n.mod not in (None, "APPROX") or n.value < FEWEST:
        return
    if not _MEAN.search(numbers.text[numbers.layout.sentence(n.start)[0] : n.end]):
        return
    for back, ahead in ((0, 0), (1, 0), (2, 0), (0, 1)):
        near = [m for m in numbers.near(n, back, ahead) if m.sort == n.sort and m.value > n.value and m.value != parts[0].value]
        near = [m for m in near if 1 / APART < m.value / (n.value * parts[0].value) < APART]
        if near:
            total, d = near[0], parts[0]
            mistaken = slip(n.value, rounded(total.value / d.value, n.unit)) or slip(total.value, n.value * d.value)
            if len(near) == 1 and mistaken and not _elsewhere(n, d, numbers):
                yield _held(n, total, d)
            return


def _divisors(n: Num, nouns: set[str], numbers: Numbers) -> list[Num]:
    """The numbers of a noun from the sentences before a mean, and from its own."""
    near = [*numbers.near(n, BACK), *(m for m in numbers.measured if n.sentence - BACK <= m.sentence <= n.sentence)]
    return [d for d in near if any(_counts(d, noun, numbers) for noun in nouns)]


def _receivers(n: Num, nouns: set[str], numbers: Numbers) -> list[Num]:
    """The only people or households near a mean that each of them gets, told by another noun: "120.000 siswa", "tiap murid"."""
    start, end = numbers.layout.sentence(n.start)
    if not _GETS.search(numbers.text, start, end) or _SPAN.search(numbers.text, n.end, end):
        return []
    homes = units(numbers.lexicon, "household")
    sorts = {
        "households" if noun in homes or noun == "rumah" else "people"
        for noun in nouns
        if noun == "rumah" or _living(noun, numbers)
    }
    near = [d for d in numbers.near(n, BACK) if d.sort in sorts and d.role != "change" and d.value > 1]
    return near if len(near) == 1 else []


def _living(noun: str, numbers: Numbers) -> bool:
    """Whether a noun is one of people or households."""
    return behind("2 " + noun, 1, number=2, lexicon=numbers.lexicon) is not None


def _counts(d: Num, noun: str, numbers: Numbers) -> bool:
    behind = numbers.text[d.end : d.end + len(noun) + 2].lower().split()
    return d.plain and (noun in d.words.lower().split() or bool(behind and behind[0].strip(".,;") == noun))


def _elsewhere(n: Num, d: Num, numbers: Numbers) -> bool:
    """Whether some number of the article is the sum that a mean makes."""
    return any(abs(m.value - n.value * d.value) <= ABOUT * m.value for m in numbers.all if m.value > n.value)


def _held(n: Num, total: Num, d: Num) -> Finding:
    return held("mean", n, total.value / d.value, (total, d), f"{shown(total.value)} / {shown(d.value)}")
