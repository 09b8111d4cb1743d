"""Which language a text is in: Indonesian, or something near it.

First the small words decide ("karena" is Indonesian, "kerana" Malay, "ing" Javanese, "nu" Sundanese): they tell
neighbours apart that letter statistics mix up, and cost next to nothing. Where they are too few or in balance,
py3langid decides, restricted to the languages met in Indonesian archives; between Indonesian and Malay it is asked only
where no word of either list is there. The words are rows of `lexicon/language_words.csv`.

>>> identify("Warga desa itu belum menerima bantuan karena datanya tidak lengkap.").code
'id'
>>> identify("Kerajaan negeri tidak akan menaikkan cukai kerana keadaan ekonomi.")
Language(code='ms', confidence=0.99, rule='words')
>>> identify("Selamat").rule
'too short'
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import chain, pairwise
from typing import Any

import regex

from pipeline.lexicon import DEFAULT, Lexicon

#: what py3langid may answer; Sundanese is not among its languages and known by its words only
ANSWERS = ("id", "ms", "jv", "en", "nl", "tl", "zh", "ja", "ko", "ar", "th", "vi", "ta", "hi", "fr", "de", "es", "pt", "ru")
NAMES = {
    "id": "Indonesian", "ms": "Malay", "jv": "Javanese", "su": "Sundanese", "en": "English", "nl": "Dutch", "tl": "Tagalog",
    "zh": "Chinese", "ja": "Japanese", "ko": "Korean", "ar": "Arabic", "th": "Thai", "vi": "Vietnamese", "ta": "Tamil",
    "hi": "Hindi", "fr": "French", "de": "German", "es": "Spanish", "pt": "Portuguese", "ru": "Russian",
}  # fmt: skip
ENOUGH = 24  #: letters, below which nothing is said
LOOKED_AT = 4000  #: characters of a text that are read: from its start and, where longer, its middle
WORD = regex.compile(r"\p{L}[\p{L}\p{M}'’-]*+")


@dataclass(frozen=True, slots=True)
class Language:
    """The answer: ISO 639-1 code, a confidence from 0 to 1, and what decided: words, letters or too short."""

    code: str
    confidence: float
    rule: str

    @property
    def name(self) -> str:
        """The language's English name."""
        return NAMES.get(self.code, self.code)


def identify(text: str, *, lexicon: Lexicon = DEFAULT) -> Language:
    """The language that most of a text is in; Indonesian where too little is there to tell.

    A page in Indonesian that quotes another language is Indonesian.
    """
    sample = _sample(text)
    words = [w.lower() for w in WORD.findall(sample)]
    if sum(map(len, words)) < ENOUGH and not _foreign_letters(words):
        return Language("id", 0.5, "too short")
    hits = _hits(words, _words(lexicon))
    if (told := _by_words(hits, len(words))) is not None:
        return told
    code, confidence = _letters().classify(sample)
    if code in ("id", "ms"):
        code = (
            "ms" if hits["ms"] > hits["id"] or (hits["ms"] == hits["id"] == 0 and code == "ms" and confidence > 0.8) else "id"
        )
    return Language(code, round(confidence, 2), "letters")


def _by_words(hits: Counter[str], total: int) -> Language | None:
    """What the small words say, or nothing where they are few or in balance."""
    malayic = hits["id"] + hits["ms"] + hits["id ms"]
    others = {code: hits[code] for code in ("jv", "su", "en")}
    best, count = max(others.items(), key=lambda item: item[1])
    if max(malayic, count) < 2 or max(malayic, count) < total * 0.06:
        return None
    if count > malayic:
        second = max([malayic, *(n for code, n in others.items() if code != best)])
        return Language(best, _share(count, second), "words") if count >= 1.3 * second else None
    if malayic < 1.3 * count or hits["id"] == hits["ms"]:
        return None if malayic < 1.3 * count or hits["id"] == 0 else Language("id", 0.5, "words")
    code, other = ("id", "ms") if hits["id"] > hits["ms"] else ("ms", "id")
    return Language(code, _share(hits[code], hits[other]), "words")


def _share(more: int, less: int) -> float:
    return round(min(0.99, (more + 0.5) / (more + less + 0.5)), 2)


def _hits(words: list[str], table: dict[str, tuple[str, ...]]) -> Counter[str]:
    """How many words and pairs of words each list has; a word of several lists counts for each."""
    pairs = map(" ".join, pairwise(words))
    return Counter(code for codes in map(table.get, chain(words, pairs)) if codes for code in codes)


def _sample(text: str) -> str:
    if len(text) <= LOOKED_AT:
        return text
    half, middle = LOOKED_AT // 2, len(text) // 2
    return text[:half] + "\n" + text[middle : middle + half]


def _foreign_letters(words: list[str]) -> bool:
    """Whether most letters are of no Latin alphabet, where a few characters already tell."""
    letters = "".join(words)
    return len(letters) > 4 and sum(c > "\u02ff" for c in letters) > len(letters) / 2


@lru_cache(maxsize=8)
def _words(lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """Each word with the lists it counts for; "id ms" is a list of its own: words that both share."""
    rows = lexicon.rows("language_words")
    return {r["word"]: ("id ms",) if r["language"] == "id ms" else tuple(r["language"].split()) for r in rows}


@cache
def _letters() -> Any:
    from py3langid.langid import MODEL_FILE, LanguageIdentifier

    identifier = LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
    identifier.set_languages(ANSWERS)
    return identifier
