"""Tables: CSV and TSV, Parquet, Excel, SQLite. One page a row; the columns are guessed (see `row.py`) or told.

Each is read row after row, so that a table of any size costs the memory of a few rows. CSV is packed or plain, in UTF-8,
UTF-16 or Windows-1252, separated by comma, semicolon, tab or bar. Of an Excel file the first sheet is read, of an SQLite
file the first table that has a column of text.
"""

from __future__ import annotations

import csv
import io
import sqlite3
import zipfile
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from pipeline.errors import PageError, SourceError, TooLarge, UsageError
from pipeline.read import packed
from pipeline.read.folder import MAX_BYTES
from pipeline.read.row import Columns, check, from_row, guess
from pipeline.records import Page, Problem

CSV, PARQUET = (".csv", ".tsv"), (".parquet", ".pq")
EXCEL, SQLITE = (".xlsx", ".xlsm"), (".sqlite", ".sqlite3", ".db")
MAX_EXCEL = 2 << 30
BATCH = 256  #: rows of a Parquet file that are in memory at once


def reads(path: Path) -> bool:
    """Whether this file is read here."""
    return packed.bare(path.name).endswith(CSV) or path.name.lower().endswith(PARQUET + EXCEL + SQLITE)


def pages(
    path: Path, *, columns: Columns | None = None, start: int = 0, end: int | None = None, first: int = 1
) -> Iterator[Page | Problem]:
    """The pages of a table; of a Parquet file, of the row groups from `start` to `end`, the first row of which is `first`.

    Raises:
        SourceError: no column of text is there, or the file is damaged.
        UsageError: a package that reads this form is not installed.
    """
    from pipeline.read import problem  # here, for `read` imports this file

    checked = False
    for number, row in enumerate(_rows(path, start, end, columns), first):
        where = f"{path}:{number}"
        if not checked:
            check(list(row), columns, str(path))
            checked = True
        try:
            yield from_row(row, where, columns)
        except PageError as error:
            yield problem(error, source=where)


def rows(path: Path) -> Iterator[dict[str, Any]]:
    """The rows of a table as they are."""
    return _rows(path, 0, None, None)


def mapping(path: Path, columns: Columns | None = None) -> dict[str, str]:
    """Which column of a table holds which field, to be shown to the user; nothing where it cannot be read."""
    try:
        return guess(next(iter(_rows(path, 0, 1, columns)), {}), columns)
    except PageError:
        return {}


def groups(path: Path) -> list[tuple[int, int, int]]:
    """First and last row group, and number of the first row, of each part of a Parquet file."""
    meta = _parquet(path).metadata
    parts, number = [], 1
    for i in range(meta.num_row_groups):
        parts.append((i, i + 1, number))
        number += meta.row_group(i).num_rows
    return parts


def _rows(path: Path, start: int, end: int | None, columns: Columns | None) -> Iterator[dict[str, Any]]:
    name = path.name.lower()
    if name.endswith(PARQUET):
        return _parquet_rows(path, start, end, columns)
    if name.endswith(EXCEL):
        return _excel_rows(path)
    if name.endswith(SQLITE):
        return _sqlite_rows(path, columns)
    return _csv_rows(path)


def _csv_rows(path: Path) -> Iterator[dict[str, Any]]:
    csv.field_size_limit(MAX_BYTES)
    with packed.opened(path) as probe:
        beginning = probe.read(1 << 16)
    with packed.opened(path) as stored, io.TextIOWrapper(stored, _encoding(beginning), errors="replace", newline="") as lines:
        header_line = lines.readline(1 << 20)
        delimiter = max(",;\t|", key=header_line.count)
        header = next(csv.reader([header_line], delimiter=delimiter), [])
        reader = csv.DictReader((line.replace("\0", "") for line in lines), header, delimiter=delimiter)
        try:
            yield from ({k: v for k, v in row.items() if k is not None} for row in reader)
        except csv.Error as error:
            advice = "Mend the line, or leave it out."
            raise SourceError(f"{path}: row {reader.line_num + 1}: {error}", advice=advice, kind="malformed") from error


