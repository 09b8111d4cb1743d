"""Parts told in words: "separuh dari 1.960 warga", "tiga dari sepuluh", "dua kali lipat dibandingkan 318 kasus".

Such words are loose, so only what is clearly off is told, and only where the words name the two numbers.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

from pipeline.find.nouns import alternation, key
from pipeline.language import numerals
from pipeline.lexicon import Lexicon
from pipeline.resolve.checks.numbers import Num, Numbers, entries, held
from pipeline.resolve.checks.shares import pair
from pipeline.resolve.findings import Finding, shown, tidy
from pipeline.resolve.words import small

LOOSE = 0.06  #: by which share "separuh" may miss
FAR = 0.25  #: by which share it must miss where its whole is told by words only
MANY = 24  #: numbers around a share that may bear it out
WIDE, LEAST = 0.2, 0.04  #: by which share of itself a fraction must miss, and by which part of the whole
EDGE = 0.02  #: by which "lebih dari separuh" may miss a half
TIMES = 0.2  #: by which share "dua kali lipat" may miss
_MORE = regex.compile(
    r"\b(?:lebih\s++(?:dari|besar\s++dari)|di\s++atas|melampaui|melebihi)\s++$|\blebih\s++(?:banyak\s++)?dari\s++$", regex.I
)
_LESS = regex.compile(
    r"\b(?:kurang\s++dari|di\s++bawah|(?:tidak|tak|belum)\s++(?:sampai|mencapai|genap|ada)|hampir|nyaris|mendekati)\s++$",
    regex.I,
)
_MORE_BEHIND = regex.compile(r"^(?:nya)?\s++lebih\b", regex.I)
_NEARLY = regex.compile(r"\b(?:hampir|nyaris|mendekati|sekitar|kira-kira|kurang\s++lebih)\s++$", regex.I)
_THAT_IS = regex.compile(
    r"^(?:nya)?[^.!?\d\n]{0,60}?,?\s*+\b(?:yakni|yaitu|atau|sebanyak|menjadi|adalah|ialah|tepatnya|persisnya)\s++(?:sebanyak\s++)?$",
    regex.I,
)
_FROM = regex.compile(r"^(?:nya)?\s++dari\s++(?:\p{L}++\s++){0,3}$", regex.I)
_OF_ALL = regex.compile(r"(?:nya)?\s++dari\s++(?:seluruh|semua|total|jumlah|keseluruhan)\s++(?P<what>[\p{L}\s]{3,50})", regex.I)
_APPOSED = regex.compile(
    r"^[^.;:!?\d\n]{0,60}?(?:,|\b(?:atau|alias|setara|yakni|yaitu))\s++(?:tepat\s++|dengan\s++)*+$", regex.I
)
_OR = regex.compile(r"^[^.;:!?\d\n]{0,30}?(?:,|\b(?:atau|alias|setara|yakni|yaitu))\s++(?:\p{Ll}++\s++){0,2}$", regex.I)
_OF = regex.compile(r"\bdari\s++(?:total\s++|seluruh\s++|sekitar\s++)*+$", regex.I)
_FROM_TO = regex.compile(r"^[^.;:!?\d\n]{0,30}\bdari\s++(?:\p{Ll}++\s++){0,3}$", regex.I)
_OR_UP = regex.compile(r"\b(?:atau|alias|berarti|artinya),?\s++(?:naik|meningkat|melonjak|bertambah|tumbuh)?\s*+$", regex.I)
_INTO = regex.compile(r"\b(?:menjadi|ke)\s++(?:\p{Ll}++\s++)?$", regex.I)
FOLD = regex.compile(r"\b(?P<times>\p{L}++|\d{1,2})\s++kali\s++lipat\b,?+", regex.I)
_THAN = regex.compile(
    r"^[^.;:!?\n]{0,40}\b(?:dibanding\p{L}*+|ketimbang|dari(?:pada)?|tahun|bulan)\b[^.;:!?\n]{0,60}$", regex.I
)
_THIS = regex.compile(r"^[\"“]?(?:angka|jumlah|total)(?:nya)?\s++(?:itu|tersebut|ini)\b", regex.I)
_VAGUE = regex.compile(r"\b(?:hampir|lebih\s++dari|sekitar|nyaris|kurang\s++dari|lebih|mendekati)\s++$", regex.I)
_OUT_OF = regex.compile(
    r"\b(?P<cue>(?:artinya|berarti|atau|alias|dengan\s++kata\s++lain|setara(?:\s++dengan)?|kira-kira|yakni|yaitu),?\s++)?"
    r"(?:ada\s++|sekitar\s++|kira-kira\s++)*+(?P<part>\p{L}\p{Ll}*+|\d)\s++dari\s++(?:setiap\s++|tiap\s++)?+(?P<whole>\p{Ll}++|\d{1,3})\b(?![.,]?\d)",
    regex.I,
)


def findings(numbers: Numbers) -> Iterator[Finding]:
    """All parts and multiples told in words."""
    yield from tied(numbers)
    yield from _fractions(numbers)
    yield from folds(numbers)
    yield from _out_of(numbers)


@lru_cache(maxsize=8)
def fraction_words(lexicon: Lexicon) -> tuple[regex.Pattern[str], dict[str, float]]:
    """The words of fractions and what each is worth: "separuh", "sepertiga"."""
    words = [r["word"] for r in lexicon.rows("figure_words") if r["use"] == "fraction"]
    values = {w: float(numerals.read(w + " warga")[0].value or 0) for w in words}
    return regex.compile(rf"\b(?P<word>{alternation(words)})(?=nya\b|\b)", regex.I), values


def bounds(share: float, left: str, right: str) -> tuple[float, float]:
    """Between what a share must be that words tell of: "lebih dari separuh" from .49 to 1, "hampir" up to .52."""
    wide = max(LEAST, WIDE * share)
    if _MORE.search(left) or _MORE_BEHIND.match(right):
        return share - EDGE, 1.0
    if _LESS.search(left):
        return (share - wide if _NEARLY.search(left) else 0.0), share + EDGE
    return share - wide, share + wide


def tied(numbers: Numbers) -> Iterator[Finding]:
    """Fractions whose part and whole grammar names: "hampir dua pertiga pelanggan, yakni 4.310 dari 9.800 sambungan"."""
    pattern, values = fraction_words(numbers.lexicon)
    text = numbers.text
    for m in pattern.finditer(text):
        index, share = numbers.layout.index(m.start()), values[key(m["word"])]
        word = Num(100 * share, "%", m.start(), m.end(), index, "", m["word"])
        two = None if numbers.crowded(index) or numbers.layout.headline(m.start()) else pair(word, numbers)
        left = numbers.left(word)
        clause = text[max(0, min(m.start(), *(n.start for n in two)) - 40) : m.end() + 25] if two else ""
        if not two or any(numbers.has(way, clause) for way in ("up", "down")):
            continue
        low, high = bounds(share, left, text[m.end() : m.end() + 30])
        others = {n.value for n in numbers.near(word, 3, 1) if not n.percent} - {two[1].value - two[0].value}
        made = [two[0].value / v for v in others if v] + [v / two[1].value for v in others]
        if not any(low <= v <= high for v in made):
            value = two[0].value / two[1].value
            message = f"{shown(two[0].value)} / {shown(two[1].value)} = {shown(value)} ≠ {m['word']}"
            yield Finding("part_whole", entries(*two), tidy(two[0].value), tidy(value), "contradicts", message, 0.8)


def _fractions(numbers: Numbers) -> Iterator[Finding]:
    """ "Separuh dari 1.960 warga, yaitu 890 orang"; "Sepertiganya, yakni 1.230 rumah"; "149 unit, separuh dari semua unit"."""
    pattern, values = fraction_words(numbers.lexicon)
    text = numbers.text
    for m in pattern.finditer(text):
        share = values[key(m["word"])]
        index = numbers.layout.index(m.start())
        vague = _VAGUE.search(text[max(0, m.start() - 20) : m.start()])
        if numbers.crowded(index):
            continue
        sentence = [n for n in numbers.by_sentence.get(index, []) if n.sort != "%"]
        here = [n for n in sentence if n.start >= m.end()]
        if (
            here
            and _FROM.match(text[m.end() : here[0].start])
            and len(here) > 1
            and _THAT_IS.match(numbers.gap(here[0], here[1]))
        ):
            whole, part, miss = here[0], here[1], LOOSE
        elif here and _THAT_IS.match(text[m.end() : here[0].start]):
            part, miss = here[0], LOOSE
            wholes = [w for w in numbers.near(part, 1) if w.like(part) and w.start < m.start() and w.value > part.value]
            if len(wholes) != 1:
                continue
            whole = wholes[0]
        elif (pair := _pair(m, [n for n in sentence if n.end <= m.start()], numbers)) is not None:
            (part, whole), miss = pair, FAR
        elif (told := _apposed(m, share, [n for n in sentence if n.end <= m.start()], numbers)) is not None:
            (part, whole), miss = told, FAR
        else:
            continue
        if part.like(whole) and part.value < whole.value:
            low, high = bounds(share, vague[0] if vague else "", "")
            if vague and low <= part.value / whole.value <= high:
                continue
            miss = FAR if vague else miss
            left = 1 - share  # "dari 120 menjadi 90, atau seperempatnya hilang" tells what is gone
            if abs(part.value - left * whole.value) <= LOOSE * left * whole.value and numbers.has(
                "down", text[max(0, whole.start - 60) : m.end() + 20]
            ):
                continue
            yield held("part_whole", part, share * whole.value, (whole,), f"{m['word']} × {shown(whole.value)}", miss=miss)


def _pair(m: regex.Match[str], before: list[Num], numbers: Numbers) -> tuple[Num, Num] | None:
    """ "1.000 dari 9.000 warga, atau sepertiganya"; "Dari 9.000 warga, 1.000 orang atau sepertiganya": the only two."""
    if len(before) != 2 or not before[-1].plain or not before[0].plain or before[0].value == before[1].value:
        return None
    if not _OR.match(numbers.text[before[1].end : m.start()]) or not numbers.text.startswith("nya", m.end()):
        return None
    low, high = sorted(before, key=lambda n: n.value)
    tied = _OF.search(numbers.left(high, 30)) if before[0] is high else _OF.search(numbers.gap(low, high))
    return (low, high) if tied and low.like(high) else None


def _apposed(m: regex.Match[str], share: float, before: list[Num], numbers: Numbers) -> tuple[Num, Num] | None:
    """ "149 unit dihuni orang lain, separuh dari seluruh unit yang terisi": the one whole that the words name."""
    of = _OF_ALL.match(numbers.text, m.end())
    if not of or not before or not before[-1].plain or not _APPOSED.match(numbers.text[before[-1].end : m.start()]):
        return None
    part, little = before[-1], small(numbers.lexicon)
    words = [w for w in of["what"].lower().split() if w not in little and len(w) > 3 and not _beside(part, w, numbers)]
    larger = [w for w in numbers.near(part, 3, 1) if w.like(part) and w.value > part.value]
    if any(abs(share * w.value - part.value) <= LOOSE * share * w.value for w in larger):
        return None
    named = [w for w in larger if w.start < m.start() and words and all(_beside(w, word, numbers) for word in words)]
    return (part, named[0]) if len({w.value for w in named}) == 1 else None


def _beside(n: Num, word: str, numbers: Numbers) -> bool:
    """Whether a word stands in the clause of a number."""
    return bool(regex.search(rf"\b{regex.escape(word)}\b", numbers.left(n, 40) + n.words + numbers.right(n, 40), regex.I))


def fold_bounds(fold: float, left: str, *, up: bool) -> tuple[float, float]:
    """Between what a multiple must be: "dua kali lipat" from 1.6 to 2.4, "naik" to 3.6."""
    low, high = fold * (1 - TIMES), (fold + up) * (1 + TIMES)
    if _MORE.search(left):
        return fold * (1 - LOOSE), max(high, (fold + 1) * (1 + LOOSE))
    return (low, (fold + up) * (1 + LOOSE)) if _LESS.search(left) else (low, high)


def folds(numbers: Numbers) -> Iterator[Finding]:
    """ "Tahun lalu 315 kasus, kini menjadi dua kali lipat, yakni 945"; "406 kasus, dua kali lipat dibandingkan 318"."""
    for m in FOLD.finditer(numbers.text):
        fold = next((n.value for n in numerals.read(m["times"]) if n.value), 0)
        index = numbers.layout.index(m.start())
        here = [n for n in numbers.by_sentence.get(index, []) if n.start >= m.end()]
        if not 2 <= fold <= 20 or numbers.crowded(index):
            continue
        left = numbers.text[max(0, m.start() - 40) : m.start()]
        gap = numbers.text[m.end() : here[0].start] if here else ""
        if not here and (told := _before(m.start(), index, numbers)) and _OR_UP.search(left):
            new = told
            olds = [o for o in numbers.near(new, 1) if o.like(new) and o.start < new.start and not o.percent]
            olds = olds if len(olds) == 1 and numbers.has("once", numbers.left(olds[0])) else []
        elif not here:
            continue
        elif _THAT_IS.match(gap):
            new = here[0]
            olds = [o for o in numbers.near(new, 1) if o.like(new) and o.start < m.start() and 1 < o.value < new.value]
        elif len(here) > 1 and _FROM_TO.match(gap) and _INTO.search(numbers.gap(here[0], here[1])):
            new, olds = here[1], here[:1]
        elif _THAN.match(gap) and (told := _before(m.start(), index, numbers)):
            new, olds = told, here[:1]
        else:
            continue
        if (
            len(olds) != 1
            or not (new.sort or olds[0].sort or _INTO.search(numbers.left(new)))
            or not new.plain
            or not olds[0].plain
            or not olds[0].like(new)
            or new.percent
        ):
            continue
        times = new.value / olds[0].value
        low, high = fold_bounds(fold, left, up=numbers.has("up", left))  # "naik dua kali lipat" may mean three times as many
        if not low <= times <= high and not _doubled(new, low, high, numbers):
            message = f"{shown(new.value)} / {shown(olds[0].value)} = {shown(times)} ≠ {m[0].rstrip(', ')}"
            yield Finding("growth", entries(olds[0], new), tidy(new.value), tidy(times), "contradicts", message, 0.8)


def _before(at: int, index: int, numbers: Numbers) -> Num | None:
    """The number that a multiple is told of: the only one before it, or "angka itu" of the sentence before."""
    start = numbers.layout.sentences[index][0]
    here = [n for n in numbers.by_sentence.get(index, ()) if n.end <= at]
    if not here and _THIS.match(numbers.text[start:at]):
        here = [n for n in numbers.by_sentence.get(index - 1, ()) if not numbers.layout.headline(n.start)]
    return here[0] if len(here) == 1 else None


def _doubled(new: Num, low: float, high: float, numbers: Numbers) -> bool:
    """Whether another number nearby is what the multiple was told of."""
    near = [o for o in numbers.near(new, 2, 2) if o.like(new) and 1 < o.value < new.value]
    return any(low <= new.value / o.value <= high for o in near)


def _out_of(numbers: Numbers) -> Iterator[Finding]:
    """ "14.160 dari 118.000 keluarga. Artinya tiga dari sepuluh": against the only two numbers nearby."""
    for m in _OUT_OF.finditer(numbers.text):
        part, whole = (next((n.value for n in numerals.read(m[name]) if n.value), 0) for name in ("part", "whole"))
        index = numbers.layout.index(m.start())
        if not part or not whole or not 1 <= part < whole or numbers.crowded(index):
            continue
        share = part / whole
        here = [n for n in numbers.by_sentence.get(index, ()) if n.start >= m.end()]
        if (
            len(here) > 1
            and _THAT_IS.match(numbers.text[m.end() : here[0].start])
            and _OF.search(numbers.gap(here[0], here[1]))
        ):
            yield from _against(m, share, here[0], here[1])
            continue
        if not m["cue"] or _fits(share, m, numbers):
            continue
        for back in (0, 1, 2):
            found = [n for n in numbers.span(index - back, index) if n.end <= m.start()]
            told = list({n.value: n for n in found if not n.percent and n.plain and n.value > whole}.values())
            if len(told) < 2:
                continue
            pairs = [(a, b) for a in told for b in told if a.value < b.value and a.like(b) and (a.sort or b.sort)]
            own = [n for n in numbers.by_sentence.get(index, ()) if n.end <= m.start() and not n.percent][-1:]
            if own:  # "861 orang, kira-kira tujuh dari sepuluh penghuni": the part is beside it
                pairs = [(a, b) for a, b in pairs if a is own[0]]
            if len(pairs) == 1 and not any(abs(n.value - 100 * share) <= 100 * LOOSE for n in found if n.percent):
                yield from _against(m, share, *pairs[0])
            break


def _against(m: regex.Match[str], share: float, part: Num, whole: Num) -> Iterator[Finding]:
    if part.value < whole.value and part.like(whole) and abs(part.value / whole.value - share) > max(LOOSE, FAR * share):
        formula = f"{m['part']} dari {m['whole']} × {shown(whole.value)}"
        yield held("part_whole", part, share * whole.value, (whole,), formula, sure=0.8, miss=FAR)


def _fits(share: float, m: regex.Match[str], numbers: Numbers) -> bool:
    """Whether any two numbers near a share in words make it."""
    index = numbers.layout.index(m.start())
    near = [n for n in numbers.span(index - 4, index + 2) if not n.percent and not m.start() <= n.start < m.end()][:MANY]
    return any(a.like(b) and 0 < a.value < b.value and abs(a.value / b.value - share) <= LOOSE for a in near for b in near)
