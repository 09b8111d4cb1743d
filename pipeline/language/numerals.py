"""The grammar of Indonesian numerals."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

NumberMod = Literal["MORE_THAN", "LESS_THAN", "APPROX"]


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a text writes it: `text[start:end]`, half-open, in code points.

    `kind` is "number", or what the digits are instead and must not be counted as: date, time, law, phone, address,
    score, plate, name (Covid-19) …; `read` gives only numbers, `scan` gives both.
    """

    start: int
    end: int
    value: float | int | None = None
    low: float | int | None = None
    high: float | int | None = None
    mod: NumberMod | None = None
    currency: str | None = None
    percent: bool = False
    ordinal: bool = False
    open: bool = False
    kind: str = "number"


def scan(text: str) -> list[Number]:
    """All numbers of a text and all digits that are something else, in order of place."""
    return []


def read(text: str) -> list[Number]:
    """All numbers of a text, in order of place."""
    return [n for n in scan(text) if n.kind == "number"]
