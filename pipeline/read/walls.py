"""Pages that stand where an article should: "not found" told with status 200, and walls of consent or log-in.

Told by the title and the first heading (`lexicon/walls.csv`), and only where next to nothing else is on the page, or by
landing on the front page when an article was asked for.

>>> wall(b"<title>Halaman tidak ditemukan - Kabar Kita</title><p>Maaf.", "https://contoh.id/read/1")
'soft_404'
>>> wall(b"<title>Warga Desa Panen Raya</title><p>Panen raya dimulai.", "https://contoh.id/read/1")
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

import regex

from pipeline.errors import PageError
from pipeline.lexicon import DEFAULT
from pipeline.records import Page

TITLE = regex.compile(rb"<(title|h1)\b[^>]{0,500}>(.{0,400}?)</\1", regex.IGNORECASE | regex.DOTALL)
PARAGRAPH = regex.compile(rb"<p\b[^>]{0,500}>([^<]{0,4000})", regex.IGNORECASE)
LITTLE = 800  #: bytes of text in paragraphs, above which a page is an article whatever its title
WHY = {
    "soft_404": ("the site answers 'not found' as a page", "The article is gone; look for it in a web archive."),
    "consent": ("a wall of consent, log-in or bot check, not the article", "Fetch it in a browser and give the saved page."),
}


def wall(html: bytes, url: str | None, asked: str | None = None) -> str | None:
    """`soft_404` or `consent`, or nothing for a page that may hold an article."""
    if asked and url and len(urlsplit(asked).path) > 12 and urlsplit(url).path in ("", "/") and not urlsplit(url).query:
        return "soft_404"
    titles = [m[2].decode("utf-8", errors="replace") for m in TITLE.finditer(html[:300_000])]
    for title in titles[:4]:
        told = " ".join(regex.sub(r"<[^>]*+>", " ", title).split())
        for kind, pattern in _patterns():
            if pattern.match(told) and sum(len(t.strip()) for t in PARAGRAPH.findall(html[:500_000])) < LITTLE:
                return kind
    return None


def checked(page: Page, asked: str | None = None) -> Page:
    """The page, if it is no wall.

    Raises:
        PageError: `soft_404` or `consent`.
    """
    kind = wall(page.html, page.url, asked) if isinstance(page.html, bytes) else None
    if kind is not None:
        why, advice = WHY[kind]
        raise PageError(f"{page.url or page.source}: {why}", advice=advice, kind=kind)
    return page


@lru_cache(maxsize=1)
def _patterns() -> list[tuple[str, regex.Pattern[str]]]:
    return [(row["kind"], regex.compile(row["pattern"], regex.IGNORECASE)) for row in DEFAULT.rows("walls")]
