"""Lines that belong to the frame of a page: bylines, links to other stories, advertisements, legal lines.

The families are rows of `lexicon/frame.csv`: a `line` pattern must be the whole line, a `start` pattern begins a line
of the frame, a `hole` is frame text that may stand inside a paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache

from pipeline.lexicon import DEFAULT, Lexicon

LONGEST = 320  #: characters; a longer line is no line of the frame, but may have holes

_TEASER = re.compile(r"(?<!\S)((?:Baca|BACA|Lihat|Simak|Tonton)(?: (?:[Jj]uga|JUGA))?(?: [Vv]ideo)?(?: ?: ?| (?=[\"'“‘])))")
_BEFORE = ".!?\"”)':…’"  #: what ends the sentence before a link
_CUE = re.compile(r"(?:baca|lihat|simak|tonton)\b", re.I)


def label(line: str, *, lexicon: Lexicon = DEFAULT) -> str | None:
    """The label of a line of the frame, else None.

    >>> label("Baca juga: Harga Beras Turun"), label("Copyright © ANTARA 2018"), label("Baca buku itu penting.")
    ('inline_link', 'legal', None)
    """
    if len(line) > LONGEST:
        return None
    found = _patterns(lexicon)[0].match(line)
    return _patterns(lexicon)[1][found.lastgroup] if found and found.lastgroup else None


def holes(line: str, *, lexicon: Lexicon = DEFAULT) -> list[tuple[int, int, str]]:
    """Frame text inside a line: start, end, label.

    >>> line = "Ia siap. SCROLL TO CONTINUE WITH CONTENT Acara ramai. Baca juga: Beras di Kota Turun Menurut dia, itu baik."
    >>> [(line[start:end], label) for start, end, label in holes(line)]
    [('SCROLL TO CONTINUE WITH CONTENT', 'ad'), ('Baca juga: Beras di Kota Turun', 'inline_link')]
    """
    found = [(m.start(), m.end(), _patterns(lexicon)[3][m.lastgroup or ""]) for m in _patterns(lexicon)[2].finditer(line)]
    if _CUE.search(line):
        ends = [start for start, _, _ in found]
        at = 0
        while m := _TEASER.search(line, at):
            before = line[max(0, m.start() - 3) : m.start()].rstrip()[-1:]
            if before and before not in _BEFORE and not m[1].lower().startswith("baca juga"):
                at = m.end()
                continue
            at_end = bisect_right(ends, m.start(1))
            stop = [*ends[at_end : at_end + 1], len(line)][0]
            following = _TEASER.search(line, m.end(), stop)
            end = m.end() + _title_end(line[m.end() : following.start(1) if following else stop])
            found.append((m.start(1), end, "inline_link"))
            at = end
    return _apart(found)


_WORD = re.compile(r"\S+")


def _title_end(text: str) -> int:
    """Where the title at the head of a text ends: before the sentence that goes on after it.

    A title has capitals; the first word that begins a sentence is a capitalised one with two small words after it.
    """
    words = [(m.start(), m[0]) for m in _WORD.finditer(text)]
    if text[:1] in "\"'“‘":
        close = {'"': '"', "'": "'", "“": "”", "‘": "’"}[text[0]]
        end = text.find(close, 1)
        if 0 < end < 160:
            tail = re.match(r"[^.]{0,20}?:", text[end + 1 :])
            return end + 1 + (tail.end() if tail else 0)
    capital = [w.lstrip("\"'“‘(")[:1].isupper() or w[:1].isdigit() for _, w in words]
    if sum(capital[:6]) * 2 < min(len(words), 6):  # a title in small letters: nothing tells its end
        return len(text)
    for i in range(3, len(words) - 2):
        small = not capital[i + 1] and not capital[i + 2] and len(words[i + 1][1]) + len(words[i + 2][1]) > 5
        if capital[i] and small and words[i][1][:1].isalpha():
            return len(text[: words[i][0]].rstrip())
    for i in range(3, len(words)):
        if words[i][1][:1] in '"“' and i + 3 < len(words) and not all(capital[i + 1 : i + 4]):
            return len(text[: words[i][0]].rstrip())
    return len(text)


def _apart(found: list[tuple[int, int, str]]) -> list[tuple[int, int, str]]:
    made: list[tuple[int, int, str]] = []
    for start, end, name in sorted(found):
        if made and start < made[-1][1]:
            made[-1] = (made[-1][0], max(end, made[-1][1]), made[-1][2])
        else:
            made.append((start, end, name))
    return made


@lru_cache(maxsize=8)
def _patterns(lexicon: Lexicon) -> tuple[re.Pattern[str], dict[str, str], re.Pattern[str], dict[str, str]]:
    lines, inside = {}, {}
    parts: list[str] = []
    gaps: list[str] = []
    for n, row in enumerate(lexicon.rows("frame")):
        name = f"r{n}"
        if row["where"] == "hole":
            gaps.append(f"(?P<{name}>{row['pattern']})")
            inside[name] = row["label"]
        else:
            end = r"\s*$" if row["where"] == "line" else ""
            parts.append(rf"(?P<{name}>(?:{row['pattern']}){end})")
            lines[name] = row["label"]
    never = "(?!)"
    return (
        re.compile(r"[\s\-–—•*>»|]*(?:" + ("|".join(parts) or never) + ")", re.I),
        lines,
        re.compile("|".join(gaps) or never, re.I),
        inside,
    )
