"""Looks words and phrases of a lexicon table up in a list of tokens."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from pipeline.language.tokens import tokens

_END = 4  #: line breaks at the end of `Tokens.words`


class Phrases:
    """Phrases with their values, found forwards at a token or backwards before it; the longest wins.

    >>> mods = Phrases([("kurang dari", "LESS_THAN"), ("tak kurang dari", "MORE_THAN")])
    >>> words = "tak kurang dari 300".split()
    >>> mods.at(words, 0), mods.before(words, 3), mods.at(words, 3)
    (('MORE_THAN', 3), ('MORE_THAN', 0), None)
    """

    def __init__(self, pairs: Iterable[tuple[str, str]]) -> None:
        self._first: dict[str, list[tuple[list[str], str]]] = {}
        self._last: dict[str, list[tuple[list[str], str]]] = {}
        for phrase, value in pairs:
            words = tokens(phrase).words[:-_END]
            self._first.setdefault(words[0], []).append((words, value))
            self._last.setdefault(words[-1], []).append((words, value))
        for table in (self._first, self._last):
            for found in table.values():
                found.sort(key=lambda pair: -len(pair[0]))
        self._firsts = frozenset(self._first)

    def __contains__(self, word: str) -> bool:
        return word in self._first

    def firsts(self) -> frozenset[str]:
        """The words with which a phrase may begin."""
        return self._firsts

    def at(self, words: Sequence[str], i: int) -> tuple[str, int] | None:
        """Value of the longest phrase that begins at token `i`, and the token behind it."""
        for phrase, value in self._first.get(words[i], ()):
            if len(phrase) == 1 or list(words[i : i + len(phrase)]) == phrase:
                return value, i + len(phrase)
        return None

    def before(self, words: Sequence[str], i: int) -> tuple[str, int] | None:
        """Value of the longest phrase that ends right before token `i`, and its first token."""
        for phrase, value in self._last.get(words[i - 1], ()) if i else ():
            first = i - len(phrase)
            if len(phrase) == 1 or (first >= 0 and list(words[first:i]) == phrase):
                return value, first
        return None
