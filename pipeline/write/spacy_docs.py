"""spaCy: a DocBin of the articles, all mentions in `doc.spans["saripati"]`, those that do not overlap in `doc.ents`."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

from spacy.tokens import Doc, DocBin, Span
from spacy.util import filter_spans

from pipeline.language import load
from pipeline.write.jsonl import atomic
from pipeline.write.marks import marks

NAME = "records.spacy"


def doc(told: dict[str, Any]) -> Doc:
    """The article of a record as a spaCy document; `span.id_` is the entry's id."""
    made = load().make_doc(told["article"]["text"])
    spans: list[Span] = []
    for mark in marks(told):
        span = made.char_span(mark.start, mark.end, label=mark.label, span_id=mark.entry["id"], alignment_mode="expand")
        if span is not None:
            spans.append(span)
    made.spans["saripati"] = spans
    made.ents = filter_spans(spans)
    made.user_data["record"] = told["id"]
    return made


def write(records: Iterable[dict[str, Any]], out: Path) -> list[Path]:
    """`records.spacy` in the folder `out`, to be read with `DocBin().from_disk(…).get_docs(nlp.vocab)`."""
    bin = DocBin(store_user_data=True)
    for told in records:
        bin.add(doc(told))
    with atomic(out / NAME) as sink:
        sink.write(bin.to_bytes())
    return [out / NAME]
