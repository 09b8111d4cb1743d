"""When an article was published: what the head of a page tells and what its lines show, as one time."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone

from pipeline.clean.byline import is_date_line
from pipeline.clean.piece import Piece

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CHANGED = re.compile(r"updated?\b|diperbarui|perbaruan|terakhir diubah|last modified|dibuat\b", re.I)
_LONGEST = 90  #: characters of a line that tells a date; twice as many where it stands right above the lead
_NEAR = 4  #: lines above the lead
_WIB = timezone(timedelta(hours=7))


def published(text: str) -> str | None:
    """ISO 8601 of a date as an outlet writes it, as fine as it tells; None where it tells no full date.

    >>> published("Kompas.com - 12/05/2024, 12:41 WIB"), published("21+January+2019"), published("kemarin")
    ('2024-05-12T12:41+07:00', '2019-01-21', None)
    """
    from pipeline.language import calendar  # loads the language model's library, which main_text does without

    return calendar.published(text)


def shown(pieces: list[Piece]) -> list[str]:
    """The times that left-out lines show, the likeliest first: lines that are nothing else, nearest above the lead."""
    told = [n for n, p in enumerate(pieces) if p.kept and p.label in {"lead", "body"}][:3]
    told = told or [n for n, p in enumerate(pieces) if p.kept and p.label != "title"][:1] or [len(pieces)]
    first, last = told[0], told[-1]
    found = []
    for n, p in enumerate(pieces):
        longest = _LONGEST if not first - _NEAR <= n < first else 2 * _LONGEST
        if p.kept or len(p.text) >= longest or (n > last and p.label != "date"):
            continue
        exact = is_date_line(p.text)
        if exact or _YEAR.search(p.text):
            found.append((not exact, _CHANGED.search(p.text) is not None, n > first, abs(n - first), p.text))
    return [time for *_, text in sorted(found) if (time := published(text))]


def finest(told: Sequence[str], seen: Sequence[str]) -> str | None:
    """The first time, or one of the same day that tells more; a time in UTC as the reader sees it.

    >>> finest(["2016-02-16"], ["2016-02-16T09:10+07:00", "2016-02-15"])
    '2016-02-16T09:10+07:00'
    >>> finest(["2016-02-15T23:10:56+00:00"], ["2016-02-16T06:10+07:00"])
    '2016-02-16T06:10:56+07:00'
    """
    times = [*(local(time, seen) for time in told), *seen]
    same = [t for t in times if t[:10] == times[0][:10]]
    return max(same, key=lambda t: ("T" in t, "+" in t, not t.endswith("+00:00")), default=None)


def local(time: str, seen: Sequence[str]) -> str:
    """A time in UTC on the clock of the page, where a line shows that instant, or that clock (then it was never UTC), or
    the day that it was in western Indonesia.

    >>> local("2016-02-15T23:10:00+00:00", ["2016-02-16"]), local("2015-11-05T10:08:58+00:00", ["2015-11-05T10:08+07:00"])
    ('2016-02-16T06:10+07:00', '2015-11-05T10:08:58+07:00')
    >>> local("2015-11-05T10:08+00:00", ["2015-11-05"])
    '2015-11-05T10:08+00:00'
    """
    if not time.endswith("+00:00"):
        return time
    at = datetime.fromisoformat(time)
    minute, there = at.replace(second=0), at.astimezone(_WIB)
    for line in seen:
        if "T" not in line:
            continue
        other = datetime.fromisoformat(line).replace(second=0)
        clock = minute.replace(tzinfo=other.tzinfo)
        if other == clock:
            return _iso(at.replace(tzinfo=other.tzinfo))
        if other.tzinfo is not None and other == minute:
            return _iso(at.astimezone(other.tzinfo))
        if other == there.replace(second=0, tzinfo=None):
            return _iso(there)
    if any(line[:10] == there.date().isoformat() != time[:10] for line in seen[:1]):
        return _iso(there)
    return time


def _iso(time: datetime) -> str:
    return time.isoformat(timespec="seconds" if time.second else "minutes")
