"""From what an expression says and when it was said to a TIMEX3 value with its first and last day.

>>> from pipeline.language.calendar import find
>>> anchor = Anchor(dt.date(2023, 3, 15))
>>> [value(e, anchor).value for e in find("akhir pekan lalu, triwulan III 2022 dan Senin lalu")]
['2023-03-11/2023-03-12', '2022-Q3', '2023-03-13']
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from dataclasses import dataclass, replace

import regex

from pipeline.language.calendar_forms import Expression, Mod, When
from pipeline.language.calendar_holidays import holiday

_YEAR = regex.compile(r"(?<![-\d])\d{4}(?=-)")
_DAY = dt.timedelta(days=1)
_HALF_YEAR = 183
_CLOSE = 31


@dataclass(frozen=True, slots=True)
class Anchor:
    """The day on which a text was said, None where unknown; `year` where only the year follows from the text.

    `before` is the day or the value told last ("tiga hari sebelumnya"), `future` whether the sentence looks ahead.
    """

    day: dt.date | None = None
    before: dt.date | None = None
    future: bool = False
    exact: bool = True  #: whether `day` is the publication, not a guess from the text


@dataclass(frozen=True, slots=True)
class Value:
    """A TIMEX3 value, its first and last day, and whether weekday and date contradict each other."""

    value: str
    begin: dt.date | None = None
    end: dt.date | None = None
    conflict: bool = False


def value(e: Expression, anchor: Anchor) -> Value | None:
    """The value of an expression, with X for what stays open; None where the words name a day that does not exist."""
    made = _one(e.when, anchor)
    if made is None:
        return None
    if e.until is not None:
        last = _one(e.until, replace(anchor, before=made.end or anchor.before))
        if last is None:
            return None
        if made.begin and last.end and made.begin > last.end and e.when.year is None and e.when.month:
            earlier = _one(replace(e.when, year=made.begin.year - 1), anchor)
            made = earlier or made
        if made.begin and last.begin and last.begin < made.begin and e.until.weekday and e.until.day is None:
            day = last.begin + 7 * _DAY
            last = Value(day.isoformat(), day, day)
        return Value(f"{made.value}/{last.value}", made.begin, last.end, made.conflict or last.conflict)
    if e.mod in {"START", "MID", "END"} and made.begin and made.end:
        begin, end = third(made.begin, made.end, e.mod)
        return replace(made, begin=begin, end=end)
    return made


def third(begin: dt.date, end: dt.date, mod: Mod | None) -> tuple[dt.date, dt.date]:
    """The first, middle or last third of a period, at whole months or days: awal 2022 is January to April.

    >>> third(dt.date(2023, 12, 1), dt.date(2023, 12, 31), "END")
    (datetime.date(2023, 12, 21), datetime.date(2023, 12, 31))
    """
    if (end - begin).days > 300:
        y = begin.year
        return {
            "START": (begin, dt.date(y, 4, 30)), "MID": (dt.date(y, 5, 1), dt.date(y, 8, 31)), "END": (dt.date(y, 9, 1), end),
        }[str(mod)]  # fmt: skip
    if 27 <= (end - begin).days <= 30:
        first, second = begin + 10 * _DAY, begin + 20 * _DAY
    else:
        step = ((end - begin).days + 1) // 3
        first, second = begin + step * _DAY, begin + 2 * step * _DAY
    return {"START": (begin, first - _DAY), "MID": (first, second - _DAY), "END": (second, end)}[str(mod)]


def _one(w: When, anchor: Anchor) -> Value | None:
    if w.hour is not None:
        return _time(w, anchor)
    if w.day is not None:
        return _day(w, anchor)
    if w.holiday is not None:
        return _holiday(w, anchor)
    if w.weekday is not None:
        return _weekday(w, anchor)
    if w.month is not None:
        return _month(w, anchor)
    if w.week is not None and w.months is not None and anchor.day is not None:
        months = anchor.day.year * 12 + anchor.day.month - 1 + w.months
        return _month(replace(w, year=months // 12, month=months % 12 + 1), anchor)
    if w.quarter is not None or w.half is not None:
        return _period(w, anchor)
    if w.decade is not None:
        return Value(f"{w.decade}/{w.decade + 9}", dt.date(w.decade, 1, 1), dt.date(w.decade + 9, 12, 31))
    if w.year is not None:
        return _year(w.year)
    if w.unit is not None and w.shift is not None:
        return _shifted(w, anchor)
    return None


def _year(year: int) -> Value:
    return Value(f"{year:04d}", dt.date(year, 1, 1), dt.date(year, 12, 31))


def _time(w: When, anchor: Anchor) -> Value | None:
    rest = replace(w, hour=None, minute=None, zone=None)
    if rest == When():
        day = Value(anchor.before.isoformat(), anchor.before, anchor.before) if anchor.before else None
        if day is None:
            day = Value(anchor.day.isoformat(), anchor.day, anchor.day) if anchor.day and anchor.exact else Value("XXXX-XX-XX")
    else:
        day = _one(rest, anchor)
    if day is None or len(day.value) != 10:
        return day
    return replace(day, value=f"{day.value}T{w.hour:02d}:{w.minute or 0:02d}")


def date(year: int, month: int, day: int) -> dt.date | None:
    """The date, None where there is no such day.

    >>> date(2023, 2, 30) is None
    True
    """
    try:
        return dt.date(year, month, day)
    except ValueError:
        return None


def _day(w: When, anchor: Anchor) -> Value | None:
    assert w.day is not None
    if w.month is None:
        if w.months is None or anchor.day is None:
            return None
        months = anchor.day.year * 12 + anchor.day.month - 1 + w.months
        w = replace(w, year=months // 12, month=months % 12 + 1)
    assert w.month is not None and w.day is not None
    years = [w.year] if w.year is not None else []
    if not years and w.years is not None and anchor.day:
        years = [anchor.day.year + w.years]
    if years:
        made = date(years[0], w.month, w.day)
        if made is None:
            return None
        return Value(made.isoformat(), made, made, w.weekday is not None and made.isoweekday() != w.weekday)
    if anchor.day is None:
        return Value(f"XXXX-{w.month:02d}-{w.day:02d}") if w.day <= 31 else None
    options = [d for y in (-1, 0, 1) if (d := date(anchor.day.year + y, w.month, w.day))]
    if not options:
        return None
    close = min(options, key=lambda d: abs((d - anchor.day).days) if anchor.day else 0)
    agreeing = [d for d in options if w.weekday is not None and d.isoweekday() == w.weekday]
    if w.weekday is not None and abs((close - anchor.day).days) <= _CLOSE:
        made = close  # a wrong weekday is likelier than a year away
    else:
        made = _nearest(agreeing or options, anchor, w)
    return Value(made.isoformat(), made, made, w.weekday is not None and made.isoweekday() != w.weekday)


def _nearest(options: list[dt.date], anchor: Anchor, w: When) -> dt.date:
    """The day of a year left out: before or after the publication as the words say, else its own year unless far ahead."""
    assert anchor.day is not None
    today = anchor.day
    if w.direction == -1 and (past := [d for d in options if d <= today]):
        return past[-1]
    if w.direction == 1 and (ahead := [d for d in options if d >= today]):
        return ahead[0]
    same = [d for d in options if d.year == today.year]
    if not same:
        return min(options, key=lambda d: abs((d - today).days))
    made = same[0]
    if (made - today).days > _HALF_YEAR and not anchor.future and options[0] < made:
        return options[0]
    if (today - made).days > _HALF_YEAR and anchor.future and options[-1] > made:
        return options[-1]
    return made


def _weekday(w: When, anchor: Anchor) -> Value:
    assert w.weekday is not None
    today = anchor.day
    if today is None:
        return Value(f"XXXX-WXX-{w.weekday}")
    if w.weeks is not None:
        monday = today - (today.isoweekday() - 1) * _DAY + w.weeks * 7 * _DAY
        made = monday + (w.weekday - 1) * _DAY
    else:
        back = (today.isoweekday() - w.weekday) % 7
        ahead = (w.weekday - today.isoweekday()) % 7
        if w.direction == -1:
            made = today - (back or 7) * _DAY
        elif w.direction == 1:
            made = today + (ahead or 7) * _DAY
        elif w.direction == 0 or (anchor.future and back):
            made = today + ahead * _DAY if w.direction is None or ahead <= 7 - today.isoweekday() else today - back * _DAY
        else:
            made = today - back * _DAY
    return Value(made.isoformat(), made, made)


def _month(w: When, anchor: Anchor) -> Value | None:
    assert w.month is not None
    year = w.year
    if year is None and anchor.day is not None:
        year = anchor.day.year + w.years if w.years is not None else _month_year(w, anchor)
    if year is None:
        return Value(f"XXXX-{w.month:02d}")
    begin = dt.date(year, w.month, 1)
    if w.week is not None:
        thursday = begin + (3 - begin.weekday()) % 7 * _DAY  # a week belongs to the month of its Thursday
        return _week(thursday + (w.week - 1) * 7 * _DAY)
    return Value(f"{year:04d}-{w.month:02d}", begin, dt.date(year, w.month, monthrange(year, w.month)[1]))


def _month_year(w: When, anchor: Anchor) -> int:
    assert anchor.day is not None and w.month is not None
    year, ahead = anchor.day.year, w.month - anchor.day.month
    if w.direction == -1:
        return year - (ahead >= 0)
    if w.direction == 1:
        return year + (ahead < 0)
    if w.direction == 0:
        return year - (ahead > 6 and not anchor.future)
    if anchor.future:
        return year + (ahead < -6)
    return year - (ahead > 4)


def _week(day: dt.date) -> Value:
    year, week, _ = day.isocalendar()
    monday = dt.date.fromisocalendar(year, week, 1)
    return Value(f"{year:04d}-W{week:02d}", monday, monday + 6 * _DAY)


def _quarter(year: int, number: int, size: int, letter: str) -> Value:
    begin = dt.date(year, (number - 1) * size + 1, 1)
    last = number * size
    return Value(f"{year:04d}-{letter}{number}", begin, dt.date(year, last, monthrange(year, last)[1]))


def _period(w: When, anchor: Anchor) -> Value:
    number, size, letter = (w.quarter, 3, "Q") if w.quarter is not None else (w.half or 1, 6, "H")
    year = w.year
    if year is None and anchor.day is not None:
        now = (anchor.day.month - 1) // size + 1
        if w.years is not None:
            year = anchor.day.year + w.years
        else:
            past = number >= now if w.direction == -1 else number > now + 1 and not anchor.future and w.direction is None
            year = anchor.day.year - past
    if year is None:
        return Value(f"XXXX-{letter}{number}")
    return _quarter(year, number, size, letter)


def _holiday(w: When, anchor: Anchor) -> Value | None:
    """Lebaran 2023, H-3 Lebaran, Natal lalu; the year alone where the table has no date for it."""
    assert w.holiday is not None
    year = w.year
    if year is None and anchor.day is not None:
        year = anchor.day.year + (w.years or 0)
        here = holiday(w.holiday, year)
        if here and w.direction == -1 and here[0] > anchor.day:
            year -= 1
        elif here and w.direction == 1 and here[0] < anchor.day:
            year += 1
    if year is None:
        return None
    feast = holiday(w.holiday, year)
    if feast is None:
        return _year(year)
    begin, end = feast
    if w.offset is not None:
        begin = end = begin + w.offset * _DAY
    return Value(begin.isoformat() if begin == end else f"{begin.isoformat()}/{end.isoformat()}", begin, end)


def same_period(made: Value, last: Value | None) -> Value:
    """The part of the year `made` that `last` was of its own year: "periode yang sama tahun lalu".

    >>> year, period = Value("2021"), Value("2022-01/2022-11", dt.date(2022, 1, 1), dt.date(2022, 11, 30))
    >>> same_period(year, period).value
    '2021-01/2021-11'
    """
    if last is None or last.begin is None or last.end is None or not made.value.isdecimal():
        return made
    step = int(made.value) - last.begin.year
    begin, end = (date(d.year + step, d.month, min(d.day, 28) if d.month == 2 else d.day) for d in (last.begin, last.end))
    return Value(_YEAR.sub(lambda m: f"{int(m[0]) + step:04d}", last.value), begin, end)


def _shifted(w: When, anchor: Anchor) -> Value | None:
    assert w.shift is not None
    today = anchor.before if w.base == "before" and anchor.before else anchor.day
    if today is None or (w.unit in {"day", "week", "weekend"} and not anchor.exact and w.base == "now"):
        open_value = {"day": "XXXX-XX-XX", "week": "XXXX-WXX", "month": "XXXX-XX", "year": "XXXX"}.get(str(w.unit))
        return Value(open_value) if open_value else None
    if abs(w.shift) > (3000 if w.base == "now" else 20):
        return None
    if w.unit == "day":
        made = today + w.shift * _DAY
        return Value(made.isoformat(), made, made)
    if w.unit == "week":
        return _week(today + 7 * w.shift * _DAY)
    if w.unit == "weekend":
        saturday = today + (6 - today.isoweekday()) * _DAY if today.isoweekday() <= 6 else today - _DAY
        saturday += 7 * w.shift * _DAY
        return Value(f"{saturday.isoformat()}/{(saturday + _DAY).isoformat()}", saturday, saturday + _DAY)
    if w.unit == "month":
        months = today.year * 12 + today.month - 1 + w.shift
        return _month(When(year=months // 12, month=months % 12 + 1), anchor) if months // 12 > 0 else None
    if w.unit == "quarter":
        quarters = today.year * 4 + (today.month - 1) // 3 + w.shift
        return _quarter(quarters // 4, quarters % 4 + 1, 3, "Q")
    if w.unit == "half":
        halves = today.year * 2 + (today.month - 1) // 6 + w.shift
        return _quarter(halves // 2, halves % 2 + 1, 6, "H")
    if w.unit == "year":
        return _year(today.year + w.shift) if today.year + w.shift > 0 else None
    return None
