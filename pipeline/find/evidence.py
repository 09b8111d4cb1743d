"""What speaks for a word being part of a name: its letters, the model, where else it stands, the gazetteer."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from pipeline.find.names import LONGEST, PARTICLES, Name, after_leads, area_keys, can_be, run, weight
from pipeline.find.words import Word
from pipeline.lexicon import DEFAULT, Lexicon, areas

# how much each piece of evidence counts beside the letters of a word (-3 to 3); chosen on the training articles
HEARD, MODEL, FIELD, PLACED = 2.5, 2.0, 4.0, 4.0
BODY = 1.5  #: against a name, where the model sees an institution or a place
LISTED = 1.5  #: what stands before the office of somebody else is likely a name
HEADLINE = 25  #: words
REST = 3.0  #: what stands behind the area of a regional office can hardly be anything but the name
PRIOR, START, EDGE, LONE, GOES_ON = 1.0, 1.5, 1.5, 1.5, 2.0


@lru_cache(maxsize=16)
def column(lexicon: Lexicon, table: str, kind: str | None = None) -> frozenset[str]:
    """The words of a table, of one kind where told, as keys."""
    return frozenset(r["words"].casefold() for r in lexicon.rows(table) if kind is None or r["kind"] == kind)


@lru_cache(maxsize=8)
def _kinds(lexicon: Lexicon) -> frozenset[str]:
    """Words that an area's name follows: "Kelurahan", "Pemkot", "Polres"."""
    return frozenset(row["cue"].casefold() for row in lexicon.rows("place_cues") if row["use"] in {"kind", "body"})


