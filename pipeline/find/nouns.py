"""What a number is of: the noun behind it, where it is one of people or households.

Three things tell that a noun is one of people: it is a row of `lexicon/units.csv`; it is made like one ("pembatik",
"rohaniwan") and is no thing of `lexicon/things.csv` ("pelampung"); or the article says so ("para ojol", "seorang barista").

>>> [(n.unit, n.known) for n in (behind(" orang siswa", 0), behind(" pembatik", 0), behind(" anggotanya", 0)) if n]
[('siswa', True), ('pembatik', False), ('anggota', True)]
>>> behind(" pelampung", 0), behind(" pelatihan", 0), behind(" anak tangga", 0)
(None, None, None)
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

import regex

from pipeline.lexicon import DEFAULT, Lexicon

FILLERS = 3  #: words between a number and its noun, such as "lebih", "calon", "orang"
OFFICES = 10  #: below, holders of an office are no count: "dua menteri itu"
SMALL = 20  #: below, a capitalised unknown noun is a name: "SMPN 1 Pecangaan"
_WORD = regex.compile(r"[\s\-]++(?P<word>\p{L}{4,}+)(?![\p{L}\-])")
_MADE = regex.compile(r"pe\p{Ll}{4,}+(?<!an)|\p{Ll}{6,}+(?<=wan|wati)")
_SAID = regex.compile(r"\b(?:[Pp]ara|[Ss]eorang|[Kk]aum)\s++(\p{Ll}{4,20}+)\b")
_SHORT = regex.compile(r"\s*+\(([A-Za-z]{2,6})\)")


class Unit(NamedTuple):
    """What a noun counts, whether holders of an office, and the words behind it that make it something else."""

    unit: str
    office: bool
    unless: regex.Pattern[str] | None


@dataclass(frozen=True, slots=True)
class Noun:
    """A noun of people behind a number: the unit, where it ends, and whether the lexicon knows it."""

    unit: str
    end: int
    known: bool = True


class Table(NamedTuple):
    """The lexicon's nouns and the patterns that find them."""

    units: dict[str, Unit]
    nouns: str
    at: regex.Pattern[str]
    filler: regex.Pattern[str]
    ratio: regex.Pattern[str]
    things: frozenset[str]


def alternation(words: Sequence[str]) -> str:
    """A pattern of any of the words, longest first, any white space between their parts.

    >>> alternation(["kk", "kepala keluarga"])
    'kepala\\\\s+keluarga|kk'
    """
    return "|".join(r"\s+".join(map(regex.escape, w.split())) for w in sorted(words, key=lambda w: (-len(w), w)))


@lru_cache(maxsize=8)
def words(lexicon: Lexicon) -> dict[str, list[str]]:
    """The rows of `count_words.csv` by use."""
    use: dict[str, list[str]] = {}
    for row in lexicon.rows("count_words"):
        use.setdefault(row["use"], []).append(row["word"])
    return use


@lru_cache(maxsize=8)
def table(lexicon: Lexicon) -> Table:
    """The nouns of a lexicon."""
    units = {
        row["noun"]: Unit(
            row["unit"],
            row["kind"] == "office",
            regex.compile(rf"[\s\-]+(?:{row['unless']})", regex.I) if row["unless"] else None,
        )
        for row in lexicon.rows("units")
    }
    nouns, use = alternation(list(units)), words(lexicon)
    ratio = alternation(use["ratio"])
    others = {r["noun"] for r in lexicon.rows("facilities")} | {w for words in use.values() for w in words}
    return Table(
        units,
        nouns,
        regex.compile(rf"[\s\-]*+(?P<noun>{nouns})(?:nya)?\b(?!-)", regex.I),
        regex.compile(rf"[\s\-]*+(?:{alternation(use['between'])})\b(?=\s)", regex.I),
        regex.compile(rf"(?:\s++\p{{L}}++){{0,2}}?\s++(?:per|tiap|setiap)\s++(?:satu\s++)?(?:{ratio})\b", regex.I),
        frozenset({r["word"] for r in lexicon.rows("things")} | others),
    )


def behind(text: str, at: int, *, number: float = SMALL, lexicon: Lexicon = DEFAULT) -> Noun | None:
    """The noun of people that stands behind a number ending at `at`, over fillers ("5.000 lebih calon pekerja")."""
    known, end = table(lexicon), at
    found: Noun | None = None
    for _ in range(FILLERS + 1):
        noun = _known(text, end, known, number) or _made(text, end, known, number)
        found = noun or found
        filler = known.filler.match(text, end)
        if not filler or (noun and noun.end > filler.end()):
            break
        end = filler.end()
    if found is None or known.ratio.match(text, found.end, found.end + 80):
        return None
    short = _SHORT.match(text, found.end)
    if short and (unit := known.units.get(short[1].lower())):
        return Noun(unit.unit, short.end())
    return found


def _known(text: str, at: int, known: Table, number: float) -> Noun | None:
    m = known.at.match(text, at, at + 60)
    if m is None:
        return None
    unit = known.units[key(m["noun"])]
    if (unit.office and number < OFFICES) or (unit.unless and unit.unless.match(text, m.end())):
        return None
    return Noun(unit.unit, m.end())


def _made(text: str, at: int, known: Table, number: float) -> Noun | None:
    m = _WORD.match(text, at, at + 40)
    if m is None or (m["word"][0].isupper() and number < SMALL):
        return None
    word = m["word"].lower()
    bare = word.removesuffix("nya")
    if word in known.things or bare in known.things:
        return None
    if _MADE.fullmatch(bare):
        return Noun(bare, m.end(), known=False)
    return Noun(word, m.end(), known=False) if word in said(text) else None


@lru_cache(maxsize=8)
def said(text: str) -> frozenset[str]:
    """The nouns that the article itself uses of people: "para ojol", "seorang barista"."""
    return frozenset(m[1] for m in _SAID.finditer(text))


def unit(noun: str, *, lexicon: Lexicon = DEFAULT) -> str:
    """What a noun of the lexicon counts.

    >>> unit("Kepala  Keluarga"), unit("KK")
    ('kepala keluarga', 'kk')
    """
    return table(lexicon).units[key(noun)].unit


def key(word: str) -> str:
    """A word as the lexicon writes it: in small letters, with single spaces."""
    return " ".join(word.lower().split())
