"""The grammar of Indonesian numerals: every number of a text with its value, and what other digits are instead.

>>> [(n.value, n.mod) for n in read("lebih dari 4,7 juta jiwa, 89,30% di antaranya aktif")]
[(4700000, 'MORE_THAN'), (89.3, None)]
>>> [(n.low, n.high, n.percent) for n in read("antara 5 dan 7 persen")]
[(5, 7, True)]
>>> [n.kind for n in scan("Covid-19 diatur Pasal 3, skor 2-1")]
['name', 'law', 'score']

A number spans its currency, figure, scale, percent sign and "lebih" or "-an" behind it; words before it, such as
"sekitar", give `mod` and stay outside. Nothing here looks at what is counted.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from typing import Literal, cast

from pipeline.language import numeral_kinds, numeral_words
from pipeline.language.numeral_forms import (
    BETWEEN,
    CURRENCY_AFTER,
    CURRENCY_BEFORE,
    MODS_AFTER,
    MODS_BEFORE,
    NOT_AFTER,
    RANGE,
    Amount,
    amount,
    literal_end,
    ordinal,
    starters,
)  # fmt: skip
from pipeline.language.tokens import Tokens, tokens, visible

NumberMod = Literal["MORE_THAN", "LESS_THAN", "APPROX"]


@dataclass(frozen=True, slots=True)
class Number:
    """A number as a text writes it: `text[start:end]`, half-open, in code points.

    `kind` is "number", or what the digits are instead and must not be counted as: date, time, law, phone, address,
    score, plate, name (Covid-19) …; `read` gives only numbers, `scan` gives both.
    """

    start: int
    end: int
    value: float | int | None = None
    low: float | int | None = None
    high: float | int | None = None
    mod: NumberMod | None = None
    currency: str | None = None
    percent: bool = False
    ordinal: bool = False
    open: bool = False  #: a number without a value, such as "puluhan ribu"
    kind: str = "number"


def read(text: str) -> list[Number]:
    """All numbers of a text, in order of place.

    >>> [n.value for n in read("Rp3 miliar 24 juta untuk 270 ribu warga")]
    [3024000000, 270000]
    """
    return [n for n in scan(text) if n.kind == "number"]


def scan(text: str) -> list[Number]:
    """All numbers of a text and all digits that are something else, in order of place."""
    return list(_scan(text))


@lru_cache(maxsize=8)
def _scan(text: str) -> tuple[Number, ...]:
    plain, at = visible(text)
    t = tokens(plain)
    others = numeral_kinds.others(t)
    found: list[Number] = []
    behind, begins = 0, starters()
    for i in [i for i, word in enumerate(t.words) if word in begins or i in others or word[0].isdecimal()]:
        if i < behind:
            continue
        if i in others:
            kind, behind = others[i]
            found.append(Number(t.starts[i], t.ends[behind - 1], kind=kind))
        elif made := _number(t, i):
            number, behind = made
            found.append(number)
    if at is not None:
        found = [replace(n, start=at[n.start], end=at[n.end - 1] + 1) for n in found]
    return tuple(found)


def _number(t: Tokens, i: int) -> tuple[Number, int] | None:
    rank = None if t.words[i][0].isdecimal() else ordinal(t, i)
    if rank is not None:
        place, j = rank
        if _part_of_a_name(t, i):
            return Number(t.starts[i], t.ends[j - 1], kind="name"), j
        return Number(t.starts[i], t.ends[j - 1], value=place, ordinal=True), j
    sign, j = CURRENCY_BEFORE.at(t.words, i) or (None, i)
    low = amount(t, j, money=sign is not None)
    if low is None:
        j = literal_end(t, i)
        return (Number(t.starts[i], t.ends[j - 1], kind="name"), j) if j > i else None  # 192.168.1.1
    kind = numeral_kinds.one(t, i, low) if sign is None else None
    if kind is not None:
        j = low.behind
        while kind == "phone" and (t.words[j].isdecimal() or (t.words[j] == "-" and t.words[j + 1].isdecimal())):
            j += 1
        return Number(t.starts[i], t.ends[j - 1], kind=kind), j
    low = _closed(t, low, sign)
    first = i if sign else _minus(t, i, low)
    if first < i:
        low, i = replace(low, value=-low.value), first
    elif share := _share(t, i, low):
        low = share
    mod = cast("NumberMod | None", low.mod) or mod_before(t, i)
    ends = _range(t, i, low, sign)
    if ends is not None:
        low, high = ends
        end, currency = t.ends[high.behind - 1], high.currency or low.currency
        return (
            Number(t.starts[i], end, low=low.number, high=high.number, mod=mod, currency=currency, percent=high.percent),
            high.behind,
        )
    least, most = low.wide or (None, None)
    value = None if low.open or low.wide else low.number
    number = Number(t.starts[i], t.ends[low.behind - 1], value, least, most, mod, low.currency, low.percent, False, low.open)
    return number, low.behind


def _minus(t: Tokens, i: int, a: Amount) -> int:
    """The token of a minus before token `i`: "minus 2,5 persen", "-2,5%"; a dash before a counted noun opens a list."""
    words = t.words
    if i and words[i - 1] in numeral_words.table("minus"):
        return i - 1
    alone = a.percent or words[a.behind] == "\n"
    if i and words[i - 1] in "-−" and alone and (i == 1 or not t.glued(i - 1)) and (a.percent is False or t.glued(i)):
        return i - 1
    return i


def _share(t: Tokens, i: int, a: Amount) -> Amount | None:
    """1 dari 3, satu dari lima, 9 dari 10: a share, not two numbers."""
    if t.words[a.behind] != "dari" or a.percent or a.currency or a.scale or not 1 <= a.value < 10:
        return None
    whole = amount(t, a.behind + 1)
    if whole is None or whole.scale or not ((a.value == 1 and 3 <= whole.value <= 10) or whole.value == 10):
        return None
    return replace(whole, value=Fraction(int(a.value), int(whole.value)))


def _part_of_a_name(t: Tokens, i: int) -> bool:
    """Whether an ordinal word with a capital follows a word with a capital: Tingkat Pertama."""
    large = t.text[t.starts[i]].isupper() and t.words[i].isalpha() and len(t.words[i]) > 4
    return large and i > 0 and t.text[t.starts[i - 1]].isupper()


def mod_before(t: Tokens, i: int) -> NumberMod | None:
    """The modifier right before token `i`: sekitar, lebih dari, tak kurang dari."""
    words = t.words
    found = MODS_BEFORE.before(words, i)
    if found is None and i and words[i - 1] in BETWEEN:
        found = MODS_BEFORE.before(words, i - 1)
    return cast("NumberMod", found[0]) if found else None


def _closed(t: Tokens, a: Amount, currency: str | None) -> Amount:
    """An amount with what stands behind it: percent, currency, "-an", "lebih"."""
    words, j = t.words, a.behind
    if words[j] in {",", "."} and t.glued(j) and words[j + 1] == "-" and t.glued(j + 1) and currency:
        j += 2  # Rp 5.000,-
    percent = False
    made = numeral_words.percent(words, j)
    if made:
        percent, j = True, made
    after = CURRENCY_AFTER.at(words, j) if not percent else None
    if after and (currency is None or after[0] == currency):
        currency, j = after
    mod, j = (a.mod, j) if a.mod else _mod_after(t, j, a)
    if mod and not percent and (made := numeral_words.percent(words, j)):
        percent, j = True, made
    if mod and currency is None and not percent and (after := CURRENCY_AFTER.at(words, j)):
        currency, j = after
    if mod is None and not percent and currency is None and _more_behind_noun(t, j):
        mod = "MORE_THAN"
    a.behind, a.percent, a.currency, a.mod = j, percent, currency, mod
    return a


def _more_behind_noun(t: Tokens, j: int) -> bool:
    """300 orang lebih, but not "300 orang lebih memilih"."""
    words = t.words
    return words[j][0].isalpha() and words[j + 1] == "lebih" and not words[j + 2][0].isalpha()


def _mod_after(t: Tokens, j: int, a: Amount) -> tuple[str | None, int]:
    words = t.words
    if words[j] == "-" and words[j + 1] == "an" and t.glued(j) and t.glued(j + 1):
        return "APPROX", j + 2
    found = MODS_AFTER.at(words, j)
    if found is None or (words[j] == "an" and not t.glued(j)) or (words[j] == "lebih" and words[j + 1] in NOT_AFTER):
        return None, j
    return found


def _range(t: Tokens, i: int, low: Amount, currency: str | None) -> tuple[Amount, Amount] | None:
    """The two ends where a second number closes a range: 10-15 ribu; 2 hingga 3 ribu; antara 5 dan 7 persen."""
    words, j = t.words, low.behind
    if low.open or low.wide or low.mod == "MORE_THAN":
        return None
    joined = RANGE.at(words, j)
    behind = joined[1] if joined else j + 1 if words[j] == "dan" and "antara" in words[max(0, i - 3) : i] else None
    if behind is None:
        return None
    if words[j] in "-–—" and t.glued(j) != t.glued(j + 1):
        return None
    again = CURRENCY_BEFORE.at(words, behind)
    start = again[1] if again else behind
    high = amount(t, start, money=currency is not None or again is not None)
    if high is None or high.open or high.wide or (again and low.currency not in {None, again[0]}):
        return None
    if numeral_kinds.one(t, start, high, inside=True) is not None:
        return None
    high = _closed(t, high, again[0] if again else low.currency)
    if low.percent and not high.percent:
        return None
    if not low.scale and high.scale > 1 and low.value * high.scale < high.value:
        low = replace(low, value=low.value * high.scale)
    return (low, high) if low.value < high.value else None
