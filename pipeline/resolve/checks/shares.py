"""Parts told as percent, held against the numbers around them.

"Dari 5.400 bangku, 4.212 terisi. Itu berarti keterisian 87 persen". As in `told`, any two numbers that bear it out acquit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations, product

import regex

from pipeline.resolve.arithmetic import one_slip, rounded, slack, slip
from pipeline.resolve.checks.meant import before, beside, part_and_whole, sums_up
from pipeline.resolve.checks.numbers import Num, Numbers, held, shares, slipped
from pipeline.resolve.checks.told import MANY, WRONG
from pipeline.resolve.findings import Finding, shown
from pipeline.resolve.words import small

SAME = 0.03  #: by which share two bases may differ and still be one
LEAST = 30  #: a whole below which a share of another sentence looks like a slip by chance
_BESIDE = regex.compile(
    r"^[^.;:!?\d\n]{0,60}?(?:\s\(|\b(?:atau|alias|setara|sama\s++dengan|yakni|yaitu))\s*+(?:\p{Ll}++\s++){0,3}+$", regex.I
)
_LITTLE = regex.compile(r"\b\d\b")
_OR_PART = regex.compile(r"^[^.;:!?\d\n]{0,25}?(?:\s\(|\b(?:atau|alias|yakni|yaitu))\s*+(?:\p{Ll}++\s++){0,2}+$", regex.I)
_OF_WHOLE = regex.compile(
    r"^\s*+(?:(?!menjadi|atau|dan\b)\p{Ll}++\s++){0,4}?(?:dari|terhadap|sasaran|target|kuota)\b"
    r"(?:(?!\b(?:menjadi|atau|dan|naik|turun)\b)[^.;:!?\d\n]){0,70}$",
    regex.I,
)
_ENDS = regex.compile(r"\s*+(?:[.,;)\"”]|(?:dari|yang)\b|$)", regex.I)
_NOUN = regex.compile(r"\s++(?:dari\s++)?(?!(?:me|di|ter|ber)\p{Ll}{4})(\p{L}++)", regex.I)
_FROM = regex.compile(r"\bdari\s++(?:\p{L}++\s++){0,4}+$", regex.I)
_THIS = regex.compile(r"(?:\b\p{L}{4,}+\s++(?:itu|tersebut|ini)|^itu)(?=\s)(?P<gap>[^.,;:]*+)$", regex.I)
_WORD = regex.compile(r"\p{L}{4,}+")
_OF_WORDS = regex.compile(
    r"^\s*+(?:dari|terhadap)\s++(?!(?:total|jumlah|seluruh|keseluruhan)\b[^.]{0,25}\b(?:itu|tersebut|ini)\b)\p{L}"
)
_PART_OF = regex.compile(r"^\s++(?:(?!dari\b)\p{L}++\s++){0,8}dari\s++(?:\p{L}++\s++){0,4}$", regex.I)
_AMONG = regex.compile(r"\bdi\s?antara(?:nya|\s++(?:mereka|jumlah))\b", regex.I)
_GOAL = regex.compile(
    r"(?<!\bdari\s)\b(?:(?:di|men)?target(?:kan)?|mematok|dipatok|memasang|mensyaratkan|membidik|mengincar|mengejar|ambang|standar|"
    r"batas|kesepakatan|minimal|maksimal)\b(?![^,.;]*\b(?:tercapai|mencapai|terealisasi|sudah|baru)\b)"
    r"[^,.;]{0,40}$",
    regex.I,
)
_OTHER = regex.compile(r"\b(?:19|20)\d\d\b|\b[Dd]i\s++(?:\p{Lu}|(?:Kecamatan|Kabupaten|Kota|Desa|Provinsi)\b)")
_THAT = regex.compile(r"\s++(?:itu|tersebut|ini)\b", regex.I)  # "menilai angka 45 persen itu"
_RATE = regex.compile(
    r"(?:cakupan|capaian|realisasi|serapan|penyerapan|penyaluran|keterisian|kehadiran|partisipasi|progres|persentase|kelulusan)"
    r"(?:nya)?\b(?:\s++\p{Ll}++){0,6}+\s++$",
    regex.I,
)
_EARLIER = regex.compile(r"\b(?:sebelumnya|semula|(?:tahun|bulan|pekan|semester)\s++lalu)\b", regex.I)
_ITS_NUMBER = regex.compile(r"^(?:jumlahnya|yakni|yaitu|atau)\s++(?:sebanyak\s++|sekitar\s++|mencapai\s++)?$", regex.I)


def findings(numbers: Numbers) -> Iterator[Finding]:
    """All parts told."""
    bases: set[float] = set()  # wholes that other shares have borne out
    for n in numbers.body:
        apt = n.sort == "%" and 0 < n.value < 100 and n.kind in ("share", "other", "")
        if apt and not numbers.crowded(n.sentence) and not goal(n, numbers):
            tied = _tied(n, bases, numbers)
            last = numbers.before(n)
            for f in [tied] if tied else _share(n, bases, numbers):
                if f.verdict != "contradicts" or not last or not same_base(n, last.value, numbers):
                    yield f


def _share(p: Num, bases: set[float], numbers: Numbers) -> Iterator[Finding]:
    """A percentage that stands beside its part, or that the sentences before reckon out."""
    left, right = numbers.left(p, 90), numbers.text[p.end : p.end + 60]
    last = numbers.before(p)
    part = last if last and not last.percent and _BESIDE.match(numbers.gap(last, p)) else None
    among = _AMONG.search(right[:40]) is not None
    that = _THAT.match(numbers.text, p.end) is not None and len(numbers.values[p.value]) == 1
    if part is None and among:
        part = next((m for m in numbers.by_sentence.get(p.sentence + 1, [])[:1] if _first(m, numbers)), None)
    if part is None and not (numbers.has("reckons", left) or sums_up(left) or that):
        return
    if part and (numbers.has("up", numbers.left(part)) or numbers.has("down", numbers.left(part)) or part.role == "change"):
        return
    wide = [m for m in numbers.near(p, 3) if not m.percent and m.value > 1]
    if len(wide) > MANY:
        return
    for a, b in combinations(sorted(wide, key=lambda m: m.value), 2):
        value = 100 * a.value / b.value
        if not a.like(b) or (part and part.value != a.value):
            continue
        if held("part_whole", p, value, (), "").verdict != "contradicts":
            bases.add(b.value)
            yield told(p, a, b)
            return
        if held("part_whole", p, 100 - value, (), "").verdict != "contradicts" and not part:
            return
    if not p.plain or (_OF_WORDS.match(right) and not among) or (part and not part.plain):
        return
    if part:
        known = [b for b in wide if b.value in bases and b.like(part) and b.value > part.value]
        if len(known) == 1:
            yield told(p, part, known[0])
            return
    for back in (0, 1, 2) if part else (1,):
        near = [m for m in numbers.near(p, back) if not m.percent and m.value > 1]
        if part:
            pairs = [(part, b) for b in near if b.value > part.value and b.like(part) and b.start < p.start]
        else:
            pairs = shares(near) if len(near) == 2 else []
        if pairs:
            a, b = pairs[0]
            value = 100 * a.value / b.value
            mistaken = slipped(p, value) or abs(p.value + value - 100) < 1 or slip(a.value, round(p.value * b.value / 100))
            if len(pairs) == 1 and mistaken and (part or b.value >= LEAST):
                yield told(p, a, b)
                return
            break
    pair = part_and_whole(numbers, p.start) if not part or part.value in {n.value for n in before(numbers, p.start)} else None
    if pair and (not part or pair[0].value == part.value) and _clear(p, *pair, wide) and _said_of(p, *pair, numbers):
        yield told(p, *pair, sure=0.8)


def _said_of(p: Num, part: Num, whole: Num, numbers: Numbers) -> bool:
    """Whether the words of a share sum up what stands before, or its whole is in its own sentence; no other time or place."""
    left, first = numbers.text[numbers.layout.sentence(p.start)[0] : p.start], min(part, whole, key=lambda n: n.start)
    span = numbers.text[numbers.layout.sentence(first.start)[0] : p.start]
    tied = sums_up(left) or whole.sentence == p.sentence or beside(numbers.left(p)) or _THAT.match(numbers.text, p.end)
    value = 100 * part.value / whole.value
    tied = tied or (_RATE.match(left) and slipped(p, value))
    return bool(tied) and not _OTHER.search(numbers.left(p, 90)) and not _EARLIER.search(span)


def _clear(p: Num, part: Num, whole: Num, near: list[Num]) -> bool:
    """Whether a share can only be meant of a part and whole: no third number nearby, and it is not far off."""
    value = 100 * part.value / whole.value
    others = [m for m in near if m.value not in (part.value, whole.value) and m.like(whole) and m.value >= LEAST]
    return (
        not others and 1 / WRONG <= value / p.value <= WRONG and abs(value - p.value) >= 1 and abs(100 - value - p.value) >= 1
    )


def _tied(p: Num, bases: set[float], numbers: Numbers) -> Finding | None:
    """The two numbers that grammar ties to a share: "A dari pagu B atau 57 persen", "Angka itu 64 persen dari target B".

    Where only one of them is tied, the other is the only one nearby, and a wrong share must look like a slip.
    """
    whole = _whole(p, numbers)
    part = _part(p, whole, numbers)
    near = [m for m in numbers.near(p, 3, 1) if not m.percent and m.value > 1]
    moved = part and (part.role == "change" or any(numbers.has(way, numbers.left(part, 40)) for way in ("up", "down")))
    if not (part or whole):
        return _across(p, numbers)
    if moved or len(near) > MANY or (part and whole and not part.value < whole.value):
        return None
    parts = [part] if part else [m for m in near if whole and m.value < whole.value]
    wholes = [whole] if whole else [m for m in near if part and m.value > part.value]
    for a, b in product(parts, wholes):
        finding = _short_for(p, a, b)
        if a.like(b) and finding.verdict != "contradicts":
            bases.add(b.value)
            return finding
    if _explained(p, part, whole, near):
        return None
    if not part or not whole:
        known = [b for b in wholes if part and b.value in bases and b.like(part)]
        fine = [b for b in wholes if part and p.unit < 1 and one_slip(p.value, rounded(100 * part.value / b.value, p.unit))]
        wholes = known or (fine if len(fine) == 1 else wholes)
        parts, wholes = (_nearest(found, p) if len(found) > 1 else found for found in (parts, wholes))
    if len(parts) != 1 or len(wholes) != 1 or not parts[0].like(wholes[0]):
        return None
    a, b = parts[0], wholes[0]
    value = 100 * a.value / b.value
    sure = part and whole and a.sort and a.plain and b.plain and p.plain and 1 / WRONG <= value / p.value <= WRONG
    above = all(m.start < p.start for m in (a, b) if m not in (part, whole))
    named = part is None or whole or _named(p, b, numbers)
    return _short_for(p, a, b) if sure or (above and named and b.value >= LEAST and slipped(p, value)) else None


def _across(p: Num, numbers: Numbers) -> Finding | None:
    """A share alone in its sentence, beside one of just two numbers: "Cakupan 85 persen. Dari 12.480 anak, 9.360 datang"."""
    alone = numbers.by_sentence[p.sentence] == [p] and not _OF_WORDS.match(numbers.text, p.end)
    if not alone or _OTHER.search(numbers.left(p, 90)):
        return None
    for index in (p.sentence + 1, p.sentence - 1):
        here = [n for n in numbers.by_sentence.get(index, ()) if not numbers.layout.headline(n.start)]
        if len(here) == 2 and all(n.plain and not n.percent for n in here) and here[0].like(here[1]):
            a, b = sorted(here, key=lambda n: n.value)
            value = round(rounded(100 * a.value / b.value, p.unit), 9)
            if b.value >= LEAST and _FROM.search(numbers.left(b)) and one_slip(p.value, value) and not borne_out(p, numbers):
                return told(p, a, b, sure=0.8)
    return None


def _part(p: Num, whole: Num | None, numbers: Numbers) -> Num | None:
    """The part that stands beside a share: "A atau 64 persen", "64 persen atau A", "Angka itu baru 64 persen"."""
    here, after = _sides(p, numbers)
    last = next((n for n in reversed(here) if n is not whole), None)
    if last and not last.percent:
        if whole and last.start < whole.start < p.start:
            tied = _PART_OF.match(numbers.gap(last, whole)) and _beside(numbers.gap(whole, p), numbers)
            return last if tied else None
        if _BESIDE.match(numbers.gap(last, p)):
            return last
    if after and after[0] is not whole and not after[0].percent and _OR_PART.match(numbers.gap(p, after[0])):
        return after[0]
    if last:
        ends = not last.percent and _ENDS.match(numbers.text, p.end)
        return last if ends and _beside(numbers.gap(last, p), numbers) else None
    this = _THIS.search(numbers.left(p, 90))
    if this and numbers.only("amounts to", this["gap"]):
        above = [n for n in numbers.by_sentence.get(p.sentence - 1, []) if not n.percent]
        above = [n for n in above if not numbers.layout.headline(n.start)]
        return above[-1] if above else None
    return None


def _beside(gap: str, numbers: Numbers) -> bool:
    """Whether words tie a share to the number before: "A atau", "A dari B siswa kelas 5 sudah disuntik, sekitar"."""
    told, comma, words = _LITTLE.sub("", gap).rpartition(",")
    return _BESIDE.match(gap) is not None or (bool(comma) and len(told) < 60 and numbers.only("amounts to", words))


def _sides(p: Num, numbers: Numbers) -> tuple[list[Num], list[Num]]:
    """The numbers of a sentence before a share and behind it; ranks such as "kelas 5" are none."""
    here = [n for n in numbers.by_sentence.get(p.sentence, ()) if n.value >= 10 or n.sort or n is p]
    return [n for n in here if n.end <= p.start], [n for n in here if n.start >= p.end]


def _whole(p: Num, numbers: Numbers) -> Num | None:
    """The whole that a share names: "64 persen dari target B", "64 persen, yakni A dari B", "Dari B, A atau 64 persen"."""
    here, after = _sides(p, numbers)
    if after and not after[0].percent and _OF_WHOLE.match(numbers.gap(p, after[0])):
        return after[0]
    if len(after) > 1 and _OR_PART.match(numbers.gap(p, after[0])) and _PART_OF.match(numbers.gap(*after[:2])):
        return after[1]
    above = [n for n in here if not n.percent and _FROM.search(numbers.left(n))]
    return above[-1] if above else None


def pair(p: Num, numbers: Numbers) -> tuple[Num, Num] | None:
    """The part and the whole of a share in words: grammar ties both, or the part, and one number nearby can be its whole."""
    whole = _whole(p, numbers)
    part = _part(p, whole, numbers)
    if part and not whole:
        near = [m for m in numbers.near(part, 2) if m.start < p.start and not m.percent]
        wholes = [m for m in near if m.value > part.value and m.like(part)]
        whole = wholes[0] if len(wholes) == 1 and _named(p, wholes[0], numbers) else None
    if not part or not whole or not part.value < whole.value or not (part.plain and whole.plain):
        return None
    tied = part.like(whole) or (part.money == whole.money and _PART_OF.match(numbers.gap(part, whole)))
    return (part, whole) if tied else None


def _nearest(found: list[Num], p: Num) -> list[Num]:
    """Of several numbers those of the nearest sentence that has any."""
    for back in (0, 1, 2, 3, -1):
        if here := [m for m in found if m.sentence == p.sentence - back]:
            return here
    return []


def _explained(p: Num, part: Num | None, whole: Num | None, near: list[Num]) -> bool:
    """Whether other numbers nearby, two of them together too, make the share with its part or its whole."""
    sums = [m.value for m in near] + [a.value + b.value for a, b in combinations(near, 2) if a.like(b)]
    made = [100 * part.value / v for v in sums if v] if part else []
    made += [100 * v / whole.value for v in sums] if whole else []
    return any(abs(v - p.value) <= p.unit for v in made)


def _named(p: Num, whole: Num, numbers: Numbers) -> bool:
    """Whether a number counts what the words behind a share name, if any: "40 persen dari total belanja"."""
    right = numbers.text[p.end : numbers.layout.sentence(p.start)[1]][:60]
    noun = _NOUN.match(right)
    if not noun or noun[1] in small(numbers.lexicon):
        return True
    words = {w.lower()[:6] for w in _WORD.findall(right)}
    around = numbers.left(whole) + whole.words + " " + numbers.right(whole, 30)
    return bool(words & {w.lower()[:6] for w in _WORD.findall(around)})


def _short_for(p: Num, a: Num, b: Num) -> Finding:
    """A share against its part and whole, which may be short for longer numbers: "1,2 juta"."""
    low, high = (100 * (a.value - x * slack(a.words, a.value)) / (b.value + x * slack(b.words, b.value)) for x in (1, -1))
    finding = told(p, a, b)
    if finding.verdict == "contradicts" and low - p.unit <= p.value <= high + p.unit:
        return replace(finding, verdict="rounds")
    return finding


def same_base(p: Num, part: float, numbers: Numbers) -> bool:
    """Whether another part and its share imply the same base: "4,48 juta atau 19,8 persen … 3,76 juta atau 16,8"."""
    base = part / p.value
    for q in numbers.all:
        m = numbers.before(q) if q.sort == "%" and 0 < q.value < 100 and q.value != p.value else None
        if m and not m.percent and m.value not in (part, q.value) and _BESIDE.match(numbers.gap(m, q)):
            near = p.unit / p.value + q.unit / q.value
            if abs(m.value / q.value / base - 1) <= min(near, SAME) + 0.01:
                return True
    return False


def goal(p: Num, numbers: Numbers) -> bool:
    """Whether a share is one that was aimed at: "di atas target 85 persen", "menargetkan 90 persen"."""
    return _GOAL.search(numbers.left(p)) is not None


def borne_out(p: Num, numbers: Numbers, *, about: bool = False) -> bool:
    """Whether two numbers of the sentences around a share make just that share, or two of which one is "about" so many."""
    vague = [m for m in numbers.near(p, 1, plain=False) if m.mod == "APPROX"]
    near = [m for m in [*numbers.near(p, 3, 1), *vague] if not m.percent and m.value > 1]
    pairs = [(a, b) for a, b in shares(near) if not (about and a.plain and b.plain)] if len(near) <= MANY else []
    return any(held("part_whole", p, 100 * a.value / b.value, (), "").verdict == "agrees" for a, b in pairs)


def told(p: Num, part: Num, whole: Num, *, sure: float = 0.85) -> Finding:
    """A percentage against its part and its whole."""
    formula = f"{shown(part.value)} / {shown(whole.value)} × 100"
    return held("part_whole", p, 100 * part.value / whole.value, (part, whole), formula, sure=sure)


def _first(m: Num, numbers: Numbers) -> bool:
    """Whether a sentence opens by telling the number of what the sentence before spoke of: "Jumlahnya 3.240 orang"."""
    return _ITS_NUMBER.match(numbers.text[numbers.layout.sentence(m.start)[0] : m.start]) is not None
