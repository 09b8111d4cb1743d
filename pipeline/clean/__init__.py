"""A page → an article: its text without the frame, its metadata, and every block with the reason it was kept or not."""

from __future__ import annotations

from pipeline.errors import NoArticle
from pipeline.records import Article, Block, Page

__all__ = ["clean", "main_text"]


def clean(page: Page) -> Article:
    """The article of a page.

    Raises:
        NoArticle: the page holds none (an index, an error page, a menu).
        TooLarge: the page is beyond the limits.
    """
    body = page.text or ""
    if not body.strip():
        raise NoArticle(f"{page.source}: no article on the page", advice="Give the address of an article.")
    paragraphs = [t for t in (page.title, *body.splitlines()) if t and t.strip()]
    blocks, at = [], 0
    for n, paragraph in enumerate(paragraphs):
        blocks.append(Block(label="body", kept=True, start=at, end=at + len(paragraph), reason="first version", source=str(n)))
        at += len(paragraph) + 2
    return Article(
        title=page.title,
        published=page.published,
        url=page.url,
        text="\n\n".join(paragraphs),
        blocks=tuple(blocks),
        language="id",
    )


def main_text(html: str | bytes, url: str | None = None) -> str:
    """The main text of an HTML page, paragraph by paragraph, without the title; empty where there is none."""
    try:
        return clean(Page(source=url or "", html=html, url=url)).text
    except NoArticle:
        return ""
