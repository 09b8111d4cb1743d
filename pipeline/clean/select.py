"""Which blocks of an HTML page are the article."""

from __future__ import annotations

import re

from pipeline.clean.frame import holes, label
from pipeline.clean.markup import Raw, Tree, group_names
from pipeline.clean.piece import Piece
from pipeline.lexicon import DEFAULT, Lexicon

_ENDS = re.compile(r"""[.!?:;…]["'”’)\]]*\s*(?:[(\[][^()]{1,40}[)\]])?$|["”]$""")


def choose(tree: Tree, *, lexicon: Lexicon = DEFAULT) -> list[Piece]:
    """The blocks as pieces, those of the article kept."""
    names = group_names(lexicon)
    bad = sum(1 << names.index(n) for n in ("related", "comment", "share", "side", "nav", "foot", "ad", "tags", "news"))
    labels = [label(b.text, lexicon=lexicon) for b in tree.blocks]
    mass = [0.0] * len(tree.parents)
    scores = [_score(b, name, bad) for b, name in zip(tree.blocks, labels)]
    for b, score in zip(tree.blocks, scores):
        if score > 0:
            box, share = b.box, score
            for _ in range(4):
                mass[box] += share
                box, share = tree.parents[box], share * 0.8
    best = max(range(len(mass)), key=mass.__getitem__, default=0)
    inside = [_within(b.box, best, tree.parents) for b in tree.blocks]
    top, top_sum, start, total = (0, 0), 0.0, 0, 0.0
    for n, score in enumerate(scores):
        if total <= 0:
            start, total = n, 0.0
        total += score if inside[n] else -3.0
        if total > top_sum:
            top, top_sum = (start, n + 1), total
    made: list[Piece] = []
    for n, b in enumerate(tree.blocks):
        if labels[n]:
            made.append(Piece(b.text, labels[n], False, f"frame: {labels[n]}", ""))  # type: ignore[arg-type]
        elif top[0] <= n < top[1] and inside[n] and scores[n] > -1.5 and b.tag != "h1":
            at = 0
            for first, last, name in holes(b.text, lexicon=lexicon):
                if kept := b.text[at:first].strip():
                    made.append(Piece(kept, "body", True, "body", ""))
                made.append(Piece(b.text[first:last], name, False, "frame: inside", ""))  # type: ignore[arg-type]
                at = last
            if kept := b.text[at:].strip():
                made.append(Piece(kept, "body", True, "body", ""))
        else:
            made.append(Piece(b.text, "menu", False, "outside the article", ""))
    return made


def _score(b: Raw, name: str | None, bad: int) -> float:
    density = b.link / len(b.text)
    if name:
        return -0.5
    score = min(len(b.text.split()), 40) / 8 if _ENDS.search(b.text) or len(b.text) > 150 else -0.7
    if density > 0.5:
        score = -1.0
    if b.groups & bad:
        score = score * 0.3 if score > 0 else score - 1
    return score


def _within(box: int, best: int, parents: list[int]) -> bool:
    while box > best:
        box = parents[box]
    return box == best
