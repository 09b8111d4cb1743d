"""How the parts of a calendar expression join: "Kamis, 4 September 2018 22:21 WIB", "awal September tahun lalu", spans, lists.

A phrase is read from left to right; each part must fit what stands before it (`_FITS`), and a comma or a bracket may
stand between some of them (`_COMMA`, `_BRACKET`). No part is filled twice, so a list of dates falls apart by itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import cache
from typing import Any

from pipeline.language import calendar_items as items
from pipeline.language import calendar_relative as hanging
from pipeline.language import numeral_words
from pipeline.language.calendar_forms import Expression, When
from pipeline.language.calendar_items import Item, words
from pipeline.language.tokens import Tokens

Reader = Callable[[Tokens, int], Item | None]
_AT_FIGURE: tuple[Reader, ...] = (hanging.clock, items.numeric, items.day_month, hanging.relative, items.year)
_AT_WORD: tuple[tuple[Reader, str], ...] = (  # in this order, by the kinds of words with which each begins
    (hanging.clock, "clock"), (items.day_number, "date_word"), (items.period, "period"), (items.week, "unit"),
    (hanging.deictic, "deictic next_day"), (hanging.relative, "unit one_unit #"), (items.weekday, "weekday hari"),
    (hanging.holiday, "holiday h"), (items.month, "month_word month"), (items.year, "year_word"), (hanging.part, "part"),
)  # fmt: skip
_FITS = {
    "W": {"", "R", "T"}, "D": {"", "W", "R", "RW", "T", "TW"}, "M": {"", "K"}, "L": {""}, "Q": {""}, "K": {""},
    "Y": {"M", "Q", "D", "KM", "", "R", "WD", "L"}, "R": {"", "M", "Q", "D", "KM", "W", "WD", "L", "K", "N", "WN"},
    "T": {"", "W", "D", "R", "WD", "RW", "RD", "RWD"}, "t": {"D", "WD", "RD", "RWD"}, "N": {"", "W"},
}  # fmt: skip
_COMMA = {"WD", "RW", "RD", "DT", "WT", "TW", "TD", "Dt", "DY", "DW", "RT"}
_BRACKET = {"WD", "RW", "RD", "TD", "DT", "WT", "TW", "RY", "RWD", "DW"}
_LONGEST = 40  #: tokens that one phrase may have


@cache
def _readers() -> dict[str, tuple[Reader, ...]]:
    """For each word the readers that may begin with it."""
    found: dict[str, tuple[Reader, ...]] = {}
    for reader, kinds in _AT_WORD:
        firsts: set[str] = set()
        for kind in kinds.split():
            firsts |= {kind} if kind in {"hari", "h"} else NUMBERS if kind == "#" else words(kind).firsts()
        for word in firsts:
            found[word] = (*found.get(word, ()), reader)
    return found


NUMBERS = frozenset(numeral_words.table("unit")) | frozenset(numeral_words.table("whole"))


@cache
def starters() -> frozenset[str]:
    """The words with which a calendar expression may begin."""
    return frozenset(_readers()) | words("mod").firsts() | words("same_period").firsts()


def phrase(t: Tokens, i: int) -> list[tuple[Expression, int]]:
    """The expressions that begin at token `i`, each with the token behind it; a list of days gives several."""
    start, mod = i, None
    found = words("mod").at(t.words, i)
    weekend = hanging.relative(t, i) if found else None
    if found and not (weekend and weekend.parts["unit"] == "weekend"):
        mod, i = found
        i += t.words[i] == "-" if mod == "APPROX" else 0
    days = _days(t, i)
    if days:
        return days
    if same := words("same_period").at(t.words, i):
        return _same_period(t, i, same[1])
    made = sequence(t, i)
    if made is None:
        unit = words("year_word").at(t.words, i)
        if mod in {"START", "MID", "END"} and unit and not words("every").before(t.words, start):
            this_year = When(unit="year", shift=0)
            return [(Expression(t.starts[start], t.ends[unit[1] - 1], this_year, mod=mod, rule="mod"), unit[1])]  # type: ignore[arg-type]
        return []
    parts, tags, behind = made
    if mod and mod != "APPROX" and ("D" in tags or "T" in tags or "W" in tags):
        mod, start = None, i
    return [(build(t, start, behind, parts, mod=mod, rule=tags), behind)]


def _same_period(t: Tokens, i: int, at: int) -> list[tuple[Expression, int]]:
    """periode yang sama tahun lalu, periode yang sama pada 2023."""
    at += t.words[at] in {"pada", "di", "dari", "dalam"}
    made = sequence(t, at)
    if made is None or made[1] not in {"Y", "R", "RY"} or made[0].get("unit", "year") != "year" or "decade" in made[0]:
        return []
    e = build(t, i, made[2], made[0], mod=None, rule="same")
    whole = [(replace(e, when=replace(e.when, same_period=True)), made[2])]
    if e.when.year is None:
        return whole
    return [*whole, (build(t, at, made[2], made[0], mod=None, rule=made[1]), made[2])]


def sequence(t: Tokens, i: int) -> tuple[dict[str, Any], str, int] | None:
    """The parts of one phrase: fields, tags and the token behind; None where token `i` begins none."""
    parts: dict[str, Any] = {}
    tags, behind, at, brackets = "", i, i, 0
    while behind - i < _LONGEST:
        comma = bracket = False
        w = t.words
        if tags and w[at] == "," and w[at + 1] == "(":
            at, bracket = at + 2, True
        elif tags and w[at] == ",":
            at, comma = at + 1, True
        elif tags and w[at] == "(":
            at, bracket = at + 1, True
        elif tags and w[at] == ")" and brackets:
            at, brackets = at + 1, brackets - 1
            behind = at
            continue
        elif tags and w[at] in {"/", "|", "-", "–"} and "D" in tags and (hanging.clock(t, at + 1)):
            at += 1
        item = _next(t, at, parts, tags, comma=comma, bracket=bracket)
        if item is None:
            break
        if bracket:
            brackets += 1
        parts.update(item.parts)
        tags += item.tag
        behind = at = item.behind
        if w[at] == "." and w[at - 1] == "pukul":
            at += 1
    if brackets and t.words[behind] == ")":
        behind += 1
    core = tags.replace("P", "").replace("X", "")
    return (parts, core, behind) if core else None


def _next(t: Tokens, at: int, parts: dict[str, Any], tags: str, *, comma: bool, bracket: bool) -> Item | None:
    core = tags.replace("P", "").replace("X", "")
    word = t.words[at]
    if word in {"sekitar", "sejak", "pada", "mulai", "tanggal", "tgl", "tertanggal"} and core:
        ahead = hanging.clock(t, at + 1)
        if ahead and ahead.tag == "T" and "T" not in core:
            return ahead._replace(parts={**ahead.parts, **({"approx": True} if word == "sekitar" else {})})
        if word in {"tanggal", "tgl"}:
            at, word = at + 1, t.words[at + 1]
    if core and not comma and not bracket and tags[-1] != "X":
        turned = hanging.direction(t, at)
        if turned and not ("R" in core or core == "T"):
            return turned
    for reader in _AT_FIGURE if word[0].isdecimal() else _readers().get(word, ()):
        item = hanging.relative(t, at, bound=True) if core and reader is hanging.relative else reader(t, at)
        if item is None:
            continue
        if item.tag == "P":
            if tags[-1:] in {"W", "D", "R", "X"} and not comma and not bracket:
                return item
            continue
        if core not in _FITS.get(item.tag, ()) or item.tag in core or (item.tag in "YR" and "year" in parts):
            continue
        if item.tag == "Y" and core in {"D", "WD"} and not comma and word not in words("year_word"):
            continue
        if item.tag == "R" and core and not _relative_fits(core, item):
            continue
        if comma and core[-1] + item.tag not in _COMMA:
            continue
        if bracket and core[-1] + item.tag not in _BRACKET:
            continue
        return item
    return None


def _relative_fits(core: str, item: Item) -> bool:
    """A year moves a month, quarter or day ("September tahun lalu"), a week a weekday ("Senin pekan depan")."""
    unit, now = item.parts["unit"], item.parts.get("base") != "before"
    if core == "W":
        return now and unit in {"week", "day"}
    if core in {"K", "N", "WN"}:
        return now and unit == "month"
    return bool(now and unit == "year" and abs(item.parts["shift"]) <= 1)


def build(t: Tokens, start: int, behind: int, parts: dict[str, Any], *, mod: str | None, rule: str) -> Expression:
    """The expression of the parts read."""
    parts = dict(parts)
    if parts.pop("approx", False):
        mod = "APPROX"
    first_day, last_year = parts.pop("first_day", None), parts.pop("last_year", None)
    last_quarter = parts.pop("last_quarter", None)
    last_hour, last_minute = parts.pop("last_hour", None), parts.pop("last_minute", None)
    _place_relative(parts)
    when, until = When(**parts), None
    if first_day:
        when, until = replace(when, day=first_day, weekday=None), replace(when, weekday=None)
    elif last_year:
        until = When(year=last_year)
    elif last_quarter:
        until = replace(when, quarter=last_quarter)
    elif last_hour is not None:
        until = replace(when, hour=last_hour, minute=last_minute)
    return Expression(t.starts[start], t.ends[behind - 1], when, until, mod, rule)  # type: ignore[arg-type]


def _place_relative(parts: dict[str, Any]) -> None:
    """What a relative word means beside another part: "September tahun lalu" moves the year, "Senin pekan depan" the week."""
    unit, shift = parts.get("unit"), parts.get("shift")
    if unit is None or not parts.keys() & {"day", "year", "month", "quarter", "half", "weekday", "holiday", "week"}:
        return
    if unit == "day" and "day" in parts:
        return  # hari ini (4/9/2018): both are true
    for key in ("unit", "shift", "base"):
        parts.pop(key, None)
    if "year" in parts:
        return
    if unit == "year":
        parts["years"] = shift
    elif unit == "week":
        parts["weeks"] = shift
    elif unit == "month":
        parts["months"] = shift
    else:
        parts["direction"] = shift


def _days(t: Tokens, i: int) -> list[tuple[Expression, int]]:
    """Days that share a month: 1-5 Maret 2020, 17 dan 18 Juni 2026."""
    at = i
    if found := words("date_word").at(t.words, i):
        at = found[1]
    day = items.integer(t, at, 31)
    if day is None:
        return []
    spans: list[tuple[int, int | None, int]] = []  # first day, last day, token of the first
    first_at, first, last = at, day, None
    at += 1
    while len(spans) < 10:
        between = t.words[at] == "dan" and i > 0 and t.words[i - 1] == "antara"
        if joined := ("", at + 1) if between else words("range").at(t.words, at):
            following = items.integer(t, joined[1], 31)
            if following is None or last is not None or following <= first:
                return []
            last, at = following, joined[1] + 1
        elif (joined := words("list").at(t.words, at)) and t.words[at] != "/":
            following = items.integer(t, joined[1], 31)
            if following is None or following <= (last or first):
                return []
            spans.append((first, last, first_at))
            first_at, first, last, at = joined[1], following, None, joined[1] + 1
        else:
            break
    if (not spans and last is None) or (named := items.month_name(t, at)) is None:
        return []
    spans.append((first, last, first_at))
    month, behind = named
    tail: dict[str, Any] = {"month": month}
    if year := items.year(t, behind):
        tail, behind = {**tail, **year.parts}, year.behind
        if "last_year" in tail or "decade" in tail:
            return []
    elif (turned := hanging.relative(t, behind)) and _relative_fits("D", turned):
        tail, behind = {**tail, "years": turned.parts["shift"]}, turned.behind
    if "years" not in tail and (way := hanging.direction(t, behind)):
        tail, behind = {**tail, "direction": way.parts["direction"]}, way.behind
    made = []
    for a, b, token in spans:
        until = When(day=b, **tail) if b else None
        made.append((Expression(t.starts[token], t.ends[behind - 1], When(day=a, **tail), until, rule="days"), behind))
    made[0] = (replace(made[0][0], start=t.starts[i]), behind)
    return made
