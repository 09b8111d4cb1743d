"""Which blocks of an HTML page are the article: the networks' scores, then the rules for lines of the frame."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

from pipeline.clean.byline import is_date_line
from pipeline.clean.frame import label
from pipeline.clean.lines import split
from pipeline.clean.markup import Raw, Tree, group_names
from pipeline.clean.networks import scores
from pipeline.clean.piece import Piece
from pipeline.clean.tidy import tidy
from pipeline.lexicon import DEFAULT, Lexicon
from pipeline.records import Label

#: what a block that was left out is called, by the first of these groups of class names around it
_FRAME: tuple[tuple[str, Label], ...] = (
    ("comment", "comment"), ("tags", "tags"), ("share", "ui"), ("related", "teaser"), ("ad", "ad"), ("news", "ui"),
    ("nav", "menu"), ("foot", "legal"), ("side", "teaser"), ("head", "menu"), ("meta", "byline"), ("caption", "caption"),
)  # fmt: skip
_SIGNED = re.compile(r"[(\[][\w./ ,&*-]{2,30}[)\]]")


def choose(tree: Tree, *, title: str = "", path: Any = None, lexicon: Lexicon = DEFAULT) -> list[Piece]:
    """The blocks as pieces, those of the article kept; `path` gives an element's path, where it is wanted."""
    made: list[Piece] = []
    told = 0
    for b, score in zip(tree.blocks, scores(tree, title).tolist()):
        source = path(b.element) if path else ""
        if score <= 0:
            if path:
                name = label(b.text, lexicon=lexicon) or _frame_label(b.groups)
                made.append(Piece(tidy(b.text), name, False, f"score {score:.1f}", source))  # type: ignore[arg-type]
            continue
        text = tidy(b.text)
        if not text:
            continue
        frame = label(text, lexicon=lexicon) or ("date" if b.words < 16 and is_date_line(text) else None)
        if frame:
            made.append(Piece(text, frame, False, f"frame: {frame}", source))  # type: ignore[arg-type]
            continue
        for p in split(text, source, lexicon):
            if p.kept:
                p.label, p.reason = _body_label(b, p.text, told), f"score {score:.1f}"
                told += p.label in {"lead", "body"}
            made.append(p)
    return made


def signed(p: Piece) -> bool:
    """Whether a piece is the signature under an article: "(fyk/ash)"."""
    return p.label == "byline" and _SIGNED.fullmatch(p.text) is not None


def _body_label(b: Raw, text: str, told: int) -> Label:
    if b.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}:
        return "subhead"
    if b.tag == "figcaption" or b.near & _bit("caption"):
        return "caption"
    if b.tag == "blockquote":
        return "quote"
    if b.tag in {"td", "th", "tr"} and b.words < 12:
        return "table"
    if b.tag in {"li", "dd", "dt"}:
        return "list"
    return "body" if told else "lead"


def _frame_label(groups: int) -> Label:
    return next((name for group, name in _FRAME if groups & _bit(group)), "other")


@lru_cache(maxsize=32)
def _bit(group: str) -> int:
    return 1 << group_names().index(group)
