"""The words that tell how a figure is tied: a table of the lexicon, by use."""

from __future__ import annotations

from functools import lru_cache

import regex

from pipeline.find.nouns import alternation
from pipeline.lexicon import Lexicon

_LETTER = regex.compile(r"\p{L}")


@lru_cache(maxsize=64)
def pattern(lexicon: Lexicon, use: str) -> regex.Pattern[str]:
    """A pattern of all words of one use in `lexicon/figure_words.csv`; names in capitals are matched as written.

    >>> from pipeline.lexicon import DEFAULT
    >>> bool(pattern(DEFAULT, "now").search("Hingga saat ini terdapat 20 orang"))
    True
    """
    words = [r["word"] for r in lexicon.rows("figure_words") if r["use"] == use]
    return _either(words)


def only(lexicon: Lexicon, use: str, words: str) -> bool:
    """Whether there are no words but those of a use.

    >>> from pipeline.lexicon import DEFAULT
    >>> only(DEFAULT, "amounts to", " baru sekitar "), only(DEFAULT, "amounts to", " dan ")
    (True, False)
    """
    return not _LETTER.search(pattern(lexicon, use).sub("", words))


@lru_cache(maxsize=8)
def small(lexicon: Lexicon) -> frozenset[str]:
    """The words of `lexicon/small_words.csv`, which are no nouns.

    >>> from pipeline.lexicon import DEFAULT
    >>> "yang" in small(DEFAULT)
    True
    """
    return frozenset(r["word"] for r in lexicon.rows("small_words"))


@lru_cache(maxsize=8)
def months(lexicon: Lexicon) -> tuple[str, dict[str, int]]:
    """The names of months as a pattern `(?P<month>…)`, and the number of each, in lower case.

    >>> from pipeline.lexicon import DEFAULT
    >>> months(DEFAULT)[1]["agustus"]
    8
    """
    values = {r["word"].lower(): int(r["value"]) for r in lexicon.rows("calendar_words") if r["kind"] == "month"}
    return rf"\b(?P<month>{alternation(list(values))})\b", values


def _either(words: list[str]) -> regex.Pattern[str]:
    names = [w for w in words if w != w.lower()]
    plain = [w for w in words if w == w.lower()]
    parts = [f"(?i:{alternation(plain)})"] if plain else []
    parts += [alternation(names)] if names else []
    return regex.compile(rf"\b(?:{'|'.join(parts)})\b")
