"""Finds counts: numbers of people or households, with the noun that is counted.

The noun stands behind the number ("5.000 lebih pekerja rentan", "300 orang siswa"), before it ("wisatawan sebanyak 7,4
juta"), or is that of a number beside it ("120 dan 85 orang"). Numbers without any noun are `pipeline/find/bare.py`'s. Numbers
of anything else are no counts, nor are "ribuan warga" and "seorang". What a count means is decided in
`pipeline/resolve/figures.py`.

>>> from pipeline.language import load
>>> text = "Dari 903.000 jiwa, 632.343 jiwa terdaftar di 39 puskesmas."
>>> [(m.number.value, m.unit) for m in find(Article(text=text), load()(text))]
[(903000, 'jiwa'), (632343, 'jiwa')]
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import regex
from spacy.tokens import Doc

from pipeline.find import bare, nouns
from pipeline.find.nouns import alternation
from pipeline.language import numerals
from pipeline.language.numerals import Number
from pipeline.lexicon import DEFAULT, Lexicon
from pipeline.records import Article, Mention

REACH = 90  #: characters before a number in which its noun may stand
RANK = 100  #: below, "batch 3 peserta" and "usia 17 warga" are ranks and ages
_YEAR = regex.compile(r"(?:19|20)\d\d")


@dataclass(frozen=True, slots=True)
class CountMention:
    """A number of people or households: the words of number and noun, the number, and where the noun was found."""

    mention: Mention
    number: Number
    unit: str
    household: bool = False


class _Words(NamedTuple):
    before: regex.Pattern[str]
    open: regex.Pattern[str]
    other: regex.Pattern[str]
    year: regex.Pattern[str]
    rank: regex.Pattern[str]
    nouns: regex.Pattern[str]
    among: regex.Pattern[str]


@lru_cache(maxsize=8)
def _words(lexicon: Lexicon) -> _Words:
    use, known = nouns.words(lexicon), nouns.table(lexicon).nouns
    return _Words(
        before=regex.compile(
            rf"(?P<noun>\b(?:{known})\b)(?P<gap>[^.;!?\d\n]{{0,60}}?)(?:\b(?:{alternation(use['link'])})|:|\()\s*+$", regex.I
        ),
        open=regex.compile(rf"\s*+(?:$|[.,;:!?)\]\"”’–—\n]|(?:{alternation(use['open'])})\b)", regex.I),
        other=regex.compile(rf"\s++(?:{alternation(use['other'])})\b", regex.I),
        year=regex.compile(rf"\b(?:{alternation(use['year'])})\s++$", regex.I),
        rank=regex.compile(rf"\b(?:{alternation(use['rank'])})(?:\s++ke)?[\s\-]++$", regex.I),
        nouns=regex.compile(rf"\b(?:{known})\b", regex.I),
        among=regex.compile(rf"\s++(?:adalah|merupakan|ialah)\s++(?P<noun>{known})\b", regex.I),
    )


def find(article: Article, doc: Doc, *, lexicon: Lexicon = DEFAULT) -> list[CountMention]:
    """All mentions of counts in the article, in order of place."""
    text, words = article.text, _words(lexicon)
    found: dict[int, CountMention] = {}  # by place of the number
    waiting: list[Number] = []  # numbers without a noun of their own, whose noun may be that of the next one
    last: CountMention | None = None
    for number in numerals.read(text):
        if not _plain(text, number, words):
            waiting.clear()
            continue
        made = _noun_after(text, number, lexicon) or _other(text, number, words, last, lexicon)
        own = made is not None
        if made is None and words.open.match(text, number.end):
            made = _noun_before(text, number, words, lexicon) or _carried(text, number, last, lexicon)
            waiting.append(number)
        elif made is None:
            waiting.clear()
        if made and own:
            behind = number
            for n in reversed(waiting):
                if not bare.beside(text, n.end, behind.start, lexicon=lexicon):
                    break
                found[n.start] = _made(text, n, n.end, made.unit, lexicon, rule="shared noun")
                behind = n
            waiting.clear()
        if made:
            found[number.start] = last = made
    return [found[start] for start in sorted(found)]


def _carried(text: str, number: Number, last: CountMention | None, lexicon: Lexicon) -> CountMention | None:
    unit = bare.noun(text, number, last.mention.end if last else None, last.unit if last else None, lexicon=lexicon)
    return _made(text, number, number.end, unit, lexicon, rule="noun carried") if unit else None


def _plain(text: str, number: Number, words: _Words) -> bool:
    """Whether the number may be of people at all: no money, percentage, rank, age, year, nor a part of one."""
    if number.percent or number.currency or number.ordinal or number.open:
        return False
    ends = [v for v in (number.value, number.low, number.high) if v is not None]
    if not ends or any(v < 1 or v != int(v) for v in ends):
        return False
    before = text[max(0, number.start - 24) : number.start]
    if before.endswith((" per ", "/")):
        return False
    if _YEAR.fullmatch(text[number.start : number.end]) and words.year.search(before):
        return False
    if words.rank.search(before) and (ends[0] < RANK or "nomor" in before.lower()):
        return False
    return text[number.end : number.end + 1] not in ("%", "°")


def _made(text: str, number: Number, end: int, unit: str, lexicon: Lexicon, *, rule: str) -> CountMention:
    household = unit in units(lexicon, "household")
    return CountMention(Mention.of(text, number.start, end, rule=rule), number, unit, household)


@lru_cache(maxsize=32)
def units(lexicon: Lexicon, kind: str) -> frozenset[str]:
    """The units of a kind: "household", or "dead", bodies that do not tell whose.

    >>> "kk" in units(DEFAULT, "household"), "jenazah" in units(DEFAULT, "dead")
    (True, True)
    """
    return frozenset(r["unit"] for r in lexicon.rows("units") if r["kind"] == kind)


def _noun_after(text: str, number: Number, lexicon: Lexicon) -> CountMention | None:
    noun = nouns.behind(text, number.end, number=number.value or number.low or 0, lexicon=lexicon)
    return _made(text, number, noun.end, noun.unit, lexicon, rule="noun after") if noun else None


def _other(text: str, number: Number, words: _Words, last: CountMention | None, lexicon: Lexicon) -> CountMention | None:
    """ "dua lainnya": of what the count before it is of."""
    m = words.other.match(text, number.end)
    if m is None or last is None or number.start - last.mention.end > REACH * 2:
        return None
    among = words.among.match(text, m.end())
    unit = nouns.unit(among["noun"], lexicon=lexicon) if among else last.unit
    return _made(text, number, m.end(), unit, lexicon, rule="di antaranya" if among else "lainnya")


def _noun_before(text: str, number: Number, words: _Words, lexicon: Lexicon) -> CountMention | None:
    m = words.before.search(text, max(0, number.start - REACH), number.start)
    if m is None:
        return None
    if text[max(0, number.start - 3) : number.start].rstrip().endswith("(") and (number.value or 0) < 150:
        return None  # an age: "Budi (45)"
    later = list(words.nouns.finditer(m["gap"]))
    noun = later[-1][0] if later else m["noun"]
    if nouns.table(lexicon).units[noun.lower()].office:
        return None  # who speaks: "Ketua KPU menyebut suara sah mencapai 34.705"
    unit = nouns.unit(noun, lexicon=lexicon)
    return _made(text, number, number.end, unit, lexicon, rule="noun before")
