"""Label Studio: tasks with the extracted mentions as predictions, and the labelling configuration for them.

Label Studio counts UTF-16 units, so that the offsets here are not those of the record where a text has emoji.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Any

import orjson

from pipeline.write.jsonl import atomic
from pipeline.write.marks import LABELS, marks

NAME, CONFIG = "labelstudio.json", "labelstudio.xml"


def task(told: dict[str, Any]) -> dict[str, Any]:
    """The task of a record."""
    text = told["article"]["text"]
    units = _units(text)
    result = [
        {
            "id": f"{mark.entry['id']}-{mark.start}",
            "from_name": "label",
            "to_name": "text",
            "type": "labels",
            "score": mark.entry["confidence"],
            "value": {
                "start": units[mark.start],
                "end": units[mark.end],
                "text": text[mark.start : mark.end],
                "labels": [mark.label],
            },
        }
        for mark in marks(told)
    ]
    made = told["made_by"]
    return {
        "data": {"text": text, "record": told["id"], "title": told["article"]["title"]},
        "predictions": [{"model_version": f"saripati {made['program']} {made['model']}", "result": result}],
    }


def write(records: Iterable[dict[str, Any]], out: Path) -> list[Path]:
    """`labelstudio.json` and `labelstudio.xml` in the folder `out`."""
    with atomic(out / NAME) as sink:
        sink.write(b"[")
        for n, told in enumerate(records):
            sink.write((b",\n" if n else b"\n") + orjson.dumps(task(told)))
        sink.write(b"\n]\n")
    labels = "".join(f'<Label value="{label}"/>' for label in LABELS.values())
    with atomic(out / CONFIG) as sink:
        sink.write(
            f'<View><Labels name="label" toName="text">{labels}</Labels><Text name="text" value="$text"/></View>\n'.encode()
        )
    return [out / NAME, out / CONFIG]


def _units(text: str) -> list[int]:
    """The UTF-16 offset of each code point, and of the end.

    >>> _units("a😀b")
    [0, 1, 3, 4]
    """
    made = [0]
    for character in text:
        made.append(made[-1] + (2 if ord(character) > 0xFFFF else 1))
    return made
