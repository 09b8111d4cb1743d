"""What is known of single outlets: the element of the body, forms of bylines, signs of further pages.

Each file here is an outlet. `hosts` are its domains; `body` are elements, as `tag.class` or `#id`, the newest layout first;
`byline` are whole lines with the groups `author` and `editor`; `pages` are lines that tell of further pages.
All of it is a prior: pages are read without it as well, and where it and the general reading differ, the article says so.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from urllib.parse import urlsplit

from pipeline.clean.classes import named
from pipeline.clean.markup import Tree
from pipeline.clean.piece import Piece

_PRIOR = 1.0  #: what the outlet's body element adds to the score of a block inside it, and takes from one outside
_TRUST = 0.5  #: share of the text that the element must hold to be believed
_AGREE = 0.8  #: share of words in common above which hint and general reading say the same
_AND = re.compile(r"\s*(?:,| dan | & )\s*")
_LONGEST = 160  #: characters of a byline


@dataclass(frozen=True, slots=True)
class Outlet:
    """Hints for the pages of one outlet."""

    name: str
    hosts: tuple[str, ...]
    body: tuple[str, ...]
    byline: tuple[re.Pattern[str], ...]
    pages: tuple[re.Pattern[str], ...]


@lru_cache(maxsize=1)
def known() -> tuple[Outlet, ...]:
    """All outlets, by the name of their file."""
    made = []
    for path in sorted(Path(__file__).parent.glob("*.toml")):
        told = tomllib.loads(path.read_text("utf-8"))
        forms, pages = (tuple(re.compile(pattern) for pattern in told[key]) for key in ("byline", "pages"))
        made.append(Outlet(told["name"], tuple(told["hosts"]), tuple(told["body"]), forms, pages))
    return tuple(made)


def find(*addresses: str | None) -> Outlet | None:
    """The outlet of the first address that is one's.

    >>> find(None, "https://regional.kompas.com/read/1").name, find("https://kompas.com.example/")
    ('Kompas.com', None)
    """
    for address in addresses:
        try:
            host = f".{urlsplit(address or '').hostname or ''}"
        except ValueError:
            continue
        for outlet in known():
            if any(host.endswith(f".{own}") for own in outlet.hosts):
                return outlet
    return None


def weigh(outlet: Outlet, tree: Tree, marks: Sequence[float]) -> tuple[list[float], str | None]:
    """The scores with the outlet's body element weighed in, and what hint and general reading differ in."""
    selector, body = next(((s, box) for s in outlet.body if (box := _select(tree, s))), ("", 0))
    if not body:
        return list(marks), None
    inside = [body <= b.box < tree.ends[body] for b in tree.blocks]
    chosen = sum(b.words for b, mark in zip(tree.blocks, marks, strict=True) if mark > 0)
    both = sum(b.words for b, mark, i in zip(tree.blocks, marks, inside, strict=True) if mark > 0 and i)
    prose = sum(b.words for b, i in zip(tree.blocks, inside, strict=True) if i and b.words > 15 and 2 * b.link < len(b.text))
    told = None
    if both < _AGREE * max(chosen, prose):
        told = (
            f"text: {selector} of {outlet.name} holds {prose} words, the general reading chose {chosen}, {both} of them in it"
        )
    if both < _TRUST * chosen:
        return list(marks), told
    return [mark + (_PRIOR if i else -_PRIOR) for mark, i in zip(marks, inside, strict=True)], told


def people(outlet: Outlet, pieces: Iterable[Piece]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Authors and editors by the outlet's forms of bylines, from the left-out lines."""
    found: dict[str, str] = {}
    for p in pieces:
        if not p.kept and len(p.text) <= _LONGEST:
            for form in outlet.byline:
                if line := form.fullmatch(p.text):
                    found = {role: name.strip() for role, name in line.groupdict().items() if name} | found
                    break
    authors, editors = (tuple(_AND.split(found[role])) if role in found else () for role in ("author", "editor"))
    return authors, editors


def is_partial(outlet: Outlet, pieces: Iterable[Piece]) -> bool:
    """Whether a left-out line tells of further pages in the outlet's way."""
    return any(form.search(p.text) for p in pieces if not p.kept and len(p.text) <= _LONGEST for form in outlet.pages)


def _select(tree: Tree, selector: str) -> int:
    """Number of the first box that a selector names, 0 where there is none."""
    tag, _, name = selector.partition("#" if "#" in selector else ".")
    for box, at in enumerate(tree.opened):
        if name in tree.written[at] and tag in ("", tree.names[at]) and any(name in v.split() for v in named(tree.written[at])):
            return box
    return 0
