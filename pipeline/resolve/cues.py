"""The words around a figure as features: cue words of the lexicon by class and nearness, and the words themselves."""

from __future__ import annotations

from functools import lru_cache

import regex

from pipeline.find.nouns import alternation, key
from pipeline.lexicon import Lexicon
from pipeline.resolve.layout import Layout
from pipeline.resolve.scoring import Features

_WORD = regex.compile(r"\p{L}[\p{L}\-]*+|[,;:()\"“”]|\d[\d.,]*+")
_APART = regex.compile(r"\d|;|\b(?:sedangkan|sementara|namun|tetapi|tapi|adapun|melainkan|padahal|sisanya)\b", regex.I)
NEAR = 3  #: words


@lru_cache(maxsize=16)
def _cues(lexicon: Lexicon, table: str, field: str) -> tuple[dict[str, list[str]], regex.Pattern[str]]:
    classes: dict[str, list[str]] = {}
    for row in lexicon.rows(table):
        classes.setdefault(row["cue"].lower(), []).append(row[field])
    return classes, regex.compile(rf"\b({alternation(list(classes))})(?:nya)?\b", regex.I)


def around(layout: Layout, start: int, end: int, *, table: str, field: str, lexicon: Lexicon) -> Features:
    """Features of the words around `text[start:end]` in its sentence.

    `l1=mencapai` is the word before, `l=` and `r=` words within six; `left~target` a cue of a class, `left^target` the
    nearest one, `left!target` one within three words; `left in target` one with no comma and no other number between.
    """
    left, right = layout.left(start), layout.right(end)
    lw = [w.lower() for w in _WORD.findall(left)][::-1]
    rw = [w.lower() for w in _WORD.findall(right)]
    lw, rw = ["#" if w[0].isdigit() else w for w in lw], ["#" if w[0].isdigit() else w for w in rw]
    made = {f"l={w}" for w in lw[:6]} | {f"r={w}" for w in rw[:6]}
    made |= {f"l{n}={w}" for n, w in enumerate((*lw, "^")[:2], 1)} | {f"r{n}={w}" for n, w in enumerate((*rw, "$")[:2], 1)}
    if len(lw) > 1:
        made.add(f"l21={lw[1]} {lw[0]}")
    classes, pattern = _cues(lexicon, table, field)
    for side, words in (("left", left), ("right", right)):
        hits = list(pattern.finditer(words))
        if side == "left":
            hits.reverse()
        for n, m in enumerate(hits):
            between = words[m.end() :] if side == "left" else words[: m.start()]
            far = len(_WORD.findall(between))
            zone = "over" if _APART.search(between) else "comma" if "," in between else "in"
            for c in classes[key(m[1])]:
                made.add(f"{side} {zone} {c}")
                if n == 0:
                    made.add(f"{side} first {zone} {c}")
                made.add(f"{side}~{c}")
                if n == 0:
                    made.add(f"{side}^{c}")
                if far < NEAR:
                    made.add(f"{side}!{c}")
    if layout.headline(start):
        made.add("headline")
    return sorted(made)
