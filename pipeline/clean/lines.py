"""The lines of a text, an article or the dump of a whole page → pieces with labels.

Lines of the frame are known by their words (`frame.py`). What is left is prose or short lines. In a text without a
frame around it everything else is article; in a dump the article is the run of lines with the greatest sum of scores,
where prose counts for and short, title-like or repeated lines count against.
"""

from __future__ import annotations

import re
from collections import Counter

from pipeline.clean.byline import is_date_line
from pipeline.clean.frame import holes, label
from pipeline.clean.piece import Piece
from pipeline.clean.tidy import tidy
from pipeline.lexicon import DEFAULT, Lexicon

_ENDS = re.compile(r"""(?:[.!?:;…]["'”’)\]]*|["”][)\]]*)(?: ?[(\[][^()\[\]]{1,80}[)\]])?$""")
_WORDS = re.compile(r"\w+")


def read(text: str, *, title: str | None = None, lexicon: Lexicon = DEFAULT) -> list[Piece]:
    """The lines of a text as pieces; the title first.

    >>> [(p.label, p.kept, p.text) for p in read("Judul\\n\\nKOTA A - Isi berita itu begini.\\nBaca juga: Lain", title="Judul")]
    [('title', True, 'Judul'), ('body', True, 'KOTA A - Isi berita itu begini.'), ('inline_link', False, 'Baca juga: Lain')]
    """
    pieces = _pieces(text, lexicon)
    body = [p for p in pieces if p.kept]
    seen = Counter(_key(p.text) for p in body)
    at = _title(pieces, title)
    _teasers(pieces)
    if _is_dump(pieces, seen):
        _segment(pieces, seen, at)
    if at is not None:
        head = pieces[at]
        head.label, head.kept, head.reason = "title", True, "title: given" if title else "title: the line above the lead"
        for p in pieces[:at]:
            _drop(p, "ui", "above the title")
        if title:
            head.text = tidy(title)
        for p in pieces[at + 1 :]:
            if p.kept and _key(p.text) == _key(head.text):
                _drop(p, "duplicate", "the title again")
        pieces = [head, *pieces[:at], *pieces[at + 1 :]]
    elif title and title.strip():
        pieces.insert(0, Piece(tidy(title), "title", True, "title: given", "title"))
    return pieces


def _pieces(text: str, lexicon: Lexicon) -> list[Piece]:
    made: list[Piece] = []
    links = False  # below a bare "Baca juga:", where titles follow
    for n, raw in enumerate(text.splitlines(), 1):
        line = tidy(raw)
        if not line:
            continue
        name = label(line, lexicon=lexicon)
        if name is None and len(line) < 80 and is_date_line(line):
            name = "date"
        if name is None and links and len(line) < 130 and not _ENDS.search(line):
            name = "inline_link"
        if name:
            links = (name == "inline_link" and len(line) < 14) or (links and name == "inline_link")
            made.append(Piece(line, name, False, f"frame: {name}", str(n)))  # type: ignore[arg-type]
            continue
        links = False
        made += split(line, str(n), lexicon)
    return made


def split(line: str, source: str, lexicon: Lexicon = DEFAULT) -> list[Piece]:
    """A line as body, with its holes left out."""
    made: list[Piece] = []
    at = 0
    for start, end, name in holes(line, lexicon=lexicon):
        if kept := line[at:start].strip():
            made.append(Piece(kept, "body", True, "body", source))
        made.append(Piece(line[start:end].strip(), name, False, f"frame: {name} inside a line", source))  # type: ignore[arg-type]
        at = end
    if kept := line[at:].strip(" :" if made else " "):
        made.append(Piece(kept, "body", True, "body", source))
    return made


def _key(text: str) -> str:
    return " ".join(_WORDS.findall(text.casefold()))


