"""Finds counts: numbers of people or households, with the noun that is counted.

The noun stands behind the number ("5.000 lebih pekerja rentan", "300 orang siswa"), before it ("wisatawan sebanyak 7,4
juta"), or is that of a number beside it ("120 dan 85 orang"). Numbers of anything else are no counts, nor are "ribuan
warga" and "seorang". What a count means is decided in `pipeline/resolve/figures.py`.

>>> from pipeline.language import load
>>> text = "Dari 903.000 jiwa, 632.343 jiwa terdaftar di 39 puskesmas."
>>> [(m.number.value, m.unit) for m in find(Article(text=text), load()(text))]
[(903000, 'jiwa'), (632343, 'jiwa')]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import regex
from spacy.tokens import Doc

from pipeline.language import numerals
from pipeline.language.numerals import Number
from pipeline.lexicon import DEFAULT, Lexicon
from pipeline.records import Article, Mention

REACH = 90  #: characters before a number in which its noun may stand
GAP = 14  #: characters at most between two numbers that share a noun


@dataclass(frozen=True, slots=True)
class CountMention:
    """A number of people or households: the words of number and noun, the number, and where the noun was found."""

    mention: Mention
    number: Number
    unit: str
    household: bool = False


class _Unit(NamedTuple):
    unit: str
    household: bool
    unless: regex.Pattern[str] | None


class _Words(NamedTuple):
    units: dict[str, _Unit]
    after: regex.Pattern[str]
    before: regex.Pattern[str]
    open: regex.Pattern[str]
    other: regex.Pattern[str]
    year: regex.Pattern[str]
    nouns: regex.Pattern[str]
    among: regex.Pattern[str]


def alternation(words: Sequence[str]) -> str:
    """A pattern of any of the words, longest first, any white space between their parts.

    >>> alternation(["kk", "kepala keluarga"])
    'kepala\\\\s+keluarga|kk'
    """
    return "|".join(r"\s+".join(map(regex.escape, w.split())) for w in sorted(words, key=lambda w: (-len(w), w)))


@lru_cache(maxsize=8)
def _words(lexicon: Lexicon) -> _Words:
    units = {
        row["noun"]: _Unit(
            row["unit"],
            row["kind"] == "household",
            regex.compile(rf"\s+(?:{row['unless']})", regex.I) if row["unless"] else None,
        )
        for row in lexicon.rows("units")
    }
    use: dict[str, list[str]] = {}
    for row in lexicon.rows("count_words"):
        use.setdefault(row["use"], []).append(row["word"])
    nouns = alternation(list(units))
    return _Words(
        units,
        after=regex.compile(
            rf"[\s\-]*+(?:(?:{alternation(use['between'])})\s++){{0,2}}?(?P<noun>{nouns})\b(?!-)"
            rf"(?:(?<=\borang)\s++(?P<classified>{nouns})\b(?!-))?(?:\s*+\((?P<short>[A-Za-z]{{2,6}})\))?",
            regex.I,
        ),
        before=regex.compile(
            rf"(?P<noun>\b(?:{nouns})\b)(?P<gap>[^.;!?\d\n]{{0,60}}?)(?:\b(?:{alternation(use['link'])})|:|\()\s*+$", regex.I
        ),
        open=regex.compile(rf"\s*+(?:$|[.,;:!?)\]\"”’–—\n]|(?:{alternation(use['open'])})\b)", regex.I),
        other=regex.compile(rf"\s++(?:{alternation(use['other'])})\b", regex.I),
        year=regex.compile(rf"\b(?:{alternation(use['year'])})\s++$", regex.I),
        nouns=regex.compile(rf"\b(?:{nouns})\b", regex.I),
        among=regex.compile(rf"\s++(?:adalah|merupakan|ialah)\s++(?P<noun>{nouns})\b", regex.I),
    )


def find(article: Article, doc: Doc, *, lexicon: Lexicon = DEFAULT) -> list[CountMention]:
    """All mentions of counts in the article, in order of place."""
    text, words = article.text, _words(lexicon)
    found: list[CountMention] = []
    waiting: list[Number] = []  # numbers without a noun, whose noun may be that of the next one
    for number in numerals.read(text):
        if not _plain(text, number, words):
            waiting.clear()
            continue
        made = _noun_after(text, number, words) or _other(text, number, words, found)
        if made is None:
            made = _noun_before(text, number, words)
        if made is None:
            if not words.open.match(text, number.end):
                waiting.clear()
            else:
                waiting.append(number)
            continue
        last = number
        for n in reversed(waiting):
            if not _beside(text, n, last):
                break
            found.append(CountMention(Mention.of(text, n.start, n.end, rule="shared noun"), n, made.unit, made.household))
            last = n
        waiting.clear()
        found.append(made)
    return sorted(found, key=lambda m: m.mention.start)


def _plain(text: str, number: Number, words: _Words) -> bool:
    """Whether the number may be of people at all: no money, percentage, rank, year, nor a part of one."""
    if number.percent or number.currency or number.ordinal or number.open:
        return False
    ends = [v for v in (number.value, number.low, number.high) if v is not None]
    if not ends or any(v < 1 or v != int(v) for v in ends):
        return False
    if text[max(0, number.start - 5) : number.start].endswith((" per ", "/")):
        return False
    written = text[number.start : number.end]
    if regex.fullmatch(r"(?:19|20)\d\d", written) and words.year.search(text[max(0, number.start - 20) : number.start]):
        return False
    return text[number.end : number.end + 1] not in ("%", "°")


def _noun_after(text: str, number: Number, words: _Words) -> CountMention | None:
    m = words.after.match(text, number.end, number.end + 120)
    if m is None:
        return None
    end = m.end("noun")
    unit = words.units[_key(m["noun"])]
    if m["classified"]:
        unit, end = words.units[_key(m["classified"])], m.end("classified")
    if m["short"] and (short := words.units.get(m["short"].lower())):
        unit, end = short, m.end()
    if unit.unless and unit.unless.match(text, end):
        return None
    return CountMention(Mention.of(text, number.start, end, rule="noun after"), number, unit.unit, unit.household)


def _other(text: str, number: Number, words: _Words, found: list[CountMention]) -> CountMention | None:
    """ "dua lainnya": of what the count before it is of."""
    m = words.other.match(text, number.end)
    if m is None or not found or number.start - found[-1].mention.end > REACH * 2:
        return None
    last = found[-1]
    if among := words.among.match(text, m.end()):
        unit = words.units[_key(among["noun"])]
        return CountMention(Mention.of(text, number.start, m.end(), rule="di antaranya"), number, unit.unit, unit.household)
    return CountMention(Mention.of(text, number.start, m.end(), rule="lainnya"), number, last.unit, last.household)


def _noun_before(text: str, number: Number, words: _Words) -> CountMention | None:
    if not words.open.match(text, number.end):
        return None
    m = words.before.search(text, max(0, number.start - REACH), number.start)
    if m is None:
        return None
    if text[max(0, number.start - 3) : number.start].rstrip().endswith("(") and (number.value or 0) < 150:
        return None  # an age: "Budi (45)"
    later = list(words.nouns.finditer(m["gap"]))
    noun = later[-1][0] if later else m["noun"]
    unit = words.units[_key(noun)]
    return CountMention(Mention.of(text, number.start, number.end, rule="noun before"), number, unit.unit, unit.household)


def _beside(text: str, one: Number, two: Number) -> bool:
    """Whether the numbers stand beside each other: "120 dan 85", "120, 85", "dari 120 menjadi 85"."""
    gap = text[one.end : two.start]
    return len(gap) <= GAP and "." not in gap and "\n" not in gap and "(" not in gap and ")" not in gap


def _key(noun: str) -> str:
    return " ".join(noun.lower().split())
