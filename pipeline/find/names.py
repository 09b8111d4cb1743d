"""Where a person's name begins and ends among the words of an article.

A name is a run of capitalised words after honorifics ("Hj.", "Bapak") and ranks ("AKBP"), before degrees ("S.Sos"),
with initials inside ("Yasonna H. Laoly"). The model's PER entities tell of most; `likeness` tells of the rest.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc

from pipeline.find.words import Word, likeness, words
from pipeline.lexicon import DEFAULT, Lexicon, areas

LONGEST = 7  #: words in a name
AREA = 5  #: words in the name of an area
PARTICLES = frozenset({"bin", "binti", "bn", "da", "de", "dos", "van", "von", "al", "el"})  #: in small letters inside a name


@dataclass(frozen=True, slots=True)
class Name:
    """A name as word numbers, half-open; `lead` is where its honorifics and ranks begin, `tail` where its degrees end."""

    start: int
    end: int
    lead: int
    tail: int


@lru_cache(maxsize=8)
def _leads(lexicon: Lexicon) -> frozenset[tuple[str, ...]]:
    rows = [*lexicon.rows("honorifics"), *lexicon.rows("ranks")]
    return frozenset(tuple(w.text for w in words(row["words"])) for row in rows)


@lru_cache(maxsize=8)
def _tails(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(row["words"].replace(".", "").casefold() for row in lexicon.rows("degrees"))


@lru_cache(maxsize=8)
def _offices(lexicon: Lexicon) -> frozenset[tuple[str, ...]]:
    """The words of offices that an area follows."""
    return frozenset(tuple(row["cue"].split()) for row in lexicon.rows("place_cues") if row["use"] == "office")


@lru_cache(maxsize=8)
def _stops(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(row["words"].casefold() for row in lexicon.rows("not_names"))


def after_leads(ws: Sequence[Word], at: int, *, lexicon: Lexicon = DEFAULT) -> int:
    """The word after the honorifics and ranks that begin at a word; the same word where there are none."""
    leads = _leads(lexicon)
    while at < len(ws):
        for length in (4, 3, 2, 1):
            if tuple(w.text for w in ws[at : at + length]) in leads:
                at += length
                break
        else:
            return at
        if at < len(ws) and ws[at].text == ".":
            at += 1
    return at


def after_degrees(ws: Sequence[Word], at: int, *, lexicon: Lexicon = DEFAULT) -> int:
    """The word after the degrees that begin at a word ("S.Sos., M.Si"); the same word where there are none."""
    tails = _tails(lexicon)
    while True:
        k = at + 1 if at < len(ws) and ws[at].text == "," else at
        if k < len(ws) and ws[k].text.replace(".", "").casefold() in tails and ws[k].cap:
            at = k + 1
            if at < len(ws) and ws[at].text == "." and at + 1 < len(ws) and (ws[at + 1].text == "," or not ws[at + 1].cap):
                at += 1
            continue
        return at


def can_be(ws: Sequence[Word], at: int, *, lexicon: Lexicon = DEFAULT) -> bool:
    """Whether a word can stand in a name at all."""
    word = ws[at]
    if not word.cap or "." in word.text or word.key in _stops(lexicon):
        return False
    parts = word.text.split("-")
    return len(parts) == 1 or not all(len(p) > 3 and p[0].isupper() for p in parts)  # "Prabowo-Gibran" are two


def run(ws: Sequence[Word], at: int, *, lexicon: Lexicon = DEFAULT) -> int:
    """The end of the run of capitalised words that begins at a word, with initials, within one line."""
    end = at
    while end < len(ws) and end - at < 2 * LONGEST and (end == at or not ws[end].first):
        if can_be(ws, end, lexicon=lexicon):
            end += 1
        elif ws[end].text == "." and end > at and len(ws[end - 1].text) <= 2 and not ws[end].gap:
            following = end + 1
            if following < len(ws) and can_be(ws, following, lexicon=lexicon) and not ws[following].first:
                end += 1
            else:
                return end
        elif end > at and ws[end].text in PARTICLES:
            if end + 1 < len(ws) and ws[end + 1].cap:
                end += 1
            else:
                return end
        else:
            return end
    return end


def known(ws: Sequence[Word], doc: Doc, *, lexicon: Lexicon = DEFAULT) -> list[Name]:
    """The model's persons, without honorifics, ranks and degrees."""
    starts = [w.start for w in ws]
    ends = [w.end for w in ws]
    found = []
    for ent in doc.ents:
        if ent.label_ != "PER":
            continue
        i, j = bisect_left(starts, ent.start_char), bisect_right(ends, ent.end_char)
        name = trimmed(ws, i, j, lexicon=lexicon)
        if name:
            found.append(name)
    return found


def bodies(ws: Sequence[Word], doc: Doc, *, lexicon: Lexicon = DEFAULT) -> list[tuple[int, int]]:
    """The model's institutions and places, as word numbers."""
    starts, ends = [w.start for w in ws], [w.end for w in ws]
    found = [e for e in doc.ents if e.label_ in {"ORG", "LOC"}]
    spans = ((bisect_left(starts, e.start_char), bisect_right(ends, e.end_char)) for e in found)
    return [(i, _area_end(ws, i, j, lexicon)) for i, j in spans]


def _area_end(ws: Sequence[Word], i: int, j: int, lexicon: Lexicon) -> int:
    """Where a place behind an office ends: "Bupati Rokan Hilir Bistamam" names an area, then its head."""
    if not any(tuple(w.key for w in ws[max(0, i - length) : i]) in _offices(lexicon) for length in (4, 3, 2, 1)):
        return j
    return next((end for end, key in area_keys(ws, i, j) if key in areas.named()), j)


def area_keys(ws: Sequence[Word], start: int, end: int) -> Iterator[tuple[int, str]]:
    """Where an area's name that begins at a word may end, and the key of what it would be; the longest first.

    >>> list(area_keys(words("Rokan Hilir Bistamam"), 0, 2))
    [(2, 'rokanhilir'), (1, 'rokan')]
    """
    for at in range(min(end, start + AREA), start, -1):
        yield at, areas.key("".join(w.text for w in ws[start:at]))


def trimmed(ws: Sequence[Word], i: int, j: int, *, lexicon: Lexicon = DEFAULT) -> Name | None:
    """The name among the words `i` to `j`, or None where nothing of a name is left."""
    start = after_leads(ws, i, lexicon=lexicon)
    while j > start and not (ws[j - 1].text[0].isalpha()):
        j -= 1
    end = j
    for k in range(start + 1, j):
        if after_degrees(ws, k, lexicon=lexicon) > k:
            end = k
            break
    if end <= start or not ws[start].cap:
        return None
    lead = i
    while lead > 0 and after_leads(ws, lead - 1, lexicon=lexicon) >= start and not ws[lead].first:
        lead -= 1
    return Name(start, end, lead, after_degrees(ws, end, lexicon=lexicon))


def weight(word: Word) -> float:
    """`likeness`, within bounds, so that no single word decides."""
    return max(-3.0, min(3.0, likeness(word.text)))
