"""Lines that belong to the frame of a page: bylines, links to other stories, advertisements, legal lines.

The families are rows of `lexicon/frame.csv`: a `line` pattern must be the whole line, a `start` pattern begins a line
of the frame, a `hole` is frame text that may stand inside a paragraph.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

from pipeline.lexicon import DEFAULT, Lexicon

LONGEST = 320  #: characters; a longer line is no line of the frame, but may have holes

_TEASER = re.compile(r"(?<!\S)((?:Baca|BACA|Lihat|Simak|Tonton)(?: (?:[Jj]uga|JUGA))?(?: [Vv]ideo)?(?: ?: ?| (?=[\"'“‘])))")
_BEFORE = ".!?\"”)':…’"  #: what ends the sentence before a link
_MARKS = 0xE000  #: private characters
_CUES = ("baca", "lihat", "simak", "tonton")  #: the words of `_TEASER`


def label(line: str, *, lexicon: Lexicon = DEFAULT) -> str | None:
    """The label of a line of the frame, else None.

    >>> label("Baca juga: Harga Beras Turun"), label("Copyright © ANTARA 2018"), label("Baca buku itu penting.")
    ('inline_link', 'legal', None)
    """
    known = _patterns(lexicon)
    if len(line) > LONGEST or not known.screen.match(line.lower()):
        return None
    found = known.lines.match(line)
    return known.labels[found.lastgroup] if found and found.lastgroup else None


def holes(line: str, *, lexicon: Lexicon = DEFAULT) -> list[tuple[int, int, str]]:
    """Frame text inside a line: start, end, label.

    >>> line = "Ia siap. SCROLL TO CONTINUE WITH CONTENT Acara ramai. Baca juga: Beras di Kota Turun Menurut dia, itu baik."
    >>> [(line[start:end], label) for start, end, label in holes(line)]
    [('SCROLL TO CONTINUE WITH CONTENT', 'ad'), ('Baca juga: Beras di Kota Turun', 'inline_link')]
    """
    known, small = _patterns(lexicon), line.lower()
    found: list[tuple[int, int, str]] = []
    if any(cue in small for cue in known.cues):
        found = [(m.start(), m.end(), known.labels[m.lastgroup or ""]) for m in known.holes.finditer(line)]
    if any(word in small for word in _CUES):
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
    return _apart(found) if found else []


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


@dataclass(frozen=True, slots=True)
class _Patterns:
    """The rows of `lexicon/frame.csv` as patterns; the label of each is that of the group that matched."""

    lines: re.Pattern[str]
    holes: re.Pattern[str]
    labels: dict[str, str]
    screen: re.Pattern[str]  #: matches the small letters of whatever `lines` matches, three times as fast
    cues: tuple[str, ...]  #: a line with a hole has one of these in small letters


@lru_cache(maxsize=8)
def _patterns(lexicon: Lexicon) -> _Patterns:
    labels: dict[str, str] = {}
    lines, holes, plain, cues = [], [], [], []
    for n, row in enumerate(lexicon.rows("frame")):
        labels[name := f"r{n}"] = row["label"]
        if row["where"] == "hole":
            holes.append(f"(?P<{name}>{row['pattern']})")
            cues.append(_literal(row["pattern"]))
        else:
            end = r"\s*$" if row["where"] == "line" else ""
            lines.append(rf"(?P<{name}>(?:{row['pattern']}){end})")
            plain.append(f"(?:{_small(row['pattern'])}){end}")
    never, before = "(?!)", r"[\s\-–—•*>»|]*"
    return _Patterns(
        re.compile(f"{before}(?:{'|'.join(lines) or never})", re.I),
        re.compile("|".join(holes) or never, re.I),
        labels,
        re.compile(f"{before}(?:{'|'.join(plain) or never})"),
        tuple(cues),
    )


def _small(pattern: str) -> str:
    r"""A pattern for texts in small letters.

    >>> _small(r"Oleh (?-i:[A-Z]\w+ ?)\W")
    'oleh (?:[a-z]\\w+ ?)\\W'
    """
    return re.sub(r"\\.|[A-Z]", lambda found: found[0] if len(found[0]) > 1 else found[0].lower(), pattern).replace(
        "(?-i:", "(?:"
    )


def _literal(pattern: str) -> str:
    r"""The longest text in small letters that every match of a pattern has, as far as that is plain to see.

    >>> _literal(r"(?:klik )?scroll to (?:resume|continue) with content"), _literal(r"\[gambas ?:[^\]]{0,80}\]")
    (' with content', '[gambas')
    """
    left = re.sub(r"\\(\W)", lambda found: chr(_MARKS + ord(found[1])), pattern)  # out of the way
    left = re.sub(r"\\.", "\0", left)
    left = re.sub(r"\[[^\]]*\]", "\0", left)
    while (less := re.sub(r"\([^()]*\)", "\0", left)) != left:
        left = less
    left = re.sub(r".(?:[?*]|\{[^}]*\})", "\0", left)
    if "|" in left:
        return ""
    longest = max(re.split(r"[\0.^$+]+", left), key=len)
    return "".join(chr(ord(c) - _MARKS) if _MARKS <= ord(c) < _MARKS + 128 else c.lower() for c in longest)
