"""Shapes of whole pages: live blogs, whose entries begin with a time; galleries, whose text is captions; indexes, whose
paragraphs stand below linked headlines."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise

from pipeline.clean.classes import bits
from pipeline.clean.markup import Raw, Tree

_STAMP = re.compile(
    r"(?:pukul |jam )?(\d{1,2})[.:](\d\d)(?:[.:]\d\d)? ?(?:WIB|WITA|WIT)?|"
    r"\d{1,2} \w{3,9} \d{4}[ ,|-]+(\d{1,2})[.:](\d\d) ?(?:WIB|WITA|WIT)?",
    re.I,
)
_MANY = 3  #: entries that make a live blog, captions a gallery, summaries an index
_RAISED = 1.0  #: score of an entry's text
_ABOVE = -3.0  #: score above which the text over the first entry is the article's, too
_HEADINGS = frozenset(("h2", "h3", "h4"))
_OTHER = ("comment", "related", "side", "nav", "foot")  #: groups of class names around what is no entry


def shaped(tree: Tree, marks: Sequence[float]) -> tuple[list[float], frozenset[int]]:
    """The scores, those of a live blog's entries or a gallery's captions raised; and the numbers of the entries' times."""
    times = _times(tree)
    entries = times or _captions(tree)
    made = list(marks)
    if not entries:
        return made, frozenset()
    inside, told = _around(tree, [tree.blocks[n].box for n in entries]), frozenset(entries)
    for n, b in enumerate(tree.blocks):
        if n in told or (times and n > times[0] and inside <= b.box < tree.ends[inside] and _is_told(b)):
            made[n] = max(made[n], _RAISED)
    for n in range(max(0, entries[0] - 4), entries[0]):
        b = tree.blocks[n]
        if b.words > 7 and not b.link and marks[n] > _ABOVE and b.tag != "h1":
            made[n] = max(made[n], _RAISED)
    return made, frozenset(times)


def is_index(tree: Tree, kept: Sequence[int]) -> bool:
    """Whether the kept blocks are summaries, each below its own linked headline."""
    prose = [n for n in kept if tree.blocks[n].words > 3 and not tree.blocks[n].link]
    below = [n for n in prose if any(map(_is_headline, tree.blocks[max(0, n - 2) : n]))]
    return len(below) >= _MANY and 5 * len(below) >= 4 * len(prose) and prose[0] == below[0]


def _times(tree: Tree) -> list[int]:
    """Numbers of the blocks that are the times of a live blog's entries, in order of time one way or the other.

    A time stands alone, has prose behind it, and no link to another story next to it, as lists of stories have.
    """
    blocks = tree.blocks
    found = [
        n for n, b in enumerate(blocks) if b.words < 7 and b.text[0] in "0123456789PpJj" and not b.link and _minutes(b) >= 0
    ]
    if len(found) < _MANY:
        return []
    told = [n for n, end in zip(found, [*found[1:], found[-1] + 6], strict=True) if _is_entry(blocks[n + 1 : end])]
    steps = [_minutes(blocks[b]) - _minutes(blocks[a]) for a, b in pairwise(told)]
    ordered = max(sum(s >= 0 for s in steps), sum(s <= 0 for s in steps)) * 5 >= 4 * len(steps)
    return told if len(told) >= _MANY and 4 * len(told) >= 3 * len(found) and ordered else []


def _minutes(b: Raw) -> int:
    """The minute of the day that a block tells and nothing else, or -1."""
    stamp = _STAMP.fullmatch(b.text)
    return int(stamp[1] or stamp[3]) * 60 + int(stamp[2] or stamp[4]) if stamp else -1


def _is_entry(blocks: Sequence[Raw]) -> bool:
    """Whether the blocks behind a time are prose of its own, and not a link."""
    following = next((b for b in blocks if b.words > 1), None)
    return following is not None and not following.link and any(b.words > 7 and 2 * b.link < len(b.text) for b in blocks)


def _is_told(b: Raw) -> bool:
    return 4 * b.link < len(b.text) and (b.words > 7 or b.tag in _HEADINGS) and not b.groups & bits(*_OTHER)


def _captions(tree: Tree) -> list[int]:
    """Numbers of a gallery's captions, where they are most of the page's running text."""
    caption = bits("caption")
    found = [n for n, b in enumerate(tree.blocks) if b.near & caption and b.words > 7 and not b.link]
    if len(found) < _MANY or any(tree.blocks[n].groups & bits(*_OTHER) for n in found):
        return []
    prose = sum(b.words for b in tree.blocks if b.words > 12 and 4 * b.link < len(b.text))
    return found if 2 * sum(tree.blocks[n].words for n in found) > prose else []


def _is_headline(b: Raw) -> bool:
    return b.link == len(b.text) and b.words > 3 and " | " not in b.text


def _around(tree: Tree, boxes: Sequence[int]) -> int:
    """The smallest box around all of these and the one around it, where they are one."""
    low, high = min(boxes), max(boxes)
    box = tree.parents[low]
    while not box <= high < tree.ends[box]:
        box = tree.parents[box]
    return box
