"""A row of named values → a page: which column holds what.

The names are guessed from `lexicon/columns.csv` (judul and title, isi and content …), whatever their case and separators;
`--columns title=Kepala,text=Naskah` says it outright.

>>> guess(["No", "Judul Berita", "ISI", "Tanggal", "Link"])
{'url': 'Link', 'title': 'Judul Berita', 'published': 'Tanggal', 'text': 'ISI'}
>>> from_row({"judul": "Banjir", "isi": "Hujan turun.", "no": 1}, "a.csv:1").title
'Banjir'
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping
from functools import lru_cache
from typing import Any

from pipeline.errors import SourceError, UsageError
from pipeline.lexicon import DEFAULT
from pipeline.records import Page

FIELDS = ("id", "url", "outlet", "title", "published", "text", "html")

Columns = Mapping[str, str]


def columns(told: str) -> dict[str, str]:
    """What `--columns` says, as field → column.

    >>> columns("title=Judul, text=Isi Berita")
    {'title': 'Judul', 'text': 'Isi Berita'}

    Raises:
        UsageError: not of the form field=column, or no such field.
    """
    found: dict[str, str] = {}
    for pair in told.split(","):
        field, equals, column = (part.strip() for part in pair.partition("="))
        if not (equals and column) or field not in FIELDS:
            advice = f"Write it as title=Judul,text=Isi with fields out of {', '.join(FIELDS)}."
            raise UsageError(f"--columns: {pair.strip()!r} is not understood.", advice=advice)
        found[field] = column
    return found


def guess(header: Iterable[str], told: Columns | None = None) -> dict[str, str]:
    """Which column holds which field. What was told goes first; a column serves once."""
    return dict(_guess(tuple(header), tuple(sorted((told or {}).items()))))


def from_row(row: Mapping[str, Any], where: str, told: Columns | None = None) -> Page:
    """A page from named values.

    Raises:
        SourceError: neither text nor HTML in it, or a value of the wrong type.
    """
    names = guess(row, told)
    values = {field: _text(row.get(names.get(field, field)), field, where) for field in FIELDS}
    if not (values["text"] or values["html"]):
        if values["url"] and "text" not in names and "html" not in names:
            raise SourceError(f"{where}: only an address", advice="Fetch it first: saripati fetch.", kind="empty")
        advice = "Each row needs one of them; --columns text=NAME says which column it is."
        raise SourceError(f"{where}: neither 'text' nor 'html'", advice=advice, kind="empty")
    if values["html"]:
        values["text"] = None
    return Page(source=where, **values)


def check(header: list[str], told: Columns | None, where: str) -> dict[str, str]:
    """Which column of a table holds which field.

    Raises:
        UsageError: a column that was told is not there.
        SourceError: no column holds text.
    """
    there = ", ".join(map(repr, header[:20]))
    for field, column in (told or {}).items():
        if column not in header:
            raise UsageError(f"{where}: no column {column!r} for {field}.", advice=f"The columns are {there}.")
    names = guess(header, told)
    if "text" not in names and "html" not in names:
        advice = "Fetch the pages first: saripati fetch." if "url" in names else "Say which it is: --columns text=NAME."
        raise SourceError(f"{where}: no column of text among {there}", advice=advice, kind="columns")
    return names


@lru_cache(maxsize=256)
def _guess(header: tuple[str, ...], told: tuple[tuple[str, str], ...]) -> tuple[tuple[str, str], ...]:
    found = {field: column for field, column in told if column in header}
    plain = {_plain(column): column for column in reversed(header) if column not in found.values()}
    for row in DEFAULT.rows("columns"):
        if row["field"] not in found and row["column"] in plain and plain[row["column"]] not in found.values():
            found[row["field"]] = plain[row["column"]]
    return tuple((field, found[field]) for field in FIELDS if field in found)


def _plain(column: str) -> str:
    return "_".join(column.casefold().replace("-", " ").replace("_", " ").split())


def _text(value: Any, field: str, where: str) -> str | None:
    if value is None or value != value:  # an empty cell of a data frame is not equal to itself
        return None
    if isinstance(value, str):
        return value or None
    if isinstance(value, dt.date | dt.time) and field == "published":
        return value.isoformat()
    if isinstance(value, int | float) and not isinstance(value, bool) and field in ("id", "published"):
        return str(int(value) if value == int(value) else value)
    raise SourceError(f"{where}: {field!r} is no text", advice="Write it as text.", kind="malformed")
