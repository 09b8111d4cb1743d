"""A Dask cluster gives the same bytes as one machine, also when a worker is lost."""

from __future__ import annotations

import os
import signal
from pathlib import Path

import pytest

from pipeline import batch
from pipeline.errors import UsageError
from tests.batch import poison
from tests.batch.test_run import ROOT, source

SETTINGS = batch.Settings(workers=2, limit=5.0, work=poison.work)


def outputs(out: Path) -> list[bytes]:
    """What a run wrote."""
    return [(out / name).read_bytes() for name in ("records.jsonl", "problems.jsonl")]


def test_a_cluster_that_loses_a_worker_gives_the_same_bytes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    distributed = pytest.importorskip("distributed")
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    pages = tmp_path / "pages"
    pages.mkdir()
    for n in range(6):
        source(pages / f"{n}.jsonl", ["slow", "fine", "exit" if n == 3 else "empty"], start=10 * n)
    batch.run([pages], tmp_path / "local", settings=SETTINGS)

    killed = False
    with distributed.LocalCluster(n_workers=2, threads_per_worker=1, dashboard_address=None, host="127.0.0.1") as cluster:

        def kill_one(done: batch.Done, share: float) -> None:
            nonlocal killed
            if not killed:
                killed = True
                os.kill(next(iter(cluster.workers.values())).pid, signal.SIGKILL)

        address = cluster.scheduler_address
        batch.run([pages], tmp_path / "cluster", settings=SETTINGS, scheduler=address, on_page=kill_one)
    assert killed
    assert outputs(tmp_path / "cluster") == outputs(tmp_path / "local")


def test_a_scheduler_that_is_not_there_is_named(tmp_path: Path) -> None:
    pytest.importorskip("distributed")
    path = source(tmp_path / "a.jsonl", ["x"])
    with pytest.raises(UsageError, match="nowhere"):
        batch.run([path], tmp_path / "out", settings=SETTINGS, scheduler="nowhere://x")
