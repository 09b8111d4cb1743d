"""CoNLL: a token a line, word, start offset and BIO label, sentences apart by an empty line, `# record` before each."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from pipeline.language import load
from pipeline.write.jsonl import atomic
from pipeline.write.marks import apart

NAME = "records.conll"


def lines(told: dict[str, Any]) -> Iterator[str]:
    """The lines of a record."""
    nlp = load()
    doc = nlp(told["article"]["text"])
    labels = {}
    for mark in apart(told):
        span = doc.char_span(mark.start, mark.end, alignment_mode="expand")
        if span is None:
            continue
        for token in span:
            labels[token.i] = f"{'B' if token.i == span.start else 'I'}-{mark.label}"
    yield f"# record = {told['id']}"
    for sentence in doc.sents:
        for token in sentence:
            if not token.is_space:
                yield f"{token.text}\t{token.idx}\t{labels.get(token.i, 'O')}"
        yield ""


def write(records: Iterable[dict[str, Any]], out: Path) -> list[Path]:
    """`records.conll` in the folder `out`."""
    with atomic(out / NAME) as sink:
        for told in records:
            sink.writelines(f"{line}\n".encode() for line in lines(told))
    return [out / NAME]
