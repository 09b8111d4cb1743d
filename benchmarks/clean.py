"""Main text, quality and speed, beside peers on stored pages: one run, one core, each page given to all in turn.

usage: python benchmarks/clean.py DIR... [--growth]

DIR holds `gold.jsonl` ({"id", "file", "text"}) and gzipped pages. F1 is that of 4-word shingles, precision and recall
averaged over pages; `lead lost` counts pages that miss the first eight words; `speed` is how many times as fast as
trafilatura, in CPU time. `--growth` tells how CPU time grows with the length of a page instead.
"""

from __future__ import annotations

import argparse
import gzip
import json
import os
import re
import resource
import time
from collections import Counter
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

from pipeline.clean import clean, main_text
from pipeline.errors import PageError
from pipeline.records import Page

WORD = re.compile(r"\w+")


def shingles(text: str) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text)
    return Counter(tuple(words[k : k + 4]) for k in range(max(1, len(words) - 3)) if words)


def peers() -> dict[str, Callable[[str], str]]:
    """All that are installed."""
    found: dict[str, Callable[[str], str]] = {"saripati": main_text}
    try:
        import trafilatura

        found["trafilatura"] = lambda html: trafilatura.extract(html) or ""
        found["trafilatura, precision"] = lambda html: trafilatura.extract(html, favor_precision=True) or ""
    except ImportError:
        pass
    try:
        from lxml.html import fromstring
        from readability import Document

        def readable(html: str) -> str:
            blocks = fromstring(Document(html).summary()).iter("p", "div", "li", "td", "h2", "h3", "blockquote")
            return "\n".join(dict.fromkeys("".join(b.itertext()).strip() for b in blocks if b.find(".//p") is None))

        found["readability-lxml"] = readable
    except ImportError:
        pass
    try:
        from resiliparse.extract.html2text import extract_plain_text

        found["resiliparse"] = lambda html: extract_plain_text(html, main_content=True)
    except ImportError:
        pass
    try:
        import justext

        stop = justext.get_stoplist("Indonesian") | justext.get_stoplist("English")

        def just(html: str) -> str:
            return "\n".join(p.text for p in justext.justext(html.encode(), stop) if not p.is_boilerplate and not p.is_heading)

        found["justext"] = just
    except ImportError:
        pass
    try:
        import newspaper

        def news(html: str) -> str:
            article = newspaper.Article("https://example.org/", language="id")
            article.download(input_html=html)
            article.parse()
            return str(article.text)

        found["newspaper4k"] = news
    except ImportError:
        pass
    return found


def compare(folder: Path) -> None:
    rows = [json.loads(line) for line in (folder / "gold.jsonl").open(encoding="utf-8")]
    pages = [gzip.decompress((folder / row["file"]).read_bytes()).decode("utf-8", "replace") for row in rows]
    extractors = peers()
    spent: Counter[str] = Counter()
    outputs: dict[str, list[str]] = {name: [] for name in extractors}
    for extract in extractors.values():  # warm up
        extract(pages[0])
    for html in pages:
        for name, extract in extractors.items():
            start = time.process_time()
            try:
                outputs[name].append(extract(html))
            except Exception:  # noqa: BLE001  a peer's failure is an empty text
                outputs[name].append("")
            spent[name] += int((time.process_time() - start) * 1e9)
    print(f"\n{folder.name}, {len(rows)} pages\n\n| | F1 | P | R | lead lost | speed |\n|---|---|---|---|---|---|")
    for name, texts in outputs.items():
        counts = [(shingles(row["text"]), shingles(text)) for row, text in zip(rows, texts, strict=True)]
        right = [(a & b).total() for a, b in counts]
        precise = [r / b.total() for r, (_, b) in zip(right, counts, strict=True) if b]
        recalled = [r / a.total() for r, (a, _) in zip(right, counts, strict=True)]
        p, r = sum(precise) / max(1, len(precise)), sum(recalled) / len(recalled)
        lost = sum(
            " ".join(WORD.findall(row["text"])[:8]).lower() not in " ".join(WORD.findall(text)).lower()
            for row, text in zip(rows, texts, strict=True)
        )
        faster = f"{spent['trafilatura'] / spent[name]:.1f}" if spent["trafilatura"] else "-"
        print(f"| {name} | {2 * p * r / (p + r):.3f} | {p:.3f} | {r:.3f} | {lost} | {faster} |")


def growth() -> None:
    """CPU time of pages of twice the length, to the limit, over that of the ones before."""
    word = "Warga kota itu datang ke balai kota untuk mendaftar sejak pagi hari, kata wali kota. "
    known = f"<p>{word}</p>" * 3
    html = {
        "paragraphs": f"<p>{word}</p>",
        "one paragraph": word,
        "nested, with text": f"<div>{word}",
        "nested, open": "<div>",
        "links": "<a href=x>Baca juga</a> ",
        "menus": "<ul><li><a href=x>Baca</a><li><a href=y>Juga</a></ul>",
        "tables of figures": "<table><tr><td>Kota Bima<td>155.140<tr><td>Dompu<td>236.665</table>",
        "one table": "<tr><td>Kota Bima<td>155.140",
        "tables, open": "<table><tr><td>Kota",
        "class names": f"<p class='a isi b' id='x'>{word}</p>",
        "comments": "<!-- iklan --><p>Warga mendaftar.</p>",
        "entities": "Warga&nbsp;mendaftar &amp; pulang. ",
        "inline tags": "<b>Warga</b> <i>mendaftar</i> pagi. ",
        "quotes, open": '<a href="',
        "angles": "<",
    }
    text = {
        "lines": f"{word}\n",
        "one line": word,
        "menu lines": f"Beranda\nNasional\nBaca juga\nLogin\n{word}\n",
        "links in a line": "Baca juga: Harga Beras ",
        "no spaces": "A.",
    }
    shapes: dict[str, Callable[[int], Page]] = {}
    for name, part in html.items():
        shapes[name] = lambda n, part=part: Page(source="p", html=known + part * (n // len(part)))
    for name, part in text.items():
        shapes[f"text: {name}"] = lambda n, part=part: Page(source="p", text=part * (n // len(part)))
    print("| shape | 2.5 MB, seconds | 5 MB | 10 MB | 20 MB | largest growth |\n|---|---|---|---|---|---|")
    for name, shape in shapes.items():
        times = []
        for size in (2.5, 5, 10, 19.9):
            page = shape(int(size * 1_000_000))
            start = time.process_time()
            try:
                clean(page)
            except PageError:
                pass
            times.append(time.process_time() - start)
        ratios = [b / a for a, b in pairwise(times) if a > 0.05]
        print(f"| {name} | {' | '.join(f'{t:.2f}' for t in times)} | {max(ratios, default=1):.1f} |")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="*", type=Path)
    parser.add_argument("--growth", action="store_true")
    args = parser.parse_args()
    os.sched_setaffinity(0, {min(os.sched_getaffinity(0))})
    if args.growth:
        growth()
    for folder in args.folders:
        compare(folder)
    print(f"\npeak memory {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB, all extractors together")


if __name__ == "__main__":
    main()
