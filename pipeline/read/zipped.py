"""Zip archives, read in place: a zip of pages, and WACZ, the zip of web archives that Webrecorder and others write.

A member is never unpacked beyond what one page may hold. Of a WACZ the archives below `archive/` are read, and every
digest in `datapackage.json` is checked: a file that was changed is a problem `digest`, and what can be read of it is read.
"""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from pipeline.errors import PageError, SourceError
from pipeline.read import archive, folder, lines, packed
from pipeline.read.row import Columns
from pipeline.records import Page, Problem

MAX_MEMBERS = 1_000_000
MAX_MANIFEST = 64 * 1024 * 1024


def reads(path: Path) -> bool:
    """Whether this file is read here: a WACZ, or a zip that does not pack a single table."""
    return path.name.lower().endswith((".wacz", ".zip"))


def pages(path: Path, *, columns: Columns | None = None) -> Iterator[Page | Problem]:
    """The pages of a WACZ or of a zip of pages and JSON Lines.

    Raises:
        SourceError: it is no zip archive.
    """
    try:
        with zipfile.ZipFile(path) as opened:
            if len(opened.infolist()) > MAX_MEMBERS:
                raise SourceError(f"{path}: more than a million files", advice="Unpack it, then give the folder.")
            yield from _wacz(opened, str(path)) if path.suffix.lower() == ".wacz" else _zip(opened, path, columns)
    except packed.DAMAGE as error:
        raise packed.damaged(str(path), error) from error


def _zip(opened: zipfile.ZipFile, path: Path, columns: Columns | None) -> Iterator[Page | Problem]:
    from pipeline.read import problem  # here, for `read` imports this file

    for info in opened.infolist():
        where, name = f"{path}!{info.filename}", Path(info.filename)
        if info.is_dir() or name.name.startswith("."):
            continue
        try:
            if lines.reads(name) and packed.bare(name.name) == name.name.lower():
                with opened.open(info) as stored:
                    yield from lines.from_lines(lines.bounded(stored), where, columns=columns)
            elif name.suffix.lower() in folder.HTML + folder.TEXT:
                with opened.open(info) as stored:
                    yield folder.of_bytes(stored.read(folder.MAX_BYTES + 1), info.filename, where)
        except packed.DAMAGE as error:
            yield problem(packed.damaged(where, error), source=where)
        except PageError as error:
            yield problem(error, source=where)


def _wacz(opened: zipfile.ZipFile, name: str) -> Iterator[Page | Problem]:
    from pipeline.read import problem  # here, for `read` imports this file

    names = set(opened.namelist())
    for file, digest in _digests(opened, names).items():
        where = f"{name}!{file}"
        if file not in names:
            told = SourceError(f"{where}: named in datapackage.json, but not there", advice="Copy it again.", kind="digest")
            yield problem(told, source=where)
        elif (found := _digest(opened, file, digest)) != digest:
            message = f"{where}: changed since it was packed: {found}, not {digest}"
            yield problem(SourceError(message, advice="Copy it again, or mistrust it.", kind="digest"), source=where)
    for file in sorted(n for n in names if n.startswith("archive/") and archive.reads(Path(n))):
        where = f"{name}!{file}"
        try:
            with opened.open(file) as stored:
                yield from archive.from_stream(stored, where)
        except packed.DAMAGE as error:
            yield problem(packed.damaged(where, error), source=where)


def _digests(opened: zipfile.ZipFile, names: set[str]) -> dict[str, str]:
    if "datapackage.json" not in names:
        return {}
    with opened.open("datapackage.json") as stored:
        try:
            told: Any = json.loads(stored.read(MAX_MANIFEST))
            resources = told["resources"]
            return {r["path"]: r["hash"] for r in resources if isinstance(r["path"], str) and isinstance(r["hash"], str)}
        except (ValueError, KeyError, TypeError, RecursionError):
            return {}


def _digest(opened: zipfile.ZipFile, file: str, told: str) -> str:
    kind = told.partition(":")[0]
    made = hashlib.new(kind) if kind in ("sha256", "sha512", "md5", "sha1") else hashlib.sha256()
    try:
        with opened.open(file) as stored:
            while part := stored.read(1 << 20):
                made.update(part)
    except packed.DAMAGE as error:
        return f"unreadable ({error})"
    return f"{made.name}:{made.hexdigest()}"
