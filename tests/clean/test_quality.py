"""How well the article's text is found in the data beside the project; the floors only rise."""

from __future__ import annotations

import gzip
import json
import re
from collections import Counter
from pathlib import Path

import pytest

from pipeline.clean import certain, clean, main_text
from pipeline.records import Page
from pipeline.score import score

WORD = re.compile(r"\w+")


def runs(text: str) -> Counter[tuple[str, ...]]:
    words = WORD.findall(text)
    return Counter(tuple(words[k : k + 4]) for k in range(max(1, len(words) - 3)))


def f1(gold: str, out: str) -> float:
    a, b = runs(gold), runs(out)
    return 2 * (a & b).total() / (a.total() + b.total())


def test_main_text_of_indonesian_pages(shared: Path) -> None:
    rows = [json.loads(line) for line in (shared / "html/id/gold.jsonl").open(encoding="utf-8")]
    pages = [gzip.decompress((shared / "html/id" / row["file"]).read_bytes()).decode() for row in rows]
    values = [f1(row["text"], main_text(page)) for row, page in zip(rows, pages, strict=True)]
    assert sum(values) / len(values) >= 0.985


@pytest.mark.parametrize("part", ["seeds", "dev"])
def test_article_text_of_texts(shared: Path, part: str) -> None:
    gold = {row["id"]: row for row in map(json.loads, (shared / f"gold/{part}.gold.jsonl").open(encoding="utf-8"))}
    rows = [json.loads(line) for line in (shared / f"gold/{part}.articles.jsonl").open(encoding="utf-8")]
    made = {r["id"]: clean(Page(source=r["id"], text=r["text"], title=r.get("title"))) for r in rows}
    wanted = {key: {field: row[field] for field in ("article", "boilerplate_lines")} for key, row in gold.items()}
    found = {key: {"article": article.model_dump()} for key, article in made.items()}
    assert score(wanted, found, {r["id"]: r["text"] for r in rows}).fields["article.text"].f >= 0.995


def test_confidence_of_stored_pages(shared: Path) -> None:
    sure = []
    for folder in ("id", "zyte"):
        for line in (shared / "html" / folder / "gold.jsonl").open(encoding="utf-8"):
            row = json.loads(line)
            html = gzip.decompress((shared / "html" / folder / row["file"]).read_bytes()).decode("utf-8", "replace")
            sure.append((certain(html), f1(row["text"], main_text(html))))
    above = [value for told, value in sure if told > 0.9]
    assert len(above) >= 0.7 * len(sure)
    assert sum(value >= 0.95 for value in above) >= 0.97 * len(above)
