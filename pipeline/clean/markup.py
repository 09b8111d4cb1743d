"""An HTML page → its blocks, in one walk over the tree.

A block is the running text of a block-level element, of a stretch between two `<br>`, or of a row of short table cells.
It knows how much of it is link text, which element it stood in, and what the class names around it tell.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from lxml import etree

from pipeline.clean.tidy import tidy
from pipeline.lexicon import DEFAULT, Lexicon

_SKIP = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "svg",
        "math",
        "iframe",
        "object",
        "embed",
        "applet",
        "select",
        "option",
        "optgroup",
        "datalist",
        "button",
        "input",
        "textarea",
        "canvas",
        "audio",
        "video",
        "map",
        "area",
        "head",
        "link",
        "meta",
        "base",
        "param",
        "source",
        "track",
        "dialog",
    ]
)
_BLOCK = frozenset(
    [
        "html",
        "body",
        "p",
        "div",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "li",
        "ul",
        "ol",
        "dl",
        "dt",
        "dd",
        "table",
        "tbody",
        "thead",
        "tfoot",
        "tr",
        "td",
        "th",
        "caption",
        "section",
        "article",
        "main",
        "aside",
        "header",
        "footer",
        "nav",
        "form",
        "fieldset",
        "legend",
        "blockquote",
        "pre",
        "figure",
        "figcaption",
        "address",
        "details",
        "summary",
        "center",
        "hgroup",
        "amp-list",
    ]
)
_DEPTH = 400  #: levels that are walked; text below is taken as one piece


@dataclass(slots=True)
class Raw:
    """A block as it stands in the page."""

    text: str
    link: int  #: characters that are link text
    tag: str
    groups: int  #: bits of the class-name groups of the elements around it
    box: int  #: number of the element that holds it
    element: Any  #: the element, for its path


@dataclass(slots=True)
class Tree:
    """The blocks of a page, and for each box the number of the box around it."""

    root: Any
    blocks: list[Raw]
    parents: list[int]


def parse(html: str) -> Any:
    """The root element of a page, or None where there is nothing to parse."""
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, huge_tree=True)
    try:
        return etree.fromstring(html.encode("utf-8", "ignore"), parser)
    except (etree.XMLSyntaxError, ValueError):
        return None


def blocks(root: Any, *, lexicon: Lexicon = DEFAULT) -> Tree:
    """The blocks of a parsed page.

    >>> tree = blocks(parse("<div class='isi'>Lead<br>Dua <a href=x>tiga</a><p>Empat<script>x()</script></p></div>"))
    >>> [(b.text, b.link, b.tag, b.box) for b in tree.blocks]
    [('Lead', 0, 'div', 2), ('Dua tiga', 4, 'div', 2), ('Empat', 0, 'p', 3)]
    """
    made: list[Raw] = []
    parents: list[int] = []
    buffer: list[str] = []
    link = 0
    in_link = False
    groups_of = _groups(lexicon)

    def flush(element: Any, tag: str, groups: int, box: int) -> None:
        nonlocal link
        if buffer:
            text = "".join(buffer)
            buffer.clear()
            if text and not text.isspace():
                text = tidy(text)
                if text:
                    made.append(Raw(text, len(text) if in_link else min(link, len(text)), tag, groups, box, element))
            link = 0

    def visit(element: Any, owner: Any, tag: str, groups: int, box: int, depth: int) -> None:
        nonlocal link, in_link
        if element.text:
            buffer.append(element.text)
        for child in element:
            name = child.tag
            if name in _BLOCK:
                flush(owner, tag, groups, box)
                if depth > _DEPTH:
                    buffer.append(" ".join(child.itertext()))
                else:
                    inner = groups | groups_of(child.get("class"), child.get("id"), name)
                    parents.append(box)
                    number = len(parents) - 1
                    visit(child, child, name, inner, number, depth + 1)
                    flush(child, name, inner, number)
            elif name == "br" or name == "hr":
                flush(owner, tag, groups, box)
            elif name in _SKIP or not isinstance(name, str):
                pass
            elif name == "a":
                at, outer = len(buffer), in_link
                in_link = True
                visit(child, owner, tag, groups, box, depth + 1)
                in_link = outer
                if not outer:
                    link += sum(map(len, buffer[at:]))
            elif depth <= _DEPTH:
                marked = groups | groups_of(child.get("class"), None, name) if name == "span" else groups
                visit(child, owner, tag, marked, box, depth + 1)
            if child.tail:
                buffer.append(child.tail)

    if root is not None:
        parents.append(0)
        visit(root, root, str(root.tag), 0, 0, 0)
        flush(root, str(root.tag), 0, 0)
    return Tree(root, made, parents)


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
