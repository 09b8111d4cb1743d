"""The output of a run while it grows: one part per shard, merged at the end.

Either the parts are what counts, or, once the fact `merged` stands in the ledger, `records.jsonl` and `problems.jsonl` are,
and each shard's share of them is known by its length. Every change is a rename followed by a commit, so that a power cut
at any moment leaves one of the two whole.
"""

from __future__ import annotations

import hashlib
import re
import shutil
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

import orjson

from pipeline.batch.ledger import Ledger, name
from pipeline.errors import OutputError
from pipeline.read import Shard
from pipeline.records import Problem
from pipeline.write import jsonl

RECORDS, PROBLEMS = "records.jsonl", "problems.jsonl"
ID = re.compile(rb'\{"schema":"[^"]*","id":("(?:[^"\\]|\\.)*+"),"source":("(?:[^"\\]|\\.)*+")')


class Parts:
    """The parts of one run folder."""

    def __init__(self, out: Path, ledger: Ledger) -> None:
        self.out, self.ledger, self.folder = out, ledger, out / ".parts"

    def path(self, shard: Shard, kind: str) -> Path:
        """Where a shard's part is, `kind` being records.jsonl or problems.jsonl."""
        return self.folder / f"{hashlib.blake2b(name(shard).encode(), digest_size=10).hexdigest()}.{kind}"

    @contextmanager
    def new(self, shard: Shard) -> Iterator[tuple[IO[bytes], IO[bytes]]]:
        """The two files of a shard, to be written; they appear whole when the block ends well."""
        with ExitStack() as files:
            good = files.enter_context(jsonl.atomic(self.path(shard, RECORDS)))
            bad = files.enter_context(jsonl.atomic(self.path(shard, PROBLEMS)))
            yield good, bad

    def open_again(self, shards: list[Shard], done: Callable[[Shard], bool]) -> None:
        """Make parts of merged output again, so that more can be added to it.

        Shards that had a duplicate are not: their part is not whole in the merged output, and they are done again.
        """
        merged = self.ledger.fact("merged")
        if not merged:
            return
        shutil.rmtree(self.folder, ignore_errors=True)
        wanted = {name(shard): shard for shard in shards}
        with (self.out / RECORDS).open("rb") as good, (self.out / PROBLEMS).open("rb") as bad:
            for key, record_bytes, problem_bytes, duplicates in orjson.loads(merged):
                shard = wanted.get(key)
                if shard is None or duplicates or not done(shard):
                    good.seek(record_bytes, 1)
                    bad.seek(problem_bytes, 1)
                    continue
                with self.new(shard) as (records, problems):
                    _copy(good, records, record_bytes)
                    _copy(bad, problems, problem_bytes)
        self.ledger.fact("merged", "")

    def is_merged(self, shards: list[Shard]) -> bool:
        """Whether the merged output is that of exactly these shards."""
        merged = self.ledger.fact("merged")
        sizes = [p.stat().st_size if p.exists() else -1 for p in (self.out / RECORDS, self.out / PROBLEMS)]
        if not merged:
            return False
        rows = orjson.loads(merged)
        return [r[0] for r in rows] == [name(s) for s in shards] and sizes == [sum(r[1] for r in rows), sum(r[2] for r in rows)]

    def has(self, shard: Shard) -> bool:
        """Whether a shard's part is there."""
        return self.path(shard, RECORDS).exists() and self.path(shard, PROBLEMS).exists()

    def merge(self, shards: Iterable[Shard], *, final: bool) -> None:
        """Write the merged output from the parts that are there, in order of the shards.

        A second page of one id becomes a problem `duplicate`. With `final`, the parts are then removed.
        """
        seen: set[bytes] = set()
        lengths: list[tuple[str, int, int, int]] = []
        with ExitStack() as files:
            good = files.enter_context(jsonl.atomic(self.out / RECORDS))
            bad = files.enter_context(jsonl.atomic(self.out / PROBLEMS))
            for shard in shards:
                if not self.has(shard):
                    continue
                again = _append(self.path(shard, RECORDS), good, bad, seen)
                problem_bytes = again.problem_bytes + _add(self.path(shard, PROBLEMS), bad)
                lengths.append((name(shard), again.kept_bytes, problem_bytes, again.duplicates))
        if final:
            self.ledger.fact("merged", orjson.dumps(lengths).decode())
            shutil.rmtree(self.folder, ignore_errors=True)


@dataclass(slots=True)
class _Appended:
    kept_bytes: int = 0
    duplicates: int = 0
    problem_bytes: int = 0


def _append(part: Path, good: IO[bytes], bad: IO[bytes], seen: set[bytes]) -> _Appended:
    """Add a part's records, and problems for those whose id came before."""
    told = _Appended()
    with part.open("rb") as lines:
        for line in lines:
            match = ID.match(line)
            if match is None:
                raise OutputError(f"{part}: not a record: {line[:60]!r}", advice="Start over with --fresh.")
            key = hashlib.blake2b(match[1], digest_size=10).digest()
            if key not in seen:
                seen.add(key)
                told.kept_bytes += good.write(line)
                continue
            told.duplicates += 1
            problem = Problem.duplicate(id=orjson.loads(match[1]), source=orjson.loads(match[2]))
            told.problem_bytes += bad.write(jsonl.line(problem))
    return told


def _add(part: Path, sink: IO[bytes]) -> int:
    with part.open("rb") as source:
        shutil.copyfileobj(source, sink)
        return source.tell()


def _copy(source: IO[bytes], sink: IO[bytes], length: int) -> None:
    while length:
        block = source.read(min(1 << 20, length))
        if not block:
            raise OutputError("records.jsonl is shorter than the ledger says", advice="Start over with --fresh.")
        sink.write(block)
        length -= len(block)
