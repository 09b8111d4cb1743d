"""Figures that cannot be, whatever the article says: more people than the nation has, a fall of more than all, "99999999 %".

They stay in the record as they are told and are marked implausible.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

import regex

from pipeline.find.nouns import alternation
from pipeline.language import numerals
from pipeline.lexicon import Lexicon, areas
from pipeline.records import Amount, Article, Percentage
from pipeline.resolve.findings import Finding, shown
from pipeline.resolve.reading import Reading, Spot

WORLD = 8_300_000_000  #: people on Earth
HUGE = 10_000  #: percent, beyond which no growth of anything told in news goes
MONEY = 10**18  #: of any currency: fifty times what the nation makes in a year
GROWTH = 1.2  #: times the nation's population that a count may reach: articles of later years
_FIRST_END = regex.compile(r"(?<![\w.,/-])(?!(?:19|20)\d\d\b)(?P<first>[1-9][\d.,]*+(?:\s?%)?+)\s?[-–—]\s?$")


@lru_cache(maxsize=8)
def _abroad(lexicon: Lexicon) -> regex.Pattern[str]:
    return regex.compile(rf"\b(?:{alternation([r['name'] for r in lexicon.rows('abroad')])})\b")


def findings(reading: Reading, amounts: Sequence[Amount], article: Article) -> Iterator[Finding]:
    """All figures that cannot be."""
    nation = areas.population("ID") or 0
    elsewhere = _abroad(reading.lexicon)
    titled = bool(elsewhere.search(article.title or "")) or reading.has("visitors", article.title or "")
    for spot in reading.first.values():
        if isinstance(spot.entry, Percentage):
            yield from _percentage(spot, reading)
            continue
        told = max(v or 0 for v in (spot.entry.value, spot.entry.high, spot.entry.low))
        if told <= GROWTH * nation:
            continue
        sentence = reading.layout.sentence(spot.mention.start)
        other = titled or not spot.entry.region or reading.says("visitors", spot) or elsewhere.search(reading.text, *sentence)
        if told > (WORLD if other else GROWTH * nation):
            most = WORLD if told > WORLD else nation
            whose = "mankind" if most == WORLD else "the nation"
            message = f"{shown(told)} {spot.entry.unit} are more than {whose} has, {shown(most)}"
            yield Finding("above_population", (spot.entry.id,), told, most, "implausible", message, 0.9)
    for a in amounts:
        if (a.value or a.high or 0) > MONEY:
            yield Finding(
                "absurd", (a.id,), a.value or a.high or 0, MONEY, "implausible", f"{a.quote} is more money than there is", 0.9
            )
    yield from _backwards(reading)


def _percentage(spot: Spot, reading: Reading) -> Iterator[Finding]:
    p, value = spot.entry, spot.value
    assert isinstance(p, Percentage)
    left = reading.left(spot, 30)
    if abs(value) > HUGE:
        yield Finding("absurd", (p.id,), value, HUGE, "implausible", f"{p.quote} is beyond any measure", 0.9)
    elif value < 0 and p.kind == "share" and reading.has("people", p.of or ""):
        yield Finding("absurd", (p.id,), value, 0, "implausible", f"a share of {p.quote} is less than nothing", 0.8)
    elif value < -100 or (value > 100 and p.kind == "change" and reading.has("down", left) and not reading.has("up", left)):
        yield Finding(
            "absurd", (p.id,), value, 100, "implausible", f"a fall of {shown(abs(value))} percent leaves less than nothing", 0.8
        )


def _backwards(reading: Reading) -> Iterator[Finding]:
    """ "15–10 orang": a range whose first end is the larger."""
    for spot in reading.spots:
        m = _FIRST_END.search(reading.text, max(0, spot.mention.start - 20), spot.mention.start)
        first = next(iter(numerals.read(m["first"])), None) if m else None
        if first and first.value and spot.value < first.value < 10 * spot.value:
            told = f"{shown(first.value)}–{spot.mention.text} runs backwards"
            yield Finding("range", (spot.entry.id,), first.value, spot.value, "implausible", told, 0.7)
