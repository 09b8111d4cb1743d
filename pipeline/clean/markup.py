"""An HTML page → its blocks, in one walk over the tree.

A block is the running text of a block-level element, of a stretch between two `<br>`, or a row of a table of figures.
It knows how much of it is link text, which element it stood in, and what the class names around it tell.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lxml import etree

from pipeline.clean import tables
from pipeline.lexicon import DEFAULT, Lexicon

_SILENT = """script style noscript template svg math iframe object embed applet select option optgroup datalist button input
textarea canvas audio video map area head link meta base param source track dialog img picture"""
_BOXES = """html body p div h1 h2 h3 h4 h5 h6 li ul ol dl dt dd table tbody thead tfoot tr td th caption section article main
aside header footer nav form fieldset legend blockquote pre figure figcaption address details summary center hgroup amp-list"""
_SKIP = frozenset(_SILENT.split())
_BLOCK = frozenset(_BOXES.split())
_UNNAMED = frozenset("body li tr td th tbody thead tfoot dt dd h2 h3 h4 h5 h6".split())  # noqa: SIM905
_ANCHOR, _BREAK, _SILENCE, _BOX, _BARE = 1, 2, 3, 4, 5
#: what the walk does with an element; the class names of a bare box are not looked at
_KINDS = (
    dict.fromkeys(_SKIP, _SILENCE)
    | {name: _BARE if name in _UNNAMED else _BOX for name in _BLOCK}
    | {"a": _ANCHOR, "br": _BREAK, "hr": _BREAK}
)
_PARSER = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True, collect_ids=False)
_END = re.compile(r"</html\s*>", re.I)
_DEPTH = 400  #: levels that are walked; text below is taken as one piece


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
    element: Any  #: the element, for its path


@dataclass(slots=True)
class Tree:
    """The blocks of a page; boxes are numbered as they begin."""

    blocks: list[Raw]
    parents: list[int]  #: for each box the number of the box around it
    ends: list[int]  #: for each box the number behind the last box inside it


def parse(html: str) -> Any:
    """The root element of a page, or None where there is nothing to parse."""
    if 0 <= html.lower().find("</html") < len(html) - 200:  # the parser stops there, pages do not
        html = _END.sub("", html)
    try:
        return etree.fromstring(html.encode("utf-8", "ignore"), _PARSER)
    except (etree.XMLSyntaxError, ValueError):
        return None


def page_title(root: Any) -> str:
    """What stands in the page's `<title>`, or nothing."""
    return (root.findtext("head/title") or "").strip() if root is not None else ""


