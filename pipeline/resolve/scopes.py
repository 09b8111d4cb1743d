"""What an article speaks of: a place, the nation, the world abroad, a company, a market; and where it says so."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable
from functools import lru_cache

import regex

from pipeline.lexicon import Lexicon
from pipeline.resolve.layout import Layout
from pipeline.resolve.words import pattern

Span = tuple[int, int]
PLACED = (
    "national",
    "country",
    "state",
    "government",
    "company",
    "market",
    "office",
    "abroad",
    "part",
)  #: what a figure may be of
USES = (*PLACED, "rule", "victim")
MANY = 4  #: so many words of a scope make an article one about it
LEAD = 400  #: characters behind the headline that tell what an article is about
_PART = regex.compile(r"[\p{L}\d]++")
_NAME = regex.compile(r"(\p{Lu}[\p{L}\-]*+)\s$")
_RANK = regex.compile(r"\bperingkat\s++[\p{L}\d\-]++\s++(?:(?:di\s++)?(?:secara|tingkat|skala)\s++)?$", regex.I)
#: words before a country that make it a currency or where somebody comes from
_ORIGIN = regex.compile(
    r"\b(?:dol+ar|US\$|warga(?:\s++negara)?|WN|berkebangsaan|asal|kewarganegaraan|piala|rekor|bank)\s++$", regex.I
)
_OF = regex.compile(r"\s?\(?(?:\p{Lu}\p{L}*+\)\s?)?(?:di\s)?")


class Scopes:
    """The words on each scope, in order of place.

    >>> from pipeline.lexicon import DEFAULT
    >>> scopes = Scopes(Layout("Secara nasional 20 juta. Taman Nasional Komodo dan BPS Jember melapor."), [(55, 61)], DEFAULT)
    >>> {use: spans for use, spans in scopes.spans.items() if spans}
    {'national': [(0, 15)], 'office': [(51, 54)]}
    """

    def __init__(self, layout: Layout, areas: Iterable[Span], lexicon: Lexicon) -> None:
        """`areas` are the places where areas are named."""
        named = list(areas)
        begins = frozenset(start for start, _ in named)
        self._end_of_lead, self._title_end = layout.title_end + LEAD, layout.title_end
        self.spans = _found(layout.text, lexicon)
        bodies = {at for start, end in self.spans["state"] for at in range(start, end)}
        for use in ("national", "country"):
            self.spans[use] = [s for s in self.spans[use] if s[0] not in bodies and _means(s, layout)]
        self.spans["abroad"] = [s for s in self.spans["abroad"] if not _ORIGIN.search(layout.text, max(0, s[0] - 20), s[0])]
        local = [s for s in self.spans["state"] if _at_area(s[1], begins, layout.text)]
        self.spans["state"] = [s for s in self.spans["state"] if s not in local]
        self.spans["office"] = sorted({*self.spans["office"], *local})
        own = {at for span in named for at in range(*span)}  # "Jawa" of "Jawa Timur"
        self.spans["part"] = [s for s in self.spans["part"] if s[0] not in own]
        theirs = {start for start, _ in self.spans["office"]}
        self.spans["government"] = [
            s for s in self.spans["government"] if s[0] not in theirs and not _local(s[1], begins, layout.text, lexicon)
        ]
        self._starts = {use: [start for start, _ in spans] for use, spans in self.spans.items()}

    def count(self, *uses: str) -> int:
        """How many words there are on some scopes."""
        return sum(len(self.spans[use]) for use in uses)

    def within(self, use: str, start: int, end: int) -> bool:
        """Whether a word on a scope begins in a stretch."""
        starts = self._starts[use]
        at = bisect_left(starts, start)
        return at < len(starts) and starts[at] < end

    def before(self, use: str, at: int) -> int:
        """Where the last word on a scope before an offset begins, else -1."""
        starts = self._starts[use]
        n = bisect_left(starts, at)
        return starts[n - 1] if n else -1

    def article(self) -> list[str]:
        """Which scopes are named often, which in the headline and which in the lead."""
        made = []
        for use, spans in self.spans.items():
            made += [f"many {use}"] if len(spans) >= MANY else []
            made += [f"lead {use}"] if spans and spans[0][0] < self._end_of_lead else []
            made += [f"headline {use}"] if spans and spans[0][0] < self._title_end else []
        return made

    def told(self, name: str, start: int, end: int) -> list[str]:
        """Which scopes a stretch names, each with a word before it."""
        return [f"{name} {use}" for use in USES if self.within(use, start, end)]


@lru_cache(maxsize=8)
def _words(lexicon: Lexicon) -> dict[str, list[tuple[str, str]]]:
    """Words on the scopes, each with its use, by their first part in lower case; longer ones first."""
    rows = [(r["word"], r["use"]) for r in lexicon.rows("figure_words") if r["use"] in USES]
    rows += [(r["name"], "abroad") for r in lexicon.rows("abroad")]
    made: dict[str, list[tuple[str, str]]] = {}
    for word, use in sorted(rows, key=lambda row: (-len(row[0]), row)):
        if first := _PART.match(word):
            made.setdefault(first[0].lower(), []).append((word, use))
    return made


def _found(text: str, lexicon: Lexicon) -> dict[str, list[Span]]:
    """Where each scope is named: words in lower case in any spelling, names as written."""
    table = _words(lexicon)
    spans: dict[str, list[Span]] = {use: [] for use in USES}
    for part in _PART.finditer(text):
        for word, use in table.get(part[0].lower(), ()):
            start, end = part.start(), part.start() + len(word)
            here = text[start:end]
            same = here == word or (word.islower() and here.lower() == word)
            if same and not text[end : end + 1].isalnum() and not (spans[use] and spans[use][-1][1] > start):
                spans[use].append((start, end))
    return spans


def _means(span: Span, layout: Layout) -> bool:
    """Whether a word like "nasional" speaks of the nation, and is neither part of a name nor says how a place ranks in it."""
    start, text = span[0], layout.text
    if layout.headline(start):
        return "nasional" not in text[slice(*span)].lower()
    if text[start].isupper() and text[slice(*span)].lower() == "nasional":
        return False
    before = _NAME.search(text, max(0, start - 30), start)
    if before and before.start() > layout.sentence(start)[0]:
        return False
    return not _RANK.search(text, max(0, start - 40), start)


def _local(end: int, begins: frozenset[int], text: str, lexicon: Lexicon) -> bool:
    """Whether a government is that of an area: "pemerintah desa", "Pemerintah Aceh"."""
    return end + 1 in begins or pattern(lexicon, "local government").match(text, end + 1) is not None


def _at_area(end: int, begins: frozenset[int], text: str) -> bool:
    """Whether a body is that of an area: "BPS Jember", "Badan Pusat Statistik (BPS) Kota Batu"."""
    m = _OF.match(text, end)
    return m is not None and m.end() in begins
