"""Rates with small numbers and decimals: "168.000 ton dari 28.000 hektare", "8 ton per hektare"; dollars per kilogram.

What is counted and what divides are named by their nouns; a rate is told where there is one sum and one divisor.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import regex

from pipeline.language import numerals
from pipeline.resolve.arithmetic import grain, rounded, slip, verdict
from pipeline.resolve.checks.numbers import Numbers
from pipeline.resolve.findings import Finding, shown, tidy

BACK = 2  #: sentences before a rate in which its sum and divisor stand
MISS = 0.08  #: by which share a rate must miss
APART = 4  #: times it may
WEIGHTS = {"kg": 1.0, "kilo": 1.0, "kilogram": 1.0, "kuintal": 100.0, "ton": 1000.0}
_RATE = regex.compile(
    r"^\s*+(?P<noun>(?:\p{Ll}++\s++){0,4}?)(?:per|tiap|setiap|untuk\s++(?:se)?tiap|/)\s*+(?P<by>\p{Ll}{2,}+)", regex.I
)
_UNIT = regex.compile(r"[\s-]*+(?P<noun>\p{L}{2,}+)")
_MEANT = regex.compile(
    r"\b(?:rata-rata|rerata|produktivitas\p{Ll}*+|atau|alias|setara|sehingga|berarti|artinya|jadi|dengan\s++hasil)\b", regex.I
)
_VAGUE = regex.compile(r"\b(?:sekitar|kira-kira|hampir|lebih|kurang|nyaris|di\s++atas|di\s++bawah)\b", regex.I)
_RAISED = regex.compile(
    r"\b(?:biasanya|sebelumnya|target\p{Ll}*+|potensi|bisa|dapat|rencana\p{Ll}*+|standar|ideal\p{Ll}*+|minimal|maksimal|nasional|naik|turun|"
    r"tambahan|selisih|lalu|semula|hanya|masing-masing|harga\s++\p{Ll}*+(?:\s++pasar|eceran))\b",
    regex.I,
)


@dataclass(frozen=True, slots=True)
class Told:
    """A number with its noun: a word, a weight in kilograms ("kg"), or a currency."""

    value: float
    noun: str
    start: int
    end: int
    words: str


def findings(numbers: Numbers) -> Iterator[Finding]:
    """All rates told of small numbers."""
    text = numbers.text
    told: list[Told] | None = None
    for m in regex.finditer(r"\b(?:per|tiap|setiap)\s++\p{Ll}|/\p{Ll}", text):
        told = _read(numbers) if told is None else told
        before = [n for n in told if n.end <= m.start() and m.start() - n.end < 30]
        if before and not numbers.layout.headline(m.start()):
            yield from _rate(before[-1], told, numbers)


def _read(numbers: Numbers) -> list[Told]:
    """All numbers of the text with the nouns behind them; weights in kilograms."""
    found = []
    for n in numerals.read(numbers.text):
        if n.value is None or n.value <= 0 or n.percent or n.ordinal or n.open:
            continue
        unit = _UNIT.match(numbers.text, n.end)
        noun = n.currency or (unit["noun"].lower() if unit else "")
        times = WEIGHTS.get(noun, 1.0)
        if noun:
            found.append(
                Told(n.value * times, "kg" if noun in WEIGHTS else noun, n.start, n.end, numbers.text[n.start : n.end])
            )
    return found


def _rate(n: Told, told: list[Told], numbers: Numbers) -> Iterator[Finding]:
    m = _RATE.match(numbers.text[n.end : n.end + 60])
    if not m:
        return
    by, times = m["by"].lower(), WEIGHTS.get(m["by"].lower(), 1.0)
    by = "kg" if by in WEIGHTS else by
    index = numbers.layout.index(n.start)
    start, end = numbers.layout.sentence(n.start)
    left = numbers.text[max(start, n.start - 60) : n.start]
    if (
        by == n.noun
        or not _MEANT.search(left)
        or _VAGUE.search(left)
        or _RAISED.search(numbers.text, max(start, n.start - 60), min(end, n.end + 60))
    ):
        return
    near = [
        t
        for t in told
        if t.end <= n.start and index - BACK <= numbers.layout.index(t.start) and not numbers.layout.headline(t.start)
    ]
    near = [t for t in near if not _RATE.match(numbers.text[t.end : t.end + 40])]  # another rate is no sum
    sums = {t.value: t for t in near if t.noun == n.noun and t.value > n.value}
    parts = {t.value: t for t in near if t.noun == by and t.value > 1}
    every = [t for t in told if t.start != n.start]
    plain = _plain(n, numbers)
    unit = grain(n.words, plain, percent=plain % 1 != 0 or plain < 100) * n.value / plain
    made = [a.value / b.value * times for a in every for b in every if a.noun == n.noun and b.noun == by]
    if not made or any(abs(v - n.value) <= max(MISS * n.value, unit / 2) for v in made) or len(sums) != 1 or len(parts) != 1:
        return
    total, part = next(iter(sums.values())), next(iter(parts.values()))
    value = total.value / part.value * times
    clean = abs(value - rounded(value, unit)) < 0.02 * value
    if (
        1 / APART < value / n.value < APART
        and verdict(n.value, value, unit) == "contradicts"
        and (clean or slip(n.value, value))
    ):
        message = f"{total.words} / {part.words} = {shown(tidy(value))} ≠ {shown(tidy(n.value))}"
        yield Finding("mean", (), tidy(n.value), tidy(value), "contradicts", message, 0.75)


def _plain(n: Told, numbers: Numbers) -> float:
    """The value as it is written, without the weight of its unit."""
    unit = _UNIT.match(numbers.text, n.end)
    return n.value / WEIGHTS.get(unit["noun"].lower() if unit else "", 1.0)
