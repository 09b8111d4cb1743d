"""Areas for the terminal: what `saripati places` tells."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.lexicon import areas


def lines(area: areas.Area) -> Iterator[str]:
    """An area, line by line.

    >>> area = areas.get("33.72")
    >>> print("\\n".join(lines(area)) if area else "")
    33.72  Kota Surakarta
      in          33 Provinsi Jawa Tengah, ID Indonesia
      BPS         3372
      population  589242 (December 2024)
      also        Kota Bengawan, Sala, Solo
      holds       5 kecamatan, 54 kelurahan and desa
    """
    yield f"{area.code}  {area.name}"
    told = {
        "in": ", ".join(f"{code} {areas.full_name(code)}" for code in area.parents),
        "BPS": area.bps,
        "ISO 3166-2": area.iso,
        "population": f"{area.population} (December 2024)" if area.population else None,
        "also": ", ".join(areas.aliases(area.code)),
        "formerly": "; ".join(f"{old.name}, {old.code}, until {old.until}" for old in areas.former(area.code)),
        "holds": _holds(area.code),
    }
    for name, value in told.items():
        if value:
            yield f"  {name:11} {value}"


def _holds(code: str) -> str:
    within = [areas.level(other) for other in areas.below(code)] if code != areas.COUNTRY else []
    kinds = {"regency": "kabupaten", "city": "kota", "district": "kecamatan", "village": "kelurahan and desa"}
    return ", ".join(f"{n} {name}" for level, name in kinds.items() if (n := sum(one == level for one in within)))
