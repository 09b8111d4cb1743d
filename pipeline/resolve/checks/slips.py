"""Slips of the pen, told by arithmetic more than by words: three numbers that fit but for one digit.

"Capaian 218.450 anak … Sasaran 257.000 anak … Masih ada 48.550 anak": whatever the words, the last misses what the other two
differ by in one digit, and no other numbers make it. A list misses its total so; "dari 473 kasus itu" takes up 743 cases.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations, pairwise

import regex

from pipeline.resolve.arithmetic import one_slip, slack
from pipeline.resolve.checks.meant import marked
from pipeline.resolve.checks.numbers import Num, Numbers, added, entries, held
from pipeline.resolve.findings import Finding, shown
from pipeline.resolve.reading import siblings

BACK = 3  #: sentences before a difference in which its two numbers stand
MANY = 5  #: numbers of one sort near by, beyond which a slip may be chance
CLEAR = 100  #: numbers from which a slip of one digit is hardly chance
ALL = 40  #: numbers of an article that may explain another
LABELS = 12  #: numbers up to which they may be names of items: "pasangan nomor urut 1"
CLOSE = 0.15  #: by which share of a total its items may miss it
FEWEST = 3  #: items of a list
WAYS = ("up", "down", "rest", "missing", "lead")
_LABEL = regex.compile(
    r"\b(?:nomor(?:\s++urut)?|no|calon|paslon|pasangan|kloter|kelas|tahap|pos|zona|blok|kelompok|partai)\s++$", regex.I
)
_GAP = regex.compile(r"^[^.;:!?\n]{0,80}$")
_AND = regex.compile(r"\b(?:dan|serta|sedangkan|sementara)\b", regex.I)
_SOME = regex.compile(
    r"\b(?:ter(?:banyak|tinggi|besar|luas)|antara\s++lain|di\s?antara\p{Ll}*+|seperti|misal\p{Ll}*+|termasuk|masing-masing|dll|lebih|"
    r"sebelumnya|lalu|naik|turun|selain)\b",
    regex.I,
)
_WHOLE = regex.compile(
    r"\b(?:total|jumlah|berjumlah|seluruh\p{Ll}*+|sebanyak|mencapai|koleksi|diperebutkan|punya|memiliki|tercatat|dengan)\b",
    regex.I,
)
_MADE_OF = regex.compile(r"\b(?:terdiri|yakni|yaitu|meliputi|rinciannya|dengan\s++rincian|masing-masing)\b", regex.I)
_THAT = regex.compile(r"^\s*+(?:(?!dan\b|atau\b|yang\b|di\b)\p{Ll}++\s++){0,2}(?:itu|tersebut)\b", regex.I)
_ANY = regex.compile(
    r"\s++(?:unit|paket|keping|medali|jenis|koleksi|item|buah|ekor|kursi|suara|kendaraan|armada|barang)\b", regex.I
)
MEDALS = ("emas", "perak", "perunggu")


def findings(numbers: Numbers) -> Iterator[Finding]:
    """All differences, totals and numbers taken up that miss by a slip."""
    for n in numbers.body:
        if not n.plain or n.percent or not n.sort or numbers.crowded(n.sentence):
            continue
        yield from _difference(n, numbers)
        yield from _taken_up(n, numbers)
    for index in numbers.by_sentence:
        if not numbers.crowded(index):
            yield from _total(index, numbers)


def explained(n: Num, numbers: Numbers, *without: Num) -> bool:
    """Whether any two numbers of the article make one as sum or difference, or it is told once more."""
    return len({m.sentence for m in numbers.values.get(n.value, ())}) > 1 or made(n, numbers, *without)


def made(n: Num, numbers: Numbers, *without: Num) -> bool:
    """Whether any two numbers of the article make one as sum or difference."""
    every = {m.value for m in numbers.all if not m.percent and m.value != n.value and m not in without}
    return any(n.value in (a + b, b - a) for a, b in combinations(sorted(every)[:ALL], 2))


def _difference(n: Num, numbers: Numbers) -> Iterator[Finding]:
    """A number that the two before it differ by, but for one digit."""
    if n.value < CLEAR or n.money or not _exact(n):
        return
    near = [m for m in numbers.near(n, BACK) if m.end <= n.start and m.like(n) and m.value >= CLEAR and m.role != "change"]
    if not 2 <= len(near) <= MANY:
        return
    pairs = []
    for a, b in combinations(sorted(near, key=lambda m: m.value), 2):
        if b.value > n.value and one_slip(n.value, b.value - a.value) and not siblings(numbers.gap(*sorted((a, b), key=_at))):
            pairs.append((a, b))
    if len(pairs) != 1:
        return
    a, b = pairs[0]
    words = numbers.text[slice(*numbers.layout.sentence(n.start))]
    told = any(numbers.has(way, numbers.left(n) + "|" + numbers.right(n, 30)) for way in WAYS)
    if any(_AND.search(numbers.gap(m, n)) for m in near if m.sentence == n.sentence and len(numbers.gap(m, n)) < 30):
        return  # "388 orang putus obat dan 176 orang meninggal"
    alone = not any(m.like(n) for m in numbers.by_sentence[n.sentence] if m is not n)
    parts = alone and len(near) == 2 and (b.role == "target" or marked(a, b, numbers))
    digits = len(f"{n.value:.0f}".rstrip("0"))
    if digits < 3 or not (_exact(a) and _exact(b)) or (told and not parts and len(near) > 3):
        return
    if (told or parts) and b.value - a.value not in numbers.values and not explained(n, numbers):
        rule = "change" if any(numbers.has(way, words) for way in ("up", "down")) else "part_rest"
        yield held(rule, n, b.value - a.value, (a, b), f"{shown(b.value)} − {shown(a.value)}", sure=0.75)


def _exact(n: Num) -> bool:
    """Whether a number is told to its last digit: 48.550, not 48 thousand."""
    return not slack(n.words, n.value)


def _at(n: Num) -> int:
    return n.start


def _taken_up(n: Num, numbers: Numbers) -> Iterator[Finding]:
    """ "743 kasus … dari 473 kasus itu": the number taken up is one before it with its digits exchanged."""
    if (
        n.value < CLEAR
        or n.money
        or (not _THAT.match(numbers.right(n, 40)) and not _THAT.match(" " + _last(n) + numbers.right(n, 40)))
    ):
        return
    before = [m for m in numbers.body if m.end < n.start and m.sort == n.sort and m.plain]
    same = {m.value: m for m in before if sorted(f"{m.value:.0f}") == sorted(f"{n.value:.0f}") and m.value != n.value}
    if len(same) == 1 and not any(m.value == n.value for m in before) and not explained(n, numbers):
        m = next(iter(same.values()))
        message = f"{n.words} takes up {m.words}"
        yield Finding(
            "headline" if numbers.layout.headline(m.start) else "sum",
            entries(*numbers.values[m.value], n),
            n.value,
            m.value,
            "contradicts",
            message,
            0.7,
        )


def _last(n: Num) -> str:
    return n.words.split()[-1]


def _items(index: int, numbers: Numbers) -> list[Num]:
    """The numbers of a sentence in a row that "dan" closes, without those that name its items."""
    here = [n for n in numbers.by_sentence[index] if not (n.value <= LABELS and _LABEL.search(numbers.left(n)))]
    if len(here) < 2 or not all(n.plain and not n.percent for n in here) or numbers.layout.headline(here[0].start):
        return []
    gaps = [numbers.gap(a, b) for a, b in pairwise(here)]
    row = all(_GAP.match(gap) for gap in [gaps[0].replace(":", ",", 1), *gaps[1:]])  # "683 ekor: 215 sapi …"
    return here if row and _AND.search(gaps[-1]) else []


def _total(index: int, numbers: Numbers) -> Iterator[Finding]:
    """A list that is all of its sentence, against the only number right before it that may be its total."""
    here = _items(index, numbers)
    span = numbers.text[slice(*numbers.layout.sentences[index])]
    if not here or _SOME.search(span):
        return
    above = [n for n in numbers.span(index - 1, index - 1) if not numbers.layout.headline(n.start)]
    below = [
        n
        for n in numbers.span(index + 1, index + 1)
        if numbers.has("total", numbers.left(n)) and not numbers.has("once", numbers.left(n))
    ]
    for total, items in [(here[0], here[1:]), *((t, here) for t in (*above, *below))]:
        made = added(items)
        noun = regex.compile(rf"\b{regex.escape(total.words.split()[-1])}\s++\p{{Ll}}{{3,}}+\s++$", regex.I)
        named = total.words[-1].isalpha() and all(noun.search(numbers.left(n)) for n in items)
        sides = len(items) == 2 and (
            named or all(numbers.has("sides", numbers.left(n, 40) + n.words + numbers.right(n, 14)) for n in items)
        )
        if len(items) < (2 if sides else FEWEST) or total.value <= max(n.value for n in items) or total.value < LABELS:
            continue
        if not total.plain or total.percent or total.money != items[0].money:
            continue
        medals = {n.sort for n in items} == set(MEDALS) or all(any(w in _near(n, numbers) for w in MEDALS) for n in items)
        if abs(made - total.value) > (2 if medals else 1) * CLOSE * total.value:
            continue
        around = numbers.span(index - 2, index + 1)
        exact = not any(slack(n.words, n.value) for n in (total, *items))
        if (
            made == total.value
            or made in numbers.values
            or not exact
            or any(m.value > total.value for m in above if m.sort in (total.sort, items[0].sort))
        ):
            continue
        slipped = one_slip(total.value, made) or any(one_slip(n.value, total.value - made + n.value) for n in items)
        whole = named or _WHOLE.search(numbers.left(total)) or _ANY.match(numbers.right(total, 20))
        partly = any(added(run) == total.value for count in (2, 3) for run in combinations(around, count) if total not in run)
        made_of = total is here[0] and _MADE_OF.search(numbers.gap(total, items[0])) is not None
        if (slipped and whole and _sorted(total, items) and not partly) or (medals and (made_of or not partly)):
            yield held("sum", total, made, items, " + ".join(shown(n.value) for n in items), sure=0.75)
            return


def _near(n: Num, numbers: Numbers) -> str:
    return n.sort + numbers.right(n, 12)


def _sorted(total: Num, items: Sequence[Num]) -> bool:
    """Whether items may be of a total by their sorts: all of its, all of none, or each of its own."""
    sorts = {n.sort for n in items}
    return (
        not total.sort or sorts <= {total.sort, ""} or len(sorts) == 1 or (len(sorts) == len(items) and total.sort not in sorts)
    )
