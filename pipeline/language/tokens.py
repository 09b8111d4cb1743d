"""A text as the words, digit runs and signs that both grammars walk over.

Each place of `words` is in lower case; `starts` and `ends` count in the text. White space is left out, a line break is a
token of its own (no expression crosses it).

>>> tokens("Rabu (1/4)").words
['rabu', '(', '1', '/', '4', ')', '\\n', '\\n', '\\n', '\\n']
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

import regex

_TOKEN = regex.compile(r"\p{L}++|\d++|\n|[^\p{L}\d\s]")
_INVISIBLE = regex.compile(r"[\u00ad\u200b-\u200d\u2060\ufeff]++")
_PAD = 4  #: line breaks behind the last token, so that a look ahead needs no check


@dataclass(frozen=True, slots=True)
class Tokens:
    """The tokens of `text`, as lists of equal length."""

    text: str
    words: list[str]
    starts: list[int]
    ends: list[int]

    def glued(self, i: int) -> bool:
        """Whether token `i` follows the one before without a space.

        >>> tokens("4,7 juta").glued(1), tokens("4,7 juta").glued(3)
        (True, False)
        """
        return i > 0 and self.starts[i] == self.ends[i - 1]


@lru_cache(maxsize=4)
def tokens(text: str) -> Tokens:
    """The tokens of a text."""
    low = lower(text)
    spans = [m.span() for m in _TOKEN.finditer(text)] + [(len(text), len(text))] * _PAD
    words = [low[a:b] or "\n" for a, b in spans]
    return Tokens(text, words, [a for a, _ in spans], [b for _, b in spans])


def lower(text: str) -> str:
    """The text in lower case, of the same length, with straight apostrophes.

    >>> lower("JUM’AT İ")
    "jum'at İ"
    """
    low = text.lower()
    if len(low) != len(text):
        low = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    return low.replace("’", "'")


def visible(text: str) -> tuple[str, list[int] | None]:
    """The text without soft hyphens and characters of no width, and the offset of each character; None where nothing went.

    >>> visible("270 ri\\u00adbu")
    ('270 ribu', [0, 1, 2, 3, 4, 5, 7, 8])
    """
    if text.isascii() or not _INVISIBLE.search(text):
        return text, None
    gone = {i for m in _INVISIBLE.finditer(text) for i in range(*m.span())}
    kept = [i for i in range(len(text)) if i not in gone]
    return "".join(text[i] for i in kept), kept
