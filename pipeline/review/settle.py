"""Several reviews of one record → one: agreement stands by itself, conflicts wait for the adjudicator.

A unit is what reviewers are compared on: an entry of the extraction, or an added entry, which is the same unit for two
reviewers where kind and key agree and the words overlap.

The final word on a unit is, in this order: what the adjudicator settled; what all who closed the record say, if they say
the same; nothing (a conflict).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from pipeline.review.log import Event, standing
from pipeline.review.state import Item, Review, extracted, fold, target

#: the attributes in which two reviewers' entries are compared, kind by kind; the first is the key of an added one
COMPARED: dict[str, tuple[str, ...]] = {
    "officials": ("name", "positions"),
    "regions": ("code",),
    "dates": ("value", "mod"),
    "counts": ("value", "low", "high", "mod", "unit", "role", "programme", "segments", "region", "as_of"),
    "percentages": ("value", "low", "high", "mod", "kind", "of", "numerator", "denominator", "programme", "segments", "region",
                    "as_of"),
    "checks": ("verdict",),
}  # fmt: skip
GONE = "rejected"


@dataclass(slots=True)
class Unit:
    """One thing that reviewers may see differently: who made what of it."""

    id: str
    kind: str
    items: dict[str, Item] = field(default_factory=dict)  #: reviewer → item; absent where somebody did not add it
    settled: Event | None = None

    def conflict(self, reviewers: Iterable[str]) -> bool:
        """Whether the reviewers differ and nobody settled it."""
        return self.settled is None and len({outcome(self.items.get(name)) for name in reviewers}) > 1


def outcome(item: Item | None) -> tuple[object, ...]:
    """What a reviewer made of a unit, comparable: kept with which values, or gone.

    >>> outcome(None)
    ('rejected',)
    >>> outcome(Item("dates", {"id": "d1", "value": "2015", "mod": None}, "accepted"))
    ('kept', '2015', None)
    """
    if item is None or not item.kept:
        return (item.state,) if item and item.state == "open" else (GONE,)
    return ("kept", *(plain(item.entry.get(name)) for name in COMPARED[item.kind]))


def plain(value: Any) -> object:
    """A value that can be compared and hashed; numbers by value, lists without order.

    >>> plain(5.0) == plain(5), plain(["PBI", "BP"]) == plain(("BP", "PBI"))
    (True, True)
    """
    if isinstance(value, dict):
        return tuple(sorted((k, plain(v)) for k, v in value.items()))
    if isinstance(value, list | tuple):
        return tuple(sorted((plain(v) for v in value), key=repr))
    return value


def finished(record: dict[str, Any], events: list[Event]) -> dict[str, Review]:
    """The reviews of those who closed the record."""
    names = sorted({e.reviewer for e in events if e.action == "done"})
    reviews = {name: fold(record, events, name) for name in names}
    return {name: review for name, review in reviews.items() if review.done}


def units(record: dict[str, Any], events: list[Event], reviews: dict[str, Review]) -> list[Unit]:
    """What the reviews are compared on, in order of place."""
    found = {entry_id: Unit(entry_id, item.kind) for entry_id, item in extracted(record).items()}
    for name, review in reviews.items():
        for item in review.items.values():
            unit = found.get(item.id) or _like(found.values(), item, name)
            if unit is None:
                unit = found[item.id] = Unit(item.id, item.kind)
            unit.items[name] = item
    for event in standing(events):
        if event.action == "settle" and event.entry in found:
            found[event.entry].settled = event
    return sorted(found.values(), key=lambda u: (_start(u), u.id))


def _like(found: Iterable[Unit], item: Item, name: str) -> Unit | None:
    """The unit that another reviewer added for the same words and the same main value."""
    key = COMPARED[item.kind][0]
    for unit in found:
        if unit.kind == item.kind and name not in unit.items:
            for other in unit.items.values():
                if (
                    other.state == "added"
                    and plain(other.entry.get(key)) == plain(item.entry.get(key))
                    and overlap(other, item)
                ):
                    return unit
    return None


def overlap(a: Item, b: Item) -> bool:
    """Whether two items share a character."""
    return any(
        m["start"] < k["end"] and k["start"] < m["end"]
        for m in a.entry.get("mentions", ())
        for k in b.entry.get("mentions", ())
    )


def _start(unit: Unit) -> int:
    for item in unit.items.values():
        if item.entry.get("mentions"):
            return int(item.entry["mentions"][0]["start"])
    return 0


def conflicts(record: dict[str, Any], events: list[Event]) -> list[Unit]:
    """The units on which those who closed the record differ and that nobody settled."""
    reviews = finished(record, events)
    return [unit for unit in units(record, events, reviews) if unit.conflict(reviews)] if len(reviews) > 1 else []


@dataclass(frozen=True, slots=True)
class Final:
    """The last word on an entry: what is exported."""

    kind: str
    entry: dict[str, Any]
    state: str  #: accepted, edited, added, rejected, merged, open or disputed
    by: tuple[str, ...] = ()
    events: tuple[int, ...] = ()
    into: str | None = None

    @property
    def kept(self) -> bool:
        """Whether the entry belongs to the reviewed record."""
        return self.state in {"accepted", "edited", "added"}


@dataclass(frozen=True, slots=True)
class Settled:
    """A record after all reviewers: its entries, who closed it, which blocks were turned."""

    finals: tuple[Final, ...]
    done_by: tuple[str, ...]
    blocks: dict[int, bool]

    @property
    def disputed(self) -> int:
        """How many entries are still in conflict."""
        return sum(f.state == "disputed" for f in self.finals)


def settle(record: dict[str, Any], events: list[Event]) -> Settled:
    """The last word of all reviewers on a record; of those who closed it where anybody did, else of all."""
    reviews = finished(record, events)
    done_by = tuple(reviews)
    if not reviews:
        reviews = {name: fold(record, events, name) for name in sorted({e.reviewer for e in events})}
    finals = [_final(unit, reviews) for unit in units(record, events, reviews)]
    blocks: dict[int, bool] = {}
    for review in reviews.values():
        blocks |= review.blocks
    return Settled(tuple(finals), done_by, blocks)


def _final(unit: Unit, reviews: dict[str, Review]) -> Final:
    if unit.settled is not None:
        after = unit.settled.after or {}
        return Final(unit.kind, after["entry"], after["state"], (unit.settled.reviewer,), (unit.settled.n,))
    heard = {name: unit.items.get(name) for name in reviews}
    decided = {name: item for name, item in heard.items() if item is None or item.state != "open"}
    item = next((i for i in decided.values() if i is not None), None) or next(iter(unit.items.values()))
    by = tuple(name for name, i in decided.items() if i is not None and i.event)
    numbers = tuple(i.event for i in decided.values() if i is not None and i.event)
    if len({outcome(i) for i in decided.values()}) > 1:
        return Final(unit.kind, item.entry, "disputed", by, numbers)
    into = None
    if item.state == "merged":
        into = target(next(iter(reviews.values())).items, item.id)
    return Final(unit.kind, item.entry, item.state, by, numbers, into)
