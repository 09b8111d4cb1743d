"""What people see on the terminal: progress, a summary, and records with their words in context."""

from __future__ import annotations

import re
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import orjson
import rich.progress
from rich.console import Console
from rich.progress import BarColumn, TaskProgressColumn, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.text import Text

from pipeline.errors import told as sentence
from pipeline.records import Summary

CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
COLOURS = {
    "officials": "cyan",
    "regions": "green",
    "dates": "yellow",
    "counts": "magenta",
    "percentages": "blue",
    "checks": "red",
}
AROUND = 32  #: characters of context on each side


def plain(text: str) -> str:
    r"""The text on one line, without what could command a terminal or turn its direction.

    >>> plain("a\x1b[31mb\u202e\nc")
    'a[31mb c'
    """
    return CONTROL.sub("", text.replace("\n", " ").replace("\t", " "))


class Progress:
    """What a run tells of itself while it goes on: a bar on a terminal, JSON lines for machines, nothing in a pipe."""

    def __init__(self, form: str = "auto") -> None:
        self.form = form
        self.pages = self.problems = 0
        self.begun = self.told = time.monotonic()
        console = Console(stderr=True)
        columns = (
            BarColumn(),
            TaskProgressColumn(),
            TextColumn("{task.description}"),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
        )
        shown = form == "bar" or (form == "auto" and console.is_terminal)
        self.bar = rich.progress.Progress(*columns, console=console, disable=not shown, transient=True)
        self.task = self.bar.add_task("", total=None)

    def __enter__(self) -> Self:
        self.bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.bar.stop()

    def __call__(self, problem: str | None, share: float) -> None:
        """One page is done, perhaps a problem, and this share of the sources."""
        self.pages += 1
        self.problems += problem is not None
        now = time.monotonic()
        rate = self.pages / (now - self.begun or 1)
        told = f"{self.pages} pages, {rate:.0f}/s, {self.problems} problems"
        self.bar.update(self.task, completed=share, total=1.0 if share else None, description=told)
        if self.form == "json" and (now - self.told >= 1 or self.pages == 1):
            self.told = now
            row = {"pages": self.pages, "problems": self.problems, "pages_per_second": round(rate, 1), "share": round(share, 4)}
            sys.stderr.write(orjson.dumps(row).decode() + "\n")


def tell(summary: Summary) -> None:
    """One line on standard error: what came of the run and where it is."""
    kinds = ", ".join(f"{n} {kind}" for kind, n in summary.kinds.items())
    problems = f"{_many(summary.problems, 'problem')} ({kinds})" if kinds else "0 problems"
    told = f"{_many(summary.pages, 'page')}: {_many(summary.records, 'record')}, {problems} → {plain(str(summary.out))}"
    Console(stderr=True, highlight=False).print(Text(told))


def _many(number: int, word: str) -> str:
    return f"{number} {word}" + "s" * (number != 1)


def show(run: Path) -> None:
    """What a run found, page by page, on standard output."""
    console = Console(highlight=False, soft_wrap=True)
    for name in ("records.jsonl", "problems.jsonl"):
        with (run / name).open("rb") as lines:
            for line in lines:
                told = orjson.loads(line)
                for row in _record(told) if "article" in told else _problem(told):
                    console.print(row)


def _problem(told: dict[str, Any]) -> Iterator[Text]:
    yield Text.assemble("\n", (plain(told["source"]), "bold"), "  ", (plain(told["kind"]), "red"))
    yield Text(f"  {plain(sentence(told['message'], told['advice']))}")


def _record(told: dict[str, Any]) -> Iterator[Text]:
    article = told["article"]
    yield Text.assemble("\n", (plain(article["title"] or told["id"]), "bold"))
    told_of = (told["source"], article["outlet"] or "outlet unknown", article["published"] or "date unknown")
    yield Text("  " + " · ".join(map(plain, told_of)), style="dim")
    names = {region["code"]: region["name"] for region in told["regions"]}
    for kind, colour in COLOURS.items():
        for entry in told[kind]:
            value = plain(_value(kind, entry, names))
            if kind == "checks":
                yield Text.assemble(
                    "  ", (f"{'checks':<12}", colour), plain(entry["message"]), "  ", (entry["verdict"], "bold")
                )
            else:
                m = entry["mentions"][0]
                yield Text.assemble(
                    "  ", (f"{kind:<12}", colour), f"{value:<44} ", *_context(article["text"], m["start"], m["end"], colour)
                )


def _context(text: str, start: int, end: int, colour: str) -> Iterator[tuple[str, str]]:
    yield ("…" * (start > AROUND) + plain(text[max(0, start - AROUND) : start].replace("\n\n", "\n")), "dim")
    yield (plain(text[start:end]), f"bold {colour}")
    yield (plain(text[end : end + AROUND].replace("\n\n", "\n")) + "…" * (end + AROUND < len(text)), "dim")


def _value(kind: str, entry: dict[str, Any], names: dict[str, str]) -> str:
    region = names.get(entry.get("region") or "", entry.get("region"))  # by its name where the article names it
    match kind:
        case "officials":
            return f"{entry['name']}: " + "; ".join(p["phrase"] for p in entry["positions"])
        case "regions":
            return f"{entry['code']} {entry['name']}"
        case "dates":
            return " ".join(filter(None, (entry["value"], entry["mod"])))
        case "counts":
            return " · ".join(
                filter(
                    None,
                    (f"{number(entry)} {entry['unit']}", entry["role"], entry["programme"], region, entry["as_of"]),
                )
            )
        case "percentages":
            return " · ".join(filter(None, (f"{number(entry)} %", entry["kind"], entry["of"], region, entry["as_of"])))
        case _:
            return ""


def number(entry: dict[str, Any]) -> str:
    """A figure the Indonesian way.

    >>> number({"value": 4700000, "low": None, "high": None}), number({"value": None, "low": 10, "high": 15.5})
    ('4.700.000', '10–15,5')
    """
    if entry["value"] is not None:
        return _digits(entry["value"])
    return "–".join(_digits(entry[k]) for k in ("low", "high") if entry[k] is not None)


def _digits(value: float) -> str:
    return f"{value:,}".translate(str.maketrans(",.", ".,")).removesuffix(",0")
