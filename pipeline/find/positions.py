"""Office phrases: "Plt. Kepala Dinas Kesehatan Kabupaten Jember" and the name that stands right behind one.

A phrase is a head out of `lexicon/positions.csv`, with the words of status before it (`acting.csv`), and to its right
the field, the body and the area: capitalised words, short forms in brackets, "dan" and commas inside. As names are
capitalised too, `Evidence` decides where the phrase ends and the name begins.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from pipeline.entries import Status
from pipeline.find.evidence import Evidence, column
from pipeline.find.names import after_leads
from pipeline.find.words import Word, words
from pipeline.lexicon import DEFAULT, Lexicon

LONGEST = 40  #: words in a phrase
AREAS = frozenset({"province", "regency", "city", "district", "village"})
AFTER_NAMES = frozenset({"di", "dari", "untuk", "pada", "of", "for"})  #: behind these stands a body, never a name
SURE = 2.5  #: from this score on, a run is taken to hold a name and the phrase ends before it


@dataclass(frozen=True, slots=True)
class Head:
    """A row of positions.csv."""

    title: str
    level: str
    institution: str


@dataclass(frozen=True, slots=True)
class Phrase:
    """An office phrase as word numbers: `start` (with words of status), `head` to `body` the head itself, `end`.

    `name` is the name right behind it (first word, end), where there is one.
    """

    start: int
    head: int
    body: int
    end: int
    row: Head
    status: Status
    name: tuple[int, int] | None = None


class _Heads(NamedTuple):
    exact: dict[tuple[str, ...], Head]
    stems: dict[tuple[str, ...], list[tuple[str, Head]]]  #: words before the last → stem of the last word
    longest: int


@lru_cache(maxsize=8)
def _heads(lexicon: Lexicon) -> _Heads:
    exact: dict[tuple[str, ...], Head] = {}
    stems: dict[tuple[str, ...], list[tuple[str, Head]]] = {}
    for row in lexicon.rows("positions"):
        head = Head(row["title"], row["level"], row["institution"])
        told = tuple(w.key for w in words(row["words"].rstrip("*")))
        if row["words"].endswith("*"):
            stems.setdefault(told[:-1], []).append((told[-1], head))
        else:
            exact[told] = head
    return _Heads(exact, stems, max(map(len, exact), default=0))


@lru_cache(maxsize=8)
def statuses(lexicon: Lexicon, place: str) -> dict[tuple[str, ...], Status]:
    """Words of status that stand before or after a head, as keys."""
    rows = (row for row in lexicon.rows("acting") if row["place"] == place)
    return {tuple(w.key for w in words(row["words"])): row["status"] for row in rows}  # type: ignore[misc]


@lru_cache(maxsize=32)
def office_words(lexicon: Lexicon, kind: str) -> frozenset[str]:
    """Words of `office_words.csv` of one kind: joint, inner, left, unit."""
    return frozenset(row["words"].casefold() for row in lexicon.rows("office_words") if row["kind"] == kind)


def head_at(ws: Sequence[Word], at: int, *, lexicon: Lexicon = DEFAULT) -> tuple[int, Head] | None:
    """The longest head that begins at a word, as its end and its row.

    >>> head_at(words("Kepala Dinas Sosial"), 0)
    (2, Head(title='Kepala Dinas', level='local', institution=''))
    """
    heads = _heads(lexicon)
    keys: list[str] = []
    for w in ws[at : at + heads.longest]:
        if keys and w.first:
            break
        keys.append(w.key)
    for length in range(len(keys), 0, -1):
        row = heads.exact.get(tuple(keys[:length]))
        if row is None:
            for stem, told in heads.stems.get(tuple(keys[: length - 1]), ()):
                if keys[length - 1].startswith(stem) and len(keys[length - 1]) >= len(stem) + 2 and ws[at].cap:
                    row = told
        if row and (ws[at].cap or not any(w.cap for w in ws[at : at + length])):
            return at + length, row
    return None


def status_before(ws: Sequence[Word], at: int, *, lexicon: Lexicon = DEFAULT) -> tuple[int, Status]:
    """Where the words of status before a head begin, and the status: "mantan", "Plt.", "Pelaksana Tugas (Plt)"."""
    table = statuses(lexicon, "before")
    start, status = at, None
    while start > 0 and not ws[start].first:
        opening = next((n for n in (3, 4) if start > n and ws[start - 1].text == ")" and ws[start - n].text == "("), 0)
        for length in (4, 3, 2, 1):
            end = start - 1 if opening else start
            keys = tuple(w.key for w in ws[max(0, end - length) : end])
            if len(keys) == length and keys in table and not any(w.first for w in ws[end - length + 1 : start]):
                start = start - opening if opening else start - length
                status = status if status not in (None, "current") else table[keys]
                break
        else:
            break
    return start, status or "current"


def is_office(ws: Sequence[Word], at: int, *, lexicon: Lexicon = DEFAULT) -> bool:
    """Whether an office begins at a word, perhaps behind a word of status."""
    before = statuses(lexicon, "before")
    for _ in range(3):
        length = next((n for n in (3, 2, 1) if tuple(w.key for w in ws[at : at + n]) in before), 0)
        at += length
        if not length:
            break
    return at < len(ws) and ws[at].cap and head_at(ws, at, lexicon=lexicon) is not None


def phrases(ws: Sequence[Word], evidence: Evidence, *, lexicon: Lexicon = DEFAULT) -> list[Phrase]:
    """All office phrases of the words, in order; none begins inside another's."""
    found: list[Phrase] = []
    at = 0
    while at < len(ws):
        got = head_at(ws, at, lexicon=lexicon)
        if got is None or (at not in evidence.starts and at + 1 in evidence.ends):  # "Rahman Hakim" is no judge
            at += 1
            continue
        if not ws[at].cap and is_office(ws, got[0], lexicon=lexicon):  # "di bawah pimpinan Presiden …"
            at += 1
            continue
        phrase = _phrase(ws, at, *got, evidence, lexicon)
        found.append(phrase)
        at = max(phrase.name[1] if phrase.name else phrase.end, at + 1)
    return found


