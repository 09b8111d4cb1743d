"""Words and codes as data: CSV tables, each row with an example and its source.

`Lexicon.rows("programmes")` are the rows of `pipeline/lexicon/programmes.csv`; with `Lexicon(extra=DIR)` (`--lexicon
DIR` on the command line) a user's `DIR/programmes.csv` of the same columns comes after them. A reader of a table makes
its own patterns from the rows and keeps them with `functools.lru_cache` on the Lexicon, which is hashable.
"""

from __future__ import annotations

import csv
import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from pipeline.errors import UsageError

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The built-in tables, and a user's own rows where `extra` names their folder."""

    extra: Path | None = None

    def __post_init__(self) -> None:
        for path in sorted(self.extra.glob("*.csv")) if self.extra else []:
            _check(path)

    def rows(self, table: str) -> tuple[dict[str, str], ...]:
        """All rows of a table, built-in ones first.

        >>> DEFAULT.rows("no_such_table")
        ()
        """
        return _rows(self, table)

    def digest(self) -> str:
        """First 12 hex digits of the SHA-256 of all tables, names and bytes."""
        return _digest(self)

    def paths(self, pattern: str = "*") -> list[Path]:
        """The files behind this lexicon, built-in ones first: tables and packed areas."""
        kinds = {".csv", ".toml", ".gz", ".bin"}
        return [p for folder in self._folders() for p in sorted(folder.glob(pattern)) if p.suffix in kinds]

    def _folders(self) -> list[Path]:
        return [HERE] if self.extra is None else [HERE, self.extra]


DEFAULT = Lexicon()


def _check(path: Path) -> None:
    """Let a user's table pass that has the name and the columns of a built-in one.

    Raises:
        UsageError: it has not, or cannot be read.
    """
    known = HERE / path.name
    if not known.is_file():
        advice = f"For example programmes.csv, positions.csv or aliases.csv; all of them are in {HERE}."
        raise UsageError(f"{path}: there is no table of this name to add to", advice=advice)
    try:
        missing = [c for c in _header(known) if c not in {*_header(path), "example", "source"}]
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{path}: cannot be read: {error}", advice="Give comma-separated values in UTF-8.") from error
    if missing:
        advice = f"Its first line must be {','.join(_header(known))}."
        raise UsageError(f"{path}: no column {', '.join(missing)}", advice=advice)


def _header(path: Path) -> list[str]:
    with path.open(encoding="utf-8", newline="") as lines:
        return next(csv.reader(lines), [])


@lru_cache(maxsize=256)
def _rows(lexicon: Lexicon, table: str) -> tuple[dict[str, str], ...]:
    found: list[dict[str, str]] = []
    for path in lexicon.paths(f"{table}.csv"):
        with path.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines)
            for row in reader:
                if None in row or any(v is None for v in row.values()):
                    raise UsageError(
                        f"{path}:{reader.line_num}: the row has not as many cells as the header",
                        advice="Put cells with a comma in double quotes.",
                    )
                found.append(row)
    return tuple(found)


@lru_cache(maxsize=8)
def _digest(lexicon: Lexicon) -> str:
    made = hashlib.sha256()
    for path in lexicon.paths():
        made.update(path.name.encode() + b"\0" + path.read_bytes() + b"\0")
    return made.hexdigest()[:12]
