"""Feeds and sitemaps → the addresses that they list: RSS, Atom, sitemaps and sitemap indexes, news sitemaps.

>>> found = parse(b'<rss><channel><item><title>Banjir</title><link>https://contoh.id/1</link>'
...               b'<pubDate>Sun, 12 May 2024 08:00:00 +0700</pubDate></item></channel></rss>', "https://contoh.id/feed")
>>> found.entries[0].url, found.entries[0].date.isoformat()
('https://contoh.id/1', '2024-05-12')
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from typing import Any
from urllib.parse import urljoin

import lxml.etree
import lxml.html

from pipeline.errors import PageError
from pipeline.read.body import gunzip

LARGEST = 50 * 1024 * 1024  #: bytes of a sitemap, unpacked: the limit of sitemaps.org


@dataclass(frozen=True, slots=True)
class Entry:
    """One address, with what the list says of it."""

    url: str
    date: dt.date | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Feed:
    """What a list holds: addresses of articles, and of further lists."""

    kind: str  #: rss, atom, sitemap, index (of sitemaps) or page
    entries: list[Entry] = field(default_factory=list)
    more: list[Entry] = field(default_factory=list)


def parse(body: bytes, url: str) -> Feed:
    """What a feed, a sitemap or a page of links holds; a page where it is none of the others."""
    if body[:2] == b"\x1f\x8b":
        try:
            body = gunzip(body, limit=LARGEST)
        except PageError:
            return Feed("page")
    head = body[:1000].lstrip(b"\xef\xbb\xbf \t\r\n").lower()
    if head.startswith((b"<?xml", b"<rss", b"<feed", b"<urlset", b"<sitemapindex", b"<rdf")) and b"<html" not in head:
        parser = lxml.etree.XMLParser(recover=True, resolve_entities=False, no_network=True, load_dtd=False)
        try:
            root = lxml.etree.fromstring(body, parser)
        except (lxml.etree.LxmlError, ValueError):
            root = None
        if root is not None:
            return _xml(root, url)
    return _page(body, url)


def _xml(root: Any, url: str) -> Feed:
    name = _name(root)
    if name == "sitemapindex":
        return Feed("index", more=_located(root, "sitemap", url))
    if name == "urlset":
        return Feed("sitemap", _located(root, "url", url))
    if name == "feed":
        found = [_atom(entry, url) for entry in root if _name(entry) == "entry"]
        return Feed("atom", [entry for entry in found if entry is not None])
    items = [node for node in root.iter() if _name(node) == "item"]
    found = [_rss(item, url) for item in items]
    return Feed("rss", [entry for entry in found if entry is not None])


def _located(root: Any, name: str, url: str) -> list[Entry]:
    found = []
    for node in root:
        if _name(node) != name:
            continue
        told = {
            _name(child): _text(child)
            for child in node.iter()
            if _name(child) in ("loc", "lastmod", "publication_date", "title")
        }
        if told.get("loc"):
            date = date_of(told.get("publication_date") or told.get("lastmod"))
            found.append(Entry(urljoin(url, told["loc"]), date, told.get("title")))
    return found


def _atom(entry: Any, url: str) -> Entry | None:
    told = {_name(child): _text(child) for child in entry}
    links = [c for c in entry if _name(c) == "link" and c.get("href") and c.get("rel", "alternate") == "alternate"]
    if not links:
        return None
    return Entry(urljoin(url, links[0].get("href")), date_of(told.get("published") or told.get("updated")), told.get("title"))


def _rss(item: Any, url: str) -> Entry | None:
    told = {_name(child): _text(child) for child in item}
    link = told.get("link") or told.get("guid") or ""
    if not link.startswith(("http://", "https://", "/")):
        return None
    return Entry(urljoin(url, link), date_of(told.get("pubDate") or told.get("date")), told.get("title"))


def _page(body: bytes, url: str) -> Feed:
    try:
        tree: Any = lxml.html.document_fromstring(body)
    except (lxml.etree.LxmlError, ValueError, AssertionError):
        return Feed("page")
    found: list[Entry] = []
    more: list[Entry] = []
    for link in tree.iter("a"):
        try:
            found.append(
                Entry(urljoin(url, link.get("href", "#").strip()), title=" ".join(link.text_content().split()) or None)
            )
        except ValueError:
            continue
    for link in tree.iter("link"):
        if (
            link.get("rel") == "alternate"
            and link.get("href")
            and link.get("type", "") in ("application/rss+xml", "application/atom+xml")
        ):
            more.append(Entry(urljoin(url, link.get("href"))))
    return Feed("page", found, more)


def date_of(told: str | None) -> dt.date | None:
    """The day that a feed tells, as RFC 822 or ISO 8601.

    >>> date_of("2024-05-12T23:30:00+07:00"), date_of("kemarin")
    (datetime.date(2024, 5, 12), None)
    """
    if not told:
        return None
    try:
        return dt.date.fromisoformat(told.strip()[:10])
    except ValueError:
        pass
    try:
        return parsedate_to_datetime(told.strip()).date()
    except (ValueError, TypeError, OverflowError):
        return None


def _name(node: Any) -> str:
    return lxml.etree.QName(node).localname if isinstance(node.tag, str) else ""


def _text(node: Any) -> str:
    return (node.text or "").strip()
