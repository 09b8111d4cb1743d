"""Differences that `told` does not see: leads, rests of a whole far above, and heads where things are counted.

"Unggul 13.725 suara atas pesaing terdekatnya": any two numbers nearby that differ by it bear it out, else the two largest of
its sort in the nearest sentences are meant. "1.284 warga … 1.130 hadir … 254 mangkir": the whole may stand farther above.
"52.140 sambungan, setahun sebelumnya 49.870; penambahan 3.270 pelanggan": another noun, where only a slip counts.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

from pipeline.resolve.arithmetic import slip
from pipeline.resolve.checks.meant import marked, said
from pipeline.resolve.checks.numbers import Num, Numbers, held
from pipeline.resolve.findings import Finding, shown

FEWEST = 10
MANY = 12  #: numbers nearby, beyond which chance would acquit anything
LARGE = 100  #: from which a slip is no chance
FAR = 5  #: sentences above a rest in which its whole may stand
WRONG = 3  #: times by which a lead may miss what two numbers give
BACK = 3


def findings(numbers: Numbers) -> Iterator[Finding]:
    """All leads told."""
    for n in numbers.body:
        if n.plain and n.sort and not n.percent and n.value >= FEWEST and not numbers.crowded(n.sentence):
            if numbers.has("lead", said(n, numbers) + "|" + numbers.right(n, 12)):
                yield from _lead(n, numbers)
            elif n.value >= LARGE:
                yield from _far_rest(n, numbers)
                yield from _other_noun(n, numbers)


def _lead(n: Num, numbers: Numbers) -> Iterator[Finding]:
    near = [m for m in numbers.near(n, BACK, 1) if m.sort in (n.sort, "") and not m.percent and m.value >= FEWEST]
    if len(near) > MANY or any(_makes(n, abs(a.value - b.value)) for a, b in combinations(near, 2)):
        return
    for back in range(BACK + 1):
        told = [m for m in numbers.near(n, back) if m.sort == n.sort and m.value > n.value]
        if len(told) > 1:
            low, high = sorted(told, key=lambda m: m.value)[-2:]
            value = high.value - low.value
            alone = len(told) == 2 and 1 / WRONG <= n.value / value <= WRONG
            if slip(n.value, value) or alone:
                yield held("change", n, value, (high, low), f"{shown(high.value)} − {shown(low.value)}", sure=0.8)
            return


def _far_rest(n: Num, numbers: Numbers) -> Iterator[Finding]:
    """What is left of a whole told farther above, where the part stands in the sentence before."""
    words = numbers.left(n)
    if not (numbers.has("rest", words) or numbers.has("unreached", numbers.right(n, 30))) or numbers.has("up", words):
        return
    near = [m for m in numbers.near(n, FAR, 1) if m.sort == n.sort and m.value >= FEWEST]
    if len(near) > MANY or any(
        _makes(n, abs(a.value - b.value)) or _makes(n, a.value + b.value) for a, b in combinations(near, 2)
    ):
        return
    parts = [m for m in near if m.start < n.start and n.sentence - m.sentence <= 1]
    found = [
        (a, w) for a in parts[-1:] for w in near if w.start < a.start and w.value > a.value and slip(n.value, w.value - a.value)
    ]
    if len(found) == 1 and marked(*found[0], numbers):
        a, w = found[0]
        yield held("part_rest", n, w.value - a.value, (w, a), f"{shown(w.value)} − {shown(a.value)}", sure=0.75)


def _other_noun(n: Num, numbers: Numbers) -> Iterator[Finding]:
    """What was added in heads where things are counted: "jumlah pelanggan 52.140 sambungan" names them."""
    left, noun = numbers.left(n), n.words.split()[-1].lower()
    if not (numbers.has("up", left) or numbers.has("down", left)) or n.sort != "people":
        return
    near = [m for m in numbers.near(n, 2) if m.start < n.start and not m.percent and not m.money and m.value > n.value]
    if len(near) == 2 and near[0].sort == near[1].sort not in ("", n.sort):
        low, high = sorted(near, key=lambda m: m.value)
        value = high.value - low.value
        named = any(noun in numbers.left(m).lower() for m in near)
        if named and not _makes(n, value) and slip(n.value, value):
            yield held("change", n, value, (high, low), f"{shown(high.value)} − {shown(low.value)}", sure=0.75)


def _makes(n: Num, value: float) -> bool:
    return held("change", n, value, (), "").verdict != "contradicts"
