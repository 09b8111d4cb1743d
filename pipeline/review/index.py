"""The index of a run: which record holds what, so that 50,000 records open, sort and filter at once.

A cache in `review-index.sqlite` beside the run, made again whenever `records.jsonl` is another one. The page does not
wait for it: records appear in the queue as they are read.
"""

from __future__ import annotations

import hashlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import orjson

from pipeline.review.state import FACTS

VERSION = "2"
STEP = 200  #: records a transaction
TABLES = """
CREATE TABLE records (n INTEGER PRIMARY KEY, id TEXT UNIQUE, at INTEGER, length INTEGER, title TEXT, outlet TEXT,
  published TEXT, day INTEGER, entries INTEGER, confidence REAL, failed INTEGER, draw INTEGER);
CREATE INDEX by_confidence ON records(confidence, n);
CREATE TABLE facts (what TEXT, value TEXT, rec INTEGER, n INTEGER, PRIMARY KEY (what, value, rec)) WITHOUT ROWID;
CREATE TABLE checks (rec INTEGER, id TEXT, verdict TEXT, confidence REAL, PRIMARY KEY (rec, id)) WITHOUT ROWID;
CREATE VIRTUAL TABLE words USING fts5(body, content='', detail=none, columnsize=0, tokenize='unicode61 remove_diacritics 2');
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT);
"""


def digest(records: Path) -> str:
    """What tells one state of the file from another: size, time of change, version of this index."""
    stat = records.stat()
    return f"{VERSION}:{stat.st_size}:{stat.st_mtime_ns}"


def is_whole(index: Path, records: Path) -> bool:
    """Whether the index is there, is of this file and was made to the end."""
    if not index.exists():
        return False
    try:
        with sqlite3.connect(f"file:{index}?mode=ro", uri=True) as db:
            told = dict(db.execute("SELECT key, value FROM meta"))
    except sqlite3.Error:
        return False
    return told.get("digest") == digest(records) and told.get("whole") == "1"


def prepare(index: Path) -> None:
    """An empty index in place of what is there."""
    for path in (index, index.with_name(index.name + "-wal"), index.with_name(index.name + "-shm")):
        path.unlink(missing_ok=True)
    db = sqlite3.connect(index)
    db.execute("PRAGMA journal_mode=WAL")
    db.executescript(TABLES)
    db.close()


def fill(index: Path, records: Path) -> int:
    """Read all records into a prepared index, some at a time; gives how many.

    Lines that are no record and second records of one id are passed over and counted (`skipped` in the table `meta`).
    """
    db = sqlite3.connect(index, isolation_level=None, timeout=30)
    db.execute("PRAGMA synchronous=OFF")
    made = digest(records)
    seen: set[str] = set()
    n = skipped = 0
    db.execute("BEGIN")
    for at, length, record in _lines(records):
        if record is None or record["id"] in seen:
            skipped += 1
            continue
        try:
            rows = _rows(n + 1, at, length, record)
        except (KeyError, TypeError, ValueError, AttributeError):
            skipped += 1
            continue
        seen.add(record["id"])
        n += 1
        for statement, values in rows:
            db.executemany(statement, values)
        if n % STEP == 0:
            db.execute("COMMIT")
            db.execute("BEGIN")
    db.executemany("INSERT INTO meta VALUES (?, ?)", [("digest", made), ("whole", "1"), ("skipped", str(skipped))])
    db.execute("COMMIT")
    db.close()
    return n


def _lines(records: Path) -> Iterator[tuple[int, int, dict[str, Any] | None]]:
    at = 0
    with records.open("rb") as lines:
        for line in lines:
            try:
                record = orjson.loads(line)
            except ValueError:
                record = None
            whole = isinstance(record, dict) and isinstance(record.get("id"), str) and isinstance(record.get("article"), dict)
            yield at, len(line), record if whole else None
            at += len(line)


def draw(record_id: str) -> int:
    """A number from 0 to 99 that is the same on every machine: who falls below the quota is read twice.

    >>> draw("a1"), draw("a2")
    (47, 61)
    """
    return int.from_bytes(hashlib.sha256(record_id.encode()).digest()[:4], "big") % 100


Rows = list[tuple[str, list[tuple[object, ...]]]]


def _rows(n: int, at: int, length: int, record: dict[str, Any]) -> Rows:
    """What goes into the tables for a record."""
    article = record["article"]
    title, text, published = article.get("title") or "", article.get("text") or "", article.get("published") or ""
    digits = published[:10].replace("-", "")
    day = int(digits.ljust(8, "0")) if digits.isascii() and digits.isdecimal() else 0
    entries = [(kind, entry) for kind in FACTS for entry in record.get(kind) or ()]
    checks = record.get("checks") or ()
    failed = [c for c in checks if c["verdict"] in {"contradicts", "implausible"}]
    least = min((entry["confidence"] for _, entry in entries), default=1.0)
    outlet = article.get("outlet") or ""
    return [
        ("INSERT INTO records VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
         [(n, record["id"], at, length, title, outlet, published, day, len(entries), least, len(failed), draw(record["id"]))]),
        ("INSERT INTO facts VALUES (?,?,?,?)",
         [(what, value, n, k) for (what, value), k in _facts(record, entries, published).items()]),
        ("INSERT INTO checks VALUES (?,?,?,?)", [(n, c["id"], c["verdict"], c["confidence"]) for c in checks]),
        ("INSERT INTO words(rowid, body) VALUES (?, ?)", [(n, f"{title}\n{text}")]),
    ]  # fmt: skip


def _facts(record: dict[str, Any], entries: list[tuple[str, dict[str, Any]]], published: str) -> dict[tuple[str, str], int]:
    found: dict[tuple[str, str], int] = {}

    def add(what: str, value: str | None) -> None:
        if value:
            found[what, value] = found.get((what, value), 0) + 1

    add("month", published[:7] if len(published) >= 7 else None)
    add("outlet", record["article"].get("outlet"))
    regions: set[str] = set()
    for kind, entry in entries:
        add("kind", f"{kind}:{bucket(entry['confidence'])}")
        add("programme", entry.get("programme"))
        code = entry["code"] if kind == "regions" else entry.get("region")
        if isinstance(code, str):
            parts = code.split(".")
            regions |= {".".join(parts[:k]) for k in range(1, len(parts) + 1)}
    for code in regions:
        add("region", code)
    for check in record.get("checks") or ():
        add("verdict", check["verdict"])
    return found


def bucket(confidence: float) -> int:
    """Which fifth of the scale a confidence falls into.

    >>> bucket(0.0), bucket(0.79), bucket(1.0)
    (0, 3, 4)
    """
    return min(4, int(confidence * 5))
