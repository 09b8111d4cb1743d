"""What is left of a hundred percent, and shares of one thing that pass it: "Sebanyak 73 persen …, 37 persen sisanya"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, product

import regex

from pipeline.language import numerals
from pipeline.resolve.arithmetic import slip
from pipeline.resolve.checks.numbers import Num, Numbers, added, entries, held, runs, shares
from pipeline.resolve.checks.totals import denied
from pipeline.resolve.findings import Finding, shown, tidy
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
_SINGLE = regex.compile(
    r"(?<!\bdari\s)\bsatu\s++(?:jawaban|pilihan|moda|saja|alasan|opsi)\b|\b(?:memilih|menyebut|menjawab)\s++satu\b|"
    r"\b(?:tidak|tak)\s++ada\s++[^.!?\d]{0,30}\blain\b",
    regex.I,
)
_ALL = regex.compile(r"\bke(?P<count>\p{Ll}{3,8})\b[^.!?]{0,60}\b(?:seluruh|semua|keseluruhan)", regex.I)
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
    """Shares of one thing, that make more than a hundred, in up to three sentences."""
    for index, gap in product(list(numbers.by_sentence), range(LISTED)):
        here = _told(index, index + gap, numbers)
        if not LISTED <= len(here) <= FEW or here[0].sentence != index or here[-1].sentence != index + gap:
            continue
        over, slack = tidy(added(here) - 100), 0.1 + len(here) * max(n.unit for n in here) / 2
        clear = all(n.plain and n.sort == "%" and n.kind in ("share", "other", "") and n.value < 95 for n in here)
        if not clear or not min(slack, 2) < over < OVER or numbers.layout.headline(here[0].start) or numbers.crowded(index):
            continue
        before, span, behind = (
            _words(*ends, numbers)
            for ends in ((index - 1, index), (index, index + gap + 1), (index + gap + 1, index + gap + 2))
        )
        slipped = any(slip(n.value, tidy(n.value - over)) for n in here if n.value > over)
        every, single = _every(span + behind, len(here)), _SINGLE.search(before + span + behind)
        last = numbers.has("last share", numbers.left(here[-1]) + "|" + numbers.right(here[-1]).split(",")[0])
        if not single and (_RATES.search(span + behind) or (_BACK_TO.search(span) and not every)):
            continue
        cuts = [n for n in range(1, len(here)) if here[n - 1].sentence < here[n].sentence]
        two = any(abs(added(run) - 100) <= DUST / 2 for n in cuts for run in (here[n:], here[:n]))
        if (two and not single) or numbers.has("goal", span):
            continue
        parts = numbers.has("composition", before + span)
        if single or every or (last and slipped):
            told = True
        elif gap:
            alone = not _told(index - 1, index - 1, numbers) and not _told(index + gap + 1, index + gap + 1, numbers)
            told = alone and (parts or _ONE_CHOICE.search(before + span) is not None)
            told = told and (over in (10, 20, 30) or (over in (9, 18, 27) and slipped))
        else:
            listed = all(_LISTED.match(numbers.gap(a, b)) for a, b in pairwise(here)) and _AND.search(numbers.gap(*here[-2:]))
            told = bool(listed) and parts and slipped
        if told:
            made = " + ".join(shown(n.value) for n in here)
            message = f"{made} = {shown(added(here))} of a hundred"
            yield Finding("over_100", entries(*here), tidy(added(here)), 100, "implausible", message, 0.65)
            return


def _words(first: int, end: int, numbers: Numbers) -> str:
    """The words of some sentences, none beyond the text."""
    return " ".join(numbers.text[slice(*ends)] for ends in numbers.layout.sentences[max(0, first) : end]) + " "


def _every(words: str, count: int) -> bool:
    """Whether words say that so many parts are all: "Kelima segmen itu mencakup seluruh peserta"."""
    told = (n.value for m in _ALL.finditer(words) for n in numerals.read(m["count"]))
    return count in told


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
