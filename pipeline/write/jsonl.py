"""JSON Lines, written to a temporary file beside the target that takes its name when it is whole."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

import orjson
from pydantic import BaseModel

from pipeline.errors import OutputError
from pipeline.records import Record

ADVICE = "Free some space, or give another folder with -o, and run again."


def line(value: BaseModel) -> bytes:
    """A record or problem as one line of JSON, fields in the order of the schema."""
    told = value.model_dump(mode="json")
    try:
        return orjson.dumps(told, option=orjson.OPT_APPEND_NEWLINE)
    except TypeError:  # a number beyond 64 bits
        return json.dumps(told, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def without_text(record: Record) -> Record:
    """The record without the publisher's text, for sharing: quotes and offsets stay."""
    article = record.article
    blocks = tuple(b.model_copy(update={"text": None}) for b in article.blocks)
    return record.model_copy(update={"article": article.model_copy(update={"text": "", "blocks": blocks})})


@contextmanager
def atomic(path: Path) -> Iterator[IO[bytes]]:
    """A file to write to; it replaces `path` when the block ends well, after an fsync.

    Raises:
        OutputError: the folder cannot be written or the disk is full.
    """
    temporary = path.with_name(f".{path.name}.{os.getpid()}.part")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with temporary.open("wb") as sink:
            yield sink
            sink.flush()
            os.fsync(sink.fileno())
        temporary.replace(path)
    except OSError as error:
        raise OutputError(f"{path}: {error.strerror or error}", advice=ADVICE) from error
    finally:
        temporary.unlink(missing_ok=True)
