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
from dataclasses import dataclass, replace
from functools import lru_cache

from spacy.tokens import Doc

from pipeline.entries import Status
from pipeline.find.evidence import Evidence, column
from pipeline.find.names import Name, after_degrees, after_leads, can_be, known
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
    head_end: int


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
        self.evidence = Evidence.of(ws, names, lexicon=lexicon)
        self.names: dict[int, Name] = {}
        self.rules: dict[int, str] = {}
        self.adjacent: set[int] = set()  #: names right behind an office
        for name in names:
            self._keep(name, "model")

    def read(self) -> list[OfficialMention]:
        """Names beside offices first, as they correct the model's; then speakers that nothing else found."""
        found = [self._revised(p) for p in phrases(self.ws, self.evidence, lexicon=self.lexicon)]
        for phrase in found:
            if phrase.name:
                self._keep(self._name(*phrase.name), "adjacent")
                self.adjacent.add(phrase.name[0])
        offices: dict[int, list[Office]] = {}
        for chain in self._chains(found):
            for phrase, name, rule in self._joined(chain):
                self._keep(name, rule)
                offices.setdefault(name.start, []).append(self._office(phrase, rule))
        self._speakers(found)
        return [
            OfficialMention(
                Mention.of(self.text, self.ws[n.start].start, self.ws[n.end - 1].end, rule=self.rules[n.start]),
                tuple(offices.get(n.start, ())),
            )
            for n in sorted(self.names.values(), key=lambda n: n.start)
        ]

    def _revised(self, phrase: Phrase) -> Phrase:
        """A phrase without its name where a surer one stands across a comma: "Rina, Manajer Layanan Cordofa, …"."""
        if phrase.name is None or any(k in self.evidence.model for k in range(*phrase.name)):
            return phrase
        at = phrase.name[1]
        if at >= len(self.ws) or self.ws[at].text not in ",.":
            return phrase
        after = at + 1 < len(self.ws) and not self.ws[at + 1].first and self.evidence.sure(at + 1)
        left = self._left(phrase, strong=False)
        if after or (left and left.end in self.evidence.ends and self.ws[phrase.start - 1].text == ","):
            return replace(phrase, end=at, name=None)
        return phrase

    def _keep(self, name: Name, rule: str) -> None:
        """Take a name in; those that overlap it give way, unless it is there already."""
        if name.start in self.names and self.names[name.start].end == name.end:
            return
        for k in [k for k, n in self.names.items() if n.start < name.end and name.start < n.end]:
            del self.names[k]
        self.names[name.start] = name
        self.rules[name.start] = rule

    def _name(self, start: int, end: int, lead: int | None = None) -> Name:
        while self.ws[end - 1].text == ".":
            end -= 1
        return Name(start, end, start if lead is None else lead, after_degrees(self.ws, end, lexicon=self.lexicon))

    def name_at(self, at: int) -> Name | None:
        """The name that begins at a word, with its honorifics: the model's, else the best of a capitalised run."""
        if at >= len(self.ws) or self.ws[at].first:
            return None
        start = after_leads(self.ws, at, lexicon=self.lexicon)
        if start in self.names:
            return self.names[start]
        if start >= len(self.ws) or (start > at and self.ws[start].first):
            return None
        span = self.evidence.run(start)
        if span is None or (start == at and self.evidence.total(*span) <= 0):
            return None
        return self._name(*span, at)

    def name_before(self, at: int, floor: float) -> Name | None:
        """The name that ends before a word, its degrees and an age in brackets between."""
        if at >= 3 and self.ws[at - 1].text == ")" and self.ws[at - 3].text == "(":
            at -= 3
        for name in self.names.values():
            if at in (name.end, name.tail):
                return name
        best, start, total = floor, at, 0.0
        k = at - 1
        while k >= 0 and at - k <= 6 and can_be(self.ws, k, lexicon=self.lexicon):
            total += self.evidence.value(k)
            if total > best:
                best, start = total, k
            if self.ws[k].first:
                break
            k -= 1
        return self._name(start, at) if start < at else None

    def _chains(self, found: list[Phrase]) -> list[list[Phrase]]:
        """Offices of one person, said one after the other: "Menteri X/Kepala Y", "Deputi A sekaligus Deputi B"."""
        chains: list[list[Phrase]] = []
        joints = set(_links(self.lexicon, "chain"))
        for phrase in found:
            if chains and chains[-1][-1].name is None and not self.ws[phrase.start].first:
                between = tuple(w.key for w in self.ws[chains[-1][-1].end : phrase.start])
                if between in joints:
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
        if left and left.start not in self.adjacent:
            return [(p, left, "apposition") for p in chain]
        return []

    def _right(self, phrase: Phrase) -> tuple[Name | None, str]:
        if phrase.name:
            return self.names.get(phrase.name[0]), "adjacent"
        at = phrase.end
        name = self.name_at(at)
        if name:
            return name, "adjacent"
        for link in _links(self.lexicon, "right"):
            if tuple(w.key for w in self.ws[at : at + len(link)]) == link:
                name = self.name_at(at + len(link))
                if name is None or (link == (",",) and self._has_own_office(name)):
                    return None, ""
                return name, "comma" if link == (",",) else "link"
        return None, ""

    def _has_own_office(self, name: Name) -> bool:
        """Whether a link to an office follows a name: "…, Rina Wulandari selaku Bupati …"."""
        return any(tuple(w.key for w in self.ws[name.tail : name.tail + len(k)]) == k for k in _links(self.lexicon, "strong"))

    def _left(self, phrase: Phrase, *, strong: bool) -> Name | None:
        at = phrase.start
        if self.ws[at].first:
            return None
        for link in _links(self.lexicon, "strong" if strong else "weak"):
            if at >= len(link) and tuple(w.key for w in self.ws[at - len(link) : at]) == link:
                return self.name_before(at - len(link), -1.5 if strong else 0.5)
        if not strong:  # "ujar Rina Ketua …", "Rina (61) Ketua …"
            before = at - 3 if at >= 3 and self.ws[at - 1].text == ")" and self.ws[at - 3].text == "(" else at
            return next((n for n in self.names.values() if before in (n.end, n.tail)), None)
        return None

    def _office(self, phrase: Phrase, rule: str) -> Office:
        start, end = self.ws[phrase.start].start, self.ws[phrase.end - 1].end
        return Office(
            start,
            end,
            phrase.row.title,
            phrase.status,
            phrase.row.level,
            phrase.row.institution or None,
            rule,
            self.ws[phrase.body - 1].end,
        )

    def _speakers(self, found: list[Phrase]) -> None:
        """Names after a cue that nothing else found: "ujar Rina"."""
        taken = {k for p in found for k in range(p.start, p.end)} | {
            k for n in self.names.values() for k in range(n.lead, n.end)
        }
        cues = column(self.lexicon, "cues", "verb")
        for k in range(1, len(self.ws)):
            if self.ws[k - 1].text in cues and k not in taken and self.ws[k].cap and not self.ws[k].first:
                name = self.name_at(k)
                if name and not taken & set(range(name.start, name.end)):
                    self._keep(name, "cue")
