"""Totals against their items, told sentence by sentence, and the headline's number against the body.

"Empat pantai menerima 40.385 pengunjung. Parangtritis 18.420 orang. Pantai Depok 12.655 …": the items follow one another,
and the text says how many they are, or closes the list ("sisanya", "tak ada yang lain"). A headline's number that is nowhere
in the body is told only where the body has the same digits in another order or with a moved point.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

import regex

from pipeline.resolve.arithmetic import slack, slip, verdict
from pipeline.resolve.checks.meant import said
from pipeline.resolve.checks.numbers import Num, Numbers, added, held, runs
from pipeline.resolve.checks.slips import made
from pipeline.resolve.findings import Finding, shown

REACH = 4  #: sentences over which a list may go
CLOSE = 0.15  #: by which share of the total its items may miss it and still be its items
MOST = 12  #: a number that may tell how many items there are
MANY = 8  #: items of a list that are tried
ENOUGH = 4  #: items of one noun in a sentence that ends in "dan": the list is whole
SURE = 1000  #: numbers that two others hardly make by chance
FEWEST = 3  #: items of a list that is told sentence by sentence
PEOPLE = ("people", "households", "%", "points")  #: sorts that no other number makes up
_MADE_OF = regex.compile(
    r"^[^.;:!?\d\n]{0,40}(?:,|\b)\s*+(?:terdiri|terbagi|yakni|yaitu|meliputi|rinciannya)\b[^.;!?\d\n]{0,50}$", regex.I
)
_COLON = regex.compile(r"^[^.;!?\d\n]{0,40}:[^.;!?\d\n]{0,40}$")
_MOST = regex.compile(
    r"\b(?:terbanyak|tertinggi|terbesar|paling\s++(?:banyak|tinggi|besar)|terdiri\s++(?:atas|dari))\b[^.;!?\d]*+$", regex.I
)
_SOME = regex.compile(
    r"\b(?:ter(?:banyak|tinggi|besar|luas|rendah|kecil|sedikit)|paling\s++\p{Ll}++|antara\s++lain|di\s?antara\p{Ll}*+|seperti|misal\p{Ll}*+|"
    r"termasuk|sisanya|selebihnya|lainnya|dll|dan\s++lain|masing-masing)\b",
    regex.I,
)
_OF_OTHERS = regex.compile(
    r"(?:^\W*+|,\s*+)dari\s++(?!(?:jumlah|total|angka|sejumlah|seluruh|semua)\b)[^.;,\d]*+,\s++$", regex.I
)
_MEAN = regex.compile(r"\brata-rata\b", regex.I)
_EACH = regex.compile(r"\s++(?:\p{L}++\s++)?(?:per|(?:se)?tiap)\b", regex.I)
_SISANYA = regex.compile(r"\b(?:sisanya|selebihnya)\b", regex.I)
_RESULT = regex.compile(r"\b(?:hasil|muatan|jumlah|produksi|kerusakan)(?:nya)?\b[^.;!?\d,]{0,40}$", regex.I)
_AND = regex.compile(r"\b(?:dan|serta|sedangkan|sementara)\s++(?:\p{Ll}++\s++){0,3}$", regex.I)
_ROW = regex.compile(r"^[^.;:!?\d\n]{0,50}(?:[,;]|\b(?:dan|serta|sedangkan)\b)[^.;:!?\d\n]{0,40}$", regex.I)
_SOURCE = regex.compile(
    r"\b(?:bersumber|berasal|terdiri|meliputi|mencakup|dirinci|(?:pe)?rincian(?:nya)?|terbagi|dibagi|diperoleh|didapat|dihimpun|"
    r"disumbang|ditopang|datang|dipakai|digunakan|dialokasikan|diperuntukkan|disalurkan)\b",
    regex.I,
)
_LAST = regex.compile(r"\b(?:dan|serta|sedangkan)\b", regex.I)
_NOT = regex.compile(r"\b(?:(?:tidak|tak|belum|bukan)\s++|non-?)(?P<word>\p{L}{3,}+)", regex.I)
_PART = regex.compile(r"\b(?:di\s?antara(?:nya|\s++mereka)|antara\s++lain|termasuk)\b", regex.I)


def findings(numbers: Numbers) -> Iterator[Finding]:
    """All totals told; a number of four digits that two others make is right, whatever list stands beside it."""
    for n in numbers.all:
        if n.plain and not n.percent and n.value >= 10 and not numbers.crowded(n.sentence):
            for f in _of(n, numbers):
                if f.verdict != "contradicts" or n.value < SURE or not made(n, numbers):
                    yield f
    yield from _opposites(numbers)


def _of(n: Num, numbers: Numbers) -> Iterator[Finding]:
    if not n.money:
        yield from _behind(n, numbers)
    if n.sort:
        yield from _list(n, numbers)
        yield from _two(n, numbers)
    if n.sort and not n.money:
        yield from _sides(n, numbers)


def _one_of(total: Num, numbers: Numbers) -> bool:
    """Whether the words before a number tell that it is itself one of a list: "terbanyak di Medan, yakni 171 tersangka"."""
    return _MOST.search(numbers.left(total, 90)) is not None


def _listed(total: Num, sentence: int, numbers: Numbers) -> list[Num]:
    """The numbers of a sentence where all of them are of one sort, and so may be items of a total told later."""
    here = numbers.by_sentence.get(sentence, [])
    span = numbers.layout.sentence(here[0].start) if here else (0, 0)
    apart = not here or numbers.crowded(sentence) or numbers.layout.headline(here[0].start) or any(m.percent for m in here)
    if apart or _SOME.search(numbers.text, *span):
        return []
    return [n for n in here if n.plain and (n.sort == total.sort or not total.sort or not (n.sort in PEOPLE or n.money))]


def _row(items: Sequence[Num], numbers: Numbers) -> bool:
    """Whether numbers follow one another in a list that "dan" closes, with nothing before it in its sentence."""
    gaps = [numbers.gap(a, b) for a, b in pairwise(items)]
    return (
        numbers.by_sentence[items[0].sentence][: len(items)] == list(items)
        and all(map(_ROW.match, gaps))
        and bool(gaps and _AND.search(gaps[-1]))
    )


def _behind(total: Num, numbers: Numbers) -> Iterator[Finding]:
    """ "Gantarang 145 siswa, Ujung Bulu 120 siswa, Kajang 95 siswa, dengan total 480 siswa"."""
    items = [n for n in numbers.by_sentence[total.sentence] if n.start < total.start and total.sort and n.sort == total.sort]
    if not items and numbers.layout.sentence(total.start)[0] > 0:
        left, right = said(total, numbers), numbers.right(total, 30)
        summed = numbers.has("total", left) or numbers.has("total", right) or _RESULT.search(left)
        items = next(filter(None, (_listed(total, total.sentence - back, numbers) for back in (1, 2))), [])
        above = [n for back in (3, 2, 1) for n in _listed(total, total.sentence - back, numbers)]
        if len(items) < FEWEST <= len(above) <= MANY and (numbers.has("total", left) or _RESULT.search(left)):
            items = above  # "A meraih 14.906 suara, disusul B 11.482. C harus puas dengan 6.317 suara."
        opens = all(n.value <= MOST for n in numbers.by_sentence[total.sentence] if n.start < total.start)
        few = len(items) < FEWEST or numbers.has("once", left) or not opens
        one = len({n.sort for n in items} | {total.sort} - {""}) == 1
        row = bool(items) and items[0].sort == total.sort and _row(items, numbers)
        near = abs(added(items) - total.value) <= CLOSE * total.value
        if summed and not few and (((one or row) and (_makes(total, items) or _slipped(total, items))) or (row and near)):
            yield _held(total, items)
        return
    if numbers.has("total", numbers.left(total, 30)) and len(items) >= FEWEST and all(n.value < total.value for n in items):
        made = added(items)
        if verdict(total.value, made, total.unit) != "contradicts" or abs(made - total.value) <= CLOSE * total.value:
            yield _held(total, items)


def _following(total: Num, numbers: Numbers) -> list[Num]:
    """The smaller numbers of like sort behind a total, in order, up to the first that is larger."""
    found: list[Num] = []
    for index in range(total.sentence, total.sentence + REACH + 1):
        for n in numbers.by_sentence.get(index, ()) if not numbers.crowded(index) else ():
            bare = not n.sort and not (found and found[-1].sentence == index)
            if _MEAN.search(numbers.left(n, 40)) or _EACH.match(numbers.text, n.end):
                continue
            if n.start > total.end and _alike(n, total, numbers) and not bare and not (n.id and n.id == total.id):
                if n.value >= total.value or not n.plain or (index > total.sentence and _another(n, numbers)):
                    return found
                if any(m.value == n.value and m.sentence < n.sentence for m in found):
                    return found  # an item is taken up: "Dari 620 pelajar itu …"
                found.append(n)
    return found


def _another(n: Num, numbers: Numbers) -> bool:
    """Whether a number opens a list of another whole: "Dari korban yang meninggal, lima orang …"."""
    left = numbers.left(n, 90)
    return _OF_OTHERS.search(left) is not None and numbers.by_sentence[n.sentence][0] is n


def _alike(n: Num, total: Num, numbers: Numbers) -> bool:
    """Whether a number may be an item of a total: of its sort, or of a word behind it, "1.452 rumah rusak: 312 rusak berat"."""
    if n.sort == total.sort or total.sort in PEOPLE or total.money or n.percent or n.money:
        return n.sort == total.sort
    return n.sort in ("", *numbers.right(total, 30).lower().replace(",", " ").replace(":", " ").split())


def _makes(total: Num, items: Sequence[Num]) -> bool:
    """Whether items make a total, but for the rounding of what is told in thousands and millions."""
    return (
        abs(added(items) - total.value) <= slack(total.words, total.value) + sum(slack(n.words, n.value) for n in items) + 1e-6
    )


def _slipped(total: Num, items: Sequence[Num]) -> bool:
    """Whether items just miss a total, and it or one of them looks like a slip."""
    made = added(items)
    near = abs(made - total.value) <= CLOSE * total.value and not _makes(total, items)
    return near and (slip(total.value, made) or any(slip(n.value, total.value - made + n.value) for n in items))


def _list(total: Num, numbers: Numbers) -> Iterator[Finding]:
    items = _following(total, numbers)
    if _one_of(total, numbers) or (items and _SISANYA.search(numbers.left(items[0]))):
        return
    for run in runs(items[:MANY], 2):  # a total that any choice of the first items makes is right
        other = run[0].sentence > items[0].sentence  # another way to part the same total
        if not other and _makes(total, run) and not _left_out(total, run, items, numbers):
            if len(run) >= FEWEST and (added(run) == total.value or len({n.unit for n in (total, *run)}) == 1):
                yield _held(total, run)
            return
    if items and added(items) + total.value in numbers.values:
        return  # it is itself an item of a larger total
    for count in range(FEWEST, len(items) + 1):
        run = items[:count]
        if any(a.sentence < b.sentence and _SISANYA.search(numbers.right(a, 90)) for a, b in pairwise(run)):
            return  # "masjid 210 orang, sekolah 165 orang, selebihnya ke rumah kerabat. Empat orang …"
        last = run[-1].sentence
        span = numbers.text[numbers.layout.sentence(total.start)[0] : numbers.layout.sentences[last][1]]
        behind = numbers.text[run[-1].end : numbers.layout.sentences[min(last + 1, len(numbers.layout.sentences) - 1)][1]]
        alone = count == len(items) or items[count].sentence > last + 1
        closed = alone and (numbers.has("closes", span) or numbers.has("closes", behind))
        told = count in _told_counts(total, run, numbers)
        exact = not total.money and not any(slack(n.words, n.value) for n in (total, *run))
        graded = len({n.unit for n in (total, *run)}) == 1 and run[0].sentence == last <= total.sentence + 1
        source = total.money and alone and run[0].sentence == last and _taken_up(total, run, numbers)
        near = (exact or source or (closed and graded)) and _slipped(total, run)
        if any(_PART.search(numbers.left(n)) for n in run):
            return
        if numbers.has("items", numbers.text[slice(*_opening(run[0], numbers))]) and alone and run[0].sentence == last:
            closed = True
        closed = closed or (_COLON.match(numbers.gap(total, run[0])) is not None and alone)
        more = exact and alone and run[0].sentence == last and added(run) > total.value and _AND.search(numbers.left(run[-1]))
        whole = exact and alone and count >= ENOUGH and run[0].sentence == last and _AND.search(numbers.left(run[-1]))
        whole = whole and len({n.sort for n in run} | {total.sort}) == 1 and not _SOME.search(span + behind)
        if ((told or closed or more or whole or source) and near) or _left_out(total, run[:-1], run, numbers):
            yield _held(total, run)
            return


def _taken_up(total: Num, run: Sequence[Num], numbers: Numbers) -> bool:
    """Whether a list tells where a sum comes from or goes, up to a last "dan": "Angka itu bersumber dari …"."""
    start = max(total.end, numbers.layout.sentence(run[0].start)[0])
    opened = _SOURCE.search(numbers.text, start, run[0].start)
    return bool(opened) and run[0].sentence <= total.sentence + 1 and _LAST.search(numbers.left(run[-1])) is not None


def _two(total: Num, numbers: Numbers) -> Iterator[Finding]:
    """ "1.452 kendaraan, terdiri dari 1.012 sepeda motor dan 540 mobil": two items close the sentence."""
    here = [n for n in numbers.by_sentence[total.sentence] if n.start > total.end]
    if len(here) != 2 or not all((n.plain and not n.percent and n.like(total)) or n.sort not in PEOPLE for n in here):
        return
    a, b = here
    if not _MADE_OF.match(numbers.gap(total, a)) or not _AND.search(numbers.gap(a, b)):
        return
    if _makes(total, here) or _slipped(total, here):
        yield _held(total, here)


def _opening(first: Num, numbers: Numbers) -> tuple[int, int]:
    """The first words of the sentence in which a list begins: "Mereka mengikuti kelas pijat 60 orang …"."""
    start = numbers.layout.sentence(first.start)[0]
    return start, min(start + 20, first.start)


def _left_out(total: Num, run: Sequence[Num], items: Sequence[Num], numbers: Numbers) -> bool:
    """Whether the total is the sum of all but the last of as many items as its own sentence tells: "di empat pantai"."""
    behind = numbers.text[total.end : numbers.layout.sentence(total.start)[1]]
    told = [n.value for n in numbers.by_sentence[total.sentence] if n.start > total.end and n.value <= MANY]
    whole = len(run) + 1 == len(items) and len(run) >= FEWEST and tuple(items[:-1]) == tuple(run)
    return bool(behind) and whole and told == [len(items)] and added(run) == total.value


def _told_counts(total: Num, run: Sequence[Num], numbers: Numbers) -> set[float]:
    """The small numbers before the items, which may tell how many there are: "tiga sektor", "empat kecamatan"."""
    around = numbers.span(total.sentence - 1, run[-1].sentence)
    return {n.value for n in around if n.value <= MOST and n.start < run[-1].start}


def _sides(total: Num, numbers: Numbers) -> Iterator[Finding]:
    """ "387 WNI … Laki-laki 241 orang, perempuan 156 orang": the two sides of one sentence make the total before them."""
    for index in range(total.sentence, total.sentence + REACH):
        here = [n for n in numbers.by_sentence.get(index, ()) if n.start > total.end and n.sort in (total.sort, "")]
        sides = [n for n in here if numbers.has("sides", numbers.left(n, 40) + n.words + numbers.right(n, 14))]
        between = [n for n in numbers.span(total.sentence, index - 1) if n.start > total.end]
        if len(here) != 2 or here != sides or any(n.sort == total.sort and n.id != total.id for n in between):
            continue
        made = added(sides)
        if (
            verdict(total.value, made, total.unit, mod=total.mod) != "contradicts"
            or slip(total.value, made)
            or any(slip(n.value, total.value - m.value) for n, m in (sides, sides[::-1]))
        ):
            yield _held(total, sides)
        return


def _opposites(numbers: Numbers) -> Iterator[Finding]:
    """ "4.631 jemaah laki-laki dan 5.247 perempuan … Jemaahnya 9.918"; "566.213 sah, 21.904 tidak sah … seluruhnya 588.117"."""
    plain = [n for n in numbers.body if not n.percent and not n.money and n.value >= FEWEST and not numbers.crowded(n.sentence)]
    for a, b in pairwise(plain):
        if not (a.plain and b.plain and a.like(b) and b.sentence - a.sentence <= 1):
            continue
        sexes = all(numbers.has("sides", n.words + numbers.right(n, 14)) for n in (a, b))
        if not sexes and not denied(a, b, numbers):
            continue
        made, least = a.value + b.value, max(a.value, b.value)
        around = [t for t in numbers.near(a, 2, 3) if t.like(a) and t.value > least and t not in (a, b) and not t.percent]
        if any(verdict(t.value, made, t.unit) != "contradicts" for t in around):
            continue  # `_sides` tells what agrees
        told = [t for t in around if t.start > b.end and _meant(t, a, b, numbers, sexes=sexes)]
        if len(told) == 1 and made not in numbers.values:
            yield _held(told[0], (a, b))


def _meant(t: Num, a: Num, b: Num, numbers: Numbers, *, sexes: bool) -> bool:
    """Whether a number is meant as the sum of two sides and looks like a slip of it."""
    made, left = a.value + b.value, numbers.left(t)
    if t.value < 100 or abs(t.value - made) > CLOSE * made or numbers.has("once", left):
        return False
    slipped = slip(t.value, made) or slip(a.value, t.value - b.value) or slip(b.value, t.value - a.value)
    return slipped and (sexes or numbers.has("all of it", left))


def denied(a: Num, b: Num, numbers: Numbers) -> bool:
    """Whether one of two numbers is told of what the other is not: "sah", "tidak sah"."""
    one, two = (numbers.left(n, 40) + "|" + numbers.right(n, 40) for n in (a, b))
    for yes, no in ((one, two), (two, one)):
        words = {m["word"].lower() for m in _NOT.finditer(no)} - {m["word"].lower() for m in _NOT.finditer(yes)}
        if words & set(regex.findall(r"\p{L}++", yes.lower())):
            return True
    return False


def _held(total: Num, items: Sequence[Num]) -> Finding:
    finding = held("sum", total, added(items), items, " + ".join(shown(n.value) for n in items))
    rounded = finding.verdict == "contradicts" and _makes(total, items)
    return replace(finding, verdict="rounds") if rounded else finding
