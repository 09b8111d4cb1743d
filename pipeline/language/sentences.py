"""Where sentences begin: after a full stop, question or exclamation mark that ends one, and after every line break.

An abbreviation ends no sentence unless it may ("dkk.") and a capital follows. What a closing quote ends goes on where its
speaker is named ("… besok," ujar dia); nothing ends inside brackets. A long quote is as many sentences as it has.

>>> from spacy.vocab import Vocab
>>> from pipeline.language.tokenizer import Tokenizer
>>> doc = Sentences()(Tokenizer(Vocab())('"Kami siap. Mulai besok!" ujar dr. Rina di Jl. Mawar No. 5. Warga menunggu.'))
>>> [s.text for s in doc.sents]
['"Kami siap.', 'Mulai besok!" ujar dr. Rina di Jl. Mawar No. 5.', 'Warga menunggu.']
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from spacy.language import Language
from spacy.tokens import Doc

from pipeline.language.tokenizer import abbreviations, strings

ENDS = frozenset((".", "!", "?", "…"))
CLOSING = frozenset("\"”’')]»")
OPENING = frozenset("\"“‘'([«")
QUOTES = frozenset("\"'”’“")
BRACKET_LIMIT = 60  #: tokens after which an opened bracket is taken for a slip


class Sentences:
    """A spaCy component that sets `token.is_sent_start`."""

    def __call__(self, doc: Doc) -> Doc:
        """Set where sentences begin."""
        if len(doc):
            marks = np.full((len(doc), 1), -1, dtype=np.int64)
            marks[starts(strings(doc), doc.to_array("SPACY").tolist()), 0] = 1
            doc.from_array(["SENT_START"], marks.astype(np.uint64))  # type: ignore[arg-type]
        return doc

    def to_bytes(self, **_: object) -> bytes:
        """Nothing to keep."""
        return b""

    def from_bytes(self, _data: bytes, **_: object) -> Sentences:
        """Nothing was kept."""
        return self


@Language.factory("saripati_sentences", assigns=["token.is_sent_start"])
def make(nlp: Language, name: str) -> Sentences:
    """How spaCy's configuration makes the component."""
    return Sentences()


def starts(words: Sequence[str], spaces: Sequence[bool]) -> list[int]:
    """Positions of the tokens that begin a sentence; `spaces[i]` tells whether a space follows token i.

    >>> starts(["Ya", ".", "Benar", "?"], [False, True, False, False])
    [0, 2]
    """
    known = abbreviations()
    found = [0]
    opened = -1  # where the bracket was opened that is still open
    last = len(words) - 1
    for i, word in enumerate(words):
        if word in ("(", "["):
            opened = i
        elif word in (")", "]"):
            opened = -1
        elif i == last:
            break
        elif "\n" in word:
            if found[-1] != i + 1:
                found.append(i + 1)
            opened = -1
        elif word[-1] in ENDS and (opened < 0 or i - opened > BRACKET_LIMIT):
            if word not in ENDS and word[-2:] not in ("..", "!!", "??") and not ends_with(word, known):
                continue
            at = after(words, spaces, i)
            if at <= last and begins(words, at) and not (numbered(words, found[-1], i) or torn(words, i)):
                found.append(at)
    return found


def ends_with(word: str, known: dict[str, bool]) -> bool:
    """Whether a sentence may end with this abbreviation."""
    return known.get(word, word[0].isupper() and len(word) > 3)


def after(words: Sequence[str], spaces: Sequence[bool], i: int) -> int:
    """The first token behind the end mark at `i` and the quotes and brackets that it closes."""
    at = i + 1
    while at < len(words) and words[at] in CLOSING and not spaces[at - 1]:
        at += 1
    return at


def begins(words: Sequence[str], at: int) -> bool:
    """Whether a sentence may begin with the token at `at`."""
    word = words[at]
    while word in OPENING and at + 1 < len(words):
        at += 1
        word = words[at]
    return word[0].isupper() or word[0].isdigit() or word[0] in "•–—-*" or word.isspace()


def numbered(words: Sequence[str], start: int, i: int) -> bool:
    """Whether the dot at `i` belongs to the number of a list item: "1. Daftar …"."""
    return i - start == 1 and words[i] == "." and (words[start].isdigit() or len(words[start]) == 1)


def torn(words: Sequence[str], i: int) -> bool:
    """Whether the dot at `i` stands inside a number that a source has torn apart: "16. 000"."""
    return len(words[i + 1]) in (2, 3) and words[i + 1].isdigit() and words[i - 1].isdigit() and len(words[i - 1]) <= 3
