"""Reading web archives, measured beside warcio: records a second, megabytes a second past --match, memory.

python benchmarks/read.py speed      records a second against warcio, on the same file in the same run
python benchmarks/read.py match      megabytes a second of pages that nothing in them matches, one core
python benchmarks/read.py memory     peak memory over 1 GB of WARC
"""

from __future__ import annotations

import gzip
import random
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from pipeline.read import Gate, read
from tests.read.warc import record

WORDS = [
    f"{a}{b}{c}"
    for a in ("pe", "ka", "ber", "di", "se", "ter")
    for b in ("nga", "la", "ri", "tu", "wa", "sa")
    for c in ("n", "k", "ti", "ra", "")
]


def archive(path: Path, count: int, kilobytes: int = 50) -> int:
    """An archive in the form of CC-NEWS: request, response and metadata for each page; gives the bytes of the pages."""
    chance = random.Random(7)
    size = 0
    pack = (lambda content: gzip.compress(content, 6)) if path.suffix == ".gz" else bytes
    with path.open("wb") as out:
        for n in range(count):
            told = " ".join(chance.choices(WORDS, k=kilobytes * 180))
            body = f"<!DOCTYPE html><html lang=id><title>Berita {n}</title><div class=isi><p>{told}</p></div>".encode()
            size += len(body)
            url = f"https://contoh.id/{n}"
            out.write(pack(record(url, b"GET / HTTP/1.1\r\nHost: contoh.id\r\n\r\n", kind="request", http=None)))
            out.write(pack(record(url, body)))
    return size


def timed(work: Callable[[], int]) -> tuple[int, float]:
    """What came out, and the CPU seconds of the best of three."""
    best, made = float("inf"), 0
    for _ in range(3):
        begun = time.process_time()
        made = work()
        best = min(best, time.process_time() - begun)
    return made, best


def by_warcio(path: Path) -> int:
    """All responses with their bodies, by warcio."""
    from warcio.archiveiterator import ArchiveIterator

    with path.open("rb") as stored:
        return sum(len(r.content_stream().read()) > 0 for r in ArchiveIterator(stored) if r.rec_type == "response")


def speed(folder: Path) -> None:
    """Records a second, ours against warcio's."""
    for kilobytes, count, suffix in ((5, 4000, ".warc.gz"), (50, 1000, ".warc.gz"), (5, 4000, ".warc"), (50, 1000, ".warc")):
        path = folder / f"{kilobytes}{suffix}"
        archive(path, count, kilobytes)
        pages, ours = timed(lambda path=path: sum(1 for _ in read([path])))  # type: ignore[misc]
        theirs, warcio = timed(lambda path=path: by_warcio(path))  # type: ignore[misc]
        assert pages == theirs == count
        told = f"{count / ours:,.0f} pages/s, warcio {count / warcio:,.0f}: {warcio / ours:.2f} ×"
        print(f"{suffix}, pages of {kilobytes} kB: {told}")


def match(folder: Path) -> None:
    """Megabytes a second where nothing matches."""
    path = folder / "m.warc.gz"
    size = archive(path, 2000)
    for pattern in ("BPJS|JKN", r"\b(?:BPJS|JKN)\b", "(?i)bpjs|jkn"):
        declined, seconds = timed(lambda pattern=pattern: sum(1 for _ in read([path], gate=Gate(match=pattern))))  # type: ignore[misc]
        assert declined == 2000
        packed = path.stat().st_size / 1e6 / seconds
        print(f"--match '{pattern}': {size / 1e6 / seconds:.0f} MB/s of pages ({packed:.0f} MB/s of the packed file)")


def memory(folder: Path) -> None:
    """Peak memory over a gigabyte of WARC."""
    path = folder / "g.warc.gz"
    archive(folder / "part.warc.gz", 1000)
    part = (folder / "part.warc.gz").read_bytes()
    with path.open("wb") as out:
        while out.tell() < 1 << 30:
            out.write(part)
    begun = time.process_time()
    count = sum(1 for _ in read([path]))
    seconds = time.process_time() - begun
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"{path.stat().st_size / 1e9:.2f} GB of WARC, {count} pages in {seconds:.0f} s of CPU: peak memory {peak:.0f} MB")


if __name__ == "__main__":
    wanted = sys.argv[1:] or ["speed", "match", "memory"]
    with tempfile.TemporaryDirectory() as made:
        for name in wanted:
            {"speed": speed, "match": match, "memory": memory}[name](Path(made))
