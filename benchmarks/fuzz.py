"""Fuzz one of the two readers of `pipeline.clean`: any bytes give an article or a `PageError`, nothing else.

usage: python benchmarks/fuzz.py html|text [-max_total_time=60 and other options of libFuzzer]
"""

from __future__ import annotations

import sys

import atheris

with atheris.instrument_imports(include=["pipeline.clean"]):
    from pipeline.clean import clean, main_text
from pipeline.errors import PageError
from pipeline.records import Page


def html(content: bytes) -> None:
    """Read the bytes as an HTML page."""
    try:
        article = clean(Page(source="fuzz", html=content, url="https://www.kompas.com/read/1"))
        main_text(content)
    except PageError:
        return
    assert all(b.start is None or article.text[b.start : b.end].strip() for b in article.blocks)


def text(content: bytes) -> None:
    """Read the bytes as a text dump."""
    try:
        clean(Page(source="fuzz", text=content.decode("utf-8", "ignore")))
    except PageError:
        return


if __name__ == "__main__":
    reader = {"html": html, "text": text}[sys.argv.pop(1)]
    atheris.Setup(sys.argv, reader)
    atheris.Fuzz()
