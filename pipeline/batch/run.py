"""A run: shards in, one folder out, resumed where it stopped.

    out/records.jsonl  problems.jsonl  run.json  report.html  ledger.sqlite

The same command resumes: shards that stand in the ledger, made from the same input by the same program, are not done
again. The output is the same, byte for byte, whatever the number of workers and of interruptions.
"""

from __future__ import annotations

import shutil
import time
from collections import Counter
from collections.abc import Callable, Generator, Iterable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO

import orjson

from pipeline.batch import report
from pipeline.batch.ledger import Ledger, Row, config_digest, digest
from pipeline.batch.local import Batch, Done, Settings, batches, outcomes
from pipeline.batch.pages import let_in
from pipeline.batch.parts import Parts
from pipeline.errors import OutputError, SaripatiError, UsageError
from pipeline.read import Shard, shards
from pipeline.records import Summary

Work = Callable[[list[Shard], Ledger, Parts, str, Settings, Callable[[Done, float], None] | None], None]


def run(
    sources: Iterable[str | Path],
    out: str | Path,
    *,
    settings: Settings = Settings(),  # noqa: B008 - a frozen value
    fresh: bool = False,
    retry: bool = False,
    scheduler: str | None = None,
    part: tuple[int, int] | None = None,
    on_page: Callable[[Done, float], None] | None = None,
) -> Summary:
    """Extract all sources into the folder `out`.

    `fresh` starts over; `retry` does shards again in which pages failed. `scheduler` is the address of a Dask cluster, or
    "local" for one on this machine. `part=(i, n)` does the i-th of n shares of the shards (1 ≤ i ≤ n), for job arrays.

    Raises:
        OutputError: `out` cannot be written, or another run is writing there.
        KeyboardInterrupt: interrupted; what was finished is written.
    """
    out = Path(out)
    todo = chosen([s for source in sources for s in shards(source)], part)
    config = config_digest(settings)
    begun = time.time()
    work = _work if scheduler is None else _on(scheduler)
    with Ledger(out) as ledger:
        parts = Parts(out, ledger)
        if fresh:
            ledger.forget()
            shutil.rmtree(parts.folder, ignore_errors=True)
        if retry:
            ledger.forget_failed()

        def done(shard: Shard) -> bool:
            return ledger.done(shard, config) is not None

        interrupted = False
        reused = len(todo)
        if not (parts.is_merged(todo) and all(map(done, todo))):
            parts.open_again(todo, done)
            missing = [s for s in todo if not (done(s) and parts.has(s))]
            reused -= len(missing)
            try:
                work(missing, ledger, parts, config, settings, on_page)
            except KeyboardInterrupt:
                interrupted = True
            except OSError as error:
                advice = "Mend it and run the same command again."
                raise OutputError(f"{out}: {error.strerror or error}", advice=advice) from error
            parts.merge(todo, final=not interrupted)
        summary = _summary(out, reused)
        pages = sum(row.pages for shard in todo if (row := ledger.done(shard, config)))
        if pages != summary.pages and not interrupted:
            told = f"{out}: {pages} pages, but {summary.records} records and {summary.problems} problems"
            raise SaripatiError(told, advice="Please report it; --fresh starts over.")
        report.write(out, ledger, todo, config, begun)
    if interrupted:
        raise KeyboardInterrupt
    return summary


def _on(scheduler: str) -> Work:
    """What does the missing shards on a cluster."""
    from functools import partial

    from pipeline.batch import dask

    return partial(dask.work, scheduler=scheduler)


def chosen(todo: list[Shard], part: tuple[int, int] | None) -> list[Shard]:
    """The shards of one share.

    Raises:
        UsageError: not 1 ≤ i ≤ n.
    """
    if part is None:
        return todo
    i, n = part
    if not 1 <= i <= n:
        raise UsageError(f"--shard {i}/{n}: I must be between 1 and N", advice="For example --shard 1/8.")
    return todo[i - 1 :: n]


def _work(
    missing: list[Shard],
    ledger: Ledger,
    parts: Parts,
    config: str,
    settings: Settings,
    on_page: Callable[[Done, float], None] | None,
) -> None:
    """Do the missing shards; each is committed when its last batch is written."""
    if not missing:
        return
    inputs: dict[int, str] = {}

    def todo() -> Iterator[Batch]:
        for n, shard in enumerate(missing):
            inputs[n] = digest(shard)
            yield from batches(n, let_in(shard, settings))

    results = outcomes(todo(), settings)
    for n, shard in enumerate(missing):
        told = report.Told()
        with ExitStack() as stack:
            files = stack.enter_context(parts.new(shard))
            try:
                _shard(n, results, files, told, n / len(missing), on_page)
            except KeyboardInterrupt:
                stack.close()  # what is finished of the shard is kept for the output; the ledger does not count it
                results.close()
                raise
        row = Row(inputs[n], config, told.pages, told.records, told.pages - told.records, told.as_json())
        ledger.add(shard, row)


def _shard(
    n: int,
    results: Generator[tuple[Batch, list[Done]]],
    files: tuple[IO[bytes], IO[bytes]],
    told: report.Told,
    share: float,
    on_page: Callable[[Done, float], None] | None,
) -> None:
    for batch, done in results:
        if batch.shard != n or len(done) != len(batch.pages):
            raise SaripatiError(f"shard {n}: {len(batch.pages)} pages in, {len(done)} out", advice="Please report it.")
        for one in done:
            files[one.problem is not None].write(one.line)
            told.add(one)
            if on_page:
                on_page(one, share)
        if batch.last:
            return


def _summary(out: Path, reused: int) -> Summary:
    """Counted from what is written, not from what was meant."""
    kinds: Counter[str] = Counter()
    with (out / "records.jsonl").open("rb") as lines:
        records = sum(1 for _ in lines)
    with (out / "problems.jsonl").open("rb") as lines:
        for line in lines:
            kinds[orjson.loads(line)["kind"]] += 1
    return Summary(records + kinds.total(), records, kinds.total(), dict(sorted(kinds.items())), out, reused)
