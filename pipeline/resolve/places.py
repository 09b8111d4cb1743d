"""Links names of places to official codes: one entry per area, its code chosen by what the article says.

First the names down to kabupaten and kota. One that is both, or lies in several provinces, is decided by the word before
it (`Bupati`, `Pemkot`), by a kecamatan or desa named beside it, by the nearest mention of the same name that is decided,
by a province of the article, else by what news usually mean. A name that also means something else ("Batu", "Bima") needs
a word before it, an area beside it or its province in the article. Then kecamatan, kelurahan and desa: only behind a word
that says so, beside an area that they lie in, or behind "di" or "warga" where their kabupaten or kota is in the article.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import regex

from pipeline.entries import Candidate
from pipeline.find.regions import RegionMention
from pipeline.lexicon import DEFAULT, Lexicon, areas
from pipeline.records import Article, Evidence, Region

TOLD = frozenset({"kind", "office", "body", "list"})
SMALL = frozenset({"district", "village"})
BESIDE = regex.compile(r"(?: *+[,(])?+ ++")  #: between an area and the one it lies in: "Soreang, Kabupaten Bandung"

#: How often what a rule decided is right, on the articles set aside for learning.
CONFIDENCE = {
    "kind": 0.98, "office": 0.98, "body": 0.97, "list": 0.95, "series": 0.95, "context": 0.95, "entity": 0.95,
    "dateline": 0.95, "gazetteer": 0.93, "parent": 0.85, "again": 0.9, "part": 0.85, "province": 0.85, "usual": 0.6,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Linked:
    """A mention with the code chosen for it, by which rule, and all codes that it could have."""

    mention: RegionMention
    code: str
    rule: str
    options: tuple[str, ...]

    @property
    def confidence(self) -> float:
        """How sure the rule is; less where a rule left several areas of one level."""
        sure = CONFIDENCE[self.rule]
        return sure if len(self.options) == 1 or self.rule not in TOLD | {"parent"} else round(sure / len(self.options), 3)


def link(mentions: Sequence[RegionMention], article: Article, *, lexicon: Lexicon = DEFAULT) -> list[Region]:
    """One entry per area, in order of first mention; every mention of the area is in it.

    >>> from pipeline.find.regions import find
    >>> import spacy
    >>> text = "Bupati Malang dan Wali Kota Batu bertemu di Kepanjen, Kabupaten Malang."
    >>> for area in link(find(Article(text=text), spacy.blank("id")(text)), Article(text=text)):
    ...     print(area.code, area.name, [m.text for m in area.mentions])
    35.07 Kabupaten Malang ['Malang', 'Kabupaten Malang']
    35.79 Kota Batu ['Kota Batu']
    35.07.13 Kecamatan Kepanjen ['Kepanjen']
    """
    linked = _wide(mentions, article)
    linked = _narrow(mentions, article, linked)
    return _entries(linked)


def _wide(mentions: Sequence[RegionMention], article: Article) -> list[Linked]:
    """Names down to kabupaten and kota."""
    named = [m for m in mentions if len(m.codes[0]) <= 5 and not (m.levels and SMALL.issuperset(m.levels))]
    sure = _apart([m for m in named if _stands(m) or m.mention.text == article.text.strip()])
    linked = _decide(sure, mentions, article)
    known = {code[:2] for code in (one.code for one in linked) if code != areas.COUNTRY}
    begins = _begins(linked)
    more = [
        m
        for m in named
        if m.weak
        and not any(_overlap(m, s) for s in sure)
        and (_beside(m, article, begins, m.codes) or (not m.after and known.intersection(code[:2] for code in m.codes)))
    ]
    return _decide([*sure, *_apart(more)], mentions, article) if more else linked


def _stands(m: RegionMention) -> bool:
    """Whether a name down to kabupaten and kota is believed by itself."""
    if m.codes[0] == areas.COUNTRY:
        return not m.before and not m.after
    if m.rule in TOLD:
        return True
    return not (m.weak and (m.after or m.rule == "gazetteer"))


def _decide(chosen: Iterable[RegionMention], mentions: Sequence[RegionMention], article: Article) -> list[Linked]:
    """The code of each."""
    linked: list[Linked] = []
    open_: list[tuple[RegionMention, tuple[str, ...]]] = []
    for m in sorted(chosen, key=lambda m: m.name_start):
        options = tuple(code for code in m.codes if len(code) <= 5)
        if len(options) == 1 or m.levels:
            linked.append(Linked(m, options[0], m.rule, options))
        else:
            open_.append((m, options))
    if not open_:
        return linked
    provinces = {one.code[:2] for one in linked}
    told = [one for one in linked if one.mention.levels]
    parts: dict[int, set[str]] = {}
    for m in mentions:
        if len(m.codes[-1]) > 5 and (after := BESIDE.match(article.text, m.mention.end)):
            parts.setdefault(after.end(), set()).update(code[:5] for code in m.codes if len(code) > 5)
    small = {code[:5] for m in mentions if m.levels and SMALL.issuperset(m.levels) and len(m.codes) < 4 for code in m.codes}
    for m, options in open_:
        by_part = [code for code in options if code in parts.get(m.mention.start, ())]
        same = [one for one in told if one.code in options]
        within = [code for code in options if code[:2] in provinces]
        by_small = [code for code in options if code in small]
        if len(by_part) == 1:
            linked.append(Linked(m, by_part[0], "part", options))
        elif same:
            nearest = min(
                same, key=lambda one: (one.mention.name_start > m.name_start, abs(one.mention.name_start - m.name_start))
            )
            linked.append(Linked(m, nearest.code, "again", options))
        elif len(by_small) == 1:
            linked.append(Linked(m, by_small[0], "part", options))
        elif len(within) == 1:
            linked.append(Linked(m, within[0], "province", options))
        else:
            usual = min(within or options, key=lambda code: ("province", "city", "regency").index(areas.level(code)))
            linked.append(Linked(m, usual, "usual", options))
    return linked


def _narrow(mentions: Sequence[RegionMention], article: Article, linked: list[Linked]) -> list[Linked]:
    """The names down to kabupaten and kota, and those below."""
    small = [m for m in mentions if len(m.codes[-1]) > 5 and (not m.levels or SMALL.issuperset(m.levels))]
    small.sort(key=lambda m: (m.mention.start - m.mention.end, not m.levels, m.mention.start))
    for _ in range(2):  # a village may lie in a district that is only known after the first round
        known = {one.code for one in linked}
        begins = _begins(linked)
        taken = {one.mention for one in linked}
        for m in small:
            if m in taken:
                continue
            codes = tuple(code for code in m.codes if len(code) > 5)
            rivals = [one for one in linked if _overlap(one.mention, m)]
            rule, options = _below(m, codes, article, known, begins)
            if not options or any(not _inside(one, m, options) for one in rivals):
                continue
            linked = [one for one in linked if one not in rivals]
            best = min(options, key=len)
            linked.append(Linked(m, best, rule, tuple(code for code in options if len(code) == len(best))))
            known.add(best)
            begins[m.mention.start] = begins[m.name_start] = best
    return linked


def _below(
    m: RegionMention, codes: tuple[str, ...], article: Article, known: set[str], begins: dict[int, str]
) -> tuple[str, tuple[str, ...]]:
    """By which rule a name below kabupaten and kota is believed, and the codes that it may then have."""
    if beside := _beside(m, article, begins, codes):
        if not m.before and (m.levels or not m.weak):
            return "parent", beside
    elif m.levels and _contradicted(m, article, begins):
        return "", ()
    near = tuple(code for code in codes if known.intersection(areas.parents(code)[:-2]))
    close = tuple(code for code in near if known.intersection(areas.parents(code)[:-3]))
    if m.levels:
        within = tuple(code for code in codes if known.intersection(areas.parents(code)[:-1]))
        return (m.rule, close or near or within) if within else (m.rule, codes if len(codes) == 1 else ())
    if near and not m.before and not m.after and m.rule in {"context", "entity", "series"}:
        return "parent", near
    return "", ()


def _beside(m: RegionMention, article: Article, begins: dict[int, str], codes: tuple[str, ...]) -> tuple[str, ...]:
    """Those of `codes` that lie in the area that follows: "Soreang, Kabupaten Bandung"."""
    after = BESIDE.match(article.text, m.mention.end)
    parent = begins.get(after.end()) if after else None
    if after is None or parent is None or (len(parent) == 2 and "," not in after.group()):
        return ()
    return tuple(code for code in codes if parent in areas.parents(code)[:-1])


def _contradicted(m: RegionMention, article: Article, begins: dict[int, str]) -> bool:
    """Whether an area follows that none of the name's areas lies in."""
    after = BESIDE.match(article.text, m.mention.end)
    return bool(after and "," in after.group() and begins.get(after.end()))


