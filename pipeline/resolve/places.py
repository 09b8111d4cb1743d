"""Links mentions of places to official codes: one entry per area, its code chosen by what the article says of it.

A name that is a kabupaten and a kota is decided by the word before it (`Bupati`, `Pemkot`), else by another mention of the
same name, else by population. Kecamatan, kelurahan and desa count only behind a word that says so, or beside an area that
they lie in.
"""

from __future__ import annotations

from collections.abc import Sequence

import regex

from pipeline.entries import Candidate
from pipeline.find.regions import RegionMention
from pipeline.lexicon import DEFAULT, Lexicon, areas
from pipeline.records import Article, Evidence, Region

TOLD = frozenset({"kind", "office", "body", "list"})
KIND = r"(?:(?:kabupaten|kab\.?|kota|kecamatan|kec\.?|provinsi) ++)?"
BESIDE = regex.compile(rf" *+[,(] *+{KIND}| ++{KIND}", regex.I)


def link(mentions: Sequence[RegionMention], article: Article, *, lexicon: Lexicon = DEFAULT) -> list[Region]:
    """One entry per area, in order of first mention."""
    wide = [m for m in mentions if len(m.codes[0]) <= 5 and (not m.weak or m.rule != "gazetteer")]
    chosen: list[tuple[RegionMention, str, str, float]] = []
    taken: list[RegionMention] = []
    for m in sorted(wide, key=lambda m: (-(m.mention.end - m.mention.start), m.mention.start)):
        if not any(t.mention.start < m.mention.end and m.mention.start < t.mention.end for t in taken):
            taken.append(m)
    told = {code for m in taken if m.rule in TOLD for code in _wide(m) if len(_wide(m)) == 1}
    for m in taken:
        code, rule, confidence = _choose(m, told)
        chosen.append((m, code, rule, confidence))
    known = {code for _, code, _, _ in chosen}
    narrow = [m for m in mentions if m.codes and len(m.codes[-1]) > 5]
    starts = {m.name_start: code for m, code, _, _ in chosen}
    for m in sorted(narrow, key=lambda m: (-m.mention.end + m.mention.start, m.mention.start)):
        small = [code for code in m.codes if len(code) > 5]
        within = [code for code in small if known.intersection(areas.parents(code)[:-1])]
        near = [code for code in small if known.intersection(areas.parents(code)[:-2])]
        after = BESIDE.match(article.text, m.mention.end)
        beside = starts.get(after.end()) if after else None
        if m.rule in TOLD and m.levels and {"district", "village"}.intersection(m.levels):
            options = near or within or small
        elif beside is not None and (options := [code for code in small if beside in areas.parents(code)[:-1]]):
            pass
        else:
            continue
        if any(t.mention.start < m.mention.end and m.mention.start < t.mention.end for t in taken):
            continue
        taken.append(m)
        best = min(options, key=len)
        chosen.append((m, best, "parent" if near or within else m.rule, 0.9 / len(options) ** 0.5))
        known.add(best)
        starts[m.name_start] = best
    return _entries(chosen)


def _wide(m: RegionMention) -> list[str]:
    return [code for code in m.codes if len(code) <= 5]


def _choose(m: RegionMention, told: set[str]) -> tuple[str, str, float]:
    """Code, rule and confidence of a name down to kabupaten and kota."""
    codes = _wide(m)
    if len(codes) == 1:
        return codes[0], m.rule, 0.97
    if again := [code for code in codes if code in told]:
        return again[0], "mentioned", 0.9
    cities = [code for code in codes if areas.level(code) == "city"]
    return (cities or codes)[0], "population", 0.6


def _entries(chosen: list[tuple[RegionMention, str, str, float]]) -> list[Region]:
    by_code: dict[str, list[tuple[RegionMention, str, float]]] = {}
    for m, code, rule, confidence in sorted(chosen, key=lambda row: row[0].mention.start):
        by_code.setdefault(code, []).append((m, rule, confidence))
    made = []
    for n, (code, rows) in enumerate(by_code.items(), 1):
        area = areas.get(code)
        assert area is not None
        first, rule, confidence = max(rows, key=lambda row: row[2])
        spot = first.mention
        rivals = [other for other in first.codes if len(other) == len(code)]
        shares = (Candidate(code=code, share=confidence), *(
            Candidate(code=other, share=round((1 - confidence) / (len(rivals) - 1), 3)) for other in rivals if other != code
        )) if len(rivals) > 1 and rule not in TOLD else ()  # fmt: skip
        made.append(
            Region(
                id=f"r{n}",
                mentions=tuple(row[0].mention for row in rows),
                quote=rows[0][0].mention.text,
                confidence=confidence,
                evidence={"code": Evidence(rule=rule, start=spot.start, end=spot.end, confidence=confidence)},
                code=code,
                name=area.name,
                level=area.level,
                parents=area.parents,
                bps=area.bps,
                iso=area.iso,
                candidates=shares[:5],
            )
        )
    return made


def code_of(start: int, end: int, regions: Sequence[Region]) -> str | None:
    """The code of the narrowest area mentioned within `start` to `end` of the article, the last one of equals, or None.

    For the words of an office: "Kepala Dinas Kesehatan Kota Malang" holds the mention "Kota Malang".
    """
    inside = [
        (len(r.code), m.start, r.code)
        for r in regions
        for m in r.mentions
        if start <= m.start and m.end <= end and r.code != "ID"
    ]
    return max(inside)[2] if inside else None
