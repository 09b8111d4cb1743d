"""Parts told as percent, held against the numbers around them.

"Dari 5.400 bangku, 4.212 terisi. Itu berarti keterisian 87 persen". As in `told`, any two numbers that bear it out acquit.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import combinations

import regex

from pipeline.resolve.arithmetic import rounded, slack, slip
from pipeline.resolve.findings import Finding, shown
from pipeline.resolve.meant import before, beside, part_and_whole, sums_up
from pipeline.resolve.numbers import Num, Numbers, held, shares
from pipeline.resolve.told import MANY, WRONG

SAME = 0.03  #: by which share two bases may differ and still be one
LEAST = 30  #: a whole below which a share of another sentence looks like a slip by chance
_BESIDE = regex.compile(
    r"^[^.;:!?\d\n]{0,60}?(?:,\s*+|\b)(?:atau|setara|sama\s++dengan|yakni|yaitu|\()\s*+(?:dengan\s++|sebesar\s++|sekitar\s++|baru\s++)*+$",
    regex.I,
)
_OF_WORDS = regex.compile(
    r"^\s*+(?:dari|terhadap)\s++(?!(?:total|jumlah|seluruh|keseluruhan)\b[^.]{0,25}\b(?:itu|tersebut|ini)\b)\p{L}"
)
_PART_OF = regex.compile(r"^\s++(?:(?!dari\b)\p{Ll}++\s++){0,3}dari\s++(?:\p{L}++\s++){0,4}$", regex.I)
_DARI = regex.compile(r"^\s*+[:,(]\s*+(?:yakni\s++|yaitu\s++)?dari\s++(?:\p{L}++\s++){0,3}$", regex.I)
_AMONG = regex.compile(r"\bdi\s?antara(?:nya|\s++(?:mereka|jumlah))\b", regex.I)
_GOAL = regex.compile(
    r"(?<!\bdari\s)\b(?:(?:di|men)?target(?:kan)?|mematok|dipatok|memasang|mensyaratkan|membidik|mengincar|mengejar|ambang|standar|"
    r"batas|minimal|maksimal)\b(?![^,.;]*\b(?:tercapai|mencapai|terealisasi|sudah|baru)\b)"
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
            tied = _tied(n, numbers)
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
            pairs = [(part, b) for b in near if b.value > part.value and b.like(part)]
        else:
            pairs = shares(near) if len(near) == 2 else []
        if pairs:
            a, b = pairs[0]
            value = 100 * a.value / b.value
            mistaken = slip(p.value, value) or abs(p.value + value - 100) < 1 or slip(a.value, round(p.value * b.value / 100))
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
    tied = tied or (_RATE.match(left) and slip(p.value, rounded(value, p.unit)))
    return bool(tied) and not _OTHER.search(numbers.left(p, 90)) and not _EARLIER.search(span)


def _clear(p: Num, part: Num, whole: Num, near: list[Num]) -> bool:
    """Whether a share can only be meant of a part and whole: no third number nearby, and it is not far off."""
    value = 100 * part.value / whole.value
    others = [m for m in near if m.value not in (part.value, whole.value) and m.like(whole) and m.value >= LEAST]
    return (
        not others and 1 / WRONG <= value / p.value <= WRONG and abs(value - p.value) >= 1 and abs(100 - value - p.value) >= 1
    )


def _tied(p: Num, numbers: Numbers) -> Finding | None:
    """The two numbers that grammar ties to a share: "A dari pagu B atau 57 persen", "A atau 64 persen dari target B"."""
    here = numbers.by_sentence[p.sentence]
    at = here.index(p)
    a, b = here[at - 2 : at] if at > 1 else (None, None)
    if a and b and _BESIDE.match(numbers.gap(b, p)) and _PART_OF.match(numbers.gap(a, b)):
        pass
    elif at and at + 1 < len(here) and _beside(here[at - 1], p, numbers) and _PART_OF.match(numbers.gap(p, here[at + 1])):
        a, b = here[at - 1], here[at + 1]
    elif at + 2 < len(here) and _DARI.match(numbers.gap(p, here[at + 1])) and "," in numbers.gap(here[at + 1], here[at + 2]):
        a, b = here[at + 2], here[at + 1]  # "kelulusan 82 persen: dari 1.500 peserta ujian, 1.230 lulus"
    else:
        return None
    clear = a.plain and b.plain and p.plain and a.sort == b.sort and a.sort and not a.percent and a.value < b.value
    if not clear or any(numbers.has(way, numbers.left(a, 40) + numbers.gap(a, p)) for way in ("up", "down")):
        return None
    value = 100 * a.value / b.value
    low, high = (100 * (a.value - x * slack(a.words, a.value)) / (b.value + x * slack(b.words, b.value)) for x in (1, -1))
    finding = told(p, a, b)
    if finding.verdict == "contradicts" and low - p.unit <= p.value <= high + p.unit:
        return replace(finding, verdict="rounds")
    return finding if finding.verdict != "contradicts" or 1 / WRONG <= value / p.value <= WRONG else None


def _beside(a: Num, p: Num, numbers: Numbers) -> bool:
    gap = numbers.gap(a, p)
    return gap.strip() == "," or _BESIDE.match(gap) is not None


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


def borne_out(p: Num, numbers: Numbers) -> bool:
    """Whether two numbers of the sentences around a share make just that share."""
    near = [m for m in numbers.near(p, 3, 1) if not m.percent and m.value > 1]
    pairs = shares(near) if len(near) <= MANY else []
    return any(held("part_whole", p, 100 * a.value / b.value, (), "").verdict == "agrees" for a, b in pairs)


def told(p: Num, part: Num, whole: Num, *, sure: float = 0.85) -> Finding:
    """A percentage against its part and its whole."""
    formula = f"{shown(part.value)} / {shown(whole.value)} × 100"
    return held("part_whole", p, 100 * part.value / whole.value, (part, whole), formula, sure=sure)


def _first(m: Num, numbers: Numbers) -> bool:
    """Whether a sentence opens by telling the number of what the sentence before spoke of: "Jumlahnya 3.240 orang"."""
    return _ITS_NUMBER.match(numbers.text[numbers.layout.sentence(m.start)[0] : m.start]) is not None
