"""Parquet with a nested schema that is made from the types, compressed by zstd; needs the extra `table`."""

from __future__ import annotations

import types
from collections.abc import Iterable
from itertools import islice
from pathlib import Path
from typing import Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

from pipeline.errors import UsageError
from pipeline.records import Record
from pipeline.write.jsonl import atomic

ROWS = 1000  #: records of a row group
NAME = "records.parquet"


def schema() -> Any:
    """The Arrow schema of a record."""
    pa = _pyarrow()
    return pa.schema([(field.alias or name, _type(pa, field.annotation)) for name, field in Record.model_fields.items()])


def write(records: Iterable[dict[str, Any]], out: Path) -> list[Path]:
    """`records.parquet` in the folder `out`, row group by row group.

    Raises:
        UsageError: pyarrow is not installed.
    """
    pa = _pyarrow()
    import pyarrow.parquet as pq

    made = schema()
    with atomic(out / NAME) as sink, pq.ParquetWriter(sink, made, compression="zstd") as writer:
        for group in _groups(records):
            writer.write_table(pa.Table.from_pylist([_row(told) for told in group], schema=made))
    return [out / NAME]


def _groups(records: Iterable[dict[str, Any]]) -> Iterable[list[dict[str, Any]]]:
    waiting = iter(records)
    while group := list(islice(waiting, ROWS)):
        yield group


def _row(told: Any) -> Any:
    """A record whose check values are text, for a column has one type."""
    checks = [{**c, **{k: None if c[k] is None else str(c[k]) for k in ("stated", "computed")}} for c in told["checks"]]
    return {**told, "checks": checks}


def _type(pa: Any, annotation: Any) -> Any:
    """The Arrow type of an annotation."""
    origin, args = get_origin(annotation), get_args(annotation)
    if origin in (Union, types.UnionType):
        kept = [a for a in args if a is not type(None)]
        return pa.string() if str in kept else pa.float64() if float in kept else _type(pa, kept[0])
    if origin is Literal:
        return pa.string()
    if origin is tuple:
        return pa.list_(_type(pa, args[0]))
    if origin is dict:
        return pa.map_(pa.string(), _type(pa, args[1]))
    if origin is not None and args:  # Annotated
        return _type(pa, args[0])
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return pa.struct([(f.alias or n, _type(pa, f.annotation)) for n, f in annotation.model_fields.items()])
    return {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}[annotation]


def _pyarrow() -> Any:
    try:
        import pyarrow
    except ImportError as error:
        raise UsageError("Parquet needs pyarrow.", advice="Install it with: pip install 'saripati[table]'") from error
    return pyarrow
