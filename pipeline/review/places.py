"""Names and codes of areas for the page: search as somebody types, the name behind a code."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from pipeline.lexicon import areas


@dataclass(frozen=True, slots=True)
class Place:
    """An area to choose."""

    code: str
    name: str
    inside: str = ""  #: names of the areas it lies in


def name_of(code: object, record: Mapping[str, Any]) -> str:
    """The name of an area: as the record tells it, else as the lexicon does, else the code.

    >>> name_of("35.73", {"regions": [{"code": "35.73", "name": "Kota Malang"}]}), name_of("35.09", {}), name_of(None, {})
    ('Kota Malang', 'Kabupaten Jember', '')
    """
    if not code:
        return ""
    if isinstance(code, list | tuple):
        return " / ".join(name_of(c, record) for c in code)
    for region in record.get("regions", ()):
        if region["code"] == code:
            return str(region["name"])
    area = areas.get(str(code))
    return area.name if area else str(code)


def known(code: str) -> bool:
    """Whether there is such an area.

    >>> known("35.73"), known("99.99")
    (True, False)
    """
    return areas.get(code) is not None


@lru_cache(maxsize=2048)
def search(words: str, limit: int = 12) -> tuple[Place, ...]:
    """Areas that fit what was typed, best first: code, whole name or alias, then beginning of a name.

    >>> search("35.73")[0].name, search("Jatim")[0].code, search("kota jemb"), search("jemb")[0].name
    ('Kota Malang', '35', (), 'Kabupaten Jember')
    >>> search("Rawamangun")[0].name
    'Kelurahan Rawamangun'
    """
    words = words.strip()
    typed = areas.key(words)
    if not typed:
        return ()
    found = dict.fromkeys(c for c in (words.upper(),) if known(c))
    found |= dict.fromkeys(area.code for area in areas.search(words))
    if len(typed) > 1:
        first, _, rest = words.partition(" ")
        kind = KINDS.get(areas.key(first)) if rest else None
        begun = areas.key(rest) if kind else typed
        near = {code for key, codes in areas.named().items() if begun and key.startswith(begun) for code in codes}
        found |= dict.fromkeys(sorted((c for c in near if kind in (None, areas.level(c))), key=lambda c: (len(c), c)))
    return tuple(_place(code) for code in list(found)[:limit])


KINDS = {"kota": "city", "kabupaten": "regency", "kab": "regency", "provinsi": "province"}


def _place(code: str) -> Place:
    above = [p for p in areas.parents(code) if p != areas.COUNTRY]
    return Place(code, areas.full_name(code), ", ".join(map(areas.full_name, above)))


def told(found: Iterable[Place]) -> list[dict[str, str]]:
    """Areas as the page wants them."""
    return [{"code": a.code, "name": a.name, "inside": a.inside} for a in found]
