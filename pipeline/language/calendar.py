"""The grammar of Indonesian calendar expressions: what a text places on the calendar, and the time of a byline.

>>> [e.when.month for e in find("pada 27-28 Oktober dan akhir November")]
[10, 11]
>>> published("Kompas.com - 01/04/2015, 14:20 WIB")
'2015-04-01T14:20+07:00'

`find` knows nothing of the time of publication; `pipeline.resolve.times` gives values.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

import regex

from pipeline.language.calendar_forms import Expression, When
from pipeline.language.calendar_grammar import phrase, starters
from pipeline.language.calendar_items import integer, words, year_number
from pipeline.language.tokens import Tokens, tokens, visible

__all__ = ["Expression", "When", "find", "published"]

_SPANNED = {"D", "M", "MY", "MR", "Y", "Q", "QY", "QR", "W", "T", "R", "WD", "WT", "DY", "WDY", "days"}
_ISO = regex.compile(r"\b(\d{4})-(\d\d)-(\d\d)(?: T|[T ])(\d\d):(\d\d)(?::(\d\d)(?:\.\d++)?+)?+ ?(Z|[+-]\d\d:?+\d\d)?+")
_OFFSET = regex.compile(r"\d\d:\d\d(?::\d\d)? ?(?:GMT|UTC)?([+-])(\d\d):?(\d\d)\b")
_PM = regex.compile(r"(\d{1,2}+):(\d\d)(?::\d\d)?+ ?([AaPp])\.?[Mm]\b")


def find(text: str) -> list[Expression]:
    """All calendar expressions of a text, in order of place.

    >>> [(e.when.year, e.until.year) for e in find("periode 2015-2017") if e.until]
    [(2015, 2017)]
    """
    return list(_find(text))


@lru_cache(maxsize=8)
def _find(text: str) -> tuple[Expression, ...]:
    plain, at = visible(text)
    t = tokens(plain)
    found = _carried(t, list(_read(t)))
    if at is not None:
        found = [replace(e, start=at[e.start], end=at[e.end - 1] + 1) for e in found]
    return tuple(found)


def _read(t: Tokens) -> Iterator[tuple[Expression, int, int]]:
    """Expressions with their first token and the token behind."""
    behind_last, begins = 0, starters()
    for i in [i for i, word in enumerate(t.words) if word in begins or word[0].isdecimal()]:
        if i < behind_last:
            continue
        made = [pair for pair in phrase(t, i) if _believed(t, i, pair[0], pair[1])]
        if not made:
            continue
        if len(made) == 1:
            made = [_span(t, i, *made[0])]
        for expression, behind in made:
            yield expression, i, behind
        behind_last = made[-1][1]


def _believed(t: Tokens, i: int, e: Expression, behind: int) -> bool:
    """Whether words that may be a date are one, from the words around them."""
    w, when = t.words, e.when
    if words("building").before(w, i) and (e.rule in {"D", "M", "days"}):
        return False
    if e.rule == "D" and w[i].isdecimal() and w[i + 1] == "/":
        if when.year is None:
            following = w[behind] in "-–" and w[behind + 2] == "/"
            return w[i - 1] in {"(", "hari", "tanggal", "tgl", "per"} or behind - i > 4 or (following and w[behind + 4] == "/")
        if len(w[i + 4]) == 2:
            return w[i - 1] in {"(", "tanggal", "tgl", "per", "\n"} or i == 0
    if e.rule == "M" and when == When(month=when.month) and e.mod is None:
        if w[i] in words("month_word"):
            return True
        joined = words("range").at(w, behind)
        if joined and w[joined[1]] in words("month_name"):
            return True
        if w[i] not in words("month_name") or t.text[t.starts[i]].islower():
            return False
        if w[i - 1].isdecimal():
            return False  # of a day that was none: Jalan 17 Agustus
        if words("context").before(w, i):
            return True
        return not (_large(t, i - 1) or _large(t, behind) or words("person").before(w, i))
    if e.rule in {"W", "WT"} and (words("repeated").before(w, i) or not _indonesian(t, i)):
        return False
    if e.rule == "N":
        return False
    if e.rule == "L":
        return when.direction is not None or when.offset is not None
    return True


def _indonesian(t: Tokens, i: int) -> bool:
    """Whether a weekday is named in Indonesian; in English only a full date tells it from a name."""
    return words("weekday_name").at(t.words, i + (t.words[i] == "hari")) is not None


def _large(t: Tokens, i: int) -> bool:
    """Whether token `i` is a word with a capital, as a name has, and no month."""
    return i >= 0 and t.text[t.starts[i] : t.ends[i]][:1].isupper() and t.words[i] not in words("month_name")


def _span(t: Tokens, i: int, a: Expression, behind: int) -> tuple[Expression, int]:
    """A second expression behind "hingga", "s.d." or a dash closes a span with the first."""
    w = t.words
    joined = words("range").at(w, behind)
    second_at = joined[1] if joined else None
    if joined is None and w[behind] == "dan" and (a.rule == "W" or (i and w[i - 1] == "antara")):
        second_at = behind + 1
    if second_at is None or a.until is not None or a.rule not in _SPANNED or a.mod not in {None, "APPROX"}:
        return a, behind
    if tanggal := words("date_word").at(w, second_at):
        second_at = tanggal[1]
    again = phrase(t, second_at)
    if len(again) != 1:
        return a, behind
    b, end = again[0]
    if a.rule == "W" and b.rule == "WD" and b.until is not None:
        return replace(b, start=a.start), end  # Sabtu-Minggu (18-19/3)
    if b.until is not None or (joined is None and a.rule == "W"):
        return a, behind
    if not _may_span(a, b):
        return a, behind
    one, two = a.when, b.when
    if one.year is None and one.years is None and two.year is not None and one.month is not None:
        one = replace(one, year=two.year - (one.month > (two.month or 12)))
    if one.year is None and two.years is not None and one.month is not None:
        one = replace(one, years=two.years)
    if one.quarter and one.year is None:
        one = replace(one, year=two.year, years=two.years)
    if two.hour is not None and two.day is None and two.weekday is None:
        two = replace(one, hour=two.hour, minute=two.minute)
    return replace(a, end=t.ends[end - 1], when=one, until=two), end


def _may_span(a: Expression, b: Expression) -> bool:
    if a.rule[-1] in "Tt" or b.rule[-1] in "Tt":
        return a.rule[-1] == b.rule[-1] and (b.rule == "T" or a.rule == b.rule)
    if a.rule == "Y" and b.rule == "Y":
        return (a.when.year or 0) < (b.when.year or 0)
    if a.when.quarter or b.when.quarter:
        return bool(a.when.quarter and b.when.quarter)
    if a.when.day or b.when.day:
        return bool(a.when.day and (b.when.day or b.when.unit == "day")) or (a.when.unit == "day" and bool(b.when.day))
    if a.rule == "W" or b.rule == "W":
        return a.rule == b.rule
    if a.when.month and b.when.month:
        return not (a.when.year and b.when.year is None)
    return bool(a.when.month and a.when.year and b.rule == "Y")


def _carried(t: Tokens, found: list[tuple[Expression, int, int]]) -> list[Expression]:
    """A year told at the end of a list is that of the whole list: Oktober, November dan Desember 2025."""
    made = [e for e, _, _ in found]
    for k in range(len(found) - 2, -1, -1):
        a, b = made[k], made[k + 1]
        behind, first = found[k][2], found[k + 1][1]
        if a.when.month is None or a.when.year is not None or a.when.years is not None or first <= behind or first - behind > 3:
            continue
        if b.when.month is None or (b.when.year is None and b.when.years is None):
            continue
        joined = words("list").at(t.words, behind) or words("range").at(t.words, behind)
        if joined and joined[1] <= first and t.words[joined[1]] in {t.words[first], "bulan", "pada", "tanggal"}:
            when = replace(a.when, year=b.when.year, years=b.when.years)
            until = replace(a.until, year=b.when.year, years=b.when.years) if a.until and a.until.year is None else a.until
            made[k] = replace(a, when=when, until=until)
    return made


def published(text: str) -> str | None:
    """The time of a byline's date line in ISO 8601, with time and offset where it has them; None where it tells no full date.

    >>> published("Jumat 31 Des 2021, 18:05 WIB"), published("04 - Sep - 2018, 22:21"), published("21+January+2019")
    ('2021-12-31T18:05+07:00', '2018-09-04T22:21', '2019-01-21')
    >>> published("2 hours ago") is None
    True
    """
    if iso := _ISO.search(text):
        year, month, day, hour, minute, second, zone = iso.groups()
        if _exists(int(year), int(month), int(day)) and int(hour) < 24:
            seconds = f":{second}" if second and second != "00" else ""
            return f"{year}-{month}-{day}T{hour}:{minute}{seconds}{_zone(zone)}"
    for e in find(text.replace("+", " ") if "+" in text and not _OFFSET.search(text) else text):
        when = e.when
        if when.year and when.month and when.day and _exists(when.year, when.month, when.day):
            day_text = f"{when.year:04d}-{when.month:02d}-{when.day:02d}"
            if when.hour is None or _PM.search(text):
                return day_text + _time_apart(text)
            return f"{day_text}T{when.hour:02d}:{when.minute or 0:02d}{when.zone or _offset(text)}"
    return _guessed(text)


def _exists(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


def _zone(zone: str | None) -> str:
    if zone is None:
        return ""
    return "+00:00" if zone == "Z" else zone if ":" in zone else f"{zone[:3]}:{zone[3:]}"


def _offset(text: str) -> str:
    found = _OFFSET.search(text)
    return f"{found[1]}{found[2]}:{found[3]}" if found else ""


def _time_apart(text: str) -> str:
    """A time that stands apart from the date: "14:20 | 1 Maret 2023", "Mar 1, 2023 9:05 pm"."""
    if noon := _PM.search(text):
        hour = int(noon[1]) % 12 + (12 if noon[3] in "Pp" else 0)
        return f"T{hour:02d}:{noon[2]}{_offset(text)}"
    t = tokens(text)
    for i, word in enumerate(t.words):
        if word == ":" and t.glued(i) and t.glued(i + 1) and t.words[i - 1].isdecimal() and t.words[i + 1].isdecimal():
            hour, minute = int(t.words[i - 1]), int(t.words[i + 1])
            if hour < 24 and minute < 60 and len(t.words[i + 1]) == 2:
                zone = words("zone").at(t.words, i + 2)
                return f"T{hour:02d}:{minute:02d}{zone[0] if zone else _offset(text)}"
    return ""


def _guessed(text: str) -> str | None:
    """What dateparser makes of a string that has a year and a day or month, but no form of ours."""
    t = tokens(text[:80])
    dated = any(year_number(t, i) for i in range(len(t.words))) and any(integer(t, i, 31) for i in range(len(t.words)))
    if not dated or len(text) > 80:
        return None
    import dateparser

    made = dateparser.parse(text, languages=["id", "en"], settings={"DATE_ORDER": "DMY", "STRICT_PARSING": True})
    return made.date().isoformat() if made else None
