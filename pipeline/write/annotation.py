"""W3C Web Annotation (JSON-LD): an annotation a mention, a line each.

Selectors are a TextPositionSelector, in code points as the recommendation wants it, and a TextQuoteSelector.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import orjson

from pipeline.write.jsonl import atomic
from pipeline.write.marks import marks

NAME = "annotations.jsonld"
AROUND = 32  #: code points of prefix and suffix


def of(told: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The annotations of a record."""
    article = told["article"]
    text = article["text"]
    source = article["canonical_url"] or article["url"] or f"urn:saripati:record:{told['id']}"
    for n, mark in enumerate(marks(told), 1):
        body = {k: v for k, v in mark.entry.items() if k not in {"mentions", "evidence"}}
        yield {
            "@context": "http://www.w3.org/ns/anno.jsonld",
            "id": f"urn:saripati:{told['id']}:{n}",
            "type": "Annotation",
            "motivation": "classifying",
            "body": [
                {"type": "TextualBody", "purpose": "classifying", "value": mark.label},
                {"type": "Dataset", "format": "application/json", "value": body},
            ],
            "target": {
                "source": source,
                "selector": [
                    {"type": "TextPositionSelector", "start": mark.start, "end": mark.end},
                    {
                        "type": "TextQuoteSelector",
                        "exact": text[mark.start : mark.end],
                        "prefix": text[max(0, mark.start - AROUND) : mark.start],
                        "suffix": text[mark.end : mark.end + AROUND],
                    },
                ],
            },
        }


def write(records: Iterable[dict[str, Any]], out: Path) -> list[Path]:
    """`annotations.jsonld` in the folder `out`."""
    with atomic(out / NAME) as sink:
        for told in records:
            sink.writelines(orjson.dumps(a, option=orjson.OPT_APPEND_NEWLINE) for a in of(told))
    return [out / NAME]
