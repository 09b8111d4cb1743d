"""Which two numbers a summing-up sentence can only mean: "Dengan begitu …", "Artinya …", "Itu berarti …".

Such a sentence names no operands: they are the only two numbers of one sort in the nearest sentences. Words that mark one of
them as the whole ("target", "jatah", "dari") or as the part ("baru", "sudah") make sure that they are part and whole.
"""

from __future__ import annotations

import regex

from pipeline.resolve.checks.numbers import Num, Numbers, shares
from pipeline.resolve.reading import siblings

LEAST = 20  #: a whole below which nothing is told
FEWEST = 5  #: which a number must be
BACK = 2  #: sentences before a claim in which its two numbers are looked for
_SUMS_UP = regex.compile(
    r"\b(?:artinya|berarti|dengan\s++(?:begitu|demikian|kata\s++lain)|jadi|alias|maka|itu\s++berarti|sehingga|ini\s++setara|"
    r"(?:jumlah|angka|capaian|realisasi|total|hal|perolehan)\s++(?:itu|tersebut|ini))\b",
    regex.I,
)
_OR = regex.compile(r"(?:,|\batau|\bsetara|\balias)\s++(?:\p{Ll}++\s++){0,3}$", regex.I)
_MOVED = ("up", "down")


def sums_up(left: str) -> bool:
    """Whether words say that what follows is reckoned from what stands before.

    >>> sums_up("Dengan kata lain, baru "), sums_up("Wali kota meminta ")
    (True, False)
    """
    return _SUMS_UP.search(left) is not None


def beside(left: str) -> bool:
    """Whether words tie what follows to the number right before: "27 pasar, atau tidak sampai".

    >>> beside(" pasar yang berizin, atau tidak sampai "), beside(" pasar dan ")
    (True, False)
    """
    return _OR.search(left) is not None


def before(numbers: Numbers, at: int, *, back: int = BACK, strict: bool = True) -> list[Num]:
    """The plain numbers of the nearest sentences before an offset that hold two of them, each value once."""
    index = numbers.layout.index(at)
    for more in range(back + 1):
        told = {n.value: n for n in numbers.span(index - more, index) if _apt(n, at, numbers)}
        if len(told) > 1 or (told and not strict):
            return sorted(told.values(), key=lambda n: n.start)
    return []


def _apt(n: Num, at: int, numbers: Numbers) -> bool:
    counted = n.plain and not n.percent and n.value >= FEWEST and n.end <= at
    return counted and not numbers.layout.headline(n.start) and not numbers.crowded(n.sentence) and n.role != "change"


def part_and_whole(numbers: Numbers, at: int, *, part: Num | None = None) -> tuple[Num, Num] | None:
    """The only two numbers before an offset, the smaller first, where they are of one sort and marked as part and whole."""
    found = before(numbers, at)
    if part is not None:
        found = [n for n in found if n.value >= part.value]
    pairs = shares(found)
    if len(found) != 2 or len(pairs) != 1 or pairs[0][1].value < LEAST:
        return None
    small, large = pairs[0]
    if siblings(numbers.gap(*found)):
        return None
    if any(numbers.has(way, around(n, numbers)) for n in pairs[0] for way in _MOVED) or not marked(small, large, numbers):
        return None
    return small, large


def said(n: Num, numbers: Numbers, most: int = 80) -> str:
    """The words of the sentence before a number, back to the number before it of ten or more: "selisih dua calon teratas"."""
    start = max(numbers.layout.sentence(n.start)[0], n.start - most)
    ends = [m.end for m in numbers.by_sentence[n.sentence] if m.end <= n.start and m.value >= 10]
    return numbers.text[max([start, *ends[-1:]]) : n.start]


def around(n: Num, numbers: Numbers) -> str:
    """The words of a number's clause."""
    return numbers.left(n) + "|" + numbers.right(n, 30)


def marked(small: Num, large: Num, numbers: Numbers) -> bool:
    """Whether the words mark one number as the whole, or the other as the part of it."""
    return numbers.has("whole", around(large, numbers)) or numbers.has("reached part", around(small, numbers))
