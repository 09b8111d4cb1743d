"""Dates that are no figure's: the year of a law, the day of a statement."""

from __future__ import annotations

import regex

from pipeline.lexicon import Lexicon
from pipeline.records import Mention
from pipeline.resolve.layout import Layout
from pipeline.resolve.words import pattern

_LAW = regex.compile(r"\b(?:No(?:mor|\.)?\s*+\d++(?:/\p{L}++)?|UU|Undang-Undang)\s++(?:[Tt]ahun\s++)?$")
_UP_TO_DATE = regex.compile(r"[^\d\"“”]*+(?<=\s)")
_GO_ON = regex.compile(r"\)?\s*+(?:[.\"“”\n]|bahwa\b|$|,\s*+[\"“”])")
_BEFORE = 30  #: characters before a year in which its law stands
_SPEAKER = 90  #: characters before a date in which a speaker is named with the verb


def of_law(date: Mention, layout: Layout) -> bool:
    """Whether a year is that of a law.

    >>> text = "UU Nomor 7 Tahun 2021 berlaku mulai tahun 2022."
    >>> [of_law(Mention.of(text, n, n + 4, rule=""), Layout(text)) for n in (text.index("2021"), text.index("2022"))]
    [True, False]
    """
    return bool(_LAW.search(layout.text[max(0, date.start - _BEFORE) : date.start]))


def of_statement(date: Mention, layout: Layout, lexicon: Lexicon) -> bool:
    """Whether a day is but that of a statement.

    >>> from pipeline.lexicon import DEFAULT
    >>> told = "12 orang ditahan, kata jaksa Ani pada 2 Januari.", "Ani mengatakan pada 2 Januari 12 orang ditahan."
    >>> [of_statement(Mention.of(t, n := t.index("2 J"), n + 9, rule=""), Layout(t), DEFAULT) for t in told]
    [True, False]
    """
    if date.text[-4:].isdigit() and len(date.text) == len("2022"):
        return False
    front = layout.text[max(layout.sentence(date.start)[0], date.start - _SPEAKER) : date.start]
    said = list(pattern(lexicon, "said").finditer(front))
    if not said or not _UP_TO_DATE.fullmatch(front, said[-1].end()):
        return False
    return bool(_GO_ON.match(layout.text, date.end))
