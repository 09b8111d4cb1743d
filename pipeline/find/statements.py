"""Finds what is said in an article: quotations, and the reporter's sentences with a verb of saying.

Where the speaker is named is given as a place (`speaker`, where to look for a name) or as a pronoun; who it is, is decided
by `resolve.speakers`.

>>> import spacy
>>> text = 'Camat Sukun Rina mengatakan jalan akan diperbaiki. "Mulai besok kami kerjakan," ujarnya.'
>>> for s in find(Article(text=text), spacy.blank("id")(text)):
...     print(s.kind, s.cue, s.pronoun, s.mention.text)
indirect mengatakan False jalan akan diperbaiki
direct ujarnya True Mulai besok kami kerjakan,
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

import regex
from spacy.tokens import Doc

from pipeline.lexicon import DEFAULT, Lexicon
from pipeline.records import Article, Mention

PARAGRAPH = regex.compile(r"[^\n]++")
MARK = regex.compile(r"[\"“”„‟″]|''")
#: a sentence ends at its stop, not behind a short form or an initial
SHORT = r"(?<!\b(?:dr|drg|Drs|Dra|Prof|Plt|Plh|Pj|Pjs|Hj|Ir|No|Jl|Kab|Kec|Kel|St|H|\p{Lu}))"
END = regex.compile(SHORT + r"[.!?…]++[\"”)]*+(?=\s*+\p{Lu}|\s*+[\"“]|\s*+$)")
LEAST = 4  #: words; fewer in quotation marks without a verb of saying are no statement
WORD = regex.compile(r"\w++")


@dataclass(frozen=True, slots=True)
class StatementMention:
    """What was said, `mention`, and what tells the speaker.

    `sentence` is the sentence of the cue; `near` the place in it from which a name is looked for, forwards or (`before`)
    backwards; `pronoun` says that the words only point at somebody named earlier.
    """

    mention: Mention
    kind: Literal["direct", "indirect"]
    sentence: tuple[int, int]
    cue: str | None = None
    near: int | None = None
    before: bool = False
    pronoun: bool = False


@dataclass(frozen=True, slots=True)
class _Cues:
    after: regex.Pattern[str]  #: right behind a quotation: ", ujar …"
    reporting: regex.Pattern[str]  #: a verb of saying with the speaker before it
    source: regex.Pattern[str]  #: "menurut …", "kata …" with the speaker behind it
    pronoun: regex.Pattern[str]
    person: regex.Pattern[str]


@lru_cache(maxsize=8)
def _cues(lexicon: Lexicon) -> _Cues:
    told: dict[str, list[str]] = {}
    for row in lexicon.rows("cues"):
        told.setdefault(row["kind"], []).append(row["words"])

    def any_of(*kinds: str) -> str:
        return "|".join(sorted((regex.escape(w) for k in kinds for w in told.get(k, [])), key=len, reverse=True))

    saying = any_of("verb", "pronoun", "source", "passive", "reporting")
    return _Cues(
        after=regex.compile(rf"[\s,.]{{0,4}}+(?:\w++ ){{0,3}}?\b({saying})\b", regex.IGNORECASE),
        reporting=regex.compile(rf"\b({any_of('reporting')})\b"),
        source=regex.compile(rf"\b({any_of('source', 'verb', 'passive')})\b", regex.IGNORECASE),
        pronoun=regex.compile(rf"\b({any_of('pronoun')})\b", regex.IGNORECASE),
        person=regex.compile(r"\s*+(?:dia|ia|beliau)\b", regex.IGNORECASE),
    )


def find(article: Article, doc: Doc, *, lexicon: Lexicon = DEFAULT) -> list[StatementMention]:
    """All statements in the article, in order of place."""
    cues = _cues(lexicon)
    text = article.text
    found: list[StatementMention] = []
    for paragraph in PARAGRAPH.finditer(text):
        quotes = list(_quotations(text, *paragraph.span()))
        follows = False
        for n, quote in enumerate(quotes):
            after = quotes[n + 1][0] if n + 1 < len(quotes) else paragraph.end()
            before = quotes[n - 1][1] if n else paragraph.start()
            told = _direct(text, quote, before, after, cues, least=2 if follows else LEAST)
            follows = told is not None
            if told:
                found.append(told)
        if paragraph.start() or not article.title:
            for sentence in _sentences(text, paragraph.start(), paragraph.end(), quotes):
                told = _indirect(text, *sentence, quotes, cues)
                if told:
                    found.append(told)
    return sorted(found, key=lambda s: (s.mention.start, s.kind))


def _quotations(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Spans of the quotations of a paragraph, with their marks; one that is not closed goes to its end."""
    opened: int | None = None
    for mark in MARK.finditer(text, start, end):
        opens = mark.group() in "“„" or (mark.group() not in "”‟" and opened is None)
        if opened is None and opens:
            opened = mark.start()
        elif opened is not None and mark.group() not in "“„":
            yield opened, mark.end()
            opened = None
    if opened is not None and end - opened > 2:
        yield opened, end


def _inner(text: str, quote: tuple[int, int]) -> tuple[int, int]:
    start, end = quote
    while start < end and (text[start].isspace() or MARK.match(text, start)):
        start += 1
    while end > start and (text[end - 1].isspace() or MARK.match(text, end - 1)):
        end -= 1
    return start, end


