"""Finds names of administrative areas: names in the gazetteer, and what the words around them tell.

>>> from pipeline.records import Article
>>> import spacy
>>> text = "Wali Kota Malang dan Camat Klojen menyapa warga di Jatim."
>>> for found in find(Article(text=text), spacy.blank("id")(text)):
...     if found.rule != "gazetteer":
...         print(found.mention.text, found.rule, found.codes)
Malang office ('35.73',)
Klojen office ('35.73.02',)
Jatim context ('35',)

A name is compared by its letters alone (`areas.key`), so "Palangka Raya" is "Palangkaraya" and "Fak-Fak" is "Fakfak".
Nothing is decided here: of names within names all are given, and a name with many codes keeps them all. `resolve.places`
chooses.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex
from spacy.tokens import Doc

from pipeline.lexicon import DEFAULT, Lexicon, areas
from pipeline.records import Article, Mention

LONGEST = 5  #: words in the longest name
WORD = regex.compile(r"[^\W_]++(?:['’`][^\W_]++)*+")
WITHIN = regex.compile(r"[ \u00a0]?+-?+[ \u00a0]?+|\.[ \u00a0]?+")  # between two words of a name
SPACE = regex.compile(r"[.]?+[ \u00a0]++")  # between a cue and the name
IN_LIST = regex.compile(r" *+(?:, *+(?:dan|serta|maupun|atau|hingga|lalu|kemudian)?|/|&|dan|serta|maupun|atau|hingga) *+(?=\w)")
ASKING = frozenset({"kind", "office", "body"})  #: uses of cues that tell the level of the name behind them


@dataclass(frozen=True, slots=True)
class RegionMention:
    """Words that may name an area.

    `mention` covers the name and its kind word ("Kota Malang"); the name alone begins at `name_start`. `codes` are all areas
    that it may be, `levels` those that the word before asks for, the likelier first (empty: none asked). `rule` is what
    speaks for it: `kind`, `office`, `body` (the word before tells the level), `list` (the level is carried over from such a
    name), `series` (named in a row with an area), `context` ("di", "warga"), `entity` (the language model), `dateline`,
    `gazetteer` (nothing but the name). `weak` names also mean something else; `before` and `after` tell that a capitalised
    word adjoins, so that the name may be part of a longer one.
    """

    mention: Mention
    name_start: int
    codes: tuple[str, ...]
    levels: tuple[str, ...] = ()
    rule: str = "gazetteer"
    weak: bool = False
    before: bool = False
    after: bool = False


@dataclass(frozen=True, slots=True)
class Cue:
    """What the words before a name tell: `use` is kind, office, body, context or feature; `start` is where they start."""

    use: str
    levels: tuple[str, ...]
    start: int = -1


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: where they start and end, and their keys; `names` tells which may begin a name."""

    text: str
    starts: list[int]
    ends: list[int]
    keys: list[str]
    names: list[bool]

    @classmethod
    def of(cls, text: str) -> Words:
        """Split a text. Where it has no small or no capital letters at all, every word may begin a name."""
        found = [(m.start(), m.end(), m.group()) for m in WORD.finditer(text)]
        cased = any(w[0].isupper() for _, _, w in found) and any(w.islower() for _, _, w in found)
        return cls(
            text,
            [start for start, _, _ in found],
            [end for _, end, _ in found],
            [w.casefold() if w.isalnum() else areas.key(w) for _, _, w in found],
            [not cased or w[0].isupper() or w[0].isdigit() for _, _, w in found],
        )


