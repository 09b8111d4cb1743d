"""Records → files, one module per form, each with `write(records, out) -> list[Path]`. Files appear whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any

import orjson

from pipeline.errors import UsageError

#: form → module
FORMS = {
    "csv": "tables", "parquet": "parquet", "spacy": "spacy_docs", "conll": "conll", "annotation": "annotation",
    "labelstudio": "labelstudio",
}  # fmt: skip


def written(run: Path) -> Iterator[dict[str, Any]]:
    """The records of a run folder, or of a JSON Lines file, as they are written.

    Raises:
        UsageError: no records there, or a line that is no record.
    """
    path = run / "records.jsonl" if run.is_dir() else run
    try:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, 1):
                told = orjson.loads(line)
                if not isinstance(told, dict) or "article" not in told:
                    raise UsageError(f"{path}:{number}: not a record", advice="Give a run folder or its records.jsonl.")
                yield told
    except OSError as error:
        advice = "Give a run folder, as `saripati extract -o` makes it."
        raise UsageError(f"{path}: {error.strerror or error}", advice=advice) from error
    except orjson.JSONDecodeError as error:
        raise UsageError(f"{path}:{number}: not JSON: {error}", advice="Give a run folder or its records.jsonl.") from error


def export(records: Iterable[dict[str, Any]], form: str, out: Path) -> list[Path]:
    """Write records in one of `FORMS` into the folder `out`; returns the files."""
    made: list[Path] = import_module(f"pipeline.write.{FORMS[form]}").write(records, out)
    return made
