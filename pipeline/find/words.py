"""The words of a text with their places, and how much a word looks like part of a person's name.

A finder of officials reads words, not characters. A word keeps inner apostrophes, hyphens and the dots of a degree
("Ma'mun", "Al-Habsyi", "S.Sos"); every other sign stands alone; `first` marks the head of a paragraph.

>>> [w.text for w in words("Plt. Kadis Ma'mun, S.Sos (45)")]
['Plt', '.', 'Kadis', "Ma'mun", ',', 'S.Sos', '(', '45', ')']
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from pathlib import Path

import regex

from pipeline.language.casing import recased

_WORD = regex.compile(
    r"\p{Lu}\p{Ll}{0,2}(?:\.\p{L}{1,5}){1,3}+(?![\p{L}\p{N}])"  # S.Sos, M.Si, K.H
    r"|\p{L}[\p{L}\p{M}\p{N}]*+(?:['’‘`´-]\p{L}[\p{L}\p{M}\p{N}]*+)*+"
    r"|\p{N}++(?:[.,/-]\p{N}++)*+"
    r"|[^\s]"
)
_WEIGHTS = Path(__file__).parent / "name_words.json"


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a sign: `text[start:end]`, half-open; `gap` is white space before it, `first` a new line before it."""

    start: int
    end: int
    text: str
    gap: bool = True
    first: bool = False

    @property
    def cap(self) -> bool:
        """Whether it begins with a capital letter."""
        return self.text[0].isupper()

    @property
    def key(self) -> str:
        """The word as lexicons are searched for it."""
        return self.text.casefold().replace("’", "'").replace("‘", "'").replace("`", "'")


def words(text: str) -> list[Word]:
    """All words and signs of a text, in order; those of a line in capitals only as they are usually spelt.

    >>> [w.text for w in words("KATA BUPATI JEMBER HENDY SISWANTO")]
    ['kata', 'Bupati', 'Jember', 'Hendy', 'Siswanto']
    """
    made = _words(text)
    if (capitals := text.isupper()) or any(line.isupper() for line in text.splitlines()):
        begin = 0
        for end in range(1, len(made) + 1):
            if end == len(made) or made[end].first:
                line = [w.text for w in made[begin:end]]
                if capitals or all(w.upper() == w for w in line):
                    made[begin:end] = [replace(w, text=t) for w, t in zip(made[begin:end], recased(line))]
                begin = end
    return made


def _words(text: str) -> list[Word]:
    made: list[Word] = []
    end = 0
    for m in _WORD.finditer(text):
        between = text[end : m.start()]
        made.append(Word(m.start(), m.end(), m.group(), bool(between), not made or "\n" in between))
        end = m.end()
    return made


def features(word: str) -> list[str]:
    """What the scorer sees of a word: itself, its affixes, its shape."""
    low = word.casefold()
    shape = "A" if len(word) > 1 and word.isupper() else "d" if any(c.isdigit() for c in word) else "a"
    made = ["1", f"w{low}", f"s{shape}{min(len(low), 8)}"]
    made += [f"<{low[:n]}" for n in range(1, min(5, len(low)))]
    made += [f">{low[-n:]}" for n in range(1, min(5, len(low)))]
    padded = f"^{low}$"
    return made + [f"t{padded[n : n + 3]}" for n in range(len(padded) - 2)]


@cache
def _weights() -> dict[str, float]:
    loaded: dict[str, float] = json.loads(_WEIGHTS.read_text(encoding="utf-8"))
    return loaded


@lru_cache(maxsize=50_000)
def likeness(word: str) -> float:
    """Log-odds that a capitalised word is part of a person's name rather than of an institution or a place.

    The weights come from `training/name_words.py`.

    >>> likeness("Sutrisno") > 0 > likeness("Kementerian")
    True
    """
    weights = _weights()
    return sum(weights.get(f, 0.0) for f in features(word))
