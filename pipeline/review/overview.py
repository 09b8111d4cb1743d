"""What a run holds: contradictions, entries by kind and confidence, a map, a time line. Each mark leads to its records."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from starlette.requests import Request
from starlette.responses import Response

from pipeline.lexicon import areas
from pipeline.review.app import Handler, render, words
from pipeline.review.cards import sentence
from pipeline.review.queue import choices
from pipeline.review.run import Run
from pipeline.review.state import FACTS, fold

SHADES = 5
MANY_MONTHS = 60  #: more months than this are shown as years
CONTRADICTIONS = 12


@cache
def borders() -> dict[str, Any]:
    """Paths of the provinces; source and size of the drawing."""
    told: dict[str, Any] = json.loads((Path(__file__).parent / "provinces.json").read_text("utf-8"))
    return told


@dataclass(frozen=True, slots=True)
class Bar:
    """A bar of the time line."""

    label: str
    since: str
    until: str
    n: int


@dataclass(frozen=True, slots=True)
class Province:
    """A province on the map."""

    code: str
    name: str
    path: str
    n: int
    shade: int


def provinces(run: Run) -> list[Province]:
    """All provinces with how many records speak of them, darker with more (quantiles)."""
    counts = dict(
        run.db.execute("SELECT value, count(*) FROM facts WHERE what = 'region' AND length(value) = 2 GROUP BY value")
    )
    ranked = sorted(counts.get(code, 0) for code in borders()["provinces"] if counts.get(code))
    return [
        Province(code, areas.full_name(code), path, counts.get(code, 0), shade(counts.get(code, 0), ranked))
        for code, path in borders()["provinces"].items()
    ]


def shade(n: int, ranked: list[int]) -> int:
    """Which fifth of the counts above zero a count falls into, from 1; 0 for none.

    >>> [shade(n, [1, 2, 3, 4, 100]) for n in (0, 1, 3, 100)]
    [0, 1, 3, 5]
    """
    if not n:
        return 0
    below = sum(value <= n for value in ranked)
    return max(1, -(-below * SHADES // len(ranked)))


def timeline(months: list[tuple[str, int]]) -> list[Bar]:
    """Bars of a time line without gaps: months, or years where there are many.

    >>> timeline([("2019-11", 2), ("2020-01", 1)])[1]
    Bar(label='2019-12', since='2019-12', until='2019-12', n=0)
    """
    counts = {m: n for m, n in months if len(m) == 7 and m[:4].isdigit() and m[5:].isdigit() and 1 <= int(m[5:]) <= 12}
    if not counts:
        return []
    first, last = min(counts), max(counts)
    spanned = (int(last[:4]) - int(first[:4])) * 12 + int(last[5:]) - int(first[5:]) + 1
    if spanned <= MANY_MONTHS:
        start = int(first[:4]) * 12 + int(first[5:]) - 1
        names = [f"{k // 12:04}-{k % 12 + 1:02}" for k in range(start, start + spanned)]
        return [Bar(m, m, m, counts.get(m, 0)) for m in names]
    years = range(max(int(first[:4]), int(last[:4]) - 80), int(last[:4]) + 1)
    return [Bar(str(y), str(y), str(y), sum(n for m, n in counts.items() if m[:4] == str(y))) for y in years]


def contradictions(run: Run, request: Request) -> list[dict[str, str]]:
    """The checks that fail, surest first, each as a sentence."""
    t = words(request)
    found = run.db.execute(
        "SELECT r.id, r.title, c.id, c.verdict FROM checks c JOIN records r ON r.n = c.rec"
        " WHERE c.verdict IN ('contradicts', 'implausible') ORDER BY c.verdict, c.confidence DESC, c.rec LIMIT ?",
        (CONTRADICTIONS,),
    ).fetchall()
    told = []
    for record_id, title, check_id, verdict in found:
        record = run.record(record_id) or {}
        check = next(c for c in record["checks"] if c["id"] == check_id)
        told.append({"id": record_id, "title": title or record_id, "check": check_id, "verdict": verdict,
                     "sentence": sentence(check, fold(record, []), t)})  # fmt: skip
    return told


def kinds(run: Run) -> dict[str, list[int]]:
    """For each kind, how many entries are in each fifth of confidence."""
    told = {kind: [0] * SHADES for kind in FACTS}
    for value, n in run.db.execute("SELECT value, sum(n) FROM facts WHERE what = 'kind' GROUP BY value"):
        kind, _, fifth = value.partition(":")
        told[kind][int(fifth)] = n
    return told


async def overview(request: Request) -> Response:
    """The overview page."""
    run: Run = request.app.state.desk.run
    bars = timeline(
        [(v, n) for v, n in run.db.execute("SELECT value, count(*) FROM facts WHERE what = 'month' GROUP BY value")]
    )
    verdicts = dict(run.db.execute("SELECT verdict, count(*) FROM checks GROUP BY verdict"))
    return render(
        request, "overview.html", failed=contradictions(run, request), kinds=kinds(run), provinces=provinces(run), bars=bars,
        map=borders(), most=max((b.n for b in bars), default=1), verdicts=verdicts, outlets=choices(run, "outlet", 10),
        programmes=choices(run, "programme", 10), total=len(run),
    )  # fmt: skip


ROUTES: list[tuple[str, Handler, list[str]]] = [("/overview", overview, ["GET"])]
