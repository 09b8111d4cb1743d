"""Where reviewers differ, and how far they agree: the adjudication page, the agreement page and its CSV."""

from __future__ import annotations

import csv
import io
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import PlainTextResponse, Response

from pipeline.review import marks
from pipeline.review.agree import agreement
from pipeline.review.app import Desk, Handler, render, reviewer, words
from pipeline.review.cards import Card, card
from pipeline.review.edits import Refused
from pipeline.review.settle import Unit, conflicts, finished, outcome, units
from pipeline.review.state import Review

AT_ONCE = 20  #: conflicts on one page
AROUND = 600  #: characters of the paragraph on each side, at most
GUARDED = ("=", "+", "-", "@", "\t", "\r")


@dataclass(frozen=True, slots=True)
class Version:
    """What one reviewer made of a unit."""

    name: str
    card: Card | None  #: None where they rejected it or did not add it
    state: str
    differs: frozenset[str]  #: labels of the lines that others have otherwise


@dataclass(frozen=True, slots=True)
class Conflict:
    """One unit in conflict, with its words."""

    record: str
    title: str
    unit: str
    kind: str
    context: Markup
    versions: tuple[Version, ...]


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


def _conflict(request: Request, record: dict[str, Any], unit: Unit, reviews: dict[str, Review]) -> Conflict:
    t = words(request)
    cards = {name: card(item, reviews[name], record, t) for name, item in unit.items.items() if item.kept}
    told = {
        name: {("head", c.head), ("badge", c.badge), *((line.label, line.value) for line in c.lines)}
        for name, c in cards.items()
    }
    shared = set.intersection(*told.values()) if told else set()
    versions = tuple(
        Version(name, cards.get(name), unit.items[name].state if name in unit.items else "missing",
                frozenset(label for label, _ in told.get(name, set()) - shared))
        for name in reviews
    )  # fmt: skip
    return Conflict(
        record["id"], record["article"].get("title") or record["id"], unit.id, unit.kind, _context(record, unit), versions
    )


def _context(record: dict[str, Any], unit: Unit) -> Markup:
    text = record["article"]["text"]
    spans = sorted({(m["start"], m["end"]) for item in unit.items.values() for m in item.entry.get("mentions", ())})
    if not spans:
        return Markup("")
    start = max(text.rfind("\n", 0, spans[0][0]) + 1, spans[0][0] - AROUND)
    end = min(text.find("\n", spans[0][1]) % (len(text) + 1), spans[0][1] + AROUND)
    inside = [marks.Span(a - start, b - start, unit.id, unit.kind, "open") for a, b in spans if a >= start and b <= end]
    return marks.article(text[start:end], inside)


async def adjudicate(request: Request) -> Response:
    """The conflicts, and nothing else: what reviewers agree on stands by itself."""
    desk, me = _desk(request), reviewer(request)
    if not desk.may_adjudicate(me):
        return render(request, "refused.html", 403)
    desk.run.refresh()
    found: list[Conflict] = []
    waiting = desk.run.db.execute(
        "SELECT r.id, c.n FROM live.conflicts c JOIN records r ON r.n = c.rec ORDER BY r.n"
    ).fetchall()
    for record_id, _ in waiting:
        record, events = desk.run.record(record_id) or {}, desk.run.log.of_record(record_id)
        reviews = finished(record, events)
        found += [_conflict(request, record, unit, reviews) for unit in conflicts(record, events)]
        if len(found) >= AT_ONCE:
            break
    return render(request, "adjudicate.html", conflicts=found[:AT_ONCE], waiting=sum(n for _, n in waiting))


async def settled(request: Request) -> Response:
    """Settle a conflict: one reviewer's version, or nothing."""
    desk, me = _desk(request), reviewer(request)
    if not desk.may_adjudicate(me):
        return Response(status_code=403)
    form = {k: v for k, v in (await request.form(max_files=0, max_fields=10)).items() if isinstance(v, str)}
    record = desk.run.record(form.get("id", ""))
    if record is None:
        return Response(status_code=404)
    events = desk.run.log.of_record(record["id"])
    reviews = finished(record, events)
    unit = next((u for u in units(record, events, reviews) if u.id == form.get("unit")), None)
    try:
        after = _chosen(unit, form.get("take", ""), reviews)
    except Refused as refused:
        return PlainTextResponse(words(request)(refused.key), 422)
    assert unit is not None
    before = {name: outcome(unit.items.get(name))[0] for name in reviews}
    desk.run.log.append(me, record["id"], "settle", unit.id, before=before, after=after, key=form.get("key") or None)
    told = urlencode({"id": record["id"], "state": "all"})
    return render(request, "settled.html", after=after, record_id=record["id"], unit=unit.id, link=f"/record?{told}")


def _chosen(unit: Unit | None, take: str, reviews: dict[str, Review]) -> dict[str, Any]:
    if unit is None or not unit.items:
        raise Refused("no_entry", "unit")
    item = unit.items.get(take)
    if item is not None and item.kept:
        return {"state": item.state, "entry": item.entry, "from": take}
    any_item = next(iter(unit.items.values()))
    if take == "" or take in reviews:
        return {"state": "rejected", "entry": any_item.entry, "from": take}
    raise Refused("no_choice", "take")


async def agreed(request: Request) -> Response:
    """The agreement figures."""
    desk = _desk(request)
    if not desk.may_adjudicate(reviewer(request)):
        return render(request, "refused.html", 403)
    desk.run.refresh()
    return render(request, "agreement.html", a=agreement(desk.run))


async def agreed_csv(request: Request) -> Response:
    """The agreement figures as CSV."""
    desk = _desk(request)
    if not desk.may_adjudicate(reviewer(request)):
        return Response(status_code=403)
    desk.run.refresh()
    told = agreement(desk.run)
    sink = io.StringIO()
    table = csv.writer(sink, lineterminator="\r\n")
    table.writerow(["field", "units", "same", "cohen_kappa", "krippendorff_alpha"])
    for row in told.rows:
        name = f"{row.kind}.{row.field or 'kept'}"
        table.writerow([guarded(name), row.units, *(_figure(v) for v in (row.same, row.kappa, row.alpha))])
    for kind, f1 in told.spans.items():
        table.writerow([guarded(f"{kind}.span_f1"), "", _figure(f1), "", ""])
    headers = {"Content-Disposition": 'attachment; filename="agreement.csv"'}
    return Response(sink.getvalue(), media_type="text/csv; charset=utf-8", headers=headers)


def guarded(text: str) -> str:
    """A cell that no spreadsheet takes for a formula.

    >>> guarded("=1+1"), guarded("jiwa")
    ("'=1+1", 'jiwa')
    """
    return f"'{text}" if text.startswith(GUARDED) else text


def _figure(value: float | None) -> str:
    return "" if value is None else f"{value:.4f}"


ROUTES: list[tuple[str, Handler, list[str]]] = [
    ("/adjudicate", adjudicate, ["GET"]), ("/settle", settled, ["POST"]), ("/agreement", agreed, ["GET"]),
    ("/agreement.csv", agreed_csv, ["GET"]),
]  # fmt: skip
