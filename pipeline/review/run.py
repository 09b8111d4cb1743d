"""A run under review: its records on the disk, the index beside them, and where the reviewers stand."""

from __future__ import annotations

import sqlite3
import threading
from functools import lru_cache
from pathlib import Path
from typing import Any

import orjson

from pipeline.errors import UsageError
from pipeline.review import index
from pipeline.review.log import Log
from pipeline.review.settle import conflicts
from pipeline.review.state import fold

LIVE = """
ATTACH ':memory:' AS live;
CREATE TABLE live.done (rec INTEGER, reviewer TEXT, PRIMARY KEY (rec, reviewer)) WITHOUT ROWID;
CREATE TABLE live.conflicts (rec INTEGER PRIMARY KEY, n INTEGER);
"""


SOON = 0.5  #: seconds to wait for the index; a small run is whole by then, a large one goes on in the background


class Run:
    """The run in a folder.

    Raises:
        UsageError: the folder holds no `records.jsonl`.
        OutputError: the log beside it cannot be written.
    """

    def __init__(self, folder: str | Path, *, wait: bool = False) -> None:
        self.folder = Path(folder)
        self.records = self.folder / "records.jsonl"
        if not self.records.is_file():
            raise UsageError(f"{folder}: no records.jsonl in it", advice="Give the folder that saripati extract -o wrote.")
        self.log = Log(self.folder / "review.sqlite")
        path = self.folder / "review-index.sqlite"
        self.filling: threading.Thread | None = None
        if not index.is_whole(path, self.records):
            index.prepare(path)
            self.filling = threading.Thread(target=index.fill, args=(path, self.records), daemon=True)
            self.filling.start()
            self.filling.join(None if wait else SOON)
        self.db = sqlite3.connect(path, isolation_level=None, timeout=30, check_same_thread=False)
        self.db.executescript(LIVE)
        self._file = self.records.open("rb")
        self._read = lru_cache(maxsize=64)(self._load)
        self._seen = 0
        self._stale: set[str] = set()

    def close(self) -> None:
        """Close all files."""
        if self.filling is not None:
            self.filling.join()
        self._file.close()
        self.db.close()
        self.log.close()

    def __len__(self) -> int:
        return int(self.db.execute("SELECT count(*) FROM records").fetchone()[0])

    @property
    def whole(self) -> bool:
        """Whether all records are in the index."""
        return self.filling is None or not self.filling.is_alive()

    @property
    def skipped(self) -> int:
        """How many lines of the file are no record, or a second one of an id."""
        found = self.db.execute("SELECT value FROM meta WHERE key = 'skipped'").fetchone()
        return int(found[0]) if found else 0

    def record(self, record_id: str) -> dict[str, Any] | None:
        """A record as it was written, None where the run has none of that id."""
        found = self.db.execute("SELECT at, length FROM records WHERE id = ?", (record_id,)).fetchone()
        return self._read(*found) if found else None

    def number(self, record_id: str) -> int | None:
        """Number of a record in the file, from 1."""
        found = self.db.execute("SELECT n FROM records WHERE id = ?", (record_id,)).fetchone()
        return int(found[0]) if found else None

    def _load(self, at: int, length: int) -> dict[str, Any]:
        self._file.seek(at)
        record: dict[str, Any] = orjson.loads(self._file.read(length))
        return record

    def refresh(self) -> None:
        """Take in what was decided since, here or in another process."""
        changed, self._stale = self._stale, set()
        for event in self.log.after(self._seen):
            self._seen = event.n
            changed.add(event.record)
        for record_id in changed:
            self._stand(record_id)

    def _stand(self, record_id: str) -> None:
        rec = self.number(record_id)
        if rec is None:
            if not self.whole:  # the index has not come to it yet
                self._stale.add(record_id)
            return
        record = self.record(record_id)
        events = self.log.of_record(record_id)
        done = sorted({e.reviewer for e in events if e.action == "done"})
        reviews = {name: fold(record, events, name) for name in done} if record else {}
        reviews = {name: review for name, review in reviews.items() if review.done}
        self.db.execute("DELETE FROM live.done WHERE rec = ?", (rec,))
        self.db.executemany("INSERT INTO live.done VALUES (?, ?)", [(rec, name) for name in reviews])
        self.db.execute("DELETE FROM live.conflicts WHERE rec = ?", (rec,))
        if record and len(reviews) > 1 and (open_ones := len(conflicts(record, events))):
            self.db.execute("INSERT INTO live.conflicts VALUES (?, ?)", (rec, open_ones))
