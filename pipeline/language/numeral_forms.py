"""The forms of one amount: figures in Indonesian and English writing, number words, open numbers, ordinals.

>>> figure("632.343"), figure("4,7"), figure("500.000,00"), figure("2.5"), figure("1,234,567"), figure("1.2.3")
(632343, Fraction(47, 10), 500000, Fraction(5, 2), 1234567, None)
>>> figure("3,000"), figure("1,395", small=True)
(3000, Fraction(279, 200))
"""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction
from functools import cache

import regex

from pipeline.language import numeral_words
from pipeline.language.numeral_words import Exact
from pipeline.language.phrases import Phrases
from pipeline.language.tokens import Tokens
from pipeline.lexicon import DEFAULT

CURRENCY_BEFORE = Phrases((r["word"], r["code"]) for r in DEFAULT.rows("currencies") if r["place"] == "before")
CURRENCY_AFTER = Phrases((r["word"], r["code"]) for r in DEFAULT.rows("currencies") if r["place"] == "after")
MODS_BEFORE = Phrases((r["word"], r["mod"]) for r in DEFAULT.rows("number_mods") if r["place"] == "before")
MODS_AFTER = Phrases((r["word"], r["mod"]) for r in DEFAULT.rows("number_mods") if r["place"] == "after")
NOT_AFTER = frozenset(r["word"] for r in DEFAULT.rows("number_mods") if r["place"] == "not_after")
BETWEEN = frozenset(r["word"] for r in DEFAULT.rows("number_mods") if r["place"] == "between")
RANGE = Phrases((r["word"], "") for r in DEFAULT.rows("calendar_words") if r["kind"] == "range")

_FIGURE = regex.compile(r"\d++(?:[.,]\d++)*+|,\d++")
_SPACE = r"[ \u00a0\u2009\u202f]"
_BROKEN = regex.compile(rf"\d{{1,3}}+(?:{_SPACE}?\.{_SPACE}?\d{{3}}+(?!\d))++|\d{{1,3}}+(?:(?! ){_SPACE}\d{{3}}+(?!\d))++")
_BROKEN_DECIMAL = regex.compile(r"\d++ ?, ?\d{1,2}+(?= ?(?:%|persen|juta|miliar|milyar|triliun|ribu)\b)")
_LONGEST = 40  #: signs of a figure; a longer one is a code, and slow to turn into a number
_WINDOW = 100  #: signs that a pattern sees, so that none looks through the whole text
_ROMAN = regex.compile(r"(?=[IVX]{2})(X{0,3})(IX|IV|V?I{0,3})")
_ROMAN_VALUE = {"I": 1, "V": 5, "X": 10}


@cache
def starters() -> frozenset[str]:
    """The words with which a number may begin; a figure may always."""
    kinds = ("unit", "whole", "one_scale", "half", "part", "open", "teens", "ordinal", "ke")
    said = {word for kind in kinds for word in numeral_words.table(kind)}
    ranks = {f"ke{word}" for kind in ("unit", "whole", "one_scale") for word in numeral_words.table(kind)}
    romans = {word.lower() for n in range(1, 40) for word in [_roman_word(n)] if len(word) > 1}
    return frozenset(said | ranks | romans | {","}) | CURRENCY_BEFORE.firsts()


