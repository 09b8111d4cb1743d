"""Indonesia's administrative areas: codes, names, parents, population. From the country down to kelurahan and desa.

The codes are those of Kepmendagri 300.2.2-2430/2025. `areas.gz` is made by `training/areas.py`.

>>> get("35.73").name, get("35.73").population, get("35.73").parents
('Kota Malang', 889359, ('35', 'ID'))
>>> [area.name for area in search("Kukar")]
['Kabupaten Kutai Kartanegara']
"""

from __future__ import annotations

import gzip
from bisect import bisect_left
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Literal

import regex

from pipeline.lexicon import DEFAULT, HERE

Level = Literal["country", "province", "regency", "city", "district", "village"]
COUNTRY = "ID"
_APART = regex.compile(r"[^\w\n]++|_")
LEVELS: dict[int, Level] = {2: "province", 5: "regency", 8: "district", 13: "village"}


@dataclass(frozen=True, slots=True)
class Area:
    """An area with its usual full name; `population` is that of December 2024, null below kabupaten and kota."""

    code: str
    name: str
    level: Level
    parents: tuple[str, ...]
    population: int | None = None
    iso: str | None = None
    bps: str | None = None


@dataclass(frozen=True, slots=True)
class Former:
    """A name and code that an area had until the end of a year."""

    name: str
    code: str
    until: int


def key(name: str) -> str:
    """What spellings of one name have in common: its letters and digits, in lower case.

    >>> key("Ma'rang") == key("Marang"), key("Fak-Fak") == key("Fakfak"), key("Palangka Raya")
    (True, True, 'palangkaraya')
    """
    return str(_APART.sub("", name.casefold()))


def level(code: str) -> Level:
    """The level that a code's form tells.

    >>> level("ID"), level("31"), level("35.07"), level("35.73"), level("35.73.01"), level("35.73.01.1001")
    ('country', 'province', 'regency', 'city', 'district', 'village')
    """
    if code == COUNTRY:
        return "country"
    return "city" if len(code) == 5 and code[3] == "7" else LEVELS[len(code)]


def parents(code: str) -> tuple[str, ...]:
    """Codes of the areas that an area lies in, smallest first.

    >>> parents("35.73.01"), parents("ID")
    (('35.73', '35', 'ID'), ())
    """
    if code == COUNTRY:
        return ()
    above = [code[:n] for n in (8, 5, 2) if n < len(code)]
    return (*above, COUNTRY)


def name(code: str) -> str:
    """The official name, without kind below kabupaten: `Klojen`.

    Raises:
        KeyError: no such area.
    """
    return _names()[code]


def full_name(code: str) -> str:
    """The usual full name with its kind.

    >>> full_name("31"), full_name("35.09"), full_name("35.73.01"), full_name("35.73.01.1001"), full_name("ID")
    ('Provinsi DKI Jakarta', 'Kabupaten Jember', 'Kecamatan Blimbing', 'Kelurahan Balearjosari', 'Indonesia')
    """
    if code == COUNTRY:
        return "Indonesia"
    if len(code) == 2:
        return "Provinsi " + _provinces()[code]["name"]
    if len(code) == 5:
        return _usual().get(code) or name(code)
    kind = "Kecamatan" if len(code) == 8 else "Kelurahan" if code[9] == "1" else "Desa"
    return f"{kind} {name(code)}"


@lru_cache(maxsize=4096)
def get(code: str) -> Area | None:
    """The area of a Kemendagri code, or None.

    >>> get("99.99") is None
    True
    """
    if code != COUNTRY and code not in _names():
        return None
    iso = _provinces()[code]["iso"] if len(code) == 2 and code != COUNTRY else None
    return Area(code, full_name(code), level(code), parents(code), population(code), iso, _bps().get(code))


def population(code: str) -> int | None:
    """Inhabitants in December 2024 after Dukcapil, down to kabupaten and kota, else None.

    >>> population("35.73"), population("35.73.01")
    (889359, None)
    """
    return _population().get(code)


def siblings(code: str) -> list[str]:
    """Codes of the other areas that lie in the same area: kabupaten and kota of one province.

    >>> siblings("34.71")
    ['34.01', '34.02', '34.03', '34.04']
    """
    above = parents(code)[:1]
    same = [other for other in _codes() if len(other) == 2] if above == (COUNTRY,) else [o for up in above for o in below(up)]
    return [other for other in same if len(other) == len(code) and other != code]


def former(code: str) -> tuple[Former, ...]:
    """Names and codes that an area had, oldest first.

    >>> former("12.12")
    (Former(name='Kabupaten Toba Samosir', code='12.12', until=2020),)
    """
    return _former().get(code, ())


def name_at(code: str, year: int) -> str | None:
    """An area's official name in a year, where it was another one than today's.

    >>> name_at("12.12", 2015), name_at("12.12", 2024), name_at("35.73", 2015)
    ('Kabupaten Toba Samosir', None, None)
    """
    then = next((old.name for old in former(code) if year <= old.until), None)
    return then if then and key(then) != key(full_name(code)) else None


def aliases(code: str) -> list[str]:
    """Other names of an area: abbreviations, short and English forms, nicknames.

    >>> aliases("33.72")
    ['Kota Bengawan', 'Sala', 'Solo']
    """
    return [row["alias"] for row in DEFAULT.rows("aliases") if row["code"] == code and row["kind"] != "usual"]


