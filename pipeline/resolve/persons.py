"""Which mentions are of one person."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from pipeline.find.officials import Office, OfficialMention
from pipeline.find.words import words
from pipeline.spans import Mention


@dataclass(slots=True)
class Group:
    """The mentions of one person."""

    found: list[OfficialMention] = field(default_factory=list)

    @property
    def mentions(self) -> tuple[Mention, ...]:
        """All mentions, in order of place."""
        return tuple(sorted((m.mention for m in self.found), key=lambda m: m.start))

    @property
    def offices(self) -> list[Office]:
        """All offices said of the person, in order of place."""
        return sorted({o for m in self.found for o in m.offices}, key=lambda o: o.start)

    @property
    def name(self) -> str:
        """The fullest form; of two alike the first."""
        forms = [" ".join(m.text.split()) for m in self.mentions]
        return max(forms, key=lambda f: (len(keys(f)), -forms.index(f)))

    @property
    def aliases(self) -> tuple[str, ...]:
        """The other forms, in order of place."""
        return tuple(dict.fromkeys(" ".join(m.text.split()) for m in self.mentions if m.text != self.name))

    @property
    def confidence(self) -> float:
        """Surer with each way of finding and each mention."""
        return round(min(0.98, 0.7 + 0.1 * len({m.mention.rule for m in self.found}) + 0.02 * len(self.found)), 2)


def keys(name: str) -> tuple[str, ...]:
    """The words of a name for comparing."""
    return tuple(w.key for w in words(name) if w.text[0].isalnum())


def group(mentions: Sequence[OfficialMention]) -> list[Group]:
    """One group per person, in order of first mention: a form whose words are all in a fuller form is of that person.

    Where two fuller forms fit, the one named last before the mention wins.
    """
    full: list[Group] = []
    forms = sorted(mentions, key=lambda m: (-len(keys(m.mention.text)), m.mention.start))
    for mention in forms:
        own = keys(mention.mention.text)
        fitting = [g for g in full if set(own) <= set(keys(g.name))]
        if fitting:
            at = mention.mention.start
            nearest = min(
                fitting, key=lambda g: min((at - f.mention.start if f.mention.start <= at else 10**9) for f in g.found)
            )
            nearest.found.append(mention)
        else:
            full.append(Group([mention]))
    return sorted(full, key=lambda g: g.mentions[0].start)
