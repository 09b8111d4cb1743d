"""The tags of a page: how they are told apart, what they do, which open elements they end.

By the HTML standard (https://html.spec.whatwg.org/multipage/parsing.html), where it bears on block-level elements.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from html import unescape
from itertools import islice
from typing import Any

SILENCED = """noscript template svg math iframe object applet select datalist button textarea canvas audio
video map dialog""".split()  # noqa: SIM905
BOXES = """p div h1 h2 h3 h4 h5 h6 li ul ol dl dt dd table tbody thead tfoot tr td th caption section article main
aside header footer nav form fieldset legend blockquote pre figure figcaption address details summary center hgroup
amp-list""".split()  # noqa: SIM905
_UNNAMED = "li tr td th tbody thead tfoot dt dd h2 h3 h4 h5 h6".split()  # noqa: SIM905
_INLINE = "span b i strong em u font img small sup sub meta link input option label script style picture source".split()  # noqa: SIM905
OTHER, ANCHOR, END_ANCHOR, BREAK, TITLE, END, LAST, SILENT, BARE, BOX = range(10)


class _Kinds(dict[str | None, int]):
    """What is done with a tag; the class names of a bare box are not looked at."""

    def __init__(self) -> None:
        self[None], self[""], self["title"], self["a"], self["/a"] = OTHER, LAST, TITLE, ANCHOR, END_ANCHOR
        self |= dict.fromkeys(("br", "hr", "/br"), BREAK)
        self |= {f"{end}{name}": OTHER for name in _INLINE for end in ("", "/")}
        self |= {f"/{name}": END for name in (*BOXES, *SILENCED)}
        self |= dict.fromkeys(SILENCED, SILENT)
        self |= {name: BARE if name in _UNNAMED else BOX for name in BOXES}

    def __missing__(self, name: str) -> int:
        return OTHER if name.islower() else self.get(name.lower(), OTHER)


KINDS = _Kinds()
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_CELLS = frozenset(("td", "th"))
_ROWS = frozenset(("tr", *_CELLS))
_PARTS = frozenset(("tbody", "thead", "tfoot", "caption", *_ROWS))
_ITEMS = frozenset(("dt", "dd"))
_LEAVES = frozenset(("div", "p", "address"))  #: what an unclosed item of a list may hold open
_ALL = frozenset((*BOXES, *SILENCED))
#: for a tag: the open elements that it ends, and those beyond which it ends none
ENDS_OPEN: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset(("li",)), _ALL - _LEAVES - {"li"}),
    **dict.fromkeys(_ITEMS, (_ITEMS, _ALL - _LEAVES - _ITEMS)),
    **dict.fromkeys(_CELLS, (_CELLS, frozenset(("table", "tr", *SILENCED)))),
    "tr": (_ROWS, frozenset(("table", *SILENCED))),
    **dict.fromkeys(("tbody", "thead", "tfoot"), (_PARTS, frozenset(("table", *SILENCED)))),
    **dict.fromkeys(_HEADINGS, (_HEADINGS, _ALL - _HEADINGS)),
}
_TABLE = frozenset(("table",))
_BARRIERS = frozenset(("td", "th", "table", "caption"))  #: an end tag inside ends no element outside
ENDING = frozenset((*SILENCED, *(f"/{name}" for name in _ALL)))
NO_ITEM = (ENDING | _ALL) - {"li", "/li"}
_NEAR = 500  #: tags among which the end of an element without others inside is looked for
_REACH = 100  #: open elements that are looked at for the one that a tag ends
_ENDS_LINK = frozenset(("/a", "a", "li", "/li", "ul", "/ul"))
#: a script or style to its end; a tag, its name and attributes; a comment; what the standard calls a bogus comment
TAG = re.compile(
    r"""<(?:
        [sS](?:
            [cC][rR][iI][pP][tT](?=[ \t\n\r\f/>])[^<]*+(?:<(?!/[sS][cC][rR][iI][pP][tT])[^<]*+)*+
          | [tT][yY][lL][eE](?=[ \t\n\r\f/>])[^<]*+(?:<(?!/[sS][tT][yY][lL][eE])[^<]*+)*+
        )
      | (/?+[a-zA-Z][^ \t\n\r\f/>]*+)
        ([^>=]*+(?:=(?:"[^"]*+"?|'[^']*+'?|(?=\s)\s*+(?:"[^"]*+"?|'[^']*+'?)?)?[^>=]*+)*+)
        >?
      | !--(?:-?>|[^-]*+(?:-(?!-!?>)[^-]*+)*+(?:--!?>)?)
      | [!?/][^>]*+>?
    )""",
    re.X,
)
_EARLY = re.compile("<(?:body|div|p|h1|table|ul|form|section|article|main)[ >]")  # where these stand, no head is
_TITLE_TEXT = re.compile(r"<title\b[^>]*>([^<]*)", re.I)


def head(html: str) -> tuple[str, int]:
    """The title in the page's head and where that ends; nothing and 0 where text may stand in it."""
    end = html.find("</head")
    if end < 0 or _EARLY.search(html, 0, end):
        return "", 0
    title = _TITLE_TEXT.search(html, 0, end)
    return (unescape(title[1]).strip() if title else ""), end


def ended(rule: tuple[frozenset[str], frozenset[str]], tag: str, outer: Sequence[tuple[Any, ...]]) -> int:
    """How many open elements a tag ends that begins: an item the one before it, a row of a table its cells."""
    others, limits = rule
    found = int(tag in others)
    for number, around in enumerate(islice(reversed(outer), _REACH), 2):
        if around[0] in limits:
            break
        if around[0] in others:
            found = number
    return found


def closed(name: str, tag: str, outer: Sequence[tuple[Any, ...]]) -> int:
    """How many open elements an end tag closes: up to its own, none where that is not open or outside a table's cell."""
    barriers = _TABLE if name in _PARTS or name == "table" else _BARRIERS
    if tag in barriers:
        return 0
    for number, around in enumerate(islice(reversed(outer), _REACH), 2):
        if around[0] == name:
            return number
        if around[0] in barriers:
            break
    return 0


def end_of(names: Sequence[str], at: int, others: frozenset[str]) -> int:
    """Number of the end tag of an element near its beginning, 0 where other elements begin or end between."""
    end = f"/{names[at]}"
    try:
        found = names.index(end, at, at + _NEAR)
    except ValueError:
        return 0
    return 0 if not others.isdisjoint(names[at + 1 : found]) else found


def skip(tags: Iterator[Any], number: int) -> None:
    """Pass over so many tags."""
    next(islice(tags, number, number), None)


def only_links(names: Sequence[str | None], texts: Sequence[str], at: int) -> bool:
    """Whether the first two items of the list that begins with a tag are links and nothing else: a menu."""
    at += 1
    for _ in range(2):
        if names[at : at + 2] != ["li", "a"] or texts[at].strip():
            return False
        end = next((n for n in range(at + 2, min(at + 2 + _REACH, len(names))) if names[n] in _ENDS_LINK), -1)
        if end < 0 or names[end] != "/a" or texts[end].strip():
            return False
        at = end + 1
        at += names[at : at + 1] == ["/li"]
    return True
