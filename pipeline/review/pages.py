"""The pages of a reviewer: the queue, a record, its forms, decisions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any
from urllib.parse import quote, urlencode

from markupsafe import Markup
from starlette.requests import Request
from starlette.responses import HTMLResponse, JSONResponse, RedirectResponse, Response

from pipeline.review import edits, marks, places
from pipeline.review.app import Desk, Handler, render, reviewer, words
from pipeline.review.cards import Card, card
from pipeline.review.decide import Outcome, Stale, decide
from pipeline.review.queue import ORDERS, PAGE, STATES, Queue, choices, neighbour, rows, total
from pipeline.review.state import FACTS, KINDS, Item, Review, fold
from pipeline.review.words import Words

NEW = "new"


def _desk(request: Request) -> Desk:
    desk: Desk = request.app.state.desk
    return desk


async def queue(request: Request) -> Response:
    """The list of records to look at."""
    desk, me = _desk(request), reviewer(request)
    desk.run.refresh()
    asked = Queue.of(request.query_params)
    terms: dict[str, Any] = {"quota": desk.quota, "blind": desk.hidden(me)}
    found = total(desk.run, asked, me, **terms)
    return render(
        request, "queue.html", rows=rows(desk.run, asked, me, **terms), total=found, queue=asked, orders=list(ORDERS),
        states=STATES, pages=(found + PAGE - 1) // PAGE, outlets=choices(desk.run, "outlet"),
        programmes=choices(desk.run, "programme"), quote=quote, kinds=KINDS, region_name=places.name_of(asked.region, {}),
    )  # fmt: skip


async def record(request: Request) -> Response:
    """One record: fields, article, original."""
    desk, me = _desk(request), reviewer(request)
    told = desk.run.record(request.query_params.get("id", ""))
    if told is None:
        return render(request, "gone.html", 404)
    asked = Queue.of(request.query_params)
    events = desk.run.log.of_record(told["id"])
    review = fold(told, events, me)
    article = told["article"]
    left_out, between = _left_out(request, article, review)
    others = _others(request, told)
    return render(
        request, "record.html", record=told, article=article, review=review, queue=asked, kinds=KINDS,
        groups={kind: _cards(request, review.of_kind(kind), review, told, others) for kind in KINDS}, left_out=left_out,
        text=marks.article(article["text"], marks.spans(review), article.get("blocks") or (), between), facts=FACTS,
        focus=request.query_params.get("focus", ""), terms=asked.url(),
    )  # fmt: skip


def _left_out(request: Request, article: dict[str, Any], review: Review) -> tuple[int, dict[int, Markup]]:
    """How many blocks were left out, and their HTML by the offset at which each stood."""
    template = _desk(request).templates.get_template("block.html")
    here, count, made = len(article["text"]) + 1, 0, dict[int, list[str]]()
    for n, block in reversed(list(enumerate(article.get("blocks") or ()))):
        if block["kept"]:
            here = block["start"] if block["label"] != "title" else here
            continue
        count += 1
        kept = review.blocks.get(n, False)
        made.setdefault(here, []).append(template.render(n=n, block=block, kept=kept, t=words(request), shown=marks.shown))
    return count, {at: Markup("\n".join(reversed(parts))) for at, parts in made.items()}


Others = dict[str, tuple[tuple[str, str], ...]]


def _others(request: Request, told: dict[str, Any]) -> Others:
    """What the others decided, entry by entry; nothing where that is hidden."""
    desk, me = _desk(request), reviewer(request)
    if desk.hidden(me):
        return {}
    events = desk.run.log.of_record(told["id"])
    made: Others = {}
    for name in sorted({e.reviewer for e in events} - {me}):
        for item in fold(told, events, name).items.values():
            if item.event:
                made[item.id] = (*made.get(item.id, ()), (name, item.state))
    return made


def _cards(request: Request, items: Iterable[Item], review: Review, told: dict[str, Any], others: Others) -> list[Card]:
    return [card(item, review, told, words(request), others.get(item.id, ())) for item in items]


async def step(request: Request) -> Response:
    """To the next or previous record of the queue; back to the queue at its end."""
    desk, me = _desk(request), reviewer(request)
    desk.run.refresh()
    asked = Queue.of(request.query_params)
    found = neighbour(desk.run, asked, me, request.query_params.get("id", ""), back="back" in request.query_params,
                      quota=desk.quota, blind=desk.hidden(me))  # fmt: skip
    if found is None:
        return RedirectResponse(f"/?{asked.url()}", 303)
    return RedirectResponse(f"/record?{urlencode({'id': found})}&{asked.url()}", 303)


async def act(request: Request) -> Response:
    """Take a decision; answer with the cards it changed."""
    desk, me, t = _desk(request), reviewer(request), words(request)
    form = {k: v for k, v in (await request.form(max_files=0, max_fields=120)).items() if isinstance(v, str)}
    try:
        made = decide(desk.run, me, form)
    except edits.Refused as refused:
        return JSONResponse({"field": refused.field, "message": t(refused.key)}, 422)
    except Stale:
        made = _present(desk, me, form)
        return _changed(request, made, 409)
    if form["act"] in {"undo", "redo"} and (made.record != form.get("id") or made.whole):
        there = {"id": made.record, **({"focus": made.focus} if made.focus else {})}
        return JSONResponse({"go": f"/record?{urlencode(there)}&{Queue.of(form).url()}"})
    if made.whole:
        there = {"id": made.record, **({"focus": made.focus} if made.focus else {})}
        return JSONResponse({"go": f"/record?{urlencode(there)}&{Queue.of(form).url()}"})
    if form["act"] == "done":
        return JSONResponse({"go": f"/next?{urlencode({'id': made.record})}&{Queue.of(form).url()}"})
    return _changed(request, made)


def _present(desk: Desk, me: str, form: dict[str, str]) -> Outcome:
    told = desk.run.record(form["id"]) or {}
    return Outcome(form["id"], fold(told, desk.run.log.of_record(form["id"]), me), (form["entry"],))


def _changed(request: Request, made: Outcome, status: int = 200) -> HTMLResponse:
    told = _desk(request).run.record(made.record) or {}
    items = [made.review.items[e] for e in made.entries if e in made.review.items]
    cards = _cards(request, items, made.review, told, _others(request, told))
    answer = render(request, "changed.html", status, cards=cards, review=made.review)
    answer.headers["X-Entry"] = made.focus or ""
    return answer


async def form(request: Request) -> Response:
    """The form of an entry, or of a new one for selected words."""
    desk, me = _desk(request), reviewer(request)
    asked = request.query_params
    told = desk.run.record(asked.get("id", ""))
    if told is None:
        return Response(status_code=404)
    review = fold(told, desk.run.log.of_record(told["id"]), me)
    if "entry" in asked:
        item = review.items.get(asked["entry"])
        if item is None or item.kind not in FACTS:
            return Response(status_code=404)
        return _form(request, told, review, item.kind, item.entry, item)
    kind = asked.get("kind", "")
    try:
        start, end = edits.trimmed(told["article"]["text"], int(asked.get("start", "")), int(asked.get("end", "")))
    except (ValueError, edits.Refused):
        return Response(status_code=422)
    if kind not in FACTS:
        return Response(status_code=404)
    quoted = told["article"]["text"][start:end]
    entry = {"id": NEW, "start": start, "end": end, "quote": quoted, **edits.guess(kind, quoted)}
    return _form(request, told, review, kind, entry, None)


def _form(
    request: Request, told: dict[str, Any], review: Review, kind: str, entry: dict[str, Any], item: Item | None
) -> Response:
    return render(
        request, "form.html", record=told, kind=kind, entry=entry, item=item, review=review, edits=edits, figures=Words("id"),
        named=lambda code: places.name_of(code, told), counts=[i for i in review.of_kind("counts") if i.state != "merged"],
        same=[i for i in review.of_kind(kind) if i.id != entry["id"] and i.state != "merged"],
        programmes=[name for name, _ in choices(_desk(request).run, "programme", 40)],
    )  # fmt: skip


async def areas(request: Request) -> Response:
    """Areas as somebody types."""
    return JSONResponse(places.told(places.search(request.query_params.get("q", "")[:80])))


ROUTES: list[tuple[str, Handler, list[str]]] = [
    ("/", queue, ["GET"]), ("/record", record, ["GET"]), ("/next", step, ["GET"]), ("/do", act, ["POST"]),
    ("/form", form, ["GET"]), ("/areas", areas, ["GET"]),
]  # fmt: skip
