"""Dates that are no figure's: the year of a law, the month of a contract, the day of a statement, a decade."""

from __future__ import annotations

import regex

from pipeline.lexicon import Lexicon
from pipeline.records import Mention
from pipeline.resolve.layout import Layout
from pipeline.resolve.words import pattern

_LAW = regex.compile(r"\b(?:No(?:mor|\.)?\s*+\d++(?:/\p{L}++)?|UU|Undang-Undang)\s++(?:[Tt]ahun\s++)?$")
_CONTRACT = regex.compile(
    r"\b(?:kontrak|pengiriman|pengapalan|penyerahan)\s++(?:(?:untuk|bulan|teraktif|pengiriman|pengapalan|penyerahan)\s++){0,3}$",
    regex.I,
)
_UP_TO_DATE = regex.compile(r"[^\d\"“”]*+(?<=\s)")
_GO_ON = regex.compile(r"\)?\s*+(?:[.\"“”\n]|bahwa\b|$|,\s*+[\"“”])")
_DECADE = regex.compile(r"\s?-\s?an\b")
_NAMED = regex.compile(r"(?<![.\n]\s)(?<!^)\b\p{Lu}\p{L}++\s++$")
_BEFORE = 30  #: characters before a year in which its law stands
_SPEAKER = 90  #: characters before a date in which a speaker is named with the verb


def of_name(date: Mention, layout: Layout) -> bool:
    """Whether a date is part of a name: the year of a law, the month to which a contract runs.

    >>> text = "UU Nomor 7 Tahun 2021 berlaku mulai tahun 2022. Harga kontrak Mei 2023 naik."
    >>> [of_name(Mention.of(text, n, n + 4, rule=""), Layout(text)) for n in map(text.index, ("2021", "2022", "Mei "))]
    [True, False, True]
    """
    front = layout.text[max(0, date.start - _BEFORE) : date.start]
    return bool(_LAW.search(front) or _CONTRACT.search(front))


def aside(date: Mention, layout: Layout) -> str:
    """What else a date may be of than of a figure: a decade, something named after its year.

    >>> text = "Era 1990-an sudah lewat. Peserta Lari Ceria 2018 tiba pada 2018."
    >>> [aside(Mention.of(text, n, n + 4, rule=""), Layout(text)) for n in map(text.index, ("1990", "2018"))]
    ['decade', 'named']
    """

    def look() -> str:
        front = layout.text[max(layout.sentence(date.start)[0], date.start - _BEFORE) : date.start]
        if _DECADE.match(layout.text, date.end):
            return "decade"
        return "named" if len(date.text) == len("2022") and _NAMED.search(front) else ""

    return layout.remember(("aside", date.start), look)


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
