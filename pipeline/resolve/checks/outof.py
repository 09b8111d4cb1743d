"""What is told of "Dari A …, B …" and its like: a part above its whole, and a rest that misses by one digit.

"Dari 318 sekolah, 336 di antaranya sudah menerima"; "27 dari 24 kecamatan"; "3.120 guru. Dari jumlah tersebut, 3.410 guru …";
"Dari 2.350 kursi, hanya 1.874 terisi, sehingga 576 kursi lowong".
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from pipeline.resolve.arithmetic import one_slip, slip
from pipeline.resolve.checks.meant import sums_up
from pipeline.resolve.checks.numbers import Num, Numbers, entries, held
from pipeline.resolve.checks.slips import explained
from pipeline.resolve.findings import Finding, shown

FAR = 3  #: times its whole that a part may be told as; farther off, another whole was meant
LEAST = 10  #: a whole
_OF = regex.compile(r"(?:^|[.;:,\"“(]\s*+)dari\s++(?:(?:total|jumlah|sebanyak|seluruh|keseluruhan|sejumlah)\s++)*+$", regex.I)
_PART = regex.compile(r",[^,;:]*+$")
_NO_PART = regex.compile(
    r"\b(?:menjadi|naik|turun|bertambah|berkurang|ditarget\p{Ll}*+|target\p{Ll}*+|sasaran|rencana\p{Ll}*+|kuota|kapasitas|semula|"
    r"awalnya|lahir|per|tiap|setiap|rata-rata|lalu|sebelumnya|melebihi|melampaui|lampaui|lebih\s++banyak|membengkak|masing-masing|"
    r"dihasilkan|berasal|hingga|sampai|ke)\b",
    regex.I,
)
_WORD = regex.compile(r"\p{Ll}{3,}+")
_DONE = regex.compile(
    r"\s*+(?:(?:unit|buah)\s++)?(?:di\s?antara(?:nya|\s++mereka)|(?:yang\s++)?(?:sudah|telah|belum))\b", regex.I
)
_AMONG = regex.compile(r"^\S++\s++(?:\p{Ll}++\s++)?di\s?antara(?:nya|\s++mereka)\b", regex.I)
_OF_ALL = regex.compile(
    r"\s++(?:(?P<noun>\p{Ll}{3,}+)\s++)?(?:dari|di\s?antara)\s++(?:(?:total|jumlah|seluruh|keseluruhan|semua)\s++)*+$", regex.I
)
_BACK = regex.compile(
    r"\bdari\s++(?:(?:total|jumlah|angka|sejumlah)\s++){1,2}(?:itu|tersebut|ini)\b,?[^.;!?\d]{0,30}$|\bdi\s?antaranya,?\s++$",
    regex.I,
)
_INCLUDING = regex.compile(r"\btermasuk\s++(?:\p{Ll}++\s++)?$", regex.I)
_PER = regex.compile(r"\b(?:per|tiap|setiap|rata-rata)\b", regex.I)


def findings(numbers: Numbers) -> Iterator[Finding]:
    """All parts above their whole, and all rests that miss."""
    for n in numbers.body:
        plain = n.plain and not n.percent and n.value >= LEAST and not numbers.crowded(n.sentence)
        if plain and not n.money:
            yield from _in_one(n, numbers)
            yield from _back(n, numbers)
        if plain and _OF.search(numbers.left(n)):
            here = numbers.by_sentence[n.sentence]
            part = next((m for m in here if m.start > n.end), None)
            if part and part.plain and part.money == n.money and _PART.search(numbers.gap(n, part)):
                yield from _above(n, part, numbers)
                yield from _rest(n, part, numbers)


def _above(whole: Num, part: Num, numbers: Numbers) -> Iterator[Finding]:
    among = _AMONG.search(part.words + numbers.right(part, 30))
    words = numbers.text[numbers.layout.sentence(whole.start)[0] : part.start] + numbers.right(part, 20)
    if whole.value < part.value < FAR * whole.value and (among or not _NO_PART.search(words)) and _same(whole, part, numbers):
        yield _more(whole, part)


def _more(whole: Num, part: Num) -> Finding:
    message = f"{shown(part.value)} ({part.words}) are more than the {shown(whole.value)} that they are part of"
    return Finding("part_whole", entries(whole, part), part.value, whole.value, "contradicts", message, 0.75)


def _in_one(part: Num, numbers: Numbers) -> Iterator[Finding]:
    """ "27 dari 24 kecamatan"; no score, rank or change."""
    whole = next((m for m in numbers.by_sentence[part.sentence] if m.start > part.end), None)
    if whole is None or not whole.plain or whole.percent or whole.money or not (m := _OF_ALL.match(numbers.gap(part, whole))):
        return
    noun, words = _noun(whole, numbers), numbers.left(part) + numbers.right(whole)
    own = _WORD.search(part.words)
    named = noun and (m["noun"] or (own[0] if own else noun)).lower() == noun and noun != "poin"
    moved = any(numbers.has(way, words) for way in ("up", "down", "lead"))
    if named and whole.value < part.value < FAR * whole.value and not moved and not _NO_PART.search(words):
        yield _more(whole, part)


def _back(n: Num, numbers: Numbers) -> Iterator[Finding]:
    """A part of what the sentence before counts, or this one, that is more than any number there."""
    left = numbers.left(n, 80)
    within, among = _INCLUDING.search(left) is not None, _AMONG.search(n.words + numbers.right(n, 30)) is not None
    if _PER.search(left) or not (within or among or _BACK.search(left)):
        return
    before = [m for m in numbers.by_sentence[n.sentence] if m.start < n.start]
    above = [m for m in numbers.by_sentence.get(n.sentence - 1, ()) if not within and not numbers.layout.headline(m.start)]
    wholes = [m for m in (*before, *above) if not m.percent and not m.money]
    alike = [m for m in wholes if m.sort == n.sort or (among and m.sort and not n.sort)]
    if len({m.value for m in alike}) == 1 and (n.sort or among) and all(m.plain and m.value < n.value for m in wholes):
        whole = alike[0]
        same = within or among or n.sort == "people" or _words(whole) & _words(n)
        if slip(n.value, whole.value) or (n.value < FAR * whole.value and same):
            yield _more(whole, n)


def _words(n: Num) -> set[str]:
    """The words of a number itself, and its noun."""
    return {n.sort, *regex.findall(r"\p{L}{3,}+", n.words.lower())} - {"people", ""}


def _same(whole: Num, part: Num, numbers: Numbers) -> bool:
    """Whether a part has the noun of its whole, or none: "baru 336 yang menerima"."""
    one, two = (_noun(n, numbers) for n in (whole, part))
    return bool(one) and (one == two or (not part.sort and _DONE.match(numbers.right(part)) is not None))


def _noun(n: Num, numbers: Numbers) -> str:
    """The first word that tells what is counted."""
    word = _WORD.search(n.words) if n.id else _WORD.match(numbers.right(n).lstrip())
    return word[0].lower() if word else ""


def _rest(whole: Num, part: Num, numbers: Numbers) -> Iterator[Finding]:
    here = [m for m in numbers.span(part.sentence, part.sentence + 1) if m.start > part.end]
    n = here[0] if here else None
    if n is None or not n.plain or n.percent or n.money != whole.money or not (n.like(whole) and part.like(whole)):
        return
    made = whole.value - part.value
    start = max(part.end, numbers.layout.sentence(n.start)[0])
    wrong = n.value not in (made, part.value) and made > 0 and n.value < whole.value and one_slip(n.value, made)
    if wrong and sums_up(numbers.text[start : n.start]) and made not in numbers.values and not explained(n, numbers):
        yield held("part_rest", n, made, (whole, part), f"{shown(whole.value)} − {shown(part.value)}", sure=0.75)