@dataclass(frozen=True, slots=True)
class Evidence:
    """The words of an article and what is known of each.

    `model` are the words inside a name of the model, `starts` those that begin one, `ends` those behind one,
    `bodied` and `body_ends` likewise for its bodies and places; `heard` are
    keys of words that stand elsewhere as a speaker, `placed` words of the names of areas, `titled` those of lines in
    title case or capitals, where a capital letter tells nothing.
    """

    ws: Sequence[Word]
    model: frozenset[int]
    starts: frozenset[int]
    ends: frozenset[int]
    bodied: frozenset[int]
    body_ends: frozenset[int]
    heard: frozenset[str]
    placed: frozenset[int]
    titled: frozenset[int]
    lexicon: Lexicon = DEFAULT

    @classmethod
    def of(
        cls, ws: Sequence[Word], names: Sequence[Name], bodies: Sequence[tuple[int, int]] = (), *, lexicon: Lexicon = DEFAULT
    ) -> Evidence:
        """The evidence of an article, given the model's names and its bodies and places."""
        return cls(
            ws,
            model=frozenset(k for n in names for k in range(n.start, n.end)),
            starts=frozenset(n.start for n in names),
            ends=frozenset(n.end for n in names),
            bodied=frozenset(k for b in bodies for k in range(*b)),
            body_ends=frozenset(b[1] for b in bodies),
            heard=_heard(ws, names, lexicon),
            placed=_placed(ws, lexicon),
            titled=_titled(ws),
            lexicon=lexicon,
        )

    def value(self, at: int) -> float:
        """How much a word looks like part of a name here; below 0 rather of an office phrase."""
        word = self.ws[at]
        if word.text == "." or word.text in PARTICLES:
            return 0.0
        if not can_be(self.ws, at, lexicon=self.lexicon):
            return -6.0
        if at in self.titled and word.key not in self.heard:
            return -6.0
        told = weight(word) + (HEARD if word.key in self.heard else 0.0) + (MODEL if at in self.model else 0.0)
        if word.key in column(self.lexicon, "fields"):
            told -= FIELD
        return told - (PLACED if at in self.placed else 0.0) - (BODY if at in self.bodied else 0.0)

    def split(
        self, start: int, end: int, *, level: str | None = None, listed: bool = False
    ) -> tuple[tuple[int, int] | None, float]:
        """The name that the words `start` to `end` close with, and its score; none where the words are all of the office.

        `level`: the words follow right behind the head of an office in an area of that level, which is the first thing named;
        `listed`: an office of somebody else comes next, so that a name is due.
        """
        floor = start if level is None else self.place(start, end, level)
        for k in range(start, end - 1):
            if self.ws[k].key in column(self.lexicon, "office_words", "opener"):
                floor = max(floor, min(k + 2, end))
            elif self.ws[k].key in _kinds(self.lexicon):  # "Kelurahan Utan Kayu": an area is named next
                named = self.place(k + 1, end, "village")
                heard = (n for n in range(k + 2, end) if n in self.starts)
                floor = max(floor, named if named > k + 1 else next(heard, end))
        best, cut, total = 0.0, end, 0.0
        prior = self._prior(end) + (REST if floor > start and level else 0.0) + (LISTED if listed else 0.0)
        for k in range(end - 1, max(floor, end - LONGEST) - 1, -1):
            value = self.value(k)
            total += value
            edge = k > 0 and (self.edge(k - 1) or k == floor > start)
            lone = LONE if k == end - 1 else 0.0
            if lone and level is not None and floor == start == k:
                lone += LONE  # an area that nobody knows is likelier than a name of one word
            score = total + prior + (START if k in self.starts else 0.0) + (EDGE if edge else 0.0) - lone
            if score > best and self.ws[k].cap and (value > -1.0 or (edge and value > -FIELD) or self.prefix(k)):
                best, cut = score, k
        if cut == end:
            return None, 0.0
        while cut > floor and (self.prefix(cut - 1) or self._first_name(cut - 1)):
            cut -= 1
        while end - 1 > cut and self.value(end - 1) < -3.5 and not self.prefix(end - 1):
            end -= 1
        return (cut, end), best

    def _prior(self, end: int) -> float:
        """How much the words behind a run tell that it closes with a name: a verb, a sign, an office of another person."""
        if end >= len(self.ws):
            return PRIOR
        word = self.ws[end]
        if word.text[0].isalnum() and not word.text.islower():
            return 0.0
        return PRIOR

    def _first_name(self, at: int) -> bool:
        """Whether an unknown word stands between the end of an office and a name, and so is a first name."""
        return at > 0 and self.unknown(at) and self.edge(at - 1) and can_be(self.ws, at) and weight(self.ws[at]) > -2.5

    def place(self, start: int, end: int, level: str) -> int:
        """The end of the area's name that begins at a word; the word itself where none does."""
        known = areas.named()
        for at, told in area_keys(self.ws, start, end):
            if told in known and told not in {"kota", "kabupaten"}:
                return at
            if level in {"district", "village"} and at - start < 4 and areas.lower(told):
                return at
        return start

    def edge(self, at: int) -> bool:
        """Whether an office phrase may well end with a word: a short form, a bracket, an area, a field."""
        word = self.ws[at]
        short = len(word.text) > 1 and word.text.isupper()
        return (
            word.text == ")"
            or at in self.placed
            or at + 1 in self.body_ends
            or short
            or word.key in column(self.lexicon, "fields")
        )

    def run(self, at: int) -> tuple[int, int] | None:
        """The name that begins at a word, behind honorifics: the best beginning of the capitalised run."""
        best, end, total = -2.0, at, 0.0
        for k in range(at, run(self.ws, at, lexicon=self.lexicon)):
            if k > at and self.value(k) < -FIELD:
                break
            total += self.value(k) + (GOES_ON if k > at else 0.0)
            if total > best and self.ws[k].text != ".":
                best, end = total, k + 1
        return (at, end) if end > at else None

    def total(self, start: int, end: int) -> float:
        """How much words together look like a name."""
        return sum(self.value(k) for k in range(start, end))

    def sure(self, at: int) -> bool:
        """Whether a name surely begins at a word."""
        return (at in self.starts and not self.field(at)) or self.leads(at)

    def leads(self, at: int) -> bool:
        """Whether an honorific or a rank stands at a word, before a capitalised one; not inside "RSUD Dr Soetomo"."""
        after = after_leads(self.ws, at, lexicon=self.lexicon)
        if after == at or after >= len(self.ws) or self.ws[after].first or not self.ws[after].cap:
            return False
        return at == 0 or self.ws[at - 1].key not in column(self.lexicon, "office_words", "named_after")

    def field(self, at: int) -> bool:
        """Whether a word is rather of a field or a body than of a name."""
        return self.value(at) < 0

    def unknown(self, at: int) -> bool:
        """Whether nothing but its capital letter speaks for a word: no field, area, short form, no name heard."""
        word = self.ws[at]
        known = at in self.placed or at in self.model or word.key in self.heard or word.key in column(self.lexicon, "fields")
        return not known and not word.text.isupper()

    def opener(self, at: int) -> bool:
        """Whether a capitalised word opens the name of an area or a body, so that none of a person begins next."""
        word = self.ws[at]
        return word.cap and (word.key in column(self.lexicon, "office_words", "opener") or word.key in _kinds(self.lexicon))

    def unknown_name(self, start: int, end: int) -> tuple[int, int] | None:
        """A name of words that nothing is known of: between the end of an office and the verb of a speaker."""
        if end >= len(self.ws) or self.ws[end].text not in column(self.lexicon, "cues", "reporting"):
            return None
        first = end
        while first > start and end - first < 4 and self.unknown(first - 1) and can_be(self.ws, first - 1):
            first -= 1
        return (first, end) if end - first > 1 and first > start and self.edge(first - 1) else None

    def particle(self, at: int) -> bool:
        """Whether a small word stands inside a name: "Rio da Cunha"."""
        following = at + 1
        return self.ws[at].text in PARTICLES and following < len(self.ws) and self.ws[following].cap

    def prefix(self, at: int) -> bool:
        """Whether a word begins names: "I", "Ni", "M", "ST"; an initial."""
        word = self.ws[at]
        if word.text == ".":
            return at > 0 and not word.gap and self.prefix(at - 1)
        return word.text in column_cased(self.lexicon, "name_prefixes") or (len(word.text) == 1 and word.text.isupper())

    def initial(self, at: int) -> bool:
        """Whether a word may be shortened by a dot inside a name: "Yasonna H. Laoly"."""
        short = len(self.ws[at].text) <= 2 or self.ws[at].text in {"Moh", "Muh"}
        return short and self.ws[at].cap and at + 2 < len(self.ws) and self.ws[at + 2].cap

    def calendar(self, at: int) -> bool:
        """Whether a word is of the calendar or begins the next clause, so that no phrase goes over it."""
        return self.ws[at].key in column(self.lexicon, "not_names", "calendar")


