"""Whether a text is Indonesian, and if not, what it is."""

from __future__ import annotations

import re
from functools import lru_cache

from pipeline.lexicon import DEFAULT, Lexicon

_WORD = re.compile(r"[^\W\d_]+")
_ENOUGH = 30  #: words below which nothing is said
_KIN = {"id", "ms", "jv", "su"}


def language(text: str, *, lexicon: Lexicon = DEFAULT) -> str:
    """ISO 639-1 code of the language of a text; short texts are taken for Indonesian.

    >>> language("Gubernur itu mengatakan bahwa warga yang sakit dapat berobat di puskesmas. " * 5)
    'id'
    >>> language("The governor said that people who are ill can go to the clinic for free this year. " * 5)
    'en'
    """
    words = _WORD.findall(text[:5000].lower())
    small = _small(lexicon)
    if len(words) < _ENOUGH or sum(w in small for w in words) >= 0.1 * len(words):
        return "id"
    import py3langid

    found = str(py3langid.classify(text[:3000])[0])
    return "id" if found in _KIN else found


@lru_cache(maxsize=8)
def _small(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(row["word"] for row in lexicon.rows("small_words"))
