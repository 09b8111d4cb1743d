"""Borders of the provinces for the overview's map: `python training/provinces.py ../shared/regions/provinces.geojson`.

Writes `pipeline/review/provinces.json`: one SVG path a province, in whole twentieths of a degree, small islands left out.
The borders are those of github.com/cahyadsn/wilayah_boundaries (MIT, polygons of BIG), see NOTICE.
"""

from __future__ import annotations

import json
import sys
from itertools import pairwise
from pathlib import Path

SCALE = 20  #: units a degree
WEST, NORTH = 94.8, 6.3
LEAST = 3.0  #: area in square units below which an island is left out
OUT = Path(__file__).resolve().parents[1] / "pipeline" / "review" / "provinces.json"
Ring = list[tuple[int, int]]


def ring(points: list[list[float]]) -> Ring:
    """Points on the grid, without repeats and points on a straight line."""
    made: Ring = []
    for lon, lat in points:
        point = (round((lon - WEST) * SCALE), round((NORTH - lat) * SCALE))
        if made and point == made[-1]:
            continue
        while len(made) > 1 and _turn(made[-2], made[-1], point) == 0:
            made.pop()
        made.append(point)
    return made[:-1] if len(made) > 1 and made[0] == made[-1] else made


def _turn(a: tuple[int, int], b: tuple[int, int], c: tuple[int, int]) -> int:
    return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0])


def area(points: Ring) -> float:
    """Area of a ring by the shoelace formula."""
    return abs(sum(a[0] * b[1] - b[0] * a[1] for a, b in zip(points, points[1:] + points[:1], strict=True))) / 2


def path(points: Ring) -> str:
    """An SVG path in relative steps."""
    steps = [f"{b[0] - a[0]} {b[1] - a[1]}" for a, b in pairwise(points)]
    return f"M{points[0][0]} {points[0][1]}l{' '.join(steps)}z".replace(" -", "-")


def main(source: str) -> None:
    told = json.loads(Path(source).read_text("utf-8"))
    made = {}
    for feature in told["features"]:
        shape = feature["geometry"]
        polygons = shape["coordinates"] if shape["type"] == "MultiPolygon" else [shape["coordinates"]]
        rings = sorted((ring(polygon[0]) for polygon in polygons), key=area, reverse=True)
        kept = [r for r in rings if len(r) > 2 and area(r) >= LEAST] or rings[:1]
        made[feature["properties"]["kode"]] = "".join(path(r) for r in kept)
    content = {
        "source": "github.com/cahyadsn/wilayah_boundaries (MIT, polygons of BIG), simplified",
        "width": round((141.2 - WEST) * SCALE),
        "height": round((NORTH + 11.2) * SCALE),
        "provinces": made,
    }
    OUT.write_text(json.dumps(content, ensure_ascii=False, indent=0) + "\n", "utf-8")


if __name__ == "__main__":
    main(sys.argv[1])
