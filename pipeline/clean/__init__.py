"""A page → an article: its text without the frame, its metadata, and every block with the reason it was kept or not."""

from __future__ import annotations

from typing import Any

from pipeline.clean import dateline, lines, markup, metadata, select
from pipeline.clean.byline import people, published
from pipeline.clean.decode import decode
from pipeline.clean.metadata import Metadata
from pipeline.clean.piece import Piece, assemble
from pipeline.clean.tidy import tidy
from pipeline.clean.tongue import language
from pipeline.errors import NoArticle, WrongLanguage
from pipeline.records import Article, Page

__all__ = ["clean", "main_text"]

_BYLINES = frozenset(("byline", "other", "menu", "duplicate"))  #: labels of the lines that may name who wrote


def clean(page: Page) -> Article:
    """The article of a page.

    Raises:
        NoArticle: the page holds none (an index, an error page, a menu).
        WrongLanguage: the article is not in Indonesian.
        SourceError: the content is binary.
        TooLarge: the page is beyond the limits.
    """
    if page.html is not None:
        root = markup.parse(decode(page.html, charset=page.charset, source=page.source))
        meta = metadata.read(root) if root is not None else Metadata()
        path = root.getroottree().getpath if root is not None else None
        pieces = select.choose(markup.blocks(root), title=markup.page_title(root), path=path)
        if title := page.title or meta.title:
            pieces.insert(0, Piece(tidy(title), "title", True, "title: given" if page.title else "title: of the page", "title"))
    else:
        meta = Metadata()
        pieces = lines.read(decode(page.text or "", charset=page.charset, source=page.source), title=page.title)
    if not any(p.kept and p.label != "title" for p in pieces):
        raise NoArticle(f"{page.source}: no article on the page", advice="Give the address of an article.")
    return _article(page, pieces, meta)


def _article(page: Page, pieces: list[Piece], meta: Metadata) -> Article:
    text, blocks = assemble(pieces)
    tongue = language(text)
    if tongue != "id":
        raise WrongLanguage(f"{page.source}: the article is in another language ({tongue})", advice="Give Indonesian articles.")
    head = next((p for p in pieces if p.label == "title" and p.kept), None)
    lead = next((p.text for p in pieces if p.kept and p.label in {"lead", "body"}), "")
    authors, editors = people([p.text if p.label in _BYLINES and len(p.text) < 160 else "" for p in pieces if not p.kept])
    dates = [page.published] if page.published else [meta.published, *(p.text for p in pieces if p.label == "date")]
    return Article(
        title=tidy(page.title) if page.title else head.text if head else None,
        authors=tuple(meta.authors) or authors,
        editors=tuple(meta.editors) or editors,
        published=next((found for d in dates if d and (found := published(d))), None),
        modified=meta.modified,
        outlet=page.outlet or meta.outlet,
        dateline=dateline.find(lead),
        url=page.url,
        canonical_url=meta.canonical_url,
        section=meta.section,
        tags=tuple(meta.tags),
        text=text,
        blocks=blocks,
        language=tongue,
    )


def main_text(html: Any, url: str | None = None) -> str:
    """The main text of an HTML page, paragraph by paragraph, without the title; empty where there is none.

    `html` may be a str, bytes, or a BeautifulSoup.

    >>> main_text("<h1>Judul</h1><div><p>Kota itu kini punya tiga puskesmas baru, kata wali kota kepada warga, Rabu.</p></div>")
    'Kota itu kini punya tiga puskesmas baru, kata wali kota kepada warga, Rabu.'
    """
    content = html if isinstance(html, (str, bytes)) else str(html)
    root = markup.parse(decode(content, source=url or "html"))
    pieces = select.choose(markup.blocks(root), title=markup.page_title(root))
    return "\n".join(p.text for p in pieces if p.kept or select.signed(p))
