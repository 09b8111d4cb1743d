"""An article on several pages: which address goes on, and one page of all.

Two addresses are of one article when they differ only in the part that names the page: `?page=2`, `?halaman=2`,
`/page/2`, `/2`, or `?page=all` for the whole (`lexicon/next_pages.csv`). So a `rel=next` that leads to the next *article*
is not followed. An AMP page leads to the page that it names as canonical.

>>> base_of("https://contoh.id/read/banjir?page=3&utm_source=a"), base_of("https://contoh.id/read/banjir/2")
(('https://contoh.id/read/banjir', 3), ('https://contoh.id/read/banjir', 2))
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache
from typing import Any, NamedTuple
from urllib.parse import parse_qsl, urldefrag, urlencode, urljoin, urlsplit, urlunsplit

import lxml.etree
import lxml.html
import regex

from pipeline.lexicon import DEFAULT
from pipeline.records import Page

ALL = 0  #: the page number of the whole
MAX_PARTS = 20
MAX_HELD = 200
LOOKED_AT = 5_000_000  #: bytes of a page that are searched for links
HINT = regex.compile(
    rb"rel\s*=\s*[\"']?(?:next|amphtml)|[?&;](?:page|halaman|hal|pg|showpage|single)=|/(?:page|halaman|hal)/|/\d{1,2}[\"']|<html[^>]{0,200}(?:\samp\b|\xe2\x9a\xa1)",
    regex.IGNORECASE,
)
AMP = regex.compile(rb"<html\b[^>]{0,400}?\s(?:amp\b|\xe2\x9a\xa1)", regex.IGNORECASE)


class Link(NamedTuple):
    """Where the article goes on, or where it stands as a whole."""

    url: str
    whole: bool


def next_link(page: Page) -> Link | None:
    """The address that goes on where this page ends; nothing where it is the last one or the whole."""
    html = page.html
    if page.url is None or not isinstance(html, bytes) or len(html) > LOOKED_AT or HINT.search(html) is None:
        return None
    tree = _tree(page)
    if tree is None:
        return None
    base, number = base_of(page.url)
    if AMP.search(html[:4096]):
        canonical = next((urljoin(page.url, a) for a in tree.xpath("//link[@rel='canonical']/@href")), page.url)
        same_site = _site(canonical) == _site(page.url)
        return Link(urldefrag(canonical)[0], True) if same_site and base_of(canonical)[0] != base else None
    if number == ALL:
        return None
    following = None
    for href in tree.xpath("//a/@href | //link[@rel='next']/@href"):
        try:
            url = urldefrag(urljoin(page.url, href.strip()))[0]
            found, which = base_of(url)
        except ValueError:
            continue
        if found != base:
            continue
        if which == ALL:
            return Link(url, True)
        if which == number + 1 and following is None:
            following = Link(url, False)
    return following


def join(parts: list[Page]) -> Page:
    """One page from the pages of an article: the paragraphs of the later ones after those of the first.

    What stands in the same element of the pages' common template is taken, without what stood there before.
    """
    first = _tree(parts[0])
    home = None if first is None else _container(first)
    if first is None or home is None:
        return parts[0]
    seen = {_words(child) for child in home}
    for part in parts[1:]:
        tree = _tree(part)
        there = None if tree is None else _same(tree, home)
        for child in () if there is None else list(there):
            words = _words(child)
            if words and words not in seen:
                seen.add(words)
                home.append(child)
    made = lxml.html.tostring(first, encoding="unicode", doctype="<!DOCTYPE html>")
    return replace(parts[0], html=made, charset=None)


class Joiner:
    """Puts the pages of one article together that come one after another, with others between them.

    A page that goes on is held until the pages that it leads to have come, or the source ends.
    """

    def __init__(self) -> None:
        self._held: dict[str, list[Page]] = {}

    def add(self, page: Page) -> Iterator[Page]:
        """The pages that are ready now."""
        parts = continued(self._held.pop(_plain(page.url or ""), []), page)
        link = next_link(page)
        if link is not None and len(parts) < MAX_PARTS:
            self._held[_plain(link.url)] = parts
            if len(self._held) > MAX_HELD:
                yield joined(self._held.pop(next(iter(self._held))))
        else:
            yield joined(parts)

    def rest(self) -> Iterator[Page]:
        """The pages whose continuation never came."""
        for parts in self._held.values():
            yield joined(parts)
        self._held.clear()


@lru_cache(maxsize=4096)
def base_of(url: str) -> tuple[str, int]:
    """The address of an article without the part that names a page, and the page's number: 0 for all, else from 1."""
    parts = urlsplit(url)
    numbers, wholes, paths = _names()
    number, kept = 1, []
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        if f"{name.lower()}={value.lower()}" in wholes:
            number = ALL
        elif name.lower() in numbers and value.isascii() and value.isdigit() and len(value) < 4:
            number = int(value)
        elif not name.lower().startswith(("utm_", "fbclid", "gclid")):
            kept.append((name, value))
    path = parts.path.rstrip("/")
    found = regex.search(rf"^(.+?)/(?:(?:{'|'.join(paths)})/)?(\d{{1,2}})$", path)
    if found and number == 1 and (2 <= int(found[2]) <= 30):
        path, number = found[1], int(found[2])
    return urlunsplit((parts.scheme, parts.netloc.lower(), path, urlencode(kept), "")), number


