"""Rises told as falls: "5,12 persen, turun 0,25 poin dari 4,87 persen", "naik dari 4.200 menjadi 3.900".

The amount is right, the direction is not. Which number is the older one is told by grammar ("dari A menjadi B", "turun dari B")
or by the words beside it ("tahun sebelumnya", the years).
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import regex

from pipeline.resolve.checks.numbers import Num, Numbers, entries, held
from pipeline.resolve.findings import Finding, shown
from pipeline.resolve.words import months

FEWEST = 10  #: smaller numbers may be ranks, places and hours
APART = 4  #: times by which two numbers may differ and still be of the same thing
HALF = 6  #: months
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
_OLD = regex.compile(
    r"\b(?:(?:(?:se)?(?:tahun|bulan|pekan)|semester|triwulan|kuartal|musim|periode|edisi)\s++lalu|sebelum(?:nya|\s++itu)|semula|awalnya|dulu|"
    r"kemarin)\b",
    regex.I,
)
_THAN_B = regex.compile(r"\b(?P<than>dari(?:pada)?|dibanding\p{Ll}*+|ketimbang)\b[^.;:!?,\d]*+$", regex.I)
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
    old = older(a, b, numbers)
    if old is None:
        return
    new = b if old is a else a
    words = numbers.text[numbers.layout.sentence(n.start)[0] : n.start]
    if way * (new.value - old.value) < 0 and not _OTHER_SCALE.search(words):
        yield _told(old, new, way, n)


def older(a: Num, b: Num, numbers: Numbers) -> Num | None:
    """The older one of two numbers: by years and months beside each, by "tahun lalu" beside one, by "daripada" before it."""
    one, two = (_cue(m, numbers) for m in (a, b))
    dates = [_date(w, numbers) for w in (one, two)]
    old = [_OLD.search(w) is not None for w in (one, two)]
    apart = _apart(*dates)
    if apart:
        return a if apart < 0 else b
    above = numbers.text[numbers.layout.sentences[max(0, a.sentence - 1)][0] : b.start if b.sentence == a.sentence else a.end]
    if dates[1][0] and not any(dates[0]) and any(int(y) > dates[1][0] for y in _YEAR.findall(above)):
        return b  # "keadaan Maret 2024 … tercatat 15,60 persen, sedangkan pada Maret 2023 sebesar 15,78"
    gap, from_b = numbers.gap(a, b), _THAN_B.search(numbers.left(b))
    than = from_b and (from_b["than"] != "dari" or any(numbers.has(way, gap) for way in ("up", "down")))
    if than and a.sentence == b.sentence and not _THAN_B.search(numbers.left(a)):
        return b
    if old[0] and dates[1][0] and not dates[0][0]:
        return None  # "tahun lalu 4.102 perkara. Pada 2022 4.655"
    return (a if old[0] else b) if old[0] != old[1] else None


def _cue(m: Num, numbers: Numbers) -> str:
    """The words that tell when a number was: its clause, else, where no number stands before it, its sentence up to it."""
    left, right = numbers.left(m, 90), numbers.right(m, 70).split(",")[0]
    clause = left.split(",")[-1] + "|" + right
    return clause if _YEAR.search(clause) or _OLD.search(clause) or numbers.before(m) else left + "|" + right


def _date(words: str, numbers: Numbers) -> tuple[int, int]:
    """The one year and the one month that words name, each 0 where there is none."""
    pattern, values = months(numbers.lexicon)
    years, told = set(_YEAR.findall(words)), {values[m["month"].lower()] for m in regex.finditer(pattern, words, regex.I)}
    return (int(years.pop()) if len(years) == 1 else 0, told.pop() if len(told) == 1 else 0)


def _apart(one: tuple[int, int], two: tuple[int, int]) -> int:
    """Below 0 where the first of two dates is older, above where the second is; a month without a year is the nearest such."""
    if one[0] and two[0] and one[0] != two[0]:
        return one[0] - two[0]
    less = one[1] - two[1] if one[1] and two[1] and (one[0] or two[0]) else 0
    return -less if abs(less) > HALF and not (one[0] and two[0]) else less


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
