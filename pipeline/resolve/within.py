"""The checks of an article against itself: parts, rests, sums, changes, growth, headline, dates.

The words that trigger a rule are in `lexicon/figure_words.csv`, by use; the patterns here are of grammar only.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import regex

from pipeline.records import Article, Count, Percentage
from pipeline.resolve.arithmetic import verdict
from pipeline.resolve.findings import Finding, compare, shown, unit_of
from pipeline.resolve.parts import Pair, pairs
from pipeline.resolve.reading import Reading, Spot

_NEAR_BEHIND = regex.compile(r"^[^.;!?\d]{0,45}")
_JOIN = regex.compile(r"^[^.!?\n]{0,60}(?:,|;|\bdan\b|\bserta\b|\bsedangkan\b|\bsementara\b)[^.!?\n]{0,60}$", regex.I)
_THAN = regex.compile(r"\b(?:dibanding(?:kan)?|ketimbang|dari(?:pada)?)\b", regex.I)
_TO = regex.compile(r"\bmenjadi\b", regex.I)
_FROM = regex.compile(r"\b(?:dari|semula)\b[^.;!?\d]{0,40}$", regex.I)
_REFERS = regex.compile(r"\b(?:itu|tersebut|ini|artinya)\b", regex.I)
_REST = regex.compile(r"\b(?:sisanya|selebihnya)\b", regex.I)
_UNTIL = regex.compile(r"\b(?:per|hingga|sampai|sampai\s++dengan|s/d|posisi)\s++(?:tanggal\s++)?$", regex.I)
ELSEWHERE = 0.02  #: by which share of the whole a rest told far away may miss, to be taken for this rest
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
            yield compare("part_whole", spot, 100 * part.value / whole.value, (part, whole), formula, sure=0.95)


def known_pairs(reading: Reading) -> list[Pair]:
    """All parts and wholes: those that the sentences tell, and those of the percentages."""
    found = [p for n in range(len(reading.layout.sentences)) for p in pairs(reading, n)]
    for spot in reading.spots:
        if isinstance(spot.entry, Percentage):
            part, whole = (reading.first.get(i or "") for i in (spot.entry.numerator_id, spot.entry.denominator_id))
            found += [Pair(part, whole)] if part and whole else []
    return list({(p.part.entry.id, p.whole.entry.id): p for p in found}.values())


def part_and_rest(reading: Reading) -> Iterator[Finding]:
    """Part and rest make the whole: 903.000 less 632.343 is 270.657, told as 270 ribu; a target less what is reached."""
    done: set[str] = set()
    for part, whole in known_pairs(reading):
        first, last = sorted((part.sentence, whole.sentence))
        near = [s for n in range(first, last + 2) for s in reading.counts(n, like=whole)]
        rests = [s for s in near if s.mention.start > part.mention.end and _rest(s, reading)]
        rests = rests or [s for s in reading.spots if _elsewhere(s, part, whole, reading)]
        for rest in rests[:1]:
            if rest.entry.id not in {part.entry.id, whole.entry.id} | done:
                done.add(rest.entry.id)
                rule = "target_missing" if reading.has("missing", reading.left(rest)) else "part_rest"
                yield _less(rule, rest, whole, part)
    for index in range(1, len(reading.layout.sentences)):  # "540 mengungsi. 310 ke masjid, sisanya 130 ke balai desa."
        here = reading.counts(index)
        if len(here) == 2 and _REST.search(reading.gap(here[0], here[1])) and here[1].entry.id not in done:
            wholes = reading.counts(index - 1, like=here[0])
            if len(wholes) == 1 and wholes[0].value > here[0].value:
                yield _less("part_rest", here[1], wholes[0], here[0])


def _less(rule: str, rest: Spot, whole: Spot, part: Spot) -> Finding:
    return compare(rule, rest, whole.value - part.value, (whole, part), f"{shown(whole.value)} − {shown(part.value)}")


def _rest(s: Spot, reading: Reading) -> bool:
    left, behind = reading.left(s), _NEAR_BEHIND.match(reading.right(s))
    return reading.has("missing", left) or reading.has("rest", left) or reading.has("unreached", behind[0] if behind else "")


def _elsewhere(s: Spot, part: Spot, whole: Spot, reading: Reading) -> bool:
    """A count of those not reached anywhere in the article, if it comes near the rest: else it may be of something else."""
    if not isinstance(s.entry, Count) or s.entry.role != "non_participant" or reading.home(s) != reading.home(whole):
        return False
    same = s.entry.region == whole.entry.region == part.entry.region
    return same and abs(whole.value - part.value - s.value) <= ELSEWHERE * whole.value


def sums(reading: Reading) -> Iterator[Finding]:
    """The items of a list add up to the count before it: "1.250 pekerja, terdiri atas 640 nelayan, 410 petani …"."""
    for index in range(len(reading.layout.sentences)):
        here = reading.counts(index)
        first = next((s for s in here if reading.has("list", reading.left(s, 60))), None)
        if first:
            n = here.index(first)
            items = _items(here[n:], reading)
            wholes = [w for w in here[:n] or reading.counts(index - 1) if reading.home(w) == reading.home(first)]
            if len(items) > 1 and wholes and wholes[-1].value > max(s.value for s in items):
                yield _sum(wholes[-1], items, 0.9)
        elif len(here) in (2, 3):
            items, wholes = here[-2:], here[:-2] or reading.counts(index - 1)
            sided = all(reading.has("sides", reading.left(s) + s.mention.text + reading.right(s, 14)) for s in items)
            if sided and len(wholes) == 1 and wholes[0].value > max(s.value for s in items):
                yield _sum(wholes[0], items, 0.8)


def _items(spots: list[Spot], reading: Reading) -> list[Spot]:
    items = spots[:1]
    for a, b in pairwise(spots):
        if not _JOIN.match(reading.gap(a, b)) or reading.home(b) != reading.home(a):
            break
        items.append(b)
    return items


def _sum(whole: Spot, items: list[Spot], sure: float) -> Finding:
    return compare("sum", whole, sum(s.value for s in items), items, " + ".join(shown(s.value) for s in items), sure=sure)


def moves(reading: Reading) -> Iterator[Finding]:
    """Change = new − old, and growth in percent: "naik dari 1.500 menjadi 1.800 orang", "tumbuh 20 persen"."""
    for index in range(len(reading.layout.sentences)):
        here = [s for s in reading.sentence(index) if s.entry.value]
        counts = [s for s in here if isinstance(s.entry, Count)]
        for old, new in pairwise(counts):
            if _FROM.search(reading.left(old)) and _TO.search(reading.gap(old, new)):
                told = [s for s in here if s not in (old, new) and _changes(s, reading)]
                told += [s for s in reading.sentence(index + 1)[:1] if _changes(s, reading) and _back(s, reading)]
                yield from (_move(s, old, new, reading) for s in told[:1] if reading.home(old) == reading.home(new))
        for change, old in pairwise(here):
            gap = reading.gap(change, old)
            if not isinstance(old.entry, Count) or not _changes(change, reading) or not _THAN.search(gap):
                continue
            if _TO.search(gap) or _TO.search(reading.right(old)):
                continue
            before = [s for s in counts if s.mention.end <= change.mention.start]
            if not before and _back(change, reading):
                before = reading.counts(index - 1)
            if len(before) == 1 and reading.home(before[0]) == reading.home(old) and before[0].entry is not old.entry:
                yield _move(change, old, before[0], reading)


def _changes(s: Spot, reading: Reading) -> bool:
    words = reading.left(s, 50)
    rate = isinstance(s.entry, Percentage) and s.entry.kind == "rate"
    return (reading.has("up", words) or reading.has("down", words)) and not rate


def _back(s: Spot, reading: Reading) -> bool:
    return bool(_REFERS.search(reading.text, reading.layout.sentence(s.mention.start)[0], s.mention.start))


def _move(change: Spot, old: Spot, new: Spot, reading: Reading) -> Finding:
    words = reading.left(change, 50)
    down = reading.has("down", words) and not reading.has("up", words)
    high, low = (old, new) if down else (new, old)
    formula, computed = f"{shown(high.value)} − {shown(low.value)}", high.value - low.value
    if isinstance(change.entry, Percentage):
        formula, computed = f"({formula}) / {shown(old.value)} × 100", 100 * computed / old.value
        return compare("growth", change, computed, (new, old), formula)
    return compare("change", change, computed, (new, old), formula)


def over_hundred(reading: Reading) -> Iterator[Finding]:
    """A share of people above a hundred percent; a target may be passed."""
    once = {s.entry.id: s for s in reading.spots if not reading.layout.headline(s.mention.start)}
    for spot in (reading.first | once).values():
        p, words = spot.entry, reading.words(spot)
        if not isinstance(p, Percentage) or p.kind != "share" or (p.value or 0) <= 100:
            continue
        if reading.has("people", words) and not reading.has("goal", words) and not _changes(spot, reading):
            told = f"{shown(p.value or 0)} percent of {p.of or 'a whole'} is more than all of it"
            yield Finding("over_100", (p.id,), p.value or 0, 100, "implausible", told, 0.8)


def headline(reading: Reading) -> Iterator[Finding]:
    """A count of the headline against the one count of the body that speaks of the same."""
    body = [s for s in reading.spots if isinstance(s.entry, Count) and s.value and not reading.layout.headline(s.mention.start)]
    for spot in reading.counts(0):
        if not reading.layout.headline(spot.mention.start) or any(s.entry is spot.entry for s in body):
            continue
        alike = [s for s in body if reading.home(s) == reading.home(spot)]
        unit, mod = unit_of(spot.entry), spot.entry.mod
        fits = [s for s in alike if verdict(spot.value, s.value, unit, mod=mod) in ("agrees", "rounds")]
        if fits:
            best = min(fits, key=lambda s: abs(s.value - spot.value))
            yield compare("headline", spot, best.value, (best,), shown(best.value))
            continue
        best, shared = max(((s, _shared(spot, s, reading)) for s in alike), key=lambda p: p[1], default=(spot, 0))
        if shared >= SHARED and 0.5 < best.value / spot.value < 2 and "target" not in (_role(best), _role(spot)):
            yield compare("headline", spot, best.value, (best,), shown(best.value), sure=0.7)


def _shared(one: Spot, two: Spot, reading: Reading) -> int:
    """How many words of the headline stand in the other figure's sentence."""
    a, b = ({w.lower() for w in regex.findall(r"\p{L}{3,}+", reading.words(s))} for s in (one, two))
    return len(a & b)


def _role(s: Spot) -> str | None:
    return s.entry.role if isinstance(s.entry, Count) else None


def date_order(reading: Reading, article: Article) -> Iterator[Finding]:
    """A figure that is as of a day after the publication, and no plan."""
    published = (article.published or "")[:10]
    if len(published) < 10:
        return
    for spot in reading.spots:
        e, why = spot.entry, spot.entry.evidence.get("as_of")
        if not e.as_of or not why or not why.start or not why.rule.startswith("sentence ") or _role(spot) == "target":
            continue
        start = e.as_of.split("/")[0][:10]
        if not regex.fullmatch(r"\d{4}-\d\d(?:-\d\d)?", start) or start <= published[: len(start)]:
            continue
        if _UNTIL.search(reading.text, max(0, why.start - 25), why.start) and not reading.has("plan", reading.words(spot)):
            told = f"{e.quote} is as of {start}, the article of {published}"
            yield Finding("date_order", (e.id,), start, published, "contradicts", told, 0.8)
