"""Which count is the part, and which the whole, that a percentage speaks of."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from pipeline.records import Count, Mention, Percentage
from pipeline.resolve.layout import Layout

_OF = regex.compile(
    r"\s*+(?:\([^()]{0,20}\)\s*+)?(?:dari|terhadap)\s++(?P<of>[^.,;:()\"”\n]{3,70}?)"
    r"(?=[.,;:()\"”\n]|\s(?:yang|atau|telah|sudah|pada|dan|untuk|akan)\b|$)",
    regex.I,
)
_NOUN = regex.compile(r"\s++(?P<of>\p{Ll}++(?:\s++\p{L}++)?)")


def whole(at: Mention, layout: Layout) -> str | None:
    """What a percentage is a share of, in the text's words, where it says so: "40 persen dari total penduduk"."""
    right = layout.right(at.end, 160)
    if m := _OF.match(right):
        return " ".join(m["of"].split())
    if m := _NOUN.match(right):
        return " ".join(m["of"].split())
    return None


def link(percentages: Sequence[Percentage], counts: Sequence[Count], layout: Layout) -> list[Percentage]:
    """The percentages, those that are shares with their part and whole where the words tell."""
    return list(percentages)
