"""The small parts of calendar expressions: a weekday, 1/4/2015, 4 September, kuartal III, tahun 2014.

Each reader takes tokens and a place and gives a tag, the parts it read, and the token behind; None where it does not
apply. `calendar_grammar` joins them.
"""

from __future__ import annotations

from functools import cache
from typing import Any, NamedTuple

from pipeline.language import numeral_words
from pipeline.language.phrases import Phrases
from pipeline.language.tokens import Tokens
from pipeline.lexicon import DEFAULT


class Item(NamedTuple):
    """One part: what it is, the fields of `When` it fills, and the token behind it."""

    tag: str  #: W weekday, D day, M month, Y year, Q quarter or half, K week, R relative, P part of day, T time, X direction
    parts: dict[str, Any]
    behind: int


@cache
def words(kind: str) -> Phrases:
    """The phrases of one kind in the table of calendar words."""
    return Phrases((r["word"], r["value"]) for r in DEFAULT.rows("calendar_words") if r["kind"] == kind)


def integer(t: Tokens, i: int, top: int) -> int | None:
    """The number of one or two digits at token `i`, from 1 to `top`."""
    word = t.words[i]
    if len(word) <= 2 and word.isdecimal() and 1 <= int(word) <= top:
        return int(word)
    return None


def year_number(t: Tokens, i: int) -> int | None:
    """The year of four digits at token `i`."""
    word = t.words[i]
    if len(word) == 4 and word.isdecimal() and 1800 <= int(word) <= 2100:
        return int(word)
    return None


def short_year(word: str) -> int:
    """The year of two digits: 15 is 2015, 98 is 1998."""
    return (2000 if int(word) <= 40 else 1900) + int(word)


def weekday(t: Tokens, i: int) -> Item | None:
    """Senin, hari Jumat; "minggu" is a Sunday where it is written large or follows "hari"."""
    hari = t.words[i] == "hari"
    at = i + hari
    found = words("weekday").at(t.words, at)
    if found is None:
        return None
    if t.words[at] == "minggu" and not hari:
        if t.text[t.starts[at]] != "M":
            return None
        ahead = words("direction").at(t.words, at + 1)
        first = i == 0 or t.words[i - 1] in {".", "\n", '"', "“"}
        if (ahead or ordinal(t, at + 1)) and first:
            return None
    return Item("W", {"weekday": int(found[0])}, found[1])


def numeric(t: Tokens, i: int) -> Item | None:
    """1/4/2015, 04-09-2018, 01.04.2015, 2015-04-01, 1/4, 3-4/5/2020 (a span)."""
    w = t.words
    if (year := year_number(t, i)) and w[i + 1] in "-/" and w[i + 3] == w[i + 1] and t.glued(i + 1) and t.glued(i + 3):
        month, day = integer(t, i + 2, 12), integer(t, i + 4, 31)
        if month and day and t.glued(i + 2) and t.glued(i + 4):
            return Item("D", {"year": year, "month": month, "day": day}, i + 5)
        return None
    day = integer(t, i, 31)
    if day is None or w[i + 1] == "\n" or (w[i - 1] == "/" and t.glued(i)):
        return None
    first = None
    if w[i + 1] in "-–" and w[i + 3] == "/" and (last := integer(t, i + 2, 31)) and last > day:
        first, day, i = day, last, i + 2
    mark = w[i + 1]
    month = integer(t, i + 2, 12) if mark in "/-." else None
    if month is None:
        return None
    parts: dict[str, Any] = {"month": month, "day": day}
    if first:
        parts["first_day"] = first
    behind = i + 3
    if w[behind] == mark and w[behind + 1].isdecimal() and (mark != "." or t.glued(behind)):
        full = year_number(t, behind + 1)
        if full is None and len(w[behind + 1]) == 2 and mark == "/":
            full = short_year(w[behind + 1])
        if full is None:
            return None
        return Item("D", {**parts, "year": full}, behind + 2)
    return Item("D", parts, behind) if mark == "/" and t.glued(i + 1) and t.glued(i + 2) else None


def month_name(t: Tokens, i: int) -> tuple[int, int] | None:
    """The month named at token `i`, and the token behind it and its full stop."""
    found = words("month").at(t.words, i)
    if found is None:
        return None
    behind = found[1]
    if t.words[behind] == "." and t.glued(behind) and len(t.words[i]) <= 4 and t.words[behind + 1].isdecimal():
        behind += 1
    return int(found[0]), behind


def day_month(t: Tokens, i: int) -> Item | None:
    """4 September, 04-Sep-2018, 21+January+2019, 4 Mei '98; with the year where it stands right behind."""
    day = integer(t, i, 31)
    if day is None:
        return None
    at = i + 1
    if t.words[at] in {"-", "+", ".", "/"} or (t.words[at] in {"st", "nd", "rd", "th"} and t.glued(at)):
        at += 1
    at += t.words[at] == "bulan"
    named = month_name(t, at)
    if named is None or (t.words[i + 1] == "." and not t.glued(i + 1)):
        return None
    month, behind = named
    parts: dict[str, Any] = {"day": day, "month": month}
    mark = behind + (t.words[behind] in {"-", "+", "/", ","} and t.words[behind] == t.words[i + 1])
    if year := year_number(t, mark):
        if t.words[mark + 1] not in {"."} or not t.words[mark + 2].isdecimal() or not t.glued(mark + 2):
            return Item("D", {**parts, "year": year}, mark + 1)
    elif mark > behind and len(t.words[mark]) == 2 and t.words[mark].isdecimal():
        return Item("D", {**parts, "year": short_year(t.words[mark])}, mark + 1)
    return Item("D", parts, behind)


