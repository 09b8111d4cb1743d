"""What tells of a page that it is no article, or holds only a part of one."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any
from urllib.parse import urljoin, urlsplit

from pipeline.clean.piece import Piece
from pipeline.clean.tidy import tidy
from pipeline.lexicon import DEFAULT, Lexicon

_SHORT = 10  #: words below which an HTML page holds no article
_STUB = 100  #: words below which an error page's or a paywall's words count
_TOLD = 20  #: words of a sentence up to which it may tell of an error
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_SHEET = re.compile(
    r"(?:[?&](?:page|p|hal|halaman|pn)=|/(?:page/|halaman[-/])?)(?:[2-9]|\d\d)/?(?=$|[#&])"
)  #: the end of a further page's address
_ALL = re.compile(r"[?&](?:page=all|single=1|showpage=all)\b")


def is_article(pieces: list[Piece], *, title: str = "", html: bool = False, lexicon: Lexicon = DEFAULT) -> bool:
    """Whether the kept pieces are an article.

    >>> is_article([Piece("Maaf, halaman yang Anda cari tidak ada.", "lead", True, "", "")], title="404", html=True)
    False
    >>> is_article([Piece("Berita tentang bantuan itu tidak ada dasarnya, kata wali kota.", "lead", True, "", "")])
    True
    """
    kept = [p.text for p in pieces if p.kept and p.label not in {"title", "subhead"}]
    words = sum(len(text.split()) for text in kept)
    if not words or (html and words < _SHORT and len(kept) < 2):
        return False
    if words >= _STUB:
        return True
    error = _signs(lexicon)["error"]
    told = [sentence for text in (title, *kept[:3]) for sentence in _SENTENCE.split(text)]
    return not any(error.search(sentence) for sentence in told if len(sentence.split()) <= _TOLD)


def is_partial(pieces: list[Piece], *, lexicon: Lexicon = DEFAULT) -> bool:
    """Whether the page says that there is more of the article elsewhere: further pages, or behind a paywall."""
    signs = _signs(lexicon)
    left_out = [p.text for p in pieces if not p.kept and len(p.text) < 200]
    return any(signs["pages"].search(text) or signs["paywall"].search(text) for text in left_out)


def is_paged(root: Any, url: str | None) -> bool:
    """Whether links lead to further pages of this very address: its path with the number of a page.

    >>> from lxml import html
    >>> root = html.fromstring("<p><a href='?page=2'>2</a> <a href='/lain?page=2'>Lain</a></p>")
    >>> is_paged(root, "https://pantura.example/berita/1"), is_paged(root[1], "https://pantura.example/berita/1")
    (True, False)
    """
    path = urlsplit(url or "").path.rstrip("/")
    for link in root.iter("a"):
        target = link.get("href") or ""
        if not _SHEET.search(target) or not (text := tidy("".join(link.itertext()))) or len(text) > 30:
            continue
        own = _SHEET.sub("", urljoin(url or "", target)).split("#")[0].split("?")[0].rstrip("/")
        if (target.startswith("?") or (path and urlsplit(own).path == path)) and "comment" not in target:
            return True
    return False


def next_page(root: Any, url: str | None, *, lexicon: Lexicon = DEFAULT) -> str | None:
    """Address of the whole article on one page, else of its next page, where links tell it."""
    signs = _signs(lexicon)
    host = urlsplit(url or "").hostname
    following = None
    for link in root.iter("a", "link"):
        target = link.get("href")
        if not target or target.startswith(("#", "javascript")):
            continue
        if link.tag == "link":
            text = "next" if (link.get("rel") or "").lower() == "next" else ""
        else:
            text = tidy("".join(link.itertext()))[:60]
        address = urljoin(url or "", str(target))
        if host and urlsplit(address).hostname != host:
            continue
        if signs["all"].search(text) or (text and _ALL.search(target)):
            return address
        if following is None and signs["next"].search(text) and address != url:
            following = address
    return following


@lru_cache(maxsize=8)
def _signs(lexicon: Lexicon) -> dict[str, re.Pattern[str]]:
    found: dict[str, list[str]] = {}
    for row in lexicon.rows("page_signs"):
        found.setdefault(row["sign"], []).append(f"(?:{row['pattern']})")
    return {sign: re.compile("|".join(patterns), re.I) for sign, patterns in found.items()}
