"""The runs in a folder: what each came to, and what failed and why."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import orjson

from pipeline.errors import UsageError


@dataclass(slots=True)
class Failure:
    """Problems of one kind."""

    count: int = 0
    examples: list[str] = field(default_factory=list)  #: the first messages
    advice: str = ""


def listed(folder: Path) -> Iterator[str]:
    """A line for each run below a folder, in order of name.

    Raises:
        UsageError: no such folder.
    """
    if not folder.is_dir():
        raise UsageError(f"{folder}: no such folder", advice="Name the folder that holds the runs.")
    for path in sorted({p.parent for p in folder.glob("*/run.json")} | {p.parent for p in folder.glob("run.json")}):
        told = orjson.loads((path / "run.json").read_bytes())
        done = "" if told.get("done", 0) == told.get("shards", 0) else f", {told['done']} of {told['shards']} shards"
        counts = f"{told['pages']} pages, {told['records']} records, {told['problems']} problems{done}"
        yield f"{path}  {counts}  {told.get('ended', '')}"


def failures(run: Path, *, examples: int = 3) -> dict[str, Failure]:
    """Problems of a run by kind, the most frequent first.

    Raises:
        UsageError: no run there.
    """
    path = run / "problems.jsonl"
    if not path.is_file():
        raise UsageError(f"{run}: no run here", advice="Name a folder that `saripati extract -o` made.")
    found: dict[str, Failure] = {}
    with path.open("rb") as lines:
        for line in lines:
            told = orjson.loads(line)
            failure = found.setdefault(told["kind"], Failure(advice=told["advice"]))
            failure.count += 1
            if len(failure.examples) < examples:
                failure.examples.append(told["message"])
    return dict(sorted(found.items(), key=lambda item: (-item[1].count, item[0])))