def _sentences(text: str, start: int, end: int, quotes: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Spans of the sentences of a paragraph; a stop inside a quotation ends none, but at its close."""
    at = start
    for stop in END.finditer(text, start, end):
        if any(q[0] < stop.start() and stop.end() < q[1] for q in quotes):
            continue
        if text[at : stop.end()].strip():
            yield at, stop.end()
        at = stop.end()
    if text[at:end].strip():
        yield at, end


def _direct(text: str, quote: tuple[int, int], before: int, after: int, cues: _Cues, *, least: int) -> StatementMention | None:
    """A quotation as a statement, with the cue behind it, else the one before it; without one it has `least` words."""
    start, end = _inner(text, quote)
    if start >= end:
        return None
    mention = Mention.of(text, start, end, rule="quotation")
    stop = END.search(text, quote[1], after)
    until = stop.end() if stop else after
    told = cues.after.match(text, quote[1], until)
    if told:
        return _with_cue(text, mention, told.span(1), (quote[1], until), cues)
    lead = _lead_in(text, before, quote[0])
    words = len(WORD.findall(text, start, end))
    introduced = text[lead : quote[0]].rstrip()
    verb = next(reversed(list(cues.reporting.finditer(text, lead, quote[0]))), None)
    if verb and introduced.endswith((",", ":")):
        return StatementMention(mention, "direct", (lead, quote[0]), verb.group(1), verb.start(), before=True)
    source = cues.source.search(text, lead, quote[0])
    if source and introduced.endswith((",", ":")):
        return _with_cue(text, mention, source.span(1), (lead, quote[0]), cues)
    if words < least or not (text[end - 1] in ".,?!…" or text[quote[1] : quote[1] + 1] in {"", "\n", ".", " "}):
        return None
    sentence_like = text[end - 1] in ".,?!…" or not introduced or introduced[-1] in '.!?:,”"'
    return StatementMention(mention, "direct", (before, quote[0]), pronoun=True) if sentence_like else None


def _lead_in(text: str, start: int, end: int) -> int:
    """Where the sentence begins that stands open before a quotation."""
    at = start
    for stop in END.finditer(text, start, end):
        if stop.end() < end - 1 and text[stop.end() : end].strip():
            at = stop.end()
    return at


def _with_cue(text: str, mention: Mention, cue: tuple[int, int], sentence: tuple[int, int], cues: _Cues) -> StatementMention:
    word = text[slice(*cue)]
    points = bool(cues.pronoun.fullmatch(word) or cues.person.match(text, cue[1]))
    return StatementMention(mention, "direct", sentence, word, cue[1], pronoun=points)


def _indirect(text: str, start: int, end: int, quotes: list[tuple[int, int]], cues: _Cues) -> StatementMention | None:
    """A sentence in the reporter's words: "Rina mengatakan …", "Menurut Rina, …", "…, kata Rina, …"."""
    inside = [q for q in quotes if q[0] < end and start < q[1]]
    free_end = min((q[0] for q in inside if q[0] >= start), default=end)
    if inside and inside[0][0] <= start + 2:
        return None
    verb = cues.reporting.search(text, start, free_end)
    if verb:
        said = _said(text, verb.end(), free_end)
        if said is None:
            return None
        subject = text[start : verb.start()].strip()
        points = bool(regex.match(r"(?:\w++,? ){0,3}(?:ia|dia|beliau)\b(?: juga| pun)?+$", subject, regex.IGNORECASE))
        mention = Mention.of(text, *said, rule="verb of saying")
        return StatementMention(mention, "indirect", (start, end), verb.group(1), verb.start(), before=True, pronoun=points)
    if inside:
        return None
    points_at = cues.pronoun.search(text, start, end)
    source = points_at or cues.source.search(text, start, end)
    if not source:
        return None
    points = bool(points_at or cues.person.match(text, source.end()))
    comma = text.find(",", source.end(), end)
    first = not text[start : source.start()].strip()
    if first and comma > 0:
        said = _said(text, _clause(text, source.end(), end), end)
    elif text[: source.start()].rstrip().endswith(","):
        said = _said(text, start, source.start())
        if said and comma > 0 and said[1] - said[0] < end - comma:
            said = _said(text, comma, end)
    else:
        said = None
    if said is None:
        return None
    mention = Mention.of(text, *said, rule="source")
    return StatementMention(mention, "indirect", (start, end), source.group(1), source.end(), pronoun=points)


def _clause(text: str, start: int, end: int) -> int:
    """The comma behind which what was said begins: behind the speaker and an apposition ("Menurut Rina, Camat Sukun, …")."""
    comma = text.find(",", start, end)
    while comma > 0:
        following = text[comma + 1 : end].lstrip()
        if not following or not following[0].isupper():
            return comma
        later = text.find(",", comma + 1, end)
        if later < 0 or later - comma > 60:
            return comma
        comma = later
    return start


def _said(text: str, start: int, end: int) -> tuple[int, int] | None:
    """The words that were said, without what joins them; None where fewer than two are left."""
    joined = regex.compile(r"(?:[\s,:]|\bbahwa\b|\bjika\b(?= bahwa))*+").match(text, start, end)
    start = joined.end() if joined else start
    while end > start and text[end - 1] in " \n\t.,;:":
        end -= 1
    return (start, end) if len(WORD.findall(text, start, end)) >= 2 else None
