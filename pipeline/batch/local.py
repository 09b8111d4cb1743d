"""Worker processes on one machine: what happens inside a document stays with that document.

Pages go out in batches to spawned processes that have loaded the model once; results come back in the order of the pages,
whatever the number of workers. A batch that dies or hangs is done again page by page, so that a crash, a segfault, an
endless loop or a memory blow-up costs exactly the page that made it, which becomes a `Problem` with its cause. A worker
that was killed from outside costs nothing: each page has a second try. Built on pebble (docs/decisions.md).
"""

from __future__ import annotations

import contextlib
import ctypes
import multiprocessing
import os
import resource
import signal
import sys
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future
from concurrent.futures import TimeoutError as FutureTimeout
from dataclasses import dataclass
from typing import NamedTuple

from pebble import ProcessExpired, ProcessPool

from pipeline.lexicon import DEFAULT, Lexicon
from pipeline.read import OPEN, Gate
from pipeline.read.row import Columns
from pipeline.records import Page, Problem, Record
from pipeline.write import jsonl

BATCH = 16  #: pages of a batch at most
BATCH_BYTES = 2 * 1024 * 1024  #: characters or bytes of a batch at most
AHEAD = 12  #: batches per worker that are read ahead
RECYCLE = 77  #: exit code of a worker that has grown too large and asks to be replaced
MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Settings:
    """How the workers work. All of it travels to them once."""

    lexicon: Lexicon = DEFAULT
    keep_text: bool = True
    workers: int = 0  #: number of processes; 0: as many as there are cores
    columns: Columns | None = None  #: which columns of a table hold what
    gate: Gate = OPEN  #: which pages are let in
    limit: float = 60.0  #: seconds that a page may take
    memory: int = 3072  #: MiB of address space that a worker may have
    grown: int = 420  #: MiB of resident memory from which a worker is replaced
    work: Callable[[Page | Problem, Lexicon], Record | Problem] | None = None  #: what to do with a page; None: the line

    def processes(self) -> int:
        """The number of processes."""
        return self.workers or len(os.sched_getaffinity(0))


class Done(NamedTuple):
    """What became of a page, as bytes to be written, and what the run's report says of it."""

    id: str | None
    source: str
    problem: str | None  #: kind of the problem; None for a record
    line: bytes
    seconds: float = 0.0
    outlet: str | None = None
    month: str | None = None
    confidence: float | None = None
    message: str | None = None  #: what a problem says, for those who watch


class Batch(NamedTuple):
    """Pages that go to a worker together. `last`: the shard ends here."""

    shard: int
    pages: tuple[Page | Problem, ...]
    last: bool = False


def batches(shard: int, pages: Iterable[Page | Problem]) -> Iterator[Batch]:
    """The pages of a shard in batches, the last of them marked, even where it is empty."""
    waiting: list[Page | Problem] = []
    size = 0
    for page in pages:
        heavy = len(page.html or page.text or "") if isinstance(page, Page) else 0
        if waiting and (len(waiting) == BATCH or size + heavy > BATCH_BYTES):
            yield Batch(shard, tuple(waiting))
            waiting, size = [], 0
        waiting.append(page)
        size += heavy
    yield Batch(shard, tuple(waiting), last=True)


def outcomes(todo: Iterable[Batch], settings: Settings) -> Generator[tuple[Batch, list[Done]]]:
    """What becomes of each batch, in order. Batches are read ahead while workers are busy."""
    processes = settings.processes()
    pool = ProcessPool(
        max_workers=processes,
        initializer=_begin,
        initargs=[settings],
        context=multiprocessing.get_context("spawn"),
    )
    waiting: deque[tuple[Batch, Future[list[Done]]]] = deque()
    try:
        for batch in todo:
            waiting.append((batch, pool.schedule(_batch, args=[batch.pages], timeout=settings.limit)))
            while len(waiting) > processes * AHEAD or (waiting and waiting[0][1].done()):
                first, future = waiting.popleft()
                yield first, _result(pool, first, future, settings)
        while waiting:
            first, future = waiting.popleft()
            yield first, _result(pool, first, future, settings)
    finally:
        pool.stop()  # type: ignore[no-untyped-call]
        pool.join()


