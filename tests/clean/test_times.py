"""Times of publication on stored pages, against what a reader sees (times.csv, written by hand), and on lines of a page."""

from __future__ import annotations

import csv
import gzip
import json
from pathlib import Path

import pytest

from pipeline.clean import clean
from pipeline.clean.piece import Piece
from pipeline.clean.times import shown
from pipeline.records import Page

GOLD = Path(__file__).parent / "times.csv"


def minutes(time: str | None) -> str:
    """An ISO time without its seconds."""
    day, _, clock = (time or "").partition("T")
    return f"{day}T{clock[:5]}{clock[clock.find('+') :] if '+' in clock else ''}"


def test_times_and_titles_of_stored_pages(shared: Path) -> None:
    times = {row["page"]: row["published"] for row in csv.DictReader(GOLD.open(encoding="utf-8"))}
    rows = [json.loads(line) for line in (shared / "html/id/gold.jsonl").open(encoding="utf-8")]
    wrong = []
    for row in rows:
        html = gzip.decompress((shared / "html/id" / row["file"]).read_bytes())
        article = clean(Page(source=row["id"], html=html, url=row["url"]))
        if minutes(article.published) != times[row["id"]] or (row["date"] and not times[row["id"]].startswith(row["date"])):
            wrong.append((row["id"], article.published))
        if row["title"] and article.title != row["title"]:
            wrong.append((row["id"], article.title))
    assert wrong == []


OTHER = ("Kamis, 05/11/2015 09:25 WIB", "teaser")
OWN = ("Kamis, 05/11/2015 10:08 WIB", "date")
CHANGED = ("Diperbarui: Kamis, 05/11/2015 12:00 WIB", "date")
LEAD = ("Warga mendaftar di balai kota.", "lead")


@pytest.mark.parametrize(
    ("lines", "first"),
    [
        ([OTHER, OWN, LEAD], "2015-11-05T10:08+07:00"),
        ([OTHER, OWN, CHANGED, LEAD], "2015-11-05T10:08+07:00"),
        ([("FOTO: banjir 2014", "caption"), OWN, LEAD], "2015-11-05T10:08+07:00"),
        ([LEAD, OWN, OTHER], "2015-11-05T10:08+07:00"),
        ([LEAD, OTHER], None),
        ([LEAD], None),
    ],
)
def test_the_line_nearest_above_the_lead(lines: list[tuple[str, str]], first: str | None) -> None:
    pieces = [Piece(text, label, label == "lead", "", "") for text, label in lines]  # type: ignore[arg-type]
    assert next(iter(shown(pieces)), None) == first
