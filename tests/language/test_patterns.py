"""No pattern of the grammars runs away: each finishes on hostile input before the engine's timeout."""

from __future__ import annotations

from types import ModuleType

import pytest
import regex

from pipeline.language import calendar, calendar_values, numeral_forms, numeral_kinds, tokens
from pipeline.resolve import times

MODULES: tuple[ModuleType, ...] = (calendar, calendar_values, numeral_forms, numeral_kinds, tokens, times)
PATTERNS = [
    (f"{module.__name__}.{name}", pattern)
    for module in MODULES
    for name, pattern in vars(module).items()
    if isinstance(pattern, regex.Pattern)
]
UNITS = (
    "1",
    "1.",
    "1 ",
    "1,",
    "0",
    "08",
    "0 ",
    "-",
    "1-",
    "1/",
    "A",
    "RT 1/",
    "1:",
    '"',
    ". ",
    "\u00ad",
    " ",
    "12:34 ",
    "I",
    "RW",
)


@pytest.mark.parametrize(("name", "pattern"), PATTERNS, ids=[name for name, _ in PATTERNS])
def test_pattern_ends(name: str, pattern: regex.Pattern[str]) -> None:
    for unit in UNITS:
        for last in ("", "x", "%"):
            for _ in pattern.finditer(unit * 20_000 + last, timeout=20):
                pass
