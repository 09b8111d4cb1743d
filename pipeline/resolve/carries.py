"""What speaks for a date that is told further above: one subject, one quotation, parts that add up to a dated whole."""

from __future__ import annotations

from collections.abc import Sequence

import regex

from pipeline.find.counts import CountMention
from pipeline.records import Mention
from pipeline.resolve.layout import Layout
from pipeline.resolve.scoring import Features

_WORD = regex.compile(r"\p{L}{5,}+")
_QUOTE = regex.compile(r"[\"“”]")
_PERCENT = regex.compile(r"\d\s*+(?:persen|%)", regex.I)
LONG = 600  #: characters of a sentence whose words are compared with those of another
AROUND = 80  #: characters on either side of a figure that name its subject
FAR = 1200  #: characters between a date and a figure that may be of one quotation
SHARED = 3  #: so many words in common or more
SKIP = 3  #: counts between a whole and the first of its parts, and one
PARTS = 12  #: parts of a whole
CLOSE = 0.005  #: what three parts or more may miss their whole by, as a share of it


class Carries:
    """The figures of an article as they follow on dated ones."""

    def __init__(self, figures: Sequence[Mention], counts: Sequence[CountMention], layout: Layout) -> None:
        self.layout = layout
        self.figures = [f.start for f in figures]  #: where they begin, in order
        told = sorted((m for m in counts if not layout.headline(m.mention.start)), key=lambda m: m.mention.start)
        self._sums = sums([m.mention.start for m in told], [m.number.value for m in told])
        self._units = {m.mention.start: m.unit for m in counts}

    def together(self, one: Mention, two: Mention) -> bool:
        """Whether two counts are parts of one whole, or a part and its whole."""
        return bool(self._sums.get(one.start, set()) & self._sums.get(two.start, set()))

    def echoes(self, at: Mention, date: Mention, rule: str) -> Features:
        """How a figure takes up the sentence of a date above it: its words, what it counts, whether it goes on a quotation."""
        text, words = self._sentence(date)
        shared = min(len(words & self._about(at)), SHARED)
        unit = self._units.get(at.start)
        same = "unit" if (unit in text if unit else _PERCENT.search(text)) else "no unit"
        made = [f"echo {shared}", f"{rule} echo {shared}", f"echo {same}", f"{rule} echo {same}", f"echo {same} {shared}"]
        if at.start - date.end < FAR:
            quoted = _QUOTE.search(self.layout.text, date.end, at.start)
            made.append(f"{rule} quote {'apart' if quoted else 'same'}")
        return made

    def _about(self, at: Mention) -> frozenset[str]:
        """The longer words beside a figure."""

        def look() -> frozenset[str]:
            beside = f"{self.layout.left(at.start, AROUND)} {self.layout.right(at.end, AROUND)}"
            return frozenset(_WORD.findall(beside.lower()))

        return self.layout.remember(("echo about", at.start), look)

    def _sentence(self, at: Mention) -> tuple[str, frozenset[str]]:
        """The sentence of a date, and its longer words."""
        start, end = self.layout.sentence(at.start)

        def look() -> tuple[str, frozenset[str]]:
            text = self.layout.text[start : min(end, start + LONG)].lower()
            return text, frozenset(_WORD.findall(text))

        return self.layout.remember(("echo", start), look)


def sums(starts: Sequence[int], values: Sequence[float | int | None]) -> dict[int, set[int]]:
    """Which wholes, told by where they begin, each count is a part of; a whole is of its own.

    >>> sums([0, 10, 20, 30], [226, 189, 37, 58])
    {0: {0}, 10: {0}, 20: {0}}
    """
    made: dict[int, set[int]] = {}
    for i, whole in enumerate(values):
        if not whole:
            continue
        for j in range(i + 1, min(i + 1 + SKIP, len(values))):
            total = 0.0
            for k in range(j, min(j + PARTS, len(values))):
                part = values[k]
                if not part or part >= whole:
                    break
                total += part
                if k > j and abs(total - whole) <= (CLOSE * whole if k > j + 1 else 0):
                    for n in (i, *range(j, k + 1)):
                        made.setdefault(starts[n], set()).add(starts[i])
                    break
                if total > whole * (1 + CLOSE):
                    break
    return made
