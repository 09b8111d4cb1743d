"""Tidy CSV tables with a data dictionary, safe to open in a spreadsheet.

A cell of text that a spreadsheet would take for a formula gets an apostrophe before it; numbers stay numbers.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from pipeline.rows import ENTRIES, columns, rows
from pipeline.write.jsonl import atomic

FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")
TABLES = ("articles", *ENTRIES)


def cell(value: Any) -> Any:
    """A value as a cell.

    >>> cell("=HYPERLINK(1)"), cell(-3), cell(["PBI", "BP"]), cell(None), cell("- Jakarta")
    ("'=HYPERLINK(1)", -3, 'PBI; BP', '', "'- Jakarta")
    """
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list):
        value = "; ".join(f"{v['code']} {v['share']}" if isinstance(v, dict) else str(v) for v in value)
    return f"'{value}" if isinstance(value, str) and value.startswith(FORMULA) else value


def write(records: Iterable[dict[str, Any]], out: Path) -> list[Path]:
    """`articles.csv`, `officials.csv` … and `dictionary.csv` in the folder `out`; returns what was written."""
    with ExitStack() as stack:
        sinks = {}
        for table in TABLES:
            lines = io.TextIOWrapper(stack.enter_context(atomic(out / f"{table}.csv")), encoding="utf-8", newline="")
            stack.callback(lines.detach)
            sinks[table] = csv.DictWriter(lines, list(columns(table)), extrasaction="ignore")
            sinks[table].writeheader()
        for told in records:
            for table, row in rows(told):
                sinks[table].writerow({k: cell(v) for k, v in row.items()})
    _dictionary(out / "dictionary.csv")
    return [*(out / f"{table}.csv" for table in TABLES), out / "dictionary.csv"]


def _dictionary(path: Path) -> None:
    with atomic(path) as sink:
        lines = io.TextIOWrapper(sink, encoding="utf-8", newline="")
        writer = csv.writer(lines)
        writer.writerow(["table", "column", "meaning"])
        writer.writerows([table, name, meaning] for table in TABLES for name, meaning in columns(table).items())
        lines.detach()
