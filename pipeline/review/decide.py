"""A decision as the page sends it → an event in the log."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from pipeline.review.edits import Refused, added, edited
from pipeline.review.log import Event
from pipeline.review.run import Run
from pipeline.review.state import FACTS, PREFIX, Item, Review, fold, target

LINKS = frozenset({"numerator", "denominator", "numerator_id", "denominator_id"})


class Stale(Exception):
    """The entry was decided elsewhere since the page was made (another tab); nothing was written."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a decision did: where to look, and which cards changed."""

    record: str
    review: Review
    entries: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    whole: bool = False  #: the whole page changed, not only cards
    focus: str | None = field(default=None)


def decide(run: Run, reviewer: str, form: Mapping[str, str]) -> Outcome:
    """Write a decision and tell what it changed.

    A second one of the same key changes nothing and gives the first one's outcome.

    Raises:
        Refused: the decision cannot stand.
        Stale: the page showed an older state.
    """
    act, key = form.get("act", ""), form.get("key", "")[:64]
    if act in {"undo", "redo"}:
        return _undo(run, reviewer, act, key)
    record_id = form.get("id", "")
    record = run.record(record_id)
    if record is None:
        raise Refused("no_record", "id")
    review = fold(record, run.log.of_record(record_id), reviewer)
    before = run.log.of_key(key) if key else None
    if before is not None and before.reviewer == reviewer:
        return Outcome(record_id, review, (before.entry,) if before.entry else (), (before,), focus=before.entry)
    desk = _Desk(run, reviewer, record, review, key)
    match act:
        case "accept" | "reject":
            return desk.simple(act, form)
        case "edit":
            return desk.edit(form)
        case "add":
            return desk.add(form)
        case "merge":
            return desk.merge(form)
        case "rest":
            return desk.rest()
        case "done":
            return desk.done()
        case "block":
            return desk.block(form)
    raise Refused("no_choice", "act")


