"""Which count is the part, and which the whole: of each other, and of a percentage.

The patterns are narrow on purpose: a wrong tie makes a false contradiction. They read "632.343 jiwa dari 903.000 jiwa",
"Dari 903.000 jiwa, baru 632.343", "40 persen di antaranya atau 4,7 juta jiwa", "89,30% dari 2,5 juta penduduk", and
"Dari jumlah tersebut" back to the one count of the sentence before.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

import regex

from pipeline.lexicon import Lexicon
from pipeline.records import Count, Evidence, Percentage
from pipeline.resolve import coincide
from pipeline.resolve.layout import Layout
from pipeline.resolve.reading import Reading, Spot

_AMONG = r"(?:\s*+di\s?+antara(?:nya|\s++mereka))?"
_OR = r"(?:atau|terhitung|setara(?:\s++dengan)?|yakni|yaitu|sama\s++dengan|\()"
_ABOUT = r"(?:(?:sebanyak|sebesar|sekitar|setara|mencapai|baru|dengan|hampir)\s++)*"
_TOTAL = r"(?:(?:total|jumlah|sebanyak|sekitar|keseluruhan|seluruh|target|sasaran|sejumlah|kuota)\s++){0,3}"
_PART_OR_SHARE = regex.compile(rf"^(?:[^.;:!?\d\n]{{0,70}}?\s)?{_AMONG},?\s*+{_OR}\s*+{_ABOUT}$", regex.I)
_SHARE_OR_PART = regex.compile(rf"^{_AMONG}(?:\s++dari\s[^.;!?\d\n,]{{3,50}})?,?\s*+{_OR}\s*+{_ABOUT}$", regex.I)
_OR_CHANGE = regex.compile(rf"^\s*+,?\s*+{_OR}\s*+(?:\p{{Ll}}{{4,}}+\s++)?{_ABOUT}$", regex.I)
_CHANGE_OR = regex.compile(rf"^\s*+,?\s*+{_OR}\s*+{_ABOUT}$", regex.I)
_SHARE_OF = regex.compile(rf"^\s++(?:dari|terhadap)\s++{_TOTAL}(?:\p{{L}}++\s++){{0,4}}$", regex.I)
_FROM = regex.compile(rf"(?:^|[\s,\"“(])dari\s++{_TOTAL}(?:\p{{Ll}}++\s++){{0,3}}$", regex.I)
_PART_OF = regex.compile(rf"^(?:\s[^.;,\d\n]{{0,40}}?)?\s++dari\s++{_TOTAL}(?:\p{{Ll}}++\s++){{0,2}}$", regex.I)
_BACK = regex.compile(r"\bdari\s++(?:(?:total|jumlah|angka|sejumlah)\s++){1,2}(?:itu|tersebut|ini)\b", regex.I)
_SUBJECT = regex.compile(
    r"\b(?:jumlah|angka|capaian|realisasi|total|cakupan)\s++(?:itu|tersebut|ini)\b|\bini\s++setara\b|\bmereka\s++(?:adalah|merupakan)\b",
    regex.I,
)
_ONLY = regex.compile(r"\b(?:baru|hanya|sebanyak|ada|sudah|telah|cuma)\s++$", regex.I)
_THAT = regex.compile(r"\b(?:itu|tersebut|ini)\b", regex.I)
_BEHIND = regex.compile(r"^[^,.;]{0,20}\bdi\s?+antara(?:nya|\s++mereka)\b", regex.I)

NEAR = 30  #: characters before a figure in which a word of change makes it no whole


class Pair(NamedTuple):
    """A part and its whole."""

    part: Spot
    whole: Spot


def pairs(reading: Reading, index: int) -> list[Pair]:
    """The parts and wholes that one sentence tells of by itself."""
    return reading.layout.remember(("pairs", index, id(reading)), lambda: _pairs(reading, index))


def _pairs(reading: Reading, index: int) -> list[Pair]:
    found: list[Pair] = []
    spots = reading.counts(index)
    for a, b in pairwise(spots):
        between, before = reading.gap(a, b), reading.left(a)
        if reading.home(a) != reading.home(b) or reading.has("moves", before[-NEAR:] + between):
            continue
        if b.value < a.value and _FROM.search(before) and not reading.has("listing", before[-NEAR:] + between):
            if "," in between or _ONLY.search(between):
                found.append(Pair(b, a))
        elif a.value < b.value and _PART_OF.match(between):
            found.append(Pair(a, b))
    return found


def known(reading: Reading) -> list[Pair]:
    """All parts and wholes of an article: those that the sentences tell, and those of the percentages."""
    found = [p for n in range(len(reading.layout.sentences)) for p in pairs(reading, n)]
    for spot in reading.spots:
        if isinstance(spot.entry, Percentage):
            part, whole = (reading.first.get(i or "") for i in (spot.entry.numerator_id, spot.entry.denominator_id))
            found += [Pair(part, whole)] if part and whole else []
    return list({(p.part.entry.id, p.whole.entry.id): p for p in found}.values())


def link(percentages: Sequence[Percentage], counts: Sequence[Count], layout: Layout, *, lexicon: Lexicon) -> list[Percentage]:
    """The percentages, those that are shares with their part and whole where the words tell."""
    reading = Reading([*counts, *percentages], layout, lexicon)
    tied: dict[str, tuple[Spot | None, Spot | None]] = {}
    for spot in reading.spots:
        if not isinstance(spot.entry, Percentage) or any(tied.get(spot.entry.id, ())):
            continue
        if spot.entry.kind == "change":
            tied[spot.entry.id] = (_changed(spot, reading), None)
        elif spot.entry.kind == "share":
            told = coincide.reckoned(spot, *_part_and_whole(spot, reading), reading)
            part, base = coincide.part_and_whole(spot, *told, reading)
            tied[spot.entry.id] = (part, base if part or base else _named(spot, reading))
    return [_tied(p, *tied.get(p.id, (None, None))) for p in percentages]


def _changed(p: Spot, reading: Reading) -> Spot | None:
    """The count that a change is told beside: "979 orang atau menyusut 1,26 persen", "1,4 persen atau 135 ribu jiwa"."""
    here, at = reading.sentence(p.sentence), reading.place(p)
    before, behind = here[at - 1] if at else None, here[at + 1] if at + 1 < len(here) else None
    if before and isinstance(before.entry, Count) and _OR_CHANGE.match(reading.gap(before, p)):
        return before if before.entry.role == "change" or reading.has("moves", reading.left(before)) else None
    return behind if behind and isinstance(behind.entry, Count) and _CHANGE_OR.match(reading.gap(p, behind)) else None


def _named(p: Spot, reading: Reading) -> Spot | None:
    """The one count of the noun that a share is of: "90 persen siswa" where the article has 148 siswa and no other."""
    of = p.entry.of if isinstance(p.entry, Percentage) else None
    noun = of.split()[-1].lower() if of else ""
    counted = reading.units.get(noun, [])
    one = len({s.entry.id for s in counted}) == 1 and counted[0].plain and counted[0].mention.start < p.mention.start
    if not one or not isinstance(counted[0].entry, Count):
        return None
    some = reading.has("base", noun) and counted[0].entry.role != "population"  # "98 persen warga" is of all, not of those told
    return None if some else counted[0]


def _tied(p: Percentage, part: Spot | None, base: Spot | None) -> Percentage:
    told: dict[str, object] = {}
    evidence = dict(p.evidence)
    for name, spot in (("numerator", part), ("denominator", base)):
        if spot:
            told |= {name: spot.entry.value, f"{name}_id": spot.entry.id}
            evidence[name] = Evidence(rule="part and whole", start=spot.mention.start, end=spot.mention.end)
    return p.model_copy(update={**told, "evidence": evidence}) if told else p


def _part_and_whole(p: Spot, reading: Reading) -> tuple[Spot | None, Spot | None]:
    here = reading.sentence(p.sentence)
    at = reading.place(p)
    before = here[at - 1] if at else None
    behind = here[at + 1] if at + 1 < len(here) else None
    part = base = None
    if before and isinstance(before.entry, Count) and _PART_OR_SHARE.match(reading.gap(before, p)):
        for pair in pairs(reading, p.sentence):
            if pair.whole is before:  # "4,7 juta dari 11 juta warga, atau 40 persen"
                return pair
        part = before
    elif behind and isinstance(behind.entry, Count) and _SHARE_OR_PART.match(reading.gap(p, behind)):
        part = behind
    if behind and behind is not part and isinstance(behind.entry, Count) and _SHARE_OF.match(reading.gap(p, behind)):
        base = behind
    if base is None and before and before is not part and isinstance(before.entry, Count):
        words = reading.left(before)
        base = before if _FROM.search(words) and not reading.has("moves", words + reading.gap(before, p)) else None
    base = base or _base(p, part, reading)
    if not part and _SUBJECT.search(reading.left(p)):
        part = _only(reading, p.sentence - 1, like=base)
    if not base and not part and not reading.counts(p.sentence) and _THAT.search(reading.left(p)):
        above = pairs(reading, p.sentence - 1)
        part, base = above[0] if len(above) == 1 else (None, None)
    if part and base and (reading.home(part) != reading.home(base) or part.value > base.value or part.entry is base.entry):
        return part, None
    return part, base


def _base(p: Spot, part: Spot | None, reading: Reading) -> Spot | None:
    """The whole of a share that is told by another figure of the sentence, or by the sentence before."""
    if part:
        for pair in pairs(reading, p.sentence):
            if pair.part.entry is part.entry:
                return pair.whole
    first = min((s for s in (p, part) if s), key=lambda s: s.mention.start)
    among = any(_BEHIND.search(s.mention.text[-20:] + reading.right(s, 20)) for s in (p, part) if s)
    back = _BACK.search(reading.text, max(0, first.mention.start - 60), first.mention.start)
    if among:
        larger = [s for s in reading.counts(p.sentence, like=part) if s.mention.start < first.mention.start and s is not part]
        if larger:
            return larger[-1] if len(larger) == 1 else None
    if among or back:
        return _only(reading, p.sentence - 1, like=part)
    return None


def _only(reading: Reading, index: int, *, like: Spot | None) -> Spot | None:
    """The one count of a sentence; nothing where there are several."""
    found = reading.counts(index, like=like)
    return found[0] if len({s.entry.id for s in found}) == 1 else None
