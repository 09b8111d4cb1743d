"""Finds amounts of money, and what they are per: "Rp16.800 per bulan".

>>> from pipeline.language import load
>>> text = "Santunan Rp185 juta; iuran Rp16.800 per bulan."
>>> [(m.number.value, m.per) for m in find(Article(text=text), load()(text))]
[(185000000, None), (16800, 'bulan')]
"""

from __future__ import annotations

from dataclasses import dataclass

import regex
from spacy.tokens import Doc

from pipeline.language import numerals
from pipeline.language.numerals import Number
from pipeline.lexicon import DEFAULT, Lexicon
from pipeline.records import Article, Mention

_PER = regex.compile(r"\s*+(?:,\s?)?(?:per|/|tiap|setiap)\s*+(\p{L}++(?:\s++kapita)?+)", regex.I)
_PURPOSE = regex.compile(r"\s*+(?:untuk|bagi|guna)\s++(\p{L}[^.,;()\n]{2,60}+)", regex.I)


@dataclass(frozen=True, slots=True)
class AmountMention:
    """An amount of money: its words, its number, per what and what for."""

    mention: Mention
    number: Number
    per: str | None = None
    purpose: str | None = None


def find(article: Article, doc: Doc, *, lexicon: Lexicon = DEFAULT) -> list[AmountMention]:
    """All mentions of amounts in the article, in order of place."""
    text, found = article.text, []
    for number in numerals.read(text):
        if not number.currency:
            continue
        per = _PER.match(text, number.end)
        purpose = _PURPOSE.match(text, per.end() if per else number.end)
        found.append(
            AmountMention(
                Mention.of(text, number.start, number.end, rule="money"),
                number,
                per[1].lower() if per else None,
                " ".join(purpose[1].split()) if purpose else None,
            )
        )
    return found
