"""Office phrases: "Plt. Kepala Dinas Kesehatan Kabupaten Jember" and what its words mean.

A phrase is a head out of `lexicon/positions.csv`, with the words of status before it (`acting.csv`), and to its right
the field, the body and the area: capitalised words, short forms in brackets, "dan" and commas inside. Where the phrase
ends and a name begins is decided by `split`.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pipeline.entries import Status
from pipeline.find.names import after_leads, can_be, run, weight
from pipeline.find.words import Word, words
from pipeline.lexicon import DEFAULT, Lexicon

LONGEST = 40  #: words in a phrase


@dataclass(frozen=True, slots=True)
class Head:
    """A row of positions.csv."""

    title: str
    level: str
    institution: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """An office phrase as word numbers: `start` (with words of status), `head` to `body` the head itself, `end`."""

    start: int
    head: int
    body: int
    end: int
    row: Head
    status: Status


@lru_cache(maxsize=8)
def _heads(lexicon: Lexicon) -> tuple[dict[tuple[str, ...], Head], tuple[tuple[str, Head], ...], int]:
    exact: dict[tuple[str, ...], Head] = {}
    stems: list[tuple[str, Head]] = []
    for row in lexicon.rows("positions"):
        head = Head(row["title"], row["level"], row["institution"])
        if row["words"].endswith("*"):
            stems.append((row["words"][:-1].casefold(), head))
        else:
            exact[tuple(w.key for w in words(row["words"]))] = head
    return exact, tuple(stems), max(map(len, exact), default=0)


@lru_cache(maxsize=8)
def _statuses(lexicon: Lexicon, place: str) -> dict[tuple[str, ...], Status]:
    return {
        tuple(w.key for w in words(row["words"])): row["status"]  # type: ignore[misc]
        for row in lexicon.rows("acting")
        if row["place"] == place
    }


@lru_cache(maxsize=8)
def _joints(lexicon: Lexicon, kind: str) -> frozenset[str]:
    return frozenset(row["words"] for row in lexicon.rows("office_words") if row["kind"] == kind)


def head_at(ws: Sequence[Word], at: int, *, lexicon: Lexicon = DEFAULT) -> tuple[int, Head] | None:
    """The longest head that begins at a word, as its end and its row."""
    exact, stems, longest = _heads(lexicon)
    keys: list[str] = []
    for w in ws[at : at + longest]:
        if keys and w.first:
            break
        keys.append(w.key)
    for length in range(len(keys), 0, -1):
        row = exact.get(tuple(keys[:length]))
        if row and (ws[at].cap or all(not w.cap for w in ws[at : at + length])):
            return at + length, row
    if keys and ws[at].cap:
        for stem, row in stems:
            if keys[0].startswith(stem) and len(keys[0]) >= len(stem) + 2:
                return at + 1, row
    return None


def status_before(ws: Sequence[Word], at: int, *, lexicon: Lexicon = DEFAULT) -> tuple[int, Status]:
    """Where the words of status before a head begin, and the status; "(Plt)" and "(Pj)" in brackets too."""
    table = _statuses(lexicon, "before")
    start, status = at, None
    while True:
        end = start
        if end >= 3 and ws[end - 1].text == ")" and "(" in (ws[end - 3].text, ws[end - 4].text if end >= 4 else ""):
            end -= 3 if ws[end - 3].text == "(" else 4
        for length in (4, 3, 2, 1):
            keys = tuple(w.key for w in ws[max(0, end - length) : end])
            if len(keys) == length and keys in table and not any(w.first for w in ws[end - length + 1 : start + 1]):
                start, status = end - length, table[keys] if status in (None, "current") else status
                break
        else:
            return start, status or "current"


def extend(ws: Sequence[Word], body: int, is_name: Callable[[int], bool], *, lexicon: Lexicon = DEFAULT) -> int:
    """The furthest end of the phrase whose head ends at `body`; `is_name` tells whether a name begins at a word."""
    inner, after = _joints(lexicon, "joint"), _joints(lexicon, "inner")
    statuses = _statuses(lexicon, "after")
    at = body
    while at < len(ws) and at - body < LONGEST and not ws[at].first:
        word = ws[at]
        if is_name(at):
            return at
        for length in (3, 2, 1):
            if tuple(w.key for w in ws[at : at + length]) in statuses:
                at += length
                break
        else:
            if word.text == "(":
                close = _short_form(ws, at)
                if not close:
                    return at
                at = close
            elif word.text == ",":
                if not _goes_on(ws, at, is_name, lexicon=lexicon):
                    return at
                at += 1
                if at < len(ws) and ws[at].text in {"dan", "serta", "&"}:
                    at += 1
            elif word.key in inner or word.text in "&/-–":
                if at + 1 >= len(ws) or ws[at + 1].first or not (ws[at + 1].cap or ws[at + 1].key in after):
                    return at
                if word.key in {"dan", "serta"} | set("&/") and (is_name(at + 1) or _is_office(ws, at + 1, lexicon=lexicon)):
                    return at
                at += 1
            elif word.cap or word.key in after or word.text[0].isdigit():
                if word.text in {"Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"}:
                    return at
                at += 1
            else:
                return at
    return at


def _is_office(ws: Sequence[Word], at: int, *, lexicon: Lexicon) -> bool:
    """Whether an office of its own begins at a word, perhaps behind a word of status."""
    before = _statuses(lexicon, "before")
    while at < len(ws) and any(tuple(w.key for w in ws[at : at + n]) in before for n in (1, 2)):
        at += 1
    found = head_at(ws, at, lexicon=lexicon) if at < len(ws) else None
    return bool(found) and ws[at].cap


def _short_form(ws: Sequence[Word], at: int) -> int:
    """The end of a short form in brackets that opens at a word, or 0: "(Bawaslu)", "(PP Perdokhi)", no age, no date."""
    for k in range(at + 1, min(at + 7, len(ws))):
        if ws[k].text == ")":
            inside = ws[at + 1 : k]
            return k + 1 if inside and all(w.cap or w.text in ".-/&" for w in inside) else 0
        if ws[k].first:
            return 0
    return 0


def _goes_on(ws: Sequence[Word], comma: int, is_name: Callable[[int], bool], *, lexicon: Lexicon) -> bool:
    """Whether a comma stands inside the phrase: a list of fields follows that ends in "dan" and a field."""
    at = comma + 1
    if at >= len(ws) or ws[at].first or is_name(at) or after_leads(ws, at, lexicon=lexicon) > at:
        return False
    if ws[at].text in {"dan", "serta"}:
        return (
            at + 1 < len(ws)
            and ws[at + 1].cap
            and not is_name(at + 1)
            and not _is_office(ws, at + 1, lexicon=lexicon)
            and weight(ws[at + 1]) < 0
        )
    total = 0.0
    k = at
    while k < len(ws) and k - at < 8 and ws[k].cap and not ws[k].first:
        if is_name(k):
            return False
        total += weight(ws[k])
        k += 1
    if k == at or k >= len(ws) or total >= 0 or _is_office(ws, at, lexicon=lexicon):
        return False
    if ws[k].text in {"dan", "&"}:
        return k + 1 < len(ws) and ws[k + 1].cap and not is_name(k + 1) and not _is_office(ws, k + 1, lexicon=lexicon)
    return ws[k].text == "," and _goes_on(ws, k, is_name, lexicon=lexicon)


def split(ws: Sequence[Word], body: int, end: int, heard: frozenset[str], *, lexicon: Lexicon = DEFAULT) -> int:
    """Where in the words `body` to `end` a name begins that the model did not see; `end` where none does.

    The last run of capitalised words is cut where the words before are least and the words after are most like a
    name; `heard` are words that stand elsewhere as a speaker's name.
    """
    first = end
    while (
        first > body and can_be(ws, first - 1, lexicon=lexicon) and not ws[first].first
        if first < len(ws)
        else (first > body and can_be(ws, first - 1, lexicon=lexicon))
    ):
        first -= 1
    weights = [weight(w) + (3.0 if w.key in heard else 0.0) for w in ws[first:end]]
    best, cut = 0.0, end
    total = 0.0
    for k in range(end - 1, first - 1, -1):
        total += weights[k - first]
        length = end - k
        if length > 6:
            break
        score = total - (0.8 if length == 1 else 0.0)
        if score > best and weights[k - first] > -1.0:
            best, cut = score, k
    return cut


def phrases(
    ws: Sequence[Word], is_name: Callable[[int], bool], heard: frozenset[str], *, lexicon: Lexicon = DEFAULT
) -> list[Phrase]:
    """All office phrases of the words, in order; none begins inside another's head."""
    found: list[Phrase] = []
    at = 0
    while at < len(ws):
        got = head_at(ws, at, lexicon=lexicon)
        if got is None or (found and at < found[-1].end) or is_name(at):
            at += 1
            continue
        body, row = got
        start, status = status_before(ws, at, lexicon=lexicon)
        end = extend(ws, body, is_name, lexicon=lexicon)
        named = end < len(ws) and is_name(end)
        if not named:
            end = split(ws, body, end, heard, lexicon=lexicon)
        while end > body and ws[end - 1].key in _joints(lexicon, "joint") | set("&/-–,"):
            end -= 1
        after = _statuses(lexicon, "after")
        for length in (3, 2, 1):
            keys = tuple(w.key for w in ws[end - length : end])
            if end - length >= body and keys in after:
                status = after[keys] if after[keys] != "current" else status
        found.append(Phrase(start, at, body, end, row, status))
        at = max(end, body)
    return found


__all__ = ["Head", "Phrase", "extend", "head_at", "phrases", "run", "split", "status_before"]
