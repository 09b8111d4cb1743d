"""The usual spelling of sentences in capitals only (headlines, old dumps) or in small letters only.

>>> recased("BUPATI JEMBER HENDY MENEMUI WARGA DI KECAMATAN SILO".split())
['Bupati', 'Jember', 'Hendy', 'menemui', 'warga', 'di', 'Kecamatan', 'Silo']
>>> recased(["Kata", "Budi"]), recased("kata gubernur ridwan kamil di bandung".split())[3:]
(['Kata', 'Budi'], ['Kamil', 'di', 'Bandung'])
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pipeline.language.words import clusters, hints

FEWEST = 4  #: words without which a sentence tells nothing of its casing
SMALL = frozenset(("n=0", "n=1", "n=2"))  #: at most so many tenths of a word's uses are a proper noun's
KEPT = frozenset(("l=position", "l=orghead", "l=placehead", "l=orgfield"))
NAMES = frozenset(("g=given", "g=family", "l=nation", "l=city", "l=area", "l=month", "n=7", "n=8", "n=9"))
VOWELS = frozenset("aeiouy")
AFFIXED = re.compile(
    r"me[mnlryw]\w{4,}(?:kan|i|an)|di\w{4,}(?:kan|i)|\w{4,}nya|(?:ke|pe|ber|per)\w{4,}an"
)  #: verbs, nouns of verbs


def recased(words: Sequence[str]) -> Sequence[str]:
    """The words of a sentence, in usual spelling where it is all in capitals or all in small letters."""
    letters = [w for w in words if w[:1].isalpha()]
    if len(letters) < FEWEST:
        return words
    upper = sum(w.isupper() for w in letters)
    if upper >= 0.8 * len(letters):
        return [_from_capitals(w) for w in words]
    if not upper and all(w.islower() for w in letters):
        return [_from_small(w) for w in words]
    return words


def _from_capitals(word: str) -> str:
    low = word.lower()
    known = hints().get(low, ())
    if "l=short" in known or len(word) < 2 or not word.isupper():
        return word
    if (not known and (word in clusters()) > (low.capitalize() in clusters())) or VOWELS.isdisjoint(low):
        return word
    if not known and AFFIXED.fullmatch(low):
        return low
    if not SMALL.isdisjoint(known) and KEPT.isdisjoint(known) and NAMES.isdisjoint(known):
        return word.lower()
    return word.capitalize()


def _from_small(word: str) -> str:
    known = hints().get(word, ())
    if "l=short" in known and SMALL.isdisjoint(known):
        return word.upper()
    if not NAMES.isdisjoint(known) and SMALL.isdisjoint(known):
        return word.capitalize()
    return word
