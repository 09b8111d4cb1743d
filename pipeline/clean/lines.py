"""The lines of a text, an article or the dump of a whole page → pieces with labels.

Lines of the frame are known by their words (`frame.py`). What is left is prose or short lines. In a text without a
frame around it everything else is article. In a dump the article is the run of lines with the greatest sum of the
networks' scores; where those see no article, prose counts for and short or repeated lines count against.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from pipeline.clean.byline import is_date_line
from pipeline.clean.confidence import LINES, confidence
from pipeline.clean.frame import holes, label
from pipeline.clean.networks import line_scores
from pipeline.clean.piece import Piece
from pipeline.clean.tidy import key, tidy
from pipeline.lexicon import DEFAULT, Lexicon

_ENDS = re.compile(r"""(?:[.!?:;…]["'”’)\]]*|["”][)\]]*)(?: ?[(\[][^()\[\]]{1,80}[)\]])?$""")
_WORDS = re.compile(r"\w+")
_INNER = ",.;)"  #: what no line begins with, but the rest of one
_WHOLE = 1500  #: characters; no longer line is gone on with
_TAIL = 150  #: of them are looked at
_RUNNING = 30  #: characters of a line that may be the beginning of a sentence
_NEAR = 5  #: lines from the run within which prose belongs to it
_LINK = 10  #: words of a link inside a sentence
_ENTRY = re.compile(r"[a-z][.)]\s|\w+\.(?:com|co|id|net|org|go|tv|news)\b|https?:|\.\.", re.I)
_ENDING = frozenset(("teaser", "tags", "comment", "legal"))


def read(text: str, *, title: str | None = None, lexicon: Lexicon = DEFAULT) -> tuple[list[Piece], float]:
    """The lines of a text as pieces, the title first, and how sure the choice is.

    >>> pieces, _ = read("Judul\\n\\nKOTA A - Isi berita itu begini.\\nBaca juga: Lain", title="Judul")
    >>> [(p.label, p.kept, p.text) for p in pieces]
    [('title', True, 'Judul'), ('lead', True, 'KOTA A - Isi berita itu begini.'), ('inline_link', False, 'Baca juga: Lain')]
    """
    pieces = _pieces(text, lexicon, title)
    _teasers(pieces)
    at = _title(pieces, title)
    sure = _leave_out(pieces, at) if _is_dump(pieces) else 0.98
    if at is not None:
        head = pieces[at]
        head.label, head.kept, head.reason = "title", True, "title: given" if title else "title: the line above the lead"
        head.text = tidy(title) if title else head.text
        for p in pieces[:at]:
            _drop(p, "ui", "above the title")
        for p in pieces[at + 1 :]:
            if p.kept and key(p.text) == key(head.text):
                _drop(p, "duplicate", "the title again")
        pieces = [head, *pieces[:at], *pieces[at + 1 :]]
    elif title and title.strip():
        pieces.insert(0, Piece(tidy(title), "title", True, "title: given", "title"))
    made = [q for p in pieces for q in (split(p, lexicon) if p.kept and p.label == "body" else [p])]
    if lead := next((p for p in made if p.kept and p.label == "body"), None):
        lead.label = "lead"
    return made, sure


def frame_label(line: str, *, lexicon: Lexicon = DEFAULT) -> str | None:
    """The label of a line of the frame, date lines among them, else None."""
    return label(line, lexicon=lexicon) or ("date" if len(line) < 80 and is_date_line(line, lexicon=lexicon) else None)


def run(lines: Sequence[str], labels: Sequence[str | None], marks: Sequence[float]) -> list[bool]:
    """Of each line whether it is the article's: the run with the greatest sum of scores times words, without its holes."""
    first, last = _best([max(-5.0, min(5.0, m)) * (min(len(t.split()), 60) if m > 0 else 1) for m, t in zip(marks, lines)])
    if first == last:
        seen = Counter(map(key, lines))
        first, last = _best([_prior(t, name, seen) for t, name in zip(lines, labels)])
        marks = [0.0] * len(lines)
    else:
        first, last = _widened(
            [n for n, t in enumerate(lines) if labels[n] is None and marks[n] > -1 and is_prose(t)], first, last
        )
    return [first <= n < last and labels[n] is None and marks[n] > -1 for n in range(len(lines))]


