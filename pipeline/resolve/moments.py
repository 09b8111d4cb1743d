"""Which date a figure is as of.

Candidates are the article's own dates, the day of publication ("saat ini") and nothing; each is scored by where its nearest
mention stands and by the words that join it with the figure.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import cast

import regex

from pipeline.lexicon import Lexicon
from pipeline.records import Article, Date, Mention
from pipeline.resolve.chain import Option, Prior
from pipeline.resolve.layout import Layout
from pipeline.resolve.ties import Candidate, near, options, placed
from pipeline.resolve.trails import Trails
from pipeline.resolve.words import pattern

_TIED = regex.compile(
    r"\b(?:per|hingga|sampai|sampai\s++dengan|s/d|posisi|data)\s++(?:(?:tanggal|akhir|awal|bulan)\s++)?$", regex.I
)
_NOW = regex.compile(
    r"\b(?:(?:hingga|sampai|s/d)\s++(?:dengan\s++)?(?:saat\s++ini|kini|sekarang|hari\s++ini)|saat\s++ini)\b", regex.I
)
_BACK = regex.compile(
    r"\bdari\s++(?:total|jumlah|angka)\s++(?:\p{Ll}++\s++){0,2}?(?:itu|tersebut|ini)\b|\bdi\s?antaranya\b", regex.I
)
TOLD = 0.95  #: how sure a date is that the words tie to a figure


def candidates(
    at: Mention,
    about: Sequence[str],
    dates: Sequence[Date],
    prior: Prior | None,
    article: Article,
    layout: Layout,
    *,
    lexicon: Lexicon,
) -> list[Candidate]:
    """The dates that a figure may be as of."""
    made = layout.remember(("dates", at.start, *about), lambda: _dates(at, about, dates, article, layout, lexicon))
    if prior is None:
        return made
    where, told = near(prior, at, layout), "dated" if prior.value else "undated"
    same = "same" if prior.percentage == ("percentage" in about) else "other"
    state = [f"prior {told}", f"prior {told} {where}"]
    state += ["prior now"] if prior.value == (article.published or "")[:10] else []
    finished = []
    for c in made:
        name, more = c.features[0], state
        if name == "date":
            back = ["prior|refers back"] if "date|refers back" in c.features else []
            more = (
                ["prior", f"prior {where}", f"prior {where} {same}", f"prior|{c.rule}", *back] if c.value == prior.value else []
            )
        finished.append(replace(c, features=[*c.features, *(f"{name}|{f}" for f in more)]))
    return finished


def _dates(
    at: Mention, about: Sequence[str], dates: Sequence[Date], article: Article, layout: Layout, lexicon: Lexicon
) -> list[Candidate]:
    sentence, text = layout.sentence(at.start), layout.text
    published = (article.published or "")[:10]
    trails = _date_trails(dates, layout)
    back, said, now = (_first(use, sentence, layout, lexicon) for use in ("back", "said", "now"))
    made = []
    for trail in trails.closest(at.start):
        d = dates[cast(int, trail.key)]
        features, rule, best = placed(at, trail, trails, layout, lexicon=lexicon)
        features += [f"grain={_grain(d.value)}", *(f"{a}|{rule}" for a in about)]
        features += ["published"] if d.value[:10] == published else ["this year"] if d.value[:4] == published[:4] else []
        features += ["refers back"] if back else []
        before = text[max(0, best.start - 28) : best.start]
        behind = text[best.end : best.end + 3]
        features += [f"{u} before" for u in ("said", "compare", "until") if pattern(lexicon, u).search(before)]
        features += ["tied", f"tied|{rule}"] if _TIED.search(before) else []
        features += ["bracket"] if before.rstrip().endswith("(") else []
        features += ["said here"] if said else []
        features += ["closes"] if behind[:1] in (",", ".", ")") else []
        low, high = min(best.end, at.end), max(best.start, at.start)
        features += ["compare between"] if high - low < 200 and pattern(lexicon, "compare").search(text, low, high) else []
        word = before.split()[-1].lower() if before.split() else "^"
        features += [f"word={word}", f"{rule}|word={word}", f"{rule}|grain={_grain(d.value)}"]
        made.append(Candidate(d.value, rule, best, ["date"] + [f"date|{f}" for f in features]))
    state = ["now"] if now else []
    state += ["now before"] if now and now[1] <= at.start else []
    state += ["dates here"] if trails.between(*sentence) else ["no dates here"]
    state += ["refers back"] if back else []
    state += list(about)
    if published:
        mention = Mention.of(text, *now, rule="now") if now else None
        made.append(Candidate(published, "now", mention, ["now"] + [f"now|{f}" for f in state]))
    made.append(Candidate(None, "nothing tells", None, ["none"] + [f"none|{f}" for f in state]))
    return made


def _date_trails(dates: Sequence[Date], layout: Layout) -> Trails:
    return layout.remember("date trails", lambda: Trails((n, d.mentions) for n, d in enumerate(dates)))


def _first(use: str, span: tuple[int, int], layout: Layout, lexicon: Lexicon) -> tuple[int, int] | None:
    """Where a sentence first has a word of a use."""

    def look() -> tuple[int, int] | None:
        m = pattern(lexicon, use).search(layout.text, *span)
        return m.span() if m else None

    return layout.remember((use, span), look)


def date_options(
    at: Mention,
    about: Sequence[str],
    dates: Sequence[Date],
    prior: Prior | None,
    article: Article,
    layout: Layout,
    *,
    lexicon: Lexicon,
) -> list[Option]:
    """The dates a figure may be as of; where the words tie one to it, that one is all but certain."""
    offers = options("as_of", candidates(at, about, dates, prior, article, layout, lexicon=lexicon))
    value = _told_date(at, dates, prior, article, layout)
    if all(o.value != value for o in offers) or value is None:
        return offers
    first = next(n for n, o in enumerate(offers) if o.value == value)
    sure = [TOLD if n == first else (1 - TOLD) * o.chance for n, o in enumerate(offers)]
    return [Option(o.value, o.evidence.model_copy(update={"confidence": round(c, 3)}), c) for o, c in zip(offers, sure)]


def _told_date(at: Mention, dates: Sequence[Date], prior: Prior | None, article: Article, layout: Layout) -> str | None:
    """The date that the sentence ties to its figures: "per 1 Maret 2023", "hingga saat ini", "dari jumlah tersebut"."""
    start, end = layout.sentence(at.start)
    here, tied, now, back = layout.remember(("told", start), lambda: _told(start, end, dates, layout))
    if tied is not None:
        return tied
    if not here and now is not None and now <= at.start:
        return (article.published or "")[:10] or None
    if not here and prior and back and layout.index(at.start) - layout.index(prior.at.start) <= 1:
        return prior.value
    return None


def _told(start: int, end: int, dates: Sequence[Date], layout: Layout) -> tuple[int, str | None, int | None, bool]:
    """What a sentence tells of dates: how many, the one it ties to its figures, the end of "saat ini", "dari jumlah itu"."""
    text, trails = layout.text, _date_trails(dates, layout)
    here = [dates[cast(int, n)] for n in dict.fromkeys(trails.keys(start, end))]
    many = trails.between(start, end)
    mentions = [(m, d.value) for d in here for m in d.mentions if start <= m.start < end] if many <= 2 else []
    tied = [value for m, value in mentions if _TIED.search(text, max(start, m.start - 28), m.start)]
    now = _NOW.search(text, start, end)
    return many, tied[0] if len(tied) == 1 else None, now.end() if now else None, bool(_BACK.search(text, start, end))


def _grain(value: str) -> str:
    if "/" in value:
        return "span"
    return {4: "year", 7: "month" if value[5:6].isdigit() else "part", 10: "day"}.get(len(value), "time")
