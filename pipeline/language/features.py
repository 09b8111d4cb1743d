"""What the tagger sees of a word and of its place in the sentence.

Almost all features belong to the word alone (its letters, its shape, the lists it stands in), so their weights are summed
once per distinct word and kept. Only what depends on the neighbours is made anew for each token, and only near capitals.

>>> word_features("Dinkes")[:4]
['w=dinkes', 's=Xx', 'a=di', 'b=din']
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from pipeline.lexicon import DEFAULT

OFFSETS = (-2, -1, 0, 1, 2)  #: the window: a word's features count for the tokens so far behind or ahead of it
NEAR = {"w": OFFSETS, "s": OFFSETS, "l": OFFSETS, "k": OFFSETS, "d": (-1, 0, 1), "z": (-1, 0, 1)}  #: other kinds only at 0
RUNS = re.compile(r"(.)\1+")
EDGE = "¶"  #: stands for what is outside the sentence
JOINS = frozenset(("dan", "untuk", "bagi", "of", "the", "and", "de", "van", "bin", "binti", "&", "-", "/", "'"))


def shape(word: str) -> str:
    """Capitals X, small letters x, digits d, the rest as it is; a run of one kind counts once.

    >>> shape("BPJS"), shape("Malang"), shape("29/10/2013"), shape("JoKowi")
    ('X', 'Xx', 'd/d/d', 'XxXx')
    """
    kinds = "".join("X" if c.isupper() else "x" if c.isalpha() else "d" if c.isdigit() else c for c in word[:40])
    return RUNS.sub(r"\1", kinds)


def word_features(word: str) -> list[str]:
    """Features of the word alone, each `kind=value`."""
    if word == EDGE:
        return ["w=" + EDGE]
    low = word.lower()[:40]
    form = shape(word)
    made = ["w=" + low, "s=" + form, "a=" + low[:2], "b=" + low[:3], "c=" + low[:4], "d=" + low[-3:], "e=" + low[-2:]]
    made.append("f=" + low[-4:])
    if form[0] == "X":
        made.append("x=" + (word if len(word) < 4 else "long") if form == "X" else "x=cap")
        made.append(f"n={min(len(word), 8)}{form}")
    made += [f"l={name}" for name in lists().get(low, ())]
    return made


@cache
def lists() -> dict[str, tuple[str, ...]]:
    """Words in small letters → the names of the lists they stand in."""
    found: dict[str, set[str]] = {}
    for row in DEFAULT.rows("name_cues"):
        found.setdefault(row["word"], set()).add(row["kind"])
    return {word: tuple(sorted(kinds)) for word, kinds in found.items()}


def context_features(words: Sequence[str]) -> list[list[str]]:
    """For each token of a sentence the features that depend on its neighbours; none far from capitals."""
    n = len(words)
    lows = [w.lower() for w in words]
    caps = [w[:1].isupper() for w in words]
    made: list[list[str]] = [[] for _ in words]
    i = 0
    while i < n:
        if not caps[i]:
            i += 1
            continue
        begin = i
        while i < n and (caps[i] or (i + 1 < n and caps[i + 1] and lows[i] in JOINS)):
            i += 1
        run(words, lows, begin, i, made)
    return made


def run(words: Sequence[str], lows: Sequence[str], begin: int, end: int, made: list[list[str]]) -> None:
    """Features of the tokens of a run of capitalised words and of the two tokens beside it."""
    n = len(words)
    before = lows[begin - 1] if begin else EDGE
    behind = lows[end] if end < n else EDGE
    length = end - begin
    first, last = lows[begin], lows[end - 1]
    common = (f"R0={before}", f"R1={behind}", f"R2={first}", f"R3={last}", f"R4={min(length, 6)}{begin == 0}")
    for i in range(begin, end):
        low = lows[i]
        left = lows[i - 1] if i else EDGE
        right = lows[i + 1] if i + 1 < n else EDGE
        place = "s" if length == 1 else "b" if i == begin else "e" if i == end - 1 else "m"
        at = made[i]
        at += (f"B={left}|{low}", f"A={low}|{right}", f"L={place}{min(length, 5)}", f"P={min(i - begin, 4)}|{first}")
        at += common
        if i - begin > 1:
            at.append(f"T={lows[i - 2]}|{left}|{low}")
        if place == "b":
            at.append(f"Q={before}|{low}")
    if end < n:
        made[end] += (f"B={last}|{behind}", f"E={first}|{behind}")
    if begin:
        made[begin - 1].append(f"F={before}|{first}")
