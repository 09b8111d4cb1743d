"""Finds persons, and the offices that the words join to them.

>>> import spacy
>>> text = "Kepala BPS Lampung, Sutrisno Hadi, hadir bersama Rina Wulandari selaku Plt Bupati Pringsewu."
>>> for m in find(Article(text=text), spacy.blank("id")(text)):
...     print(m.mention.text, [(text[o.start : o.end], o.title, o.status) for o in m.offices])
Sutrisno Hadi [('Kepala BPS Lampung', 'Kepala', 'current')]
Rina Wulandari [('Plt Bupati Pringsewu', 'Bupati', 'acting')]
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from spacy.tokens import Doc

from pipeline.entries import Status
from pipeline.find.names import Name, after_degrees, after_leads, can_be, known, run, weight
from pipeline.find.positions import Phrase, phrases
from pipeline.find.words import Word, words
from pipeline.lexicon import DEFAULT, Lexicon
from pipeline.records import Article, Mention


@dataclass(frozen=True, slots=True)
class Office:
    """An office as worded: `text[start:end]`, half-open; `level` says in what kind of area it is held."""

    start: int
    end: int
    title: str
    status: Status
    level: str
    institution: str | None
    rule: str


@dataclass(frozen=True, slots=True)
class OfficialMention:
    """A person's name, and the offices that stand beside it; none for a bare mention."""

    mention: Mention
    offices: tuple[Office, ...] = ()


@lru_cache(maxsize=8)
def _links(lexicon: Lexicon, place: str) -> tuple[tuple[str, ...], ...]:
    rows = [tuple(w.key for w in words(r["words"])) for r in lexicon.rows("links") if r["place"] == place]
    return tuple(sorted(rows, key=len, reverse=True))


def find(article: Article, doc: Doc, *, lexicon: Lexicon = DEFAULT) -> list[OfficialMention]:
    """All mentions of persons in the article, in order of place."""
    ws = words(article.text)
    return _Reader(ws, article.text, known(ws, doc, lexicon=lexicon), lexicon).read()


