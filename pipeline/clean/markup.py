"""An HTML page → its blocks, in one pass over its tags.

A block is the running text of a block-level element, of a stretch between two `<br>`, or a row of a table of figures.
It knows how much of it is link text, which element it stood in, and what the class names around it tell.

Tags are told apart as the HTML standard has it (https://html.spec.whatwg.org/multipage/parsing.html); of its rules for
building the tree those are followed that bear on block-level elements. No tree is built: only the open elements are kept.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from html import unescape
from itertools import count, islice
from typing import Any

from lxml import etree

from pipeline.clean import tables
from pipeline.lexicon import DEFAULT, Lexicon

_SILENCED = """noscript template svg math iframe object applet select datalist button textarea canvas audio
video map dialog""".split()  # noqa: SIM905
_BOXES = """p div h1 h2 h3 h4 h5 h6 li ul ol dl dt dd table tbody thead tfoot tr td th caption section article main
aside header footer nav form fieldset legend blockquote pre figure figcaption address details summary center hgroup
amp-list""".split()  # noqa: SIM905
_UNNAMED = "li tr td th tbody thead tfoot dt dd h2 h3 h4 h5 h6".split()  # noqa: SIM905
_INLINE = "span b i strong em u font img small sup sub meta link input option label script style picture source".split()  # noqa: SIM905
_OTHER, _ANCHOR, _END_ANCHOR, _BREAK, _TITLE, _END, _LAST, _SILENT, _BARE, _BOX = range(10)


class _Kinds(dict[str | None, int]):
    """What is done with a tag; the class names of a bare box are not looked at."""

    def __init__(self) -> None:
        self[None], self[""], self["title"], self["a"], self["/a"] = _OTHER, _LAST, _TITLE, _ANCHOR, _END_ANCHOR
        self |= dict.fromkeys(("br", "hr", "/br"), _BREAK)
        self |= {f"{end}{name}": _OTHER for name in _INLINE for end in ("", "/")}
        self |= {f"/{name}": _END for name in (*_BOXES, *_SILENCED)}
        self |= dict.fromkeys(_SILENCED, _SILENT)
        self |= {name: _BARE if name in _UNNAMED else _BOX for name in _BOXES}

    def __missing__(self, name: str) -> int:
        return _OTHER if name.islower() else self.get(name.lower(), _OTHER)


_KINDS = _Kinds()
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
_ENDING = frozenset((*_SILENCED, *(f"/{name}" for name in _ALL)))
_NO_ITEM = (_ENDING | _ALL) - {"li", "/li"}
_NEAR = 500  #: tags among which the end of an element without others inside is looked for
_REACH = 100  #: open elements that are looked at for the one that a tag ends
_DEEP = 200  #: levels of a path
_MUTE, _READ, _MENU = range(3)
_LONGEST = 300  #: characters of class names that are looked up
_KNOWN = 20_000  #: attributes whose class-name groups are remembered
_ENDS_LINK = frozenset(("/a", "a", "li", "/li", "ul", "/ul"))
_CLASS = re.compile(r"""[\s"'/](?:[cC][lL][aA][sS][sS]|[iI][dD])\s*+=\s*+("[^"]*+"?|'[^']*+'?|[^\s>"']++)""")
_WORD = re.compile(r"[A-Z]+[a-z]*|[a-z]+")
#: a script or style to its end; a tag, its name and attributes; a comment; what the standard calls a bogus comment
_TAG = re.compile(
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

    names: list[str]  #: of the page's tags
    written: list[str]  #: the attributes of each
    title: str = ""  #: what stands in the page's `<title>`
    blocks: list[Raw] = field(default_factory=list)
    opened: list[int] = field(default_factory=lambda: [-1, -1])  #: for each box the number of its tag
    parents: list[int] = field(default_factory=lambda: [0, 0])  #: for each box the number of the box around it
    ends: list[int] = field(default_factory=lambda: [2, 2])  #: for each box the number behind the last box inside it
    places: Any = None  #: the same as arrays, see `features.places`


def read(html: str, *, lexicon: Lexicon = DEFAULT) -> Tree:
    """The blocks of a page.

    >>> tree = read("<div class='isi'>Lead<br>Dua <a href=x>tiga</a><p>Empat<script>x()</script></p></div>")
    >>> [(b.text, b.link, b.tag, b.box) for b in tree.blocks]
    [('Lead', 0, 'div', 2), ('Dua tiga', 4, 'div', 2), ('Empat', 0, 'p', 3)]
    """
    title, start = _head(html)
    parts: list[str] = _TAG.split(html[start:])
    parts += ("", "", "")
    names, written, texts = parts[1::3], parts[2::3], parts[3::3]
    tree = Tree(names, written, title)
    blocks, parents, ends, opened = tree.blocks, tree.parents, tree.ends, tree.opened
    rules, groups_of = _ENDS_OPEN, _groups(lexicon)
    of_tag = groups_of.of_tag
    outer: list[tuple[str, int, int, int, int, bool]] = [("", 0, 0, 0, _READ, False)]  # the elements around the open one
    tag, groups, own, box, mode, in_link = "body", 0, 0, 1, _READ, False  # and that one, likewise
    boxes = 2
    buffer = [] if parts[0].isspace() else [unescape(parts[0])]
    link = 0  # characters of link text in the buffer
    menu: list[str] = []  # where the last block is nothing but links: its parts

    def flush(link: int, separator: str = "") -> int:
        words = separator.join(buffer).split()
        buffer.clear()
        if words:
            text = " ".join(words)
            size = len(text)
            if link >= size and menu and tag != "h1":  # one menu, not many links
                blocks[-1].words += len(words)
            else:
                settle()
                blocks.append(Raw(text, len(words), link if link < size else size, tag, groups, own | outer[-1][2], box))
            if link >= size:
                menu.append(text)
        return 0

    def settle() -> None:
        if len(menu) > 1:
            last = blocks[-1]
            last.text = " | ".join(menu)
            last.link = len(last.text)
        menu.clear()

    tags = zip(count(), names, map(_KINDS.__getitem__, names), texts)
    for at, name, kind, text in tags:
        if kind >= _END:
            if not name.islower():
                name = name.lower()
            closing = 0
            if kind == _END:
                closing = 1 if tag == (wanted := name[1:]) else _closed(wanted, tag, outer)
                if wanted == "p" and not closing and buffer and mode == _READ:
                    link = flush(link)
            elif kind >= _BARE:
                if buffer and mode == _READ:
                    link = flush(link)
                if tag == "p":
                    closing = 1
                if (rule := rules.get(name)) and tag not in rule[1]:
                    closing = _ended(rule, tag, outer) or closing
            elif kind == _LAST:
                closing = len(outer) - 1
            while closing:
                if buffer and mode and outer[-1][4] == _READ:
                    link = flush(link) if mode == _READ else flush(2**40, " | ")
                ends[box] = boxes
                tag, groups, own, box, mode, linked = outer.pop()
                in_link = in_link and linked
                closing -= 1
            if kind >= _SILENT:
                outer.append((tag, groups, own, box, mode, in_link))
                tag = name
                if kind == _SILENT:
                    mode = _MUTE
                    if end := _end(names, at, _ENDING):
                        _skip(tags, end - at - 1)
                elif mode == _READ:
                    own = groups_of[written[at]] | of_tag.get(name, 0) if kind == _BOX else 0
                    groups |= own
                    parents.append(box)
                    opened.append(at)
                    ends.append(0)
                    box = boxes
                    boxes += 1
                    if name == "ul" and _only_links(names, texts, at):
                        if end := _end(names, at, _NO_ITEM):
                            links = "\0".join(texts[at:end])
                            links = unescape(links) if "&" in links else links
                            buffer += filter(None, map(str.strip, links.split("\0")))
                            link = flush(2**40, " | ")
                            _skip(tags, end - at - 1)
                            text = ""
                        else:
                            mode = _MENU
                    elif name == "table" and (rows := tables.rows(names, texts, at)):
                        settle()
                        near = own | outer[-1][2]
                        blocks += (Raw(row, len(row.split()), links, "tr", groups, near, box, n) for n, row, links in rows)
                        mode = _MUTE
        elif kind == _ANCHOR:
            in_link = True
        elif kind == _END_ANCHOR:
            in_link = False
        elif kind:
            if kind == _BREAK:
                if buffer and mode == _READ:
                    link = flush(link)
            elif mode == _READ and not tree.title:
                tree.title, text = unescape(text).strip(), ""
        if text and mode and (buffer or not text.isspace()):
            if "&" in text:
                text = unescape(text)
            if mode == _READ:
                buffer.append(text)
                if in_link:
                    link += len(text)
            elif text := text.strip():
                buffer.append(text)
    if buffer:
        flush(link)
    settle()
    ends[0] = ends[1] = boxes
    return tree


def _head(html: str) -> tuple[str, int]:
    """The title in the page's head and where that ends; nothing and 0 where text may stand in it."""
    end = html.find("</head")
    if end < 0 or _EARLY.search(html, 0, end):
        return "", 0
    title = _TITLE_TEXT.search(html, 0, end)
    return (unescape(title[1]).strip() if title else ""), end


