"""An entry → the card that shows it: a headline, a badge, and its attributes by name."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

import regex

from pipeline.review.places import name_of
from pipeline.review.state import Item, Review
from pipeline.review.words import Words, figure

#: how the checks word a comparison: "11.000 − 4.000 = 7.000 ≠ 8.000 (8.000 orang)"
COMPARISON = regex.compile(r"(?P<formula>[\d.,()\s/×−+÷]++)= \S++ [=≈≠] .*+", regex.S)


@dataclass(frozen=True, slots=True)
class Line:
    """One attribute of a card."""

    label: str
    value: str
    links: tuple[str, ...] = ()  #: ids of other entries it speaks of


@dataclass(frozen=True, slots=True)
class Card:
    """What a card shows."""

    id: str
    kind: str
    state: str
    version: int
    head: str
    badge: str = ""
    lines: tuple[Line, ...] = ()
    quote: str = ""
    confidence: float = 1.0
    why: tuple[str, ...] = ()
    others: tuple[tuple[str, str], ...] = field(default=())  #: what other reviewers decided, where they may be seen
    into: str | None = None
    mentions: int = 0


def card(item: Item, review: Review, record: Mapping[str, Any], words: Words, others: tuple[tuple[str, str], ...] = ()) -> Card:
    """The card of an item."""
    entry = item.entry
    head, badge, lines = SHOW[item.kind](entry, review, record, words)
    why = tuple(f"{name}: {e['rule']}" for name, e in (entry.get("evidence") or {}).items())
    rules = tuple(dict.fromkeys(m.get("rule", "") for m in entry.get("mentions", ())))
    return Card(
        item.id, item.kind, item.state, item.event, head, badge, tuple(line for line in lines if line.value),
        entry.get("quote", ""), entry.get("confidence", 1.0), (*(r for r in rules if r), *why), others, item.into,
        len(entry.get("mentions", ())),
    )  # fmt: skip


Shown = tuple[str, str, list[Line]]


def _official(entry: Mapping[str, Any], review: Review, record: Mapping[str, Any], w: Words) -> Shown:
    lines = []
    for position in entry.get("positions", ()):
        place = name_of(position.get("region"), record)
        status = w(f"status_{position['status']}") if position.get("status", "current") != "current" else ""
        lines.append(Line(w("position"), " · ".join(filter(None, (position["phrase"], status)))))
        lines.append(Line(w("area"), place))
    lines.append(Line(w("aliases"), ", ".join(entry.get("aliases", ()))))
    return entry["name"], "", lines


def _region(entry: Mapping[str, Any], review: Review, record: Mapping[str, Any], w: Words) -> Shown:
    parents = " › ".join(filter(None, (name_of(code, record) for code in reversed(entry.get("parents", ())) if code != "ID")))
    others = ", ".join(f"{c['code']} {name_of(c['code'], record)} {c['share']:.0%}" for c in entry.get("candidates", ())[:4])
    lines = [Line(w("in"), parents), Line(w("candidates"), others), Line(w("name_then"), entry.get("name_then") or "")]
    return entry["name"], entry["code"], lines


def _date(entry: Mapping[str, Any], review: Review, record: Mapping[str, Any], w: Words) -> Shown:
    mod = w(f"mod_{entry['mod']}") if entry.get("mod") else ""
    return " ".join(filter(None, (mod, w.day(entry["value"])))), entry["value"], []


def _lines(entry: Mapping[str, Any], record: Mapping[str, Any], w: Words) -> list[Line]:
    segments = ", ".join(entry.get("segments", ()))
    programme = " · ".join(filter(None, (entry.get("programme"), segments)))
    return [
        Line(w("programme"), programme),
        Line(w("area"), name_of(entry.get("region"), record)),
        Line(w("as_of"), w.day(entry.get("as_of"))),
    ]


def _count(entry: Mapping[str, Any], review: Review, record: Mapping[str, Any], w: Words) -> Shown:
    return f"{figure(entry, w)} {entry['unit']}", w(f"role_{entry['role']}"), _lines(entry, record, w)


def _percentage(entry: Mapping[str, Any], review: Review, record: Mapping[str, Any], w: Words) -> Shown:
    lines = [Line(w("of"), entry.get("of") or "")]
    for name in ("numerator", "denominator"):
        link = entry.get(f"{name}_id")
        lines.append(Line(w(name), w.number(entry.get(name)), (link,) if link else ()))
    return f"{figure(entry, w)} %", w(f"kind_{entry['kind']}"), lines + _lines(entry, record, w)


def _check(entry: Mapping[str, Any], review: Review, record: Mapping[str, Any], w: Words) -> Shown:
    lines = [Line(w("figures"), _short(review.items.get(i), w), (i,)) for i in entry.get("entries", ())]
    return sentence(entry, review, w), w(f"verdict_{entry['verdict']}"), lines


def _short(item: Item | None, w: Words) -> str:
    if item is None or item.kind not in {"counts", "percentages"}:
        return item.id if item else ""
    return f"{figure(item.entry, w)} {item.entry.get('unit') or '%'}"


def sentence(check: Mapping[str, Any], review: Review, w: Words) -> str:
    """The arithmetic of a check as a sentence: "4.700.000 ÷ 11.000.000 = 42,7 %; artikel menyebut 40 %"."""
    items = [review.items[i].entry for i in check.get("entries", ()) if i in review.items]
    shares = [e for e in items if "of" in e and "unit" not in e]
    counts = [e for e in items if "unit" in e]
    stated, computed = (_said(check.get(name), w) for name in ("stated", "computed"))
    if shares and len(counts) == 2 and isinstance(check.get("computed"), int | float):
        part, whole = _part_whole(shares[0], counts)
        if part.get("value") is not None and whole.get("value"):
            share = _rounded(100 * part["value"] / whole["value"])
            sum_ = f"{w.number(part['value'])} ÷ {w.number(whole['value'])} = {w.number(share)} %"
            return f"{sum_}; {w('article_says')} {figure(shares[0], w)} %"
    if compared := COMPARISON.fullmatch(check.get("message") or ""):
        formula = compared["formula"].strip()
        formula = formula if w.language == "id" else formula.translate(str.maketrans(",.", ".,"))
        return f"{formula.replace(' / ', ' ÷ ')} = {computed}; {w('article_says')} {stated}"
    if check["rule"] in {"population", "above_population"}:
        return w(f"check_{check['rule']}", stated=stated, computed=computed)
    if check.get("message"):
        return str(check["message"])
    return f"{w('computed')} {computed}; {w('article_says')} {stated}"


def _part_whole(share: Mapping[str, Any], counts: list[Any]) -> tuple[Any, Any]:
    for part, whole in (counts, counts[::-1]):
        if share.get("numerator_id") == part["id"] or share.get("denominator_id") == whole["id"]:
            return part, whole
    return tuple(sorted(counts, key=lambda e: e.get("value") or 0))


def _rounded(value: float | int) -> float | int:
    return round(value, 1 if abs(value) >= 1 else 3)


def _said(value: object, w: Words) -> str:
    return w.number(round(value, 2)) if isinstance(value, int | float) else str(value or "")


SHOW = {
    "officials": _official, "regions": _region, "dates": _date, "counts": _count, "percentages": _percentage, "checks": _check,
}  # fmt: skip
