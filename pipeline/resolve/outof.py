"""What is told of "Dari A …, B …" in one breath: a part above its whole, and a rest that misses by one digit.

"Dari 318 sekolah, 336 sekolah sudah menerima"; "Dari 2.350 kursi, hanya 1.874 terisi, sehingga 576 kursi lowong".
"""

from __future__ import annotations

from collections.abc import Iterator

import regex

from pipeline.resolve.arithmetic import one_slip
from pipeline.resolve.findings import Finding, shown
from pipeline.resolve.meant import sums_up
from pipeline.resolve.numbers import Num, Numbers, entries, held
from pipeline.resolve.slips import explained

FAR = 2  #: times its whole that a part may be told as
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
_DONE = regex.compile(r"\s*+(?:(?:unit|buah|di\s?antaranya)\s++)?(?:yang\s++)?(?:sudah|telah|belum)\b", regex.I)


def findings(numbers: Numbers) -> Iterator[Finding]:
    """All parts above their whole, and all rests that miss."""
    for n in numbers.body:
        plain = n.plain and not n.percent and n.value >= LEAST and not numbers.crowded(n.sentence)
        if plain and _OF.search(numbers.left(n)):
            here = numbers.by_sentence[n.sentence]
            part = next((m for m in here if m.start > n.end), None)
            if part and part.plain and part.money == n.money and _PART.search(numbers.gap(n, part)):
                yield from _above(n, part, numbers)
                yield from _rest(n, part, numbers)


def _above(whole: Num, part: Num, numbers: Numbers) -> Iterator[Finding]:
    words = numbers.text[numbers.layout.sentence(whole.start)[0] : part.start] + numbers.right(part, 20)
    if whole.value < part.value < FAR * whole.value and not _NO_PART.search(words) and _same(whole, part, numbers):
        message = f"{shown(part.value)} ({part.words}) are more than the {shown(whole.value)} that they are part of"
        yield Finding("part_whole", entries(whole, part), part.value, whole.value, "contradicts", message, 0.75)


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
