"""Bylines and date lines: who wrote and edited, and when it was published."""

from __future__ import annotations

import re

from pipeline.clean.tidy import tidy
from pipeline.lexicon import DEFAULT

_MONTHS = {
    row["name"]: int(row["month"])  #
    for row in DEFAULT.rows("months_in_bylines")
}
_MONTH = "|".join(sorted(_MONTHS, key=len, reverse=True))
_DAY = r"(?:senin|selasa|rabu|kamis|jum['’]?at|sabtu|minggu|ahad|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur|sat|sun)(?:day)?"
_ISO = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::\d\d(?:\.\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?)?")
_WORDED = re.compile(rf"(?<!\d)(\d{{1,2}})[\s+-]*({_MONTH})\.?[\s+,-]*(\d{{4}}|\d\d(?![\d:.]))", re.I)
_ENGLISH = re.compile(rf"\b({_MONTH})\.? (\d{{1,2}}),? (\d{{4}})", re.I)
_NUMERIC = re.compile(r"(?<!\d)(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})")
_TIME = re.compile(r"(?<![\d.:/])(\d{1,2})[:.](\d\d)(?::\d\d)?(?![\d/])\s*(WIB|WITA|WIT|AM|PM)?\b", re.I)
_ZONES = {"wib": "+07:00", "wita": "+08:00", "wit": "+09:00"}
_LINE = re.compile(
    rf"(?:(?:dipublikasikan|diterbitkan|terbit|tayang|published|posted|update[ds]?|diperbarui|tanggal|kompas\.com|[\w.]+\.(?:com|id|net))\W{{0,4}})?"
    rf"(?:{_DAY})?\W{{0,3}}(?:\d{{1,2}}\W{{1,3}}(?:\d{{1,2}}|{_MONTH})\W{{1,3}}\d{{4}}|"
    rf"(?:{_MONTH})\.? \d{{1,2}},? \d{{4}}|\d{{4}}-\d\d-\d\d)"
    r"\W{0,4}(?:(?:pukul|jam|at)\W{0,2})?(?:\d{1,2}[:.]\d\d(?::\d\d)?)?\s{0,2}(?:WIB|WITA|WIT|AM|PM)?\W{0,3}",
    re.I,
)


def is_date_line(line: str) -> bool:
    """Whether a line is nothing but a date of publication.

    >>> is_date_line("Kompas.com - 01/04/2015, 14:20 WIB"), is_date_line("Pada 1 April 2015 hujan turun.")
    (True, False)
    """
    return bool(_LINE.fullmatch(line))


def published(text: str) -> str | None:
    """ISO 8601 of a date as an outlet writes it, as fine as it tells.

    >>> published("Kompas.com - 12/05/2024, 12:41 WIB"), published("21+January+2019"), published("Jumat 31 Des 2021, 18:05")
    ('2024-05-12T12:41+07:00', '2019-01-21', '2021-12-31T18:05')
    >>> published("14-Oct-18"), published("2025-10-20T18:52"), published("kemarin")
    ('2018-10-14', '2025-10-20T18:52', None)
    """
    text = tidy(text)
    if m := _ISO.search(text):
        day = _day(m[1], m[2], m[3])
        zone = (m[6] or "").replace("Z", "+00:00")
        if len(zone) == 5:
            zone = zone[:3] + ":" + zone[3:]
        if not day or not m[4]:
            return day
        named = re.search(r"\b(WIB|WITA|WIT)\b", text)
        return f"{day}T{m[4]}:{m[5]}{zone or (_ZONES[named[1].lower()] if named else '')}"
    if m := _WORDED.search(text):
        day = _day(m[3], str(_MONTHS[m[2].lower()]), m[1])
    elif m := _ENGLISH.search(text):
        day = _day(m[3], str(_MONTHS[m[1].lower()]), m[2])
    elif m := _NUMERIC.search(text):
        day = _day(m[3], m[2], m[1]) or _day(m[3], m[1], m[2])
    else:
        return None
    if not day:
        return None
    for clock in (_TIME.search(text, m.end()), _TIME.search(text[: m.start()])):
        if clock and int(clock[1]) < 24 and int(clock[2]) < 60:
            hour, zone = int(clock[1]), (clock[3] or "").lower()
            hour = hour % 12 + 12 * (zone == "pm") if zone in {"am", "pm"} else hour
            return f"{day}T{hour:02d}:{clock[2]}{_ZONES.get(zone, '')}"
    return day


def _day(year: str, month: str, day: str) -> str | None:
    y, m, d = int(year), int(month), int(day)
    y += 2000 if y < 70 else 1900 if y < 100 else 0
    return f"{y:04d}-{m:02d}-{d:02d}" if 1 <= m <= 12 and 1 <= d <= 31 and 1900 <= y <= 2100 else None


_ROLE = (
    r"(?P<role>penulis|pewarta|reporter|kontributor|wartawan|jurnalis|laporan(?: wartawan)?|oleh|author|by|editor|"
    r"penyunting|redaktur(?: pelaksana)?)"
)
_ROLE_LINE = re.compile(
    rf"\b{_ROLE}\b\s*:?\s*(?P<names>[^:|]*?)"
    r"(?=\s*(?:[-|/•–]\s*)?\b(?:penulis|editor|pewarta|reporter|uploader|redaktur|kontributor|copyright)\b|\s*[|•]|$)",
    re.I,
)
_EDIT = re.compile(r"editor|penyunting|redaktur", re.I)
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: [^\W\d_][\w.'’-]*){0,5}")


def people(lines: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Authors and editors that the lines of a byline name, without role words.

    >>> people(["Penulis : Sari Wening - Editor : Bayu Laksana"])
    (('Sari Wening',), ('Bayu Laksana',))
    >>> people(["Sari Wening", "Penulis"]), people(["Editor", "Bayu Laksana"])
    ((('Sari Wening',), ()), ((), ('Bayu Laksana',)))
    """
    authors: list[str] = []
    editors: list[str] = []
    for n, line in enumerate(lines):
        for m in _ROLE_LINE.finditer(line):
            into = editors if _EDIT.match(m["role"]) else authors
            names = m["names"].strip(" *-–,./")
            if not names and len(line.split()) <= 2:  # the role stands alone, the name on the line above or below
                near = [x for x in (lines[n - 1 : n] if into is authors else []) + lines[n + 1 : n + 2] if _name_line(x)]
                names = near[0] if near else ""
            for name in re.split(r"\s*(?:,|;|/|&| dan | and )\s*", names):
                name = name.strip(" *-–.")
                if _NAME.fullmatch(name) and len(name) > 2 and name not in into:
                    into.append(name)
    return tuple(authors), tuple(editors)


def _name_line(line: str) -> bool:
    return len(line) < 40 and not re.search(rf"\b{_ROLE}\b", line, re.I) and bool(_NAME.fullmatch(line.strip(" *")))
