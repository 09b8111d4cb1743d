"""Shares of a part that is known for sure: part and rest make the whole exactly, so whose share is told is no guess.

"428.150 terdaftar … 351.083 jiwa, setara 72 persen … Adapun 77.067 lainnya nonaktif": 351.083 and 77.067 make 428.150.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations

import regex

from pipeline.resolve.arithmetic import slip
from pipeline.resolve.checks.numbers import Num, Numbers, added, entries, shares
from pipeline.resolve.checks.ratios import fraction_words
from pipeline.resolve.checks.shares import told
from pipeline.resolve.findings import Finding, shown, tidy

NEAR = 3  #: sentences to either side in which a whole and its parts stand
MANY = 12  #: numbers there, beyond which chance makes sums
LEAST = 20  #: a whole
EDGE = 0.02  #: by which "lebih dari separuh" may miss
WIDE = 0.2  #: by which share of itself a fraction in words may miss
_TIED = regex.compile(
    r"^[^.;:!?\d\n]{0,60}?(?:,|\(|\b(?:atau|setara|alias|yang\s++berarti|yakni|berarti|artinya|sekitar))\s?+[^.;!?\d\n]{0,40}$",
    regex.I,
)
_WORDED = regex.compile(r"^[^.;:!?\d\n]{0,60}?\b(?:atau|setara|alias|berarti|artinya)\s[^.;!?\d\n]{0,30}$", regex.I)
_ONLY = regex.compile(r"\b(?:baru|hanya|cuma|sudah|telah)\s++(?:sekitar\s++|ada\s++)?$", regex.I)
_DONE = regex.compile(r"\b(?:baru|hanya|cuma|sudah|telah)\b", regex.I)
_NOT = regex.compile(r"\b(?:belum|tidak|tak|sisanya|lainnya|masih|bukan)\b", regex.I)
_MORE = regex.compile(r"\b(?:lebih\s++dari|di\s++atas|melebihi|lebih)\s++$", regex.I)
_LESS = regex.compile(r"\b(?:kurang\s++dari|di\s++bawah|hampir|nyaris|tidak\s++sampai|tak\s++sampai|belum)\s++$", regex.I)
_PARTS = regex.compile(r"[,;:]|\b(?:dan|serta|sedangkan|sementara|tetapi)\b", regex.I)
_WORD = regex.compile(r"\p{L}{4,}+")


@dataclass(frozen=True, slots=True)
class Split:
    """A part, its whole, and what else the whole is made of."""

    part: Num
    whole: Num
    rest: tuple[Num, ...]


def findings(numbers: Numbers) -> Iterator[Finding]:
    """All shares in percent and in words of parts that are known."""
    for n in numbers.body:
        if n.sort == "%" and n.kind != "change" and n.plain and 0 < n.value < 100 and not numbers.crowded(n.sentence):
            yield from _percent(n, numbers)
    yield from _fractions(numbers)


def _splits(at: int, numbers: Numbers) -> list[Split]:
    """The wholes around an offset with the two, or the items of a list, that make them."""
    index = numbers.layout.index(at)
    once = {n.value: n for n in numbers.span(index - NEAR, index + NEAR) if _apt(n, numbers)}
    near = sorted(once.values(), key=lambda n: n.start)
    if len(near) > MANY:
        return []
    found = []
    for i, j in combinations(range(len(near)), 2):
        for run in (near[i : j + 1], [near[i], near[j]])[: 2 if j > i + 1 else 1]:
            wholes = [w for w in near if w.value == added(run) >= LEAST and not numbers.has("once", numbers.left(w))]
            fits = wholes and not any(_moved(n, numbers) or not _of(n, wholes[0]) for n in run)
            found += [Split(n, wholes[0], tuple(m for m in run if m is not n)) for n in run] if fits else []
    return found


def _moved(n: Num, numbers: Numbers) -> bool:
    return numbers.has("up", numbers.left(n)) or numbers.has("down", numbers.left(n))


def _of(n: Num, whole: Num) -> bool:
    """Whether a number may be a part of a whole: of its sort, or of a word that is none ("775 dialami perempuan")."""
    return n.like(whole) or (n.sort not in ("people", "households") and n.money == whole.money)


def _apt(n: Num, numbers: Numbers) -> bool:
    return (
        n.plain
        and not n.percent
        and n.value >= 5
        and n.role != "change"
        and not numbers.layout.headline(n.start)
        and not numbers.crowded(n.sentence)
    )


def _only(at: int, part: Num | None, numbers: Numbers) -> list[Split]:
    """The splits of a part, or all, where there is but one whole."""
    found = [s for s in _splits(at, numbers) if part is None or s.part.value == part.value]
    return found if len({s.whole.value for s in found}) == 1 else []


def _percent(n: Num, numbers: Numbers) -> Iterator[Finding]:
    near = [m for m in numbers.near(n, 4, 2) if not m.percent]
    values = [100 * a.value / b.value for a, b in shares(near)]
    if any(abs(made - n.value) <= max(n.unit, 0.5) for value in values for made in (value, 100 - value)):
        return
    before = numbers.before(n)
    tied = before if before and not before.percent and _TIED.match(numbers.gap(before, n)) else None
    alone = [m for m in numbers.by_sentence[n.sentence] if m is not n] == []
    if tied is None and not alone:
        return
    found = _only(n.start, tied, numbers)
    if tied is None:
        words = _words(n, numbers)
        found = [s for s in found if 0 < n.sentence - s.part.sentence <= 2 and words & _clause(s.part, numbers)]
        slipped = [s for s in found if slip(n.value, round(100 * s.part.value / s.whole.value))]
        most = max((len(words & _clause(s.part, numbers)) for s in slipped), default=0)
        slipped = [s for s in slipped if len(words & _clause(s.part, numbers)) == most]
        found = slipped if len(slipped) == 1 else []
    if found and not numbers.has("goal", numbers.left(n, 40)):
        s = found[0]
        if tied is None or 0.5 < 100 * s.part.value / s.whole.value / n.value < 2:
            yield told(n, s.part, s.whole, sure=0.8)


def _words(n: Num, numbers: Numbers) -> set[str]:
    return {w.lower()[:6] for w in _WORD.findall(numbers.left(n, 80) + " " + numbers.right(n, 60))} - {"persen"}


def _clause(n: Num, numbers: Numbers) -> set[str]:
    left, right = _PARTS.split(numbers.left(n, 60))[-1], _PARTS.split(numbers.right(n, 60))[0]
    return {w.lower()[:6] for w in _WORD.findall(left + " " + n.words + " " + right)}


def _fractions(numbers: Numbers) -> Iterator[Finding]:
    """ "1.829 rumah, yang berarti lebih dari separuh"; "hanya 9 yang … 18 lainnya … Jadi baru dua pertiga"."""
    pattern, values = fraction_words(numbers.lexicon)
    text = numbers.text
    for m in pattern.finditer(text):
        index = numbers.layout.index(m.start())
        here = [n for n in numbers.by_sentence.get(index, ()) if n.start < m.start() and not n.percent and n.value > 1]
        if numbers.layout.headline(m.start()) or numbers.crowded(index):
            continue
        left, share = text[max(numbers.layout.sentence(m.start())[0], m.start() - 40) : m.start()], values[m["word"].lower()]
        tied = here[-1] if here and _WORDED.match(text[here[-1].end : m.start()]) else None
        if m["word"].lower() == "setengah" and not regex.match(r"nya|\s++dari\b", text[m.end() : m.end() + 8]):
            continue  # "setengah maraton"
        if tied is None and (here or not _ONLY.search(left)):
            continue
        found = _only(m.start(), tied, numbers)
        if tied is None:
            found = [
                s
                for s in found
                if _DONE.search(_PARTS.split(numbers.left(s.part))[-1]) and not _NOT.search(numbers.right(s.part, 20))
            ]
        if len({(s.part.value, s.whole.value) for s in found}) != 1 or _NOT.search(text[m.end() : m.end() + 30]):
            continue
        s, value = found[0], found[0].part.value / found[0].whole.value
        low, high = share * (1 - WIDE), share * (1 + WIDE)
        if _MORE.search(left):
            low, high = share - EDGE, 1.0
        elif _LESS.search(left):
            high = share + EDGE
        near = [
            n for n in numbers.span(index - NEAR, index + 1) if n.like(s.part) and n.value > s.part.value and n not in s.rest
        ]
        if not low <= value <= high and not any(low <= s.part.value / b.value <= high for b in near):
            message = f"{shown(s.part.value)} / {shown(s.whole.value)} = {shown(value)} ≠ {m['word']}"
            yield Finding("part_whole", entries(s.part, s.whole), m["word"], tidy(value), "contradicts", message, 0.75)
