"""The article as HTML: every mention marked in place, left-out blocks where they stood.

Overlapping mentions make segments that belong to several entries. Offsets in the page are code points: each paragraph
carries its start, and every character of the text is one character of the page, so that a selection can be counted back.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import regex
from markupsafe import Markup, escape

from pipeline.review.state import Review

#: what would steer the page or vanish in it: control characters, marks of direction, line separators
STEERING = regex.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]")
NOTHING: Mapping[int, Markup] = {}
PARAGRAPH = regex.compile(r"[^\n]++")


@dataclass(frozen=True, slots=True)
class Span:
    """Words that belong to an entry."""

    start: int
    end: int
    id: str
    kind: str
    state: str


def spans(review: Review) -> list[Span]:
    """The mentions of all entries, in order of place."""
    found = [
        Span(m["start"], m["end"], item.id, item.kind, item.state)
        for item in review.items.values()
        for m in item.entry.get("mentions", ())
        if item.state != "merged" and m["end"] > m["start"]
    ]
    return sorted(found, key=lambda s: (s.start, -s.end, s.id))


def article(
    text: str, found: Iterable[Span], blocks: Iterable[dict[str, Any]] = (), between: Mapping[int, Markup] = NOTHING
) -> Markup:
    r"""The paragraphs of a text with its mentions marked; `between` is put before the paragraph that starts there or later.

    >>> print(article("Ada <4> jiwa.", [Span(4, 12, "c1", "counts", "open")]))
    <p data-start="0">Ada <mark class="counts open" data-ids="c1">&lt;4&gt; jiwa</mark>.</p>
    """
    found = list(found)
    labels = {b["start"]: b["label"] for b in blocks if b.get("kept") and b.get("start") is not None}
    parts: list[str] = []
    at = 0
    waiting = sorted(between.items())
    for paragraph in PARAGRAPH.finditer(text):
        start, end = paragraph.span()
        while waiting and waiting[0][0] <= start:
            parts.append(waiting.pop(0)[1])
        while at < len(found) and found[at].end <= start:
            at += 1
        inside = [s for s in _reaching(found, at, end) if s.end > start]
        tag = "h2" if labels.get(start) == "title" else "p"
        kind = f' class="{escape(labels[start])}"' if start in labels and tag == "p" and labels[start] != "body" else ""
        parts.append(f'<{tag}{kind} data-start="{start}">{_segments(text, start, end, inside)}</{tag}>')
    parts += [block for _, block in waiting]
    return Markup("\n".join(parts))


def _reaching(found: list[Span], at: int, end: int) -> Iterable[Span]:
    for span in found[at:]:
        if span.start >= end:
            return
        yield span


def _segments(text: str, start: int, end: int, inside: list[Span]) -> str:
    if not inside:
        return shown(text[start:end])
    cuts = sorted({start, end, *(min(max(c, start), end) for s in inside for c in (s.start, s.end))})
    parts = []
    for a, b in pairwise(cuts):
        over = [s for s in inside if s.start <= a and s.end >= b]
        words = shown(text[a:b])
        if over:
            inner = min(over, key=lambda s: s.end - s.start)  # the shortest gives the colour
            ids = " ".join(dict.fromkeys([inner.id, *(s.id for s in over)]))
            words = f'<mark class="{inner.kind} {inner.state}" data-ids="{escape(ids)}">{words}</mark>'
        parts.append(words)
    return "".join(parts)


def shown(text: str) -> str:
    r"""A text, escaped; what would steer the page is shown as a sign of one character.

    >>> shown("a<b>\x00")
    'a&lt;b&gt;<span class="sign" title="U+0000">␀</span>'
    """
    parts, at = [], 0
    for match in STEERING.finditer(text):
        parts.append(str(escape(text[at : match.start()])))
        code = ord(match[0])
        sign = chr(0x2400 + code) if code < 32 else "␡" if code == 127 else "⍰"
        parts.append(f'<span class="sign" title="U+{code:04X}">{sign}</span>')
        at = match.end()
    parts.append(str(escape(text[at:])))
    return "".join(parts)
