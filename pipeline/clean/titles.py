"""The headline: what JSON-LD, meta elements, `<title>` and the page itself tell, without the site's name."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

from pipeline.clean.tidy import key, tidy, words

_DOMAIN = re.compile(r"\w\.(?:com|co\.id|id|net|tv|org)\b", re.I)
_PARTS = re.compile(r"\s*(?:::+|[|»•·])\s*|\s+[-–—:]\s+")
_SHEET = re.compile(r"[\s,|–-]*\(?\b(?:halaman|hal\.?|page)\s+(?:\d{1,3}|all|semua)(?:\s+(?:dari|of)\s+\d{1,3})?\)?\s*$", re.I)
_CUT = ("...", "…")
_QUOTES = re.compile("[\"“”‘’]|(?<!\\w)'|'(?!\\w)")
_LONGEST = 400  #: characters
_MORE = 4  #: words that a headline on the page may have beyond the one in the head, as "FOTO: …"


def find(told: Sequence[str | None], heads: Sequence[str], texts: Iterable[str] = (), sites: Iterable[str] = ()) -> str | None:
    """The headline from what the head tells (JSON-LD first, `<title>` last), the `<h1>`s, and other texts of the page.

    >>> find(["Harga Beras Turun - Halaman 2 - Pantura.com"], ["Ekonomi", "Harga Beras Turun"])
    'Harga Beras Turun'
    >>> find(["Harga Beras Turun | Radar Pantura"], ["Radar Pantura"], ["FOTO: Harga Beras Turun"], ["radarpantura"])
    'FOTO: Harga Beras Turun'
    >>> find(["Warga Kota Tua Mendaftar - Harga Beras Turun"], [])
    'Warga Kota Tua Mendaftar - Harga Beras Turun'
    """
    own = [packed(site) for site in sites if len(packed(site)) > 3]
    named = [bare(tidy(html.unescape(t))[:_LONGEST], own) for t in told if t and t.strip()]
    named = [t for t in named if t]
    whole = [t for t in named if not t.endswith(_CUT)] or named
    heads = [t for head in heads if (t := _SHEET.sub("", tidy(head)[:_LONGEST])) and packed(t) not in own]
    if not whole:
        return heads[0] if heads else None
    best = min(whole, key=lambda t: (sum(not _within(t, other) for other in whole), len(words(t)) < 3))
    wanted = {key(t) for t in (best, *whole)}
    for head in heads:
        if key(head) in wanted:
            return _form(head, named)
    for head in heads:
        if len(words(head)) > 2 and any(_within(head, t) and len(words(t)) - len(words(head)) <= _MORE for t in whole):
            return head
    parts = {key(best[: m.start()]) for m in _PARTS.finditer(best)} | {key(best[m.end() :]) for m in _PARTS.finditer(best)}
    for seen in (*heads, *(text for text in texts if len(text) < _LONGEST)):
        if len(words(seen)) > 2 and key(seen) in parts:
            return seen
        more = len(words(seen)) - len(words(best))
        if 0 < more <= _MORE and len(words(best)) > 2 and f" {key(seen)}".endswith(f" {key(best)}") and bare(seen, own) == seen:
            return seen
    return best


def bare(title: str, own: Sequence[str] = ()) -> str:
    """A title without the site's name (its letters in `own`) and number of the page at either end.

    >>> bare("Harga Beras Turun Halaman all - Pantura.com"), bare("Pantura News: Harga Beras Turun", ["pantura"])
    ('Harga Beras Turun', 'Harga Beras Turun')
    """
    while True:
        before, title = title, _SHEET.sub("", title)
        marks = list(_PARTS.finditer(title))
        if marks and _is_site(title[marks[-1].end() :], own) and marks[-1].start():
            title = title[: marks[-1].start()]
        elif marks and _is_site(title[: marks[0].start()], own) and marks[0].end() < len(title):
            title = title[marks[0].end() :]
        elif (head := re.match(r"([^:]{3,30}): (?=.)", title)) and _is_site(head[1], own):
            title = title[head.end() :]
        if title == before:
            return title.strip()


def _is_site(part: str, own: Sequence[str]) -> bool:
    """Whether a part of a title is the site's name, or that and a section's."""
    letters = packed(part)
    if not letters or len(part.split()) > 5:
        return not letters
    return _DOMAIN.search(part) is not None or any(o in letters and len(letters) <= 3 * len(o) for o in own)


def _form(head: str, named: Sequence[str]) -> str:
    """The headline in the signs and capitals that all places of the head agree on, where there are three; else as shown."""
    forms = {t for t in named if key(t) == key(head)}
    same = len(named) > 2 and len(forms) == 1 and all(key(t) == key(head) for t in named)
    other = forms.pop() if same else head
    return head if len(_QUOTES.findall(head)) > len(_QUOTES.findall(other)) else other


def _within(short: str, long: str) -> bool:
    return f" {key(short)} " in f" {key(long)} "


def packed(text: str) -> str:
    """The letters of a text alone, as a host name has them."""
    return "".join(words(text))
