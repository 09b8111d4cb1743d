"""The checks of single figures: a share against its own part and whole, above a hundred; the headline.

The words that trigger a rule are in `lexicon/figure_words.csv`, by use; the patterns here are of grammar only.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import regex

from pipeline.records import Count, Percentage
from pipeline.resolve.arithmetic import slip, verdict
from pipeline.resolve.findings import Finding, compare, shown, unit_of
from pipeline.resolve.reading import Reading, Spot
from pipeline.resolve.words import small

_AMONG = regex.compile(r"\s++(?:di\s?antara|dari\s++(?:jumlah|mereka)\b)", regex.I)
_OF_PEOPLE = regex.compile(r"^\s++dari\s++(?:total\s++|jumlah\s++|sekitar\s++)*+$", regex.I)
_HAVE = regex.compile(
    r"\s++(?P<noun>\p{Ll}{3,}+)\s++(?:\p{L}++\s++){0,5}?(?:sudah|telah|belum|memiliki|mempunyai|dinyatakan|masih|punya)\b"
)
_OF_ALL = regex.compile(r"\s++dari\s++(?:(?:total|seluruh|semua|keseluruhan|jumlah)\s++)++(?P<noun>\p{Ll}{3,}+)", regex.I)
_ELSEWHERE = regex.compile(
    r"\b(?:19|20)\d\d\b|\b(?i:di|untuk)\s++(?:Kecamatan|Kabupaten|Kota|Desa|Kelurahan|Kampung)\s++\p{Lu}"
)
_RATE = regex.compile(r"\b(?:tingkat|persentase|rasio|prevalensi|cakupan|partisipasi)\s++\p{Ll}++", regex.I)
_PASSED = regex.compile(
    r"\b(?:(?:di\s++atas|lebih\s++dari|melebihi|melampaui|melewati)\s++(?:seratus|100)\s++persen\b[^.!?\d]{0,40}\b"
    r"(?:karena|sebab|lantaran|akibat|disebabkan|terjadi|dimungkinkan|bisa)\b|"
    r"(?:di\s++atas|lebih\s++dari|(?:me)?lebihi|(?:me)?lampaui|(?:me)?lewati|(?:menem|tem)bus)\s++"
    r"(?:target|sasaran|kuota|jatah|rencana|alokasi)\b)",
    regex.I,
)
FAR = 8  #: times a share may miss its part and whole; farther off, they were misread
SHARED = 4  #: words that headline and body must share to speak of the same


def part_of_whole(reading: Reading) -> Iterator[Finding]:
    """A percentage against its own part and whole: 4,7 of 11 million is 42,7 percent."""
    for spot in reading.first.values():
        p = spot.entry
        if not isinstance(p, Percentage) or p.value is None or not p.numerator_id or not p.denominator_id:
            continue
        part, whole = reading.first.get(p.numerator_id), reading.first.get(p.denominator_id)
        if part and whole and whole.value > 0:
            formula = f"{shown(part.value)} / {shown(whole.value)} × 100"
            finding = compare("part_whole", spot, 100 * part.value / whole.value, (part, whole), formula, sure=0.95)
            if finding.verdict != "contradicts" or not _misread(spot, part, whole, reading):
                yield finding


def _misread(p: Spot, part: Spot, whole: Spot, reading: Reading) -> bool:
    """Whether part and whole were tied wrongly: a change, the two exchanged, far off, or told of another sentence's rate."""
    value, computed = p.value, 100 * part.value / whole.value
    turned = 100 * whole.value / part.value if part.value else 0  # of "kapasitas": 310 percent, or 210 percent too many
    if _role(part) == "change" or any(abs(x - value) <= max(0.01 * value, 1) for x in (turned, turned - 100)):
        return True
    if not value or (not 1 / FAR < computed / value < FAR and not slip(value, computed)):
        return True
    if slip(value, 100 * whole.value / part.value if part.value else 0):
        return False
    apart = part.sentence != p.sentence
    told = reading.text[reading.layout.sentence(p.mention.start)[0] : p.mention.start]
    other = part.sentence > p.sentence or reading.has("once", told) or _ELSEWHERE.search(told) or _RATE.search(told)
    return bool(apart and other and not slip(value, round(computed, 2)) and not slip(value, round(computed)))