@lru_cache(maxsize=8)
def column_cased(lexicon: Lexicon, table: str) -> frozenset[str]:
    """The words of a table as they are."""
    return frozenset(r["words"] for r in lexicon.rows(table))


def _heard(ws: Sequence[Word], names: Sequence[Name], lexicon: Lexicon) -> frozenset[str]:
    """Words that stand as a speaker's name after a cue ("ujar Rina"), alone before one, or inside a name of the model."""
    cues, reporting = column(lexicon, "cues", "verb"), column(lexicon, "cues", "reporting")
    titled = _titled(ws)
    heard = {ws[k].key for n in names if n.start not in titled for k in range(n.start, n.end) if len(ws[k].text) > 2}
    for a, b in pairwise(ws):
        if a.text in cues and b.cap and not b.first and weight(b) > -1.5:
            heard.add(b.key)
        elif b.text in reporting and a.first and a.cap and weight(a) > -0.5:
            heard.add(a.key)
    return frozenset(heard)


def _placed(ws: Sequence[Word], lexicon: Lexicon) -> frozenset[int]:
    """Words of names of provinces, kabupaten and kota that mean nothing else."""
    known = areas.named()
    weak = {areas.key(row["word"]) for row in lexicon.rows("place_words") if row["use"] == "weak"}
    found: set[int] = set()
    for at, word in enumerate(ws):
        if not word.cap or at in found:
            continue
        for end, key in area_keys(ws, at, len(ws)):
            if key in known and key not in weak and all(w.cap and not w.first for w in ws[at + 1 : end]):
                found.update(range(at, end))
                break
    return frozenset(found)


def _titled(ws: Sequence[Word]) -> frozenset[int]:
    """Words of the short lines, without a full stop, in which nearly every word has a capital letter."""
    found: list[int] = []
    line: list[int] = []
    for at in range(len(ws) + 1):
        if at == len(ws) or (ws[at].first and line):
            letters = [ws[k] for k in line if ws[k].text[0].isalpha()]
            short = 3 < len(letters) <= HEADLINE and ws[line[-1]].text not in {".", '"', "”"}
            if short and sum(w.cap for w in letters) >= 0.7 * len(letters):
                found += line
            line = []
        line.append(at)
    return frozenset(found)
