"""Tables of figures, told apart from tables that only lay out a page."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

_PARTS = frozenset(("thead", "tbody", "tfoot"))
_APART = frozenset(("p", "div", "br"))
_NO_FIGURES = frozenset(
    ("table", "form", "input", "script", "style", "iframe", "select", "button", "ul", "ol", "h1", "noscript")
)
_FIGURE = re.compile(r"(?:[A-Z][a-z]{0,2}\.?|[$€])?\s?[+-]?\d[\d.,:/%\s–-]{0,30}[^\W\d]{0,12}[%*)]?")
_NAME = re.compile(r"[^\W\d_]{3}")
_CELL = 160  #: characters; a longer cell holds running text
_ROWS = 500


def rows(table: Any) -> list[tuple[Any, str, int]]:
    """The rows of a table of figures: element, cells joined by " | ", link characters; nothing where it is another table.

    >>> from lxml import html
    >>> kota = "<tr><th>Kota<th>Jiwa<tr><td>Bima<td>155.140<tr><td>Dompu<td>236.665"
    >>> [row for _, row, _ in rows(html.fromstring(f"<table>{kota}</table>"))]
    ['Kota | Jiwa', 'Bima | 155.140', 'Dompu | 236.665']
    >>> rows(html.fromstring("<table><tr><td>Beranda<td>Berita<tr><td>Warga mendaftar.<td>Iklan</table>"))
    []
    """
    if any(child.tag in _NO_FIGURES for child in table.iterdescendants()):
        return []
    found: list[tuple[Any, list[str], int]] = []
    for part in table:
        if part.tag in _PARTS:
            inside = list(part)
        elif part.tag == "caption":
            found.append((part, [_text(part)], 0))
            continue
        else:
            inside = [part]
        for row in inside:
            if row.tag in {"col", "colgroup"}:
                continue
            cells = [_text(cell) for cell in row]
            if row.tag != "tr" or len(found) >= _ROWS or any(len(cell) > _CELL for cell in cells):
                return []
            found.append((row, [cell for cell in cells if cell], sum(len(_text(a)) for a in row.iter("a"))))
    found = [row for row in found if row[1]]
    if _packed(table.itertext()) != _packed(cell for _, cells, _ in found for cell in cells):
        return []  # text beside the cells
    if not _has_figures([cells for _, cells, _ in found]):
        return []
    made = [(element, " | ".join(cells), link) for element, cells, link in found]
    return [] if sum(link for _, _, link in made) * 3 > sum(len(text) for _, text, _ in made) else made


def _has_figures(table: list[list[str]]) -> bool:
    """Whether most rows have a name and a figure, and as many cells as the others."""
    wide = [cells for cells in table if len(cells) > 1]
    named = [c for c in wide if _NAME.search(" ".join(c)) and any(_FIGURE.fullmatch(cell) for cell in c)]
    usual = max((len(c) for c in wide), key=[len(c) for c in wide].count, default=0)
    return len(named) > 1 and 2 * len(named) >= len(table) and 2 * sum(len(c) == usual for c in wide) >= len(table)


def _text(element: Any) -> str:
    apart = " " if any(child.tag in _APART for child in element) else ""
    return " ".join(apart.join(element.itertext()).split())


def _packed(parts: Iterable[str]) -> str:
    return "".join("".join(parts).split())
