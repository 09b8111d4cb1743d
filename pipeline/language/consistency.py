"""One text, one meaning: the same words get one label, and part of a person's full name is that person.

The tagger reads sentence by sentence. Here the readings of all sentences of a text are compared: where the same words
got two labels the better supported one stands, and words that are surely part of a person's name elsewhere in the text
are one here too, behind a word that stands before people.

>>> words = "Menteri Hanum Dakiri hadir . Itu benar , kata Dakiri .".split()
>>> agreed(words, {0, 5}, [Found(1, 3, "PER", 0.97)])
[Found(begin=1, end=3, label='PER', score=0.97), Found(begin=9, end=10, label='PER', score=0.6)]
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from pipeline.language.tokenizer import particles
from pipeline.language.words import hints
from pipeline.lexicon import DEFAULT

SURE = 0.8  #: score from which an entity speaks for others
FIRM = 0.9  #: score from which an entity keeps its own label
TWICE = 1.5  #: how many times the support another label needs
PERSON_CUES = frozenset(("l=sayverb", "l=title", "l=position", "l=rank"))  #: lists of words that stand before people
NAMING = frozenset(("n=0", "n=1", "n=2", "n=3", "n=4", "l=orgfield"))  #: marks of a word that is seldom a name's
REFERRED = 0.6  #: score of what only another sentence makes an entity


@dataclass(frozen=True, slots=True)
class Found:
    """Tokens begin to end, exclusive, are an entity."""

    begin: int
    end: int
    label: str
    score: float


def agreed(words: Sequence[str], starts: Collection[int], found: Sequence[Found]) -> list[Found]:
    """The entities of a text made consistent, in order; `starts` are the tokens that begin a sentence."""
    found = [without_programme(words, f) for f in found if not counted(words, f)]
    found = bracketed(words, parted(words, found))
    support: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for f in found:
        support[surface(words, f)][f.label] += f.score
    parts = {
        words[i]
        for f in found
        if f.label == "PER" and f.score >= SURE and f.end - f.begin > 1
        for i in range(f.begin, f.end)
        if len(words[i]) > 2 and words[i][0].isupper() and not words[i].endswith(".")
    }
    made = []
    for f in found:
        labels = support[surface(words, f)]
        best = max(labels, key=lambda y: (labels[y], y))
        if f.score < FIRM and labels[best] > TWICE * labels[f.label]:
            f = replace(f, label=best)
        elif f.end - f.begin == 1 and f.label != "PER" and f.score < SURE and words[f.begin] in parts and "PER" not in labels:
            f = replace(f, label="PER", score=REFERRED)
        made.append(f)
    taken = {i for f in made for i in range(f.begin, f.end)}
    for i, word in enumerate(words):
        if word in parts and i not in taken and i not in starts and alone(words, i):
            if PERSON_CUES.isdisjoint(hints().get(words[i - 1].lower(), ())):
                continue
            if set(support.get(word, ())) <= {"PER"}:
                made.append(Found(i, i + 1, "PER", REFERRED))
    return sorted(made, key=lambda f: f.begin)


def parted(words: Sequence[str], found: Sequence[Found]) -> list[Found]:
    """Short names of areas are no part of a person's name: they belong to the institution before it or are places of their own.

    >>> parted("Dinas Kesehatan Sulut Debie Kalalo".split(), [Found(0, 2, "ORG", 0.7), Found(2, 5, "PER", 0.8)])
    [Found(begin=0, end=3, label='ORG', score=0.7), Found(begin=3, end=5, label='PER', score=0.8)]
    >>> parted("Kadis Sosial Sulut Debie Kalalo".split(), [Found(3, 5, "PER", 0.8)])
    [Found(begin=2, end=3, label='LOC', score=0.6), Found(begin=3, end=5, label='PER', score=0.8)]
    """
    made: list[Found] = []
    for f in found:
        if f.label == "PER" and "l=area" in hints().get(words[f.begin].lower(), ()):
            if made and made[-1].label == "ORG" and made[-1].end == f.begin:
                made[-1] = replace(made[-1], end=f.begin + 1)
            else:
                made.append(Found(f.begin, f.begin + 1, "LOC", f.score))
            f = replace(f, begin=f.begin + 1)
        elif (
            f.label == "PER"
            and f.begin > (made[-1].end if made else 0)
            and "l=area" in hints().get(words[f.begin - 1].lower(), ())
        ):
            made.append(Found(f.begin - 1, f.begin, "LOC", REFERRED))
        if f.begin < f.end:
            made.append(f)
    return made


def bracketed(words: Sequence[str], found: Sequence[Found]) -> list[Found]:
    """A name holds both brackets or none: what one bracket cuts becomes two names, or one where the name before goes on behind.

    >>> bracketed("Badan Narkotika Nasional ( BNN ) hadir".split(), [Found(0, 5, "ORG", 0.7)])
    [Found(begin=0, end=3, label='ORG', score=0.7), Found(begin=4, end=5, label='ORG', score=0.7)]
    >>> bracketed("( Pos Kota ) – Pelaut Indonesia".split(), [Found(1, 7, "ORG", 0.7)])
    [Found(begin=1, end=3, label='ORG', score=0.7), Found(begin=5, end=7, label='ORG', score=0.7)]
    >>> bracketed("Dinas Sosial ( Dinsos ) Jember".split(), [Found(0, 2, "ORG", 0.8), Found(3, 6, "ORG", 0.7)])
    [Found(begin=0, end=6, label='ORG', score=0.7)]
    """
    made: list[Found] = []
    for f in found:
        signs = [i for i in range(f.begin, f.end) if words[i] in "()"]
        if "".join(words[i] for i in signs) in ("", "()"):
            made.append(f)
            continue
        head = made[-1] if made else None
        goes_on = len(signs) == 1 and signs[0] + 1 < f.end and words[signs[0] + 1][:1].isupper()
        if goes_on and head and (head.end, head.label) == (f.begin - 1, f.label) and words[f.begin - 1] == "(":
            made[-1] = replace(f, begin=head.begin)
            continue
        for a, b in pairwise((f.begin - 1, *signs, f.end)):
            a += 1
            while a < b and not words[a][:1].isalnum():
                a += 1
            if a < b:
                made.append(replace(f, begin=a, end=b))
    return made


def counted(words: Sequence[str], f: Found) -> bool:
    """Whether an entity is but a kind of institution that is counted, and no name: "28 Kejaksaan Tinggi", "seluruh Puskesmas".

    >>> [counted(w.split(), Found(1, 3, "ORG", 0.7)) for w in ("28 Kejaksaan Tinggi", "2019 Bank Mandiri", "dua Polres Jember")]
    [True, False, False]
    """
    if f.label != "ORG" or not f.begin or f.end - f.begin > 2 or "l=orghead" not in hints().get(words[f.begin].lower(), ()):
        return False
    before = words[f.begin - 1]
    if before.lower() not in particles("quantifier") and not (before.isdigit() and len(before) < len("2019")):
        return False
    return f.end - f.begin == 1 or not NAMING.isdisjoint(hints().get(words[f.begin + 1].lower(), ()))


@cache
def _institutions() -> frozenset[str]:
    return frozenset(form for row in DEFAULT.rows("institutions") for form in (row["name"], *row["short"].split(";")))


@cache
def _programmes() -> frozenset[str]:
    return frozenset(row["alias"] for table in ("programmes", "segments") for row in DEFAULT.rows(table))


def without_programme(words: Sequence[str], f: Found) -> Found:
    """A known institution ends where a programme begins: "BPJS | UHC", "BPJS Kesehatan | Penerima Bantuan Iuran".

    >>> [without_programme(w.split(), Found(0, 2, "ORG", 0.7)).end for w in ("BPJS UHC", "Satgas MBG")]
    [1, 2]
    """
    for end in range(f.begin + 1, f.end if f.label == "ORG" else 0):
        if " ".join(words[end : f.end]) in _programmes() and " ".join(words[f.begin : end]) in _institutions():
            return replace(f, end=end)
    return f


def surface(words: Sequence[str], f: Found) -> str:
    """The words of an entity."""
    return " ".join(words[f.begin : f.end])


def alone(words: Sequence[str], i: int) -> bool:
    """Whether no capitalised word stands beside the one at i."""
    return not any(words[j][:1].isupper() for j in (i - 1, i + 1) if 0 <= j < len(words))
