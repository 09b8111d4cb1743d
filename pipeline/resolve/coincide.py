"""Figures whose arithmetic fits so well that it is no chance: what patterns of words do not tell, numbers may.

"18.412 keluarga … Dari total kuota 20.458 KPM, sudah 90 persen": no phrase ties the three, but 18,412 of 20,458 is 90 %,
and nothing else nearby is. A fit counts only where the figures near it offer so few pairs that a chance fit is unlikely:
expected chance fits = pairs × grain of the stated figure ÷ its range. It never makes a contradiction, only an agreement.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from pipeline.records import Count, Percentage
from pipeline.resolve.arithmetic import verdict
from pipeline.resolve.findings import Finding, compare, shown, unit_of
from pipeline.resolve.reading import Reading, Spot

ABOVE, BELOW = 4, 2  #: sentences before and behind a figure in which its part and whole are looked for
FEW = 30  #: a whole of fewer fits too many shares: 3 of 5 are 60 percent
MOST = 10  #: counts near a figure, beyond which nothing is looked for
CHANCE = 0.25  #: expected chance fits of a percentage that are borne
CHANCE_SUM = 0.02  #: the same for sums and differences, which must fit exactly


def part_and_whole(p: Spot, part: Spot | None, whole: Spot | None, reading: Reading) -> tuple[Spot | None, Spot | None]:
    """The part and whole of a share, the missing one or both found by their arithmetic; else as given."""
    if not isinstance(p.entry, Percentage) or not p.plain or not 0 < p.value < 100 or (part and whole):
        return part, whole
    near = _near(p, reading)
    fits = []
    tried = 0
    for a, b in combinations(near, 2):
        small, large = (a, b) if a.value < b.value else (b, a)
        if small.value == large.value or large.value < FEW or reading.home(small) != reading.home(large):
            continue
        if (part and small.entry is not part.entry) or (whole and large.entry is not whole.entry):
            continue
        tried += 1
        if verdict(p.value, 100 * small.value / large.value, unit_of(p.entry)) == "agrees":
            fits.append((small, large))
    if len(fits) == 1 and tried * unit_of(p.entry) / 100 <= CHANCE:
        return fits[0]
    return part, whole


def sums(reading: Reading) -> Iterator[Finding]:
    """Differences and sums of lists that fit exactly: whole − part = rest; items of one sentence = their total."""
    for index in sorted({s.sentence for s in reading.spots}):
        here = reading.counts(index)
        for spot in here:
            near = _near(spot, reading)
            if len(near) < 3 or unit_of(spot.entry) > 1:
                continue
            yield from _difference(spot, near)
        yield from _list(here, reading)


def _difference(rest: Spot, near: Sequence[Spot]) -> Iterator[Finding]:
    tried = [(a, b) for a, b in combinations(near, 2) if rest.entry is not a.entry and rest.entry is not b.entry]
    if not rest.value or len(tried) / rest.value > CHANCE_SUM:
        return
    for a, b in tried:
        part, whole = (a, b) if a.value < b.value else (b, a)
        if whole.value - part.value == rest.value and part.value >= rest.value:
            formula = f"{shown(whole.value)} − {shown(part.value)}"
            yield compare("part_rest", rest, whole.value - part.value, [whole, part], formula, sure=0.8)


def _list(here: Sequence[Spot], reading: Reading) -> Iterator[Finding]:
    """A total near a list of three or more counts of one sentence that add up to it."""
    items = [s for s in here if s.plain]
    for lower in range(min(len(items) - 2, MOST)):
        run = items[lower:]
        total = sum(s.value for s in run)
        for spot in _near(run[0], reading):
            if spot.value == total and all(spot.entry is not s.entry for s in run) and len(run) / total <= CHANCE_SUM:
                yield compare("sum", spot, total, run, " + ".join(shown(s.value) for s in run), sure=0.8)


def _near(spot: Spot, reading: Reading) -> list[Spot]:
    """The plain counts around a figure, each entry once; none where there are too many."""
    found: dict[str, Spot] = {}
    for index in range(spot.sentence - ABOVE, spot.sentence + BELOW + 1):
        for s in reading.counts(index):
            if len(found) > MOST:
                return []
            if s.plain and isinstance(s.entry, Count):
                found.setdefault(s.entry.id, s)
    return list(found.values()) if len(found) <= MOST else []
