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
from pipeline.find.names import Name, bodies, known
from pipeline.find.positions import Phrase, phrases
from pipeline.find.roster import Roster
from pipeline.find.words import Word, words
from pipeline.lexicon import DEFAULT, Lexicon
from pipeline.records import Article, Mention

FAR = 150  #: words between a person and an office told in another sentence


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
    """A person's name, and the offices that stand beside it; none for a bare mention.

    `same` is the start of the mention of which this is told to be another name: "Setya Novanto alias Setnov".
    """

    mention: Mention
    offices: tuple[Office, ...] = ()
    same: int | None = None


@lru_cache(maxsize=8)
def _links(lexicon: Lexicon, place: str) -> tuple[tuple[str, ...], ...]:
    rows = [tuple(w.key for w in words(r["words"])) for r in lexicon.rows("links") if r["place"] == place]
    return tuple(sorted(rows, key=len, reverse=True))


def find(article: Article, doc: Doc, *, lexicon: Lexicon = DEFAULT) -> list[OfficialMention]:
    """All mentions of persons in the article, in order of place."""
    ws = words(article.text)
    return _Reader(ws, article.text, known(ws, doc, lexicon=lexicon), bodies(ws, doc, lexicon=lexicon), lexicon).read()


class _Reader:
    """The words of one article, and the names in them."""

    def __init__(self, ws: Sequence[Word], text: str, names: list[Name], seen: list[tuple[int, int]], lexicon: Lexicon) -> None:
        self.ws, self.text, self.lexicon = ws, text, lexicon
        self.evidence = Evidence.of(ws, names, seen, lexicon=lexicon)
        self.roster = Roster(ws, self.evidence, lexicon)
        self.roster.take(names)
        self.adjacent: set[int] = set()  #: names right behind an office
        self.joined: set[int] = set()  #: starts of offices that belong to a name

    def read(self) -> list[OfficialMention]:
        """Names beside offices first, as they correct the model's; then speakers that nothing else found."""
        found = phrases(self.ws, self.evidence, lexicon=self.lexicon)
        held = {p.name[1] for p in found if p.name}
        found = [self._revised(p, held) for p in found]
        for phrase in found:
            self.roster.drop(phrase.head, phrase.body)  # "Jaksa Agung" is nobody's name
            if phrase.name:
                self.roster.keep(self.roster.name(*phrase.name), "adjacent")
                self.adjacent.add(phrase.name[0])
        offices: dict[int, list[Office]] = {}
        for chain in self._chains(found):
            for phrase, name, rule in self._joined(chain):
                self.roster.keep(name, rule)
                offices.setdefault(name.start, []).append(self._office(phrase, rule))
                self.joined.add(phrase.start)
        self._aliases()
        self._speakers(found)
        self._shared(found, offices)
        for phrase in found:
            if phrase.start not in self.joined and (told := self._told_later(phrase)):
                offices.setdefault(told[0].start, []).append(self._office(phrase, told[1]))
        self._headline(found, offices)
        return [
            OfficialMention(
                Mention.of(self.text, self.ws[n.start].start, self.ws[n.end - 1].end, rule=self.roster.rules[n.start]),
                tuple(offices.get(n.start, ())),
                self.ws[other.start].start if (other := self._other_name(n)) else None,
            )
            for n in sorted(self.roster.names.values(), key=lambda n: n.start)
        ]

    def _revised(self, phrase: Phrase, held: set[int]) -> Phrase:
        """A phrase without its name where a surer one stands across a comma: "Rina, Manajer Layanan Cordofa, …"."""
        if phrase.name is None:
            return phrase
        at, lone = phrase.name[1], phrase.name[1] - phrase.name[0] == 1
        if at >= len(self.ws) or self.ws[at].text not in ",.":
            return phrase
        if any(k in self.evidence.model for k in range(*phrase.name)):
            leads = lone and at + 1 < len(self.ws) and self.evidence.leads(at + 1)
            return replace(phrase, end=at, name=None) if leads else phrase
        after = at + 1 < len(self.ws) and not self.ws[at + 1].first and self.evidence.sure(at + 1)
        left = self._left(phrase, strong=False)
        free = left is not None and left.end in self.evidence.ends and left.end not in held
        if after or (free and self.ws[phrase.start - 1].text == ","):
            return replace(phrase, end=at, name=None)
        return phrase

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
            became = any("menjadi" in self.ws[k].key for k in range(max(0, first.start - 2), first.start))
            return [(p, left, "became" if became else "link") for p in chain]
        right, rule = self._right(last)
        if right:
            return [(p, right, rule) for p in chain]
        left = self._left(first, strong=False)
        if left and left.start not in self.adjacent:
            return [(p, left, "apposition") for p in chain]
        return []

    def _right(self, phrase: Phrase) -> tuple[Name | None, str]:
        if phrase.name:
            return self.roster.names.get(phrase.name[0]), "adjacent"
        at = phrase.end
        name = self.roster.at(at)
        if name:
            return name, "adjacent"
        for link in _links(self.lexicon, "right"):
            if tuple(w.key for w in self.ws[at : at + len(link)]) == link:
                name = self.roster.at(at + len(link))
                if name is None or (link == (",",) and self._has_own_office(name)):
                    return None, ""
                return name, "comma" if link == (",",) else "link"
        return None, ""

    def _subject(self, verb: int, taken: set[int]) -> None:
        """A name that nothing else found right before a verb of saying: "Paijo menuntut", "…, Paijo, menuntut"."""
        end = verb - 1 if self.ws[verb - 1].text == "," else verb
        apart = end < verb and self.ws[end - 2].text == ","  # "seorang warga, Paijo, menuntut"
        name = self.roster.before(end, -3.0 if apart else 0.0)
        if name is None or taken & set(range(name.start, name.end)) or name.start in self.evidence.placed:
            return
        opened = name.lead == 0 or self.ws[name.lead].first or self.ws[name.lead - 1].text in ',.”"'
        if opened and name.end - name.start < 5 and self.evidence.total(name.start, name.end) > (-3.0 if apart else 1.0):
            self.roster.keep(name, "cue")

    def _headline(self, found: list[Phrase], offices: dict[int, list[Office]]) -> None:
        """The office in the headline is that of the first speaker, where no name has it and he has none."""
        told = {o.title for held in offices.values() for o in held}
        for phrase in found:
            if phrase.start not in self.evidence.titled or phrase.start in self.joined or phrase.row.title in told:
                continue
            cues = column(self.lexicon, "cues", "verb")
            quoted = (
                n
                for n in sorted(self.roster.names.values(), key=lambda n: n.start)
                if n.lead and self.ws[n.lead - 1].text in cues
            )
            first = next(quoted, None)
            held = {o.rule for o in offices.get(first.start, [])} if first else {"none"}
            if first and held <= {"demonstrative"}:
                offices.setdefault(first.start, []).append(self._office(phrase, "headline"))
            return

    def _told_later(self, phrase: Phrase) -> tuple[Name, str] | None:
        """The person whose office another sentence tells: "Panglima Kostrad tersebut", "ia memutuskan menjadi Bupati"."""
        ws, end = self.ws, phrase.end
        near = (
            self.roster.names[k] for k in range(phrase.start - 1, max(-1, phrase.start - FAR), -1) if k in self.roster.names
        )
        last = next(near, None)
        if last is None or phrase.end == phrase.body:
            return None
        if end < len(ws) and ws[end].key in {"itu", "tersebut", "ini"} and ws[phrase.head].cap:
            return last, "demonstrative"
        if phrase.start and ws[phrase.start - 1].key == "menjadi":
            subject = ws[max(0, phrase.start - 4) : phrase.start - 1]
            if any(w.key in {"ia", "dia", "beliau"} for w in subject):
                return last, "became"
        return None

    def _has_own_office(self, name: Name) -> bool:
        """Whether a link to an office follows a name: "…, Rina Wulandari selaku Bupati …"."""
        return any(tuple(w.key for w in self.ws[name.tail : name.tail + len(k)]) == k for k in _links(self.lexicon, "strong"))

    def _left(self, phrase: Phrase, *, strong: bool) -> Name | None:
        at = phrase.start
        if self.ws[at].first:
            return None
        for link in _links(self.lexicon, "strong" if strong else "weak"):
            if at >= len(link) and tuple(w.key for w in self.ws[at - len(link) : at]) == link:
                return self.roster.before(at - len(link), -1.5 if strong else 0.5)
        if not strong:  # "ujar Rina Ketua …", "Rina (61) Ketua …"
            before = at - 3 if at >= 3 and self.ws[at - 1].text == ")" and self.ws[at - 3].text == "(" else at
            return self.roster.behind.get(before)
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

    def _aliases(self) -> None:
        """Names told to be other names: "(Gus Ipul)", "alias Setnov", "akrab disapa Melki"."""
        for name in list(self.roster.names.values()):
            for link in _links(self.lexicon, "alias"):
                at = name.tail + len(link)
                if tuple(w.key for w in self.ws[name.tail : at]) == link and at not in self.roster.names:
                    other = self.roster.at(at)
                    if other and (link[-1] != "(" or _text(self.ws, other.end) == ")") and other.end - other.start < 5:
                        self.roster.keep(other, "alias")

    def _other_name(self, name: Name) -> Name | None:
        """The name before, of which this one is told to be another."""
        for link in _links(self.lexicon, "alias"):
            at = name.lead - len(link)
            closed = link[-1] != "(" or _text(self.ws, name.end) == ")"
            if at > 0 and closed and tuple(w.key for w in self.ws[at : name.lead]) == link:
                return self.roster.behind.get(at)
        return None

    def _shared(self, found: list[Phrase], offices: dict[int, list[Office]]) -> None:
        """Offices that several hold: "Anggota DPRD Rina dan Slamet", "dua Wakil Ketua KPK, A dan B"."""
        many = column(self.lexicon, "plural")
        for phrase in found:
            head = phrase.row.title.split()[0].casefold()
            counted = phrase.start > 0 and self.ws[phrase.start - 1].key in many
            if not (head in many or counted):
                continue
            name = next(
                (n for k in range(phrase.end, phrase.end + 6) if (n := self.roster.names.get(k)) and n.lead <= phrase.end + 1),
                None,
            )
            while name:
                at = name.tail
                joint = next((k for k in (("dan",), ("serta",), (",", "dan"), (",", "serta"), (",",))
                              if tuple(w.key for w in self.ws[at : at + len(k)]) == k), None)  # fmt: skip
                name = self.roster.names.get(at + len(joint)) if joint else None
                if name and name.start not in offices and not self._has_own_office(name):
                    offices[name.start] = [self._office(phrase, "shared")]

    def _speakers(self, found: list[Phrase]) -> None:
        """Names after a cue that nothing else found: "ujar Rina"."""
        taken = {k for p in found for k in range(p.start, p.end)} | {
            k for n in self.roster.names.values() for k in range(n.lead, n.end)
        }
        cues, reporting = column(self.lexicon, "cues", "verb"), column(self.lexicon, "cues", "reporting")
        for k in range(1, len(self.ws)):
            if self.ws[k - 1].text in cues and k not in taken and self.ws[k].cap and not self.ws[k].first:
                name = self.roster.at(k)
                if name and not taken & set(range(name.start, name.end)):
                    self.roster.keep(name, "cue")
            elif self.ws[k].text in reporting and k - 1 not in taken:
                self._subject(k, taken)


def _text(ws: Sequence[Word], at: int) -> str:
    return ws[at].text if at < len(ws) else ""