def over_hundred(reading: Reading) -> Iterator[Finding]:
    """A share of people above a hundred percent; a target may be passed."""
    once = {s.entry.id: s for s in reading.spots if not reading.layout.headline(s.mention.start)}
    for spot in (reading.first | once).values():
        p = spot.entry
        if not isinstance(p, Percentage) or p.kind not in ("share", "other") or (p.value or 0) <= 100:
            continue
        if p.kind == "other" and not _of_things(spot, reading):
            continue
        behind = reading.sentence(spot.sentence)[reading.place(spot) + 1 :][:1]
        tied = [s for s in behind if isinstance(s.entry, Count) and _OF_PEOPLE.match(reading.gap(spot, s))]
        goal = reading.has("goal", reading.left(spot, 60)) if tied else reading.says("goal", spot)
        before = reading.text[reading.layout.sentence(spot.mention.start)[0] : spot.mention.start]
        moved = any(reading.has(way, before) for way in ("up", "down"))
        things = _of_things(spot, reading) or _AMONG.match(reading.text, spot.mention.end)
        told_so = goal or moved or _PASSED.search(reading.text) is not None
        if (tied or reading.says("people", spot) or things) and not told_so:
            told = f"{shown(p.value or 0)} percent of {p.of or 'a whole'} is more than all of it"
            yield Finding("over_100", (p.id,), p.value or 0, 100, "implausible", told, 0.8)


def _of_things(spot: Spot, reading: Reading) -> bool:
    """Whether it is a share of things that have something: "162,5 persen puskesmas sudah dilayani"; or of all of them."""
    noun = _HAVE.match(reading.text, spot.mention.end) or _OF_ALL.match(reading.text, spot.mention.end)
    share = isinstance(spot.entry, Percentage) and spot.entry.kind == "share"
    if noun is None or noun["noun"] in small(reading.lexicon):
        return False
    return share or bool(regex.search(rf"\d\s{regex.escape(noun['noun'])}\b", reading.text, regex.I))


def headline(reading: Reading) -> Iterator[Finding]:
    """A count of the headline against the one count of the body that speaks of the same."""
    body = [s for s in reading.spots if isinstance(s.entry, Count) and s.value and not reading.layout.headline(s.mention.start)]
    for spot in reading.counts(0):
        if not reading.layout.headline(spot.mention.start) or any(s.entry is spot.entry for s in body):
            continue
        alike = [s for s in body if reading.home(s) == reading.home(spot)]
        unit, mod = max(unit_of(spot.entry), _zeros(spot.value)), spot.entry.mod
        fits = [s for s in alike if verdict(spot.value, s.value, unit, mod=mod) in ("agrees", "rounds")]
        if fits:
            best = min(fits, key=lambda s: abs(s.value - spot.value))
            finding = compare("headline", spot, best.value, (best,), shown(best.value))
            yield replace(finding, verdict="rounds") if finding.verdict == "contradicts" else finding
            continue
        best, shared = max(((s, _shared(spot, s, reading)) for s in alike), key=lambda p: p[1], default=(spot, 0))
        if shared >= SHARED and 0.5 < best.value / spot.value < 2 and "target" not in (_role(best), _role(spot)):
            yield compare("headline", spot, best.value, (best,), shown(best.value), sure=0.7)


def _zeros(value: float) -> float:
    """One unit of the last digit but noughts: headlines round, "9.300 pelamar" may be 9.312."""
    digits = f"{value:.0f}"
    return float(10 ** (len(digits) - max(2, len(digits.rstrip("0"))))) if len(digits) > 3 else 1


def _shared(one: Spot, two: Spot, reading: Reading) -> int:
    """How many words of the headline stand in the other figure's sentence."""
    a, b = ({w.lower() for w in regex.findall(r"\p{L}{3,}+", reading.words(s))} for s in (one, two))
    return len(a & b)


def _role(s: Spot) -> str | None:
    return s.entry.role if isinstance(s.entry, Count) else None
