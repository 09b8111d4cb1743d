"""Words of Indonesian news: one pattern, a list of abbreviations, and what to do with dots and hyphens inside a word.

It makes the same `Doc` as spaCy's own tokenizer would (`doc.text` is the text, code point for code point) and needs none
of its 15,963 exceptions, so that it is there in milliseconds. Time is linear in the text.

>>> from spacy.vocab import Vocab
>>> tokens = Tokenizer(Vocab())
>>> [t.text for t in tokens("Jokowi-JK (29/10/2013) memberi Rp185 miliar, 90,79% dari anggaran.Anak-anak senang.")]
['Jokowi', '-', 'JK', '(', '29/10/2013', ')', 'memberi', 'Rp', '185', 'miliar', ',', '90,79', '%', 'dari', 'anggaran',
 '.', 'Anak-anak', 'senang', '.']
>>> [t.text for t in tokens("dr. H. M. Nur, S.Sos., M.Si (a.n. Kepala Dinkes) se-Jawa Timur")]
['dr.', 'H.', 'M.', 'Nur', ',', 'S.Sos.', ',', 'M.Si', '(', 'a.n.', 'Kepala', 'Dinkes', ')', 'se', '-', 'Jawa', 'Timur']
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

from spacy.language import Language
from spacy.tokens import Doc
from spacy.util import registry
from spacy.vocab import Vocab

from pipeline.lexicon import DEFAULT

LETTER = r"[^\W\d_]"
TOKEN = re.compile(
    r"""(
      (?:https?://|www\.)[^\s<>"“”]*[^\s<>"“”.,;:!?)\]}'’]            # an address
    | [\w.+-]{1,64}@[\w-]+(?:\.[\w-]+)+                                # a mailbox
    | Rp(?=\.?\s?\d)\.?                                               # rupiah before its number
    | \d+(?:[.,:/]\d+)*(?![^\W_]|-[a-z])                              # a number, date or time
    | (?:dari|kepada|oleh|dengan|menurut)(?=detik\w)                    # glued to a name
    | [^\W_]+(?:['’ʼ`&.-][^\W_]+)*(?:\.(?!\.))?                            # a word, with what joins its parts
    | ([.!?…*=_~–—-])\2+                                              # a row of one sign
    | [\s\u200b\u200e\u200f\ufeff]+                                   # white space, and what nobody sees
    | .
    )([ ]?)""",
    re.VERBOSE | re.DOTALL,
)
GLUED = re.compile(r"([^\W\d_]*?[a-z])((?!N(?:ya|YA)$)[A-Z]\w\w.*)")  #: a small word and the name that is glued to it
NUMBER = re.compile(r"\d+(?:[.,:/]\d+)*")
ENDINGS = "com|co|id|net|org|tv|news|info|go|ac|sch|or|my|sg|us|uk|io|me|ai|app|gov|edu"
DOMAIN = re.compile(rf"[\w-]+(?:\.[\w-]+)*\.(?:{ENDINGS}|{ENDINGS.upper()})")
INITIALS = re.compile(rf"(?:[A-Z]\.)+[A-Z]?\.?|(?:[A-Z]{LETTER}{{0,2}}\.){{1,2}}[A-Z]{LETTER}{{0,3}}\.?|[a-z]\.(?:[a-z]\.?)+")
BLANK = "".join(c for c in map(chr, range(0x3001)) if c.isspace()) + "\u200b\u200e\u200f\ufeff"  #: what nobody sees


@cache
def abbreviations() -> dict[str, bool]:
    """Abbreviations with their dot → whether a sentence may end with them.

    >>> abbreviations()["dr."], abbreviations()["dkk."]
    (False, True)
    """
    return {row["abbreviation"]: row["ends"] == "yes" for row in DEFAULT.rows("abbreviations")}


@cache
def particles(kind: str) -> frozenset[str]:
    """Little words: article (Arabic, before a hyphen), clitic, join (in names), small (in headlines), quantifier, glued."""
    return frozenset(row["word"] for row in DEFAULT.rows("particles") if row["kind"] == kind)


@cache
def _gluing() -> frozenset[str]:
    verbs = {row["word"] for row in DEFAULT.rows("name_cues") if row["kind"] == "sayverb"}
    return particles("glued") | verbs


def glued(word: str) -> list[str]:
    """A small word and the name behind it, where scraped text lacks the space between them.

    >>> glued("ujarRahmat"), glued("Menurutnya"), glued("kumparanSAINS")
    (['ujar', 'Rahmat'], ['Menurutnya'], ['kumparanSAINS'])
    """
    found = GLUED.fullmatch(word)
    return list(found.groups()) if found and found[1].lower().removesuffix("nya") in _gluing() else [word]


class Tokenizer:
    """A spaCy tokenizer: `Tokenizer(vocab)(text)` is a `Doc`."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The tokens of a text."""
        made: list[str] = []
        spaces: list[bool] = []
        for match in TOKEN.finditer(text):
            word = match[1]
            space = bool(match[3])
            if len(word) < 3 or (word.isalpha() and (word.islower() or word.istitle())) or word[0].isspace():
                made.append(word)
            else:
                *small, word = glued(word)
                parts = split(word, before_space=space) if "." in word or "-" in word else [word]
                made += small + parts
                spaces += [False] * (len(small) + len(parts) - 1)
            spaces.append(space)
        return Doc(self.vocab, words=made, spaces=spaces)

    def to_bytes(self, **_: Any) -> bytes:
        """Nothing to keep: the words are in `pipeline/lexicon`."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> Tokenizer:
        """Nothing was kept."""
        return self

    def to_disk(self, _path: str | Path, **_: Any) -> None:
        """Nothing to keep."""

    def from_disk(self, _path: str | Path, **_: Any) -> Tokenizer:
        """Nothing was kept."""
        return self


@registry.tokenizers("saripati.Tokenizer.v1")  # type: ignore[untyped-decorator]
def make() -> Callable[[Language], Tokenizer]:
    """How spaCy's configuration makes the tokenizer."""
    return lambda nlp: Tokenizer(nlp.vocab)


_STRINGS: dict[int, str] = {}  # spaCy's number of a word → the word, the same in every vocabulary


def strings(doc: Doc) -> list[str]:
    """The tokens of a doc as strings; many times faster than asking each token."""
    numbers: list[int] = doc.to_array("ORTH").tolist()
    try:
        return [_STRINGS[n] for n in numbers]
    except KeyError:
        if len(_STRINGS) > 200_000:
            _STRINGS.clear()
        store = doc.vocab.strings
        for n in numbers:
            if n not in _STRINGS:
                _STRINGS[n] = store[n] if n else ""
        return [_STRINGS[n] for n in numbers]


def split(word: str, *, before_space: bool = True) -> list[str]:
    """The tokens of a word that holds a dot or a hyphen.

    >>> split("anak-anak"), split("KPK-Polri"), split("Kompas.com"), split("selesai.Dia"), split("Jl.Sudirman")
    (['anak-anak'], ['KPK', '-', 'Polri'], ['Kompas.com'], ['selesai', '.', 'Dia'], ['Jl.', 'Sudirman'])
    """
    if NUMBER.fullmatch(word):
        return [word]
    if "." not in word:
        return hyphens(word)
    known = abbreviations()
    if word in known or INITIALS.fullmatch(word) or not word[0].isalnum():
        return [word]
    if "@" in word or word.startswith(("http", "www.", "Rp")):
        return ["Rp", "."] if word == "Rp." else [word]
    end = word.endswith(".")
    if DOMAIN.fullmatch(word[:-1] if end else word):
        return [word[:-1], "."] if end else [word]
    head, _, tail = word.rpartition("-")
    if tail[:1].isupper() and DOMAIN.fullmatch(head):
        return [head, "-", *split(tail)]
    parts = re.split(r"(\.)", word)
    made: list[str] = []
    for n in range(0, len(parts), 2):
        if not parts[n]:
            continue
        dot = n + 1 < len(parts)
        if dot and parts[n] + "." in known:
            made.append(parts[n] + ".")
        else:
            made += [token for part in glued(parts[n]) for token in hyphens(part)]
            if dot:
                made.append(".")
    return made


def hyphens(word: str) -> list[str]:
    """A reduplication, an affix or a number stays one token; two names are three."""
    parts = word.split("-")
    made: list[list[str]] = [[parts[0]]]  # what is joined by hyphens
    articles = {w.capitalize() for w in particles("article")}
    for left, right in pairwise(parts):
        names = right[:1].isupper() and len(left) > 1 and left not in articles and left.lower() != right.lower()
        clitic = right in particles("clitic") and left[:1].isupper()
        if names or clitic or (left[-1:].isdigit() and left[:1].isdigit() and right[:1].isdigit()):
            made += [["-"], [right]]
        else:
            made[-1].append(right)
    return ["-".join(joined) for joined in made]