@dataclass(frozen=True, slots=True)
class _Desk:
    run: Run
    reviewer: str
    record: dict[str, Any]
    review: Review
    key: str

    def item(self, form: Mapping[str, str], name: str = "entry") -> Item:
        item = self.review.items.get(form.get(name, ""))
        if item is None:
            raise Refused("no_entry", name)
        if name == "entry" and form.get("seen", "") not in {"", str(item.event)}:
            raise Stale
        return item

    def write(self, action: str, entry: str | None, before: Any, after: Any, key: str | None = None) -> Event:
        made_by = "{program} {model} {lexicon}".format(**self.record["made_by"])
        return self.run.log.append(
            self.reviewer, self.record["id"], action, entry, before=before, after=after, key=key or self.key or None,
            made_by=made_by,
        )  # fmt: skip

    def outcome(self, events: list[Event], *entries: str, whole: bool = False, focus: str | None = None) -> Outcome:
        review = fold(self.record, self.run.log.of_record(self.record["id"]), self.reviewer)
        touched = dict.fromkeys([*entries, *(c for e in entries for c in _leaning(review, e))])
        return Outcome(self.record["id"], review, tuple(touched), tuple(events), whole, focus)

    def simple(self, act: str, form: Mapping[str, str]) -> Outcome:
        item = self.item(form)
        state = {"accept": "accepted", "reject": "rejected"}[act]
        event = self.write(act, item.id, item.told(), {"state": state, "entry": item.entry})
        return self.outcome([event], item.id)

    def edit(self, form: Mapping[str, str]) -> Outcome:
        item = self.item(form)
        if item.kind not in FACTS:
            raise Refused("no_choice", "act")
        entry = edited(item.kind, item.entry, form, self.review.items)
        if entry == item.entry and item.state in {"open", "rejected"}:
            event = self.write("accept", item.id, item.told(), {"state": "accepted", "entry": entry})
        else:
            changed = {k for k in entry if entry[k] != item.entry.get(k)}
            action = "relink" if changed and changed <= LINKS else "edit"
            event = self.write(action, item.id, item.told(), {"state": "edited", "entry": entry})
        return self.outcome([event], item.id)

    def add(self, form: Mapping[str, str]) -> Outcome:
        kind = form.get("what", "")
        if kind not in FACTS:
            raise Refused("no_choice", "what")
        try:
            start, end = int(form.get("start", "")), int(form.get("end", ""))
        except ValueError as error:
            raise Refused("no_selection", "start") from error
        new_id = f"{PREFIX[kind]}n{len(self.run.log.of_record(self.record['id'])) + 1}"
        while new_id in self.review.items:
            new_id += "x"
        entry = added(kind, self.record["article"]["text"], start, end, form, self.review.items, new_id)
        event = self.write("add", new_id, None, {"state": "added", "kind": kind, "entry": entry})
        return self.outcome([event], new_id, whole=True, focus=new_id)

    def merge(self, form: Mapping[str, str]) -> Outcome:
        item, into = self.item(form), self.item(form, "into")
        if item.kind != into.kind or item.id == into.id or target(self.review.items, into.id) == item.id:
            raise Refused("no_merge", "into")
        event = self.write("merge", item.id, item.told(), {"state": "merged", "entry": item.entry, "into": into.id})
        return self.outcome([event], item.id, into.id)

    def rest(self) -> Outcome:
        waiting = [item for item in self.review.items.values() if item.state == "open"]
        events = [
            self.write("accept", item.id, item.told(), {"state": "accepted", "entry": item.entry}, f"{self.key}:{item.id}")
            for item in waiting
        ]
        return self.outcome(events, *(item.id for item in waiting))

    def done(self) -> Outcome:
        if self.review.open:
            raise Refused("still_open", "done")
        if self.review.done:
            return replace(self.outcome([]), whole=False)
        return self.outcome([self.write("done", None, {"done": False}, {"done": True})])

    def block(self, form: Mapping[str, str]) -> Outcome:
        blocks = self.record["article"].get("blocks") or []
        number = form.get("block", "")
        if not (number.isascii() and number.isdigit()) or int(number) >= len(blocks):
            raise Refused("no_choice", "block")
        n = int(number)
        was = self.review.blocks.get(n, blocks[n]["kept"])
        event = self.write("block", None, {"block": n, "kept": was}, {"block": n, "kept": not was})
        return self.outcome([event], whole=True, focus=f"block-{n}")


def _leaning(review: Review, entry_id: str) -> list[str]:
    """Cards that show something of this entry: checks over it, percentages linked to it."""
    return [
        item.id
        for item in review.items.values()
        if entry_id in item.entry.get("entries", ())
        or entry_id in (item.entry.get("numerator_id"), item.entry.get("denominator_id"))
    ]


def _undo(run: Run, reviewer: str, act: str, key: str) -> Outcome:
    known = run.log.of_key(key) if key else None
    if known is None:
        last = run.log.last_of(reviewer) if act == "undo" else run.log.last_undone(reviewer)
        if last is None:
            raise Refused("nothing_to_undo" if act == "undo" else "nothing_to_redo", "act")
        known = run.log.append(
            reviewer, last.record, "undo", last.entry, before=last.after, after=last.before, undoes=last.n, key=key or None
        )
    record = run.record(known.record)
    if record is None:
        raise Refused("no_record", "id")
    review = fold(record, run.log.of_record(known.record), reviewer)
    entry = known.entry
    plain = entry is not None and entry in {e["id"] for kind in (*FACTS, "checks") for e in record.get(kind) or ()}
    into = ((known.before or {}).get("into") or (known.after or {}).get("into")) if plain else None
    entries = [e for e in (entry, into) if e and plain]
    touched = tuple(dict.fromkeys([*entries, *(c for e in entries for c in _leaning(review, e))]))
    return Outcome(known.record, review, touched, (known,), not plain, entry)
