"""Who said what: the names near a verb of saying, and the last subject for pronouns and for quotations without one."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

import regex

from pipeline.find.statements import StatementMention
from pipeline.records import Article, Statement
from pipeline.spans import Mention

AHEAD = 4  #: words in small letters before a subject
RECENT = 900  #: characters since the last statement
NEAR = 160  #: characters between a verb of saying and the speaker's name behind it
PASSIVE = regex.compile(r"\b(?:oleh|kepada|bersama|didampingi|terhadap|dari|untuk|bagi|tentang|soal)\s++(?:\S++\s++){0,6}$")


SOMEBODY = regex.compile(r"\s*+(?:salah (?:satu|seorang)|seorang|beberapa|sejumlah|para|sumber)\b", regex.IGNORECASE)
SMALL = regex.compile(r"\b\p{Ll}{3,}+")  #: words in small letters


@dataclass(frozen=True, slots=True)
class Named:
    """A person's mention."""

    start: int
    end: int
    id: str


def attribute(
    found: Sequence[StatementMention], people: Sequence[tuple[str, Sequence[Mention]]], article: Article
) -> list[Statement]:
    """The statements with their speakers; `people` are ids with mentions."""
    text = article.text
    named = sorted((Named(m.start, m.end, id) for id, mentions in people for m in mentions), key=lambda n: n.start)
    quoted = [s.mention for s in found if s.kind == "direct"]
    opens = [q.start for q in quoted]
    free = [n for n in named if not (at := bisect_right(opens, n.start)) or n.start >= quoted[at - 1].end]
    starts = [n.start for n in free]
    made: list[Statement] = []
    last: tuple[int, str] | None = None  # end of the last statement with a speaker, and the speaker
    for statement in found:
        speaker, sure = _speaker(statement, free, starts, last, text)
        if speaker:
            last = (max(statement.mention.end, statement.sentence[1]), speaker)
        made.append(
            Statement(
                id=f"s{len(made) + 1}",
                mentions=(statement.mention,),
                quote=statement.mention.text,
                confidence=sure,
                speaker=speaker,
                kind=statement.kind,
                start=statement.mention.start,
                end=statement.mention.end,
                cue=statement.cue,
            )
        )
    return made


def _speaker(
    statement: StatementMention, named: Sequence[Named], starts: Sequence[int], last: tuple[int, str] | None, text: str
) -> tuple[str | None, float]:
    start, end = statement.sentence
    if statement.near is not None and not statement.pronoun:
        if statement.before:
            inside = [
                n for n in named[bisect_left(starts, start) : bisect_left(starts, statement.near)] if n.end <= statement.near
            ]
            subject = _subject(inside, start, text)
            if subject:
                return subject.id, 0.97
        else:
            at = bisect_left(starts, statement.near)
            if at < len(named) and named[at].start < min(end, statement.near + NEAR):
                return named[at].id, 0.98
        if not statement.before and SOMEBODY.match(text, statement.near):
            return None, 0.0
    return _earlier(statement, named, starts, last, text)


def _earlier(
    statement: StatementMention, named: Sequence[Named], starts: Sequence[int], last: tuple[int, str] | None, text: str
) -> tuple[str | None, float]:
    """The subject of the last sentence before the statement that names somebody; else who spoke last."""
    at = min(statement.mention.start, statement.near or statement.mention.start)
    if statement.kind == "indirect":
        at = statement.sentence[0]
    before = bisect_left(starts, at)
    if not before:
        return (last[1], 0.7) if last else (None, 0.0)
    nearest = named[before - 1]
    if last and last[0] > nearest.start and nearest.id != last[1]:
        return last[1], 0.85
    begin = max(text.rfind("\n", 0, nearest.start), *(text.rfind(stop, 0, nearest.start) for stop in (". ", '" ', "” ", "? ")))
    same = named[bisect_right(starts, begin) : before]
    subject = _subject(same, begin + 1, text) or nearest
    opens = len(SMALL.findall(text, begin + 1, subject.start)) <= AHEAD
    if last and not opens and at - last[0] < RECENT:  # named in passing: who spoke goes on
        return last[1], 0.75
    return subject.id, 0.85


def _subject(named: Sequence[Named], start: int, text: str) -> Named | None:
    """The first of the names in a stretch of text that is not behind "oleh", "kepada" and the like."""
    for n in named:
        if not PASSIVE.search(text, max(start, n.start - 80), n.start):
            return n
    return named[-1] if named else None
