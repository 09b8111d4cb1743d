"""The ledger of a run: which shard is done, made from what by what. An SQLite file beside the output.

A shard's output is first written whole (temporary file, fsync, rename), then its row is committed: at any moment a shard
is done and whole, or not done. `sources` may be given again with more files; a row holds where the input or the program
has not changed.
"""

from __future__ import annotations

import fcntl
import hashlib
import json
import os
import sqlite3
from dataclasses import asdict, dataclass
from functools import cache
from pathlib import Path
from types import TracebackType
from typing import IO, Self

from pipeline.batch.local import Settings
from pipeline.errors import OutputError
from pipeline.read import Shard

TABLES = """
CREATE TABLE IF NOT EXISTS shard (
    name TEXT PRIMARY KEY,      -- the shard itself, as JSON
    input TEXT NOT NULL,        -- digest of its bytes
    stamp TEXT NOT NULL,        -- sizes and times of its files, to spare reading them again
    config TEXT NOT NULL,       -- digest of program, model, lexicon and options
    pages INTEGER NOT NULL, records INTEGER NOT NULL, problems INTEGER NOT NULL,
    told TEXT NOT NULL          -- what the report says of it, as JSON
) STRICT;
CREATE TABLE IF NOT EXISTS fact (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT;
"""


@dataclass(frozen=True, slots=True)
class Row:
    """One shard that is done."""

    input: str
    config: str
    pages: int
    records: int
    problems: int
    told: str


class Ledger:
    """The ledger of one run folder, held by one run at a time.

    Raises:
        OutputError: another run holds it, or it cannot be written.
    """

    def __init__(self, out: Path) -> None:
        self.path = out / "ledger.sqlite"
        try:
            out.mkdir(parents=True, exist_ok=True)
            self._lock: IO[str] = (out / ".lock").open("w")
            fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise OutputError(
                f"{out}: another run is writing here", advice="Wait for it, or give another folder with -o."
            ) from error
        except OSError as error:
            raise OutputError(
                f"{out}: {error.strerror or error}", advice="Give a folder that can be written with -o."
            ) from error
        try:
            self._db = sqlite3.connect(self.path, isolation_level=None, timeout=10)
            self._db.execute("PRAGMA synchronous = FULL")
            self._db.executescript(TABLES)
        except sqlite3.Error as error:
            self._lock.close()
            raise OutputError(f"{self.path}: {error}", advice="Free some space, or remove the file to start over.") from error

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, value: BaseException | None, trace: TracebackType | None) -> None:
        self._db.close()
        self._lock.close()

    def done(self, shard: Shard, config: str) -> Row | None:
        """The row of a shard that needs not be done again."""
        found = self._db.execute(
            "SELECT input, config, pages, records, problems, told, stamp FROM shard WHERE name = ?",
            (name(shard),),
        ).fetchone()
        if found is None or found[1] != config:
            return None
        if found[6] != stamp(shard) and found[0] != digest(shard):
            return None
        return Row(*found[:6])

    def add(self, shard: Shard, row: Row) -> None:
        """Commit a shard whose output is whole and on disk."""
        try:
            self._db.execute(
                "INSERT OR REPLACE INTO shard VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
                (name(shard), row.input, stamp(shard), row.config, row.pages, row.records, row.problems, row.told),
            )
        except sqlite3.Error as error:
            raise OutputError(f"{self.path}: {error}", advice="Free some space and run the same command again.") from error

    def fact(self, key: str, value: str | None = None) -> str | None:
        """A named fact of the run; with `value`, set it."""
        if value is not None:
            self._db.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (key, value))
            return value
        found = self._db.execute("SELECT value FROM fact WHERE name = ?", (key,)).fetchone()
        return None if found is None else str(found[0])

    def forget_failed(self) -> None:
        """Shards in which pages failed are not done."""
        self._db.execute("DELETE FROM shard WHERE problems > 0")

    def forget(self) -> None:
        """Start over: nothing is done."""
        self._db.execute("DELETE FROM shard")
        self._db.execute("DELETE FROM fact")


def name(shard: Shard) -> str:
    """A shard as its key in the ledger."""
    return json.dumps(asdict(shard), sort_keys=True)


def stamp(shard: Shard) -> str:
    """Sizes and times of a shard's files; differs where a file may have changed."""
    told = []
    for path in map(Path, shard.paths):
        try:
            status = path.stat()
        except OSError:
            told.append("absent")
        else:
            told.append(f"{status.st_size}:{status.st_mtime_ns}")
    return " ".join(told)


def digest(shard: Shard) -> str:
    """Digest of the bytes of a shard; of standard input none is known, so that it is always read."""
    if shard.source == "-":
        return ""
    made = hashlib.blake2b(digest_size=16)
    for path in map(Path, shard.paths):
        made.update(os.fsencode(path) + b"\0")
        if not path.is_file():
            continue
        with path.open("rb") as source:
            if shard.kind == "bytes":
                source.seek(shard.start)
                left = (shard.end - shard.start) if shard.end is not None else None
                while block := source.read(1 << 20 if left is None else min(1 << 20, left)):
                    made.update(block)
                    left = None if left is None else left - len(block)
            else:
                while block := source.read(1 << 20):
                    made.update(block)
    return made.hexdigest()


@cache
def code_digest() -> str:
    """Digest of the program's own files: code, model and tables."""
    home = Path(__file__).resolve().parents[1]
    made = hashlib.blake2b(digest_size=12)
    for path in sorted(p for p in home.rglob("*") if p.is_file() and "__pycache__" not in p.parts and "review" not in p.parts):
        made.update(str(path.relative_to(home)).encode() + b"\0" + path.read_bytes())
    return made.hexdigest()


def config_digest(settings: Settings) -> str:
    """What, besides the input, decides the output."""
    text = "text" if settings.keep_text else "no-text"
    told = f"{settings.lexicon.digest()}:{text}:{settings.columns}:{settings.gate}:{getattr(settings.work, '__qualname__', '')}"
    return f"{code_digest()}:{hashlib.blake2b(told.encode(), digest_size=8).hexdigest()}"