def _title(pieces: list[Piece], title: str | None) -> int | None:
    """Number of the piece that is the title."""
    if title and (key := _key(title)):
        for n, p in enumerate(pieces):
            if _key(p.text) == key:
                return n
        return None
    lead = next((n for n, p in enumerate(pieces) if p.kept and _prose(p.text) and len(p.text) > 100), None)
    if lead is None:
        return None
    above = [n for n, p in enumerate(pieces[:lead]) if p.kept and 15 <= len(p.text) <= 180 and len(p.text.split()) >= 3]
    return max(above, key=lambda n: (_like_title(pieces, n), n)) if above else None


def _like_title(pieces: list[Piece], n: int) -> int:
    """How much a line above the lead looks like the headline."""
    line = pieces[n].text
    words = line.split()
    small = sum(not w[0].isupper() and not w[0].isdigit() for w in words)
    below = pieces[n + 1].label if n + 1 < len(pieces) else ""
    return (
        2 * (not line.endswith((".", ")", ":")))
        + 2 * (4 <= len(words) <= 20)
        + 2 * (below in {"byline", "date"})
        + (small <= len(words) // 2)
        - 2 * (len(words) > 9 and not small and not line.isupper())  # a menu
        - 2 * (line.count("|") > 1)
    )


def _prose(line: str) -> bool:
    return (len(line) > 60 and bool(_ENDS.search(line))) or len(line) > 200


def _teasers(pieces: list[Piece]) -> None:
    """Leave out headlines of other stories inside the article: two or more in a row, while a subhead stands alone."""
    run: list[Piece] = []
    prose = False
    for p in pieces:
        if p.kept and prose and _headline(p.text):
            run.append(p)
            continue
        if len(run) > 1 and p.kept and _prose(p.text):
            for q in run:
                _drop(q, "teaser", "headlines in a row inside the article")
        run = []
        prose = prose or (p.kept and _prose(p.text))


def _headline(line: str) -> bool:
    words = _WORDS.findall(line)
    if not line[0].isalnum() and line[0] not in "\"'“‘":
        return False
    return (
        5 <= len(words) <= 20
        and not _ENDS.search(line)
        and sum(w[0].isupper() or w[0].isdigit() for w in words) >= 0.7 * len(words)
    )


def _is_dump(pieces: list[Piece], seen: Counter[str]) -> bool:
    framed = sum(not p.kept and p.label != "ad" for p in pieces)
    again = sum(n - 1 for n in seen.values() if n > 1)
    return framed + again >= 3


def _score(p: Piece, seen: Counter[str]) -> float:
    if not p.kept:
        return -2.0 if p.label in {"teaser", "tags", "comment", "legal"} else -0.3
    words = len(p.text.split())
    if _prose(p.text):
        return min(words, 40) / 8
    if seen[_key(p.text)] > 1:
        return -2.0 * (len(p.text) < 100 or not p.text.endswith(")"))
    return -1.0 if words > 4 else -0.6


def _segment(pieces: list[Piece], seen: Counter[str], at: int | None) -> None:
    """Leave out all but the run of pieces with the greatest sum of scores; what is printed twice stays once."""
    first = 0 if at is None else at + 1
    best, best_sum, start, total = (first, first), 0.0, first, 0.0
    for n in range(first, len(pieces)):
        if total <= 0:
            start, total = n, 0.0
        total += _score(pieces[n], seen)
        if total > best_sum:
            best, best_sum = (start, n + 1), total
    kept: set[str] = set()
    for n, p in enumerate(pieces):
        if not p.kept or n == at:
            continue
        if not best[0] <= n < best[1]:
            _drop(p, "teaser" if seen[_key(p.text)] > 1 else "menu", "outside the article's run of lines")
        elif (key := _key(p.text)) in kept:
            _drop(p, "duplicate", "printed twice")
        else:
            kept.add(key)
            if seen[key] > 1:
                p.label, p.reason = "caption", "printed twice"


def _drop(p: Piece, name: str, reason: str) -> None:
    if p.kept:
        p.label, p.kept, p.reason = name, False, reason  # type: ignore[assignment]
