"""What is left of a hundred percent, and shares of one thing that pass it: "Sebanyak 73 persen …, 37 persen sisanya"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from pipeline.resolve.arithmetic import slip
from pipeline.resolve.findings import Finding, shown, tidy
from pipeline.resolve.numbers import Num, Numbers, added, entries, held, runs, shares

FEW = 8  #: percentages near one, beyond which chance would acquit anything
DUST = 1.0  #: points by which rounded shares may miss a hundred
LISTED = 3  #: shares of a list
OVER = 40  #: by which a list of shares may be more than a hundred and still be of one thing
_STILL = regex.compile(r"\b(?:masih|tinggal|artinya|berarti|sementara|sedangkan|adapun)\b", regex.I)
_LISTED = regex.compile(r"^[^.;:!?\d\n]{0,60}(?:,|;|\b(?:dan|serta|sedangkan|disusul|diikuti))[^.;:!?\d\n]{0,50}$", regex.I)
_AND = regex.compile(r"\b(?:dan|serta|sedangkan|sementara)\b", regex.I)
_RATES = regex.compile(
    r"\b(?:boleh\s++(?:memilih|menjawab)|lebih\s++dari\s++satu|tingkat|prevalensi|cakupan|capaian|realisasi)\b", regex.I
)
_BACK_TO = regex.compile(
    r"\b(?:di\s?antara\p{Ll}*+|dari\s++(?:jumlah|angka|mereka|total)|naik|turun|tahun\s++(?:lalu|sebelumnya)|dibanding\p{Ll}*+|masing-masing)\b",
    regex.I,
)
_SINGLE = regex.compile(r"\bsatu\s++(?:jawaban|pilihan|moda|saja)\b|\bmemilih\s++satu\b", regex.I)
_ONE_CHOICE = regex.compile(
    r"\b(?:satu\s++(?:jawaban|pilihan|moda)|memilih|utama|responden|lulusan|sektor|usia|kelompok|lewat|melalui|jenis|"
    r"kategori|porsi)\b",
    regex.I,
)
_REST = regex.compile(r"\b(?:sisanya|selebihnya)\b", regex.I)


def findings(numbers: Numbers) -> Iterator[Finding]:
    """All remainders of a hundred, and all shares that pass it."""
    for n in numbers.body:
        if numbers.crowded(n.sentence):
            continue
        if n.sort == "%" and n.mod == "APPROX" and n.kind != "change":
            yield from _other_side(n, numbers)
        if n.plain and n.sort == "%" and 0 < n.value < 100 and n.kind != "change":
            yield from _rest(n, numbers)
    yield from _above_all(numbers)
    yield from _choices(numbers)


def _rest(n: Num, numbers: Numbers) -> Iterator[Finding]:
    left, right = numbers.left(n, 90), numbers.right(n, 20)
    if not _REST.search(left) and not _REST.match(right.lstrip()):
        yield from _other_side(n, numbers)
        return
    here = [m for m in numbers.by_sentence[n.sentence] if m.start < n.start and m.sort == "%"]
    above = _shares(n.sentence - 1, numbers)
    more = _shares(n.sentence - 2, numbers)
    for others in (here, [*above, *here], [*more, *above, *here]):
        for run in runs(others[-FEW:], 1):
            if abs(100 - added(run) - n.value) <= max(n.unit, DUST if len(run) > 1 else 0):
                yield _left(n, run)
                return
    for others in (here or above, [*above, *here], [*more, *above, *here]):
        told = others and all(m.plain and m.kind != "change" for m in others) and added(others) < 100
        if told and (slip(n.value, round(100 - added(others), 4)) or (len(others) >= LISTED and added(others) + n.value > 105)):
            yield _left(n, others)
            return


def _shares(index: int, numbers: Numbers) -> list[Num]:
    return [m for m in numbers.by_sentence.get(index, ()) if m.sort == "%" and not numbers.layout.headline(m.start)]


def _other_side(n: Num, numbers: Numbers) -> Iterator[Finding]:
    """ "Capaian itu setara 81 persen. Artinya, masih ada 29 persen yang belum": they make no hundred."""
    words = numbers.left(n, 90) + "|" + numbers.right(n, 40)
    if not (_STILL.search(numbers.left(n, 90)) and numbers.has("unreached", numbers.right(n, 60))) or numbers.has(
        "down", words
    ):
        return
    here = [m for m in numbers.by_sentence[n.sentence] if m.start < n.start and m.sort == "%"]
    told = here or _shares(n.sentence - 1, numbers)
    wide = [m for m in numbers.near(n, 3, 1) if not m.percent and m.value > 1]
    made = [100 * a.value / b.value for a, b in shares(wide)] if len(wide) <= FEW else [n.value]
    if len(told) != 1 or told[0].kind == "change" or any(min(abs(v - n.value), abs(100 - v - n.value)) < n.unit for v in made):
        return
    if abs(100 - told[0].value - n.value) > DUST and slip(n.value, 100 - told[0].value):
        yield _left(n, told)


def _above_all(numbers: Numbers) -> Iterator[Finding]:
    """Shares of one sentence that a word calls the parts of one thing and that make more than a hundred."""
    for index, told in numbers.by_sentence.items():
        here = [n for n in told if n.sort == "%" and n.kind in ("share", "other", "")]
        if len(here) < LISTED or numbers.crowded(index) or numbers.layout.headline(here[0].start):
            continue
        span = numbers.text[slice(*numbers.layout.sentence(here[0].start))]
        before = numbers.text[slice(*numbers.layout.sentences[max(0, index - 1)])]
        total = added(here)
        listed = all(_LISTED.match(numbers.gap(a, b)) for a, b in pairwise(here)) and _AND.search(numbers.gap(*here[-2:]))
        parts = numbers.has("composition", span) or numbers.has("composition", before)
        clear = all(n.plain and n.value < 100 for n in here) and len(here) == len([n for n in told if n.percent])
        slipped = any(slip(n.value, round(n.value - total + 100, 4)) for n in here if n.value > total - 100)
        if listed and parts and clear and 101.5 < total < 100 + OVER and slipped and not _RATES.search(span):
            made = " + ".join(shown(n.value) for n in here)
            yield Finding(
                "over_100", entries(*here), tidy(total), 100, "implausible", f"{made} = {shown(total)} of a hundred", 0.7
            )


def _choices(numbers: Numbers) -> Iterator[Finding]:
    """Shares of one question over two sentences that pass a hundred by ten or twenty, or by exchanged digits."""
    for index in list(numbers.by_sentence):
        gap = 1 if any(n.percent for n in numbers.span(index + 1, index + 1)) else 2  # "Setiap responden memilih satu."
        here = [n for n in numbers.span(index, index + gap) if n.percent and not numbers.layout.headline(n.start)]
        last = [n for n in here if n.sentence > index]
        if len(here) < LISTED or not last or len(last) == len(here) or len(here) > FEW or numbers.crowded(index):
            continue
        start, end = numbers.layout.sentence(here[0].start)[0], numbers.layout.sentence(here[-1].start)[1]
        words = numbers.text[start:end]
        first = numbers.text[slice(*numbers.layout.sentences[max(0, index - 1)])]
        clear = all(n.plain and n.sort == "%" and n.kind in ("share", "other", "") and n.value < 95 for n in here)
        over = tidy(added(here) - 100)
        slipped = over in (10, 20, 30) or (over in (9, 18, 27) and any(slip(n.value, n.value - over) for n in here))
        if (
            not clear
            or not slipped
            or (_RATES.search(words) and not _SINGLE.search(words))
            or _BACK_TO.search(words)
            or numbers.has("goal", words)
        ):
            continue
        above = [n for n in numbers.span(index - 1, index - 1) if n.percent and not numbers.layout.headline(n.start)]
        if above or any(n.percent for n in numbers.span(index + gap + 1, index + gap + 1)):
            continue
        if _ONE_CHOICE.search(first + words) or numbers.has("composition", words):
            made = " + ".join(shown(n.value) for n in here)
            message = f"{made} = {shown(added(here))} of a hundred"
            yield Finding("over_100", entries(*here), tidy(added(here)), 100, "implausible", message, 0.65)


def _left(n: Num, others: Sequence[Num]) -> Finding:
    formula = "100 − " + " − ".join(shown(m.value) for m in others)
    return held("part_rest", n, 100 - added(others), others, formula)
