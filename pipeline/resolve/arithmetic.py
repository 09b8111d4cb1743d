"""How a stated figure stands to a computed one. Pure arithmetic, no text but the figure's own words.

A stated figure's *grain* is one unit of its last digit that carries meaning: 0.1 for "89,3 persen", 1 for "40 persen", 1,000
for "270 ribu", 100,000 for "4,7 juta", 1,000 for "903.000", 1 for "632.343".

>>> verdict(89.3, 89.34, 0.1), verdict(270_000, 270_657, 1000), verdict(40, 42.7, 1)
('agrees', 'rounds', 'contradicts')
>>> verdict(95, 97.2, 1, mod="MORE_THAN"), verdict(95, 93, 1, mod="MORE_THAN")
('agrees', 'contradicts')
"""

from __future__ import annotations

from math import floor, isfinite

import regex

from pipeline.entries import Mod, Verdict

SCALES = {"ribu": 3, "rb": 3, "juta": 6, "jt": 6, "miliar": 9, "milyar": 9, "triliun": 12}
ABOUT = 0.05  #: "sekitar" may miss by this share
_SCALED = regex.compile(
    r"(?:\d[\d.]*+(?:,(?P<part>\d++))?|\p{L}++)\s*+(?P<scale>ribu|rb|juta|jt|miliar|milyar|triliun)\b", regex.I
)
_DECIMALS = regex.compile(r"\d[.,](?P<part>\d{1,2}|\d{4,9}|0\d\d)(?!\d)|(?<=\b0),(?P<three>\d{3})")


def grain(words: str, value: float, *, percent: bool = False) -> float:
    """One unit of the last digit of a stated figure that carries meaning.

    >>> grain("89,30%", 89.3, percent=True), grain("40 persen", 40, percent=True)
    (0.01, 1)
    >>> grain("270 Ribu Warga", 270_000), grain("4,7 juta jiwa", 4_700_000), grain("903.000 jiwa", 903_000)
    (1000, 100000, 1000)
    >>> grain("900.000", 900_000), grain("50 orang", 50), grain("1.200 siswa", 1200), grain("2.570.250", 2_570_250)
    (10000, 1, 10, 10)
    """
    if percent:
        m = _DECIMALS.search(words)
        places = len(m["part"] or m["three"]) if m else 0
        return float(10**-places) if places else 1
    if m := _SCALED.search(words):
        return int(10 ** max(0, SCALES[m["scale"].lower()] - len(m["part"] or "")))
    whole = int(abs(value))
    if whole != abs(value) or whole == 0:
        return 1
    digits = str(whole)
    zeros = len(digits) - len(digits.rstrip("0"))
    if len(digits) < 5:  # "1.200 siswa" are counted heads, of "5.000 orang" a hundred may be missing
        return int(10 ** max(0, zeros - 1))
    return int(10 ** max(0, min(zeros, len(digits) - 2)))


def slack(words: str, value: float) -> float:
    """By how much a figure told in thousands, millions or billions may miss what it is short for; else nothing.

    >>> slack("Rp 3,34 triliun", 3_340_000_000_000), slack("41.200 ton", 41_200)
    (5000000000.0, 0)
    """
    return grain(words, value) / 2 if _SCALED.search(words) else 0


def rounded(value: float, unit: float) -> float:
    """A value rounded to whole units, halves away from zero as people round.

    >>> rounded(42.5, 1), rounded(89.349, 0.1), rounded(-2.5, 1)
    (43, 89.3..., -3)
    """
    steps = floor(abs(value) / unit + 0.5 + 1e-9)
    return steps * unit if value >= 0 else -steps * unit


def verdict(stated: float, computed: float, unit: float, *, mod: Mod | None = None) -> Verdict:
    """Whether a computed value bears a stated one out: agrees, rounds or contradicts.

    *agrees* when correct rounding of the computed value gives the stated one; *rounds* when it misses by less than one
    unit of the last digit (cut off, not rounded); MORE_THAN and LESS_THAN are one-sided, APPROX may miss by a twentieth.
    """
    if not isfinite(computed):
        return "contradicts"
    if abs(rounded(computed, unit) - stated) < unit / 2:
        return "agrees"
    miss = computed - stated
    if abs(miss) < unit:
        return "rounds"
    if (mod == "MORE_THAN" and miss > 0) or (mod == "LESS_THAN" and miss < 0):
        return "agrees"
    if mod == "APPROX" and abs(miss) <= ABOUT * abs(stated):
        return "rounds"
    return "contradicts"


def _digits(value: float) -> str:
    whole = f"{int(value)}" if value == int(value) else f"{value:.10g}"
    return "" if "e" in whole else whole.replace(".", "").lstrip("0")


def slip(stated: float, computed: float) -> bool:
    """Whether a wrong number looks like a slip of the right one: a digit other, digits exchanged, the point moved.

    >>> slip(26_563, 16_563), slip(678, 768), slip(18_420, 1842), slip(13, 15), slip(32_500_000_000, 22_500_000_000)
    (True, True, True, True, True)
    >>> slip(1_620_000_000_000, 620_000_000_000), slip(155, 55), slip(1.9, 0.9)
    (True, True, True)
    >>> slip(1911, 2358), slip(42, 36), slip(1025, 375), slip(5, 5)
    (False, False, False, False)
    """
    a, b = (_digits(abs(v)) for v in (stated, computed))
    if not a or not b or stated == computed or not computed:
        return False
    if a.rstrip("0") == b.rstrip("0"):
        return True
    miss = abs(stated - computed)
    if stated % 1 and abs(miss - round(miss)) < 1e-9 and miss < 10:
        return True
    if abs(len(a) - len(b)) == 1 and min(stated, computed) >= 10:
        long, short = (a, b) if len(a) > len(b) else (b, a)
        return long[1:] == short and long[0] == "1"
    while len(a) == len(b) and a[-1] == b[-1] == "0":
        a, b = a[:-1], b[:-1]
    if len(a) != len(b) or not 1 / 10 < stated / computed < 10:
        return False
    return sorted(a) == sorted(b) or sum(x != y for x, y in zip(a, b)) <= max(1, len(a) // 3)


def one_slip(stated: float, computed: float) -> bool:
    """Whether just one digit is other, or two beside each other are exchanged: the narrow sense of a slip.

    >>> one_slip(48_550, 38_550), one_slip(138, 183), one_slip(119_345, 109_345)
    (True, True, True)
    >>> one_slip(48_550, 39_550), one_slip(1_000, 100), one_slip(5, 5)
    (False, False, False)
    """
    a, b = (_digits(abs(v)) for v in (stated, computed))
    if a == b or len(a) != len(b):
        return False
    other = [at for at, (x, y) in enumerate(zip(a, b)) if x != y]
    swapped = len(other) == 2 and other[1] == other[0] + 1 and sorted(a) == sorted(b)
    return len(other) == 1 or swapped
