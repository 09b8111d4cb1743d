"""What both readers hand on: a piece of a page with its label, kept or not, and why."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from pipeline.records import Block, Label


@dataclass(slots=True)
class Piece:
    """One line of a text or one block of an HTML page, on its way to an article."""

    text: str
    label: Label
    kept: bool
    reason: str
    source: str


def assemble(pieces: Iterable[Piece]) -> tuple[str, tuple[Block, ...]]:
    """The text of the kept pieces, an empty line between, and the blocks with their places in it.

    >>> text, blocks = assemble([Piece("Judul", "title", True, "given", "1"), Piece("Iklan", "ad", False, "frame", "2")])
    >>> text, [(b.start, b.end, b.text) for b in blocks]
    ('Judul', [(0, 5, None), (None, None, 'Iklan')])
    """
    parts: list[str] = []
    blocks: list[Block] = []
    at = 0
    for p in pieces:
        if p.kept:
            at += 2 if parts else 0
            blocks.append(Block(label=p.label, kept=True, start=at, end=at + len(p.text), reason=p.reason, source=p.source))
            parts.append(p.text)
            at += len(p.text)
        else:
            blocks.append(Block(label=p.label, kept=False, text=p.text, reason=p.reason, source=p.source))
    return "\n\n".join(parts), tuple(blocks)
