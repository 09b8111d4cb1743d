"""The reviewers' page, measured: opening 50,000 records, a decision, the weight of a page, a long article.

    python benchmarks/review.py [--records 50000]

Prints a table of measured figures and targets. Needs Chromium on the PATH for what the browser does.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import httpx
import orjson

from pipeline.review.run import Run
from pipeline.write import jsonl
from tests.review import invented

WEIGHT = (
    "['navigation', 'resource'].flatMap(k => performance.getEntriesByType(k)).reduce((sum, e) => sum + e.decodedBodySize, 0)"
)
OUTLETS = ("Harian Contoh", "Kabar Tapal Kuda", "Lontar Timur", "Suara Rawa", "Pos Pesisir")
VIEWS = {
    "queue": "/",
    "by failed checks": "/?order=checks&state=all",
    "text search": "/?q=warga+malang&state=all",
    "filtered by region and programme": "/?state=all&region=35&programme=JKN",
    "overview": "/overview",
}
FILLER = "Warga di sejumlah kecamatan menyambut baik langkah pemerintah daerah tersebut dan berharap layanannya merata. " * 12


def many(folder: Path, n: int) -> Path:
    """A run of n small records, about 7 KB each."""
    folder.mkdir(parents=True)
    models = [orjson.loads(jsonl.line(invented.short(k, OUTLETS[k % 5]))) for k in range(500)]
    with (folder / "records.jsonl").open("wb") as sink:
        for k in range(n):
            made = dict(models[k % 500])
            made["id"] = f"r{k:06}"
            article = made["article"]
            made["article"] = {**article, "text": article["text"] + "\n\n" + FILLER * 3}
            sink.write(orjson.dumps(made, option=orjson.OPT_APPEND_NEWLINE))
    return folder


def long(folder: Path, characters: int = 200_000) -> Path:
    """A run of one article of 200,000 characters with some 2,000 entries' mentions."""
    line = "Di [[r1|Kota Malang]] tercatat [[c1|1.250 peserta]] baru. " + FILLER[:220]
    text = "Laporan panjang\n\n" + "\n\n".join([line] * (characters // 262))
    made = invented.record(
        "panjang", text, {"r1": invented.region("35.73", "Kota Malang", "city"),
                          "c1": {"value": 1250, "unit": "peserta", "role": "participant", "confidence": 0.9}},
    )  # fmt: skip
    return invented.write(folder, [made])


class Server:
    """`saripati review` as a program."""

    def __init__(self, run: Path) -> None:
        began = time.perf_counter()
        command = [str(Path(sys.executable).with_name("saripati")), "review", str(run), "--port", "0"]
        self.program = subprocess.Popen(
            command, stdout=subprocess.PIPE, text=True, env=os.environ | {"SARIPATI_REVIEW_TOKEN": "t"}
        )
        assert self.program.stdout is not None
        link = self.program.stdout.readline().strip()
        self.base = re.sub(r"/\?.*", "", link)
        self.client = httpx.Client(base_url=self.base, follow_redirects=True, headers={"Origin": self.base}, timeout=60)
        self.client.get("/?token=t").raise_for_status()
        self.started, self.spent = time.perf_counter() - began, self.cpu()

    def timed(self, path: str, times: int = 5) -> float:
        """Median seconds of a page."""
        told = []
        for _ in range(times):
            began = time.perf_counter()
            self.client.get(path).raise_for_status()
            told.append(time.perf_counter() - began)
        return statistics.median(told)

    def memory(self) -> float:
        """Resident memory in MB."""
        status = Path(f"/proc/{self.program.pid}/status").read_text()
        return int(re.findall(r"VmRSS:\s+(\d+)", status)[0]) / 1024

    def cpu(self) -> float:
        """CPU seconds used so far."""
        fields = Path(f"/proc/{self.program.pid}/stat").read_text().rpartition(")")[2].split()
        return (int(fields[11]) + int(fields[12])) / os.sysconf("SC_CLK_TCK")

    def stop(self) -> None:
        self.client.close()
        self.program.terminate()
        self.program.wait()


def in_browser(base: str, record: str, decisions: int) -> tuple[list[float], int]:
    """Milliseconds from a key to the next card being current and the decision being on the disk; bytes of the page."""
    from playwright.sync_api import sync_playwright

    found = shutil.which("chromium") or shutil.which("google-chrome")
    with sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=found, args=["--no-sandbox"])
        page = browser.new_page()
        page.goto(base + "/?token=t")
        page.goto(f"{base}/record?id={record}&state=all", wait_until="networkidle")
        weight = page.evaluate(WEIGHT)
        measure = """async () => {
          const began = performance.now();
          document.activeElement.dispatchEvent(new KeyboardEvent('keydown', {key: 'a', bubbles: true}));
          while (!Send.idle()) await new Promise(requestAnimationFrame);
          return performance.now() - began;
        }"""
        told = [page.evaluate(measure) for _ in range(decisions)]
        browser.close()
    return told, weight


def scrolling(base: str, record: str) -> float:
    """Median milliseconds a frame while an article is scrolled from end to end."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=shutil.which("chromium") or shutil.which("google-chrome"), args=["--no-sandbox"]
        )
        page = browser.new_page()
        page.goto(base + "/?token=t")
        page.goto(f"{base}/record?id={record}&state=all")
        frames = page.evaluate("""async () => {
          const pane = document.getElementById('reading'), frames = [];
          let last = performance.now();
          for (let k = 0; k < 120; k++) {
            pane.scrollTop += 400;
            await new Promise(requestAnimationFrame);
            frames.push(performance.now() - last); last = performance.now();
          }
          return frames;
        }""")
        browser.close()
    return float(statistics.median(frames))


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--records", type=int, default=50_000)
    n = options.parse_args().records
    rows: list[tuple[str, str, str]] = []
    with tempfile.TemporaryDirectory() as temporary:
        run = many(Path(temporary) / "many", n)
        size = (run / "records.jsonl").stat().st_size / 1e6
        first = Server(run)
        rows.append((f"first opening of {n:,} records ({size:.0f} MB), to the first page", f"{first.started:.2f} s", ""))
        began = time.perf_counter()
        while "reading" in first.client.get("/", headers={"Accept-Language": "en"}).text:
            time.sleep(0.2)
        rows.append(("then indexed in the background within", f"{time.perf_counter() - began:.1f} s", ""))
        first.stop()
        again = Server(run)
        rows.append(("opened again, to the first page (with the start of Python)", f"{again.started:.2f} s", ""))
        rows.append(("CPU for that", f"{again.spent:.2f} s", "< 1 s"))
        began = time.perf_counter()
        opened = Run(run)
        len(opened)
        rows.append((f"opening {n:,} records", f"{time.perf_counter() - began:.3f} s", "< 1 s"))
        opened.close()
        for name, path in VIEWS.items():
            rows.append((f"{name}, {n:,} records", f"{again.timed(path) * 1000:.0f} ms", "< 1000 ms"))
        rows.append(("memory of the server", f"{again.memory():.0f} MB", ""))
        again.stop()
        small = Server(invented.small(Path(temporary) / "small"))
        told, weight = in_browser(small.base, "jember-1", 11)
        rows.append(("decision to next card, on the disk (median)", f"{statistics.median(told):.0f} ms", "< 150 ms"))
        rows.append(("decision to next card, on the disk (slowest of 11)", f"{max(told):.0f} ms", "< 150 ms"))
        rows.append(("a record's page with all its files, uncompressed", f"{weight / 1024:.0f} KB", "< 150 KB"))
        small.stop()
        endless = Server(long(Path(temporary) / "long"))
        rows.append(
            (
                "article of 200,000 characters, 1,500 marks: page",
                f"{endless.timed('/record?id=panjang&state=all') * 1000:.0f} ms",
                "",
            )
        )
        rows.append(("the same, a frame while scrolling (median)", f"{scrolling(endless.base, 'panjang'):.1f} ms", "< 33 ms"))
        endless.stop()
    for what, figure, target in rows:
        print(f"{what:72} {figure:>10}  {target}")


if __name__ == "__main__":
    main()
