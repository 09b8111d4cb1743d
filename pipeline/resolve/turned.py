"""Rises told as falls: "5,12 persen, turun 0,25 poin dari 4,87 persen", "naik dari 4.200 menjadi 3.900".

The amount is right, the direction is not. Which number is the older one is told by grammar ("dari A menjadi B", "turun dari B")
or by the words beside it ("tahun sebelumnya", the years).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import regex

from pipeline.resolve.findings import Finding, shown
from pipeline.resolve.numbers import Num, Numbers, entries, held
from pipeline.resolve.words import months

FEWEST = 10  #: smaller numbers may be ranks, places and hours
APART = 4  #: times by which two numbers may differ and still be of the same thing
_FROM = r"(?:dari(?:pada)?|dibanding\p{L}*+|ketimbang)"
_TO = regex.compile(r"^[^.;:!?\d]{0,40}\b(?:menjadi|jadi|ke)\s++(?:\p{Ll}++\s++){0,2}$", regex.I)
_START = regex.compile(r"\bdari\s++(?:\p{Ll}++\s++){0,3}$", regex.I)
_GAP = regex.compile(
    rf"^[^.;:!?\d]{{0,45}}(?:\b(?:19|20)\d\d)?,\s++(?P<way>\p{{Ll}}++(?:\s++\p{{Ll}}++)?)\s++{_FROM}\s++[^.;:!?,\d]{{0,60}}$",
    regex.I,
)
_AMOUNT = regex.compile(
    r"^[^.;:!?\d]{0,45}(?:\b(?:19|20)\d\d)?,\s++(?P<way>\p{Ll}++(?:\s++\p{Ll}++)?)\s++(?:sebesar\s++|sebanyak\s++|sekitar\s++)*+$",
    regex.I,
)
_THAN = regex.compile(rf"^[^.;:!?\d]{{0,20}}\b{_FROM}\s++[^.;:!?,\d]{{0,60}}$", regex.I)
_OTHER_SCALE = regex.compile(
    r"\b(?:peringkat|posisi|urutan|ranking|rangking|rupiah|kurs|nilai\s++tukar|dolar|waktu|durasi|status|kelas|lantai|usia|umur|sedangkan|sementara)\b",
    regex.I,
)
_OLD = regex.compile(r"\b(?:sebelumnya|semula|awalnya|dulu|kemarin|lalu)\b", regex.I)
_YEAR = regex.compile(r"\b(?:19|20)\d\d\b")


def findings(numbers: Numbers) -> Iterator[Finding]:
    """All that went the other way."""
    for index, here in numbers.by_sentence.items():
        if numbers.crowded(index) or numbers.layout.headline(here[0].start):
            continue
        for at, a in enumerate(here[:-1]):
            yield from _pair(a, here[at + 1], numbers)
            if at + 2 < len(here):
                yield from _three(a, here[at + 1], here[at + 2], numbers)
        for n in here:
            yield from _later(n, numbers)


def _way(words: str, numbers: Numbers) -> int:
    """1 where words tell of a rise, -1 of a fall, 0 of neither or both."""
    if numbers.has("lead", words):
        return 0
    return int(numbers.has("up", words)) - int(numbers.has("down", words))


def _pair(a: Num, b: Num, numbers: Numbers) -> Iterator[Finding]:
    """ "Naik dari A menjadi B"; "A, turun dari B"."""
    if not _same(a, b) or _OTHER_SCALE.search(numbers.left(a) + numbers.gap(a, b)):
        return
    left = numbers.left(a, 45)
    if _TO.match(numbers.gap(a, b)) and _START.search(left) and (way := _way(left, numbers)) and way * (b.value - a.value) < 0:
        yield _told(a, b, way)
        return
    m = _GAP.match(numbers.gap(a, b))
    way = _way(m["way"], numbers) if m and not _TO.search(numbers.text[b.end : b.end + 30]) else 0
    if way * (a.value - b.value) < 0:
        yield _told(b, a, way)


def _three(a: Num, n: Num, b: Num, numbers: Numbers) -> Iterator[Finding]:
    """ "A, turun N dari B", where N is the difference or its percentage."""
    m = _AMOUNT.match(numbers.gap(a, n))
    if m and _same(a, b) and _THAN.match(numbers.gap(n, b)) and _makes(n, a, b):
        way = _way(m["way"], numbers)
        if way and way * (a.value - b.value) < 0 and not _OTHER_SCALE.search(numbers.left(a) + numbers.gap(a, b)):
            yield _told(b, a, way, n)


def _later(n: Num, numbers: Numbers) -> Iterator[Finding]:
    """ "Januari 2024 41.300 orang. Pada Desember 2023 36.750 orang. Artinya terjadi penurunan 4.550 orang"."""
    way = _way(numbers.left(n, 40), numbers)
    if not way or (n.value < FEWEST and not n.percent) or not n.plain:
        return
    near = [m for m in numbers.near(n, 2) if m.end < n.start and (m.sort != "%" or n.sort == "points") and m.sort != "points"]
    fits = [(a, b) for a, b in combinations(near, 2) if _same(a, b) and _makes(n, a, b)]
    if len(fits) != 1:
        return
    a, b = fits[0]
    old = _older(a, b, numbers)
    if old is None:
        return
    new = b if old is a else a
    words = numbers.text[numbers.layout.sentence(n.start)[0] : n.start]
    if way * (new.value - old.value) < 0 and not _OTHER_SCALE.search(words):
        yield _told(old, new, way, n)


def _older(a: Num, b: Num, numbers: Numbers) -> Num | None:
    """The older one of two numbers, where words or dates beside each tell."""
    one, two = (_clause(m, numbers) for m in (a, b))
    before = [bool(_OLD.search(w)) for w in (one, two)]
    dates = [_date(w, numbers) for w in (one, two)]
    if all(dates) and dates[0] != dates[1] and before[0] == before[1]:
        return a if dates[0] < dates[1] else b
    return (a if before[0] else b) if before[0] != before[1] and not all(dates) else None


def _clause(m: Num, numbers: Numbers) -> str:
    return numbers.left(m, 70) + "|" + numbers.right(m, 35).split(",")[0]


def _date(words: str, numbers: Numbers) -> tuple[int, int] | tuple[()]:
    """The one year and month that words name."""
    pattern, values = months(numbers.lexicon)
    years, told = set(_YEAR.findall(words)), {values[m["month"].lower()] for m in regex.finditer(pattern, words, regex.I)}
    return (int(years.pop()), told.pop() if len(told) == 1 else 0) if len(years) == 1 else ()


def _same(a: Num, b: Num) -> bool:
    """Whether two numbers may be of the same thing at two times."""
    alike = a.sort == b.sort and a.plain and b.plain and a.value != b.value
    return bool(alike and a.sort and (a.percent or min(a.value, b.value) >= FEWEST) and 1 / APART < a.value / b.value < APART)


def _makes(n: Num, a: Num, b: Num) -> bool:
    """Whether a number is the difference of two, or the percentage that it is of either."""
    less = abs(a.value - b.value)
    made = [100 * less / a.value, 100 * less / b.value] if n.sort == "%" else [less]
    return any(held("change", n, value, (), "").verdict == "agrees" for value in made)


def _told(old: Num, new: Num, way: int, *amount: Num) -> Finding:
    told = "rise" if way > 0 else "fall"
    message = f"from {shown(old.value)} to {shown(new.value)} is no {told}"
    return Finding("change", entries(old, new, *amount), told, new.value - old.value, "contradicts", message, 0.75)
