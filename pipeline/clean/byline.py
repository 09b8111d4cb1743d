"""Bylines and date lines: who wrote and edited, and which lines tell the time of publication."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache

from pipeline.lexicon import DEFAULT, Lexicon

_DAY = r"(?:senin|selasa|rabu|kamis|jum['’]?at|sabtu|minggu|ahad|mon|tues?|wed(?:nes)?|thu(?:rs)?|fri|satur|sat|sun)(?:day)?"
_NAME = r"(?-i:[A-Z][\w.'’-]*(?:,? (?:[A-Z][\w.'’-]*|bin|binti|dan|van|al)){0,5})"


@lru_cache(maxsize=8)
def _date_line(lexicon: Lexicon) -> re.Pattern[str]:
    names = [row["word"] for row in lexicon.rows("calendar_words") if row["kind"] == "month"]
    month = "|".join(sorted(names, key=len, reverse=True))
    date = (
        rf"(?:\d{{1,2}}\W{{1,3}}(?:\d{{1,2}}|{month})\W{{1,3}}\d{{4}}|"
        rf"(?:{month})\.? \d{{1,2}},? \d{{4}}|\d{{4}}[-/]\d\d[-/]\d\d)"
    )
    clock = r"(?:\d{1,2}[:.]\d\d(?::\d\d)?)?\s{0,2}(?:WIB|WITA|WIT|AM|PM)?"
    return re.compile(
        r"(?:(?:dipublikasikan|diterbitkan|terbit|tayang|published|posted|update[ds]?|diperbarui|tanggal|pada|[\w.]+\.(?:com|id|net))\W{0,4}){0,2}"
        rf"(?:{_DAY})?\W{{0,3}}{date}\W{{0,4}}(?:(?:pukul|jam|at)\W{{0,2}})?{clock}\W{{0,3}}"
        r"(?:\|\W{0,2})?(?:[\d.,]+ (?:views?|kali dibaca|dibaca|dilihat)|\W{0,2}waktu baca \d+ menit)?",
        re.I,
    )


def is_date_line(line: str, *, lexicon: Lexicon = DEFAULT) -> bool:
    """Whether a line is nothing but a date of publication.

    >>> is_date_line("Kompas.com - 01/04/2015, 14:20 WIB"), is_date_line("Pada 1 April 2015 hujan turun.")
    (True, False)
    """
    return any(map(str.isdigit, line)) and _date_line(lexicon).fullmatch(line) is not None


_ROLES = r"""penulis|pewarta|reporter|kontributor|wartawan|jurnalis|laporan(?: wartawan)?|oleh|author|by|editor|penyunting|
redaktur(?: pelaksana)?|uploader|re[pd](?=\s*:)""".replace("\n", "")
_ROLE = re.compile(
    rf"\b(?P<role>{_ROLES})\b\s*:?\s*(?P<names>[^:|]*?)(?=\s*(?:[-|/•–]\s*)?\b(?:{_ROLES}|copyright)\b|\s*[|•]|$)", re.I
)
_ALONE = re.compile(rf"\W*(?:{_ROLES}|tim redaksi)\W*", re.I)
_EDITS = re.compile(r"editor|penyunting|redaktur|red$", re.I)
_PLACED = re.compile(r"kontributor|wartawan|laporan", re.I)
_ONE = re.compile(_NAME)
_PERSON = re.compile(r"[A-Z][a-z'’]+(?: [A-Z][\w'’]*\.?){0,2} [A-Z][a-z'’]+")
_WHEN = re.compile(r"\s+(?:di|pada|on|at)\s+\d.*$")
_SPLIT = re.compile(r"\s*(?:,|;|/|&| dan | and )\s*")
_DEGREE = re.compile(r"(?:[SMD]\.?[A-Z][\w.]{1,4}|Ph\.?D|M\.?Si|M\.?M)\.?")
_SIGNED = re.compile(r"[.!?\"”]\s*\(([A-Za-z][a-z]{3,15}(?: [A-Z][a-z]+)?)\)\W*$")


def people(lines: Sequence[str], *, known: frozenset[str] = frozenset()) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Authors and editors that the lines of a byline name, without role words; `known` are names of outlets.

    >>> people(["Penulis : Sari Wening - Editor : Bayu Laksana"])
    (('Sari Wening',), ('Bayu Laksana',))
    >>> people(["Sari Wening", "Penulis"]), people(["Editor", "Bayu Laksana"]), people(["Kontributor Solo, Sari Wening"])
    ((('Sari Wening',), ()), ((), ('Bayu Laksana',)), (('Sari Wening',), ()))
    >>> people(["Sari Wening, Bayu Laksana", "Tim Redaksi"])
    (('Sari Wening',), ('Bayu Laksana',))
    """
    authors: list[str] = []
    editors: list[str] = []

    def add(into: list[str], names: list[str]) -> None:
        into += [n for n in names if n not in into and n.casefold() not in known]

    for n, line in enumerate(lines):
        above, below = _plain(lines, n - 1), _plain(lines, n + 1)
        if _ALONE.fullmatch(line):
            if "redaksi" in line.lower():
                first = lines[n - 2] if n > 1 and lines[n - 2].endswith(",") else ""
                names = [*_names(first), *_names(above)]
                add(authors, names[:1])
                add(editors, names[1:])
            elif _EDITS.search(line):
                add(editors, _names(below))
            else:
                add(authors, _names(above) or _names(below))
            continue
        for m in _ROLE.finditer(line):
            names = _names(m["names"])
            if len(names) > 1 and _PLACED.match(m["role"]):
                names = names[1:]  # "Kontributor Solo, Sari Wening"
            if m["role"].lower() != "uploader":
                add(editors if _EDITS.match(m["role"]) else authors, names)
    return tuple(authors), tuple(editors)


