"""Pieces and metadata → an article."""

from __future__ import annotations

import re

from pipeline.clean import dateline
from pipeline.clean.byline import beside_date, people, signature, visible_author
from pipeline.clean.metadata import Metadata
from pipeline.clean.piece import Piece, assemble
from pipeline.clean.tidy import key, tidy
from pipeline.clean.times import finest, local, published, shown
from pipeline.records import Article, Page

_POSTED = re.compile(r"(?:diposting|ditulis|dipublikasikan|diterbitkan|posted|published|written) (?:oleh|by)\b", re.I)
#: labels of the lines that may name who wrote
_BYLINES = frozenset(("byline", "date", "other", "menu", "duplicate", "ui"))


def build(page: Page, pieces: list[Piece], meta: Metadata, *, language: str, confidence: float) -> Article:
    """The article: text and blocks from the pieces, the rest from what was given, the head of the page, visible lines."""
    text, blocks = assemble(pieces)
    head = next((p for p in pieces if p.label == "title" and p.kept), None)
    title = tidy(page.title) if page.title else head.text if head else None
    body = [p.text for p in pieces if p.kept and p.label in {"lead", "body"}]
    authors, editors = _people(page, pieces, meta, body)
    seen = shown(pieces)
    told = [local(found, seen) for d in (page.published, meta.published) if d and (found := published(d))]
    given = published(page.published) if page.published else None
    changed = published(meta.modified) if meta.modified else None
    return Article(
        title=title,
        authors=authors or meta.hinted_authors,
        editors=editors or meta.hinted_editors,
        published=given or (None if page.published else finest(told, seen)),
        modified=changed,
        outlet=page.outlet or meta.outlet,
        dateline=next((place for line in body[:2] if (place := dateline.find(line))), None),
        url=page.url,
        canonical_url=meta.canonical_url,
        section=meta.section,
        tags=tuple(meta.tags),
        text=text,
        blocks=blocks,
        language=language,
        partial=meta.partial,
        next_page=meta.next_page,
        confidence=confidence,
        conflicts=(
            *_conflicts(page, meta, told, seen),
            *meta.conflicts,
            *_other_names("authors", authors, meta.hinted_authors),
            *_other_names("editors", editors, meta.hinted_editors),
        ),
    )


def _people(page: Page, pieces: list[Piece], meta: Metadata, body: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    lines = [
        p.text if len(p.text) < 160 and (p.label in _BYLINES or _POSTED.match(p.text)) else "" for p in pieces if not p.kept
    ]
    names = {n.casefold() for n in (page.outlet, meta.outlet, "antara", "redaksi", "tim redaksi", "admin") if n}
    known = frozenset(names | {n.rsplit(".", 1)[0] for n in names})
    authors, editors = people(lines, known=known)
    if not authors and not meta.authors:
        seen = next((name for line in lines[:25] if (name := visible_author(line, known))), None)
        above = next((n for n, p in enumerate(pieces) if p.kept and p.label in {"lead", "body"}), 0)
        texts = [p.text for p in pieces[:above]]
        named = beside_date(
            texts, [n for n, p in enumerate(pieces[:above]) if p.label in {"byline", "date"} and not p.kept], known
        )
        name = seen or named or (signature(body[-1]) if body else None)
        authors = (name,) if name else ()
    return tuple(meta.authors) or authors, tuple(meta.editors) or editors


def _conflicts(page: Page, meta: Metadata, told: list[str], seen: list[str]) -> tuple[str, ...]:
    """What the page says in two ways."""
    made = []
    days = list(dict.fromkeys(t[:10] for t in (*told, *seen[:1])))
    if len(days) > 1:
        made.append(f"published: {' or '.join(days)}")
    titles = [key(t) for t in (page.title, meta.title) if t]
    if len(titles) == 2 and titles[0] not in titles[1] and titles[1] not in titles[0]:
        made.append(f"title: {page.title} or {meta.title}")
    return tuple(made)


def _other_names(kind: str, read: tuple[str, ...], hinted: tuple[str, ...]) -> list[str]:
    """What the general reading and the outlet's form of a byline name differently."""
    one, other = " ".join(read).casefold(), " ".join(hinted).casefold()
    return (
        [f"{kind}: {', '.join(read)} or {', '.join(hinted)}"] if one and other and one not in other and other not in one else []
    )
