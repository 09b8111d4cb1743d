"""When two values are the same value: names, numbers, regions, programmes. What the scorer compares by."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

HONORIFICS = frozenset(
    (
        "dr", "drs", "dra", "ir", "prof", "h", "hj", "kh", "bapak", "ibu", "pak", "bu", "tuan", "sri",
        "se", "sh", "mh", "mm", "msi", "sos", "ssos", "st", "mt", "skm", "mkes", "map", "spd", "mpd", "sip",
        "phd", "ap", "stp", "mkn",
    )
)  # fmt: skip
PROGRAMMES = (
    (re.compile(r"\b(jkn|kis|bpjs kesehatan|jaminan kesehatan nasional|uhc)\b"), "jkn"),
    (re.compile(r"\b(jamsostek|bpjs ketenagakerjaan|bpjamsostek|bp jamsostek|bpjstk)\b"), "jamsostek"),
    (re.compile(r"\b(vaksin\w*|covid\w*)\b"), "vaksinasi covid-19"),
)


def words(text: str | None) -> list[str]:
    """The words of a text, case folded.

    >>> words("JKN-KIS, 4,7 juta")
    ['jkn', 'kis', '4', '7', 'juta']
    """
    return re.findall(r"\w+", (text or "").casefold())


def runs(text: str) -> list[tuple[str, ...]]:
    """All runs of four words of a text; a shorter text is one run."""
    w = words(text)
    return [tuple(w[i : i + 4]) for i in range(len(w) - 3)] or [tuple(w)]


def name_tokens(name: str | None) -> frozenset[str]:
    """The words of a name without honorifics and degrees.

    >>> sorted(name_tokens("dr. Hj. Siti Aminah, M.Kes"))
    ['aminah', 'siti']
    """
    return frozenset(t for t in words(re.sub(r"(?<=\w)\.(?=\w)", "", name or "")) if t not in HONORIFICS)


def same_name(a: str | None, b: str | None) -> bool:
    """Whether one name's words are among the other's."""
    x, y = name_tokens(a), name_tokens(b)
    return bool(x and y) and (x <= y or y <= x)


def token_f1(a: str | None, b: str | None) -> float:
    """F1 of the words of two phrases, 0 to 1."""
    x, y = words(a), words(b)
    common = sum(min(x.count(t), y.count(t)) for t in set(x))
    return 2 * common / (len(x) + len(y)) if x and y else 0.0


def number(entry: Mapping[str, Any]) -> float | tuple[float | None, ...] | None:
    """The key on which two figures are the same figure: the value, or the two ends of a range."""
    try:
        if entry.get("value") is not None:
            return round(float(entry["value"]), 4)
        if entry.get("low") is not None or entry.get("high") is not None:
            return tuple(None if entry.get(k) is None else round(float(entry[k]), 4) for k in ("low", "high"))
    except (TypeError, ValueError):
        pass
    return None


def same_region(gold: Any, pred: Any) -> bool:
    """Whether a predicted code is (one of) the gold's; no code equals no code."""
    if isinstance(pred, list):
        return _codes(gold) == _codes(pred) or (len(pred) == 1 and str(pred[0]) in _codes(gold))
    return (str(pred) if pred else "") in _codes(gold)


def text_equal(a: Any, b: Any) -> bool:
    """Whether two texts have the same words."""
    return words(str(a) if a is not None else "") == words(str(b) if b is not None else "")


def programme_key(name: str | None) -> str:
    """One key for the names of one programme.

    >>> programme_key("JKN-KIS"), programme_key("PKH")
    ('jkn', 'pkh')
    """
    key = " ".join(words(name))
    return next((value for pattern, value in PROGRAMMES if pattern.search(key)), key)


def _codes(code: Any) -> set[str]:
    if isinstance(code, list):
        return {str(c) for c in code}
    return {str(code)} if code else {""}