class _Reader:
    """The words of one article, and the names in them."""

    def __init__(self, ws: Sequence[Word], text: str, names: list[Name], lexicon: Lexicon) -> None:
        self.ws, self.text, self.lexicon = ws, text, lexicon
        self.names = {n.start: n for n in names}
        self.leads = {n.lead: n for n in names}
        self.rules = dict.fromkeys(self.names, "model")
        self.heard = self._heard()

    def read(self) -> list[OfficialMention]:
        found = phrases(self.ws, self.is_name, self.heard, lexicon=self.lexicon)
        offices: dict[int, list[Office]] = {}
        for chain in self._chains(found):
            for phrase, name, rule in self._joined(chain):
                self.names.setdefault(name.start, name)
                self.rules.setdefault(name.start, rule)
                offices.setdefault(name.start, []).append(self._office(phrase, rule))
        self._speakers(found)
        return [
            OfficialMention(
                Mention.of(self.text, self.ws[n.start].start, self.ws[n.end - 1].end, rule=self.rules[n.start]),
                tuple(offices.get(n.start, ())),
            )
            for n in sorted(self.names.values(), key=lambda n: n.start)
        ]

    def is_name(self, at: int) -> bool:
        return at in self.names or at in self.leads

    def name_at(self, at: int) -> Name | None:
        """The name that begins at a word, with its honorifics: the model's, else the best of a capitalised run."""
        if at >= len(self.ws):
            return None
        if at in self.names or at in self.leads:
            return self.names.get(at) or self.leads[at]
        start = after_leads(self.ws, at, lexicon=self.lexicon)
        if start in self.names:
            return self.names[start]
        if start >= len(self.ws) or (start > at and self.ws[start].first):
            return None
        best, end, total = (0.0 if start == at else -2.0), start, 0.0
        for k in range(start, run(self.ws, start, lexicon=self.lexicon)):
            if k in self.names and k > start:
                break
            if can_be(self.ws, k, lexicon=self.lexicon):
                total += weight(self.ws[k]) + (3.0 if self.ws[k].key in self.heard else 0.0)
                if total > best:
                    best, end = total, k + 1
        if end == start:
            return None
        return Name(start, end, at, after_degrees(self.ws, end, lexicon=self.lexicon))

    def name_before(self, at: int, floor: float = 0.5) -> Name | None:
        """The name that ends before a word, its degrees and an age in brackets between."""
        if at >= 3 and self.ws[at - 1].text == ")" and self.ws[at - 3].text == "(" and self.ws[at - 2].text[0].isdigit():
            at -= 3
        for name in self.names.values():
            if at in (name.end, name.tail):
                return name
        best, start, total = floor, at, 0.0
        k = at - 1
        while k >= 0 and at - k <= 6 and can_be(self.ws, k, lexicon=self.lexicon):
            total += weight(self.ws[k])
            if total > best:
                best, start = total, k
            if self.ws[k].first:
                break
            k -= 1
        return Name(start, at, start, at) if start < at else None

    def _heard(self) -> frozenset[str]:
        """Words that stand as a speaker's name after a cue ("ujar Rina") or inside a name of the model."""
        cues = {row["words"] for row in self.lexicon.rows("cues") if row["kind"] == "verb"}
        heard = {w.key for n in self.names.values() for w in self.ws[n.start : n.end]}
        for a, b in zip(self.ws, self.ws[1:], strict=False):
            if a.text in cues and b.cap and not b.first and weight(b) > -1.5:
                heard.add(b.key)
        return frozenset(heard)

    def _chains(self, found: list[Phrase]) -> list[list[Phrase]]:
        """Offices of one person, said one after the other: "Menteri X/Kepala Y", "Deputi A sekaligus Deputi B"."""
        chains: list[list[Phrase]] = []
        joints = set(_links(self.lexicon, "chain"))
        for phrase in found:
            if chains:
                between = tuple(w.key for w in self.ws[chains[-1][-1].end : phrase.start])
                if between in joints and not self.ws[phrase.start].first:
                    chains[-1].append(phrase)
                    continue
            chains.append([phrase])
        return chains

    def _joined(self, chain: list[Phrase]) -> list[tuple[Phrase, Name, str]]:
        first, last = chain[0], chain[-1]
        left = self._left(first, strong=True)
        if left:
            return [(p, left, "link") for p in chain]
        right, rule = self._right(last)
        if right:
            return [(p, right, rule) for p in chain]
        left = self._left(first, strong=False)
        return [(p, left, "apposition") for p in chain] if left else []

    def _right(self, phrase: Phrase) -> tuple[Name | None, str]:
        at = phrase.end
        if at >= len(self.ws) or self.ws[at].first:
            return None, ""
        name = self.name_at(at)
        if name:
            return name, "adjacent"
        for link in _links(self.lexicon, "right"):
            if tuple(w.key for w in self.ws[at : at + len(link)]) == link and at + len(link) < len(self.ws):
                if self.ws[at + len(link)].first:
                    return None, ""
                name = self.name_at(at + len(link))
                if name and link == (",",) and self._has_own_office(name):
                    return None, ""
                return name, "comma" if link == (",",) else "link"
        return None, ""

    def _has_own_office(self, name: Name) -> bool:
        """Whether a link to an office follows a name: "…, Rina Wulandari selaku Bupati …"."""
        after = self.ws[name.tail : name.tail + 1]
        return bool(after) and (after[0].key,) in _links(self.lexicon, "strong")

    def _left(self, phrase: Phrase, *, strong: bool) -> Name | None:
        at = phrase.start
        if self.ws[at].first:
            return None
        for link in _links(self.lexicon, "strong" if strong else "weak"):
            if at >= len(link) and tuple(w.key for w in self.ws[at - len(link) : at]) == link:
                return self.name_before(at - len(link), -1.5 if strong else 0.5)
        return None

    def _office(self, phrase: Phrase, rule: str) -> Office:
        start, end = self.ws[phrase.start].start, self.ws[phrase.end - 1].end
        return Office(start, end, phrase.row.title, phrase.status, phrase.row.level, phrase.row.institution or None, rule)

    def _speakers(self, found: list[Phrase]) -> None:
        """Names after a cue that nothing else found: "ujar Rina"."""
        inside = {k for p in found for k in range(p.start, p.end)}
        taken = {k for n in self.names.values() for k in range(n.lead, n.end)} | inside
        cues = {row["words"] for row in self.lexicon.rows("cues") if row["kind"] == "verb"}
        for k in range(1, len(self.ws)):
            if self.ws[k - 1].text in cues and k not in taken and self.ws[k].cap and not self.ws[k].first:
                name = self.name_at(k)
                if name and not taken & set(range(name.start, name.end)):
                    self.names[name.start] = name
                    self.rules[name.start] = "cue"
