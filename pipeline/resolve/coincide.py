"""The part and whole of a share that no phrase ties: told by a word over two sentences, or by arithmetic that is no chance.

"Kuotanya 346.000 anak. Baru 311.400 yang datang, sehingga cakupannya 90 persen": "sehingga" reckons with the two counts
before it.

"18.412 keluarga … Dari total kuota 20.458 KPM, sudah 90 persen": no phrase ties the three, but 18,412 of 20,458 is 90 %, and
nothing else nearby is. A fit counts only where the figures near it offer so few pairs that a chance fit is unlikely:
expected chance fits = pairs × grain of the stated figure ÷ its range. It never makes a contradiction, only an agreement.
"""

from __future__ import annotations

from itertools import combinations

import regex

from pipeline.records import Count, Percentage
from pipeline.resolve.arithmetic import verdict
from pipeline.resolve.findings import unit_of
from pipeline.resolve.reading import Reading, Spot, siblings

ABOVE, BELOW = 4, 2  #: sentences before and behind a figure in which its part and whole are looked for
FEW = 30  #: a whole of fewer fits too many shares: 3 of 5 are 60 percent
MOST = 10  #: counts near a figure, beyond which nothing is looked for
CHANCE = 0.25  #: expected chance fits of a percentage that are borne
BACK = 2  #: sentences before a figure that are looked at for what a word reckons with
#: a share that tells itself of what it is: "83 persen dari yang terdaftar", "70 persen, yakni 28 dari 40 tempat tidur"
_OWN = regex.compile(
    r"\s++dari\s++(?!(?:total|jumlah|seluruh|keseluruhan)\b[^.]{0,25}\b(?:itu|tersebut|ini)\b)\p{L}"
    r"|,?\s*+(?:yakni|yaitu|atau|\()\s*+(?:\p{Ll}++\s++){0,3}\d",
    regex.I,
)


def near(spot: Spot, reading: Reading, *, back: int = BACK, ahead: int = 0) -> list[Spot]:
    """The other plain counts around a figure, each entry once, of people or of households as the figure is."""
    found: dict[str, Spot] = {}
    for index in range(max(0, spot.sentence - back), spot.sentence + ahead + 1):
        if reading.crowded(index):
            return []
        for s in reading.counts(index):
            headline = reading.layout.headline(s.mention.start)
            if s.entry is not spot.entry and s.plain and not headline and (s.mention.start < spot.mention.start or ahead):
                found.setdefault(s.entry.id, s)
    people = isinstance(spot.entry, Percentage)
    return [s for s in found.values() if people or reading.home(s) == reading.home(spot)]


def reckoned(p: Spot, part: Spot | None, whole: Spot | None, reading: Reading) -> tuple[Spot | None, Spot | None]:
    """Part and whole of a share that a word like "sehingga partisipasinya" ties to the two counts before it."""
    if (part and whole) or not p.plain or (not reading.has("reckons", reading.left(p, 90)) and not whole):
        return part, whole
    if _OWN.match(reading.text, p.mention.end):
        return part, whole
    if any(isinstance(s.entry, Percentage) and s.entry is not p.entry for s in reading.sentence(p.sentence)):
        return part, whole
    others = near(p, reading, back=1)
    if whole and not part:
        others = [s for s in others if s.entry is not whole.entry]
        return (others[0], whole) if len(others) == 1 and others[0].value < whole.value else (part, whole)
    if len(others) != 2 or others[0].value == others[1].value or reading.home(others[0]) != reading.home(others[1]):
        return part, whole
    first, last = sorted(others, key=lambda s: s.mention.start)
    if siblings(reading.gap(first, last)):
        return part, whole  # "Asei menyumbang 19 balita dan Nolokla 15 balita"
    small, large = sorted(others, key=lambda s: s.value)
    if verdict(p.value, 100 - 100 * small.value / large.value, unit_of(p.entry)) != "contradicts":
        return part, whole  # "52 anak absen, sehingga kehadiran 99,1 persen": what is left of the part
    return (small, large) if part is None or part.entry is small.entry else (part, whole)


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
