"""Where the candidates for a tie are named, so that the nearest are found without looking at all.

A page may have thousands of figures and as many dates: whatever is asked for one figure takes steps of its neighbourhood only.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Hashable, Iterable, Sequence
from itertools import islice, zip_longest

from pipeline.records import Mention

MOST = 16  #: candidates for one figure
STEPS = 200  #: mentions looked at on either side for them


class Trail:
    """The mentions of one candidate, in order of place."""

    def __init__(self, key: Hashable, mentions: Iterable[Mention]) -> None:
        self.key = key
        self.mentions = sorted(mentions, key=lambda m: m.start)
        self.starts = [m.start for m in self.mentions]

    def before(self, at: int) -> Mention | None:
        """The last mention that begins before an offset."""
        n = bisect_left(self.starts, at)
        return self.mentions[n - 1] if n else None

    def behind(self, at: int) -> Mention | None:
        """The first mention that begins at an offset or behind it."""
        n = bisect_left(self.starts, at)
        return self.mentions[n] if n < len(self.mentions) else None


class Trails:
    """All candidates of a kind, with their mentions in one order.

    >>> named = [("a", [Mention(start=2, end=3, text="x", rule="")]), ("b", [Mention(start=9, end=10, text="y", rule="")])]
    >>> trails = Trails(named)
    >>> trails.between(0, 10), trails.keys(5, 12), [t.key for t in trails.closest(8)]
    (2, ['b'], ['a', 'b'])
    """

    def __init__(self, named: Iterable[tuple[Hashable, Iterable[Mention]]]) -> None:
        self.trails = [Trail(key, mentions) for key, mentions in named]
        steps = sorted(((m.start, n) for n, t in enumerate(self.trails) for m in t.mentions))
        self.starts = [start for start, _ in steps]
        self._owners = [n for _, n in steps]

    def __len__(self) -> int:
        return len(self.starts)

    def between(self, start: int, end: int) -> int:
        """How many mentions begin in a stretch."""
        return max(0, bisect_left(self.starts, end) - bisect_left(self.starts, start))

    def keys(self, start: int, end: int) -> list[Hashable]:
        """Whose mentions begin in a stretch, one key for each."""
        return [self.trails[n].key for n in self._owners[bisect_left(self.starts, start) : bisect_left(self.starts, end)]]

    def closest(self, at: int) -> Sequence[Trail]:
        """The candidates with a mention nearest to an offset, in their own order."""
        if len(self.trails) <= MOST:
            return self.trails
        here = bisect_left(self.starts, at)
        near: dict[int, None] = {}
        before, behind = reversed(self._owners[max(0, here - STEPS) : here]), islice(self._owners, here, here + STEPS)
        for pair in zip_longest(before, behind):
            near |= dict.fromkeys(n for n in pair if n is not None)
            if len(near) >= MOST:
                break
        return [self.trails[n] for n in sorted(near)]
