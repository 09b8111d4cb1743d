"""The sentences of PyPI's `nlp-id` (kumparan, MIT) as text, and what was annotated in them and in idner-news-2k.

`relabelled.csv` tells of sentences of both, by number, what the project's style makes of them: each entity as label, place
of its first character and words. The sentences themselves stay where they are.

>>> spans("Bupati Jember hadir.", "LOC 7 Jember")
[(7, 13, 'LOC')]
"""

from __future__ import annotations

import csv
import re
from collections.abc import Sequence
from pathlib import Path

HERE = Path(__file__).parent
CLOSING = frozenset((".", ",", ":", ";", "!", "?", ")", "]", "%", "”", "..."))
OPENING = frozenset(("(", "[", "“"))
NUMBERS = re.compile(r"(?<=\d) ?([.,]) ?(?=\d)")
Example = tuple[str, list[tuple[int, int, str]]]


def tagged(path: Path) -> list[list[tuple[str, str]]]:
    """Words with their parts of speech; doubled sentences once."""
    made: dict[tuple[tuple[str, str], ...], None] = {}
    for block in path.read_text(encoding="utf-8").split("\n\n"):
        rows = [line.split("\t") for line in block.splitlines() if "\t" in line]
        made[tuple((r[0], r[-1]) for r in rows if r[0])] = None
    return [list(s) for s in made if s]


def joined(words: Sequence[str]) -> tuple[str, list[tuple[int, int]]]:
    """Words as a text as it would be printed, and where each stands in it."""
    text, places = "", []
    quoted, glue = False, True
    for word in words:
        close = word in CLOSING or (word == '"' and quoted)
        if not (glue or close):
            text += " "
        glue = word in OPENING or (word == '"' and not quoted)
        quoted ^= word == '"'
        places.append((len(text), len(text) + len(word)))
        text += word
    return text, places


def whole(sentence: Sequence[tuple[str, str]]) -> list[tuple[str, str]]:
    """The words of a sentence, a suffix that is a word of its own joined to its word.

    >>> whole([("nama", "NN"), ("nya", "DT")])
    [('namanya', 'NN')]
    """
    words: list[tuple[str, str]] = []
    for word, tag in sentence:
        if word == "nya" and tag == "DT" and words:
            words[-1] = (words[-1][0] + "nya", words[-1][1])
        else:
            words.append((word, tag))
    return words


def texts(path: Path) -> list[str]:
    """The sentences of the file as text."""
    return [NUMBERS.sub(r"\1", joined([w for w, _ in whole(s)])[0]) for s in tagged(path)]


def spans(text: str, told: str) -> list[tuple[int, int, str]]:
    """The entities of a row; an error where the text is another one than the row was written for."""
    found = []
    for entity in told.split("|") if told else ():
        label, place, words = entity.split(" ", 2)
        begin = int(place)
        if text[begin : begin + len(words)] != words:
            raise ValueError(f"{words!r} is not at {begin} of {text!r}")
        found.append((begin, begin + len(words), label))
    return found


def relabelled(source: str, text: Sequence[str], name: str = "relabelled.csv") -> list[Example]:
    """The annotated sentences of a source, of which `text` are all sentences."""
    with (HERE / name).open(encoding="utf-8", newline="") as lines:
        rows = [row for row in csv.DictReader(lines) if row["source"] == source]
    return [(text[int(r["number"])], spans(text[int(r["number"])], r["entities"])) for r in rows]
