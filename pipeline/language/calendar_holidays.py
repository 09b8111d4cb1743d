"""The days of holidays, by year where they move."""

from __future__ import annotations

import datetime as dt
from functools import cache

from pipeline.lexicon import DEFAULT


def holiday(name: str, year: int) -> tuple[dt.date, dt.date] | None:
    """First and last day of a holiday in a year; None where the table has none.

    >>> holiday("idulfitri", 2023), holiday("idulfitri", 1950)
    ((datetime.date(2023, 4, 22), datetime.date(2023, 4, 22)), None)
    """
    fixed = _days().get((name, ""))
    if fixed is None:
        moved = _days().get((name, f"{year:04d}"))
        return (dt.date.fromisoformat(moved[0]), dt.date.fromisoformat(moved[1])) if moved else None
    day = dt.date.fromisoformat(f"{year:04d}-{fixed[0]}")
    return day, day


@cache
def _days() -> dict[tuple[str, str], tuple[str, str]]:
    return {(r["holiday"], r["year"]): (r["begin"], r["end"]) for r in DEFAULT.rows("holidays")}
