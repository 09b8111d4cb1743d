"""The same run on a Dask cluster: one future per shard, the local supervisor below each Dask worker.

A document that kills or hangs its process is dealt with inside the worker and never reaches the scheduler; a worker that is
lost has its shards done by another one. What comes back is written here, so that only the input has to be reachable from
the workers. Needs the extra `dask`; `saripati extract … --scheduler tcp://host:8786`, or `--scheduler local`.
"""

from __future__ import annotations

import pickle
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import replace
from typing import Any, NamedTuple

from pipeline.batch import report
from pipeline.batch.ledger import Ledger, Row, digest
from pipeline.batch.local import Done, Settings, batches, die_with_parent, outcomes
from pipeline.batch.pages import let_in
from pipeline.batch.parts import Parts
from pipeline.errors import UsageError
from pipeline.read import Shard


class Made(NamedTuple):
    """What a Dask worker sends back of a shard."""

    input: str
    records: bytes
    problems: bytes
    done: list[Done]  #: without their lines


def work(
    missing: list[Shard],
    ledger: Ledger,
    parts: Parts,
    config: str,
    settings: Settings,
    on_page: Callable[[Done, float], None] | None,
    *,
    scheduler: str,
) -> None:
    """Do the missing shards on the cluster at `scheduler` ("local": one on this machine).

    Raises:
        UsageError: `distributed` is not installed, or the scheduler does not answer.
    """
    if not missing:
        return
    distributed = _distributed()
    with ExitStack() as stack:
        client = stack.enter_context(_client(distributed, stack, scheduler, settings))
        single = replace(settings, workers=1)
        futures = {client.submit(one, shard, single, pure=False, retries=3): shard for shard in missing}
        for n, future in enumerate(distributed.as_completed(futures), 1):
            made, shard, told = future.result(), futures[future], report.Told()
            with parts.new(shard) as (good, bad):
                good.write(made.records)
                bad.write(made.problems)
            for done in made.done:
                told.add(done)
                if on_page:
                    on_page(done, n / len(missing))
            ledger.add(shard, Row(made.input, config, told.pages, told.records, told.pages - told.records, told.as_json()))
            future.release()


def one(shard: Shard, settings: Settings) -> Made:
    """A shard, done by a program of its own inside a Dask worker, which has supervised workers of its own."""
    command = [sys.executable, "-c", "from pipeline.batch.dask import main; main()"]
    told = subprocess.run(command, input=pickle.dumps((shard, settings)), stdout=subprocess.PIPE, check=True)
    made: Made = pickle.loads(told.stdout)
    return made


def main() -> None:
    """The program behind `one`: shard and settings on standard input, what was made of them on standard output."""
    die_with_parent()
    shard, settings = pickle.load(sys.stdin.buffer)
    lines: tuple[list[bytes], list[bytes]] = ([], [])
    told: list[Done] = []
    for _, done in outcomes(batches(0, let_in(shard, settings)), settings):
        for page in done:
            lines[page.problem is not None].append(page.line)
            told.append(page._replace(line=b""))
    pickle.dump(Made(digest(shard), b"".join(lines[0]), b"".join(lines[1]), told), sys.stdout.buffer)


def _client(distributed: Any, stack: ExitStack, scheduler: str, settings: Settings) -> Any:
    if scheduler == "local":
        cluster = distributed.LocalCluster(
            n_workers=settings.processes(), threads_per_worker=1, dashboard_address=None, host="127.0.0.1"
        )
        scheduler = stack.enter_context(cluster).scheduler_address
    try:
        return distributed.Client(scheduler, timeout=30)
    except (OSError, ValueError) as error:
        raise UsageError(f"--scheduler {scheduler}: {error}", advice="Name a running scheduler: tcp://host:8786.") from error


def _distributed() -> Any:
    try:
        import distributed
    except ImportError as error:
        raise UsageError("--scheduler needs Dask.", advice="Install it with: pip install 'saripati[dask]'") from error
    return distributed