def signature(text: str) -> str | None:
    """The name in brackets at the end of an article; initials are none.

    >>> signature("… kata dia. (yudha)"), signature("… kata dia. (eks/gil)")
    ('yudha', None)
    """
    found = _SIGNED.search(text)
    return found[1] if found and found[1].casefold() not in _agencies() else None


@lru_cache(maxsize=1)
def _agencies() -> frozenset[str]:
    return frozenset(row["name"].casefold() for row in DEFAULT.rows("agencies"))


def visible_author(line: str, known: frozenset[str]) -> str | None:
    """The name in "Sari Wening, Outlet | Sabtu, 19/08/2017 15:10 WIB" or "Sari Wening - Pantura"."""
    parts = re.split(r"\s*[|,•–-]\s*", line)
    told = any(p.casefold() in known for p in parts[1:]) or is_date_line(line.rsplit("|", 1)[-1].strip())
    if 2 <= len(parts) <= 7 and told and 2 <= len(parts[0].split()) <= 4:
        return parts[0] if _ONE.fullmatch(parts[0]) else None
    return None


def _plain(lines: Sequence[str], n: int) -> str:
    """A line that may be a name and nothing else."""
    if not 0 <= n < len(lines) or len(lines[n]) > 60 or _ALONE.fullmatch(lines[n]):
        return ""
    line = lines[n].strip(" *")
    named = all(map(_ONE.fullmatch, line.split(", "))) and not _ROLE.match(line) and not is_date_line(line)
    return line if named else ""


def beside_date(lines: Sequence[str], at: Sequence[int], known: frozenset[str]) -> str | None:
    """The name that stands alone next to a date line; `at` are the lines of the byline, `known` are names of outlets.

    >>> beside_date(["Sari Wening", "Rabu, 12 Juni 2024 | 14:20 WIB"], [0, 1], frozenset())
    'Sari Wening'
    """
    dates = [n for n, line in enumerate(lines) if len(line) < 100 and is_date_line(line.lstrip(" -–|"))]
    for n in (m for date in dates for m in (date - 1, date + 1, date - 2)):
        if n in at:
            words = lines[n].split()
            named = " ".join(words[:-1] if words[-1].casefold() in known else words)
            if _PERSON.fullmatch(named) and named.casefold() not in known:
                return named
    return None


def _names(text: str) -> list[str]:
    text = _WHEN.sub("", text)
    parts = [p.strip(" *-–.()") for p in _SPLIT.split(text)]
    return [p for p in parts if len(p) > 2 and _ONE.fullmatch(p) and not _DEGREE.fullmatch(p) and len(p.split()) <= 5]
