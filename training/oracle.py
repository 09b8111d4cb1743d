"""Regions and dates of an article as annotated, to measure figures apart from them."""

from __future__ import annotations

from typing import Any

from pipeline.entries import Date, Region
from pipeline.records import Mention


def oracle(gold: dict[str, Any], text: str) -> tuple[list[Region], list[Date]]:
    """Regions and dates as annotated, with all places of their quotes."""

    def places_of(quote: str) -> tuple[Mention, ...]:
        made, at = [], text.find(quote)
        while at >= 0 and quote:
            made.append(Mention.of(text, at, at + len(quote), rule="gold"))
            at = text.find(quote, at + 1)
        return tuple(made)

    regions, dates = [], []
    for n, r in enumerate(gold["regions"]):
        code = r["code"] if isinstance(r["code"], str) else r["code"][0]
        level = {1: "province", 2: "regency", 3: "district", 4: "village"}[code.count(".") + 1] if code != "ID" else "country"
        if m := places_of(r["quote"]):
            parents = tuple(".".join(code.split(".")[:k]) for k in range(code.count("."), 0, -1))
            regions.append(
                Region(id=f"r{n}", mentions=m, quote=m[0].text, code=code, name=r["name"], level=level, parents=parents)
            )
    for n, d in enumerate(gold["dates"]):
        if m := places_of(d["quote"]):
            dates.append(Date(id=f"d{n}", mentions=m, quote=m[0].text, value=d["value"], mod=d["mod"]))
    return regions, dates