def _inside(one: Linked, m: RegionMention, options: tuple[str, ...]) -> bool:
    """Whether a linked name is a part of the name `m` that gives way to it: "Denpasar" in "Denpasar Barat"."""
    shorter = one.mention.mention.end - one.mention.mention.start < m.mention.end - m.mention.start
    return shorter or (one.rule == "series" and m.rule == "list")


def _begins(linked: Iterable[Linked]) -> dict[int, str]:
    return {at: one.code for one in linked for at in (one.mention.mention.start, one.mention.name_start)}


def _apart(named: Iterable[RegionMention]) -> list[RegionMention]:
    """Of names that overlap the longest."""
    kept: list[RegionMention] = []
    for m in sorted(named, key=lambda m: (m.mention.start - m.mention.end, m.mention.start)):
        if not any(_overlap(m, other) for other in kept):
            kept.append(m)
    return kept


def _overlap(a: RegionMention, b: RegionMention) -> bool:
    return a.mention.start < b.mention.end and b.mention.start < a.mention.end


def _entries(linked: Iterable[Linked]) -> list[Region]:
    by_code: dict[str, list[Linked]] = {}
    for one in sorted(linked, key=lambda one: one.mention.mention.start):
        by_code.setdefault(one.code, []).append(one)
    made = []
    for n, (code, rows) in enumerate(by_code.items(), 1):
        area = areas.get(code)
        assert area is not None
        best = max(rows, key=lambda one: one.confidence)
        rivals = [other for other in best.options if other != code]
        spot = best.mention.mention
        made.append(
            Region(
                id=f"r{n}",
                mentions=tuple(one.mention.mention for one in rows),
                quote=rows[0].mention.mention.text,
                confidence=best.confidence,
                evidence={"code": Evidence(rule=best.rule, start=spot.start, end=spot.end, confidence=best.confidence)},
                code=code,
                name=area.name,
                level=area.level,
                parents=area.parents,
                bps=area.bps,
                iso=area.iso,
                candidates=_shares(best, rivals) if best.confidence < 0.8 else (),
            )
        )
    return made


def _shares(best: Linked, rivals: list[str]) -> tuple[Candidate, ...]:
    rest = round((1 - best.confidence) / max(len(rivals), 1), 3)
    return (Candidate(code=best.code, share=best.confidence), *(Candidate(code=code, share=rest) for code in rivals))


def code_of(start: int, end: int, regions: Sequence[Region]) -> str | None:
    """The code of the narrowest area mentioned within `start` to `end` of the article, the last one of equals, or None.

    For the words of an office: "Kepala Dinas Kesehatan Kota Malang" holds the mention "Kota Malang".
    """
    inside = [(len(r.code), m.start, r.code) for r in regions for m in r.mentions
              if start <= m.start and m.end <= end and r.code != areas.COUNTRY]  # fmt: skip
    return max(inside)[2] if inside else None