def coded(name: str) -> tuple[str, ...]:
    """Codes of all areas of this name, with or without its kind, in order of code; former names and aliases too.

    >>> coded("Malang")[:2], coded("Kota Malang"), coded("Kab. Malang"), coded("Jatim")
    (('35.07', '35.73'), ('35.73',), ('35.07',), ('35',))
    """
    plain = name.strip()
    found = [code for code in lower(key(plain)) if len(code) != 5 or not _has_kind(plain)]
    found += [code for code in named().get(key(plain), ()) if code not in found]
    first, _, rest = plain.partition(" ")
    for kind in _KINDS.get(key(first), ()):
        found += [code for code in (*named().get(key(rest), ()), *lower(key(rest)))
                  if level(code) == kind and code not in found]  # fmt: skip
    return tuple(sorted(dict.fromkeys(found), key=lambda code: (len(code), code)))


def search(name: str) -> list[Area]:
    """The areas of this name, widest first.

    >>> [area.name for area in search("Blora")]
    ['Kabupaten Blora', 'Kecamatan Blora']
    """
    return [area for area in map(get, coded(name)) if area]


def lower(name_key: str) -> tuple[str, ...]:
    """Codes of the kecamatan, kelurahan and desa whose name has this `key`.

    >>> lower("rawamangun")
    ('31.75.02.1005', '73.22.13.2002', '82.06.07.2007')
    """
    return tuple(_by_key().get(name_key, "").split())


def below(code: str) -> list[str]:
    """Codes of all areas within an area, in order.

    >>> below("35.73")[:2], len(below("35.73"))
    (['35.73.01', '35.73.01.1001'], 62)
    """
    codes = _codes()
    return codes[bisect_left(codes, f"{code}.") : bisect_left(codes, f"{code}/")]


def found(name_key: str) -> tuple[str, ...]:
    """Codes of all areas with this `key`, kabupaten, kota and provinces first; for finders.

    >>> found("jombang")[:2]
    ('35.17', '33.06.02.2041')
    """
    wide, narrow = named().get(name_key, ()), _by_key().get(name_key)
    return (*wide, *narrow.split()) if narrow else wide


@cache
def named() -> dict[str, tuple[str, ...]]:
    """Key of a name → codes, for country, provinces, kabupaten and kota: official, usual and former names, aliases."""
    made: dict[str, dict[str, None]] = {"indonesia": {COUNTRY: None}}

    def add(name: str, code: str) -> None:
        made.setdefault(key(name), {})[code] = None

    for code, full in _names().items():
        if len(code) <= 5:
            add(full, code)
            add(bare(full), code)
    for row in DEFAULT.rows("provinces"):
        add(row["name"], row["code"])
    for row in DEFAULT.rows("former"):
        if len(row["code"]) <= 5:
            add(row["name_then"], row["code"])
            if key(bare(row["name_then"])) not in made:  # "Kabupaten Pontianak" was not the kota of today
                add(bare(row["name_then"]), row["code"])
    for row in DEFAULT.rows("aliases"):
        for code in row["code"].split():
            add(row["alias"], code)
            if row["kind"] != "nickname":
                add(bare(row["alias"]), code)
    return {name: tuple(codes) for name, codes in made.items()}


def bare(full: str) -> str:
    """A name without its kind.

    >>> bare("Kota Administrasi Jakarta Timur"), bare("Kabupaten Jember"), bare("Bali")
    ('Jakarta Timur', 'Jember', 'Bali')
    """
    for kind in ("Kabupaten Administrasi ", "Kota Administrasi ", "Kabupaten ", "Kota "):
        if full.startswith(kind):
            return full[len(kind) :]
    return full


_KINDS: dict[str, tuple[Level, ...]] = {
    "provinsi": ("province",), "kabupaten": ("regency",), "kab": ("regency",), "kota": ("city",), "kecamatan": ("district",),
    "kec": ("district",), "kelurahan": ("village",), "kel": ("village",), "desa": ("village",),
}  # fmt: skip


def _has_kind(name: str) -> bool:
    return key(name.partition(" ")[0]) in _KINDS


@cache
def _names() -> dict[str, str]:
    lines = gzip.decompress((HERE / "areas.gz").read_bytes()).decode().split("\n")
    return dict(line.split("\t") for line in lines)


@cache
def _codes() -> list[str]:
    return sorted(_names())


@cache
def _by_key() -> dict[str, str]:
    """Key → codes below kabupaten, apart by spaces: strings, as 60,000 lists would cost 100 ms."""
    made: dict[str, str] = {}
    for code, name in zip(_names(), key("\n".join(_names().values())).split("\n"), strict=True):
        if len(code) > 5:
            made[name] = f"{made[name]} {code}" if name in made else code
    for row in DEFAULT.rows("former"):
        if len(row["code"]) > 5 and row["code"] not in (codes := made.get(key(row["name_then"]), "")):
            made[key(row["name_then"])] = f"{codes} {row['code']}".strip()
    return made


@cache
def _provinces() -> dict[str, dict[str, str]]:
    return {row["code"]: row for row in DEFAULT.rows("provinces")}


@cache
def _former() -> dict[str, tuple[Former, ...]]:
    made: dict[str, list[Former]] = {}
    for row in DEFAULT.rows("former"):
        kind = {2: "Provinsi ", 5: "", 8: "Kecamatan "}[len(row["code"])]
        made.setdefault(row["code"], []).append(Former(kind + row["name_then"], row["code_then"], int(row["until"])))
    return {code: tuple(sorted(old, key=lambda one: one.until)) for code, old in made.items()}


@cache
def _bps() -> dict[str, str]:
    return {row["code"]: row["bps"] for row in DEFAULT.rows("bps")}


@cache
def _usual() -> dict[str, str]:
    return {row["code"]: row["alias"] for row in DEFAULT.rows("aliases") if row["kind"] == "usual"}


@cache
def _population() -> dict[str, int]:
    return {row["code"]: int(row["population"]) for row in DEFAULT.rows("population")}
