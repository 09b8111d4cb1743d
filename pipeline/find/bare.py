"""Numbers that say nothing of what they count: their noun is that of the list, of the sentence, or of the sentence before.

"Jumlah penerima turun dari 38.400 menjadi 36.480", "Jember 1.140 orang, Lumajang 985", "Jumlah itu naik dari tahun lalu yang
45 ribu". Only numbers that are written as quantities ("8.000", "45 ribu") and stand behind a word such as "menjadi" are
taken, and none where something else than people is measured on the way ("produksinya naik menjadi 5.000").
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

import regex

from pipeline.find import nouns
from pipeline.find.nouns import alternation
from pipeline.language.numerals import Number
from pipeline.lexicon import Lexicon

SENTENCE = 240  #: characters that are looked at before a number
GAP = 14  #: characters at most between two numbers that share a noun, without the names of a list
LIST = 70  #: characters at most between two items of a list
_SCALED = regex.compile(r"\d{1,3}+(?:\.\d{3})++|[\p{L}\d,.]++\s*+(?:ribu|juta|rb|jt)\b.*+", regex.I)
_END = regex.compile(r"[.!?][\"”’]?\s++(?=[\"“‘]?\p{Lu})|\n")
_YEAR_BRACKET = regex.compile(r"\b(?:19|20)\d\d\s*+\($")


class _Words(NamedTuple):
    carry: regex.Pattern[str]
    subject: regex.Pattern[str]
    back: regex.Pattern[str]
    blocks: regex.Pattern[str]
    item: regex.Pattern[str]
    share: regex.Pattern[str]
    nouns: regex.Pattern[str]
    beside: regex.Pattern[str]


@lru_cache(maxsize=8)
def _words(lexicon: Lexicon) -> _Words:
    use, known = nouns.words(lexicon), nouns.table(lexicon).nouns
    mods = alternation([r["word"] for r in lexicon.rows("number_mods") if r["place"] == "before"])
    others = alternation([r["noun"] for r in lexicon.rows("facilities")])
    link = alternation([*use["link"], *use["carry"]])
    name = r"(?:(?:di|dari|ke|pada)\s++)?\p{Lu}[\p{L}.\-]*+(?:\s++\p{Lu}[\p{L}.\-]*+){0,4}+"
    return _Words(
        carry=regex.compile(rf"\b(?:{link})\s++(?:(?:{mods})\s++)?$", regex.I),
        subject=regex.compile(
            rf"\b(?:{alternation(use['subject'])})\s++(?:\p{{Ll}}++\s++){{0,2}}?(?P<noun>{known})\b", regex.I
        ),
        back=regex.compile(rf"\b(?:{alternation(use['back'])})\b", regex.I),
        blocks=regex.compile(rf"\b(?:{alternation(use['blocks'])}|{others})(?:nya)?\b", regex.I),
        item=regex.compile(
            rf"^\)?\s*+(?:,|;|\bdan\b|\bserta\b|,\s*+dan\b)\s++(?:dan\s++|serta\s++)?+{name}\s++(?:sebanyak\s++|sejumlah\s++|ada\s++)?+$"
        ),
        share=regex.compile(rf"(?:%|\bpersen)\s++(?:atau|yakni|yaitu|setara(?:\s++dengan)?)\s++(?:(?:{mods})\s++)?$", regex.I),
        beside=regex.compile(rf"\b(?P<noun>{known})\s++$", regex.I),
        nouns=regex.compile(rf"\b(?P<noun>{known})\b", regex.I),
    )


def beside(text: str, end: int, start: int, *, lexicon: Lexicon) -> bool:
    """Whether two numbers stand beside each other: "120 dan 85", "dari 120 menjadi 85", "Jember 120, Lumajang 85"."""
    gap = text[end:start]
    if len(gap) <= GAP and not set(".\n()") & set(gap):
        return True
    return len(gap) <= LIST and _words(lexicon).item.match(gap) is not None


def noun(text: str, number: Number, behind: int | None, unit: str | None, *, lexicon: Lexicon) -> str | None:
    """The unit of a number without a noun; `behind` and `unit` are the end and the unit of the count before it."""
    words = _words(lexicon)
    near = behind is not None and number.start - behind <= SENTENCE
    if near and behind is not None and unit:
        gap = text[behind : number.start]
        if len(gap) <= LIST and words.item.match(gap):
            return unit
        if _END.search(gap) is None and (m := words.beside.search(text, behind, number.start)):
            return nouns.unit(m["noun"], lexicon=lexicon)
    if not _SCALED.fullmatch(text[number.start : number.end]):
        return None
    left = text[max(0, number.start - SENTENCE) : number.start]
    begins = [m.end() for m in _END.finditer(left)]
    here = left[begins[-1] :] if begins else left
    if near and behind is not None and unit and len(here) > number.start - behind and _YEAR_BRACKET.search(here):
        return unit
    if words.share.search(here) and not words.blocks.search(here):
        found = [m["noun"] for m in words.nouns.finditer(here)]
        return nouns.unit(found[-1], lexicon=lexicon) if found else None
    subject = words.subject.search(here)
    told = words.carry.search(here)
    if subject and (told or not here[subject.end() :].strip()) and not words.blocks.search(here, subject.start()):
        return nouns.unit(subject["noun"], lexicon=lexicon)
    if not near or behind is None or unit is None:
        return None
    if len(here) >= number.start - behind:  # the count before stands in the same sentence
        return unit if told and not words.blocks.search(text, behind, number.start) else None
    back = words.back.search(here)
    before = len(begins) < 2 or number.start - behind < len(left) - begins[-2]
    if back and before and "\n\n" not in text[behind : number.start] and (told or not here[back.end() :].strip()):
        return None if words.blocks.search(here) else unit
    return None
