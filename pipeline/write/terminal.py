"""What people see on the terminal: progress, a summary, and records with their words in context."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import orjson
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.text import Text

from pipeline.flow import Summary
from pipeline.records import Problem, Record

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
    r"""The text without what could command a terminal or turn its direction.

    >>> plain("a\x1b[31mb\u202e")
    'a[31mb'
    """
    return CONTROL.sub("", text)


@contextmanager
def progress() -> Iterator[Callable[[Record | Problem], None]]:
    """A bar on standard error where that is a terminal, nothing in a pipe; yields what to call per page."""
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TextColumn("{task.fields[bad]}"),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as bar:
        task = bar.add_task("pages", total=None, bad="")
        bad = 0

        def tick(made: Record | Problem) -> None:
            nonlocal bad
            bad += isinstance(made, Problem)
            bar.update(task, advance=1, bad=f"{bad} problems" if bad else "")

        yield tick


def tell(summary: Summary) -> None:
    """One line on standard error: what came of the run and where it is."""
    kinds = ", ".join(f"{n} {kind}" for kind, n in summary.kinds.items())
    problems = f"{summary.problems} problems ({kinds})" if kinds else "0 problems"
    told = f"{summary.pages} pages: {summary.records} records, {problems} → {summary.out}"
    Console(stderr=True, highlight=False).print(Text(told))


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
    yield Text(f"  {plain(told['message'])} {plain(told['advice'])}")


def _record(told: dict[str, Any]) -> Iterator[Text]:
    article = told["article"]
    yield Text.assemble("\n", (plain(article["title"] or told["id"]), "bold"))
    yield Text(f"  {plain(told['source'])} · {article['outlet'] or '?'} · {article['published'] or 'no date'}", style="dim")
    for kind, colour in COLOURS.items():
        for entry in told[kind]:
            value = plain(_value(kind, entry))
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
    yield ("…" + plain(text[max(0, start - AROUND) : start]).replace("\n", " "), "dim")
    yield (plain(text[start:end]).replace("\n", " "), f"bold {colour}")
    yield (plain(text[end : end + AROUND]).replace("\n", " ") + "…", "dim")


def _value(kind: str, entry: dict[str, Any]) -> str:
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
                    (f"{number(entry)} {entry['unit']}", entry["role"], entry["programme"], entry["region"], entry["as_of"]),
                )
            )
        case "percentages":
            return " · ".join(filter(None, (f"{number(entry)} %", entry["kind"], entry["of"], entry["region"], entry["as_of"])))
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
