"""An HTML page → its blocks, in one pass over its tags.

A block is the running text of a block-level element, of a stretch between two `<br>`, or a row of a table of figures.
It knows how much of it is link text, which element it stood in, and what the class names around it tell.

Tags are told apart as the HTML standard has it (https://html.spec.whatwg.org/multipage/parsing.html); of its rules for
building the tree those are followed that bear on block-level elements. No tree is built: only the open elements are kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from itertools import islice
from typing import Any

from lxml import etree

from pipeline.clean import tables
from pipeline.lexicon import DEFAULT, Lexicon

_SILENCED = """noscript template svg math iframe object applet select datalist button textarea canvas audio
video map dialog""".split()  # noqa: SIM905
_BOXES = """p div h1 h2 h3 h4 h5 h6 li ul ol dl dt dd table tbody thead tfoot tr td th caption section article main aside
header footer nav form fieldset legend blockquote pre figure figcaption address details summary center hgroup amp-list""".split()
_UNNAMED = "li tr td th tbody thead tfoot dt dd h2 h3 h4 h5 h6".split()  # noqa: SIM905
_INLINE = "span b i strong em u font img small sup sub meta link input option label script style picture source".split()  # noqa: SIM905
_OTHER, _ANCHOR, _END_ANCHOR, _BREAK, _TITLE, _END, _SILENT, _BARE, _BOX = range(9)
#: what is done with a tag; the class names of a bare box are not looked at
_KINDS: dict[str | None, int] = {
    None: _OTHER,
    **{f"{end}{name}": _OTHER for name in _INLINE for end in ("", "/")},
    **dict.fromkeys(("br", "hr", "/br"), _BREAK),
    **{f"/{name}": _END for name in (*_BOXES, *_SILENCED)},
    **dict.fromkeys(_SILENCED, _SILENT),
    **{name: _BARE if name in _UNNAMED else _BOX for name in _BOXES},
    "title": _TITLE,
    "a": _ANCHOR,
    "/a": _END_ANCHOR,
}
_HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_CELLS = frozenset(("td", "th"))
_ROWS = frozenset(("tr", *_CELLS))
_PARTS = frozenset(("tbody", "thead", "tfoot", "caption", *_ROWS))
_ITEMS = frozenset(("dt", "dd"))
_LEAVES = frozenset(("div", "p", "address"))  #: what an unclosed item of a list may hold open
_ALL = frozenset((*_BOXES, *_SILENCED))
#: for a tag: the open elements that it ends, and those beyond which it ends none
_ENDS_OPEN: dict[str, tuple[frozenset[str], frozenset[str]]] = {
    "li": (frozenset(("li",)), _ALL - _LEAVES - {"li"}),
    **dict.fromkeys(_ITEMS, (_ITEMS, _ALL - _LEAVES - _ITEMS)),
    **dict.fromkeys(_CELLS, (_CELLS, frozenset(("table", "tr", *_SILENCED)))),
    "tr": (_ROWS, frozenset(("table", *_SILENCED))),
    **dict.fromkeys(("tbody", "thead", "tfoot"), (_PARTS, frozenset(("table", *_SILENCED)))),
    **dict.fromkeys(_HEADINGS, (_HEADINGS, _ALL - _HEADINGS)),
}
_TABLE = frozenset(("table",))
_BARRIERS = frozenset(("td", "th", "table", "caption"))  #: an end tag inside ends no element outside
_REACH = 100  #: open elements that are looked at for the one that a tag ends
_DEEP = 200  #: levels of a path
_READ, _MENU, _MUTE = range(3)
_ENDS_LINK = frozenset(("/a", "a", "li", "/li", "ul", "/ul"))
_CLASS = re.compile(r"""(?:^|[\s"'/])(?:class|id)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s>"']+))""", re.I)
_WORD = re.compile(r"[A-Z]+[a-z]*|[a-z]+")
#: a script or style to its end; a tag, its name and attributes; a comment; what the standard calls a bogus comment
_TAG = re.compile(
    r"""<(?:
        (?=[sS])(?i:script(?=[\s/>])[^<]*+(?:<(?!/script)[^<]*+)*+ | style(?=[\s/>])[^<]*+(?:<(?!/style)[^<]*+)*+)
      | (/?+[a-zA-Z][^\s/>]*+) ((?:[^>=]++|=\s*+(?:"[^"]*+"?|'[^']*+'?)?)*+) >?
      | !--(?:-?>|(?:[^-]++|-(?!-!?>))*+(?:--!?>)?)
      | [!?/][^>]*+>?
    )""",
    re.X,
)
_PARSER = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, collect_ids=False)
_END_OF_PAGE = re.compile(r"</html\s*>", re.I)


@dataclass(slots=True)
class Raw:
    """A block as it stands in the page."""

    text: str  #: with single spaces, not yet tidied
    words: int
    link: int  #: characters that are link text
    tag: str
    groups: int  #: bits of the class-name groups of all elements around it
    near: int  #: those of the nearest two elements
    box: int  #: number of the element that holds it
    row: int = 0  #: of a table of figures


@dataclass(slots=True)
class Tree:
    """The blocks of a page and its block-level elements, the boxes, numbered as they begin; 0 is html, 1 is body."""

    title: str = ""  #: what stands in the page's `<title>`
    blocks: list[Raw] = field(default_factory=list)
    tags: list[str] = field(default_factory=lambda: ["html", "body"])
    attributes: list[str] = field(default_factory=lambda: ["", ""])  #: of each box as they are written
    parents: list[int] = field(default_factory=lambda: [0, 0])  #: for each box the number of the box around it
    ends: list[int] = field(default_factory=lambda: [2, 2])  #: for each box the number behind the last box inside it


def read(html: str, *, lexicon: Lexicon = DEFAULT) -> Tree:
    """The blocks of a page.

    >>> tree = read("<div class='isi'>Lead<br>Dua <a href=x>tiga</a><p>Empat<script>x()</script></p></div>")
    >>> [(b.text, b.link, b.tag, b.box) for b in tree.blocks]
    [('Lead', 0, 'div', 2), ('Dua tiga', 4, 'div', 2), ('Empat', 0, 'p', 3)]
    """
    first, *rest = _TAG.split(html)
    names, written, texts = rest[::3], rest[1::3], rest[2::3]
    tree = Tree()
    blocks, parents, ends = tree.blocks, tree.parents, tree.ends
    groups_of = _groups(lexicon)
    outer: list[tuple[str, int, int, int, int, int, bool]] = []  # the elements around the open one, as the next line has it
    tag, groups, own, near, box, mode, in_link = "body", 0, 0, 0, 1, _READ, False
    buffer: list[str] = []
    link = 0  # characters of link text in the buffer
    menu: list[str] = []  # where the last block is nothing but links: its parts

    def flush(separator: str = "") -> None:
        nonlocal link
        words = separator.join(buffer).split()
        buffer.clear()
        if words:
            text = " ".join(words)
            size = len(text)
            if link >= size and menu and tag != "h1":  # one menu, not many links
                blocks[-1].words += len(words)
            else:
                settle()
                blocks.append(Raw(text, len(words), min(link, size), tag, groups, near, box))
            if link >= size:
                menu.append(text)
        link = 0

    def settle() -> None:
        if len(menu) > 1:
            last = blocks[-1]
            last.text = " | ".join(menu)
            last.link = len(last.text)
        menu.clear()

    def close() -> None:
        nonlocal tag, groups, own, near, box, mode, in_link, link
        around = outer.pop()
        if buffer and mode != _MUTE and around[5] == _READ:
            if mode == _MENU:
                link = sum(map(len, buffer)) + 3 * len(buffer)
                flush(" | ")
            else:
                flush()
        ends[box] = len(parents)
        tag, groups, own, near, box, mode, linked = around
        in_link = in_link and linked

    if not first.isspace():
        buffer.append(unescape(first))
    for at, (name, attributes, text) in enumerate(zip(names, written, texts)):
        kind = _KINDS.get(name, -1)
        if kind < 0:
            name = name.lower()
            kind = _KINDS.get(name, _OTHER)
        if kind >= _BARE:
            if buffer and mode == _READ:
                flush()
            if tag == "p":
                close()
            if name in _ENDS_OPEN:
                for _ in range(_ended(name, tag, outer)):
                    close()
            outer.append((tag, groups, own, near, box, mode, in_link))
            mine = groups_of(attributes, name) if kind == _BOX else 0
            tag, groups, near, own = name, groups | mine, own | mine, mine
            parents.append(box)
            box = len(ends)
            ends.append(0)
            tree.tags.append(name)
            tree.attributes.append(attributes)
            if mode == _READ:
                if name == "ul" and _only_links(names, texts, at):
                    mode = _MENU
                elif name == "table" and (rows := tables.rows(names, texts, at)):
                    settle()
                    for row, words, linked in rows:
                        blocks.append(Raw(words, len(words.split()), linked, "tr", groups, near, box, row))
                    mode = _MUTE
        elif kind == _END:
            if tag == (wanted := name[1:]):
                close()
            else:
                for _ in range(_closed(wanted, tag, outer)):
                    close()
                if wanted == "p" and buffer and mode == _READ:
                    flush()
        elif kind == _ANCHOR:
            in_link = True
        elif kind == _END_ANCHOR:
            in_link = False
        elif kind == _BREAK:
            if buffer and mode == _READ:
                flush()
        elif kind == _SILENT:
            outer.append((tag, groups, own, near, box, mode, in_link))
            tag, mode = name, _MUTE
        elif kind == _TITLE and mode == _READ and not tree.title:
            tree.title, text = unescape(text).strip(), ""
        if text and mode != _MUTE and (buffer or not text.isspace()):
            if "&" in text:
                text = unescape(text)
            if mode == _READ:
                buffer.append(text)
                if in_link:
                    link += len(text)
            elif text := text.strip():
                buffer.append(text)
    while outer:
        close()
    if buffer:
        flush()
    settle()
    ends[0] = ends[1] = len(parents)
    return tree


def _ended(name: str, tag: str, outer: Sequence[tuple[str, Any]]) -> int:
    """How many open elements a tag ends that begins: an item the one before it, a row of a table its cells."""
    ended, limits = _ENDS_OPEN[name]
    if tag in limits:
        return 0
    found = int(tag in ended)
    for count, around in enumerate(islice(reversed(outer), _REACH), 2):
        if around[0] in limits:
            break
        if around[0] in ended:
            found = count
    return found


def _closed(name: str, tag: str, outer: Sequence[tuple[str, Any]]) -> int:
    """How many open elements an end tag closes: up to its own, none where that is not open or outside a table's cell."""
    barriers = _TABLE if name in _PARTS or name == "table" else _BARRIERS
    if tag in barriers:
        return 0
    for count, around in enumerate(islice(reversed(outer), _REACH), 2):
        if around[0] == name:
            return count
        if around[0] in barriers:
            break
    return 0


def _only_links(names: Sequence[str | None], texts: Sequence[str], at: int) -> bool:
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


def paths(tree: Tree) -> list[str]:
    """The path of each box among the boxes.

    >>> paths(read("<div><p>Satu</p><p>Dua</p></div>"))[-1]
    '/html/body/div/p[2]'
    """
    total, seen = Counter(zip(tree.parents, tree.tags)), Counter[tuple[int, str]]()
    made, depth = ["/html", "/html/body"], [0, 1]
    for box in range(2, len(tree.tags)):
        parent, tag = place = tree.parents[box], tree.tags[box]
        seen[place] += 1
        deep = depth[parent] >= _DEEP
        depth.append(depth[parent] + (not deep))
        if deep:
            made.append(made[parent])
        else:
            made.append(f"{made[parent]}/{tag}[{seen[place]}]" if total[place] > 1 else f"{made[parent]}/{tag}")
    return made


@lru_cache(maxsize=8)
def _groups(lexicon: Lexicon) -> Callable[[str, str], int]:
    words: dict[str, int] = {}
    names = group_names(lexicon)
    for row in lexicon.rows("class_words"):
        words[row["word"]] = words.get(row["word"], 0) | 1 << names.index(row["group"])

    @lru_cache(maxsize=20_000)
    def groups(attributes: str, tag: str) -> int:
        found = words.get(f"<{tag}>", 0)
        for value in named(attributes):
            if len(value) < 300:
                for word in _WORD.findall(value):
                    found |= words.get(word.lower(), 0)
        return found

    return groups


def named(attributes: str) -> list[str]:
    """The values of an element's class and id, from its attributes as they are written.

    >>> named(' data-class="no" class="isi berita" id=utama')
    ['isi berita', 'utama']
    """
    return [double or single or bare for double, single, bare in _CLASS.findall(attributes)]


def group_names(lexicon: Lexicon = DEFAULT) -> list[str]:
    """The class-name groups, in the order of their bits."""
    return list(dict.fromkeys(row["group"] for row in lexicon.rows("class_words")))


def parse(html: str) -> Any:
    """The root element of a page by lxml, for its metadata, or None where there is nothing to parse."""
    if 0 <= html.lower().find("</html") < len(html) - 200:  # the parser stops there, pages do not
        html = _END_OF_PAGE.sub("", html)
    try:
        return etree.fromstring(html.encode("utf-8", "ignore"), _PARSER)
    except (etree.XMLSyntaxError, ValueError):
        return None
