"""What is left of a hundred percent, and shares of one thing that pass it: "Sebanyak 73 persen …, 37 persen sisanya"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import regex

from pipeline.resolve.arithmetic import slip
from pipeline.resolve.findings import Finding, shown, tidy
from pipeline.resolve.numbers import Num, Numbers, added, entries, held, runs, shares
from pipeline.resolve.totals import denied
from pipeline.resolve.words import pattern

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
_SINGLE = regex.compile(r"\bsatu\s++(?:jawaban|pilihan|moda|saja|alasan|opsi)\b|\bmemilih\s++satu\b", regex.I)
_CLAUSE = regex.compile(r"[,;:.]|\b(?:dan|serta|sedangkan|sementara|adapun)\b", regex.I)
_MARGIN = regex.compile(r"\b(?:galat|margin|error|toleransi|kepercayaan|respons)\b", regex.I)
_IS = regex.compile(
    r"\b(?:adalah|ialah|merupakan|komposisi\p{Ll}*+|proporsi\p{Ll}*+|terdiri|didominasi|mayoritas|kebanyakan|sebagian\s++besar)\b",
    regex.I,
)
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
    yield from _sides(numbers)


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
        gap = 1 if _told(index + 1, index + 1, numbers) else 2  # "Setiap responden memilih satu."
        here = _told(index, index + gap, numbers)
        last = [n for n in here if n.sentence > index]
        if len(here) < LISTED or not last or len(last) == len(here) or len(here) > FEW or numbers.crowded(index):
            continue
        start, end = numbers.layout.sentence(here[0].start)[0], numbers.layout.sentence(here[-1].start)[1]
        words = numbers.text[start:end]
        first = numbers.text[slice(*numbers.layout.sentences[max(0, index - 1)])]
        clear = all(n.plain and n.sort == "%" and n.kind in ("share", "other", "") and n.value < 95 for n in here)
        over, single = tidy(added(here) - 100), _SINGLE.search(first + words)
        slipped = over in (10, 20, 30) or (over in (9, 18, 27) and any(slip(n.value, n.value - over) for n in here))
        if (
            not clear
            or not (slipped or (single and over > len(here)))
            or (_RATES.search(words) and not single)
            or _BACK_TO.search(words)
            or numbers.has("goal", words)
        ):
            continue
        if _told(index - 1, index - 1, numbers) or _told(index + gap + 1, index + gap + 1, numbers):
            continue
        if _ONE_CHOICE.search(first + words) or numbers.has("composition", words):
            made = " + ".join(shown(n.value) for n in here)
            message = f"{made} = {shown(added(here))} of a hundred"
            yield Finding("over_100", entries(*here), tidy(added(here)), 100, "implausible", message, 0.65)


def _told(first: int, last: int, numbers: Numbers) -> list[Num]:
    """The percentages of some sentences, without margins of error."""
    told = (n for n in numbers.span(first, last) if n.percent and not numbers.layout.headline(n.start))
    return [n for n in told if not _MARGIN.search(numbers.left(n))]


def _sides(numbers: Numbers) -> Iterator[Finding]:
    """ "61 persen peserta adalah perempuan, sementara laki-laki 49 persen": the two sides miss a hundred."""
    shares = [n for n in numbers.body if n.sort == "%" and n.kind in ("share", "other", "") and not numbers.crowded(n.sentence)]
    for a, b in pairwise(shares):
        start, end = numbers.layout.sentence(a.start)[0], numbers.layout.sentence(b.start)[1]
        words = numbers.text[start:end]
        apart = b.sentence - a.sentence > 1 or not (a.plain and b.plain) or len(numbers.span(a.sentence, b.sentence)) > FEW
        tells = _IS.search(numbers.text[: numbers.layout.title_end] + words) or numbers.has("composition", words)
        if apart or not tells or _RATES.search(words) or _BACK_TO.search(words):
            continue
        sexes = _side(a, numbers) and _side(b, numbers) and _side(a, numbers) != _side(b, numbers)
        total = tidy(a.value + b.value)
        slipped = slip(a.value, round(100 - b.value, 4)) or slip(b.value, round(100 - a.value, 4))
        only = len(_told(a.sentence, b.sentence, numbers)) == 2 and (sexes or (total > 100 and denied(a, b, numbers)))
        if only and slipped and abs(total - 100) > DUST:
            message = f"{shown(a.value)} + {shown(b.value)} = {shown(total)} of a hundred"
            yield Finding("over_100", entries(a, b), total, 100, "implausible", message, 0.65)


def _side(n: Num, numbers: Numbers) -> str:
    """The one word that tells of which side a number is, in its own clause: "perempuan", "perdesaan"."""
    left, right = (_CLAUSE.split(words) for words in (numbers.left(n), numbers.right(n)))
    found = {m[0].lower() for m in pattern(numbers.lexicon, "sides").finditer(left[-1] + n.words + right[0])}
    return found.pop() if len(found) == 1 else ""


def _left(n: Num, others: Sequence[Num]) -> Finding:
    formula = "100 − " + " − ".join(shown(m.value) for m in others)
    return held("part_rest", n, 100 - added(others), others, formula)
