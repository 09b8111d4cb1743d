"""Dates out of order: data of a day after the publication, an end before its beginning.

"Per 30 Juni 2024 sebanyak 170 desa telah …" in an article of May; "dibuka 20 Juni dan ditutup 14 Juni". What is planned, runs
or holds until a later day is sound; so a sentence must tell what was reached, or an exact number, and nothing of plans.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from functools import lru_cache
from itertools import pairwise

import regex

from pipeline.lexicon import Lexicon
from pipeline.records import Article
from pipeline.resolve.checks.numbers import Num, Numbers, entries
from pipeline.resolve.findings import Finding
from pipeline.resolve.words import months

_TIE = (
    r"(?:\b(?P<tie>per|posisi|hingga|sampai|sampai\s++dengan|s\.?/?d\.?|data|pembaruan|keadaan|bertanggal|tertanggal|"
    r"tanggal|pada|sepanjang|selama)\s++|(?<=\d|\p{Ll})\s?(?P<span>[-–—])\s?)"
)
_FIRM = ("per", "posisi", "data", "pembaruan", "keadaan", "bertanggal", "tertanggal")
_UNTIL = ("hingga", "sampai", "sampai dengan", "s.d.", "s/d", "sd")
_DATA = regex.compile(r"\b(?:data|laporan|rekapitulasi|catatan|dasbor|pembaruan|rekap|bertanggal|tertanggal)\b", regex.I)
_BEGINS = regex.compile(
    r"\b(?:di)?(?:mulai|buka|awali|gelar|laksanakan|langsungkan)\b|\b(?:sejak|dari|antara|berlangsung|periode|bermula|berjalan)\b",
    regex.I,
)
_ENDS = regex.compile(
    r"\b(?:(?:di)?(?:tutup|akhiri)|berakhir|selesai|rampung|usai|hingga|sampai)\b|\bs\.?/?d\b|^\s?[-–—]\s?$", regex.I
)
_APART = regex.compile(r"\b(?:lalu|kembali|tahun|sebelum\p{Ll}*+|diperpanjang|setelah|sesudah|bukan|semula)\b|[.;!?]", regex.I)
YEARS = 3  #: years after the publication, beyond which a date is a slip of the finder's
DAYS = 60  #: days after the publication in which a date without a year is of the same one
DIGITS = 3  #: of a number that is counted and no plan
HALF = 180  #: days by which an end may come before its beginning and be of the same year


@lru_cache(maxsize=8)
def _dates(lexicon: Lexicon) -> tuple[regex.Pattern[str], regex.Pattern[str]]:
    """A date, with day, month and year where told; and one behind a word that ties data to it."""
    month, _ = months(lexicon)
    told = rf"(?:(?P<day>\d{{1,2}})\s++)?{month}(?:\s++(?P<year>20\d\d)\b)?|"
    told += r"(?P<d>\d{1,2})/(?P<m>\d{1,2})(?:/(?P<y>20\d\d)\b|(?=\)))"
    between = r"(?:(?:tanggal|bulan|hari|awal|akhir|bertanggal|tertanggal)\s++|\p{L}{4,6}\s++\(?)*+"
    return regex.compile(rf"(?<!\d[.,]?)(?:{told})", regex.I), regex.compile(rf"{_TIE}{between}(?:{told})", regex.I)


def findings(numbers: Numbers, article: Article) -> Iterator[Finding]:
    """All dates of what was reached that lie after the publication, and all spans that end before they begin."""
    published = (article.published or "")[:10]
    plain, tied = _dates(numbers.lexicon)
    yield from _backwards(numbers, plain)
    if len(published) < 10:
        return
    for m in tied.finditer(numbers.text):
        tie = (m["tie"] or "hingga").lower()
        told = _iso(m, numbers.lexicon, published if tie in (*_FIRM, *_UNTIL) else "")
        start, end = numbers.layout.sentence(m.start())
        sentence = numbers.text[start:end]
        clause = numbers.text[numbers.text.rfind(",", start, m.start()) + 1 or start : m.end()] if tie in _FIRM else sentence
        if (
            not told
            or told <= published[: len(told)]
            or (m["span"] and len(told) < len(published))
            or int(told[:4]) > int(published[:4]) + YEARS
            or numbers.has("plan", clause)
            or numbers.has("runs until", sentence)
        ):
            continue
        here = numbers.by_sentence.get(numbers.layout.index(m.start()), [])
        counted = tie in _UNTIL and len(told) == len(published) and any(_counted(n) for n in here)
        data = tie in _FIRM or _DATA.search(sentence) is not None
        if not (data or (here and (counted or any(numbers.has(use, sentence) for use in ("reached", "done"))))):
            continue
        message = f"{m[0]} is of {told}, the article of {published}"
        yield Finding("date_order", entries(*here)[:1], told, published, "contradicts", message, 0.8)


def _counted(n: Num) -> bool:
    """Whether a number is exact enough to be counted: 31.200 tonnes, not 1.000 seats."""
    return n.plain and not n.money and not n.percent and len(f"{n.value:.0f}".rstrip("0")) >= DIGITS


def _backwards(numbers: Numbers, plain: regex.Pattern[str]) -> Iterator[Finding]:
    """ "Dibuka pada 20 Juni 2024 dan ditutup pada 14 Juni 2024": two days of one year, with words of a beginning and an end."""
    told = [m for m in plain.finditer(numbers.text) if m["day"] or m["d"]]
    for a, b in pairwise(told):
        start, end = numbers.layout.sentence(a.start())
        gap = numbers.text[a.end() : b.start()]
        if b.end() > end or not _ENDS.search(gap) or _APART.search(gap) or regex.search(r"\d{4}", gap):
            continue
        if not (_BEGINS.search(numbers.text[max(start, a.start() - 40) : a.start()]) or gap.strip() in "-–—"):
            continue
        year = b["year"] or b["y"] or a["year"] or a["y"] or "2000"
        first, last = (_iso(m, numbers.lexicon, year) for m in (a, b))
        if first and last and timedelta() < _day(first) - _day(last) < timedelta(HALF):
            message = f"{a[0]} … {b[0]} ends before it begins"
            yield Finding("date_order", (), first, last, "contradicts", message, 0.75)


def _day(told: str) -> date:
    return date.fromisoformat(told)


def _iso(m: regex.Match[str], lexicon: Lexicon, published: str) -> str:
    """The day or month of a match, as 2024-06-30 or 2024-06; "" where it is none, or no year tells it."""
    year = m["year"] or m["y"] or published[:4]
    month = months(lexicon)[1][m["month"].lower()] if m["month"] else int(m["m"])
    day = m["day"] or m["d"]
    told = f"{year}-{month:02}" + (f"-{int(day):02}" if day else "")
    try:
        given = date.fromisoformat(told if day else f"{told}-01")
        apart = given - date.fromisoformat(published) if len(published) == 10 else timedelta()
    except ValueError:
        return ""
    return told if m["year"] or m["y"] or (day and timedelta() <= apart <= timedelta(DAYS)) else ""
