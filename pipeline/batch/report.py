"""The report of a run: `run.json` for machines, `report.html` for people. The only files of a run with times in them."""

from __future__ import annotations

import html
import os
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import orjson

from pipeline.batch.ledger import Ledger
from pipeline.batch.local import Done
from pipeline.read import Shard
from pipeline.version import PROGRAM
from pipeline.write import jsonl

SLOWEST = 10
STYLE = """body{font:16px/1.5 system-ui,sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222;background:#fff}
h1{font-size:1.5rem}h2{font-size:1.1rem;margin-top:2rem}td,th{text-align:left;padding:.1rem 1rem .1rem 0}td.n{text-align:right}
svg text{font:12px system-ui,sans-serif;fill:currentColor}rect{fill:#2a6f97}
@media(prefers-color-scheme:dark){body{background:#181a1b;color:#ddd}rect{fill:#61a5c2}}"""


@dataclass(slots=True)
class Told:
    """What the report says of some pages; adds up over shards."""

    pages: int = 0
    records: int = 0
    seconds: float = 0.0
    kinds: Counter[str] = field(default_factory=Counter)
    outlets: Counter[str] = field(default_factory=Counter)
    months: Counter[str] = field(default_factory=Counter)
    confidence: Counter[str] = field(default_factory=Counter)
    slowest: list[tuple[float, str]] = field(default_factory=list)

    def add(self, done: Done) -> None:
        """Count one page."""
        self.pages += 1
        self.seconds += done.seconds
        self.slowest = sorted([*self.slowest, (round(done.seconds, 3), done.source)], reverse=True)[:SLOWEST]
        if done.problem:
            self.kinds[done.problem] += 1
            return
        self.records += 1
        self.outlets[done.outlet or "?"] += 1
        self.months[done.month or "?"] += 1
        self.confidence[f"{min(9, int((done.confidence or 0) * 10)) / 10:.1f}"] += 1

    def as_json(self) -> str:
        """For the ledger."""
        return orjson.dumps({name: getattr(self, name) for name in self.__slots__}).decode()

    def more(self, text: str) -> None:
        """Add what the ledger holds of a shard."""
        other = orjson.loads(text)
        self.pages += other["pages"]
        self.records += other["records"]
        self.seconds += other["seconds"]
        for name in ("kinds", "outlets", "months", "confidence"):
            getattr(self, name).update(other[name])
        self.slowest = sorted([*self.slowest, *map(tuple, other["slowest"])], reverse=True)[:SLOWEST]


def write(out: Path, ledger: Ledger, shards: list[Shard], config: str, begun: float) -> None:
    """Write `run.json` and `report.html` from the ledger."""
    told = Told()
    done = 0
    for shard in shards:
        if (row := ledger.done(shard, config)) is not None:
            told.more(row.told)
            done += 1
    facts: dict[str, Any] = {
        "program": PROGRAM, "config": config, "shards": len(shards), "done": done,
        "begun": _iso(begun), "ended": _iso(time.time()), "host_cores": os.cpu_count(),
        "pages": told.pages, "records": told.records, "problems": told.pages - told.records,
        "cpu_seconds": round(told.seconds, 3), "kinds": told.kinds, "outlets": told.outlets, "months": told.months,
        "confidence": told.confidence, "slowest": told.slowest,
    }  # fmt: skip
    options = orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE | orjson.OPT_SORT_KEYS
    with jsonl.atomic(out / "run.json") as sink:
        sink.write(orjson.dumps(facts, option=options))
    with jsonl.atomic(out / "report.html") as sink:
        sink.write(page(out.name, facts).encode())


def page(title: str, facts: dict[str, Any]) -> str:
    """The report as one HTML page without scripts; everything that came from pages is escaped."""
    e = html.escape
    head = f"{facts['pages']} pages: {facts['records']} records, {facts['problems']} problems"
    rows = "".join(f"<tr><td class=n>{s:.2f} s<td>{e(source)}" for s, source in facts["slowest"])
    sections = "".join(
        f"<h2>{heading}</h2>{bars(facts[name], by_name=by_name)}"
        for heading, name, by_name in (
            ("Records by outlet", "outlets", False),
            ("Records by month of publication", "months", True),
            ("Problems by kind", "kinds", False),
            ("Records by confidence of the cleaning", "confidence", True),
        )
        if facts[name]
    )
    return (
        f"<!doctype html><html lang=en><meta charset=utf-8><meta name=viewport content='width=device-width'>"
        f"<meta http-equiv=Content-Security-Policy content=\"default-src 'none'; style-src 'unsafe-inline'\">"
        f"<title>{e(title)}</title><style>{STYLE}</style><h1>{e(title)}</h1><p>{head}. {facts['done']} of {facts['shards']} "
        f"shards done; {e(facts['begun'])} to {e(facts['ended'])}; saripati {e(facts['program'])}.</p>{sections}"
        f"<h2>Slowest pages</h2><table>{rows}</table></html>\n"
    )


def bars(counts: dict[str, int], *, by_name: bool = False, most: int = 40) -> str:
    """Horizontal bars as SVG, the largest first or in order of name.

    >>> bars({"a<b": 2})[:20]
    '<svg role=img viewBo'
    """
    items = sorted(counts.items(), key=(lambda kv: kv[0]) if by_name else (lambda kv: (-kv[1], kv[0])))
    shown, rest = items[:most], sum(n for _, n in items[most:])
    shown += [("others", rest)] if rest else []
    top = max((n for _, n in shown), default=1)
    lines = "".join(
        f"<text x=190 y={20 * i + 14} text-anchor=end>{html.escape(name[:28])}</text><rect x=200 y={20 * i + 3} width="
        f"{max(1, round(440 * n / top))} height=14 /><text x={round(440 * n / top) + 206} y={20 * i + 14}>{n}</text>"
        for i, (name, n) in enumerate(shown)
    )
    return f'<svg role=img viewBox="0 0 720 {20 * len(shown) + 4}" width=720>{lines}</svg>'


def _iso(moment: float) -> str:
    return time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(moment))
