"""The words of the page, in Indonesian and English, from `words.csv`; figures and dates as the language writes them."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

LANGUAGES = ("id", "en")
MONTHS = {
    "id": ("Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus", "September", "Oktober", "November",
           "Desember"),
    "en": ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November",
           "December"),
}  # fmt: skip


@cache
def table() -> Mapping[str, dict[str, str]]:
    """key → language → words."""
    with (Path(__file__).parent / "words.csv").open(encoding="utf-8", newline="") as lines:
        return {row["key"]: {name: row[name] for name in LANGUAGES} for row in csv.DictReader(lines)}


@dataclass(frozen=True, slots=True)
class Words:
    """The words of one language.

    >>> Words("id")("accept"), Words("en")("found", n=3)
    ('Terima', '3 records')
    """

    language: str = "id"

    def __call__(self, key: str, **values: object) -> str:
        """The words under a key, with values put in; a key without words gives itself."""
        told = table().get(key)
        return told[self.language].format(**values) if told else key.replace("_", " ")

    def number(self, value: float | int | None) -> str:
        """A number as the language writes it.

        >>> Words("id").number(4700000), Words("en").number(42.7), Words("id").number(42.70)
        ('4.700.000', '42.7', '42,7')
        """
        if value is None:
            return ""
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        made = f"{value:,}" if isinstance(value, int) else f"{value:,.10f}".rstrip("0").rstrip(".")
        return made.translate(str.maketrans(",.", ".,")) if self.language == "id" else made

    def day(self, value: str | None) -> str:
        """A TIMEX3 or ISO date as people write it; what is no date stays as it is.

        >>> Words("id").day("2015-04-01"), Words("en").day("2019-10"), Words("id").day("2022-Q3")
        ('1 April 2015', 'October 2019', '2022-Q3')
        >>> Words("id").day("2020-03-01/2020-03-05")
        '1 Maret 2020 – 5 Maret 2020'
        """
        if not value:
            return ""
        return " – ".join(self._day(part) for part in value.split("/"))

    def _day(self, value: str) -> str:
        day, _, time = value.partition("T")
        parts = day.split("-")
        if not all(p.isascii() and p.isdigit() for p in parts) or len(parts) > 3:
            return value
        if len(parts) > 1 and not 1 <= int(parts[1]) <= 12:
            return value
        said = parts[0]
        if len(parts) > 1:
            said = f"{MONTHS[self.language][int(parts[1]) - 1]} {said}"
        if len(parts) > 2:
            said = f"{int(parts[2])} {said}"
        return f"{said} {time[:5]}" if time else said


def figure(entry: Mapping[str, object], words: Words) -> str:
    """The number of a figure, with its modifier.

    >>> figure({"value": 4700000, "mod": "MORE_THAN"}, Words("id")), figure({"low": 10, "high": 15.5}, Words("en"))
    ('> 4.700.000', '10–15.5')
    """
    if entry.get("value") is not None:
        said = words.number(entry["value"])  # type: ignore[arg-type]
    else:
        ends = [entry.get("low"), entry.get("high")]
        said = "–".join(words.number(v) for v in ends if v is not None)  # type: ignore[arg-type]
    sign = {"MORE_THAN": "> ", "LESS_THAN": "< ", "APPROX": "± "}.get(str(entry.get("mod")), "")
    return sign + said
