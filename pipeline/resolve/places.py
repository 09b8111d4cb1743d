"""Links names of places to official codes: one entry per area, its code chosen by what the article says.

First the names down to kabupaten and kota. One that is both, or lies in several provinces, is decided by the word before
it (`Bupati`, `Pemkot`), by a kecamatan or desa named beside it, by the nearest mention of the same name that is decided,
by a province of the article, else by what news usually mean. A name that also means something else ("Batu", "Bima") needs
a word before it, an area beside it or its province in the article. Then kecamatan, kelurahan and desa: only behind a word
that says so, beside an area that they lie in, or behind "di" or "warga" where their kabupaten or kota is in the article.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from functools import lru_cache

import regex

from pipeline.entries import Candidate
from pipeline.find.regions import RegionMention
from pipeline.lexicon import DEFAULT, Lexicon, areas
from pipeline.records import Article, Evidence, Region
from pipeline.resolve.links import BESIDE, SMALL, TOLD, Linked, Links, apart, begins_of, beside, covered
from pipeline.resolve.localities import localities


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
    return _entries(localities(mentions, article, _wide(mentions, article)).values(), article)


def _wide(mentions: Sequence[RegionMention], article: Article) -> Links:
    """Names down to kabupaten and kota."""
    named = [m for m in mentions if m.codes and len(m.codes[0]) <= 5 and not (m.levels and SMALL.issuperset(m.levels))]
    sure = apart([m for m in named if _stands(m) or m.mention.text == article.text.strip()])
    links = _decide(sure, mentions, article)
    provinces = {one.code[:2] for one in links.values() if one.code != areas.COUNTRY}
    taken = covered(links)
    begins = begins_of(links)
    more = [
        m
        for m in named
        if m.weak
        and taken.isdisjoint(range(m.mention.start, m.mention.end))
        and (beside(m, article, begins, _codes(m)) or (not m.after and provinces.intersection(code[:2] for code in _codes(m))))
    ]
    return _decide([*sure, *apart(more)], mentions, article) if more else links


def _codes(m: RegionMention) -> tuple[str, ...]:
    return tuple(code for code in m.codes if len(code) <= 5)


def _stands(m: RegionMention) -> bool:
    """Whether a name down to kabupaten and kota is believed by itself."""
    if m.codes[0] == areas.COUNTRY:
        return not m.before and not m.after
    return m.rule in TOLD or not (m.weak and (m.after or m.rule == "gazetteer"))


def _decide(chosen: Iterable[RegionMention], mentions: Sequence[RegionMention], article: Article) -> Links:
    """The code of each: of those with one at once, of the others by what is around them."""
    links: Links = {}
    open_: list[tuple[RegionMention, tuple[str, ...]]] = []
    for m in sorted(chosen, key=lambda m: m.name_start):
        options = _codes(m)
        if len(options) == 1 or len(m.levels) == 1:
            links[m.name_start] = Linked(m, options[0], m.rule, options)
        else:
            open_.append((m, options))
    if not open_:
        return links
    told: dict[str, list[int]] = {}
    for at, one in links.items():
        if len(one.mention.levels) == 1:
            told.setdefault(one.code, []).append(at)
    provinces = {one.code[:2] for one in links.values()}
    home = home_of(article.outlet, article.url)
    parts, small = _parts(mentions, article)
    rows = {end: one.code for one in links.values() for end in (one.mention.mention.end, one.mention.mention.start)}
    for m, options in open_:  # first those that a part beside them decides: others of the same name follow them
        if len(by_part := [code for code in options if code in parts.get(m.mention.start, ())]) == 1:
            links[m.name_start] = Linked(m, by_part[0], "part", options)
            told.setdefault(by_part[0], []).append(m.name_start)
    told = {code: sorted(at) for code, at in told.items()}
    for m, options in (rest for rest in open_ if rest[0].name_start not in links):
        links[m.name_start] = Linked(m, *_chosen(m, options, told, provinces, home, small, rows), options)
    return links


def _chosen(
    m: RegionMention, options: tuple[str, ...], told: dict[str, list[int]], provinces: set[str], home: frozenset[str],
    small: set[str], rows: dict[int, str],
) -> tuple[str, str]:  # fmt: skip
    """The code of a name with several that has no part of an area beside it, and the rule that chose it."""
    same = [(at > m.name_start, abs(at - m.name_start), code) for code in options for at in _nearest(told.get(code, []), m)]
    if same:
        return min(same)[2], "again"
    if len(by_small := [code for code in options if code in small]) == 1:
        return by_small[0], "part"
    around = (
        rows.get(at, "") for at in (*range(m.mention.start - 11, m.mention.start), *range(m.mention.end, m.mention.end + 12))
    )
    if len(options[-1]) != len(options[0]) and any(len(code) == 2 for code in around):
        return min(options, key=len), "series"
    if len(within := [code for code in options if code[:2] in provinces]) == 1:
        return within[0], "province"
    if len(at_home := [code for code in within or options if home.intersection((code, code[:2]))]) == 1:
        return at_home[0], "home"
    left = at_home or within or list(options)
    cities = [code for code in left if areas.level(code) == "city"]
    return left[0] if m.levels or len(left[0]) == 2 else (cities or left)[0], "usual"


def _nearest(sorted_: list[int], m: RegionMention) -> list[int]:
    """Of the places in a text those right before and after a mention."""
    at = bisect_left(sorted_, m.name_start)
    return sorted_[max(at - 1, 0) : at + 1]


def _parts(mentions: Sequence[RegionMention], article: Article) -> tuple[dict[int, set[str]], set[str]]:
    """Kabupaten and kota of the smaller names right before a place in the text, and of those that a word tells."""
    before: dict[int, set[str]] = {}
    told: set[str] = set()
    for m in mentions:
        if m.codes and len(m.codes[-1]) > 5:
            if after := BESIDE.match(article.text, m.mention.end):
                before.setdefault(after.end(), set()).update(code[:5] for code in m.codes if len(code) > 5)
            if m.levels and SMALL.issuperset(m.levels) and len(m.codes) < 4:
                told.update(code[:5] for code in m.codes)
    return before, told


def _entries(linked: Iterable[Linked], article: Article) -> list[Region]:
    year = int(article.published[:4]) if article.published and article.published[:4].isdecimal() else None
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
                name_then=areas.name_at(code, year) if year else None,
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


@lru_cache(maxsize=1024)
def home_of(outlet: str | None, url: str | None) -> frozenset[str]:
    """Codes of the areas in an outlet's name or address.

    >>> sorted(home_of("Malang Times", None)), sorted(home_of(None, "https://kalteng.antaranews.com/berita/1"))
    (['35.07', '35.73'], ['62'])
    """
    host = regex.sub(r"^\w++://", "", url or "").split("/")[0]
    words = regex.findall(r"\w{4,}+", f"{outlet or ''} {host}".casefold())
    bare = [
        regex.sub(r"^(?:tribun|radar|ayo|suara|harian|kabar)|(?:times|post?|news|ekspres|raya|today)$", "", word)
        for word in words
    ]
    return frozenset(code for word in (*words, *bare) for code in areas.named().get(word, ()) if code != areas.COUNTRY)


def code_of(start: int, end: int, regions: Sequence[Region]) -> str | None:
    """The code of the narrowest area mentioned within `start` to `end` of the article, the last one of equals, or None.

    For the words of an office: "Kepala Dinas Kesehatan Kota Malang" holds the mention "Kota Malang".
    """
    inside = [(len(r.code), m.start, r.code) for r in regions for m in r.mentions
              if start <= m.start and m.end <= end and r.code != areas.COUNTRY]  # fmt: skip
    return max(inside)[2] if inside else None
