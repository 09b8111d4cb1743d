"""Finds percentages: "89,30%", "40 persennya", "0,5 poin persen", "10–15%", "nol persen".

>>> from pipeline.language import load
>>> text = "40 Persennya dibayar APBD, naik 1,5 poin persen."
>>> [(m.number.value, m.points) for m in find(Article(text=text), load()(text))]
[(40, False), (1.5, True)]
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import regex
from spacy.tokens import Doc

from pipeline.language import numerals
from pipeline.language.numerals import Number
from pipeline.lexicon import DEFAULT, Lexicon
from pipeline.records import Article, Mention

_POINTS = regex.compile(r"\s*+(?:persen(?:tase)?+\s++poin|poin\s++persen(?:tase)?+)|\s*+poin\b", regex.I)
_NYA = regex.compile(r"\s*+persen(?:nya|tase)\b", regex.I)
_MINUS = regex.compile(r"(?:(?<=[\s(])[-−]|\bminus\s++)$", regex.I)
_TAIL = regex.compile(r"\s*+(?:%|\b(?:persen|prosen|per\s++cent|percent)(?:nya|tase)?+\b)?+", regex.I)


@dataclass(frozen=True, slots=True)
class PercentageMention:
    """A percentage: its words, its number, and whether it counts percentage points."""

    mention: Mention
    number: Number
    points: bool = False


def find(article: Article, doc: Doc, *, lexicon: Lexicon = DEFAULT) -> list[PercentageMention]:
    """All mentions of percentages in the article, in order of place."""
    text, found = article.text, []
    for number in numerals.read(text):
        points = _POINTS.match(text, number.end)
        words = text[number.start : number.end].lower()
        unsaid = not number.percent and _NYA.match(text, number.end)
        if not number.percent and not unsaid and not (points and "persen" in points[0].lower()):
            continue
        if _MINUS.search(text, max(0, number.start - 8), number.start) and number.value and number.value > 0:
            number = replace(number, value=-number.value)
        tail = points if points and (number.percent or "persen" in points[0].lower()) else _TAIL.match(text, number.end)
        end = tail.end() if tail and tail.end() > tail.start() and tail[0].strip() else number.end
        found.append(
            PercentageMention(Mention.of(text, number.start, end, rule="percent"), number, bool(points) or "poin" in words)
        )
    return found
