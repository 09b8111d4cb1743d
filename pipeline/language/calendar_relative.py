"""The small parts of calendar expressions that hang on another time: dua tahun lalu, besok, H-3 Lebaran, pukul 14.20 WIB."""

from __future__ import annotations

from typing import Any

from pipeline.language import numeral_words
from pipeline.language.calendar_items import Item, integer, words
from pipeline.language.tokens import Tokens

MONEY = 5  #: words of an amount from its currency to its scale: Rp 26 , 1 triliun


def relative(t: Tokens, i: int, *, bound: bool = False) -> Item | None:
    """pekan lalu, tahun depan, dua tahun lalu, tiga hari sebelumnya; `bound` behind another part, "kuartal 3 tahun lalu"."""
    w = t.words
    if found := words("unit").at(w, i):
        behind = found[1]
        if found[0] in {"hour", "minute"} or (not bound and _counted(t, i)):
            return None
        if (direction := words("direction").at(w, behind)) and found[0] != "day":
            soon = w[behind] == "nanti"  # akhir tahun nanti: of this year
            return Item("R", {"unit": found[0], "shift": 0 if soon else int(direction[0])}, direction[1])
        if (step := words("before").at(w, behind)) and found[0] in {"day", "week", "month", "year"}:
            return Item("R", {"unit": found[0], "shift": int(step[0]), "base": "before"}, step[1])
        return None
    count: int | None = None
    if one := words("one_unit").at(w, i):
        count, unit, behind = 1, one[0], one[1]
    else:
        made = (int(w[i]), i + 1) if w[i].isdecimal() and len(w[i]) <= 3 else numeral_words.whole(w, i)
        unit_found = words("unit").at(w, made[1]) if made else None
        if made is None or unit_found is None or unit_found[0] == "weekend":
            return None
        count, unit, behind = made[0], unit_found[0], unit_found[1]
    if count > 500:
        return None
    if (past := words("direction").at(w, behind)) and past[0] == "-1":
        return Item("R", {"unit": unit, "shift": -count}, past[1])
    if step := words("before").at(w, behind):
        return Item("R", {"unit": unit, "shift": int(step[0]) * count, "base": "before"}, step[1])
    if (later := words("ahead").at(w, behind)) and unit not in {"hour", "minute"} and not words("span_before").before(w, i):
        return Item("R", {"unit": unit, "shift": count}, later[1])
    return None


def _counted(t: Tokens, i: int) -> bool:
    """Whether a unit belongs to a number or a vague word before it: "tiga tahun", "beberapa hari", "tahun-tahun".

    Not to a percentage or to money: "naik 5 persen tahun lalu", "laba Rp 2 miliar tahun ini".
    """
    before = t.words[i - 1] if i else "\n"
    kind = numeral_words.kind_of(before)
    if kind == "scale" and any(w in ("rp", "$") for w in t.words[max(0, i - MONEY) : i]):
        return False
    return before[0].isdecimal() or words("vague").before(t.words, i) is not None or kind not in {None, "ordinal", "percent"}


def deictic(t: Tokens, i: int) -> Item | None:
    """hari ini, kemarin, lusa, tadi malam, keesokan harinya."""
    if (found := words("deictic").at(t.words, i)) and not (t.words[i] == "hari" and _counted(t, i) and t.words[i - 1] != "per"):
        return Item("R", {"unit": "day", "shift": int(found[0])}, found[1])
    if found := words("next_day").at(t.words, i):
        return Item("R", {"unit": "day", "shift": int(found[0]), "base": "before"}, found[1])
    return None


def part(t: Tokens, i: int) -> Item | None:
    """pagi, dini hari, sore tadi."""
    found = words("part").at(t.words, i)
    if found is None:
        return None
    moved = words("part_move").at(t.words, found[1])
    return Item("P", {}, moved[1] if moved else found[1])


def clock(t: Tokens, i: int) -> Item | None:
    """pukul 14.20 WIB, jam 8 malam, 14:20 WIB, 14.20-16.00 WIB (a span)."""
    w = t.words
    said = words("clock").at(w, i)
    first = _hour(t, said[1] if said else i)
    if first is None:
        return None
    parts, behind = first
    zone = words("zone").at(w, behind)
    joined = words("range").at(w, zone[1] if zone else behind)
    if joined:
        again = words("clock").at(w, joined[1])
        last = _hour(t, again[1] if again else joined[1])
        if last:
            behind, zone = last[1], words("zone").at(w, last[1]) or zone
            parts = {**parts, "last_hour": last[0]["hour"], "last_minute": last[0]["minute"]}
    if zone:
        parts, behind = {**parts, "zone": zone[0]}, max(behind, zone[1])
    if said is None and zone is None and not (":" in w[i + 1] and parts["minute"] is not None):
        return None
    part_of_day = words("part").at(w, behind)
    late = {"sore", "malam", "petang"} | ({"siang"} if parts["hour"] <= 9 else set())
    if part_of_day and parts["hour"] < 12 and w[behind] in late:
        parts["hour"] += 12
    tag = "T" if said or zone else "t"
    return Item(tag, parts, part_of_day[1] if part_of_day else behind)


def _hour(t: Tokens, i: int) -> tuple[dict[str, Any], int] | None:
    w = t.words
    if not (w[i].isdecimal() and len(w[i]) <= 2 and int(w[i]) <= 24):
        return None
    hour, minute, behind = int(w[i]) % 24, None, i + 1
    if _sixtieth(t, behind):
        minute, behind = int(w[behind + 1]), behind + 2
        behind += 2 * _sixtieth(t, behind)
    return {"hour": hour, "minute": minute}, behind


def _sixtieth(t: Tokens, i: int) -> bool:
    """Whether tokens `i` and the next are the minutes or seconds of an hour: ".20", or " . 20" in a text torn into words."""
    w = t.words
    return (
        w[i] in {".", ":"}
        and t.glued(i) == t.glued(i + 1)
        and len(w[i + 1]) == 2
        and w[i + 1].isdecimal()
        and int(w[i + 1]) < 60
    )


def direction(t: Tokens, i: int) -> Item | None:
    """lalu, ini, mendatang, besok behind a date."""
    found = words("direction").at(t.words, i)
    if found is None and (near := words("deictic").at(t.words, i)) and near[1] == i + 1:
        found = (str(max(-1, min(1, int(near[0])))), near[1])
    if found is None and (moved := words("part_move").at(t.words, i)) and t.words[i] != "ini":
        found = ("-1" if t.words[i] == "tadi" else "1", moved[1])
    return Item("X", {"direction": int(found[0])}, found[1]) if found else None


def holiday(t: Tokens, i: int) -> Item | None:
    """Lebaran, Natal, H-3 Lebaran, H+2 Idulfitri."""
    w, at, shift = t.words, i, None
    if w[i] == "h" and w[i + 1] in "-+" and (days := integer(t, i + 2, 40)):
        shift, at = days if w[i + 1] == "+" else -days, i + 3
        while found := words("before_holiday").at(w, at):
            at = found[1]
    found = words("holiday").at(w, at)
    if found is None:
        return None
    return Item("L", {"holiday": found[0], **({"offset": shift} if shift else {})}, found[1])