def _widened(prose: list[int], first: int, last: int) -> tuple[int, int]:
    """The run with the lines of prose next to it that the scores are not much against."""
    for n in reversed(prose):
        if first - _NEAR <= n < first:
            first = n
    for n in prose:
        if last <= n < last + _NEAR:
            last = n + 1
    return first, last


def split(piece: Piece, lexicon: Lexicon = DEFAULT) -> list[Piece]:
    """A piece of the body, with its holes left out."""
    line, made, at = piece.text, [], 0
    for start, end, name in holes(line, lexicon=lexicon):
        if kept := line[at:start].strip():
            made.append(Piece(kept, piece.label, True, piece.reason, piece.source))
        reason = f"frame: {name} inside a line"
        made.append(Piece(line[start:end].strip(), name, False, reason, piece.source))  # type: ignore[arg-type]
        at = end
    if kept := line[at:].strip(" :" if made else " "):
        made.append(Piece(kept, piece.label, True, piece.reason, piece.source))
    return made


def rejoined(lines: Sequence[str], title: str | None = None) -> list[tuple[int, str]]:
    """The lines that are not empty, tidied, with their numbers; sentences that links had cut into lines are whole again.

    >>> rejoined(["Sari adalah kepala dinas yang baru di", "Kota Tua", ", kata wali kota.", "", "Baca juga"])
    [(1, 'Sari adalah kepala dinas yang baru di Kota Tua, kata wali kota.'), (5, 'Baca juga')]
    """
    made: list[tuple[int, str]] = []
    head = key(title or "")
    for n, raw in enumerate(lines, 1):
        line = tidy(raw)
        if not line:
            continue
        if made and (line[0] in _INNER or line[0].islower()) and _goes_on(made[-1][1], line, head):
            at, link = made.pop()
            if made and len(link.split()) <= _LINK and len(made[-1][1]) > _RUNNING and _is_open(made[-1][1], head):
                at, before = made.pop()
                link = _joined(before, link)
            made.append((at, _joined(link, line)))
        else:
            made.append((n, line))
    return made


def _goes_on(line: str, following: str, head: str) -> bool:
    """Whether a line that begins in small letters, or with a comma, is the rest of the one above it."""
    if len(line) > _WHOLE or _ENTRY.match(following) or frame_label(following) or frame_label(line):
        return False
    return following[0] in _INNER or _is_open(line, head)


def _is_open(line: str, head: str) -> bool:
    """Whether a line ends inside a sentence: with a comma or dash, or with no full stop and no headline, menu or date."""
    if len(line) < 2 * _TAIL and key(line) == head:
        return False
    tail = line[-_TAIL:]
    words = tail.split()
    small = sum(w[0].islower() for w in words)
    cut = not _ENDS.search(tail) and (3 * small >= len(words) or len(words) < 3) and "|" not in tail
    return cut or line[-1] in ",–—-"


def _joined(line: str, following: str) -> str:
    return f"{line}{'' if following[0] in _INNER else ' '}{following}"


def _pieces(text: str, lexicon: Lexicon, title: str | None = None) -> list[Piece]:
    made: list[Piece] = []
    links = False  # below a bare "Baca juga:", where titles follow
    for n, line in rejoined(text.splitlines(), title):
        name = frame_label(line, lexicon=lexicon)
        if name is None and links and len(line) < 130 and not _ENDS.search(line):
            name = "inline_link"
        links = name == "inline_link" and (links or len(line) < 14)
        if name:
            made.append(Piece(line, name, False, f"frame: {name}", str(n)))  # type: ignore[arg-type]
        else:
            made.append(Piece(line, "body", True, "body", str(n)))
    return made


