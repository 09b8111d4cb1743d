"""Digits that are no number to count: laws, addresses, phones, plates, scores, sections, names, years, dates and times.

`others` marks what stands before any number is read; `one` decides on a number that was read, from the words around it.
"""

from __future__ import annotations

from bisect import bisect_left

import regex

from pipeline.language import calendar, numeral_words
from pipeline.language.numeral_forms import CURRENCY_AFTER, CURRENCY_BEFORE, Amount
from pipeline.language.phrases import Phrases
from pipeline.language.tokens import Tokens
from pipeline.lexicon import DEFAULT

_BEFORE = Phrases((r["word"], r["kind"]) for r in DEFAULT.rows("number_kinds") if r["kind"] != "place")
_PLACES = Phrases((r["word"], "name") for r in DEFAULT.rows("number_kinds") if r["kind"] == "place")
_PHONE = regex.compile(r"(?:\(0\d{2,3}+\)|\+62|\b0\d{2,3}+)[ -]?\d{3,4}+(?:[ -]?\d{3,4}+){1,2}+(?!\d)|\b08\d{7,12}+(?!\d)")
_RT = regex.compile(r"\bR[TW]\.? ?\d{1,3}+(?: ?/ ?(?:RW ?)?\d{1,3}+)*+")
_DATE = regex.compile(r"(?<![\d/])\d{1,2}+/\d{1,2}+/\d{4}+(?![\d/])")
_PAIR = regex.compile(r"(?<![\w.,/-])(\d{1,3}+)[-–](\d{1,3}+)(?![\w%/-]|[.,]\d| (?:persen|ribu|juta|miliar))")
_SHORT_UNITS = frozenset({"an", "rb", "jt", "kk", "kg", "km"})
_UNITS = frozenset(r["word"] for r in DEFAULT.rows("year_not_units"))


def others(t: Tokens) -> dict[int, tuple[str, int]]:
    """Spans of tokens that are something else: first token → kind and the token behind."""
    found: dict[int, tuple[str, int]] = {}
    for e in calendar.find(t.text):
        _mark(t, found, e.start, e.end, "time" if e.kind == "TIME" else "date")
    for kind, pattern in (("phone", _PHONE), ("address", _RT), ("date", _DATE)):
        for m in pattern.finditer(t.text):
            _mark(t, found, m.start(), m.end(), kind)
    _scores(t, found)
    named = _PLACES.firsts()
    for i in [i for i, word in enumerate(t.words) if word in named]:
        if place := _PLACES.at(t.words, i):
            found[i] = place
    return found


def _mark(t: Tokens, found: dict[int, tuple[str, int]], start: int, end: int, kind: str) -> None:
    first = _index(t, start)
    behind = _index(t, end)
    if behind > first:
        found.setdefault(first, (kind, behind))


def _index(t: Tokens, offset: int) -> int:
    return bisect_left(t.starts, offset)


def one(t: Tokens, i: int, a: Amount, *, inside: bool = False) -> str | None:
    """What a number at token `i` is instead, None where it is a number. `inside`: it ends a range."""
    words, before, behind = t.words, t.words[i - 1] if i else "\n", t.words[a.behind]
    if not words[i][0].isdecimal():
        return None
    plain = a.literal.isdecimal() and not a.scale
    percent = numeral_words.percent(words, a.behind) is not None
    if t.glued(i) and (before[0].isalpha() or before in "-/_@#=&'."):
        kind = _glued(t, i, plain and not percent)
        if kind:
            return kind
    if plain and not percent and t.glued(a.behind) and _mark_of_a_name(behind):
        return "name"
    if a.literal.endswith(".0") and not percent and not a.scale:
        return "name"  # industri 4.0
    if not plain or percent or inside:
        return None
    if before == "\n" and ((behind == "." and not words[a.behind + 1][0].isdecimal()) or behind == ")") and len(a.literal) <= 2:
        return "section"
    if t.text[t.starts[i] - 1 : t.starts[i]] == " " and _large(t, i - 1, 2) and _large(t, a.behind, 3):
        return "plate"
    cue = _BEFORE.before(words, i)
    if cue is None and (before in {".", ":"} or (before == "(" and behind == ")")):
        cue = _BEFORE.before(words, i - 1)  # No. 5, ayat (1)
    if cue and cue[0] != "score":
        return cue[0]
    if len(a.literal) == 4 and a.literal[:2] in {"18", "19", "20"} and not _counted(t, i, a):
        return "year"
    return None


def _large(t: Tokens, i: int, most: int) -> bool:
    """Whether token `i` is one to `most` capitals, as on a number plate, and no word of a text in capitals."""
    word = t.text[t.starts[i] : t.ends[i]]
    return 1 <= len(word) <= most and word.isalpha() and word.isupper() and t.words[i] not in CURRENCY_BEFORE


def _mark_of_a_name(word: str) -> bool:
    """Whether letters right behind a figure make a name of it: 5G, 3D, 25K."""
    return word[0].isalpha() and len(word) < 4 and word not in _SHORT_UNITS and word not in CURRENCY_AFTER


def _glued(t: Tokens, i: int, plain: bool) -> str | None:
    before = t.words[i - 1]
    if before[0].isalpha():
        return "name" if plain or len(before) < 3 else None
    if before == "-" and i > 1 and t.glued(i - 1) and t.words[i - 2][0].isalpha():
        return "name" if plain else None
    if before in "/_@#=&'" and i > 1 and t.glued(i - 1):
        return "name" if plain else None
    return None


def _scores(t: Tokens, found: dict[int, tuple[str, int]]) -> None:
    for m in _PAIR.finditer(t.text):
        first, second = int(m[1]), int(m[2])
        i = _index(t, m.start())
        cued = any(_BEFORE.at(t.words, k) == ("score", k + 1) for k in range(max(0, i - 4), i))
        if cued or (first >= second and first <= 30):
            _mark(t, found, m.start(), m.end(), "score")


def _counted(t: Tokens, i: int, a: Amount) -> bool:
    from pipeline.language.numerals import mod_before

    return t.words[a.behind] in _UNITS or CURRENCY_AFTER.at(t.words, a.behind) is not None or mod_before(t, i) is not None