def day_number(t: Tokens, i: int) -> Item | None:
    """tanggal 10, before "bulan depan"."""
    found = words("date_word").at(t.words, i)
    day = integer(t, found[1], 31) if found else None
    return Item("N", {"day": day}, found[1] + 1) if found and day and t.words[found[1] + 1] == "bulan" else None


def month(t: Tokens, i: int) -> Item | None:
    """Maret, bulan Maret, September 4, 2018."""
    at = i
    if found := words("month_word").at(t.words, i):
        at = found[1]
    named = month_name(t, at)
    if named is None:
        return None
    number, behind = named
    day = integer(t, behind, 31)
    if day and t.words[behind + 1] == "," and (year := year_number(t, behind + 2)):
        return Item("D", {"month": number, "day": day, "year": year}, behind + 3)
    return Item("M", {"month": number}, behind)


def year(t: Tokens, i: int) -> Item | None:
    """tahun 2014, 2014, 1990-an, tahun ajaran 2022/2023 (a span)."""
    w, at = t.words, i
    if found := words("year_word").at(w, i):
        at = found[1]
        at += w[at] == "-"
    dash = w[at + 1] == "-"
    if w[at].isdecimal() and w[at + 1 + dash] == "an" and (dash or t.glued(at + 1)):
        value = int(w[at])
        if len(w[at]) == 4 and 1800 <= value <= 2100 and value % 10 == 0:
            return Item("Y", {"decade": value}, at + 2 + dash)
        if len(w[at]) == 2 and value % 10 == 0 and value >= 30 and (at > i or words("era").before(w, i)):
            return Item("Y", {"decade": 1900 + value}, at + 2 + dash)
        return None
    number = year_number(t, at)
    if number is None or (at == i and not _bare_year(t, i)):
        return None
    if w[at + 1] == "/" and t.glued(at + 1) and year_number(t, at + 2) == number + 1:
        return Item("Y", {"year": number, "last_year": number + 1}, at + 3)
    return Item("Y", {"year": number}, at + 1)


def _bare_year(t: Tokens, i: int) -> bool:
    """Whether four digits may be a year: no part of a longer figure, no sum, no count of something."""
    w = t.words
    if t.glued(i) and (w[i - 1] in ".,_=#@&" or w[i - 1][0].isalnum()):
        return False
    if t.glued(i) and w[i - 1] in "/-" and i > 1 and t.glued(i - 1) and not year_number(t, i - 2) and not w[i - 2].isdecimal():
        return False
    if t.glued(i + 1) and (w[i + 1][0].isalpha() or (w[i + 1] in ".,/" and w[i + 2].isdecimal() and t.glued(i + 2))):
        return w[i + 1] == "/" and year_number(t, i + 2) == int(w[i]) + 1
    if words("not_year").before(w, i) or (w[i - 1] in {".", ":"} and i > 1 and words("not_year").before(w, i - 1)):
        return False
    if any(word in {"copyright", "©"} for word in w[max(0, i - 4) : i]):
        return False
    return numeral_words.percent(w, i + 1) is None and w[i + 1] not in _units() and w[i + 1] not in numeral_words.table("scale")


@cache
def _units() -> frozenset[str]:
    return frozenset(r["word"] for r in DEFAULT.rows("year_not_units"))


def ordinal(t: Tokens, i: int) -> tuple[int, int] | None:
    """III, ke-3, ketiga, 3: a rank up to 53."""
    w = t.words
    if found := words("roman").at(w, i):
        return int(found[0]), found[1]
    at = i + 2 if w[i] == "ke" and w[i + 1] == "-" else i
    if number := integer(t, at, 53):
        return number, at + 1
    if at > i and (found := words("roman").at(w, at)):
        return int(found[0]), found[1]
    rank = numeral_words.table("ordinal").get(w[i])
    return (int(rank), i + 1) if rank else None


def period(t: Tokens, i: int) -> Item | None:
    """kuartal III, triwulan ke-3, semester pertama, Q3; "triwulan II-IV" is a span."""
    found = words("period").at(t.words, i)
    rank = ordinal(t, found[1]) if found else None
    if found is None or rank is None or rank[0] > (4 if found[0] == "quarter" else 2):
        return None
    parts: dict[str, Any] = {found[0]: rank[0]}
    behind = rank[1]
    if t.words[behind] == "dan" and (last := ordinal(t, behind + 1)) and last[0] == rank[0] + 1 and last[0] <= 4:
        behind = last[1]  # kuartal II dan III 2022
        parts["last_quarter"] = last[0]
    if t.words[behind] in "-–" and (last := ordinal(t, behind + 1)) and rank[0] < last[0] <= 4 and found[0] == "quarter":
        parts["last_quarter"], behind = last[0], last[1]
    if t.words[behind] in {"/", "-", ","} and (year := year_number(t, behind + 1)):
        parts["year"], behind = year, behind + 2
    return Item("Q", parts, behind)


def week(t: Tokens, i: int) -> Item | None:
    """pekan kedua Mei, minggu ke-3 bulan Juli."""
    found = words("unit").at(t.words, i)
    if found is None or found[0] != "week":
        return None
    rank = ordinal(t, found[1])
    if rank is None or rank[0] > 5 or t.words[found[1]].isdecimal():
        return None
    return Item("K", {"week": rank[0]}, rank[1]) if month(t, rank[1]) or words("month_word").at(t.words, rank[1]) else None
