"""Records as pandas tables, for notebooks."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pandas as pd

from pipeline.records import Record

TABLES = ("officials", "regions", "dates", "counts", "percentages", "checks")


def frames(records: Iterable[Record]) -> dict[str, pd.DataFrame]:
    """Tables `articles`, `officials`, `regions`, `dates`, `counts`, `percentages` and `checks`, joined by `record`.

    One row an entry; officials have one row a position.

    >>> sorted(frames([]))
    ['articles', 'checks', 'counts', 'dates', 'officials', 'percentages', 'regions']
    """
    rows: dict[str, list[dict[str, Any]]] = {"articles": [], **{name: [] for name in TABLES}}
    for record in records:
        told = record.model_dump(mode="json")
        article = told["article"]
        rows["articles"].append(
            {"record": record.id, "source": record.source, **{k: v for k, v in article.items() if k != "blocks"}}
        )
        for name in TABLES:
            for entry in told[name]:
                flat = {k: v for k, v in entry.items() if k not in {"mentions", "evidence", "positions"}}
                for position in entry.get("positions", [{}]):
                    rows[name].append({"record": record.id, **flat, **position})
    return {name: pd.DataFrame(found) for name, found in rows.items()}
