"""What is known of single words and of names of several words: clusters, proper nouns, lists, areas, institutions.

`words.npz` is made by `training/clusters.py` from raw text and the table of areas, the lists are those of
`pipeline/lexicon`.
"""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

from pipeline.lexicon import DEFAULT

PIECES = re.compile(r"\w[\w.]*|[^\w\s]")
WORDS = Path(__file__).with_name("words.npz")


@cache
def _packed() -> dict[str, npt.NDArray[Any]]:
    with np.load(WORDS, allow_pickle=False) as kept:
        return {name: kept[name] for name in kept.files}


def lines(name: str) -> list[str]:
    """An array of words of `words.npz`.

    >>> lines("lows")[-1] > lines("lows")[0]
    True
    """
    return _packed()[name].tobytes().decode().split("\n")


@cache
def clusters() -> dict[str, tuple[str, ...]]:
    """Word as written → features of the clusters it falls into."""
    return {
        word: tuple(f"k={n}.{c}" for n, c in enumerate(row))
        for word, row in zip(lines("words"), _packed()["clusters"].tolist())
    }


@cache
def guesses() -> dict[str, str]:
    """Capitalised word as written → feature: what a tagger makes of it in raw text; none before a first one was trained."""
    if "guessed" not in _packed():
        return {}
    return {word: f"p={guess}" for word, guess in zip(lines("guessed"), lines("guesses"))}


@cache
def hints() -> dict[str, tuple[str, ...]]:
    """Word in small letters → features: the lists it stands in, areas named so, how often it is a proper noun.

    >>> "l=month" in hints()["april"], "l=sayverb" in hints()["ujarnya"]
    (True, True)
    """
    found: dict[str, tuple[str, ...]] = {
        word: (f"n={share}",) for word, share in zip(lines("lows"), _packed()["proper"].tolist())
    }

    def add(word: str, feature: str) -> None:
        now = found.get(word, ())
        if feature not in now:
            found[word] = (*now, feature)

    for word, levels in zip(lines("area_words"), _packed()["area_levels"].tolist()):
        add(word, f"r={levels}")
    for row in DEFAULT.rows("names"):
        add(row["name"].lower(), f"g={row['kind']}")
    for row in DEFAULT.rows("name_cues"):
        add(row["word"], f"l={row['kind']}")
    for row in DEFAULT.rows("institutions"):
        for short in row["short"].split(";"):
            if short and " " not in short:
                add(short.lower(), "l=short")
    return found


@cache
def names() -> tuple[dict[str, str], frozenset[str]]:
    """Names of several words → their kind (A, K areas, I institutions), and all their beginnings; in small letters.

    >>> names()[0]["lombok barat"], "lombok" in names()[1]
    ('A', True)
    """
    found = dict(zip(lines("names"), lines("name_kinds")))
    for row in DEFAULT.rows("institutions"):
        for form in (row["name"], *row["short"].split(";")):
            if " " in form:
                found[" ".join(PIECES.findall(form.lower()))] = "I"
    begins: set[str] = set()
    for name in found:
        end = name.find(" ")
        while end > 0:
            begins.add(name[:end])
            end = name.find(" ", end + 1)
    return found, frozenset(begins)
