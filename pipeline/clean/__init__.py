"""A page → an article: its text without the frame, its metadata, and every block with the reason it was kept or not."""

from __future__ import annotations

from typing import Any

from pipeline.clean import lines, markup, metadata, outlets, second, select, shapes, signs
from pipeline.clean.article import build
from pipeline.clean.confidence import confidence
from pipeline.clean.decode import decode
from pipeline.clean.metadata import Metadata
from pipeline.clean.networks import scores
from pipeline.clean.piece import Piece
from pipeline.errors import NoArticle, WrongLanguage
from pipeline.language.identify import identify
from pipeline.lexicon import DEFAULT, Lexicon
from pipeline.records import Article, Page

__all__ = ["certain", "clean", "main_text"]

SURE_OF_MALAY = 0.8  #: a short Indonesian text may hold one or two words that Malay shares


def clean(page: Page, *, lexicon: Lexicon = DEFAULT) -> Article:
    """The article of a page; `lexicon` has the words that tell its language.

    Raises:
        NoArticle: the page holds none (an index, an error page, a menu).
        WrongLanguage: the article is not in Indonesian.
        SourceError: the content is binary.
        TooLarge: the page is beyond the limits.
    """
    if page.html is not None:
        pieces, meta, sure = _read_html(page, decode(page.html, charset=page.charset, source=page.source))
    else:
        text = decode(page.text or "", charset=page.charset, source=page.source)
        pieces, sure = lines.read(text, title=page.title)
        meta = Metadata(partial=signs.is_partial(pieces))
    if not signs.is_article(pieces, title=page.title or meta.title or "", html=page.html is not None):
        raise NoArticle(f"{page.source}: no article on the page", advice="Give the address of an article.")
    told = identify("\n\n".join(p.text for p in pieces if p.kept), lexicon=lexicon)
    if told.code != "id" and not (told.code == "ms" and told.confidence < SURE_OF_MALAY):
        message = f"{page.source}: the article is in {told.name} ({told.code}), not Indonesian"
        raise WrongLanguage(message, advice="Saripati reads Indonesian only; leave such pages out of the source.")
    return build(page, pieces, meta, language="id", confidence=sure)


def main_text(html: Any, url: str | None = None) -> str:
    """The main text of an HTML page, paragraph by paragraph, without the title; empty where there is none.

    `html` may be a str, bytes, or a BeautifulSoup.

    >>> main_text("<h1>Judul</h1><div><p>Kota itu kini punya tiga puskesmas baru, kata wali kota kepada warga, Rabu.</p></div>")
    'Kota itu kini punya tiga puskesmas baru, kata wali kota kepada warga, Rabu.'
    """
    content = html if isinstance(html, (str, bytes)) else str(html)
    tree = _blocks(decode(content, source=url or "html"))
    return "\n".join(p.text for p in select.choose(tree, scores(tree), title=tree.title) if select.plain(p))


def _blocks(html: str) -> markup.Tree:
    """The blocks of a page; where they are next to nothing of much, those of the mended page."""
    tree = markup.read(html)
    words = sum(b.words for b in tree.blocks)
    if second.worth(html, words):
        other = markup.read(second.mend(html))
        if sum(b.words for b in other.blocks) > 2 * words:
            return other
    return tree


def certain(html: str) -> float:
    """How sure the choice of the main text of an HTML page is, whatever its language: what `clean` gives as confidence."""
    tree = _blocks(html)
    return _sure(tree, scores(tree)) if tree.blocks else 0.0


def _sure(tree: markup.Tree, marks: list[float]) -> float:
    return confidence([b.words for b in tree.blocks], marks, *select.kept(tree, marks))


def _read_html(page: Page, html: str) -> tuple[list[Piece], Metadata, float]:
    """The pieces of an HTML page, the title first; its metadata; how sure the choice is."""
    tree = _blocks(html)
    if not tree.blocks:  # what the parser gave up on may still be read as text
        pieces, sure = lines.read(second.untagged(html), title=page.title)
        return pieces, Metadata(), sure / 2
    root = markup.parse(html)
    shown = (b.text for b in tree.blocks if not b.link and b.words < 40)
    meta = metadata.read(root, page.url, shown) if root is not None else Metadata()
    marks = scores(tree)
    sure = _sure(tree, marks)
    title = page.title or meta.title or ""
    if outlet := outlets.find(page.url, meta.canonical_url):
        marks, differs = outlets.weigh(outlet, tree, marks)
        meta.conflicts += [differs] if differs else []
    pieces = select.choose(tree, marks, title=title, whole=True)
    if shapes.is_index(tree, [n for n, mark in enumerate(marks) if mark > 0]):
        select.leave_out(pieces, "a list of other stories")
    address = page.url or meta.canonical_url
    meta.partial = meta.partial or signs.is_partial(pieces) or (root is not None and signs.is_paged(root, address))
    if outlet:
        meta.partial = meta.partial or outlets.is_partial(outlet, pieces)
        meta.hinted_authors, meta.hinted_editors = outlets.people(outlet, pieces)
    meta.next_page = signs.next_page(root, page.url) if meta.partial and root is not None else None
    return select.headed(pieces, title, given=bool(page.title)), meta, sure
