"""Shares and multiples in words of what the sentences before count: "Itu berarti lebih dari separuh …", "lima kali lipat".

No number stands beside them: they are told of the only two numbers of one sort before them. "Lebih dari", "kurang dari" and
"hampir" make them one-sided. Any two numbers or any percentage nearby that bear them out acquit.
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from pipeline.language import numerals
from pipeline.resolve.checks.meant import before, beside, part_and_whole, sums_up
from pipeline.resolve.checks.numbers import Num, Numbers, entries, shares
from pipeline.resolve.checks.ratios import FOLD, bounds, fold_bounds, folds, fraction_words, tied
from pipeline.resolve.findings import Finding, shown, tidy

LOOSE = 0.07  #: by which share of itself "separuh" may miss and be borne out
APART = 4  #: times a share may be off; farther off, other numbers were meant
_LAST = regex.compile(
    r"\b(?:tahun|bulan|semester|triwulan|kuartal|pekan|musim|periode|edisi)\s++(?:lalu|sebelumnya|kemarin)\b", regex.I
)
_PART_LEFT = regex.compile(r"\b(?:belum|sisanya|tidak|tak|gagal|hilang)\b", regex.I)
_OF_OTHERS = regex.compile(
    r"^(?:nya)?\s++dari\s++(?!(?:jumlah|total|target|sasaran|seluruh|semua|keseluruhan|yang|mereka)\b)", regex.I
)
_EACH = regex.compile(r"\b(?:rata-rata|per|tiap|setiap)\b", regex.I)
_PER = regex.compile(r"\s++(?:\p{Ll}++\s++)?(?:per|tiap|setiap)\b", regex.I)
_WISHED = regex.compile(r"\b(?:minta|meminta|harap|berharap|agar|supaya|semoga|mudah-mudahan|mau)\b", regex.I)
_NAME = regex.compile(r"(?:me|di|ter)\p{Ll}{4,}+")
_YEARS = regex.compile(r"\b(?:19|20)\d\d\b")


def findings(numbers: Numbers) -> Iterator[Finding]:
    """All shares and multiples in words that the only two numbers before them contradict."""
    yield from _fractions(numbers)
    yield from _folds(numbers)


def _fractions(numbers: Numbers) -> Iterator[Finding]:
    words, values = fraction_words(numbers.lexicon)
    text = numbers.text
    known = {f.computed for f in tied(numbers)} if words.search(text) else set()  # `ratios` tells them
    for m in words.finditer(text):
        start, end = numbers.layout.sentence(m.start())
        left, right = text[start : m.start()], text[m.end() : min(end, m.end() + 70)]
        if _OF_OTHERS.match(right):
            continue
        meant = sums_up(left) or beside(text[max(start, m.start() - 60) : m.start()])
        if numbers.layout.headline(m.start()) or not meant or any(n.start >= m.end() for n in _here(m.start(), numbers)):
            continue
        low, high = bounds(values[m["word"].lower()], left, right)
        here = [n for n in _here(m.start(), numbers) if n.value > 1]
        part = here[-1] if here and beside(text[here[-1].end : m.start()]) else None
        if len(here) > 1:
            continue  # `ratios` reads the numbers of the sentence itself
        pair = part_and_whole(numbers, m.start(), part=part)
        if (
            not pair
            or (part and pair[0].value != part.value)
            or _borne_out(m.start(), low, high, numbers, without=_rest(*pair, right, numbers))
        ):
            continue
        value = pair[0].value / pair[1].value
        other = 1 - value if _PART_LEFT.search(right) else value
        share = values[m["word"].lower()]
        if not any(low <= v <= high for v in (value, other)) and 1 / APART < value / share < APART and tidy(value) not in known:
            told = text[max(start, m.start() - 12) : m.end()]
            message = f"{shown(pair[0].value)} / {shown(pair[1].value)} = {shown(value)} ≠ {told}"
            yield Finding("part_whole", entries(*pair), m["word"], tidy(value), "contradicts", message, 0.8)


def _here(at: int, numbers: Numbers) -> list[Num]:
    return [n for n in numbers.by_sentence.get(numbers.layout.index(at), ()) if not n.percent]


def _rest(part: Num, whole: Num, right: str, numbers: Numbers) -> float:
    """What is left of a whole, where a fraction in words is told of its part with the part's own word; else nothing."""
    told = set(_NAME.findall(numbers.right(part).lower())) - set(_NAME.findall(numbers.right(whole).lower()))
    return whole.value - part.value if told & set(_NAME.findall(right.lower())) and not _PART_LEFT.search(right) else 0


