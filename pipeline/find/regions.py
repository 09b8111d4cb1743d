"""Finds names of administrative areas: names in the gazetteer, and names behind a word that tells what follows.

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

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

import regex
from spacy.tokens import Doc

from pipeline.lexicon import DEFAULT, Lexicon, areas
from pipeline.records import Article, Mention

LONGEST = 5  #: words in the longest name
WORD = regex.compile(r"[^\W_]++(?:['’`][^\W_]++)*+")
WITHIN = regex.compile(r"[ \u00a0]?+-?+[ \u00a0]?+|\.[ \u00a0]?+")  # between two words of a name
AFTER_CUE = regex.compile(r"[.]?+[ \u00a0]++")
IN_LIST = regex.compile(r" *+(?:,|/|&| dan| serta| maupun| atau| hingga|, dan|, serta|, maupun) ++")
LINKING = frozenset({"dan"})


@dataclass(frozen=True, slots=True)
class RegionMention:
    """Words that may name an area.

    `mention` covers the name and its kind word ("Kota Malang"); the name alone begins at `name_start`. `codes` are all areas
    that it may be, `levels` those that the word before asks for (empty: none asked). `rule` is what speaks for it: `kind`,
    `office`, `body` (the word before tells the level), `list` (carried over from such a name), `context` ("di", "warga"),
    `gazetteer` (nothing but the name), `entity` (the language model). `weak` names also mean something else.
    """

    mention: Mention
    name_start: int
    codes: tuple[str, ...]
    levels: tuple[str, ...] = ()
    rule: str = "gazetteer"
    weak: bool = False
    cue: str | None = None


@dataclass(frozen=True, slots=True)
class Cue:
    """What a word before a name tells: `use` is kind, office, body, context or feature."""

    use: str
    levels: tuple[str, ...]


def find(article: Article, doc: Doc, *, lexicon: Lexicon = DEFAULT) -> list[RegionMention]:
    """All names of areas in the article, in order of place; overlapping ones longest first."""
    text = article.text
    words = [(m.start(), m.end(), m.group()) for m in WORD.finditer(text)]
    cased = any(w.islower() for _, _, w in words) and any(w[0].isupper() for _, _, w in words)
    people = [(e.start_char, e.end_char) for e in doc.ents if e.label_ == "PER"]
    places = {e.start_char for e in doc.ents if e.label_ == "LOC"}
    found: list[RegionMention] = []
    carried: tuple[tuple[str, ...], int] = ((), -1)  # levels of the name before, and its end
    blocked = -1
    for i, (start, _, _) in enumerate(words):
        if start < blocked:
            continue
        if end := _foreign(text, words, i, lexicon):
            blocked = end
            continue
        cue, cue_start = _cue(text, words, i, lexicon)
        levels, rule = (cue.levels, cue.use) if cue else ((), "gazetteer")
        if not levels and carried[0] and IN_LIST.fullmatch(text, carried[1], start):
            levels, rule = carried[0], "list"
        if cue and cue.use == "feature":
            continue
        for mention in _names(text, words, i, cased, lexicon):
            codes, weak, end = mention
            fitting = tuple(code for code in codes if areas.level(code) in levels) if levels else codes
            if not fitting and rule in {"kind", "office"}:
                continue
            if rule == "list" and not fitting:
                continue
            if any(a <= start and end <= b and (a, b) != (start, end) for a, b in people) and not levels:
                continue
            own = rule if fitting or not levels else "gazetteer"
            if own == "gazetteer" and start in places:
                own = "entity"
            first = cue_start if cue and cue.use == "kind" and own == "kind" else start
            found.append(
                RegionMention(
                    Mention.of(text, first, end, rule=own),
                    start,
                    fitting or codes,
                    levels if fitting else (),
                    own,
                    weak,
                    text[cue_start:start].strip() if cue else None,
                )
            )
            if fitting and levels:
                carried = (levels, end)
                break
    return found


def _names(
    text: str, words: list[tuple[int, int, str]], i: int, cased: bool, lexicon: Lexicon
) -> Iterator[tuple[tuple[str, ...], bool, int]]:
    """Codes, weakness and end of each name that begins at word `i`, longest first."""
    if cased and not words[i][2][0].isupper() and not words[i][2][0].isdigit():
        return
    keys, last = [areas.key(words[i][2])], i
    while last + 1 < len(words) and len(keys) < LONGEST and WITHIN.fullmatch(text, words[last][1], words[last + 1][0]):
        last += 1
        word = words[last][2]
        if cased and not word[0].isupper() and word not in LINKING:
            break
        keys.append(keys[-1] + areas.key(word))
    named, senses = areas.named(), _words(lexicon)
    for n in range(len(keys), 0, -1):
        codes = named.get(keys[n - 1], ()) + areas.lower(keys[n - 1])
        if codes:
            yield codes, senses.get(keys[n - 1]) == "weak", words[i + n - 1][1]


def _cue(text: str, words: list[tuple[int, int, str]], i: int, lexicon: Lexicon) -> tuple[Cue | None, int]:
    """The cue that ends right before word `i`, longest first, and where it starts."""
    if i == 0 or not AFTER_CUE.fullmatch(text, words[i - 1][1], words[i][0]):
        return None, -1
    cues = _cues(lexicon)
    for n in range(3, 0, -1):
        if i >= n:
            start, end = words[i - n][0], words[i - 1][1]
            if cue := cues.get(text[start:end].casefold()):
                return cue, start
    return None, -1


def _foreign(text: str, words: list[tuple[int, int, str]], i: int, lexicon: Lexicon) -> int | None:
    """End of a name that only looks like an area and starts at word `i` ("Papua Nugini"), or None."""
    senses = _words(lexicon)
    for n in range(3, 0, -1):
        if i + n <= len(words):
            end = words[i + n - 1][1]
            if senses.get(areas.key(text[words[i][0] : end])) == "foreign":
                return end
    return None


@lru_cache(maxsize=8)
def _cues(lexicon: Lexicon) -> dict[str, Cue]:
    return {row["cue"]: Cue(row["use"], tuple(row["levels"].split())) for row in lexicon.rows("place_cues")}


@lru_cache(maxsize=8)
def _words(lexicon: Lexicon) -> dict[str, str]:
    return {areas.key(row["word"]): row["use"] for row in lexicon.rows("place_words")}