def _ended(rule: tuple[frozenset[str], frozenset[str]], tag: str, outer: Sequence[tuple[Any, ...]]) -> int:
    """How many open elements a tag ends that begins: an item the one before it, a row of a table its cells."""
    ended, limits = rule
    found = int(tag in ended)
    for number, around in enumerate(islice(reversed(outer), _REACH), 2):
        if around[0] in limits:
            break
        if around[0] in ended:
            found = number
    return found


def _closed(name: str, tag: str, outer: Sequence[tuple[Any, ...]]) -> int:
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


def _end(names: Sequence[str], at: int, others: frozenset[str]) -> int:
    """Number of the end tag of an element near its beginning, 0 where other elements begin or end between."""
    end = f"/{names[at]}"
    try:
        found = names.index(end, at, at + _NEAR)
    except ValueError:
        return 0
    return 0 if not others.isdisjoint(names[at + 1 : found]) else found


def _skip(tags: Iterator[Any], number: int) -> None:
    next(islice(tags, number, number), None)


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
    places = [(parent, tree.names[at].lower()) for parent, at in zip(tree.parents, tree.opened)]
    total, seen = Counter(places), Counter[tuple[int, str]]()
    made, depth = ["/html", "/html/body"], [0, 1]
    for place in places[2:]:
        parent, tag = place
        seen[place] += 1
        deep = depth[parent] >= _DEEP
        depth.append(depth[parent] + (not deep))
        if deep:
            made.append(made[parent])
        else:
            made.append(f"{made[parent]}/{tag}[{seen[place]}]" if total[place] > 1 else f"{made[parent]}/{tag}")
    return made


class _Groups(dict[str, int]):
    """Attributes as they are written → the bits of the class-name groups of their class and id."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.words: dict[str, int] = {}
        names = group_names(lexicon)
        for row in lexicon.rows("class_words"):
            self.words[row["word"]] = self.words.get(row["word"], 0) | 1 << names.index(row["group"])
        self.of_tag = {word[1:-1]: bits for word, bits in self.words.items() if word[0] == "<"}

    def __missing__(self, attributes: str) -> int:
        found = 0
        for value in _CLASS.findall(attributes):
            if len(value) < _LONGEST:
                for bits in map(self.words.get, map(str.lower, _WORD.findall(value))):
                    if bits:
                        found |= bits
        if len(self) > _KNOWN:
            self.clear()
        self[attributes] = found
        return found


_groups = lru_cache(maxsize=8)(_Groups)


def named(attributes: str) -> list[str]:
    """The values of an element's class and id, from its attributes as they are written.

    >>> named(' data-class="no" class="isi berita" id=utama')
    ['isi berita', 'utama']
    """
    return [value.strip("\"'") for value in _CLASS.findall(attributes)]


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
