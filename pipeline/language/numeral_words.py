"""Indonesian number words: "dua ratus lima puluh ribu", "satu setengah juta", "dua pertiga", "sembilan koma lima".

>>> read_words("dua ratus lima puluh ribu"), read_words("satu setengah juta"), read_words("tiga perempat")
(250000, 1500000, 0.75)
"""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from functools import cache

from pipeline.language.tokens import tokens
from pipeline.lexicon import DEFAULT

Exact = int | Fraction
LARGEST = 10**18  #: beyond it no scale word counts


@cache
def table(kind: str) -> dict[str, Exact]:
    """The words of a kind (unit, teen, times, whole, scale …) with their values."""
    rows = [row for row in DEFAULT.rows("number_words") if row["kind"] == kind]
    return {row["word"]: Fraction(row["value"] or 0) if "/" in row["value"] else int(row["value"] or 0) for row in rows}


@cache
def kind_of(word: str) -> str | None:
    """The kind of a number word, None for any other word."""
    return _kinds().get(word)


@cache
def _kinds() -> dict[str, str]:
    return {row["word"]: row["kind"] for row in reversed(DEFAULT.rows("number_words"))}


def plain(value: Exact) -> int | float:
    """An exact value as int where it is whole, else as float."""
    return int(value) if value == int(value) else float(value)


def read_words(text: str) -> int | float | None:
    """The value of a text that is one number word after another, else None.

    >>> read_words("nol koma dua lima"), read_words("dua orang")
    (0.25, None)
    """
    words = tokens(text).words
    made = parse(words, 0)
    return plain(made[0]) if made and words[made[1]] == "\n" else None


def parse(words: Sequence[str], i: int) -> tuple[Exact, int] | None:
    """The longest number in words that begins at token `i`: value and the token behind it."""
    made = fraction(words, i) or whole(words, i)
    if made is None:
        return None
    value, j = made
    if words[j] in table("half") and isinstance(value, int) and value < 100:
        value, j = value + Fraction(1, 2), j + 1
    elif words[j] in table("point"):
        value, j = _decimals(words, j, value)
    return scaled(words, j, value)


def fraction(words: Sequence[str], i: int) -> tuple[Exact, int] | None:
    """setengah, sepertiga, dua pertiga, tiga per empat."""
    word = words[i]
    for kind in ("half", "part"):
        if word in table(kind):
            return table(kind)[word], i + 1
    above = table("unit").get(word)
    if above is None:
        return None
    below = table("per").get(words[i + 1])
    j = i + 2
    if below is None and words[i + 1] == "per":
        below, j = table("unit").get(words[i + 2]), i + 3
    return (Fraction(above, below), j) if below and 0 < above < below else None


def below_thousand(words: Sequence[str], i: int) -> tuple[int, int] | None:
    """sembilan ratus sembilan puluh sembilan, sebelas, dua belas, seratus satu."""
    total, room, start = 0, 1000, i
    while True:
        word, behind = words[i], words[i + 1] if i + 1 < len(words) else ""
        if word in table("whole"):
            step, j = int(table("whole")[word]), i + 1
        elif word in table("unit"):
            step, j = int(table("unit")[word]), i + 1
            if behind in table("teen") and step:
                step, j = step + 10, i + 2
            elif behind in table("times") and step:
                step, j = step * int(table("times")[behind]), i + 2
        else:
            break
        size = 100 if step >= 100 else 20 if step >= 20 else 1
        if (step == 0 and i > start) or step >= room:
            break
        total, room, i = total + step, {100: 100, 20: 10, 1: 0}[size], j
        if room == 0 or step == 0:
            break
    return (total, i) if i > start else None


def whole(words: Sequence[str], i: int) -> tuple[int, int] | None:
    """A whole number: parts below a million, each with a smaller scale than the one before."""
    total, limit, start = 0, 0, i
    while True:
        one = table("one_scale").get(words[i], 0)
        if one > 1000:
            part, scale, j = 1, int(one), i + 1
        else:
            made = _below_million(words, i)
            if made is None:
                break
            part, j = made
            scale = int(table("scale").get(words[j], 1))
            scale, j = (scale, j + 1) if scale > 1000 else (1, j)
        if limit and (scale >= limit or part >= limit or part == 0):
            break
        total, limit, i = total + part * scale, scale, j
        if scale == 1:
            break
    return (total, i) if i > start else None


def _below_million(words: Sequence[str], i: int) -> tuple[int, int] | None:
    """dua ratus lima puluh ribu tiga ratus."""
    if table("one_scale").get(words[i]) == 1000:
        high, j = 1000, i + 1
    else:
        made = below_thousand(words, i)
        if made is None:
            return None
        high, j = made
        if table("scale").get(words[j]) != 1000 or high == 0:
            return made
        high, j = high * 1000, j + 1
    rest = below_thousand(words, j)
    return (high + rest[0], rest[1]) if rest and rest[0] else (high, j)


def scaled(words: Sequence[str], i: int, value: Exact) -> tuple[Exact, int]:
    """A value with the scale words behind it: 4,7 juta; setengah miliar."""
    scale = table("scale").get(words[i])
    while scale is not None and value < LARGEST:
        value, i = value * scale, i + 1
        scale = table("scale").get(words[i])
    return value, i


def _decimals(words: Sequence[str], i: int, value: Exact) -> tuple[Exact, int]:
    j, digits = i + 1, ""
    while words[j] in table("unit") and len(digits) < 20:
        digits, j = digits + str(table("unit")[words[j]]), j + 1
    return (value + Fraction(int(digits), 10 ** len(digits)), j) if digits else (value, i)


def percent(words: Sequence[str], i: int) -> int | None:
    """The token behind a percent sign or word at token `i`: %, persen, poin persen; None where there is none.

    >>> percent(["poin", "persen", "."], 0), percent(["orang"], 0)
    (2, None)
    """
    word = words[i]
    if word in table("percent"):
        return i + 2 if words[i + 1] in table("percent_point") else i + 1
    if word in table("percent_point") and words[i + 1] in table("percent"):
        return i + 2
    return None
