"""What a rule of the checks finds: the figures in it, what is stated, what is computed, the verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.entries import Verdict
from pipeline.records import Count, Percentage
from pipeline.resolve.arithmetic import grain, verdict
from pipeline.resolve.reading import Spot


@dataclass(frozen=True, slots=True)
class Finding:
    """One piece of arithmetic done again."""

    rule: str
    entries: tuple[str, ...]
    stated: float | str
    computed: float | str
    verdict: Verdict
    message: str
    confidence: float = 0.9


def unit_of(entry: Count | Percentage) -> float:
    """The finest grain in which any mention of an entry states it."""
    return min(grain(m.text, entry.value or 0, percent=isinstance(entry, Percentage)) for m in entry.mentions)


def compare(rule: str, stated: Spot, computed: float, operands: Sequence[Spot], formula: str, *, sure: float = 0.9) -> Finding:
    """A stated figure against the value that others give.

    Operands count at face value. Where one is "more than" or "about" something, a miss of a twentieth is rounding.
    """
    entry = stated.entry
    value = entry.value or 0
    told = verdict(value, computed, unit_of(entry), mod=entry.mod)
    vague = any(not s.plain for s in operands)
    if told == "contradicts" and vague and abs(computed - value) <= max(0.05 * abs(value), unit_of(entry)):
        told = "rounds"
    computed = tidy(computed)
    sign = "=" if computed == value else "≠" if told == "contradicts" else "≈"
    left = formula if formula == shown(computed) else f"{formula} = {shown(computed)}"
    message = f"{left} {sign} {shown(value)} ({entry.quote})"
    ids = tuple(dict.fromkeys(s.entry.id for s in (*operands, stated)))
    return Finding(rule, ids, value, computed, told, message, sure)


def tidy(value: float) -> float | int:
    """A computed value without the dust of floating point: whole where it is whole, else four places."""
    value = round(value, 4)
    return int(value) if value == int(value) else value


def shown(value: float) -> str:
    """A number as Indonesian writes it.

    >>> shown(270657), shown(42.727272)
    ('270.657', '42,73')
    """
    text = f"{value:,.2f}".rstrip("0").rstrip(".") if value != int(value) else f"{int(value):,}"
    return text.translate(str.maketrans(",.", ".,"))
