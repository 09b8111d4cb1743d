"""Packs the official areas for `pipeline/lexicon/`: `python training/areas.py FOLDER`.

FOLDER holds `areas.csv.gz` (code, name, level), `former_areas.csv` (edition, code, name_then, name_of_that_code_2025) and
`population_2024.csv`, made from the database of github.com/cahyadsn/wilayah (MIT), which follows Kepmendagri
300.2.2-2430/2025. Written are `areas.gz` (one line an area: code, tab, name), `population.csv` and `former.csv`; rows of
`former.csv` written by hand (source other than `wilayah`) are kept.
"""

from __future__ import annotations

import csv
import gzip
import sys
from pathlib import Path

LEXICON = Path(__file__).resolve().parents[1] / "pipeline" / "lexicon"
LAST_YEAR = {"2015": 2016, "2017": 2018, "2019/20": 2020, "2021": 2021, "2022": 2022}  # of each edition's names
FORMER = ("code", "name_then", "code_then", "until", "example", "source")


def main(folder: Path) -> None:
    """Write all three tables."""
    with gzip.open(folder / "areas.csv.gz", "rt", encoding="utf-8", newline="") as lines:
        areas = {row["code"]: tidy(row["name"]) for row in csv.DictReader(lines)}
    packed = "\n".join(f"{code}\t{name}" for code, name in sorted(areas.items()))
    with (LEXICON / "areas.gz").open("wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as sink:
        sink.write(packed.encode())
    with (folder / "population_2024.csv").open(encoding="utf-8", newline="") as lines:
        people = [(row["code"], row["population"], row["population"], "Dukcapil 2024-12") for row in csv.DictReader(lines)]
    write("population.csv", ("code", "population", "example", "source"), people)
    with (folder / "former_areas.csv").open(encoding="utf-8", newline="") as lines:
        write("former.csv", FORMER, [*by_hand(), *former(areas, csv.DictReader(lines))])


def former(areas: dict[str, str], rows: csv.DictReader[str]) -> list[tuple[str, ...]]:
    """Areas whose name or code was another one in an earlier edition, each once with the last year it held."""
    papua: dict[tuple[str, int], str | None] = {}
    for code, name in areas.items():
        if code.startswith("9") and code.count(".") in (1, 2):
            place = key(name), code.count(".")
            papua[place] = None if place in papua else code
    last: dict[tuple[str, str, str], int] = {}
    for row in rows:
        then, code = tidy(row["name_then"]), row["code"]
        name = title(then) if then.isupper() else then.rstrip("0123456789 ")
        now = code if row["name_of_that_code_2025"] else papua.get((key(name), code.count(".")))
        if now is None or "." not in code or (now == code and key(name) == key(areas[now])):
            continue
        last[now, name, code] = max(last.get((now, name, code), 0), LAST_YEAR[row["edition"]])
    return [(now, name, code, str(year), name, "wilayah") for (now, name, code), year in sorted(last.items())]


def by_hand() -> list[tuple[str, ...]]:
    """The rows of `former.csv` that no edition has."""
    path = LEXICON / "former.csv"
    if not path.exists():
        return []
    with path.open(encoding="utf-8", newline="") as lines:
        return [tuple(row.values()) for row in csv.DictReader(lines) if row["source"] != "wilayah"]


def tidy(name: str) -> str:
    """A name without the marks of its database dump."""
    return " ".join(name.replace("\\'", "'").replace("''", "'").split())


def title(name: str) -> str:
    """`KAB. TOBA SAMOSIR` → `Kabupaten Toba Samosir`."""
    words = name.replace("KAB.", "KAB").replace("ADM.", "ADMINISTRASI").replace("KEP.", "KEPULAUAN").title().split()
    return " ".join("Kabupaten" if word == "Kab" else word for word in words)


def key(name: str) -> str:
    """Letters and digits of a name in lower case."""
    return "".join(c for c in name.casefold() if c.isalnum())


def write(name: str, header: tuple[str, ...], rows: list[tuple[str, ...]]) -> None:
    """One table, in Unix line ends."""
    with (LEXICON / name).open("w", encoding="utf-8", newline="") as sink:
        csv.writer(sink, lineterminator="\n").writerows([header, *rows])


if __name__ == "__main__":
    main(Path(sys.argv[1]))
