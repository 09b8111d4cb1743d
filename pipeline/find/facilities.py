"""Finds numbers of facilities and institutions: "696 Fasilitas Kesehatan Tingkat Pertama (FKTP)".

They are no counts of people; a record lists them apart.

>>> from pipeline.language import load
>>> text = "Ada 696 FKTP dan 167 rumah sakit untuk 5.000 orang."
>>> [(m.number.value, m.unit) for m in find(Article(text=text), load()(text))]
[(696, 'FKTP'), (167, 'rumah sakit')]
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex
from spacy.tokens import Doc

from pipeline.find.nouns import alternation, key
from pipeline.language import numerals
from pipeline.language.numerals import Number
from pipeline.lexicon import DEFAULT, Lexicon
from pipeline.records import Article, Mention


@dataclass(frozen=True, slots=True)
class FacilityMention:
    """A number of facilities: the words of number and noun, the number, the noun."""

    mention: Mention
    number: Number
    unit: str


@lru_cache(maxsize=8)
def _nouns(lexicon: Lexicon) -> tuple[dict[str, str], regex.Pattern[str]]:
    units = {row["noun"]: row["unit"] for row in lexicon.rows("facilities")}
    return units, regex.compile(rf"\s++(?:(?:unit|buah|lebih)\s++)?+({alternation(list(units))})\b", regex.I)


def find(article: Article, doc: Doc, *, lexicon: Lexicon = DEFAULT) -> list[FacilityMention]:
    """All mentions of numbers of facilities in the article, in order of place."""
    text, found = article.text, []
    units, nouns = _nouns(lexicon)
    for number in numerals.read(text):
        if number.percent or number.currency or number.ordinal or number.open or number.value is None:
            continue
        if m := nouns.match(text, number.end, number.end + 80):
            unit = units[key(m[1])]
            found.append(FacilityMention(Mention.of(text, number.start, m.end(), rule="noun after"), number, unit))
    return found