def find(article: Article, doc: Doc, *, lexicon: Lexicon = DEFAULT) -> list[RegionMention]:
    """All names of areas in the article, in order of place; of those that begin together the longest first."""
    words = Words.of(article.text)
    text, starts = article.text, words.starts
    people = [(e.start_char, e.end_char) for e in doc.ents if e.label_ == "PER"]
    places = {e.start_char for e in doc.ents if e.label_ == "LOC"}
    senses = _senses(lexicon)
    found: list[RegionMention] = []
    carried: tuple[str, ...] = ()  # levels asked for by the cue of the name before
    last = skip = -1  # end of the name before; end of a name that is none
    for i, start in enumerate(starts):
        if not words.names[i] or start < skip or not (hits := _names(words, i)):
            continue
        if end := _other(words, i, senses):
            skip = end
            continue
        cue = _cue(words, i, lexicon)
        if cue.use == "feature":
            continue
        row = last >= 0 and start - last < 12 and bool(IN_LIST.fullmatch(text, last, start))
        before = _adjoins(words, i - 1) and words.names[i - 1] and not cue.use
        for codes, j in hits:
            end = words.ends[j]
            levels, rule = (cue.levels, cue.use) if cue.use else (carried, "list") if row and carried else ((), "gazetteer")
            fitting = tuple(code for level in levels for code in codes if areas.level(code) == level)
            if levels and not fitting:
                levels, rule = (), "gazetteer"
            if not levels and any(a <= start and end <= b and b - a > end - start for a, b in people):
                continue
            if rule == "gazetteer":
                rule = "series" if row else "entity" if start in places else "dateline" if _dateline(words, i, j) else rule
            first = cue.start if rule == "kind" else start
            weak = senses.get("".join(words.keys[i : j + 1])) == "weak"
            after = _adjoins(words, j) and words.names[j + 1]
            mention = Mention.of(text, first, end, rule=rule)
            found.append(RegionMention(mention, start, fitting or codes, levels, rule, weak, before, after))
            if rule == "list" and set(fitting) < set(codes):
                found.append(RegionMention(mention, start, codes, (), "series", weak, before, after))
            if fitting or (not weak and rule != "gazetteer") or len(codes[0]) <= 5:
                carried, last = (levels if rule != "list" else carried), max(end, last)
            if fitting and rule in ASKING:
                break
    return found


def _names(words: Words, i: int) -> list[tuple[tuple[str, ...], int]]:
    """Codes and last word of each name that begins at word `i`, longest first."""
    name, found = "", []
    for j in range(i, min(i + LONGEST, len(words.keys))):
        if j > i and not WITHIN.fullmatch(words.text, words.ends[j - 1], words.starts[j]):
            break
        if not words.names[j] and words.keys[j] not in SMALL:
            break
        name += words.keys[j]
        if codes := areas.found(name):
            found.append((codes, j))
    return found[::-1]


SMALL = frozenset({"dan", "barat", "daya", "selatan", "tengah", "tenggara", "timur", "utara"})  #: small letters in a name


def _cue(words: Words, i: int, lexicon: Lexicon) -> Cue:
    """The cue that ends right before word `i`, the longest; its use is empty where there is none."""
    if i == 0 or not SPACE.fullmatch(words.text, words.ends[i - 1], words.starts[i]):
        return NO_CUE
    cues = _cues(lexicon)
    for n in range(min(3, i), 0, -1):
        start = words.starts[i - n]
        if cue := cues.get(words.text[start : words.ends[i - 1]].casefold()):
            return Cue(cue.use, cue.levels, start)
    return NO_CUE


NO_CUE = Cue("", ())


def _other(words: Words, i: int, senses: dict[str, str]) -> int | None:
    """End of a longer name that begins at word `i` and is no area ("Papua Nugini"), or None."""
    for n in range(3, 1, -1):
        if senses.get("".join(words.keys[i : i + n])) == "other":
            return words.ends[min(i + n, len(words.ends)) - 1]
    return None


def _adjoins(words: Words, i: int) -> bool:
    """Whether only a space or hyphen lies between word `i` and the next."""
    return 0 <= i < len(words.keys) - 1 and words.text[words.ends[i] : words.starts[i + 1]] in {" ", "-", "\u00a0"}


def _dateline(words: Words, i: int, j: int) -> bool:
    """Whether words `i` to `j` open a paragraph and are set off from it: `Malang (ANTARA) -`, `BATU, KOMPAS.com –`."""
    return (i == 0 or "\n" in words.text[words.ends[i - 1] : words.starts[i]]) and bool(
        SET_OFF.match(words.text, words.ends[j])
    )


SET_OFF = regex.compile(r" *+(?:[–—:]|--?+ |\([A-Z]|, ?+[A-Z][\w.]{2,20}+ ?+[-–—(])")


@lru_cache(maxsize=8)
def _cues(lexicon: Lexicon) -> dict[str, Cue]:
    return {row["cue"]: Cue(row["use"], tuple(row["levels"].split())) for row in lexicon.rows("place_cues")}


@lru_cache(maxsize=8)
def _senses(lexicon: Lexicon) -> dict[str, str]:
    return {areas.key(row["word"]): row["use"] for row in lexicon.rows("place_words")}
