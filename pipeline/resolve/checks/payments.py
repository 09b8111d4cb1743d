"""Heads times money a head: "2.400 nelayan, seorang mendapat Rp 600.000, total Rp 14,4 miliar".

A sum is right where any heads, times any money, times the months that are told make it. A product that the sum has with the
decimal point moved is no chance; other sums are told where words tie the three.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import product

import regex

from pipeline.resolve.arithmetic import one_slip, slip
from pipeline.resolve.checks.numbers import Num, Numbers, added, held
from pipeline.resolve.findings import Finding, shown
from pipeline.resolve.words import pattern

FEWEST = 10  #: heads
YEAR = 12  #: months
BACK = 3  #: sentences before a sum in which heads and money a head are looked for
MANY = 60  #: numbers of an article that may make a sum
_EACH = regex.compile(r"\b(?:setiap|tiap|saban|per)\s++(?P<noun>\p{Ll}{3,}+)", regex.I)
_CLAUSE = regex.compile(r"[,;:]\s")
_ALL = regex.compile(r"\b(?:semua|seluruh\p{Ll}*+|total\p{Ll}*+|keseluruhan)\b", regex.I)
_TIMES = regex.compile(r"\b(?:tahap|kali|gelombang|termin|setahun|triwulan|orang\s++per)\b", regex.I)
_MONTHLY = regex.compile(r"\b(?:sebulan|setahun|bulanan|tahunan|(?:per|tiap|setiap|saban)\s++(?:bulan|tahun))", regex.I)
MONTHS = ("bulan", "pekan", "minggu", "hari", "semester", "tahun")
SAME = 0.005  #: by which share money for all months may miss when its months are reckoned twice
TENFOLD = (0.001, 0.01, 0.1, 10, 100, 1000)


def findings(numbers: Numbers) -> Iterator[Finding]:
    """All sums of money that heads times money a head contradict."""
    for total in numbers.body:
        if total.money and total.plain and not numbers.crowded(total.sentence):
            yield from _product(total, numbers)


def _product(total: Num, numbers: Numbers) -> Iterator[Finding]:
    every = [n for n in numbers.all if not n.percent and n.start != total.start][:MANY]
    near = numbers.near(total, BACK, 1)
    money = [m for m in near if m.sort == total.sort and m.value < total.value and not numbers.left(m).endswith("antara ")]
    heads = [m for m in near if not m.percent and not m.money and m.value >= FEWEST]
    pairs = [(h, m) for h in every if not h.money for m in every if m.sort == total.sort]
    whole = [(m, often) for m in money for often in _covered(m, numbers)]
    for h, (m, often) in product(heads, whole):
        twice = h.value * m.value * often
        if abs(twice - total.value) <= max(total.unit, SAME * twice) and _all_of(total, often, numbers):
            yield _held(total, h, m)
            return
    made = [h.value * m.value * often for h, m in pairs for often in _often(total, numbers)]
    if any(abs(value - total.value) <= max(total.unit, 0.02 * total.value) for value in made):
        return
    each = [m for m in money if _a_head(m, numbers)]
    people = [h for h in heads if h.sort in ("people", "households")]
    for h, m in product(heads, [m for m in money if m in each or _each(m, numbers)]):
        value = h.value * m.value
        if (_moved(total, value) or (one_slip(total.value, value) and _named(h, m, numbers))) and _sums(total, numbers):
            yield _held(total, h, m)
            return
    above = [h for h in people if h.start < total.start]
    told = above or people or [h for h in heads if h.sort]
    most = max(told, key=lambda h: h.value, default=None)
    if most and len(told) > 1 and added(h for h in told if h is not most) in (most.value, *(h.value for h in told)):
        told = [most]  # the others are its parts
    each = each or [m for m in money if _each(m, numbers)]
    if len(each) > 1 and len(told) == 1:  # "Rp 600.000, yaitu Rp 300.000 per bulan": the larger is what all months make
        each = [max(each, key=lambda m: m.value)]
    if len(each) == 1 and len(told) == 1 and _sums(total, numbers):
        value = told[0].value * each[0].value
        ratio = total.value / value
        paid = numbers.has("paid", numbers.left(total)) and _no_multiple(ratio)
        if paid or (slip(total.value, value) and 0.5 < ratio < 2):
            yield _held(total, told[0], each[0])


def _covered(m: Num, numbers: Numbers) -> Iterator[float]:
    """For how many months money stands already: "Rp 300.000 per bulan atau Rp 900.000 untuk tiga bulan"."""
    for less in numbers.by_sentence[m.sentence]:
        often = m.value / less.value
        told = any(t.value == often and t.sort in MONTHS and t.sentence == m.sentence for t in numbers.measured)
        if less.sort == m.sort and often in range(2, YEAR + 1) and told:
            yield often


def _all_of(total: Num, often: float, numbers: Numbers) -> bool:
    """Whether a sum is told of all heads, and no instalments or other times are told nearby that would make it larger."""
    start, end = numbers.layout.sentence(total.start)
    near = numbers.text[numbers.layout.sentences[max(0, total.sentence - 2)][0] : end]
    all_of = _sums(total, numbers) or _ALL.search(numbers.text, start, end)
    return bool(all_of) and not _TIMES.search(near)


def _often(total: Num, numbers: Numbers) -> set[float]:
    """How many months or instalments the sentences around a sum name."""
    first, last = total.sentence - BACK, total.sentence + 1
    near = [m for m in (*numbers.measured, *numbers.span(first, last)) if first <= m.sentence <= last and m.value <= 36]
    year = {float(YEAR)} if _MONTHLY.search(numbers.text) else set()
    return {1, *year, *(m.value for m in near if m.sort in MONTHS or _TIMES.match(numbers.text, m.end + 1))}


def _a_head(m: Num, numbers: Numbers) -> bool:
    """Whether money is told for each of some heads."""
    start = numbers.layout.sentence(m.start)[0]
    around = numbers.text[max(start, m.start - 60) : m.start] + "|" + numbers.right(m, 25)
    return numbers.has("a head", around)


def _each(m: Num, numbers: Numbers) -> set[str]:
    """The nouns of anything but a time for each of which money is told: "setiap buruh memperoleh"."""
    nouns = {word["noun"] for word in _EACH.finditer(numbers.left(m) + "|" + numbers.right(m))}
    return {noun for noun in nouns if not pattern(numbers.lexicon, "measures").fullmatch(noun)}


def _named(heads: Num, m: Num, numbers: Numbers) -> bool:
    """Whether money is told for each of what a number counts: "6.500 nasi bungkus", "Rp 12.000 per bungkus"."""
    return not _each(m, numbers).isdisjoint((heads.words + numbers.right(heads, 25)).lower().split())


def _sums(total: Num, numbers: Numbers) -> bool:
    """Whether the words before tell that it is the sum of all."""
    left = _CLAUSE.split(numbers.text[numbers.layout.sentence(total.start)[0] : total.start])[-1]
    return (numbers.has("sums up", left) or numbers.has("paid", left)) and not numbers.has("a head", numbers.right(total, 25))


def _moved(total: Num, value: float) -> bool:
    """Whether a sum is a product with the decimal point moved."""
    return any(abs(total.value / value - power) < 0.004 * power for power in TENFOLD)


def _no_multiple(ratio: float) -> bool:
    """Whether a sum is clearly other than heads times money, and no whole number of months or instalments of it."""
    turned = max(ratio, 1 / ratio)
    return 1.25 < turned < 2.5 and abs(turned - round(turned)) > 0.05


def _held(total: Num, heads: Num, money: Num) -> Finding:
    formula = f"{shown(heads.value)} × {shown(money.value)}"
    return held("product", total, heads.value * money.value, (heads, money), formula, sure=0.8)
