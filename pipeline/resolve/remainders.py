"""What is left of a hundred percent, and parts that are larger than their whole.

"Sebanyak 73 persen …, 37 persen sisanya"; "3.120 guru. Dari jumlah tersebut, 3.410 guru …".
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from pipeline.resolve.arithmetic import slip
from pipeline.resolve.findings import Finding, shown
from pipeline.resolve.numbers import Num, Numbers, added, entries, held, runs

FEW = 8  #: percentages near one, beyond which chance would acquit anything
FAR = 3  #: times its whole that a part may be told as; farther off, another whole was meant
DUST = 1.0  #: points by which rounded shares may miss a hundred
_REST = regex.compile(r"\b(?:sisanya|selebihnya)\b", regex.I)
_BACK = regex.compile(
    r"\bdari\s++(?:(?:total|jumlah|angka|sejumlah)\s++){1,2}(?:itu|tersebut|ini)\b,?[^.;!?\d]{0,30}$|\bdi\s?antaranya,?\s++$",
    regex.I,
)
_AMONG = regex.compile(r"^\S++\s++(?:\p{Ll}++\s++)?di\s?antara(?:nya|\s++mereka)\b", regex.I)
_INCLUDING = regex.compile(r"\btermasuk\s++(?:\p{Ll}++\s++)?$", regex.I)
_PER = regex.compile(r"\b(?:per|tiap|setiap|rata-rata)\b", regex.I)


def findings(numbers: Numbers) -> Iterator[Finding]:
    """All remainders of a hundred, and all parts above their whole."""
    for n in numbers.body:
        if numbers.crowded(n.sentence) or not n.plain:
            continue
        if n.sort == "%" and 0 < n.value < 100 and n.kind != "change":
            yield from _rest(n, numbers)
        elif n.sort and not n.percent and not n.money and n.value >= 10:
            yield from _above(n, numbers)


def _rest(n: Num, numbers: Numbers) -> Iterator[Finding]:
    left, right = numbers.left(n, 90), numbers.right(n, 20)
    if not _REST.search(left) and not _REST.match(right.lstrip()):
        return
    here = [m for m in numbers.by_sentence[n.sentence] if m.start < n.start and m.sort == "%"]
    above = [m for m in numbers.by_sentence.get(n.sentence - 1, ()) if m.sort == "%"]
    for others in (here, [*above, *here]):
        for run in runs(others[-FEW:], 1):
            if abs(100 - added(run) - n.value) <= max(n.unit, DUST if len(run) > 1 else 0):
                yield _left(n, run)
                return
    others = here or above
    if others and all(m.plain and m.value < 100 for m in others) and slip(n.value, round(100 - added(others), 4)):
        yield _left(n, others)


def _left(n: Num, others: Sequence[Num]) -> Finding:
    formula = "100 − " + " − ".join(shown(m.value) for m in others)
    return held("part_rest", n, 100 - added(others), others, formula)


def _above(n: Num, numbers: Numbers) -> Iterator[Finding]:
    """A part of what the sentence before counts, or this one, that is more than any number there."""
    left = numbers.left(n, 80)
    within = _INCLUDING.search(left) is not None
    if _PER.search(left) or not (within or _BACK.search(left) or _AMONG.search(n.words + numbers.right(n, 30))):
        return
    before = [m for m in numbers.by_sentence[n.sentence] if m.start < n.start]
    above = [m for m in numbers.by_sentence.get(n.sentence - 1, ()) if not within and not numbers.layout.headline(m.start)]
    wholes = [m for m in (*before, *above) if not m.percent and not m.money]
    if len({m.value for m in wholes if m.sort == n.sort}) == 1 and all(m.plain and m.value < n.value for m in wholes):
        whole = next(m for m in wholes if m.sort == n.sort)
        same = within or _AMONG.search(n.words + numbers.right(n, 30)) or _words(whole) & _words(n)
        if slip(n.value, whole.value) or (n.value < FAR * whole.value and same):
            message = f"{shown(n.value)} ({n.words}) are more than the {shown(whole.value)} that they are part of"
            yield Finding("part_whole", entries(whole, n), n.value, whole.value, "contradicts", message, 0.8)


def _words(n: Num) -> set[str]:
    """The words of a number itself, and its noun."""
    return {n.sort, *regex.findall(r"\p{L}{3,}+", n.words.lower())} - {"people", ""}
