"""Which mentions are of one person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

from pipeline.find.officials import Office, OfficialMention
from pipeline.find.words import words
from pipeline.spans import Mention


@dataclass
class Group:
    """The mentions of one person; `form` is the fullest, as keys."""

    form: tuple[str, ...]
    found: list[OfficialMention] = field(default_factory=list)

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """All mentions, in order of place."""
        return tuple(sorted((m.mention for m in self.found), key=lambda m: m.start))

    @property
    def offices(self) -> list[Office]:
        """All offices said of the person, in order of place."""
        return sorted({o for m in self.found for o in m.offices}, key=lambda o: o.start)

    @cached_property
    def forms(self) -> tuple[str, ...]:
        """The forms of the name, in order of place; to be asked for when all mentions are in."""
        return tuple(dict.fromkeys(" ".join(m.text.split()) for m in self.mentions))

    @cached_property
    def name(self) -> str:
        """The fullest form, no nickname where another is known; of two alike the first."""
        nicknames = {keys(m.mention.text) for m in self.found if m.same is not None}
        given = [f for f in self.forms if keys(f) not in nicknames]
        if all(len(keys(f)) == 1 for f in given):
            given = list(self.forms)
        return max(given, key=lambda f: len(keys(f)))

    @property
    def aliases(self) -> tuple[str, ...]:
        """The other forms, in order of place."""
        return tuple(f for f in self.forms if f != self.name)

    @property
    def confidence(self) -> float:
        """Surer with each way of finding and each mention."""
        return round(min(0.98, 0.7 + 0.1 * len({m.mention.rule for m in self.found}) + 0.02 * len(self.found)), 2)

    def distance(self, at: int) -> int:
        """How far before a place the person was last named; far, where only after it."""
        return min((at - m.mention.start if m.mention.start <= at else 10**9 for m in self.found), default=10**9)


@lru_cache(maxsize=4096)
def keys(name: str) -> tuple[str, ...]:
    """The words of a name for comparing."""
    return tuple(w.key for w in words(name) if w.text[0].isalnum())


def group(mentions: Sequence[OfficialMention]) -> list[Group]:
    """One group per person, in order of first mention: a form whose words are all in a fuller form is of that person.

    Where two fuller forms fit, the one named last before the mention wins. A mention told to be another name of a person
    ("alias Setnov") takes all of its form along.
    """
    groups: list[Group] = []
    by_word: dict[str, list[Group]] = {}
    only: dict[tuple[str, ...], Group] = {}  #: forms that fit one person alone
    for mention in sorted(mentions, key=lambda m: (-len(keys(m.mention.text)), m.mention.start)):
        form = keys(mention.mention.text)
        if form in only:
            only[form].found.append(mention)
            continue
        near = {id(g): g for word in form for g in by_word.get(word, [])}
        fitting = [g for g in near.values() if alike(form, g.form)]
        if not fitting:
            fitting = [Group(form)]
            groups += fitting
            for word in form:
                by_word.setdefault(word, []).append(fitting[0])
        if len(fitting) == 1:
            only[form] = fitting[0]
        min(fitting, key=lambda g: g.distance(mention.mention.start)).found.append(mention)
    return sorted(_told(groups), key=lambda g: g.mentions[0].start)


def _told(groups: list[Group]) -> list[Group]:
    """The groups, those joined of which the article says that they are one person."""
    by_start = {m.mention.start: g for g in groups for m in g.found}
    for mention in [m for g in groups for m in g.found if m.same is not None]:
        one, other = by_start[mention.mention.start], by_start.get(mention.same or 0)
        if other is None or one is other:
            continue
        other.found += one.found
        by_start.update({m.mention.start: other for m in one.found})
        groups = [g for g in groups if g is not one]
    return groups


def alike(a: tuple[str, ...], b: tuple[str, ...]) -> bool:
    """Whether a form may be short for a name, or a slip of it: one letter of a name of several words.

    >>> alike(("basuki",), ("basuki", "tjahaja")), alike(("debby", "sari"), ("debby", "sary")), alike(("rina",), ("rini",))
    (True, True, False)
    """
    if set(a) <= set(b):
        return True
    if len(a) != len(b) or len(a) < 2:
        return False
    differing = [(x, y) for x, y in zip(a, b, strict=True) if x != y]
    return len(differing) == 1 and _close(*differing[0])


def _close(a: str, b: str) -> bool:
    """Whether two words differ by one letter changed, lost or added."""
    if abs(len(a) - len(b)) > 1 or min(len(a), len(b)) < 4:
        return False
    start = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return a[start + 1 :] == b[start + 1 :] or a[start:] == b[start + 1 :] or a[start + 1 :] == b[start:]