def _result(pool: ProcessPool, batch: Batch, future: Future[list[Done]], settings: Settings) -> list[Done]:
    """The result of a batch; page by page where the whole did not come back."""
    try:
        return future.result()
    except (ProcessExpired, FutureTimeout, MemoryError, OSError, RuntimeError):
        return [_alone(pool, page, settings) for page in batch.pages]


def _alone(pool: ProcessPool, page: Page | Problem, settings: Settings) -> Done:
    """One page on its own, with a second try where its worker died."""
    cause, advice = "", "Look at the page; leave it out, or report it."
    tries = 0
    while tries < 2:
        try:
            done: list[Done] = pool.schedule(_batch, args=[(page,)], timeout=settings.limit).result()
            return done[0]
        except ProcessExpired as error:
            if error.exitcode != RECYCLE:
                tries += 1
                kind, cause = "crash", f"its worker died ({_exit(error.exitcode)})"
        except FutureTimeout:
            kind, cause, tries = "timeout", f"it took longer than {settings.limit:g} s", 2
        except (MemoryError, OSError, RuntimeError) as error:
            kind, cause, tries = "crash", f"its worker failed: {type(error).__name__}", 2
    id = page.id
    return _done(Problem(id=id, source=page.source, kind=kind, message=f"{page.source}: {cause}", advice=advice), settings)


def _exit(code: int | None) -> str:
    with contextlib.suppress(ValueError, TypeError):
        if code is not None and code < 0:
            return signal.Signals(-code).name
    return f"exit code {code}"


def _done(made: Record | Problem, settings: Settings, seconds: float = 0.0) -> Done:
    if isinstance(made, Problem):
        return Done(made.id, made.source, made.kind, jsonl.line(made), seconds, message=made.told)
    article = made.article
    line = jsonl.line(made if settings.keep_text else jsonl.without_text(made))
    month = article.published[:7] if article.published else None
    return Done(made.id, made.source, None, line, seconds, article.outlet, month, article.confidence)


# ── inside a worker ──────────────────────────────────────────────────────────────────────────────────────────────────

_settings = Settings()
_batches = 0  #: done by this process; a fresh one is not replaced, however large it is


def _begin(settings: Settings) -> None:
    """What a worker does first: die with its parent, limit its memory, load the model."""
    global _settings  # noqa: PLW0603 - a worker process has one setting for its life
    _settings = settings
    die_with_parent()
    if settings.work is None:
        from pipeline.language import load

        load()
    resource.setrlimit(resource.RLIMIT_AS, (settings.memory * MIB, resource.RLIM_INFINITY))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def die_with_parent() -> None:
    """No orphans: the system kills this process when its parent is killed (PR_SET_PDEATHSIG of Linux)."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(1, signal.SIGKILL)
        if os.getppid() == 1:  # it was killed before this line
            os._exit(1)


def _batch(pages: tuple[Page | Problem, ...]) -> list[Done]:
    """What becomes of some pages."""
    global _batches  # noqa: PLW0603 - counts over the life of the process
    if _batches and _resident() > _settings.grown * MIB:
        os._exit(RECYCLE)
    _batches += 1
    made = []
    for page in pages:
        start = time.perf_counter()
        result = _work(page)
        made.append(_done(result, _settings, time.perf_counter() - start))
    return made


def _work(page: Page | Problem) -> Record | Problem:
    if _settings.work is not None:
        return _settings.work(page, _settings.lexicon)
    from pipeline.flow import outcome

    return outcome(page, lexicon=_settings.lexicon)


def _resident() -> int:
    """Resident memory of this process in bytes."""
    import psutil

    return int(psutil.Process().memory_info().rss)
