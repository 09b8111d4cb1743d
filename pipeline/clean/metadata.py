"""What an HTML page says of itself: JSON-LD first, then meta elements, then what a reader sees."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import orjson

from pipeline.clean import titles
from pipeline.clean.tidy import key, tidy

_NEWS = {
    "newsarticle",
    "article",
    "reportagenewsarticle",
    "blogposting",
    "analysisnewsarticle",
    "opinionnewsarticle",
    "liveblogposting",
}
_PUBLISHED = "article:published_time datepublished publishdate content_publisheddate pubdate date dc.date content_date"
_MODIFIED = "article:modified_time og:updated_time datemodified"
_DATED = re.compile(r"publi(?:sh|c)\w*[_:.-]?(?:date|time)|(?:date|time)[_:.-]?publi", re.I)
_YEAR = re.compile(r"(?:19|20)\d\d")


@dataclass(slots=True)
class Metadata:
    """What was found, each from the first source that tells it."""

    title: str | None = None
    authors: list[str] = field(default_factory=list)
    editors: list[str] = field(default_factory=list)
    published: str | None = None
    modified: str | None = None
    outlet: str | None = None
    canonical_url: str | None = None
    section: str | None = None
    tags: list[str] = field(default_factory=list)
    partial: bool = False
    next_page: str | None = None
    hinted_authors: tuple[str, ...] = ()  #: by the outlet's own forms of bylines
    hinted_editors: tuple[str, ...] = ()
    conflicts: list[str] = field(default_factory=list)


def read(root: Any, url: str | None = None, texts: Iterable[str] = ()) -> Metadata:
    """The metadata of a parsed page; `url` tells the outlet where the page does not, `texts` are what it shows."""
    meta: dict[str, str] = {}
    for element in root.iter("meta"):
        name = (element.get("property") or element.get("name") or element.get("itemprop") or "").lower()
        content = element.get("content")
        if name and content and name not in meta:
            meta[name] = content.strip()
    news = _news(root)
    made = Metadata()
    publisher = news.get("publisher")
    made.outlet = meta.get("og:site_name") or (_text(publisher.get("name")) if isinstance(publisher, dict) else None)
    links = [e.get("href") for e in root.iter("link") if (e.get("rel") or "").lower() == "canonical"]
    made.canonical_url = next((u for u in (*links, meta.get("og:url")) if u and u.startswith("http")), None)
    host = _host(url) or _host(made.canonical_url)
    told = [_text(news.get("headline")), meta.get("og:title"), meta.get("twitter:title"), *_texts(root, "title")[:1]]
    made.title = titles.find(told, _texts(root, "h1"), texts, (made.outlet or "", *host[-3:-1]))
    own = key(made.outlet or "").split(" ")[0] or (host[-2] if len(host) > 1 else "")
    authors = _names(news.get("author")) or [
        n for n in _names(meta.get("author") or meta.get("content_author")) if "." not in n
    ]
    made.authors = [n for n in authors if not own or own not in key(n)]
    made.editors = _names(news.get("editor")) or _names(meta.get("content_editor") or meta.get("editor"))
    told = [_text(news.get("datePublished")), *map(meta.get, _PUBLISHED.split())]
    told += [value for name, value in meta.items() if _DATED.search(name)]
    made.published = next((d for d in told if d and _YEAR.search(d)), None)
    changed = [_text(news.get("dateModified")), *map(meta.get, _MODIFIED.split())]
    made.modified = next((d for d in changed if d and _YEAR.search(d)), None)
    section = news.get("articleSection")
    made.section = _text(section[0] if isinstance(section, list) and section else section) or meta.get("article:section")
    words = news.get("keywords") or meta.get("news_keywords") or meta.get("keywords") or ""
    made.tags = [tidy(str(t)) for t in (words if isinstance(words, list) else str(words).split(",")) if str(t).strip()][:40]
    made.partial = news.get("isAccessibleForFree") in (False, "False", "false")
    return made


def _texts(root: Any, tag: str) -> list[str]:
    return [text for element in root.iter(tag) if (text := tidy("".join(element.itertext())))]


def _host(url: str | None) -> list[str]:
    try:
        return (urlsplit(url or "").hostname or "").removeprefix("www.").split(".")
    except ValueError:
        return [""]


def _news(root: Any) -> dict[str, Any]:
    for script in root.iter("script"):
        if "ld+json" in (script.get("type") or "") and script.text:
            try:
                told = orjson.loads(re.sub(r"[\x00-\x1f]+", " ", script.text))
            except orjson.JSONDecodeError:
                continue
            for item in _items(told):
                kinds = item.get("@type")
                if {str(k).lower() for k in (kinds if isinstance(kinds, list) else [kinds])} & _NEWS:
                    return item
    return {}


def _items(told: Any) -> list[dict[str, Any]]:
    if isinstance(told, list):
        return [i for t in told[:50] for i in _items(t)]
    if isinstance(told, dict):
        return [told, *_items(told.get("@graph", []))]
    return []


def _text(value: Any) -> str | None:
    return tidy(value) or None if isinstance(value, str) else None


def _names(value: Any) -> list[str]:
    if isinstance(value, dict):
        return _names(value.get("name"))
    if isinstance(value, list):
        return [n for v in value[:20] for n in _names(v)]
    if not isinstance(value, str):
        return []
    return [n for n in (tidy(v) for v in re.split(r",|;| dan | & ", value)) if 2 < len(n) < 60 and "http" not in n]
