"""Records as tables: tidy rows, one an entry, joined by `record`. Behind the pandas tables and the CSV files."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel

from pipeline.entries import Check, Count, Date, Official, Percentage, Position, Region
from pipeline.records import Article, Record

if TYPE_CHECKING:
    import pandas as pd

ENTRIES: dict[str, tuple[type[BaseModel], ...]] = {
    "officials": (Official, Position), "regions": (Region,), "dates": (Date,), "counts": (Count,),
    "percentages": (Percentage,), "checks": (Check,),
}  # fmt: skip
NESTED = {"mentions", "evidence", "positions", "blocks"}
PLACE = {"offset": "where the first mention begins in article.text", "offset_end": "where it ends, exclusive"}


def columns(table: str) -> dict[str, str]:
    """Name and meaning of each column of a table.

    >>> list(columns("dates"))[:5]
    ['record', 'id', 'offset', 'offset_end', 'quote']
    """
    if table == "articles":
        told = {"record": "id of the record", "source": "path or URL, and the record or offset in it"}
        return told | {n: f.description or "" for n, f in Article.model_fields.items() if n not in NESTED}
    models = ENTRIES[table]
    place = {} if table == "checks" else PLACE
    named = {n: f.description or "" for model in models for n, f in model.model_fields.items() if n not in NESTED}
    return {"record": "id of the record", "id": named["id"], **place, **named}


def rows(told: dict[str, Any]) -> Iterator[tuple[str, dict[str, Any]]]:
    """Table and row of everything in a record as it is written; officials have one row a position."""
    article = {k: v for k, v in told["article"].items() if k not in NESTED}
    yield "articles", {"record": told["id"], "source": told["source"], **article}
    for table in ENTRIES:
        for entry in told[table]:
            row = {"record": told["id"], "id": entry["id"]}
            if entry.get("mentions"):
                first = entry["mentions"][0]
                row |= {"offset": first["start"], "offset_end": first["end"]}
            row |= {k: v for k, v in entry.items() if k not in NESTED}
            for position in entry.get("positions", [{}]):
                yield table, row | position


def frames(records: Iterable[Record]) -> dict[str, pd.DataFrame]:
    """Tables `articles`, `officials`, `regions`, `dates`, `counts`, `percentages` and `checks`, joined by `record`.

    >>> sorted(frames([]))
    ['articles', 'checks', 'counts', 'dates', 'officials', 'percentages', 'regions']
    """
    import pandas as pd

    found: dict[str, list[dict[str, Any]]] = {"articles": [], **{name: [] for name in ENTRIES}}
    for record in records:
        for table, row in rows(record.model_dump(mode="json")):
            found[table].append(row)
    return {table: pd.DataFrame(made, columns=list(columns(table))) for table, made in found.items()}