def _phrase(ws: Sequence[Word], at: int, body: int, row: Head, evidence: Evidence, lexicon: Lexicon) -> Phrase:
    start, status = status_before(ws, _leftmost(ws, at, lexicon), lexicon=lexicon)
    end, name = _extent(ws, body, row, evidence, lexicon)
    trailing = office_words(lexicon, "joint") | set("&/-–,")
    while end > body and ws[end - 1].key in trailing:
        end -= 1
    after = statuses(lexicon, "after")
    for length in (3, 2, 1):
        keys = tuple(w.key for w in ws[end - length : end])
        if end - length >= body and keys in after and after[keys] != "current":
            status = after[keys]
    if status == "current" and start and (ws[start - 1].key,) in statuses(lexicon, "context"):
        status = "former"
    return Phrase(start, at, body, end, row, status, name)


def _leftmost(ws: Sequence[Word], at: int, lexicon: Lexicon) -> int:
    """Where the words before an English head begin: "Research & Analytics Manager"."""
    if ws[at].key not in office_words(lexicon, "left"):
        return at
    start = at
    while start > 0 and not ws[start].first and at - start < 5:
        before = ws[start - 1]
        if before.text == "&" or (before.cap and before.key in office_words(lexicon, "english")):
            start -= 1
        else:
            break
    return start + (ws[start].text == "&")


