"""Arithmetic that is told over two or three sentences, where a word says what a figure is to the two others near it.

"Sasaran ditetapkan 280.000 orang. Sampai Senin 196.500 orang telah disuntik, sedangkan 73.500 orang sisanya belum." The
word ("sisanya", "tambahan", "tumbuh", "sehingga tingkat partisipasinya") makes the tie, not the fit of the numbers, so that a
wrong number is found; and only where exactly two other figures are near, so that it is clear which are meant.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import regex

from pipeline.records import Count, Percentage
from pipeline.resolve.findings import Finding, compare, shown
from pipeline.resolve.reading import Reading, Spot

BACK = 2  #: sentences before a figure that are looked at
CLOSE = 0.35  #: by which share of the total a list may miss it and still be its list
_TO = regex.compile(r"\b(?:menjadi|ke)\b", regex.I)
_OR = regex.compile(r"\batau\s++(?:sebesar\s++|sekitar\s++)?$", regex.I)
_FROM = regex.compile(r"\b(?:dari|semula)\b[^.;!?\d]{0,40}$", regex.I)


def near(spot: Spot, reading: Reading, *, back: int = BACK, ahead: int = 0) -> list[Spot]:
    """The other plain counts around a figure, each entry once, of people or of households as the figure is."""
    found: dict[str, Spot] = {}
    for index in range(max(0, spot.sentence - back), spot.sentence + ahead + 1):
        for s in reading.counts(index):
            headline = reading.layout.headline(s.mention.start)
            if s.entry is not spot.entry and s.plain and not headline and (s.mention.start < spot.mention.start or ahead):
                found.setdefault(s.entry.id, s)
    people = isinstance(spot.entry, Percentage)
    return [s for s in found.values() if people or reading.home(s) == reading.home(spot)]


def part_and_whole(p: Spot, part: Spot | None, whole: Spot | None, reading: Reading) -> tuple[Spot | None, Spot | None]:
    """Part and whole of a share that a word like "sehingga partisipasinya" ties to the two counts before it."""
    if (part and whole) or not p.plain or (not reading.has("reckons", reading.left(p, 90)) and not whole):
        return part, whole
    if any(isinstance(s.entry, Percentage) and s.entry is not p.entry for s in reading.sentence(p.sentence)):
        return part, whole
    others = near(p, reading, back=1)
    if whole and not part:
        others = [s for s in others if s.entry is not whole.entry]
        return (others[0], whole) if len(others) == 1 and others[0].value < whole.value else (part, whole)
    if len(others) != 2 or others[0].value == others[1].value or reading.home(others[0]) != reading.home(others[1]):
        return part, whole
    small, large = sorted(others, key=lambda s: s.value)
    return (small, large) if part is None or part.entry is small.entry else (part, whole)


def findings(reading: Reading) -> Iterator[Finding]:
    """Rests, changes, growth, totals and headlines told over more than one sentence."""
    for spot in reading.spots:
        if not reading.layout.headline(spot.mention.start):
            yield from _growth(spot, reading) if isinstance(spot.entry, Percentage) else _count(spot, reading)
    for index in range(len(reading.layout.sentences)):
        yield from _list(index, reading)
    yield from _headline(reading)


def _count(spot: Spot, reading: Reading) -> Iterator[Finding]:
    left, right = reading.left(spot, 50), regex.match(r"[^.;!?\d]{0,45}", reading.right(spot))
    missing = reading.has("missing", left)
    others = near(spot, reading)
    if missing or reading.has("rest", left) or (right and reading.has("unreached", right[0])):
        if len(others) == 2 and spot.value < max(s.value for s in others) and _clear(spot, reading):
            part, whole = sorted(others, key=lambda s: s.value)
            rule = "target_missing" if missing else "part_rest"
            yield compare(rule, spot, whole.value - part.value, (whole, part), f"{shown(whole.value)} − {shown(part.value)}")
    elif reading.has("up", left) or reading.has("down", left):
        others = near(spot, reading, back=1)
        words = reading.text[reading.layout.sentence(others[0].mention.start)[0] : spot.mention.start] if others else ""
        if len(others) == 2 and reading.has("once", words) and spot.value < max(s.value for s in others):
            low, high = sorted(others, key=lambda s: s.value)
            yield compare("change", spot, high.value - low.value, (high, low), f"{shown(high.value)} − {shown(low.value)}")


def _clear(spot: Spot, reading: Reading) -> bool:
    """Whether no third count could be meant: none a little farther back, none behind in the sentence."""
    around = [s for n in range(spot.sentence - 2 * BACK, spot.sentence + 1) for s in reading.counts(n, like=spot)]
    headline = {s.entry.id for s in around if reading.layout.headline(s.mention.start)}
    return len({s.entry.id for s in around} - headline | {spot.entry.id}) == 3


def _growth(spot: Spot, reading: Reading) -> Iterator[Finding]:
    left = reading.left(spot, 60)
    p = spot.entry
    rate = isinstance(p, Percentage) and p.kind == "rate"
    if rate or not spot.value:
        return
    at = reading.place(spot)
    if at and _OR.search(gap := reading.gap(before := reading.sentence(spot.sentence)[at - 1], spot)):
        left = reading.left(before, 50) + gap  # "naik dari A menjadi B, bertambah C atau 30 persen"
    if not (reading.has("up", left) or reading.has("down", left)):
        return
    for back, ahead in ((0, 0), (1, 0), (0, 1)):
        counts = near(spot, reading, back=back, ahead=ahead)
        for old, new in pairwise(counts):
            gap = reading.gap(old, new)
            told = _TO.search(gap) and (_FROM.search(reading.left(old)) or len(counts) == 2)
            if told and len(gap) < 80 and old.value and reading.home(old) == reading.home(new):
                computed = 100 * abs(new.value - old.value) / old.value
                formula = (
                    f"({shown(max(new.value, old.value))} − {shown(min(new.value, old.value))}) / {shown(old.value)} × 100"
                )
                yield compare("growth", spot, computed, (new, old), formula)
                return


def _list(index: int, reading: Reading) -> Iterator[Finding]:
    """Three and more items of one sentence, with their total behind them or alone in the sentence before."""
    here = [s for s in reading.counts(index) if s.plain]
    if len(here) < 3:
        return
    begin = reading.layout.sentence(here[0].mention.start)[0]
    wholes = [s for s in reading.counts(index - 1) if not reading.layout.headline(s.mention.start)]
    if reading.has("total", reading.left(here[-1], 30)) and len(here) > 3:
        items, whole = here[:-1], here[-1]
    elif reading.has("items", reading.text[begin : begin + 20]) and len({s.entry.id for s in wholes}) == 1:
        items, whole = here, wholes[0]
    else:
        return
    total = sum(s.value for s in items)
    if whole.value > max(s.value for s in items) and abs(total - whole.value) <= CLOSE * whole.value:
        yield compare("sum", whole, total, items, " + ".join(shown(s.value) for s in items), sure=0.8)


def _headline(reading: Reading) -> Iterator[Finding]:
    """The one percentage of the headline against the one of the body."""
    shares = [s for s in reading.first.values() if isinstance(s.entry, Percentage) and s.plain and s.entry.kind == "share"]
    if len(shares) != 2:
        return
    one, two = sorted(shares, key=lambda s: s.mention.start)
    apart = reading.layout.headline(one.mention.start) and not reading.layout.headline(two.mention.start)
    if apart and len(one.entry.mentions) == 1:
        yield compare("headline", one, two.value, (two,), shown(two.value), sure=0.7)


def borne_out(finding: Finding, reading: Reading) -> bool:
    """Whether another count of the article is just what a contradicted one should be: then that one was meant."""
    return finding.verdict == "contradicts" and any(
        isinstance(s.entry, Count) and s.entry.id not in finding.entries and s.value == finding.computed
        for s in reading.first.values()
    )