def blocks(root: Any, *, lexicon: Lexicon = DEFAULT) -> Tree:
    """The blocks of a parsed page.

    >>> tree = blocks(parse("<div class='isi'>Lead<br>Dua <a href=x>tiga</a><p>Empat<script>x()</script></p></div>"))
    >>> [(b.text, b.link, b.tag, b.box) for b in tree.blocks]
    [('Lead', 0, 'div', 2), ('Dua tiga', 4, 'div', 2), ('Empat', 0, 'p', 3)]
    """
    made: list[Raw] = []
    parents, ends = [0], [0]
    buffer: list[str] = []
    link = 0  # characters of link text in the buffer
    in_link = False
    groups_of = _groups(lexicon)

    def flush(element: Any, tag: str, groups: int, near: int, box: int) -> None:
        nonlocal link
        words = "".join(buffer).split()
        buffer.clear()
        if words:
            text = " ".join(words)
            size = len(text)
            linked = size if in_link or link > size else link
            if linked == size and made and made[-1].link == len(made[-1].text) and tag != "h1":  # one menu, not many links
                last = made[-1]
                last.text, last.link, last.words = f"{last.text} | {text}", last.link + size + 3, last.words + len(words)
            else:
                made.append(Raw(text, len(words), linked, tag, groups, near, box, element))
        link = 0

    def visit(element: Any, owner: Any, tag: str, groups: int, own: int, near: int, box: int, depth: int) -> None:
        nonlocal link, in_link
        for child in element:
            name = child.tag
            kind = _KINDS.get(name, 0)
            if kind >= _BOX:
                if buffer:
                    flush(owner, tag, groups, near, box)
                mine = groups_of(child.get("class"), child.get("id"), name) if kind == _BOX else 0
                parents.append(box)
                ends.append(0)
                number = len(parents) - 1
                if (text := child.text) and not text.isspace():
                    buffer.append(text)
                if len(child):
                    if name == "table" and (rows := tables.rows(child)):
                        for row, text, linked in rows:
                            inside = (groups | mine, own | mine, number)
                            made.append(Raw(text, len(text.split()), min(linked, len(text)), "tr", *inside, row))
                    elif name == "ul" and _only_links(child):
                        menu = " | ".join(text for part in child.itertext() if (text := part.strip()))
                        buffer.append(menu)
                        link = len(menu)
                    elif depth < _DEPTH:
                        visit(child, child, name, groups | mine, mine, own | mine, number, depth + 1)
                    else:
                        buffer.append(" ".join(child.itertext()))
                if buffer:
                    flush(child, name, groups | mine, own | mine, number)
                ends[number] = len(parents)
            elif kind == _BREAK:
                if buffer:
                    flush(owner, tag, groups, near, box)
            elif kind == _SILENCE:
                pass
            elif kind == _ANCHOR:
                at, outer = len(buffer), in_link
                if text := child.text:
                    buffer.append(text)
                if len(child):
                    in_link = True
                    visit(child, owner, tag, groups, own, near, box, depth + 1)
                    in_link = outer
                if not outer:
                    for part in buffer[at:]:
                        link += len(part)
            else:
                if text := child.text:
                    buffer.append(text)
                if len(child):
                    if depth < _DEPTH:
                        visit(child, owner, tag, groups, own, near, box, depth + 1)
                    else:
                        buffer.append(" ".join(child.itertext()))
            if (text := child.tail) and (buffer or not text.isspace()):
                buffer.append(text)

    if root is not None:
        buffer.append(root.text or "")
        visit(root, root, str(root.tag), 0, 0, 0, 0, 0)
        if buffer:
            flush(root, str(root.tag), 0, 0, 0)
    ends[0] = len(parents)
    return Tree(made, parents, ends)


def paths() -> Callable[[Any], str]:
    """A function that gives an element's path; each parent's children are counted once, so that many paths cost no more.

    >>> root = parse("<div><p>Satu</p><p>Dua</p></div>")
    >>> paths()(root[0][0][1])
    '/html/body/div/p[2]'
    """
    known: dict[Any, str] = {}

    def path(element: Any) -> str:
        above = []
        while element not in known:
            parent = element.getparent()
            if parent is None:
                known[element] = f"/{element.tag}"
                break
            above.append(element)
            element = parent
        for child in reversed(above):
            if child not in known:  # may have been named with a sibling
                _name_children(child.getparent(), known)
            element = child
        return known[element]

    return path


def _name_children(parent: Any, known: dict[Any, str]) -> None:
    children = list(parent)
    total, seen = Counter(c.tag for c in children), Counter[Any]()
    for child in children:
        seen[child.tag] += 1
        place = f"[{seen[child.tag]}]" if total[child.tag] > 1 else ""
        known[child] = f"{known[parent]}/{child.tag}{place}"


def _only_links(element: Any) -> bool:
    """Whether the first items of a list are links and nothing else: a menu, which need not be walked."""
    for item in element[:2]:
        if len(item) != 1 or item[0].tag != "a" or (item.text or "").strip() or (item[0].tail or "").strip():
            return False
    return len(element) > 1


_SPLIT = re.compile(r"[^a-z]+|(?<=[a-z])(?=[A-Z])")


@lru_cache(maxsize=8)
def _groups(lexicon: Lexicon) -> Any:
    words: dict[str, int] = {}
    names: list[str] = []
    for row in lexicon.rows("class_words"):
        if row["group"] not in names:
            names.append(row["group"])
        words[row["word"]] = words.get(row["word"], 0) | 1 << names.index(row["group"])

    @lru_cache(maxsize=20_000)
    def groups(classes: str | None, identity: str | None, tag: str) -> int:
        found = words.get(f"<{tag}>", 0)
        for name in (classes, identity):
            if name and len(name) < 300:
                for word in _SPLIT.split(re.sub(r"([a-z])([A-Z])", r"\1 \2", name).lower()):
                    found |= words.get(word, 0)
        return found

    return groups


def group_names(lexicon: Lexicon = DEFAULT) -> list[str]:
    """The class-name groups, in the order of their bits."""
    return list(dict.fromkeys(row["group"] for row in lexicon.rows("class_words")))
