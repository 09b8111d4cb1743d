"""Data of a day after the publication: "per 30 Juni 2024 sebanyak 170 desa telah …" in an article of May.

What is planned, runs or holds until a later day is sound; so a sentence must tell what was reached, and nothing of plans.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

import regex

from pipeline.find.nouns import alternation
from pipeline.lexicon import Lexicon
from pipeline.records import Article
from pipeline.resolve.findings import Finding
from pipeline.resolve.numbers import Numbers, entries

_TIE = (
    r"\b(?P<tie>per|posisi|hingga|sampai|sampai\s++dengan|s\.?/?d\.?|data|pembaruan|keadaan|bertanggal|tertanggal|"
    r"tanggal|pada|sepanjang|selama)\s++"
)
_FIRM = ("per", "posisi", "data", "pembaruan", "keadaan", "bertanggal", "tertanggal")
_DATA = regex.compile(r"\b(?:data|laporan|rekapitulasi|catatan|dasbor|pembaruan|rekap|bertanggal|tertanggal)\b", regex.I)
_NUMBER = regex.compile(r"\d[\d.,]*+\s")
YEARS = 3  #: years after the publication, beyond which a date is a slip of the finder's


@lru_cache(maxsize=8)
def _dates(lexicon: Lexicon) -> tuple[regex.Pattern[str], dict[str, int]]:
    months = {r["word"].lower(): int(r["value"]) for r in lexicon.rows("calendar_words") if r["kind"] == "month"}
    day = rf"(?:(?P<day>\d{{1,2}})\s++)?(?P<month>{alternation(list(months))})\s++(?P<year>20\d\d)"
    digits = r"(?P<d>\d{1,2})/(?P<m>\d{1,2})/(?P<y>20\d\d)"
    between = r"(?:(?:tanggal|bulan|hari|awal|akhir|bertanggal|tertanggal)\s++|\p{L}{4,6}\s++\(?)*+"
    return regex.compile(rf"{_TIE}{between}(?:{day}|{digits})\b", regex.I), months


def findings(numbers: Numbers, article: Article) -> Iterator[Finding]:
    """All dates of what was reached that lie after the publication."""
    published = (article.published or "")[:10]
    if len(published) < 10:
        return
    pattern, months = _dates(numbers.lexicon)
    for m in pattern.finditer(numbers.text):
        told = _iso(m, months)
        start, end = numbers.layout.sentence(m.start())
        sentence = numbers.text[start:end]
        if told <= published[: len(told)] or int(told[:4]) > int(published[:4]) + YEARS or numbers.has("plan", sentence):
            continue
        firm = m["tie"].lower() in _FIRM or _DATA.search(sentence)
        if not (numbers.has("reached", sentence) or numbers.has("done", sentence) or firm) or numbers.has(
            "runs until", sentence
        ):
            continue
        here = numbers.by_sentence.get(numbers.layout.index(m.start()), [])
        if not here and not _DATA.search(sentence):
            continue
        message = f"{m[0]} is of {told}, the article of {published}"
        yield Finding("date_order", entries(*here)[:1], told, published, "contradicts", message, 0.8)


def _iso(m: regex.Match[str], months: dict[str, int]) -> str:
    """The day or month of a match, as 2024-06-30 or 2024-06."""
    if m["month"]:
        day = f"-{int(m['day']):02}" if m["day"] else ""
        return f"{m['year']}-{months[m['month'].lower()]:02}{day}"
    return f"{m['y']}-{int(m['m']):02}-{int(m['d']):02}"
