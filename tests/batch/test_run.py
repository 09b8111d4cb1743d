"""A run survives what pages and machines do to it, and is the same whatever happened on the way."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from pipeline import batch
from pipeline.batch.ledger import Ledger
from pipeline.errors import OutputError, UsageError
from pipeline.read import shards
from tests.batch import poison

ROOT = Path(__file__).resolve().parents[2]
QUICK = batch.Settings(workers=2, limit=2.0, work=poison.work)


def source(path: Path, texts: list[str], *, start: int = 0) -> Path:
    """A JSON Lines file with a page a text."""
    rows = [{"id": f"p{start + n}", "text": text} for n, text in enumerate(texts)]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows), "utf-8")
    return path


def ids(out: Path, kind: str = "records") -> list[str]:
    """The ids that were written, in order."""
    return [json.loads(line)["id"] for line in (out / f"{kind}.jsonl").read_text("utf-8").splitlines()]


def kinds(out: Path) -> dict[str, str]:
    """Problems by id."""
    rows = map(json.loads, (out / "problems.jsonl").read_text("utf-8").splitlines())
    return {row["id"]: row["kind"] for row in rows}


POISON = {"exit": "crash", "hang": "timeout", "segfault": "crash", "kill": "crash", "empty": "no_article"}


def test_poison_costs_exactly_the_poisoned(tmp_path: Path) -> None:
    texts = ["fine"] * 120
    wanted = {}
    for n, (text, kind) in enumerate(POISON.items()):
        texts[7 + 23 * n] = text
        wanted[f"p{7 + 23 * n}"] = kind
    summary = batch.run([source(tmp_path / "a.jsonl", texts)], tmp_path / "out", settings=QUICK)
    assert kinds(tmp_path / "out") == wanted
    assert ids(tmp_path / "out") == [f"p{n}" for n in range(120) if f"p{n}" not in wanted]
    assert (summary.pages, summary.records, summary.problems) == (120, 115, 5)


@pytest.mark.parametrize("text", ["memory", "recursion"])
def test_memory_and_recursion_cost_one_page(tmp_path: Path, text: str) -> None:
    batch.run([source(tmp_path / "a.jsonl", ["fine", text, "fine"])], tmp_path / "out", settings=QUICK)
    assert (ids(tmp_path / "out"), list(kinds(tmp_path / "out"))) == (["p0", "p2"], ["p1"])


def test_a_worker_killed_from_outside_costs_nothing(tmp_path: Path) -> None:
    texts = ["fine", f"once {tmp_path / 'mark'}", "fine"]
    settings = batch.Settings(workers=1, work=poison.killed_once)
    batch.run([source(tmp_path / "a.jsonl", texts)], tmp_path / "out", settings=settings)
    assert (ids(tmp_path / "out"), kinds(tmp_path / "out")) == (["p0", "p1", "p2"], {})


def test_output_is_the_same_with_any_number_of_workers(tmp_path: Path) -> None:
    path = source(tmp_path / "a.jsonl", ["slow", "fine", "empty"] * 30)
    made = []
    for workers in (1, 3):
        out = tmp_path / f"out{workers}"
        batch.run([path], out, settings=batch.Settings(workers=workers, work=poison.work))
        made.append([(out / name).read_bytes() for name in ("records.jsonl", "problems.jsonl")])
    assert made[0] == made[1]


def test_only_what_is_new_or_changed_is_done_again(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    source(pages / "a.jsonl", ["one", "two"])
    source(pages / "b.jsonl", ["three"], start=2)
    first = batch.run([pages], tmp_path / "out", settings=QUICK)
    again = batch.run([pages], tmp_path / "out", settings=QUICK)
    source(pages / "c.jsonl", ["four"], start=3)
    source(pages / "b.jsonl", ["changed"], start=2)
    more = batch.run([pages], tmp_path / "out", settings=QUICK)
    assert (first.reused, again.reused, more.reused) == (0, 2, 1)
    assert ids(tmp_path / "out") == ["p0", "p1", "p2", "p3"]
    texts = [json.loads(line)["article"]["text"] for line in (tmp_path / "out/records.jsonl").read_text().splitlines()]
    assert texts == ["one", "two", "changed", "four"]


def test_a_second_page_of_one_id_is_a_problem_and_comes_back_when_the_first_goes(tmp_path: Path) -> None:
    a = source(tmp_path / "a.jsonl", ["one", "two"])
    b = source(tmp_path / "b.jsonl", ["again"], start=1)
    batch.run([a, b], tmp_path / "out", settings=QUICK)
    assert (ids(tmp_path / "out"), kinds(tmp_path / "out")) == (["p0", "p1"], {"p1": "duplicate"})
    source(a, ["one"])
    batch.run([a, b], tmp_path / "out", settings=QUICK)
    assert (ids(tmp_path / "out"), kinds(tmp_path / "out")) == (["p0", "p1"], {})


def test_shares_of_a_job_array_add_up(tmp_path: Path) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for n in range(5):
        source(pages / f"{n}.jsonl", ["a", "b"], start=10 * n)
    found = []
    for i in (1, 2):
        batch.run([pages], tmp_path / f"out{i}", settings=QUICK, part=(i, 2))
        found += ids(tmp_path / f"out{i}")
    assert sorted(found) == sorted(f"p{10 * n + k}" for n in range(5) for k in (0, 1))
    with pytest.raises(UsageError, match="3/2"):
        batch.run([pages], tmp_path / "out3", settings=QUICK, part=(3, 2))


def test_a_second_run_into_the_same_folder_is_refused(tmp_path: Path) -> None:
    with Ledger(tmp_path), pytest.raises(OutputError, match="another run"):
        batch.run([source(tmp_path / "a.jsonl", ["x"])], tmp_path, settings=QUICK)


def test_a_folder_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(OutputError, match="file"):
        batch.run([source(tmp_path / "a.jsonl", ["x"])], tmp_path / "file/out", settings=QUICK)


def test_a_full_disk_is_a_clear_error_and_the_run_resumes(tmp_path: Path) -> None:
    path = source(tmp_path / "a.jsonl", ["x" * 200_000] * 8)
    code = "import resource; resource.setrlimit(resource.RLIMIT_FSIZE, (400_000, -1)); import signal; "
    code += "signal.signal(signal.SIGXFSZ, signal.SIG_IGN); "
    command = [sys.executable, "-c", code + main(path, tmp_path / "out")]
    told = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert "OutputError" in told.stderr and "Traceback" not in told.stderr.split("OutputError")[1]
    assert not (tmp_path / "out/records.jsonl").exists()
    batch.run([path], tmp_path / "out", settings=QUICK)
    assert len(ids(tmp_path / "out")) == 8


@pytest.mark.parametrize("after", [1, 4, 9])
def test_killed_at_any_moment_and_resumed_every_page_is_there_once(tmp_path: Path, after: int) -> None:
    pages = tmp_path / "pages"
    pages.mkdir()
    for n in range(10):
        source(pages / f"{n:02}.jsonl", ["slow"] * 50, start=50 * n)
    out = tmp_path / "out"
    run = subprocess.Popen(
        [sys.executable, "-c", main(pages, out)], cwd=ROOT, stderr=subprocess.DEVNULL, start_new_session=True
    )
    deadline = time.monotonic() + 60
    while run.poll() is None and len(list(out.glob(".parts/*.records.jsonl"))) < after and time.monotonic() < deadline:
        os.sched_yield()
    run.send_signal(signal.SIGKILL)
    run.wait()
    assert not (out / "records.jsonl").exists()
    before = len(list(out.glob(".parts/*.problems.jsonl")))
    summary = batch.run([pages], out, settings=QUICK)
    assert summary.reused >= before - 1
    assert ids(out) == [f"p{n}" for n in range(500)]


def main(path: Path, out: Path) -> str:
    """A program that runs `path` into `out`."""
    return (
        "from pathlib import Path; from pipeline import batch; from tests.batch import poison\n"
        "if __name__ == '__main__':\n"
        f"    batch.run([{str(path)!r}], {str(out)!r}, settings=batch.Settings(workers=2, work=poison.work))"
    )


def test_shards_are_in_order_of_the_sources(tmp_path: Path) -> None:
    a, b = source(tmp_path / "a.jsonl", ["x"]), source(tmp_path / "b.jsonl", ["y"], start=1)
    batch.run([b, a], tmp_path / "out", settings=QUICK)
    assert ids(tmp_path / "out") == ["p1", "p0"]
    assert [s.source for s in shards(b)] == [str(b)]
