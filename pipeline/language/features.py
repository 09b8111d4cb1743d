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

from pipeline.language.tokenizer import particles
from pipeline.language.words import clusters, guesses, hints, names

OFFSETS = (-2, -1, 0, 1, 2)  #: the window: a word's features count for the tokens so far behind or ahead of it
NEAR = {"w": OFFSETS, "s": OFFSETS, "l": OFFSETS, "k": OFFSETS, "d": (-1, 0, 1), "z": (-1, 0, 1)}  #: other kinds only at 0
RUNS = re.compile(r"(.)\1+")
KINDS = (
    *("orghead", "placehead", "position", "rank", "title", "short", "nation", "area", "city"),
    *("orgtail", "orgfield", "notname", "day", "month", "direction"),
)  #: of a word that stands in several lists the first one
KEPT = 50_000  #: distinct words whose category is kept; then the store starts anew
_KNOWN: dict[str, str] = {}
EDGE = "¶"  #: stands for what is outside the sentence


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
    made += ("f=" + low[-4:], "u=1")
    if form[0] == "X":
        made.append("x=" + (word if len(word) < 4 else "long") if form == "X" else "x=cap")
        made.append(f"o={min(len(word), 8)}{form}")
    made += clusters().get(word) or clusters().get(low, ())
    made += hints().get(low, ())
    if guess := guesses().get(word):
        made.append(guess)
    return made


def context_features(words: Sequence[str]) -> list[list[str]]:
    """For each token of a sentence the features that depend on its neighbours; none far from capitals."""
    n = len(words)
    lows = [w.lower() for w in words]
    caps = [w[:1].isupper() for w in words]
    made: list[list[str]] = [[] for _ in words]
    runs: list[tuple[int, int]] = []
    joins = particles("join")
    i = 0
    while i < n:
        if not caps[i]:
            i += 1
            continue
        begin = i
        while i < n and (caps[i] or (i + 1 < n and caps[i + 1] and lows[i] in joins)):
            i += 1
        run(words, lows, begin, i, made)
        if begin and i < n and words[begin - 1] == "(" and words[i] == ")":
            before = runs[-1] if runs and runs[-1][1] == begin - 1 else None
            bracket(words, lows, before, (begin, i), made)
        runs.append((begin, i))
    return made


def bracket(
    words: Sequence[str], lows: Sequence[str], before: tuple[int, int] | None, inside: tuple[int, int], made: list[list[str]]
) -> None:
    """Features of a short name in brackets, of the name before it and of what follows: "Dinas Kesehatan (Dinkes) Jember"."""
    begin, end = inside
    if end - begin > 3:
        return
    fit = initials(words[begin], [words[i] for i in range(*before)]) if before else "none"
    head = next((h for h in hints().get(lows[before[0]], ()) if h[0] == "l"), "-") if before else ""
    follow = words[end + 1] if end + 1 < len(words) else EDGE
    if follow[:1].isupper():
        known = hints().get(follow.lower(), ())
        follow = next((h for h in known if h[0] in "lg"), "") + next((h for h in known if h[0] == "r"), "X")
    elif follow.isalpha():
        follow = "x"
    tell = (f"X1={fit}{head}", f"X2={fit}{head}{follow}", f"X3={fit}{follow}")
    for i in range(before[0] if before else begin - 1, min(end + 2, len(words))):
        place = "a" if i < begin - 1 else "(" if i < begin else "b" if i < end else ")" if i == end else "c"
        made[i] += (place + t for t in tell)


def initials(short: str, words: Sequence[str]) -> str:
    """Whether a short form fits a name: by its initials, by letters of it in this order, or not.

    >>> initials("BPS", ["Badan", "Pusat", "Statistik"]), initials("Dinkes", ["Dinas", "Kesehatan"]), initials("BI", ["Rupiah"])
    ('full', 'part', 'no')
    """
    letters = short.lower()
    if letters == "".join(w[0] for w in words if w[:1].isupper()).lower():
        return "full"
    rest = iter("".join(words).lower())
    return "part" if words and letters[0] == words[0][0].lower() and all(c in rest for c in letters) else "no"


@cache
def _ranks() -> dict[str, int]:
    return {f"l={kind}": rank for rank, kind in enumerate(KINDS)}


def category(word: str) -> str:
    """What kind of word the lists take it for, one kind only; else its shape.

    >>> category("Dinas"), category("Simanjuntak"), category("dan"), category("Silo")
    ('orghead', 'family', 'x', 'r=6')
    """
    found = _KNOWN.get(word)
    if found is None:
        if len(_KNOWN) > KEPT:
            _KNOWN.clear()
        known = hints().get(word.lower(), ())
        listed = [h for h in known if h[0] == "l"]
        if listed:
            ranks = _ranks()
            found = min(listed, key=lambda h: ranks.get(h, len(ranks)))[2:]
        else:
            named = [h for h in known if h[0] in "gr"] if word[0].isupper() else ()
            found = min(named, default=shape(word)[:3]).removeprefix("g=")  # "g=…" comes before "r=…"
        _KNOWN[word] = found
    return found


def run(words: Sequence[str], lows: Sequence[str], begin: int, end: int, made: list[list[str]]) -> None:
    """Features of the tokens of a run of capitalised words and of the two tokens beside it."""
    n = len(words)
    before = lows[begin - 1] if begin else EDGE
    behind = lows[end] if end < n else EDGE
    length = end - begin
    first, last = lows[begin], lows[end - 1]
    listed(lows, begin, end, made)
    kinds = [category(w) for w in words[max(0, begin - 1) : end + 1]]
    kinds = kinds if begin else [EDGE, *kinds]
    kinds = kinds if end < n else [*kinds, EDGE]
    common = (f"R0={before}", f"R1={behind}", f"R2={first}", f"R3={last}", f"R4={min(length, 6)}{begin == 0}")
    for i in range(begin, end):
        low = lows[i]
        left = lows[i - 1] if i else EDGE
        right = lows[i + 1] if i + 1 < n else EDGE
        place = "s" if length == 1 else "b" if i == begin else "e" if i == end - 1 else "m"
        at = made[i]
        at += (f"B={left}|{low}", f"A={low}|{right}", f"L={place}{min(length, 5)}", f"P={min(i - begin, 4)}|{first}")
        at += common
        k, kind, m = kinds[i - begin : i - begin + 3]
        at += (f"K0={k}|{kind}", f"K1={kind}|{m}", f"K2={k}|{kind}|{m}", f"K3={kinds[1]}|{min(i - begin, 4)}|{kind}")
        if i - begin > 1:
            at.append(f"T={lows[i - 2]}|{left}|{low}")
        if place == "b":
            at.append(f"Q={before}|{low}")
    if end < n:
        made[end] += (f"B={last}|{behind}", f"E={first}|{behind}")
    if begin:
        made[begin - 1].append(f"F={before}|{first}")


def listed(lows: Sequence[str], begin: int, end: int, made: list[list[str]]) -> None:
    """Features of the tokens of names that the lists of areas and institutions hold."""
    whole, beginnings = names()
    i = begin
    while i < end:
        now, best, kind, j = lows[i], i, "", i
        while now in beginnings and j + 1 < len(lows):
            j += 1
            now = f"{now} {lows[j]}"
            if now in whole:
                best, kind = j, whole[now]
        if kind:
            made[i].append(f"GB{kind}")
            for at in range(i + 1, best + 1):
                made[at].append(f"G{'E' if at == best else 'I'}{kind}")
            if best + 1 < len(lows):
                made[best + 1].append(f"GA{kind}")
        i = max(best, i) + 1
