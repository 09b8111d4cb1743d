"""A record and its events → what a reviewer made of it. Pure: the same events give the same state.

Records stay as they were extracted; what is seen and exported is folded from the log each time.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Any, Literal

from pipeline.review.log import Event, standing

KINDS = ("officials", "regions", "dates", "counts", "percentages", "checks")
FACTS = KINDS[:5]  #: kinds that hold facts; a check only compares them
PREFIX = {"officials": "o", "regions": "r", "dates": "d", "counts": "c", "percentages": "p"}
State = Literal["open", "accepted", "rejected", "edited", "added", "merged"]
AFTER: dict[str, State] = {"accept": "accepted", "reject": "rejected", "edit": "edited", "relink": "edited"}


@dataclass(frozen=True, slots=True)
class Item:
    """An entry as a reviewer sees it."""

    kind: str
    entry: dict[str, Any]
    state: State = "open"
    event: int = 0  #: number of the event that made the state; 0 where nobody decided
    into: str | None = None  #: the entry that this one was merged into
    by: str | None = None

    @property
    def id(self) -> str:
        """Id of the entry within the record."""
        return str(self.entry["id"])

    @property
    def kept(self) -> bool:
        """Whether the entry belongs to the reviewed record."""
        return self.state in {"accepted", "edited", "added"}

    def told(self) -> dict[str, Any]:
        """State and entry, as an event keeps them."""
        return {"state": self.state, "entry": self.entry, **({"into": self.into} if self.into else {})}


@dataclass(frozen=True, slots=True)
class Review:
    """What one reviewer (or the adjudication) made of a record."""

    items: dict[str, Item]
    done: int = 0  #: number of the event that closed the record; 0 while open
    blocks: dict[int, bool] = field(default_factory=dict)  #: block number → belongs to the article
    last: int = 0  #: number of the latest event folded in

    @property
    def open(self) -> int:
        """How many entries wait for a decision."""
        return sum(item.state == "open" for item in self.items.values())

    def of_kind(self, kind: str) -> list[Item]:
        """The items of a kind, in order of place."""
        return sorted((i for i in self.items.values() if i.kind == kind), key=_place)


def _place(item: Item) -> tuple[int, str]:
    mentions = item.entry.get("mentions") or [{"start": 0}]
    return mentions[0]["start"], item.id


def extracted(record: dict[str, Any]) -> dict[str, Item]:
    """The entries of a record as the extractor left them, nothing decided."""
    return {entry["id"]: Item(kind, entry) for kind in KINDS for entry in record.get(kind) or ()}


def fold(record: dict[str, Any], events: Iterable[Event], reviewer: str | None = None) -> Review:
    """What `reviewer` made of the record; without a name, what all made of it together, the latest word standing."""
    events = [e for e in events if reviewer is None or e.reviewer == reviewer]
    items = extracted(record)
    blocks: dict[int, bool] = {}
    done = 0
    for event in standing(events):
        if event.action == "done":
            done = event.n
        elif event.action == "block" and event.after:
            blocks[int(event.after["block"])] = bool(event.after["kept"])
        elif event.entry is not None and event.action != "settle":
            _apply(items, event, record["article"]["text"])
    _join_mentions(items)
    return Review(items, done, blocks, max((e.n for e in events), default=0))


def _apply(items: dict[str, Item], event: Event, text: str) -> None:
    after = event.after or {}
    entry_id = str(event.entry)
    if event.action == "add":
        if _stands(after["entry"], text):
            items[entry_id] = Item(after["kind"], after["entry"], "added", event.n, by=event.reviewer)
        return
    old = items.get(entry_id)
    if old is None or not same_words(old.entry, (event.before or {}).get("entry")):
        return  # the run was extracted anew: what was decided over other words does not count
    if event.action == "merge":
        items[entry_id] = replace(old, state="merged", event=event.n, into=after["into"], by=event.reviewer)
    elif event.action in {"edit", "relink"}:
        state: State = "added" if old.state == "added" else "edited"
        items[entry_id] = Item(old.kind, after["entry"], state, event.n, by=event.reviewer)
    else:
        state = AFTER[event.action]
        if state == "accepted" and old.state in {"edited", "added"}:
            state = old.state
        items[entry_id] = replace(old, state=state, event=event.n, into=None, by=event.reviewer)


def _stands(entry: dict[str, Any], text: str) -> bool:
    return all(text[m["start"] : m["end"]] == m["text"] for m in entry.get("mentions", ()))


def same_words(entry: dict[str, Any], decided: dict[str, Any] | None) -> bool:
    """Whether a decision was taken over this entry: it shares a mention with it, or compares the same entries.

    >>> same_words({"entries": ["c1", "p1"]}, {"entries": ["c2", "p1"]})
    False
    """
    if decided is None:
        return True
    if "mentions" not in entry:
        return bool(entry.get("entries") == decided.get("entries"))
    told = {(m["start"], m["end"], m["text"]) for m in decided.get("mentions", ())}
    return any((m["start"], m["end"], m["text"]) in told for m in entry["mentions"])


def target(items: dict[str, Item], entry_id: str) -> str:
    """Where an entry went after all merges; itself where it was not merged. Circles end."""
    seen = {entry_id}
    while (item := items.get(entry_id)) is not None and item.state == "merged" and item.into and item.into not in seen:
        entry_id = item.into
        seen.add(entry_id)
    return entry_id


def _join_mentions(items: dict[str, Item]) -> None:
    for item in list(items.values()):
        goal = target(items, item.id)
        if goal == item.id or goal not in items:
            continue
        host = items[goal]
        both = {(m["start"], m["end"]): m for m in [*item.entry["mentions"], *host.entry["mentions"]]}
        items[goal] = replace(host, entry={**host.entry, "mentions": [both[k] for k in sorted(both)]})
