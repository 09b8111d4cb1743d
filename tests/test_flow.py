"""The line from a text to a record."""

from __future__ import annotations

import pytest

from pipeline import extract_text
from pipeline.errors import NoArticle


def test_a_text_becomes_a_record() -> None:
    record = extract_text("Isi berita.", title="Judul", id="a1")
    assert (record.id, record.article.text) == ("a1", "Judul\n\nIsi berita.")


def test_an_empty_text_is_no_article() -> None:
    with pytest.raises(NoArticle):
        extract_text(" \n ")