def _roman_word(n: int) -> str:
    return "X" * (n // 10) + ["", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX"][n % 10]


@dataclass(slots=True)
class Amount:
    """One end of a number, up to token `behind`."""

    value: Exact
    behind: int
    scale: int = 0  #: of the scale words behind a figure, 0 where there are none
    open: bool = False
    wide: tuple[int, int] | None = None
    literal: str = ""
    percent: bool = False
    currency: str | None = None
    mod: str | None = None

    @property
    def number(self) -> int | float:
        """The value as int where it is whole, else as float."""
        return numeral_words.plain(self.value)


def figure(literal: str, *, small: bool = False, english: bool = False) -> Exact | None:
    """The value of a figure, None where it is none. Three digits behind a single mark are thousands, except

    - behind a comma where a scale or a percent sign follows (`small`): 1,395 juta;
    - behind a dot where a percent sign or an English scale follows (`english`), unless they are round: 2.125 persen.
    """
    if len(literal) > _LONGEST:
        return None
    marks = [c for c in literal if c in ".,"]
    groups = literal.replace(",", ".").split(".")
    if not marks:
        return int(literal)
    if not groups[0]:
        return _decimal("0", groups[1]) if len(groups) == 2 and marks[0] == "," else None
    thousands = all(len(g) == 3 for g in groups[1:]) and len(groups[0]) <= 3 and groups[0] != "0"
    if len(set(marks)) == 1:
        single = len(marks) == 1 and (small if marks[0] == "," else english and not groups[1].endswith("0"))
        if thousands and not single:
            return int("".join(groups))
        return _decimal(groups[0], groups[1]) if len(groups) == 2 else None
    if len(set(marks[:-1])) == 1 and all(len(g) == 3 for g in groups[1:-1]) and len(groups[0]) <= 3:
        return _decimal("".join(groups[:-1]), groups[-1])
    return None


def _decimal(whole: str, decimals: str) -> Exact:
    value = Fraction(int(whole + decimals), 10 ** len(decimals))
    return int(value) if value.denominator == 1 else value


def amount(t: Tokens, i: int, *, money: bool = False) -> Amount | None:
    """The amount that begins at token `i`."""
    word = t.words[i]
    if word[0].isdecimal() or (word == "," and t.words[i + 1].isdecimal() and t.glued(i + 1)):
        return _figure(t, i, money=money)
    return _open(t, i) or _words(t, i)


def _figure(t: Tokens, i: int, *, money: bool) -> Amount | None:
    literal, j = _literal(t, i)
    scale, behind, mod = _scale(t, j, money=money)
    if t.words[j] == "/" and t.glued(j) and t.glued(j + 1) and len(t.words[j + 1]) <= 2 and t.words[j + 1].isdecimal():
        below = int(t.words[j + 1])
        if len(literal) == 1 and 0 < int(literal) < below <= 10 and t.words[j + 2] != "/":
            return Amount(Fraction(int(literal), below), j + 2, literal=f"{literal}/{below}")
    percent = numeral_words.percent(t.words, behind) is not None
    english = percent or t.words[j] in numeral_words.table("english_scale")
    value = figure(literal, small=percent or scale > 1, english=english)
    if value is None:
        return None
    value *= scale
    if scale > 1 and mod is None:
        value, behind = _rest(t, behind, value, scale, money=money)
    return Amount(value, behind, scale=scale if scale > 1 else 0, literal=literal, mod=mod)


def _scale(t: Tokens, i: int, *, money: bool) -> tuple[int, int, str | None]:
    """The scale words at token `i`, the token behind them, and APPROX for ribuan, jutaan."""
    scale, first = 1, i
    while True:
        step = numeral_words.table("scale").get(t.words[i]) if scale < numeral_words.LARGEST else None
        if step is None and money and i == first:
            step = numeral_words.table("money_scale").get(t.words[i])
        if step is None:
            about = numeral_words.table("open").get(t.words[i], 0)
            return (scale * int(about), i + 1, "APPROX") if about >= 1000 and i == first else (scale, i, None)
        scale, i = scale * int(step), i + 1


def _rest(t: Tokens, i: int, value: Exact, limit: int, *, money: bool) -> tuple[Exact, int]:
    """Smaller parts behind a scaled figure: 3 miliar 24 juta."""
    while t.words[i][0].isdecimal():
        literal, j = _literal(t, i)
        scale = numeral_words.table("scale").get(t.words[j])
        part = figure(literal)
        if part is None or (scale or 1) >= limit or part * (scale or 1) >= limit or (scale is None and not money):
            break
        value, i, limit = value + part * (scale or 1), j + (scale is not None), int(scale or 1)
        if scale is None:
            break
    return value, i


def literal_end(t: Tokens, i: int) -> int:
    """The token behind the figure at token `i`, `i` itself where there is none."""
    return _literal(t, i)[1] if t.words[i][0].isdecimal() else i


def _literal(t: Tokens, i: int) -> tuple[str, int]:
    """The figure at token `i` without breaks, and the token behind it."""
    start = t.starts[i]
    made = _FIGURE.match(t.text, start, start + _WINDOW)
    assert made is not None
    end, literal = made.end(), made[0]
    j = _behind(t, i, end)
    if "," not in literal and (t.words[j] in {".", ","} or t.words[j][0].isdecimal()):
        for pattern in (_BROKEN, _BROKEN_DECIMAL):
            broken = pattern.match(t.text, start, start + _WINDOW)
            if broken and broken.end() > end and _one_number(t, i, broken[0]):
                return "".join(c for c in broken[0] if c.isdecimal() or c in ".,"), _behind(t, j, broken.end())
    return literal, j


def _behind(t: Tokens, i: int, end: int) -> int:
    """The first token at or behind an offset, from token `i` on."""
    while t.starts[i] < end:
        i += 1
    return i


def _one_number(t: Tokens, i: int, broken: str) -> bool:
    """Whether a broken figure is one number: at the head of a line "1. 350" is an item of a list, "632. 343" is not."""
    first = i == 0 or t.words[i - 1] == "\n"
    digits = len(broken) - len(broken.lstrip("0123456789"))
    return not first or digits == 3 or broken.count(".") != 1 or " ." in broken


def _open(t: Tokens, i: int) -> Amount | None:
    """puluhan ribu, ratusan, belasan ribu."""
    word = t.words[i]
    if word in numeral_words.table("open"):
        _, j = numeral_words.scaled(t.words, i + 1, 1)
        return Amount(0, j, open=True)
    if word in numeral_words.table("teens"):
        scale, j = numeral_words.scaled(t.words, i + 1, 1)
        return Amount(15, j, wide=(11 * int(scale), 19 * int(scale)))
    return None


def _words(t: Tokens, i: int) -> Amount | None:
    made = numeral_words.parse(t.words, i)
    if made is None:
        return None
    value, behind = made
    about = numeral_words.table("open").get(t.words[behind], 0)
    if about >= 10 and isinstance(value, int) and 1 < value < 10:
        more, behind = numeral_words.scaled(t.words, behind + 1, 1)
        return Amount(value * about * more, behind, scale=int(about * more), mod="APPROX")  # tiga ratusan ribu
    scale = numeral_words.table("scale").get(t.words[behind - 1], 0)
    return Amount(value, behind, scale=int(scale), literal="")


def ordinal(t: Tokens, i: int) -> tuple[int, int] | None:
    """ke-3, ke-III, ketiga, kedua belas, pertama, III."""
    word = t.words[i]
    if word in numeral_words.table("ordinal"):
        made = numeral_words.whole([word[2:], *t.words[i + 1 : i + 8], "\n", "\n"], 0) if word.startswith("ke") else None
        if made and made[1] > 1:
            return made[0], i + made[1]
        return int(numeral_words.table("ordinal")[word]), i + 1
    if word == "ke" and t.words[i + 1] == "-":
        if t.words[i + 2].isdecimal() and len(t.words[i + 2]) <= _LONGEST:
            return int(t.words[i + 2]), i + 3
        value = roman(t.text[t.starts[i + 2] : t.ends[i + 2]])
        if value:
            return value, i + 3
        made = numeral_words.whole(t.words, i + 2)
        return (made[0], made[1]) if made else None
    if word.startswith("ke") and len(word) > 5:
        made = numeral_words.whole([word[2:], *t.words[i + 1 : i + 8], "\n", "\n"], 0)
        return (made[0], i + made[1]) if made else None
    value = roman(t.text[t.starts[i] : t.ends[i]]) if word[0] in "ivx" else None
    return (value, i + 1) if value else None


def roman(word: str) -> int | None:
    """The value of a Roman numeral of two signs or more, up to 39.

    >>> roman("III"), roman("XIV"), roman("VIX"), roman("I")
    (3, 14, None, None)
    """
    if not _ROMAN.fullmatch(word):
        return None
    values = [_ROMAN_VALUE[c] for c in word]
    return sum(-a if a < b else a for a, b in zip(values, [*values[1:], 0]))
