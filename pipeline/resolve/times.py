"""Resolves date expressions against the publication time, or, where that is unknown, against the text's own full dates."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

import regex

from pipeline.find.dates import DateMention
from pipeline.language.calendar_items import words
from pipeline.language.calendar_values import Anchor, Value, date, value
from pipeline.language.tokens import tokens
from pipeline.records import Article, Date, Evidence, Mention

_SENTENCE_END = regex.compile(r"[.!?]\s|\n")


def resolve(mentions: Sequence[DateMention], article: Article) -> list[Date]:
    """One entry per date and part of it (awal, akhir), in order of first mention."""
    today, exact = anchor_day(mentions, article)
    found: dict[tuple[str, str | None], tuple[Value, list[Mention], DateMention]] = {}
    before: dt.date | None = None
    for m in mentions:
        anchor = Anchor(today, before, _ahead(article.text, m.mention), exact)
        made = value(m.expression, anchor)
        if made is None:
            continue
        if made.begin and made.begin == made.end:
            before = made.begin
        kept = found.setdefault((made.value, m.expression.mod), (made, [], m))
        kept[1].append(m.mention)
    return [
        _entry(n, made, list(told), first, article)
        for n, (made, told, first) in enumerate(found.values(), 1)
    ]  # fmt: skip


def anchor_day(mentions: Sequence[DateMention], article: Article) -> tuple[dt.date | None, bool]:
    """The day of publication, else the first full date with a weekday in the text, else its first full date."""
    if article.published:
        return dt.date.fromisoformat(article.published[:10]), True
    full = [w for m in mentions if (w := m.expression.when).year and w.month and w.day and m.expression.until is None]
    for w in [w for w in full if w.weekday] or full:
        made = date(w.year or 0, w.month or 0, w.day or 0)
        if made:
            return made, False
    return None, False


def _ahead(text: str, m: Mention) -> bool:
    """Whether the sentence of a mention looks ahead: akan, mendatang, rencananya."""
    start = max((e.end() for e in _SENTENCE_END.finditer(text, max(0, m.start - 300), m.start)), default=max(0, m.start - 300))
    end = _SENTENCE_END.search(text, m.end, m.end + 120)
    said = tokens(text[start : end.start() if end else m.end + 120]).words
    return any(word in words("future") for word in said)


def _entry(n: int, made: Value, told: list[Mention], first: DateMention, article: Article) -> Date:
    e = first.expression
    evidence = {}
    if e.when.year is None and article.published:
        evidence["value"] = Evidence(rule="published", start=first.mention.start, end=first.mention.end, confidence=0.95)
    if made.conflict:
        evidence["conflict"] = Evidence(rule="weekday", start=first.mention.start, end=first.mention.end, confidence=0.5)
    return Date(
        id=f"d{n}",
        mentions=tuple(told),
        quote=told[0].text,
        confidence=0.6 if made.conflict or "X" in made.value else 0.95,
        evidence=evidence,
        value=made.value,
        mod=e.mod,
        begin=made.begin.isoformat() if made.begin else None,
        end=made.end.isoformat() if made.end else None,
    )
