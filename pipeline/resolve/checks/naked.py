"""Shares whose whole the sentences before name: "163 desa … 84 sudah, 79 belum. Tingkat kesiapan 62 persen".

Two numbers that make a third exactly are its parts, whatever is counted: a share told of one of them is known. A percentage
that stands alone in its clause ("Baru 53 persen,") can be told of nothing but the pair before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import regex

from pipeline.resolve.arithmetic import slip
from pipeline.resolve.checks.numbers import Num, Numbers, entries, shares
from pipeline.resolve.checks.ratios import fraction_words
from pipeline.resolve.checks.shares import told
from pipeline.resolve.findings import Finding, shown, tidy

LEAST = 100  #: below which numbers add up by chance
MANY = 8  #: numbers near a share, beyond which chance would acquit anything
FAR = 0.25  #: by which share "sepertiga" must miss
CLOSE = 0.15  #: by which it may miss another whole and be meant of that
STEM = 4  #: letters that a rate's noun must share with a word of the sentences before: "aktivasi", "mengaktifkan"
_OPENS = regex.compile(
    r"^[\s\"“”'‘’,:–—-]*+(?:(?:baru|hanya|cuma|sudah|masih|itu|ini|jadi|berarti|artinya|sehingga|dengan\s++(?:begitu|demikian)|kira-kira|"
    r"sekitar|angka|angkanya|jumlah|setara|sama|atau|dengan|tersebut|persentasenya|capaiannya|porsinya|ya|adalah|ialah|mencapai|"
    r"kalau|dihitung|dipersenkan|tinggal)[\s,]++)*+$",
    regex.I,
)
_CLOSES = regex.compile(r"^\s*+(?:[.,;!?\"”')]|(?:yang|per|pada|hingga|sampai)\s++\p{L}|$)", regex.I)
_RATE = regex.compile(r"\btingkat\s++(?P<noun>\p{Ll}{5,}+)(?:nya)?\s++(?:\p{Ll}++\s++){0,2}$", regex.I)
_BESIDE = regex.compile(
    r"^[^.;:!?\d\n]{0,60}?(?:,|\b(?:atau|setara|yakni|yaitu))[\s\"“]*+"
    r"(?:dengan\s++|kira-kira\s++|sekitar\s++|kurang\s++lebih\s++|tepat\s++)*+$",
    regex.I,
)
_OF_IT = regex.compile(r"(?:nya\b|\s++dari\s++(?:yang|seluruh|semua|total|jumlah|keseluruhan)\b)", regex.I)
_MORE = regex.compile(r"\b(?:lebih\s++dari|kurang\s++dari|di\s++(?:atas|bawah))\s++$", regex.I)
_FROM = regex.compile(r"\bdari\s++(?:total\s++|jumlah\s++|seluruh\s++)*+$", regex.I)
_AMONG = regex.compile(r"^\S*+\s++(?:\p{Ll}++\s++)?di\s?antaranya\b", regex.I)


def findings(numbers: Numbers) -> Iterator[Finding]:
    """All shares told of a whole that only the sentences before name."""
    for n in numbers.body:
        if n.sort == "%" and n.plain and 0 < n.value < 100 and n.kind != "change" and not numbers.crowded(n.sentence):
            yield from _share(n, numbers)
    yield from _fractions(numbers)


def parted(numbers: Numbers, index: int, back: int) -> list[tuple[Num, Num, Num]]:
    """Parts and their whole near the end of a sentence: the two add up to the third exactly."""
    found = [n for n in numbers.span(index - back, index) if not numbers.crowded(n.sentence)]
    near = list({n.value: n for n in found if n.plain and not n.percent and not n.money and n.value >= LEAST}.values())
    if len(near) > MANY:
        return []
    return [
        (a, b, w) for a, b in combinations(near, 2) for w in near if a.value + b.value == w.value and a.like(w) and b.like(w)
    ]


def _share(p: Num, numbers: Numbers) -> Iterator[Finding]:
    start, end = numbers.layout.sentence(p.start)
    here = numbers.by_sentence[p.sentence]
    left, right = numbers.text[start : p.start], numbers.text[p.end : end]
    if here != [p] or not _CLOSES.match(right):
        return
    rate = _RATE.search(left)
    if not _OPENS.match(left) and not rate:
        return
    near = [m for m in numbers.near(p, 3, 1) if not m.percent and m.value > 1]
    values = [100 * a.value / b.value for a, b in shares(near)]
    if len(near) > MANY or any(abs(v - p.value) < 1.5 * p.unit or abs(100 - v - p.value) < 1.5 * p.unit for v in values):
        return
    triples = parted(numbers, p.sentence - 1, 2)
    if len(triples) == 1:
        a, b, whole = triples[0]
        before = numbers.text[numbers.layout.sentences[max(0, p.sentence - 3)][0] : start].lower()
        same = rate is None or rate["noun"].lower()[: max(STEM, len(rate["noun"]) - 4)] in before
        meant = [x for x in (a, b) if slip(p.value, round(100 * x.value / whole.value))] or [max(a, b, key=lambda x: x.value)]
        if same:
            yield told(p, meant[0], whole, sure=0.8)
        return
    pair = _pair(p, numbers) if rate is None else None
    if pair and slip(p.value, round(100 * pair[0].value / pair[1].value)):
        yield told(p, *pair, sure=0.8)


def _pair(p: Num, numbers: Numbers) -> tuple[Num, Num] | None:
    """The only two numbers of the sentence before, tied by grammar: "Dari 4.600 pengurus, kini 1.978 yang terdaftar"."""
    here = [n for n in numbers.by_sentence.get(p.sentence - 1, ()) if not numbers.layout.headline(n.start)]
    if len(here) != 2 or any(n.percent or n.money or not n.plain for n in here) or not here[0].like(here[1]):
        return None
    one, two = here
    if one.value > two.value and (_FROM.search(numbers.left(one)) or _AMONG.match(numbers.text[two.end : two.end + 60])):
        return two, one
    return (one, two) if one.value < two.value and _FROM.search(numbers.gap(one, two)) else None


def _fractions(numbers: Numbers) -> Iterator[Finding]:
    """ "326.341 pelanggan … 40.334 pelanggan, sepertiga dari yang terdampak", where 366.675 stands before."""
    pattern, values = fraction_words(numbers.lexicon)
    for m in pattern.finditer(numbers.text):
        index = numbers.layout.index(m.start())
        here = [n for n in numbers.by_sentence.get(index, ()) if n.end <= m.start()]
        tied = here and _BESIDE.match(numbers.text[here[-1].end : m.start()]) and _OF_IT.match(numbers.text, m.end())
        if not tied or _MORE.search(numbers.text[max(0, m.start() - 20) : m.start()]):
            continue
        part, share = here[-1], values[m["word"].lower()]
        wholes = [w for a, b, w in parted(numbers, index, 2) if part.value in (a.value, b.value)]
        larger = [w for w in numbers.near(part, 4, 1) if w.value > part.value and not w.percent]
        if len(wholes) != 1 or any(abs(part.value / w.value - share) <= CLOSE * share for w in larger):
            continue
        if abs(part.value / wholes[0].value - share) > FAR * share:
            value = part.value / wholes[0].value
            message = f"{shown(part.value)} / {shown(wholes[0].value)} = {shown(value)} ≠ {m['word']}"
            yield Finding("part_whole", entries(part, wholes[0]), m["word"], tidy(value), "contradicts", message, 0.8)
