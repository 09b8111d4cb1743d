"""Differences that a word tells: what is left, what is missing, what was added, how many percent or points it grew.

"Pengungsi 3.140 orang. Kini 1.865 sudah pulang, sedangkan 1.375 lainnya masih di posko." The word makes the tie, not the fit
of the numbers, so that a wrong number is found. Before a contradiction is told, any other two numbers nearby that bear the
stated one out acquit it; and it is told only where the nearest sentences offer just two numbers of one sort, so that it is
clear which are meant.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import lru_cache
from itertools import combinations, permutations

import regex

from pipeline.find.nouns import alternation
from pipeline.lexicon import Lexicon
from pipeline.resolve.arithmetic import slack
from pipeline.resolve.checks.numbers import Num, Numbers, held, slipped
from pipeline.resolve.findings import Finding, shown

Make = Callable[[Num, Num], float | None]  #: what two numbers give, None where they give nothing
BACK, AHEAD = 2, 1  #: sentences around a number in which the other two are looked for
MANY = 8  #: numbers near by, beyond which chance would acquit anything
WRONG = 3  #: times a number may miss the one that grammar ties it to; farther off, the words were misread
ALL = 40  #: numbers of an article that may acquit a difference of three digits and more
SMALL = 100  #: numbers of two digits look like slips of each other: "belum" alone does not tie them
FEWEST = 12  #: smaller numbers are told loosely: "dua lainnya luka-luka"
_OR = regex.compile(r"\b(?:atau|setara|yakni|yaitu)\s++(?:\p{Ll}++\s++)?$|\($|,\s*+$", regex.I)
_RESULT = regex.compile(r"\b(?:menjadi|dari|hingga|ke|semula|dibanding\p{L}*+)\s++(?:\p{Ll}++\s++)?$", regex.I)
_FROM = regex.compile(r"\b(?:dari|semula)\b[^.;!?\d]{0,40}$", regex.I)
_OF = regex.compile(r"\s++(?:dari|terhadap)\b", regex.I)
_THAN = regex.compile(
    r"^[^.;!?\d]{0,12}\b(?:dibanding\p{L}*+|ketimbang|dari(?:pada)?)\b(?!.*\b(?:atau|menjadi|mencapai)\b)[^.;!?]{0,60}$",
    regex.I,
)
_FRONT = regex.compile(r"\b(?:dibanding\p{L}*+|ketimbang)\s++(?:\p{Ll}++\s++){0,3}$", regex.I)
_ITS = regex.compile(r",\s*+(?:jumlah|angka|total|kasus)nya\b[^.;:!?\d]{0,30}$", regex.I)
_VALUE = regex.compile(r"\b(?:nilai|omzet|harga|pendapatan|laba|devisa|biaya|anggaran)\p{Ll}*+", regex.I)
_AT = regex.compile(r"\b(?:di|untuk|pada)\s++\p{L}++[^.;!?]{0,25}$", regex.I)
_YEAR = regex.compile(r"\b(?:19|20)\d\d\b")
_OTHER = regex.compile(r"[\"“]?(?:adapun|sementara|sedangkan)\s++(?!itu\b|jumlah|angka)\p{L}", regex.I)
_NEXT = regex.compile(r",|\s(?:dan|serta|sedangkan|sementara|tetapi|tapi)\s", regex.I)
_TO = regex.compile(r"\b(?:menjadi|ke)\b", regex.I)


def findings(numbers: Numbers) -> Iterator[Finding]:
    """All differences told."""
    for n in numbers.body:
        if numbers.crowded(n.sentence) or not n.value:
            continue
        left, right = numbers.left(n), n.words[-12:] + numbers.right(n)
        if n.percent:
            yield from _growth(n, _carried(n, left, numbers), numbers)
        elif n.value >= FEWEST:
            yield from _difference(n, left, right, numbers)


def _difference(n: Num, left: str, right: str, numbers: Numbers) -> Iterator[Finding]:
    missing = numbers.has("missing", left)
    rest = (
        missing
        or numbers.has("rest", left)
        or numbers.has("unreached", left[-45:])
        or numbers.has("unreached", _NEXT.split(right, 1)[0])
    )
    if rest and not missing and not numbers.has("rest", left) and n.value < SMALL and n.value >= FEWEST:
        rest = " lain" in right[:30]
    moved = not rest and (numbers.has("up", left) or numbers.has("down", left)) and not _RESULT.search(left)
    if not (rest or moved):
        return
    start = numbers.layout.sentence(n.start)[0]
    if moved and numbers.by_sentence[n.sentence] == [n] and _OTHER.match(numbers.text, start):
        return
    rule = "target_missing" if missing else "part_rest" if rest else "change"

    def less(a: Num, b: Num) -> float | None:
        return abs(a.value - b.value) if max(a.value, b.value) > n.value else None

    def dated(a: Num, b: Num) -> bool:
        return rest or _then_and_now(a, b, n, numbers)

    yield from solve(
        rule, n, less, dated, lambda a, b: f"{shown(max(a.value, b.value))} − {shown(min(a.value, b.value))}", numbers
    )


def _carried(n: Num, left: str, numbers: Numbers) -> str:
    """The words before a percentage, or before the number that it is told beside: "bertambah C atau 30 persen"."""
    before = numbers.before(n)
    return numbers.left(before) + left if before and _OR.search(left) and len(left) < 30 else left


def _growth(n: Num, left: str, numbers: Numbers) -> Iterator[Finding]:
    up, down = numbers.has("up", left), numbers.has("down", left)
    apart = n.sort == "points" and numbers.has("lead", left)
    if not (up or down or apart) or n.kind == "rate" or _RESULT.search(left):
        return
    if n.sort == "points" and _AT.search(left) and len([m for m in numbers.by_sentence[n.sentence] if m.percent]) < 3:
        return  # "di kota turun 0,4 poin" tells of a part
    before = numbers.before(n)
    own = before if before and _OR.search(numbers.gap(before, n)) else None  # "bertambah 8.500 orang atau 20 persen"

    valued = _VALUE.search(left) is not None  # "nilai ekspornya naik 35 persen" is not told of tonnes

    def grown(a: Num, b: Num) -> float | None:
        if n.sort == "points":
            return abs(a.value - b.value) if a.sort == b.sort == "%" else None
        base = max(a.value, b.value) if down and not up else min(a.value, b.value)
        if valued and not (a.money or b.money):
            return None
        small = max(a.value, b.value) < FEWEST  # "enam titik, sekarang dua"
        return 100 * abs(a.value - b.value) / base if base and not small and "%" not in (a.sort, b.sort) else None

    def told(a: Num, b: Num) -> str:
        high, low = sorted((a.value, b.value), reverse=True)
        less = f"{shown(high)} − {shown(low)}"
        return less if n.sort == "points" else f"({less}) / {shown(high if down and not up else low)} × 100"

    def dated(a: Num, b: Num) -> bool:
        return apart or _then_and_now(a, b, n, numbers)

    yield from solve("change" if n.sort == "points" else "growth", n, grown, dated, told, numbers, own)


def _then_and_now(a: Num, b: Num, n: Num, numbers: Numbers) -> bool:
    """Whether the words around two numbers tell that one is of an earlier time."""
    first, last = sorted((a, b), key=lambda m: m.start)
    span = numbers.text[numbers.layout.sentence(first.start)[0] : max(n.start, last.end)]
    return (
        numbers.has("once", span)
        or len({m.lower() for m in _months(numbers.lexicon).findall(span)}) == 2
        or bool(_TO.search(numbers.gap(first, last)))
        or _years(first, numbers) != _years(last, numbers)
        or _tied(a, b, n, numbers)
    )


def _years(n: Num, numbers: Numbers) -> set[str]:
    return set(_YEAR.findall(numbers.left(n, 40) + numbers.right(n, 20)))


def _fronted(a: Num, b: Num, n: Num, numbers: Numbers) -> bool:
    """Whether a comparison opens the sentence: "168 kecelakaan … Dibandingkan 210 kejadian, jumlahnya menyusut 20 persen"."""
    first, last = sorted((a, b), key=lambda m: m.start)
    opens = numbers.by_sentence[first.sentence][0] is first and last.sentence == first.sentence + 1 == n.sentence
    if not opens or last is not numbers.before(n) or first.money or "people" in (a.sort, b.sort):
        return False
    return bool(_FRONT.search(numbers.left(last)) and _ITS.search(numbers.gap(last, n)))


@lru_cache(maxsize=8)
def _months(lexicon: Lexicon) -> regex.Pattern[str]:
    words = [r["word"] for r in lexicon.rows("calendar_words") if r["kind"] == "month" and len(r["word"]) > 3]
    return regex.compile(rf"\b(?:{alternation(words)})\b", regex.I)


def _tied(a: Num, b: Num, n: Num, numbers: Numbers) -> bool:
    """Whether grammar itself ties them: "dari A menjadi B", "naik N dibandingkan tahun lalu yang sebanyak B"."""
    if _fronted(a, b, n, numbers):
        return True
    first, last = sorted((a, b), key=lambda m: m.start)
    beside = first.sentence == last.sentence and not any(
        first.start < m.start < last.start for m in numbers.by_sentence[n.sentence]
    )
    if beside and _FROM.search(numbers.left(first)) and _TO.search(numbers.gap(first, last)):
        return True
    return last.sentence == n.sentence and last.start > n.end and bool(_THAN.search(numbers.text[n.end : last.start]))


def solve(
    rule: str,
    n: Num,
    make: Make,
    clear: Callable[[Num, Num], bool],
    told: Callable[[Num, Num], str],
    numbers: Numbers,
    own: Num | None = None,
) -> Iterator[Finding]:
    """The stated number against two others: any near it that fit, else the only two of one sort.

    `own` is the number it is told beside, which must be one of the two, or what lies between them.
    """

    def may(a: Num, b: Num) -> bool:
        return (a.like(b) or _fronted(a, b, n, numbers)) and (
            own is None or own.value in (a.value, b.value, abs(a.value - b.value))
        )

    wide = [m for m in numbers.near(n, BACK, AHEAD) if _apt(m, n)]
    if len(wide) > MANY:
        return
    made = [(a, b, value) for a, b in combinations(wide, 2) if may(a, b) and (value := make(a, b)) is not None]
    for a, b, value in made:
        finding = held(rule, n, value, (a, b), told(a, b))
        if finding.verdict != "contradicts":
            yield finding
            return
    for a, b in _anywhere(n, make, numbers):
        yield held(rule, n, n.value, (a, b), told(a, b), sure=0.8)
        return
    if _OF.match(numbers.right(n)) and _ratio(n, wide):
        return
    for back, ahead in ((0, 0), (1, 0), (2, 0), (0, 1)):
        here = [m for m in numbers.near(n, back, ahead) if _apt(m, n)]
        pairs = [(a, b) for a, b in combinations(here, 2) if may(a, b) and make(a, b) is not None]
        if not pairs:
            continue
        if rule in ("change", "growth"):
            pairs = [pair for pair in pairs if _tied(*pair, n, numbers)] or pairs
        vague = any(_apt(m, n) and m.like(pairs[0][0]) for m in numbers.near(n, back, ahead, plain=False))
        if ahead and any(m.percent and m.start > n.end for m in numbers.by_sentence.get(n.sentence + 1, ())):
            return  # the numbers of the next sentence have a percentage of their own
        if len(pairs) == 1 and n.plain and not vague and clear(*pairs[0]):
            a, b = pairs[0]
            value = make(a, b) or 0
            if n.percent and any(abs(m.value - value) <= m.unit for m in numbers.near(n, BACK, AHEAD) if m.sort == n.sort):
                return  # another percentage tells what the two make: "menguat 1,12 persen … dalam sepekan 1,47 persen"
            stated = any(m.start != n.start and _apt(m, n) for m in numbers.values.get(value, ()))
            if rule in ("change", "growth") and _short_for(n, a, b, make):
                yield replace(held(rule, n, value, (a, b), told(a, b)), verdict="rounds")
            elif value and not stated and _mistaken(rule, n, value, a, b, numbers):
                yield held(rule, n, value, (a, b), told(a, b))
        return


def _mistaken(rule: str, n: Num, value: float, a: Num, b: Num, numbers: Numbers) -> bool:
    """Whether a number is a wrong one of this pair: grammar ties the three, or it looks like a slip."""
    tied = rule in ("change", "growth") and _tied(a, b, n, numbers) and 1 / WRONG <= value / n.value <= WRONG
    other = rule in ("change", "growth") and n.percent and _relative(a, b, n)
    return tied or slipped(n, value) or other


def _short_for(n: Num, a: Num, b: Num, make: Make) -> bool:
    """Whether operands told in millions are short for numbers that bear the stated one out: "3,34 dari 2,93 triliun"."""
    ends = [
        make(replace(a, value=a.value + x * slack(a.words, a.value)), replace(b, value=b.value + y * slack(b.words, b.value)))
        for x in (-1, 1)
        for y in (-1, 1)
    ]
    made = [value for value in ends if value is not None]
    return bool(made) and min(made) - n.unit / 2 <= n.value <= max(made) + n.unit / 2


def _ratio(n: Num, near: list[Num]) -> bool:
    """Whether a percentage is the share that one number is of another: "atau mencapai 156,7 persen dari target"."""
    pairs = [(a, b) for a, b in permutations(near, 2) if a.like(b) and not a.percent and b.value]
    return any(abs(100 * a.value / b.value - n.value) <= max(n.unit, 0.002 * n.value) for a, b in pairs)


def _anywhere(n: Num, make: Make, numbers: Numbers) -> Iterator[tuple[Num, Num]]:
    """Any two numbers of the article that give a number which is exact enough to be no chance."""
    if n.value >= 100 and not n.percent:
        first = numbers.layout.remember("first numbers", lambda: _first(numbers))
        apt = [m for m in first if m.value != n.value and _apt(m, n)]
        yield from ((a, b) for a, b in combinations(apt, 2) if make(a, b) == n.value)


def _first(numbers: Numbers) -> list[Num]:
    return list({m.value: m for m in numbers.all if m.plain and not m.percent}.values())[:ALL]


def _relative(a: Num, b: Num, n: Num) -> bool:
    """Whether points are told where percent are meant, from 60 to 75 percent are 15 points, or percent of the wrong one."""
    return any(abs(100 * abs(a.value - b.value) / base.value - n.value) < 1 for base in (a, b) if base.value)


def _apt(m: Num, n: Num) -> bool:
    """Whether a number may be reckoned with for another: percentages with percentages, numbers with their sort."""
    if n.percent:
        return m.sort != "points" and (n.sort == "%" or m.sort == "%")
    return not m.percent and m.like(n)
