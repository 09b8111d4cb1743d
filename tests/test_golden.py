"""The samples of the project, end to end: each has a golden file that a person wrote from the page.

A line of `tests/golden/NAME.txt` is one expected value, cells apart by `|`, `-` for null:

    official   | name | phrase | title | institution | region | status        (a line a position)
    region     | code | name
    date       | value | mod
    count      | value | unit | role | programme | segments | region | as_of
    percentage | value | kind | part/whole | programme | segments | region | as_of
    check      | values in it | verdict                                        (a check that must be among those made)
    never      | words that must not be in article.text
    problem    | kind of the problem that the page becomes

A line is a known failure where `?` stands before it (it should be found and is not) or `!` (found, and should not be);
those must go on failing, so that nobody forgets to take the mark away.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from pipeline.flow import outcome
from pipeline.read import read
from pipeline.records import Problem, Record

ROOT = Path(__file__).resolve().parents[1]
GOLDEN = sorted((ROOT / "tests/golden").glob("*.txt"))
KINDS = ("article", "official", "region", "date", "count", "percentage")
ARTICLE = ("title", "published", "author", "editor", "dateline")


def lines(path: Path) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """Mark, kind and cells of each line."""
    for line in path.read_text("utf-8").splitlines():
        kind, *cells = (cell.strip() for cell in line.split("|"))
        yield kind[:1] if kind[:1] in "?!" else "", kind.lstrip("?! "), tuple(cells)


@cache
def made(path: Path) -> Record | Problem:
    """What the program makes of the sample behind a golden file."""
    source = next(cells[0] for _, kind, cells in lines(path) if kind == "source")
    (page,) = read([ROOT / source])
    return outcome(page)


def cell(value: Any) -> str:
    """A value as the golden files write it."""
    if isinstance(value, float | int):
        return f"{value:g}" if isinstance(value, float) and value != int(value) else str(int(value))
    return ", ".join(value) or "-" if isinstance(value, tuple) else value or "-"


def row(*values: Any) -> tuple[str, ...]:
    """A line's cells."""
    return tuple(cell(v) for v in values)


def figure(f: Any) -> str:
    """The value of a figure, or its two ends."""
    return cell(f.value) if f.value is not None else f"{cell(f.low)}–{cell(f.high)}"


def told(record: Record, kind: str) -> set[tuple[str, ...]]:
    """What a record has of one kind, as golden lines have it."""
    match kind:
        case "article":
            a = record.article
            single = {(n, cell(getattr(a, n))) for n in ("title", "published", "dateline") if getattr(a, n)}
            return single | {("author", n) for n in a.authors} | {("editor", n) for n in a.editors}
        case "official":
            return {
                row(o.name, p.phrase, p.title, p.institution, p.region, p.status) for o in record.officials for p in o.positions
            }
        case "region":
            return {row(r.code, r.name) for r in record.regions}
        case "date":
            return {row(d.value, d.mod) for d in record.dates}
        case "count":
            return {row(figure(c), c.unit, c.role, c.programme, c.segments, c.region, c.as_of) for c in record.counts}
        case _:
            return {row(figure(p), p.kind, parts(p), p.programme, p.segments, p.region, p.as_of) for p in record.percentages}


def parts(p: Any) -> str:
    """Part and whole of a percentage."""
    if p.numerator is None and p.denominator is None:
        return "-"
    return f"{cell(p.numerator)}/{cell(p.denominator)}"


def cases(mark: str) -> Iterator[Any]:
    """One case a marked line."""
    for path in GOLDEN:
        for m, kind, cells in lines(path):
            if m == mark:
                yield pytest.param(path, kind, cells, id=f"{path.stem}-{kind}-{cells[0]}")


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("path", GOLDEN, ids=lambda p: p.stem)
def test_sample(path: Path, kind: str) -> None:
    record = made(path)
    if isinstance(record, Problem):
        assert [(record.kind,)] == [cells for _, k, cells in lines(path) if k == "problem"], record.message
        return
    want = {c for m, k, c in numbered(path) if m == "" and k == kind}
    wrong = {c for m, k, c in numbered(path) if m == "!" and k == kind}
    assert told(record, kind) - wrong == want


def numbered(path: Path) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    """The lines, those of the article's metadata under the kind `article`."""
    for mark, kind, cells in lines(path):
        yield (mark, "article", (kind, *cells)) if kind in ARTICLE else (mark, kind, cells)


@pytest.mark.parametrize("path", GOLDEN, ids=lambda p: p.stem)
def test_frame_is_left_out(path: Path) -> None:
    record = made(path)
    if isinstance(record, Record):
        assert [c[0] for _, k, c in lines(path) if k == "never" and c[0] in record.article.text] == []


@pytest.mark.parametrize("path", GOLDEN, ids=lambda p: p.stem)
def test_arithmetic(path: Path) -> None:
    record = made(path)
    if isinstance(record, Problem):
        return
    for mark, kind, cells in lines(path):
        if kind == "check" and mark == "":
            assert (frozenset(cells[0].split(", ")), cells[1]) in verdicts(record)


def verdicts(record: Record) -> set[tuple[frozenset[str], str]]:
    """The checks of a record: the values in each, and its verdict."""
    values = {e.id: figure(e) for e in (*record.counts, *record.percentages)}
    return {(frozenset(values.get(i, i) for i in x.entries), x.verdict) for x in record.checks}


def found(record: Record, kind: str, cells: tuple[str, ...]) -> bool:
    """Whether a record has what a golden line says."""
    if kind == "check":
        return (frozenset(cells[0].split(", ")), cells[1]) in verdicts(record)
    return (kind, *cells) in told(record, "article") if kind in ARTICLE else cells in told(record, kind)


@pytest.mark.xfail(strict=True, reason="known failure: should be found")
@pytest.mark.parametrize(("path", "kind", "cells"), list(cases("?")))
def test_missed(path: Path, kind: str, cells: tuple[str, ...]) -> None:
    record = made(path)
    assert isinstance(record, Record)
    assert found(record, kind, cells)


@pytest.mark.xfail(strict=True, reason="known failure: should not be found")
@pytest.mark.parametrize(("path", "kind", "cells"), list(cases("!")))
def test_made_up(path: Path, kind: str, cells: tuple[str, ...]) -> None:
    record = made(path)
    assert isinstance(record, Record)
    assert not found(record, kind, cells)