def continued(parts: list[Page], page: Page) -> list[Page]:
    """The pages so far and the one that came: added to them, or in their place where it is the whole."""
    if not parts:
        return [page]
    first = parts[0]
    base, number = base_of(page.url or "")
    if number == ALL:
        return [replace(page, source=first.source, id=first.id, url=first.url)]
    if base != base_of(first.url or "")[0]:  # an AMP page gives way to its canonical one
        return [replace(page, source=first.source, id=first.id)]
    return [*parts, page]


def joined(parts: list[Page]) -> Page:
    """One page of one or more."""
    return parts[0] if len(parts) == 1 else join(parts)


def _plain(url: str) -> str:
    base, number = base_of(url)
    return f"{base}#{number}"


@lru_cache(maxsize=1)
def _names() -> tuple[frozenset[str], frozenset[str], tuple[str, ...]]:
    rows = DEFAULT.rows("next_pages")
    of = {kind: [row["word"] for row in rows if row["kind"] == kind] for kind in ("number", "whole", "path")}
    return frozenset(of["number"]), frozenset(of["whole"]), tuple(of["path"])


def _site(url: str) -> str:
    return ".".join((urlsplit(url).hostname or "").split(".")[-3:])


def _tree(page: Page) -> Any:
    if page.html is None:
        return None
    try:
        encoding = page.charset if isinstance(page.html, bytes) else None
        parser = lxml.html.HTMLParser(encoding=_known(encoding))
        return lxml.html.document_fromstring(page.html, parser=parser)
    except (lxml.etree.LxmlError, ValueError, AssertionError):
        return None


def _known(encoding: str | None) -> str | None:
    import codecs

    try:
        return codecs.lookup(encoding).name if encoding else None
    except LookupError:
        return None


def _container(tree: Any) -> Any:
    """The element that holds the most text in paragraphs of its own."""
    sizes: dict[Any, int] = {}
    for paragraph in tree.iter("p"):
        parent = paragraph.getparent()
        if parent is not None:
            sizes[parent] = sizes.get(parent, 0) + len(_words(paragraph))
    return max(sizes, key=lambda e: sizes[e], default=None)


def _same(tree: Any, home: Any) -> Any:
    """The element of another page of the same template that stands for `home`."""
    for element in tree.iter(home.tag):
        named = (element.get("id"), element.get("class")) == (home.get("id"), home.get("class"))
        if named and (home.get("id") or home.get("class")):
            return element
    return _container(tree)


def _words(element: Any) -> str:
    if not isinstance(element.tag, str):
        return ""
    return " ".join(element.text_content().split())
