"""An HTML page → its blocks, in one pass over its tags.

A block is the running text of a block-level element, of a stretch between two `<br>`, or a row of a table of figures.
It knows how much of it is link text, which element it stood in, and what the class names around it tell. No tree is
built: only the open elements are kept.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass, field
from html import unescape
from itertools import count
from typing import Any

from lxml import etree

from pipeline.clean import classes, tables
from pipeline.clean.tags import (
    ANCHOR,
    BARE,
    BOX,
    BREAK,
    END,
    END_ANCHOR,
    ENDING,
    ENDS_OPEN,
    KINDS,
    LAST,
    NO_ITEM,
    SILENT,
    TAG,
    closed,
    end_of,
    ended,
    head,
    only_links,
    skip,
)  # fmt: skip
from pipeline.lexicon import DEFAULT, Lexicon

_DEEP = 200  #: levels of a path
_MUTE, _READ, _MENU = range(3)
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
    title, start = head(html)
    parts: list[str] = TAG.split(html[start:])
    parts += ("", "", "")
    names, written, texts = parts[1::3], parts[2::3], parts[3::3]
    tree = Tree(names, written, title)
    blocks, parents, ends, opened = tree.blocks, tree.parents, tree.ends, tree.opened
    rules, groups_of = ENDS_OPEN, classes.groups(lexicon)
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

    tags = zip(count(), names, map(KINDS.__getitem__, names), texts)
    for at, name, kind, text in tags:
        if kind >= END:
            if not name.islower():
                name = name.lower()
            closing = 0
            if kind == END:
                closing = 1 if tag == (wanted := name[1:]) else closed(wanted, tag, outer)
                if wanted == "p" and not closing and buffer and mode == _READ:
                    link = flush(link)
            elif kind >= BARE:
                if buffer and mode == _READ:
                    link = flush(link)
                if tag == "p":
                    closing = 1
                if (rule := rules.get(name)) and tag not in rule[1]:
                    closing = ended(rule, tag, outer) or closing
            elif kind == LAST:
                closing = len(outer) - 1
            while closing:
                if buffer and mode and outer[-1][4] == _READ:
                    link = flush(link) if mode == _READ else flush(2**40, " | ")
                ends[box] = boxes
                tag, groups, own, box, mode, linked = outer.pop()
                in_link = in_link and linked
                closing -= 1
            if kind >= SILENT:
                outer.append((tag, groups, own, box, mode, in_link))
                tag = name
                if kind == SILENT:
                    mode = _MUTE
                    if end := end_of(names, at, ENDING):
                        skip(tags, end - at - 1)
                elif mode == _READ:
                    own = groups_of[written[at]] | of_tag.get(name, 0) if kind == BOX else 0
                    groups |= own
                    parents.append(box)
                    opened.append(at)
                    ends.append(0)
                    box = boxes
                    boxes += 1
                    if name == "ul" and only_links(names, texts, at):
                        if end := end_of(names, at, NO_ITEM):
                            links = "\0".join(texts[at:end])
                            links = unescape(links) if "&" in links else links
                            buffer += filter(None, map(str.strip, links.split("\0")))
                            link = flush(2**40, " | ")
                            skip(tags, end - at - 1)
                            text = ""
                        else:
                            mode = _MENU
                    elif name == "table" and (rows := tables.rows(names, texts, at)):
                        settle()
                        near = own | outer[-1][2]
                        blocks += (Raw(row, len(row.split()), links, "tr", groups, near, box, n) for n, row, links in rows)
                        mode = _MUTE
        elif kind == ANCHOR:
            in_link = True
        elif kind == END_ANCHOR:
            in_link = False
        elif kind:
            if kind == BREAK:
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


def parse(html: str) -> Any:
    """The root element of a page by lxml, for its metadata, or None where there is nothing to parse."""
    if 0 <= html.lower().find("</html") < len(html) - 200:  # the parser stops there, pages do not
        html = _END_OF_PAGE.sub("", html)
    try:
        return etree.fromstring(html.encode("utf-8", "ignore"), _PARSER)
    except (etree.XMLSyntaxError, ValueError):
        return None
