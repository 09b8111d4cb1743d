"""A record of a text without the gates at the door: test articles are too short for the language to be told."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from pipeline.clean import clean
from pipeline.find import find
from pipeline.language import load
from pipeline.records import Page, Record
from pipeline.resolve import resolve


@pytest.fixture(scope="session")
def record() -> Callable[..., Record]:
    """A text → its record."""

    def read(text: str, *, title: str | None = None, published: str | None = None) -> Record:
        article = clean(Page(source="test", text=text, title=title, published=published))
        return resolve(article, find(article, load()(article.text)), id="t", source="test")

    return read
