"""The grammar of Indonesian calendar expressions."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Expression:
    """A calendar expression: `text[start:end]`."""

    start: int
    end: int
    kind: str  #: DATE or TIME


def find(text: str) -> list[Expression]:
    """All calendar expressions of a text, in order of place."""
    return []
