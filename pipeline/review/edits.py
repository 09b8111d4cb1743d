"""What a reviewer typed → an entry. Everything is checked here; the record's own types have the last word."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import regex

from pipeline.lexicon import areas
from pipeline.review import places

# the grammar of numerals and the types are imported where they are used: the page opens before they are there
TYPES = {"officials": "Official", "regions": "Region", "dates": "Date", "counts": "Count", "percentages": "Percentage"}
ROLES = ("participant", "non_participant", "population", "target", "change", "other")
SHARES = ("share", "change", "rate", "other")
STATUSES = ("current", "former", "acting", "candidate")
MODS = {"dates": ("START", "MID", "END", "APPROX")}
FIGURE_MODS = ("MORE_THAN", "LESS_THAN", "APPROX")
SEGMENTS = ("PBI", "PBPU", "BP", "PPU", "PBPU Pemda")
RULE = "reviewer"
MAX_POSITIONS = 12
CODE = regex.compile(r"ID|\d\d(?:\.\d\d(?:\.\d\d(?:\.\d{4})?)?)?")
DAY = r"(?:\d{4}|XXXX)(?:-(?:\d\d|XX)(?:-(?:\d\d|XX))?|-Q[1-4]|-H[12]|-W(?:\d\d|XX)(?:-[1-7])?)?(?:T\d\d:\d\d(?::\d\d)?)?"
TIMEX = regex.compile(rf"{DAY}(?:/{DAY})?")
NUMBER = regex.compile(r"[+-]?\d[\d.,]*")
THOUSANDS = regex.compile(r"[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?|[+-]?\d+(?:,\d+)?")


class Refused(ValueError):
    """What was typed cannot stand; the message is a key of `words.csv`, `field` the input it belongs to."""

    def __init__(self, key: str, field: str) -> None:
        super().__init__(key)
        self.key, self.field = key, field


def number(text: str, field: str) -> int | float | None:
    """A number as Indonesians or programmers type it; None for nothing.

    Raises:
        Refused: it is no number.

    >>> number("4.700.000", "value"), number("42,7", "value"), number("42.7", "value"), number(" ", "value")
    (4700000, 42.7, 42.7, None)
    """
    words = text.strip()
    text = words.replace(" ", "").rstrip("%")
    if not text:
        return None
    if THOUSANDS.fullmatch(text):
        text = text.replace(".", "").replace(",", ".")
    elif not NUMBER.fullmatch(text) or text.count(".") > 1 or "," in text:
        from pipeline.language import numerals

        found = numerals.read(words)
        if len(found) == 1 and found[0].value is not None and (found[0].start, found[0].end) == (0, len(words)):
            return found[0].value
        raise Refused("no_number", field)
    value = float(text)
    if abs(value) > 1e15:
        raise Refused("no_number", field)
    return int(value) if value.is_integer() else value


def _code(form: Mapping[str, str], field: str) -> str | None:
    text = form.get(field, "").strip()
    if not text:
        return None
    found = CODE.match(text)
    if not found or (len(text) > found.end() and text[found.end()] != " "):
        raise Refused("no_area", field)
    if not places.known(found[0]):
        raise Refused("no_area", field)
    return str(found[0])


def _timex(form: Mapping[str, str], field: str) -> str | None:
    text = form.get(field, "").strip()
    if text and not TIMEX.fullmatch(text):
        raise Refused("no_timex", field)
    return text or None


def _choice(form: Mapping[str, str], field: str, allowed: tuple[str, ...]) -> str | None:
    text = form.get(field, "")
    if text and text not in allowed:
        raise Refused("no_choice", field)
    return text or None


def _text(form: Mapping[str, str], field: str, *, needed: bool = False, most: int = 400) -> str | None:
    text = " ".join(form.get(field, "").split())[:most]
    if needed and not text:
        raise Refused("needed", field)
    return text or None


def _figure(form: Mapping[str, str]) -> dict[str, Any]:
    value, low, high = (number(form.get(name, ""), name) for name in ("value", "low", "high"))
    if value is None and low is None and high is None:
        raise Refused("needed", "value")
    chosen = form.get("segments", "")
    return {
        "value": value, "low": low, "high": high, "mod": _choice(form, "mod", FIGURE_MODS),
        "programme": _text(form, "programme"),
        "segments": [s for s in (part.strip() for part in chosen.split(",")) if s][:8],
        "region": _code(form, "region"), "as_of": _timex(form, "as_of"),
    }  # fmt: skip


def _counts(form: Mapping[str, str], items: Mapping[str, Any]) -> dict[str, Any]:
    return {**_figure(form), "unit": (_text(form, "unit", needed=True, most=60) or "").lower(),
            "role": _choice(form, "role", ROLES) or "other"}  # fmt: skip


def _percentages(form: Mapping[str, str], items: Mapping[str, Any]) -> dict[str, Any]:
    made = {**_figure(form), "kind": _choice(form, "kind", SHARES) or "other", "of": _text(form, "of")}
    for name in ("numerator", "denominator"):
        link = form.get(f"{name}_id", "")
        if link:
            if link not in items or items[link].kind != "counts":
                raise Refused("no_choice", f"{name}_id")
            made |= {f"{name}_id": link, name: items[link].entry.get("value")}
        else:
            made |= {f"{name}_id": None, name: None}
    return made


def _dates(form: Mapping[str, str], items: Mapping[str, Any]) -> dict[str, Any]:
    value = _timex(form, "value")
    if value is None:
        raise Refused("needed", "value")
    return {"value": value, "mod": _choice(form, "mod", MODS["dates"])}


def _regions(form: Mapping[str, str], items: Mapping[str, Any]) -> dict[str, Any]:
    code = _code(form, "code")
    if code is None:
        raise Refused("needed", "code")
    area = areas.get(code)
    if area is None:
        raise Refused("no_area", "code")
    return {"code": code, "name": area.name, "level": area.level, "parents": list(area.parents), "bps": area.bps,
            "iso": area.iso, "candidates": [], "name_then": None}  # fmt: skip


def _officials(form: Mapping[str, str], items: Mapping[str, Any]) -> dict[str, Any]:
    positions = []
    for k in range(MAX_POSITIONS):
        phrase = _text(form, f"phrase{k}")
        if not phrase:
            continue
        positions.append({
            "phrase": phrase, "title": _text(form, f"title{k}") or phrase, "institution": _text(form, f"institution{k}"),
            "region": _code(form, f"region{k}"), "status": _choice(form, f"status{k}", STATUSES) or "current",
        })  # fmt: skip
    if not positions:
        raise Refused("needed", "phrase0")
    aliases = [a for a in (" ".join(part.split()) for part in form.get("aliases", "").split(",")) if a][:20]
    return {"name": _text(form, "name", needed=True), "aliases": aliases, "positions": positions}


MAKE = {"officials": _officials, "regions": _regions, "dates": _dates, "counts": _counts, "percentages": _percentages}


def edited(kind: str, entry: Mapping[str, Any], form: Mapping[str, str], items: Mapping[str, Any]) -> dict[str, Any]:
    """The entry with what was typed; what the words alone told (mentions, quote) stays.

    Raises:
        Refused: something typed cannot stand.
    """
    typed = MAKE[kind](form, items)
    if kind == "dates" and typed["value"] != entry.get("value"):
        typed |= {"begin": None, "end": None}
    if kind == "regions" and typed["code"] == entry.get("code"):
        typed = {}
    changed = {k for k, v in typed.items() if v != entry.get(k)}
    evidence = {k: v for k, v in (entry.get("evidence") or {}).items() if k not in changed}
    return whole(kind, {**entry, **typed, "evidence": evidence})


def added(
    kind: str, text: str, start: int, end: int, form: Mapping[str, str], items: Mapping[str, Any], new_id: str
) -> dict[str, Any]:
    """An entry from selected words: `text[start:end]`, code points; blanks at its ends do not count.

    Raises:
        Refused: no words are selected, or something typed cannot stand.
    """
    start, end = trimmed(text, start, end)
    words = text[start:end]
    mention = {"start": start, "end": end, "text": words, "rule": RULE}
    given = {"id": new_id, "mentions": [mention], "quote": words, "confidence": 1.0, "evidence": {}}
    return whole(kind, {**given, **MAKE[kind](form, items)})


def trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    """The selection without the blanks at its ends.

    Raises:
        Refused: nothing is left, or the offsets are outside the text.

    >>> trimmed(" 11 juta ", 0, 9)
    (1, 8)
    """
    if not 0 <= start < end <= len(text) or end - start > 2000:
        raise Refused("no_selection", "start")
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if start == end:
        raise Refused("no_selection", "start")
    return start, end


def whole(kind: str, entry: Mapping[str, Any]) -> dict[str, Any]:
    """The entry as its own type writes it.

    Raises:
        Refused: the type does not take it.
    """
    from pydantic import ValidationError

    from pipeline import entries

    made: type[entries.Entry] = getattr(entries, TYPES[kind])
    try:
        return made.model_validate(entry).model_dump(mode="json")
    except ValidationError as error:
        raise Refused("no_entry", str(error.errors()[0]["loc"][0])) from error


def warm() -> None:
    """Import what forms need and fill the lexicon of areas, so that the first one answers at once."""
    number("satu juta", "value")
    places.search("Indonesia")
    places.known("35")


def guess(kind: str, words: str) -> dict[str, Any]:
    """What selected words may mean, to fill the form with."""
    if kind in {"counts", "percentages"}:
        from pipeline.language import numerals

        numbers = numerals.read(words)[:1]
        if not numbers:
            return {"unit": "orang"} if kind == "counts" else {}
        n = numbers[0]
        unit = words[n.end :].split()
        made: dict[str, Any] = {"value": n.value, "low": n.low, "high": n.high, "mod": n.mod}
        return made | ({"unit": unit[0].strip(".,;:()").lower() if unit else "orang"} if kind == "counts" else {})
    if kind == "officials":
        return {"name": words, "positions": [{"phrase": "", "title": "", "status": "current"}]}
    if kind == "regions":
        found = places.search(words)
        return {"code": found[0].code, "name": found[0].name} if found else {}
    return {}