def _borne_out(at: int, low: float, high: float, numbers: Numbers, *, without: float = 0) -> bool:
    """Whether a percentage nearby, or two numbers other than the pair meant, make such a share."""
    index = numbers.layout.index(at)
    near = [n for n in numbers.span(index - 4, index + 2) if n.value != without and not numbers.layout.headline(n.start)]
    told = [n.value / 100 for n in near if n.sort == "%" and n.kind != "change"]
    made = [a.value / b.value for a, b in shares([n for n in near if not n.percent and n.value >= 10])]
    return any(low <= v <= high or (not without and low <= 1 - v <= high) for v in told) or any(low <= v <= high for v in made)


def _folds(numbers: Numbers) -> Iterator[Finding]:
    text = numbers.text
    told = list(folds(numbers)) if FOLD.search(text) else []
    for m in FOLD.finditer(text):
        fold = next((n.value for n in numerals.read(m["times"]) if n.value), 0)
        start, end = numbers.layout.sentence(m.start())
        own = [n for n in _here(m.start(), numbers) if n.value >= 10]
        if not 2 <= fold <= 20 or numbers.layout.headline(m.start()) or len({n.value for n in own}) > 2:
            continue
        words = text[start:end]
        if _WISHED.search(words) or numbers.has("plan", words):
            continue
        left = text[start : m.start()]
        if not (_LAST.search(words) or sums_up(left) or any(numbers.has(use, left) for use in ("now", "up"))):
            continue
        found = before(numbers, m.start()) if not own else _around(m.start(), own, numbers)
        pairs = shares(found)
        if len(found) != 2 or len(pairs) != 1 or not _dated(found, numbers):
            continue
        old, new = pairs[0]
        if any(f.stated in (old.value, new.value) for f in told):
            continue  # `ratios` tells it
        times = new.value / old.value
        up = numbers.has("up", text[start : m.start()]) and " menjadi " not in words
        low, high = fold_bounds(fold, text[start : m.start()], up=up)
        near = [a for a in numbers.near(new, 2, 0 if own else 2) if not a.percent and a.value >= 10]
        if any(low <= b.value / a.value <= high for a, b in shares([new, old, *near])):
            continue
        if 1 / APART < times / fold < APART:
            message = f"{shown(new.value)} / {shown(old.value)} = {shown(times)} ≠ {m[0].rstrip(', ')}"
            yield Finding("growth", entries(old, new), m[0].rstrip(", "), tidy(times), "contradicts", message, 0.8)


def _around(at: int, own: list[Num], numbers: Numbers) -> list[Num]:
    """The two numbers of a multiple whose sentence holds one or both: that one, and the only one of its sort just above."""
    told = {n.value: n for n in own if n.plain and not numbers.layout.headline(n.start)}
    if len(told) == 1:
        one = next(iter(told.values()))
        above = [
            n
            for n in numbers.span(one.sentence - 1, one.sentence - 1)
            if n.like(one) and n.money == one.money and n.value >= 10
        ]
        sums = [n for n in above if n.plain and not n.percent and n.role != "change" and not numbers.layout.headline(n.start)]
        told |= {n.value: n for n in sums if not _EACH.search(numbers.left(n, 30)) and not _PER.match(numbers.right(n, 20))}
    return sorted(told.values(), key=lambda n: n.start)


def _dated(found: list[Num], numbers: Numbers) -> bool:
    """Whether one of two numbers is told of an earlier time."""
    start = numbers.layout.sentence(found[0].start)[0]
    end = numbers.layout.sentence(found[-1].start)[1]
    return numbers.has("once", numbers.text[start:end]) or len(set(_YEARS.findall(numbers.text, start, end))) > 1