def _encoding(beginning: bytes) -> str:
    if beginning[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return "utf-16"
    try:
        beginning.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start < len(beginning) - 3:
            return "cp1252"
    return "utf-8-sig"


def _parquet(path: Path) -> Any:
    try:
        import pyarrow as pa
        import pyarrow.parquet as pq
    except ImportError as error:
        advice = 'Install the extra: pip install "saripati[table]".'
        raise UsageError("Reading Parquet needs pyarrow, which is not installed.", advice=advice) from error
    try:
        return pq.ParquetFile(path)
    except (pa.ArrowInvalid, OSError) as error:
        raise SourceError(f"{path}: no Parquet file: {error}", advice="Copy it again.", kind="malformed") from error


def _parquet_rows(path: Path, start: int, end: int | None, columns: Columns | None) -> Iterator[dict[str, Any]]:
    with closing(_parquet(path)) as file:
        names = guess(file.schema_arrow.names, columns)
        if not {"text", "html", "url"} & names.keys():
            check(file.schema_arrow.names, columns, str(path))
        wanted = range(start, file.num_row_groups if end is None else end)
        try:
            for batch in file.iter_batches(BATCH, row_groups=list(wanted), columns=list(names.values()), use_threads=False):
                yield from batch.to_pylist()
        except (OSError, ValueError) as error:
            raise SourceError(f"{path}: damaged Parquet: {error}", advice="Copy it again.", kind="malformed") from error


def _excel_rows(path: Path) -> Iterator[dict[str, Any]]:
    try:
        import openpyxl
    except ImportError as error:
        advice = 'Install the extra: pip install "saripati[table]".'
        raise UsageError("Reading Excel needs openpyxl, which is not installed.", advice=advice) from error
    _bounded(path)
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except Exception as error:  # openpyxl raises whatever its parsers meet
        raise SourceError(f"{path}: no Excel file: {error}", advice="Save it again as .xlsx.", kind="malformed") from error
    with closing(book):
        rows = book.worksheets[0].iter_rows(values_only=True) if book.worksheets else iter(())
        header = [str(cell) if cell is not None else "" for cell in next(rows, ())]
        for row in rows:
            if any(cell is not None for cell in row):
                yield {name: cell for name, cell in zip(header, row) if name}


def _bounded(path: Path) -> None:
    """Refuse an Excel file that would unpack to more than the limit.

    Raises:
        TooLarge: more than 2 GiB.
    """
    try:
        with zipfile.ZipFile(path) as book:
            size = sum(member.file_size for member in book.infolist())
    except (zipfile.BadZipFile, NotImplementedError) as error:
        raise SourceError(f"{path}: no Excel file: {error}", advice="Save it again as .xlsx.", kind="malformed") from error
    if size > MAX_EXCEL:
        raise TooLarge(f"{path}: unpacks to {size} bytes", advice="Save it as CSV, which is read row by row.")


def _sqlite_rows(path: Path, columns: Columns | None) -> Iterator[dict[str, Any]]:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as base:
            base.row_factory = sqlite3.Row
            tables = [
                name
                for (name,) in base.execute("SELECT name FROM sqlite_master WHERE type IN ('table', 'view') ORDER BY rowid")
            ]
            quoted = ['"' + name.replace('"', '""') + '"' for name in tables]
            for name in quoted:
                rows = base.execute(f"SELECT * FROM {name}")
                header = [column[0] for column in rows.description]
                if {"text", "html"} & guess(header, columns).keys() or name == quoted[-1]:
                    yield from (dict(row) for row in rows)
                    return
    except sqlite3.Error as error:
        raise SourceError(f"{path}: no SQLite database: {error}", advice="Copy it again.", kind="malformed") from error