def _extent(
    ws: Sequence[Word], body: int, row: Head, evidence: Evidence, lexicon: Lexicon
) -> tuple[int, tuple[int, int] | None]:
    """The end of the phrase whose head ends at `body`, and the name right behind it."""
    joints, inner = office_words(lexicon, "joint"), office_words(lexicon, "inner")
    after = statuses(lexicon, "after")
    at = segment = body  # the segment is the run of capitalised words that a name may end
    regional = row.level if row.level in AREAS else None

    def named(sure: float = SURE) -> tuple[int, int] | None:
        listed = ws[at].text in {",", "dan", "serta"} and is_office(ws, at + 1, lexicon=lexicon)
        name, score = evidence.split(segment, at, level=regional if segment == body else None, listed=listed)
        return name if name and score >= sure else None

    while at < len(ws) and at - body < LONGEST and not ws[at].first:
        word = ws[at]
        told = next((n for n in (3, 2, 1) if tuple(w.key for w in ws[at : at + n]) in after), 0)
        if told:
            at += told
            segment = at
            continue
        if word.text == "(":
            close = short_form(ws, at)
            if not close or named():
                break
            at = segment = close
        elif word.text == ",":
            if named() or not _goes_on(ws, at, evidence, lexicon):
                break
            at += 1
            at += ws[at].key in {"dan", "serta", "&"}
            segment = at
        elif word.key in joints or word.text in "&/-–":
            following = at + 1
            if following >= len(ws) or ws[following].first or not (ws[following].cap or ws[following].key in inner):
                break
            if named(0.0 if word.key in AFTER_NAMES else SURE) or (
                word.key in {"dan", "serta", "/"} and is_office(ws, following, lexicon=lexicon)
            ):
                break
            if word.key == "dan" and evidence.sure(following):
                break
            at = segment = following
            if word.key in AFTER_NAMES:
                at = segment = following + 1
        elif word.cap or word.text[0].isdigit() or word.key in inner or _lower_field(ws, at, evidence, lexicon):
            if at in evidence.titled and evidence.unknown(at):
                break
            if (
                evidence.calendar(at)
                or evidence.leads(at)
                or (at > segment and at not in evidence.model and is_office(ws, at, lexicon=lexicon) and named())
            ):
                break
            at += 1
            if not word.cap:
                segment = at
        elif word.text == "." and ws[at - 1].key in office_words(lexicon, "dotted"):  # "Kab. Jember"
            at += 1
            segment = at
        elif at > segment and ((word.text == "." and evidence.initial(at - 1)) or evidence.particle(at)):
            at += 1
        else:
            break
    while at > body and ws[at - 1].text == ".":
        at -= 1
    listed = at < len(ws) and ws[at].text in {",", "dan", "serta"} and is_office(ws, at + 1, lexicon=lexicon)
    name, _ = evidence.split(segment, at, level=regional if segment == body else None, listed=listed)
    if name:
        return name[0], name
    if (name := evidence.unknown_name(segment, at)) and regional is None:
        return name[0], name
    lead = after_leads(ws, at, lexicon=lexicon)
    return at, evidence.run(lead) if lead > at else None


def _lower_field(ws: Sequence[Word], at: int, evidence: Evidence, lexicon: Lexicon) -> bool:
    """Whether a word in small letters is of the phrase: a field before another of its words, "Gempa bumi dan"."""
    if ws[at].key not in column(lexicon, "fields") or at + 1 >= len(ws) or ws[at + 1].first:
        return False
    following = ws[at + 1]
    return following.cap or following.text in {"dan", ","} or following.key in office_words(lexicon, "inner")


def short_form(ws: Sequence[Word], at: int) -> int:
    """The end of a short form in brackets that opens at a word, or 0: "(Bawaslu)", "(PP Perdokhi)", no age, no date."""
    for k in range(at + 1, min(at + 7, len(ws))):
        if ws[k].text == ")":
            inside = ws[at + 1 : k]
            return k + 1 if inside and all(w.cap or w.text in ".-/&" for w in inside) else 0
        if ws[k].first:
            return 0
    return 0


def _goes_on(ws: Sequence[Word], comma: int, evidence: Evidence, lexicon: Lexicon) -> bool:
    """Whether a comma stands inside the phrase: a list of fields follows that ends in "dan" and a field."""
    for _ in range(6):
        at = comma + 1
        if at >= len(ws) or ws[at].first or evidence.leads(at) or is_office(ws, at, lexicon=lexicon):
            return False
        if ws[at].key in {"dan", "serta", "&"}:
            at += 1
            return at < len(ws) and ws[at].cap and evidence.field(at) and not is_office(ws, at, lexicon=lexicon)
        k = at
        while k < len(ws) and k - at < 8 and ws[k].cap and not ws[k].first and evidence.field(k):
            k += 1
        if k == at or k >= len(ws):
            return False
        if ws[k].key in {"dan", "&"}:
            following = k + 1
            return (
                following < len(ws)
                and ws[following].cap
                and evidence.field(following)
                and not is_office(ws, following, lexicon=lexicon)
            )
        if ws[k].text != ",":
            return False
        comma = k
    return False
