"""A page → an article: its text without the frame, its metadata, and every block with the reason it was kept or not."""

from __future__ import annotations

import re
from typing import Any

from pipeline.clean import dateline, lines, markup, metadata, select
from pipeline.clean.byline import is_date_line, people, signature, visible_author
from pipeline.clean.decode import decode
from pipeline.clean.metadata import Metadata
from pipeline.clean.networks import scores
from pipeline.clean.piece import Piece, assemble
from pipeline.clean.tidy import tidy
from pipeline.clean.tongue import language
from pipeline.errors import NoArticle, WrongLanguage
from pipeline.records import Article, Page

__all__ = ["clean", "main_text"]

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
#: labels of the lines that may name who wrote, or when
_BYLINES = frozenset(("byline", "date", "other", "menu", "duplicate", "ui"))


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
        meta = metadata.read(root, page.url) if root is not None else Metadata()
        path = root.getroottree().getpath if root is not None else None
        tree = markup.blocks(root)
        pieces = select.choose(tree, scores(tree, markup.page_title(root)), path=path)
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
    body = [p.text for p in pieces if p.kept and p.label in {"lead", "body"}]
    lines = [p.text if p.label in _BYLINES and len(p.text) < 160 else "" for p in pieces if not p.kept]
    known = _outlets(page, meta)
    authors, editors = people(lines, known=known)
    if not authors and not meta.authors:
        seen = next((name for line in lines[:25] if (name := visible_author(line, known))), None)
        name = seen or (signature(body[-1]) if body else None)
        authors = (name,) if name else ()
    dates = [page.published] if page.published else [meta.published, *_dated(pieces)]
    return Article(
        title=tidy(page.title) if page.title else head.text if head else None,
        authors=tuple(meta.authors) or authors,
        editors=tuple(meta.editors) or editors,
        published=_finest([found for d in dates if d and (found := published(d))]),
        modified=published(meta.modified) if meta.modified else None,
        outlet=page.outlet or meta.outlet,
        dateline=next((place for text in body[:2] if (place := dateline.find(text))), None),
        url=page.url,
        canonical_url=meta.canonical_url,
        section=meta.section,
        tags=tuple(meta.tags),
        text=text,
        blocks=blocks,
        language=tongue,
    )


def published(text: str) -> str | None:
    """ISO 8601 of a date as an outlet writes it, as fine as it tells; None where it tells no full date.

    >>> published("Kompas.com - 12/05/2024, 12:41 WIB"), published("21+January+2019"), published("kemarin")
    ('2024-05-12T12:41+07:00', '2019-01-21', None)
    """
    from pipeline.language import calendar  # loads the language model's library, which main_text does without

    return calendar.published(text)


def _finest(times: list[str]) -> str | None:
    """The first time, or one of the same day that tells more."""
    same = [t for t in times if t[:10] == times[0][:10]]
    return max(same, key=lambda t: ("T" in t, "+" in t), default=None)


def _dated(pieces: list[Piece]) -> list[str]:
    """Left-out lines that tell a date: those that are nothing else first, then short ones with a year, around the lead."""
    told = [n for n, p in enumerate(pieces) if p.kept and p.label in {"lead", "body"}][:3]
    last = told[-1] if told else len(pieces)
    lines = [p.text for n, p in enumerate(pieces) if not p.kept and len(p.text) < 90 and (n < last or p.label == "date")]
    exact = [line for line in lines if is_date_line(line)]
    return exact + [line for line in lines if _YEAR.search(line) and line not in exact]


def _outlets(page: Page, meta: Metadata) -> frozenset[str]:
    """What the outlet may be called in a byline."""
    names = {n.casefold() for n in (page.outlet, meta.outlet, "antara", "redaksi", "tim redaksi", "admin") if n}
    return frozenset(names | {n.rsplit(".", 1)[0] for n in names})


def main_text(html: Any, url: str | None = None) -> str:
    """The main text of an HTML page, paragraph by paragraph, without the title; empty where there is none.

    `html` may be a str, bytes, or a BeautifulSoup.

    >>> main_text("<h1>Judul</h1><div><p>Kota itu kini punya tiga puskesmas baru, kata wali kota kepada warga, Rabu.</p></div>")
    'Kota itu kini punya tiga puskesmas baru, kata wali kota kepada warga, Rabu.'
    """
    content = html if isinstance(html, (str, bytes)) else str(html)
    root = markup.parse(decode(content, source=url or "html"))
    tree = markup.blocks(root)
    pieces = select.choose(tree, scores(tree, markup.page_title(root)))
    return "\n".join(p.text for p in pieces if select.plain(p))
