"""What the reviewers made of a run → corrected records with provenance, and gold.

`corrected` is a record with every decision folded in: what was rejected is gone, what was corrected or added is
there, what two reviewers still differ on is left out. It is a record like any other (same schema); each decided entry
says under `evidence["review"]` who decided. `gold` is the form of the annotation guidelines, of records that were
closed and have no conflict, so that `saripati score` measures the extractor against the reviewers.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from pydantic import ValidationError

from pipeline.errors import UsageError
from pipeline.records import Record
from pipeline.review.run import Run
from pipeline.review.settle import COMPARED, Final, Settled, settle
from pipeline.review.state import FACTS
from pipeline.write import jsonl

GOLD = {kind: names for kind, names in COMPARED.items() if kind != "checks"} | {
    "officials": ("name", "aliases", "positions"),
    "regions": ("code", "name"),
}
ARTICLE = ("title", "authors", "editors", "published", "outlet", "dateline")
LINE = re.compile(r"(?:line )?(\d+)")


@dataclass(frozen=True, slots=True)
class Written:
    """What an export came to."""

    records: int  #: records with a decision
    gold: int  #: closed, without conflict
    disputed: int  #: entries left out because reviewers differ


def write(run: str | Path, out: str | Path) -> Written:
    """Write `reviewed.jsonl`, `gold.jsonl` and `provenance.jsonl` into a folder.

    Raises:
        UsageError: no such run.
        OutputError: the folder cannot be written.
    """
    out = Path(out)
    opened = Run(run, wait=True)
    records = golden = disputed = 0
    try:
        with (
            jsonl.atomic(out / "reviewed.jsonl") as whole,
            jsonl.atomic(out / "gold.jsonl") as gold_lines,
            jsonl.atomic(out / "provenance.jsonl") as origins,
        ):
            for record, settled in decided(opened):
                records += 1
                disputed += settled.disputed
                whole.write(jsonl.line(corrected(record, settled)))
                origins.write(orjson.dumps(provenance(record, settled), option=orjson.OPT_APPEND_NEWLINE))
                if settled.done_by and not settled.disputed:
                    golden += 1
                    gold_lines.write(orjson.dumps(gold(record, settled), option=orjson.OPT_APPEND_NEWLINE))
    finally:
        opened.close()
    return Written(records, golden, disputed)


def decided(run: Run) -> Iterator[tuple[dict[str, Any], Settled]]:
    """Every record with a standing decision and what came of it, in order of the run."""
    touched = {event.record for event in run.log.after(0)}
    for (record_id,) in run.db.execute("SELECT id FROM records ORDER BY n").fetchall():
        if record_id in touched and (record := run.record(record_id)) is not None:
            yield record, settle(record, run.log.of_record(record_id))


def corrected(record: dict[str, Any], settled: Settled) -> Record:
    """The record with the decisions folded in; entries that nobody decided stay as they are."""
    gone = {f.entry["id"]: f.into for f in settled.finals if not (f.kept or f.state == "open")}
    made = dict(record)
    for kind in (*FACTS, "checks"):
        made[kind] = [_entry(f, gone) for f in settled.finals if f.kind == kind and (f.kept or f.state == "open")]
    present = {entry["id"] for kind in ("counts", "percentages", "officials", "people", "amounts", "facilities")
               for entry in made.get(kind, ())}  # fmt: skip
    made["checks"] = [c for c in made["checks"] if set(c["entries"]) <= present]
    made["derived"] = [d for d in made.get("derived", ()) if set(d["from"]) <= present]
    made["statements"] = [s if s.get("speaker") not in gone else {**s, "speaker": gone[s["speaker"]]}
                          for s in made.get("statements", ())]  # fmt: skip
    return Record.model_validate(made)


def _valid(made: dict[str, Any]) -> Record:
    try:
        return _valid(made)
    except ValidationError as error:
        if made["article"].get("text"):
            raise
        raise UsageError(
            "This run was written without the articles' text", advice="Run saripati extract again without --no-text."
        ) from error


def _entry(final: Final, gone: dict[str, str | None]) -> dict[str, Any]:
    entry = dict(final.entry)
    for name in ("numerator_id", "denominator_id"):
        if entry.get(name) in gone:
            entry[name] = gone[entry[name]]
    if "entries" in entry:
        entry["entries"] = [gone.get(e) or e for e in entry["entries"]]
    elif final.kept:
        told = f"{final.state} by {', '.join(final.by)}"
        entry["evidence"] = {
            **entry.get("evidence", {}),
            "review": {"rule": told, "start": None, "end": None, "confidence": 1.0},
        }
        entry["confidence"] = 1.0
    return entry


def provenance(record: dict[str, Any], settled: Settled) -> dict[str, Any]:
    """Who decided what, by number of event in the log."""
    return {
        "id": record["id"], "closed_by": settled.done_by, "made_by": record["made_by"],
        "blocks": {str(n): kept for n, kept in sorted(settled.blocks.items())},
        "entries": [{"id": f.entry["id"], "kind": f.kind, "state": f.state, "by": f.by, "events": f.events,
                     **({"into": f.into} if f.into else {})} for f in settled.finals],
    }  # fmt: skip


def gold(record: dict[str, Any], settled: Settled) -> dict[str, Any]:
    """The record in the form of the annotation guidelines."""
    whole = corrected(record, settled).model_dump(mode="json")
    return {
        "id": record["id"],
        "url": record["article"].get("url"),
        "article": {name: record["article"].get(name) for name in ARTICLE},
        **frame_lines(record, settled.blocks),
        **{
            kind: [{**{n: entry[n] for n in names}, "quote": entry["quote"]} for entry in whole[kind]]
            for kind, names in GOLD.items()
        },
    }


def frame_lines(record: dict[str, Any], turned: dict[int, bool]) -> dict[str, list[int]]:
    """Numbers of the lines that are not part of the article, where the record was made from a text; else nothing.

    >>> blocks = [{"kept": True, "source": "1"}, {"kept": False, "source": "2"}, {"kept": False, "source": "3"}]
    >>> frame_lines({"article": {"blocks": blocks}}, {2: True})
    {'boilerplate_lines': [2]}
    """
    blocks = record["article"].get("blocks") or []
    found: dict[int, bool] = {}
    for n, block in enumerate(blocks):
        line = LINE.fullmatch(block["source"])
        if line is None:
            if block["source"] == "title":
                continue
            return {}
        kept = turned.get(n, block["kept"])
        found[int(line[1])] = found.get(int(line[1]), False) or kept
    return {"boilerplate_lines": [number for number, kept in sorted(found.items()) if not kept]} if found else {}
