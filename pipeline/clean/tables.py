"""Tables of figures, told apart from tables that only lay out a page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from html import unescape

_CELLS = frozenset(("td", "th", "caption"))
_APART = frozenset(("p", "div", "br"))
_ENDS = frozenset(("tr", "/tr", *_CELLS, "tbody", "thead", "tfoot", "/table"))
_NO_FIGURES = frozenset("table form input /script /style iframe select button ul ol h1 noscript".split())  # noqa: SIM905
_FIGURE = re.compile(r"(?:[A-Z][a-z]{0,2}\.?|[$€])?\s?[+-]?\d[\d.,:/%\s–-]{0,30}[^\W\d]{0,12}[%*)]?")
_NAME = re.compile(r"[^\W\d_]{3}")
_CELL = 160  #: characters; a longer cell holds running text
_ROWS = 500


def rows(names: Sequence[str | None], texts: Sequence[str], at: int) -> list[tuple[int, str, int]]:
    """The rows of a table of figures that begins with the tag numbered `at`; nothing where it is another table.

    `names` are the page's tags, `texts` what stands behind each. A row is its number, its cells joined by " | ", and how
    many of its characters are link text.

    >>> tags = ["table", "tr", "th", "th", "tr", "td", "td", "tr", "td", "td", "/table"]
    >>> rows(tags, ["", "", "Kota", "Jiwa", "", "Bima", "155.140", "", "Dompu", "236.665", ""], 0)
    [(1, 'Kota | Jiwa', 0), (2, 'Bima | 155.140', 0), (3, 'Dompu | 236.665', 0)]
    >>> rows(tags, ["", "", "Beranda", "Berita", "", "Warga mendaftar.", "Iklan", "", "", "", ""], 0)
    []
    """
    found: list[tuple[int, list[str], int]] = []
    cell: list[str] | None = None  # parts of the open cell
    separator, number, in_link = "", 0, False
    for n in range(at, len(names)):
        name = (names[n] or "").lower()
        if name in _NO_FIGURES and n > at:
            return []
        if name in _ENDS or name in {"/td", "/th", "/caption"}:
            if cell and (text := " ".join(separator.join(cell).split())):
                if len(text) > _CELL:
                    return []
                found[-1][1].append(text)
            cell, separator, in_link = None, "", False
            if name == "/table":
                break
            if name == "tr" or name == "caption":
                number += name == "tr"
                found.append((number * (name == "tr"), [], 0))
            if name in _CELLS:
                if not found or len(found) > _ROWS:
                    return []
                cell = []
        elif name in _APART:
            separator = " "
        elif name in {"a", "/a"}:
            in_link = name == "a"
        if cell is None:
            if texts[n] and not texts[n].isspace():
                return []  # text beside the cells
            continue
        text = unescape(texts[n])
        cell.append(text)
        if in_link:
            row, cells, link = found[-1]
            found[-1] = row, cells, link + len(" ".join(text.split()))
    found = [row for row in found if row[1]]
    if not _has_figures([cells for _, cells, _ in found]):
        return []
    made = [(row, text, min(link, len(text))) for row, cells, link in found if (text := " | ".join(cells))]
    return [] if sum(link for _, _, link in made) * 3 > sum(len(text) for _, text, _ in made) else made


def _has_figures(table: list[list[str]]) -> bool:
    """Whether most rows have a name and a figure, and as many cells as the others."""
    wide = [cells for cells in table if len(cells) > 1]
    named = [c for c in wide if _NAME.search(" ".join(c)) and any(_FIGURE.fullmatch(cell) for cell in c)]
    lengths = Counter(len(c) for c in wide)
    usual = max(lengths.values(), default=0)
    return len(named) > 1 and 2 * len(named) >= len(table) and 2 * usual >= len(table)