def _title(pieces: list[Piece], title: str | None) -> int | None:
    """Number of the piece that is the title."""
    if title and (wanted := key(title)):
        return next((n for n, p in enumerate(pieces) if key(p.text) == wanted), None)
    lead = next((n for n, p in enumerate(pieces) if p.kept and is_prose(p.text) and len(p.text) > 100), None)
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


def is_prose(line: str) -> bool:
    """Whether a line is running text, not a headline or an entry of a menu."""
    return (len(line) > 60 and bool(_ENDS.search(line))) or len(line) > 200


def _teasers(pieces: list[Piece]) -> None:
    """Leave out headlines of other stories inside the article: two or more in a row, while a subhead stands alone."""
    row: list[Piece] = []
    prose = False
    for p in pieces:
        if p.kept and prose and _headline(p.text):
            row.append(p)
            continue
        if len(row) > 1 and p.kept and is_prose(p.text):
            for q in row:
                _drop(q, "teaser", "headlines in a row inside the article")
        row = []
        prose = prose or (p.kept and is_prose(p.text))


def _headline(line: str) -> bool:
    words = _WORDS.findall(line)
    if not line[0].isalnum() and line[0] not in "\"'“‘":
        return False
    capital = sum(w[0].isupper() or w[0].isdigit() for w in words)
    return 5 <= len(words) <= 20 and not _ENDS.search(line) and capital >= 0.7 * len(words)


def _is_dump(pieces: list[Piece]) -> bool:
    framed = sum(not p.kept and p.label != "ad" for p in pieces)
    again = len(pieces) - len({key(p.text) for p in pieces})
    short = sum(p.kept and len(p.text.split()) < 4 for p in pieces)
    return framed + again >= 3 or (len(pieces) > 12 and short > len(pieces) // 3)


def _leave_out(pieces: list[Piece], at: int | None) -> float:
    """Leave out all but the article's run of lines; what is printed twice in it stays once. How sure that is."""
    rest = pieces if at is None else pieces[at + 1 :]
    lines, labels = [p.text for p in rest], [None if p.kept else p.label for p in rest]
    marks = line_scores(lines, labels)
    counts = Counter(key(line) for line in lines)
    seen: set[str] = set()
    kept = run(lines, labels, marks)
    for p, keep, mark in zip(rest, kept, marks, strict=True):
        if not p.kept:
            continue
        if not keep:
            _drop(p, "teaser" if counts[key(p.text)] > 1 else "menu", f"score {mark:.1f}, outside the article's run of lines")
        elif (words := key(p.text)) in seen:
            _drop(p, "duplicate", "printed twice")
        else:
            seen.add(words)
            p.reason = f"score {mark:.1f}"
            if counts[words] > 1:
                p.label = "caption"
    for p in pieces[: at or 0]:
        _drop(p, "menu", "above the title")
    return confidence([len(line.split()) for line in lines], marks, kept, list(map(is_prose, lines)), LINES)


def _best(values: list[float]) -> tuple[int, int]:
    """Where the run with the greatest sum begins and ends; an empty one where no value is above 0."""
    best, top, start, total = (0, 0), 0.0, 0, 0.0
    for n, value in enumerate(values):
        if total <= 0:
            start, total = n, 0.0
        total += value
        if total > top:
            best, top = (start, n + 1), total
    return best


def _prior(line: str, name: str | None, seen: Counter[str]) -> float:
    """How much a line speaks for the article, by its looks."""
    if name:
        return -2.0 if name in _ENDING else -0.3
    words = len(line.split())
    if is_prose(line):
        return min(words, 40) / 8
    if seen[key(line)] > 1:
        return -2.0 * (len(line) < 100 or not line.endswith(")"))
    return -1.0 if words > 4 else -0.6


def _drop(p: Piece, name: str, reason: str) -> None:
    if p.kept:
        p.label, p.kept, p.reason = name, False, reason  # type: ignore[assignment]
