"""What reviewers decided: an append-only log in SQLite beside the run.

An event says who did what to which entry when, with the entry before and after. Events are never changed or removed
(triggers refuse it); an undo is an event that names another one. A decision that was answered is on the disk.

>>> log = Log(":memory:")
>>> first = log.append("ana", "a1", "accept", "c1", before={"state": "open"}, after={"state": "accepted"})
>>> undo = log.append("ana", "a1", "undo", "c1", undoes=first.n)
>>> [e.action for e in standing(log.of_record("a1"))]
[]
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import orjson

from pipeline.errors import OutputError

ACTIONS = frozenset({"accept", "reject", "edit", "relink", "add", "merge", "block", "done", "settle", "undo"})
TABLE = """
CREATE TABLE IF NOT EXISTS events (
  n INTEGER PRIMARY KEY AUTOINCREMENT, at TEXT NOT NULL, reviewer TEXT NOT NULL, record TEXT NOT NULL, action TEXT NOT NULL,
  entry TEXT, before TEXT, after TEXT, undoes INTEGER REFERENCES events(n), key TEXT UNIQUE, made_by TEXT);
CREATE INDEX IF NOT EXISTS events_record ON events(record, n);
CREATE INDEX IF NOT EXISTS events_reviewer ON events(reviewer, n);
CREATE TRIGGER IF NOT EXISTS events_stay BEFORE UPDATE ON events BEGIN SELECT RAISE(ABORT, 'events are never changed'); END;
CREATE TRIGGER IF NOT EXISTS events_last BEFORE DELETE ON events BEGIN SELECT RAISE(ABORT, 'events are never removed'); END;
"""
COLUMNS = "n, at, reviewer, record, action, entry, before, after, undoes, key"


@dataclass(frozen=True, slots=True)
class Event:
    """One decision, or the undoing of one."""

    n: int
    at: str
    reviewer: str
    record: str
    action: str
    entry: str | None = None
    before: dict[str, Any] | None = None
    after: dict[str, Any] | None = None
    undoes: int | None = None
    key: str | None = None


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="milliseconds")


class Log:
    """The event log of a run.

    Raises:
        OutputError: the log cannot be opened or written.
    """

    def __init__(self, path: str | Path, *, now: Callable[[], str] = _now) -> None:
        self._now = now
        try:
            self._db = sqlite3.connect(path, isolation_level=None, timeout=10, check_same_thread=False)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA synchronous=FULL")
            self._db.executescript(TABLE)
        except sqlite3.Error as error:
            raise OutputError(f"{path}: {error}", advice="Check that the folder of the run can be written.") from error

    def append(
        self,
        reviewer: str,
        record: str,
        action: str,
        entry: str | None = None,
        *,
        before: dict[str, Any] | None = None,
        after: dict[str, Any] | None = None,
        undoes: int | None = None,
        key: str | None = None,
        made_by: str | None = None,
    ) -> Event:
        """Write an event and give it back; a second one of the same `key` gives the first (a retry is no new decision)."""
        if action not in ACTIONS:
            raise ValueError(f"no such action: {action}")
        told = [orjson.dumps(v).decode() if v is not None else None for v in (before, after)]
        at = self._now()
        row = (at, reviewer, record, action, entry, *told, undoes, key, made_by)
        try:
            cursor = self._db.execute(
                "INSERT INTO events (at, reviewer, record, action, entry, before, after, undoes, key, made_by)"
                " VALUES (?,?,?,?,?,?,?,?,?,?) ON CONFLICT(key) DO NOTHING RETURNING n",
                row,
            ).fetchone()
        except sqlite3.Error as error:
            raise OutputError(f"The decision could not be written: {error}", advice="Free some space and try again.") from error
        if cursor is None:
            return next(self._events("key = ?", (key,)))
        return Event(cursor[0], at, reviewer, record, action, entry, before, after, undoes, key)

    def of_key(self, key: str) -> Event | None:
        """The event that a page sent under this key, if it came through."""
        return next(self._events("key = ?", (key,)), None)

    def of_record(self, record: str) -> list[Event]:
        """All events of a record, in order."""
        return list(self._events("record = ?", (record,)))

    def after(self, n: int) -> Iterator[Event]:
        """All events later than number `n`, in order."""
        return self._events("n > ?", (n,))

    def last_of(self, reviewer: str) -> Event | None:
        """The latest standing decision of a reviewer, which the next undo takes back."""
        undone: set[int] = set()
        for event in self._events("reviewer = ?", (reviewer,), order="n DESC"):
            if event.n in undone:
                continue
            if event.undoes is None:
                return event
            undone.add(event.undoes)
        return None

    def last_undone(self, reviewer: str) -> Event | None:
        """The undo that a redo takes back: the reviewer's latest event, where it is a standing undo."""
        undone: set[int] = set()
        for event in self._events("reviewer = ?", (reviewer,), order="n DESC"):
            if event.undoes is None:
                return None
            if event.n in undone:
                continue
            target = next(self._events("n = ?", (event.undoes,)))
            if target.undoes is None:
                return event
            undone.add(event.undoes)
        return None

    def reviewers(self) -> list[str]:
        """Everybody who decided something, in order of name."""
        return [name for (name,) in self._db.execute("SELECT DISTINCT reviewer FROM events ORDER BY reviewer")]

    def close(self) -> None:
        """Close the file."""
        self._db.close()

    def _events(self, where: str, values: tuple[object, ...], order: str = "n") -> Iterator[Event]:
        # `where` and `order` are constants of this file; values are bound
        cursor = self._db.execute(f"SELECT {COLUMNS} FROM events WHERE {where} ORDER BY {order}", values)
        for row in cursor:
            yield Event(*row[:6], *(orjson.loads(v) if v else None for v in row[6:8]), *row[8:])


def standing(events: Iterable[Event]) -> list[Event]:
    """The events that hold: not undone by an undo that itself holds; undos left out.

    >>> def event(n, undoes=None): return Event(n, "", "ana", "a1", "undo" if undoes else "accept", undoes=undoes)
    >>> [e.n for e in standing([event(1), event(2), event(3, undoes=2), event(4, undoes=3)])]
    [1, 2]
    """
    undone: set[int] = set()
    kept: list[Event] = []
    for event in sorted(events, key=lambda e: -e.n):
        if event.n in undone:
            continue
        if event.undoes is None:
            kept.append(event)
        else:
            undone.add(event.undoes)
    return kept[::-1]
