"""The queue: which records to look at, in which order. Filters and order live in the URL and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from typing import Any
from urllib.parse import urlencode

from pipeline.review.run import Run

#: order → SQL expression, smallest first
ORDERS = {
    "confidence": "r.confidence",
    "checks": "-r.failed",
    "disagreement": "-coalesce((SELECT n FROM live.conflicts c WHERE c.rec = r.n), 0)",
    "newest": "-r.day",
    "oldest": "r.day",
    "file": "r.n",
}
STATES = ("todo", "mine", "done", "open", "conflict", "all")
PAGE = 50
WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Queue:
    """What the URL says: filters, order, page."""

    state: str = "todo"
    order: str = "confidence"
    outlet: str = ""
    region: str = ""
    programme: str = ""
    verdict: str = ""
    kind: str = ""
    since: str = ""
    until: str = ""
    q: str = ""
    page: int = 0

    @classmethod
    def of(cls, query: Mapping[str, str]) -> Queue:
        """From the parameters of a URL; what is unknown or malformed counts as not given.

        >>> Queue.of({"order": "newest", "q": "peserta", "page": "x", "drop": "table"})
        Queue(state='todo', order='newest', ..., q='peserta', page=0)
        """
        told: dict[str, Any] = {f.name: query[f.name][:200] for f in fields(cls) if query.get(f.name)}
        page = told.pop("page", "0")
        told["page"] = min(int(page), 100_000) if page.isascii() and page.isdigit() else 0
        made = cls(**told)
        if made.order not in ORDERS:
            made = replace(made, order="confidence")
        return made if made.state in STATES else replace(made, state="todo")

    def url(self, **changes: object) -> str:
        """The parameters that give this queue, changed as told.

        >>> Queue(q="a b").url(page=2)
        'q=a+b&page=2'
        """
        made = replace(self, **changes)  # type: ignore[arg-type]
        return urlencode({f.name: v for f in fields(made) if (v := getattr(made, f.name)) != f.default})


def _where(queue: Queue, reviewer: str, quota: int, blind: bool) -> tuple[str, list[object]]:
    parts, values = ["1"], list[object]()

    def add(sql: str, *bound: object) -> None:
        parts.append(sql)
        values.extend(bound)

    mine = "EXISTS (SELECT 1 FROM live.done d WHERE d.rec = r.n AND d.reviewer = ?)"
    count = "(SELECT count(*) FROM live.done d WHERE d.rec = r.n)"
    match queue.state:
        case "todo":
            add(f"NOT {mine}", reviewer)
            add(f"{count} < CASE WHEN r.draw < ? THEN 2 ELSE 1 END", quota)
        case "mine":
            add(mine, reviewer)
        case "done":
            add(f"{count} > 0") if not blind else add(mine, reviewer)
        case "open":
            add(f"{count} = 0") if not blind else add(f"NOT {mine}", reviewer)
        case "conflict":
            add("r.n IN (SELECT rec FROM live.conflicts)") if not blind else add("0")
    for what in ("outlet", "region", "programme", "verdict", "kind"):
        if value := getattr(queue, what):
            add("r.n IN (SELECT rec FROM facts WHERE what = ? AND value = ?)", what, value)
    for sign, value in ((">=", queue.since), ("<=", queue.until)):
        digits = value.replace("-", "").ljust(8, "0" if sign == ">=" else "9")[:8]
        if value and digits.isascii() and digits.isdigit():
            add(f"r.day > 0 AND r.day {sign} ?", int(digits))
    if words := WORD.findall(queue.q):
        add(
            "(r.id = ? OR r.n IN (SELECT rowid FROM words WHERE words MATCH ?))",
            queue.q,
            " AND ".join(f'"{w}"*' for w in words),
        )
    return " AND ".join(parts), values


@dataclass(frozen=True, slots=True)
class Row:
    """A record in the queue."""

    id: str
    title: str
    outlet: str
    published: str
    entries: int
    confidence: float
    failed: int
    done_by: tuple[str, ...]
    conflicts: int


def rows(run: Run, queue: Queue, reviewer: str, *, quota: int = 0, blind: bool = False) -> list[Row]:
    """One page of the queue."""
    where, values = _where(queue, reviewer, quota, blind)
    # only constants of this file are put into the statement; values are bound
    found = run.db.execute(
        "SELECT r.id, r.title, r.outlet, r.published, r.entries, r.confidence, r.failed,"
        " (SELECT group_concat(reviewer, char(10)) FROM live.done d WHERE d.rec = r.n),"
        " coalesce((SELECT n FROM live.conflicts c WHERE c.rec = r.n), 0)"
        f" FROM records r WHERE {where} ORDER BY {ORDERS[queue.order]}, r.n LIMIT ? OFFSET ?",
        (*values, PAGE, queue.page * PAGE),
    ).fetchall()
    made = []
    for *plain, names, differing in found:
        done_by = tuple(n for n in (names or "").split("\n") if n and (not blind or n == reviewer))
        made.append(Row(*(*plain, done_by, 0 if blind else differing)))
    return made


def total(run: Run, queue: Queue, reviewer: str, *, quota: int = 0, blind: bool = False) -> int:
    """How many records the queue holds."""
    where, values = _where(queue, reviewer, quota, blind)
    return int(run.db.execute(f"SELECT count(*) FROM records r WHERE {where}", values).fetchone()[0])


def neighbour(
    run: Run, queue: Queue, reviewer: str, record_id: str, *, back: bool = False, quota: int = 0, blind: bool = False
) -> str | None:
    """The record after (or before) this one in the queue, whether or not this one is still in it; None at the end."""
    here = run.number(record_id)
    if here is None:
        return None
    where, values = _where(queue, reviewer, quota, blind)
    key = ORDERS[queue.order]
    sign, turn = ("<", "DESC") if back else (">", "ASC")
    found = run.db.execute(
        f"SELECT r.id FROM records r WHERE {where} AND ({key}, r.n) {sign} ((SELECT {key} FROM records r WHERE r.n = ?), ?)"
        f" ORDER BY {key} {turn}, r.n {turn} LIMIT 1",
        (*values, here, here),
    ).fetchone()
    return str(found[0]) if found else None


@dataclass(frozen=True, slots=True)
class Progress:
    """How far the reviewers are."""

    records: int
    done: int  #: records that somebody closed
    mine: int  #: records that I closed
    whole: bool  #: whether the index is complete


def progress(run: Run, reviewer: str) -> Progress:
    """How far the reviewers are."""
    done, mine = run.db.execute(
        "SELECT count(DISTINCT rec), count(DISTINCT CASE WHEN reviewer = ? THEN rec END) FROM live.done", (reviewer,)
    ).fetchone()
    return Progress(len(run), done, mine, run.whole)


def choices(run: Run, what: str, limit: int = 60) -> list[tuple[str, int]]:
    """The most frequent values of a filter, with how many records have them."""
    found = run.db.execute(
        "SELECT value, count(*) AS k FROM facts WHERE what = ? GROUP BY value ORDER BY k DESC, value LIMIT ?", (what, limit)
    )
    return [(value, k) for value, k in found]
