"""What tells the role of a count beside the words around it: the kind of people, part and whole, the count before it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache

import regex

from pipeline.find.counts import CountMention
from pipeline.find.nouns import alternation, key
from pipeline.lexicon import Lexicon
from pipeline.records import Mention
from pipeline.resolve.chain import Prior
from pipeline.resolve.layout import Layout
from pipeline.resolve.scoring import Features
from pipeline.resolve.words import pattern

_TOTAL = r"(?:(?:total|jumlah|seluruh|keseluruhan|sebanyak|sekitar|hampir|lebih|sejumlah)\s++){0,3}"
_FROM = regex.compile(rf"\b(?:dari|terhadap)\s++{_TOTAL}(?:\p{{Ll}}++\s++){{0,3}}?$", regex.I)
_GOAL = regex.compile(
    r"\b(?:dari|terhadap)\s++(?:\p{L}++\s++){0,2}?(?:target|sasaran|kuota|pagu)(?:nya)?\s++(?:\p{Ll}++\s++){0,3}?$", regex.I
)
_ONLY = regex.compile(r"\b(?:baru|hanya|cuma|sudah|telah|yang\s++\p{L}++)\s++(?:\p{Ll}++\s++){0,3}$", regex.I)
_PERCENT = regex.compile(
    r"\d\s*+(?:persen|%)\s++(?:di\s?antaranya\s++)?$|\d\s*+(?:persen|%)\s++(?:dari|terhadap)\s[^.;\d]{0,40}$", regex.I
)
_APART = regex.compile(
    r"\b(?:sedangkan|sementara|namun|tetapi|tapi|adapun|padahal|melainkan|menjadi|dari|sisanya)\b|;", regex.I
)
_NEW = regex.compile(r"\p{L}\s++baru\b")
_AMONG = regex.compile(r"\bdi\s?antara(?:nya|\s++mereka)\b", regex.I)
_SPREAD = regex.compile(
    r"\b(?:terdiri|rinciannya|rincian|masing-masing|meliputi|yakni|yaitu|termasuk|antara\s++lain)\b", regex.I
)
LONG = 200  #: characters between two counts beyond which one says nothing on the other
SHORT = 60  #: characters between the counts of a list
LITTLE = 4  #: letters up to which a word names nothing: "dari"
CLAUSE = 90  #: characters before a count in which its people may be named
FAR = 1500  #: characters of a long sentence that are looked at on either side of a count


@lru_cache(maxsize=8)
def _groups(lexicon: Lexicon) -> tuple[dict[str, str], regex.Pattern[str]]:
    groups = {r["noun"].lower(): r["group"] for r in lexicon.rows("noun_groups")}
    return groups, regex.compile(rf"\b({alternation(list(groups))})(?:nya)?\b", regex.I)


def group(noun: str, lexicon: Lexicon) -> str:
    """The kind of people that a noun names.

    >>> from pipeline.lexicon import DEFAULT
    >>> group("guru", DEFAULT), group("penduduk", DEFAULT), group("orang", DEFAULT)
    ('staff', 'base', '')
    """
    return _groups(lexicon)[0].get(noun, "")


def people(m: CountMention, layout: Layout, lexicon: Lexicon) -> Features:
    """What kind of people is counted, told by the noun and by those in the clause before and behind it."""
    groups, words = _groups(lexicon)
    start, end = m.mention.start, m.mention.end
    made = [f"group={group(m.unit, lexicon)}"]
    left = regex.split(r"[;:\d]|,\s", layout.left(start, CLAUSE))[-1]
    hits = [groups[key(h[1])] for h in words.finditer(left)]
    made += [f"left group={hits[-1]}", f"left group={hits[-1]} unit={m.unit}"] if hits else ["left group="]
    right = regex.split(r"[;:,.\d]", layout.right(end, 40))[0]
    hits = [groups[key(h[1])] for h in words.finditer(f"{m.mention.text} {right}")]
    made += [f"right group={g}" for g in dict.fromkeys(hits)]
    behind = f"{m.mention.text} {layout.right(end, 20)}".lower()
    made += ["new"] if _NEW.search(behind) else []
    return made + ([f"some group={group(m.unit, lexicon)}"] if pattern(lexicon, "subset").search(behind) else [])


def share(m: CountMention, counts: Sequence[CountMention], n: int, layout: Layout, lexicon: Lexicon) -> Features:
    """Whether a count is the whole or the part of something: "dari 903.000 jiwa, baru 632.343", "40 persen dari 2 juta"."""
    at, value = m.mention, m.number.value or m.number.high or 0
    left, right = layout.left(at.start, 120), layout.right(at.end, 120)
    moved = "moved " if pattern(lexicon, "moves").search(left[-30:]) else ""
    made = []
    source = bool(_FROM.search(left))
    if _GOAL.search(left):
        made.append("of goal")
    elif source:
        made.append(f"{moved}from")
    if _PERCENT.search(left):
        made.append(f"{moved}of percent")
    behind = counts[n + 1] if n + 1 < len(counts) else None
    if source and behind and layout.index(behind.mention.start) == layout.index(at.start):
        smaller = (behind.number.value or 0) < value
        made.append(f"{moved}from, {'smaller' if smaller else 'larger'} behind")
    elif source and regex.match(r"[^.;]{0,90}?\d(?:[\d.,]*+)\s*+(?:persen|%)", right):
        made.append(f"{moved}from, percent behind")
    before = counts[n - 1] if n else None
    if before and layout.index(before.mention.start) == layout.index(at.start):
        larger = (before.number.value or 0) > value
        if _FROM.search(layout.left(before.mention.start, 120)):
            made.append(f"behind from, {'smaller' if larger else 'larger'}")
        if source:
            made.append(f"{moved}from, {'larger' if larger else 'smaller'} before")
    made += ["only"] if _ONLY.search(left[-40:]) else []
    made += ["among"] if _AMONG.search(left[-60:]) or _AMONG.match(right.lstrip()) else []
    return made


def time(at: Mention, layout: Layout, lexicon: Lexicon) -> Features:
    """Whether what is counted is yet to come: words of plans around it and in the headline, of what is done before it."""
    start, end = layout.sentence(at.start)
    start, end = max(start, at.start - FAR), min(end, at.end + FAR)
    places = {"left": (start, at.start), "right": (at.end, end), "head": (0, layout.title_end)}
    plans = [pattern(lexicon, use) for use in ("plan", "provision")]
    made = [f"plan {place}" for place, here in places.items() if any(p.search(layout.text, *here) for p in plans)]
    return made + (["done left"] if pattern(lexicon, "reached").search(layout.text, start, at.start) else [])


def carried(at: Mention, prior: Prior | None, unit: str, before: str, layout: Layout) -> Features:
    """How a count follows the one before it: `before` is the unit of that one."""
    if prior is None:
        return ["first"]
    between = layout.text[prior.at.end : at.start]
    if len(between) > LONG:
        how = "far"
    elif layout.index(prior.at.start) == layout.index(at.start):
        how = "apart" if _APART.search(between) else "list" if len(between) < SHORT else "same"
    elif "\n" in between:
        how = "lines" if len(between) < SHORT else "paragraph"
    else:
        how = "next"
    same = "=" if unit == before else "≠"
    made = [f"after {prior.value} {how}", f"after {prior.value} {how}{same}", f"after {prior.value}"]
    return made + ([f"after {prior.value} spread"] if how != "far" and _SPREAD.search(between) else [])


@lru_cache(maxsize=8)
def _topics(lexicon: Lexicon) -> tuple[dict[str, str], regex.Pattern[str]]:
    kinds = {
        r["cue"].lower(): r["kind"] for r in lexicon.rows("percent_kinds") if not pattern(lexicon, "moves").search(r["cue"])
    }
    short = {r["cue"].lower() for r in lexicon.rows("percent_kinds") if r["cue"].isupper()}  # NPL, CAR
    kinds = {cue: kind for cue, kind in kinds.items() if len(cue) > LITTLE or cue in short}
    return kinds, regex.compile(rf"\b(?:{alternation(list(kinds))})(?:nya)?\b", regex.I)


def topic(left: str, lexicon: Lexicon) -> str:
    """The kind of the nearest word before a percentage that names what is measured, not how it moves.

    >>> from pipeline.lexicon import DEFAULT
    >>> topic("rasio kredit bermasalah turun dari ", DEFAULT), topic("suku bunga naik menjadi ", DEFAULT)
    ('other', 'rate')
    """
    kinds, words = _topics(lexicon)
    hits = [kinds[h] for h in (m[0].lower().removesuffix("nya") for m in words.finditer(left)) if h in kinds]
    return hits[-1] if hits else ""
