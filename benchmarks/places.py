"""Areas found and linked: how right, how fast, and how many in texts that name none.

    python benchmarks/places.py             all
    python benchmarks/places.py --quality   precision and recall on the annotated articles, beside naive matching of all names
    python benchmarks/places.py --foreign   areas found in English news: there are none
    python benchmarks/places.py --speed     CPU time for 350 words, time and memory of the lexicon, growth on lists of names

Naive matching takes the longest run of capitalised words that is the name of an area, and its first code. Fails where linking
is not better than that, where an area is found in English news, or where twice the input takes more than three times as long.
"""

from __future__ import annotations

import argparse
import gzip
import json
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

from pipeline.clean import clean, main_text
from pipeline.find import regions
from pipeline.language import load
from pipeline.language.identify import identify
from pipeline.lexicon import areas
from pipeline.records import Article, Page
from pipeline.resolve import places

SHARED = Path(__file__).resolve().parents[2] / "shared"
WORDS, MOST = 350, 3.0


def lines(path: Path) -> list[dict[str, object]]:
    """The rows of a JSON Lines file."""
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()]


def articles(name: str) -> dict[str, Article]:
    """The annotated articles of a set, cleaned."""
    made = {}
    for row in lines(SHARED / f"gold/{name}.articles.jsonl"):
        told = {key: row.get(key) for key in ("id", "text", "title", "url", "outlet", "published")}
        made[str(row["id"])] = clean(Page(source="gold", **told))  # type: ignore[arg-type]
    return made


def ours(article: Article) -> set[str]:
    """Codes of the areas that the line finds."""
    return {area.code for area in places.link(regions.find(article, load()(article.text)), article)}


def naive(article: Article) -> set[str]:
    """Codes of all names, longest first, first code."""
    words, found, free = regions.Words.of(article.text), set(), 0
    for i in range(len(words.starts)):
        hits = regions._names(words, i, {}) if words.names[i] and i >= free else []
        if hits:
            codes, last = hits[0]
            found.add(codes[0])
            free = last + 1
    return found


def quality() -> bool:
    """Whether linking beats naive matching on each set."""
    good = True
    for name in ("seeds", "dev", "train"):
        texts = articles(name)
        scores = {}
        for way in (ours, naive):
            right = wanted = got = 0
            for row in lines(SHARED / f"gold/{name}.gold.jsonl"):
                entries = [(set(e["code"]) if isinstance(e["code"], list) else {e["code"]}, bool(e.get("optional")))
                           for e in row["regions"]]  # type: ignore[attr-defined]  # fmt: skip
                codes = way(texts[str(row["id"])])
                right += sum(bool(codes & told) for told, optional in entries if not optional)
                wanted += sum(not optional for _, optional in entries)
                got += sum(not any(code in told for told, optional in entries if optional) for code in codes)
            scores[way.__name__] = right / max(got, 1), right / max(wanted, 1)
            print(f"{name:6} {way.__name__:6} precision {scores[way.__name__][0]:.3f} recall {scores[way.__name__][1]:.3f}")
        good = good and scores["ours"][0] > scores["naive"][0]
    return good


def foreign() -> bool:
    """Whether English news give no area, though the line, which refuses other languages, is passed by."""
    pages = found = 0
    for path in sorted((SHARED / "html/zyte").glob("*.html.gz")):
        text = main_text(gzip.decompress(path.read_bytes()))
        if identify(text).code == "en":
            pages += 1
            if codes := ours(Article(text=text)):
                found += 1
                print(f"foreign: {path.name}: {' '.join(sorted(codes))}")
    print(f"foreign: {pages} English pages, areas in {found}")
    return not found


def seconds(work: Callable[[], object], times: int) -> float:
    """The least CPU time of several runs."""
    found = []
    for _ in range(times):
        start = time.process_time()
        work()
        found.append(time.process_time() - start)
    return min(found)


def speed() -> bool:
    """Whether the time grows with the text only."""
    told = "import psutil,time;from pipeline.lexicon import areas;m=psutil.Process().memory_info().rss;t=time.process_time();"
    told += "areas.named();areas.lower('x');print(time.process_time()-t,(psutil.Process().memory_info().rss-m)/1e6)"
    load_seconds, megabytes = map(
        float, subprocess.run([sys.executable, "-c", told], capture_output=True, check=True).stdout.split()
    )
    print(f"speed: lexicon loaded in {load_seconds:.2f} s CPU, {megabytes:.0f} MB")
    texts = list(articles("dev").values())
    docs = [load()(article.text) for article in texts]

    def line() -> None:
        for article, doc in zip(texts, docs, strict=True):
            places.link(regions.find(article, doc), article)

    words = sum(len(article.text.split()) for article in texts)
    print(f"speed: {seconds(line, 7) / words * WORDS * 1000:.2f} ms CPU for {WORDS} words, language model not counted")
    good, before = True, float("inf")
    names = [areas.full_name(code) for code in areas.below("35") + areas.below("32")]
    for n in (1250, 2500, 5000):
        text = ", ".join(names[:n])
        doc = load().make_doc(text)
        once = Article(text=text)
        took = seconds(lambda once=once, doc=doc: places.link(regions.find(once, doc), once), 2)
        print(f"speed: list of {n} names {took:.2f} s")
        good = good and took < MOST * before
        before = took
    return good


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for one in (quality, foreign, speed):
        parser.add_argument(f"--{one.__name__}", action="append_const", dest="parts", const=one)
    if not SHARED.exists():
        sys.exit("the data in ../shared is not here, nothing measured")
    results = [one() for one in parser.parse_args().parts or (quality, foreign, speed)]
    sys.exit(not all(results))
