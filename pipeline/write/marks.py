"""What annotation formats share: the mentions of a record as marks that do not overlap."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

LABELS = {
    "officials": "OFFICIAL", "people": "PERSON", "regions": "REGION", "dates": "DATE", "counts": "COUNT",
    "percentages": "PERCENTAGE", "amounts": "AMOUNT", "facilities": "FACILITY",
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Mark:
    """Words of a text with a label, and the entry they belong to."""

    start: int
    end: int
    label: str
    entry: dict[str, Any]


def marks(told: dict[str, Any]) -> list[Mark]:
    """All mentions of a record as it is written, in order of place."""
    found = {
        (m["start"], m["end"], label): Mark(m["start"], m["end"], label, entry)
        for kind, label in LABELS.items()
        for entry in told[kind]
        for m in entry["mentions"]
    }
    return [found[key] for key in sorted(found)]


def apart(told: dict[str, Any]) -> list[Mark]:
    """The marks of a record without overlaps: the longest wins, then the first."""
    kept: list[Mark] = []
    for mark in sorted(marks(told), key=lambda m: (m.start - m.end, m.start)):
        if all(mark.end <= other.start or other.end <= mark.start for other in kept):
            kept.append(mark)
    return sorted(kept, key=lambda m: m.start)
