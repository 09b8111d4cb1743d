"""Resolves date expressions against the publication time, or, where that is unknown, against the text's own full dates.

Words of a day ("hari ini", "kemarin") count from the publication; inside a quotation they count from the day on which it
was said, where the text names one. A time of day belongs to the day told before it.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, replace

import regex

from pipeline.find.dates import DateMention
from pipeline.language.calendar_forms import Expression
from pipeline.language.calendar_items import words
from pipeline.language.calendar_values import Anchor, Value, date, same_period, value
from pipeline.language.tokens import tokens
from pipeline.records import Article, Date, Evidence, Mention

_SENTENCE_END = regex.compile(r"[.!?]\s|\n")
_QUOTE = regex.compile(r'["“”]')
_NEAR = 7  #: days between a statement and its publication


@dataclass(slots=True)
class Told:
    """What the text has told so far: its last day, its last date of any grain, its last period within a year."""

    day: dt.date | None = None
    last: dt.date | None = None
    period: Value | None = None

    def add(self, made: Value) -> None:
        """Take the next value in."""
        if made.begin is None or made.end is None:
            return
        self.last = made.begin
        if made.begin == made.end:
            self.day = made.begin
        elif (made.end - made.begin).days < 364:
            self.period = made


def resolve(mentions: Sequence[DateMention], article: Article) -> list[Date]:
    """One entry per date and part of it (awal, akhir), in order of first mention."""
    today, exact = anchor_day(mentions, article)
    stated = _stated(mentions, Anchor(today, exact=exact))
    for m in mentions:  # "hari ini, Selasa (29/1/2019)" knows better than the page
        w = m.expression.when
        if w.unit == "day" and w.shift == 0 and w.year and w.month and w.day and (told := date(w.year, w.month, w.day)):
            today = told
            break
    found: dict[tuple[str, str | None], tuple[Value, list[Mention], DateMention]] = {}
    so_far = Told()
    for m in mentions:
        anchor = Anchor(today, so_far.last, _ahead(article.text, m), exact)
        made = _value(m, anchor, so_far, stated, article.text)
        if made is None:
            continue
        so_far.add(made)
        kept = found.setdefault((made.value, m.expression.mod), (made, [], m))
        kept[1].append(m.mention)
    return [_entry(n, made, list(told), first, article) for n, (made, told, first) in enumerate(found.values(), 1)]


def _value(m: DateMention, anchor: Anchor, told: Told, stated: list[tuple[int, dt.date]], text: str) -> Value | None:
    when = m.expression.when
    if when.same_period:
        made = value(replace(m.expression, when=replace(when, same_period=False)), anchor)
        return made and same_period(made, told.period)
    spoken = (
        when.unit == "day" and when.base == "now" and when.day is None and when.weekday is None and _quoted(text, m.mention)
    )
    if spoken:
        if when.shift == -1 and when.hour is None and " " not in m.mention.text:
            return None  # "kemarin" in speech is any day that is past
        said = _said(m.mention, stated, anchor.day, text)
        return value(m.expression, replace(anchor, day=said, exact=True) if said else anchor)
    if when.hour is not None:
        base = told.day
        if anchor.future and base and anchor.day and anchor.exact and base < anchor.day:
            base = anchor.day
        return value(m.expression, replace(anchor, before=base))
    if when.base == "before" and when.unit == "day":
        return value(m.expression, replace(anchor, before=told.day))
    return value(m.expression, anchor)


def anchor_day(mentions: Sequence[DateMention], article: Article) -> tuple[dt.date | None, bool]:
    """The day of publication, else the first date with a weekday in the text, else its first full date.

    The flag tells whether it is the publication's. A date without a year takes that of the text's full dates.
    """
    if article.published:
        return dt.date.fromisoformat(article.published[:10]), True
    full = [w for m in mentions if (w := m.expression.when).month and w.day and m.expression.until is None]
    years = Anchor(next((d for w in full if w.year and (d := date(w.year, w.month or 0, w.day or 0))), None))
    for w in [w for w in full if w.weekday] or full:
        made = value(Expression(0, 0, w), years)
        if made and made.begin:
            return made.begin, False
    return None, False


def _stated(mentions: Sequence[DateMention], anchor: Anchor) -> list[tuple[int, dt.date]]:
    """Offsets and days of the mentions with weekday and date, as statements carry them, near the publication."""
    found = []
    for m in mentions:
        w = m.expression.when
        made = value(m.expression, anchor) if w.weekday is not None and w.day is not None else None
        if made and made.begin and (anchor.day is None or abs((anchor.day - made.begin).days) <= _NEAR):
            found.append((m.mention.start, made.begin))
    return found


def _said(m: Mention, stated: list[tuple[int, dt.date]], today: dt.date | None, text: str) -> dt.date | None:
    """The day on which a quotation was said: told in its paragraph, else last before it, else the publication's."""
    at = bisect_left(stated, (m.start, dt.date.min))
    if at < len(stated) and "\n" not in text[m.end : min(stated[at][0], m.end + 1000)] and stated[at][0] - m.end < 1000:
        return stated[at][1]
    return stated[at - 1][1] if at else today


def _quoted(text: str, m: Mention) -> bool:
    """Whether a mention stands inside quotation marks, as counted from the head of its paragraph."""
    head = max(text.rfind("\n", 0, m.start) + 1, m.start - 2000)
    return len(_QUOTE.findall(text, head, m.start)) % 2 == 1


def _ahead(text: str, m: DateMention) -> bool:
    """Whether the sentence of a mention looks ahead: akan, mendatang, rencananya."""
    start, end = m.mention.start, m.mention.end
    head = max((e.end() for e in _SENTENCE_END.finditer(text, max(0, start - 300), start)), default=max(0, start - 300))
    tail = _SENTENCE_END.search(text, end, end + 120)
    if m.expression.rule in {"W", "T"}:
        said = text[head:start]
        if said.rstrip().endswith(","):
            return False  # kata Andi di Jakarta, Kamis.
    else:
        said = text[head : tail.start() if tail else end + 120]
    return any(word in words("future") for word in tokens(said).words)


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
