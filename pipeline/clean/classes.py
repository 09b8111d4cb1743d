"""The words of class names and ids, in groups (`lexicon/class_words.csv`): "content", "related", "share" …"""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.lexicon import DEFAULT, Lexicon

_LONGEST = 300  #: characters of class names that are looked up
_KNOWN = 20_000  #: attributes whose class-name groups are remembered
_CLASS = re.compile(r"""[\s"'/](?:[cC][lL][aA][sS][sS]|[iI][dD])\s*+=\s*+("[^"]*+"?|'[^']*+'?|[^\s>"']++)""")
_WORD = re.compile(r"[A-Z]+[a-z]*|[a-z]+")


class _Groups(dict[str, int]):
    """Attributes as they are written → the bits of the class-name groups of their class and id."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.words: dict[str, int] = {}
        names = group_names(lexicon)
        for row in lexicon.rows("class_words"):
            self.words[row["word"]] = self.words.get(row["word"], 0) | 1 << names.index(row["group"])
        self.of_tag = {word[1:-1]: bits for word, bits in self.words.items() if word[0] == "<"}

    def __missing__(self, attributes: str) -> int:
        found = 0
        for value in _CLASS.findall(attributes):
            if len(value) < _LONGEST:
                for bits in map(self.words.get, map(str.lower, _WORD.findall(value))):
                    if bits:
                        found |= bits
        if len(self) > _KNOWN:
            self.clear()
        self[attributes] = found
        return found


groups = lru_cache(maxsize=8)(_Groups)


def named(attributes: str) -> list[str]:
    """The values of an element's class and id, from its attributes as they are written.

    >>> named(' data-class="no" class="isi berita" id=utama')
    ['isi berita', 'utama']
    """
    return [value.strip("\"'") for value in _CLASS.findall(attributes)]


@lru_cache(maxsize=64)
def bits(*names: str) -> int:
    """The bits of some class-name groups.

    >>> bits("nav", "foot") == bits("nav") | bits("foot")
    True
    """
    return sum(1 << group_names().index(name) for name in names)


def group_names(lexicon: Lexicon = DEFAULT) -> list[str]:
    """The class-name groups, in the order of their bits."""
    return list(dict.fromkeys(row["group"] for row in lexicon.rows("class_words")))
