"""The supervisor, measured: its overhead, how it grows with workers, memory, and 20,000 documents with poison among them.

python benchmarks/batch.py overhead     CPU of a run of 5,000 documents of about 5 ms against a bare loop
python benchmarks/batch.py workers      2 workers against 1, beside two independent processes, in the same run
python benchmarks/batch.py poison       20,000 documents, poison among them, the parent killed at random moments
"""

from __future__ import annotations

import json
import random
import resource
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from pipeline import batch
from pipeline.lexicon import DEFAULT, Lexicon
from pipeline.read import read
from pipeline.records import Article, MadeBy, Page, Problem, Record
from pipeline.write import jsonl

ROOT = Path(__file__).resolve().parents[1]
BY = MadeBy(program="0", model="0", lexicon="0")


def work(page: Page | Problem, lexicon: Lexicon) -> Record | Problem:
    """About 5 ms of arithmetic, then a record."""
    if isinstance(page, Problem):
        return page
    sum(n * n for n in range(70_000))
    return Record(id=page.id or "", source=page.source, article=Article(text=page.text or ""), made_by=BY)


def source(folder: Path, count: int, name: str = "a") -> Path:
    """A file of documents."""
    path = folder / f"{name}.jsonl"
    path.write_text("".join(json.dumps({"id": f"{name}{n}", "text": "x" * 2000}) + "\n" for n in range(count)))
    return path


def cpu() -> float:
    """CPU seconds of this process and its ended children."""
    own, children = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return own.ru_utime + own.ru_stime + children.ru_utime + children.ru_stime


def overhead(folder: Path) -> None:
    """CPU seconds of a supervised run against a bare loop over the same documents."""
    path = source(folder, 5000)
    start = cpu()
    with (folder / "bare.jsonl").open("wb") as sink:
        for page in read([path]):
            sink.write(jsonl.line(work(page, DEFAULT)))
    bare = cpu() - start
    start = cpu()
    batch.run([path], folder / "out", settings=batch.Settings(workers=2, work=work))
    print(f"bare loop {bare:.2f} s CPU, supervised {cpu() - start:.2f} s, ratio {(cpu() - start) / bare:.3f} (target 1.15)")


def workers(folder: Path) -> None:
    """Speed-up of two workers, as a share of what two independent processes reach."""
    files = [source(folder, 2000, "a"), source(folder, 2000, "b")]

    def timed(count: int) -> float:
        start = time.perf_counter()
        batch.run(files, folder / f"out{count}", settings=batch.Settings(workers=count, work=work), fresh=True)
        return time.perf_counter() - start

    one, two = timed(1), timed(2)
    code = "import sys; sys.path.insert(0, 'benchmarks'); from batch import work; from pipeline.records import Page\n"
    code += "for n in range(2000): work(Page(source='s', id='x', text='x' * 2000), None)"

    def loops(count: int) -> float:
        start = time.perf_counter()
        for running in [subprocess.Popen([sys.executable, "-c", code], cwd=ROOT) for _ in range(count)]:
            running.wait()
        return time.perf_counter() - start

    alone = loops(1) * 2 / loops(2)
    print(f"speed-up {one / two:.2f}; independent processes {alone:.2f}; share {one / two / alone:.2f} (target .95)")


def poison(folder: Path) -> None:
    """20,000 documents, one in 1,000 poisoned, the run killed 20 times at random moments and resumed."""
    chance = random.Random(1)
    texts = ["fine"] * 20_000
    bad = chance.sample(range(20_000), 20)
    for n, at in enumerate(bad):
        texts[at] = ("exit", "hang", "memory", "segfault", "recursion")[n % 5]
    pages = folder / "pages"
    pages.mkdir()
    for part in range(200):
        rows = ({"id": f"p{n}", "text": texts[n]} for n in range(part * 100, part * 100 + 100))
        (pages / f"{part:03}.jsonl").write_text("".join(json.dumps(row) + "\n" for row in rows))
    out = folder / "out"
    code = (
        "from pipeline import batch; from tests.batch import poison\n"
        f"if __name__ == '__main__': batch.run([{str(pages)!r}], {str(out)!r}, "
        "settings=batch.Settings(workers=2, limit=5, work=poison.work))"
    )
    kills = 0
    while True:
        run = subprocess.Popen([sys.executable, "-c", code], cwd=ROOT)
        try:
            run.wait(timeout=chance.uniform(2, 20) if kills < 20 else None)
            break
        except subprocess.TimeoutExpired:
            run.send_signal(signal.SIGKILL)
            run.wait()
            kills += 1
    good = [json.loads(line)["id"] for line in (out / "records.jsonl").open()]
    wrong = [json.loads(line)["id"] for line in (out / "problems.jsonl").open()]
    exact = sorted(wrong) == sorted(f"p{n}" for n in bad) and good == [f"p{n}" for n in range(20_000) if n not in set(bad)]
    print(f"killed {kills} times; {len(good)} records, {len(wrong)} problems; exactly the poisoned: {exact}")


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as made:
        {"overhead": overhead, "workers": workers, "poison": poison}[sys.argv[1]](Path(made))
