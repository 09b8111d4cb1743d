"""Kecamatan, kelurahan and desa: their names are everyday words, so each needs a reason.

A word before it ("Camat", "Desa", or a row that such a word opens), an area beside it that it lies in ("Soreang, Kabupaten
Bandung"), or "di" and "warga" where its kabupaten or kota is in the article. A name that no area has, behind such a word,
may differ in one letter from one within an area of the article.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pipeline.find.regions import RegionMention
from pipeline.lexicon import areas
from pipeline.records import Article
from pipeline.resolve.links import SMALL, Linked, Links, begins_of, beside, covered, ends_of, follows

JAKARTA = "31"  #: a province that is spoken of as one city


@dataclass(frozen=True, slots=True)
class Around:
    """What is linked so far: codes by the place where their names begin and end, and all codes."""

    article: Article
    begins: dict[int, str]
    ends: dict[int, str]
    known: set[str]

    def add(self, m: RegionMention, code: str) -> None:
        """One more."""
        self.begins[m.mention.start] = self.begins[m.name_start] = self.ends[m.mention.end] = code
        self.known.add(code)


def localities(mentions: Sequence[RegionMention], article: Article, links: Links) -> Links:
    """The names down to kabupaten and kota, and those below."""
    small = [m for m in mentions if (not m.codes or len(m.codes[-1]) > 5) and (not m.levels or SMALL.issuperset(m.levels))]
    small.sort(key=lambda m: (m.mention.start - m.mention.end, not m.levels, m.mention.start))
    owner = {at: n for n, one in links.items() for at in range(one.mention.mention.start, one.mention.mention.end)}
    around = Around(article, begins_of(links), ends_of(links), {one.code for one in links.values()})
    for _ in range(2):  # a village may lie in a district that is only known after the first round
        for m in small:
            rivals = {owner[at] for at in range(m.mention.start, m.mention.end) if at in owner}
            if any(len(links[at].code) > 5 for at in rivals):
                continue
            rule, options = _below(m, around)
            if not options or not all(_yields(links[at], m, rule, around) for at in rivals):
                continue
            for at in rivals:
                del links[at]
            best = min(options, key=len)
            links[m.name_start] = Linked(m, best, rule, tuple(code for code in options if len(code) == len(best)))
            owner.update(dict.fromkeys(range(m.mention.start, m.mention.end), m.name_start))
            around.add(m, best)
    return _again(small, links)


def _below(m: RegionMention, around: Around) -> tuple[str, tuple[str, ...]]:
    """By which rule a name below kabupaten and kota is believed, and the codes that it may then have."""
    codes = tuple(code for code in m.codes if len(code) > 5) or _spelt(m, around.known)
    parent = follows(m, around.article, around.begins, ",")
    if m.rule == "list":
        above = areas.parents(around.ends.get(m.mention.start - 2, areas.COUNTRY))
        if holding := tuple(code for code in areas.found(_name(m)) if code in above):  # "Rawamangun, Pulogadung"
            return ("beside", holding) if len(holding[0]) > 5 else ("", ())
    if (within := beside(m, around.article, around.begins, codes)) and not m.before and (m.levels or not m.weak):
        return "beside", within
    if m.levels and not within and parent and any(len(parent) < len(code) for code in codes):
        return "", ()  # an area follows that it does not lie in
    near = tuple(
        code
        for code in codes
        if around.known.intersection(areas.parents(code)[:-2]) or (code.startswith(JAKARTA) and JAKARTA in around.known)
    )
    if m.levels:
        close = tuple(code for code in near if around.known.intersection(areas.parents(code)[:-3]))
        lie = close or near or tuple(code for code in codes if code[:2] in around.known)
        return m.rule, lie or (codes if len(codes) == 1 else ())
    if near and not (m.weak or m.before or m.after) and m.rule in {"context", "entity", "series"}:
        return "parent", near
    return "", ()


def _yields(one: Linked, m: RegionMention, rule: str, around: Around) -> bool:
    """Whether a name down to kabupaten and kota gives way to a smaller area.

    So does "Denpasar" in "Denpasar Barat"; "Tuban" where ", Kecamatan Kuta" follows, which is not in Kabupaten Tuban; and
    "Gianyar" in a row of kecamatan, except behind one that lies in Kabupaten Gianyar.
    """
    if one.mention.mention.end - one.mention.mention.start < m.mention.end - m.mention.start:
        return True
    if rule == "beside":
        parent = follows(m, around.article, around.begins, ",")
        return one.rule not in {"kind", "office", "body"} and parent is not None and parent not in areas.parents(one.code)
    lead = around.ends.get(m.mention.start - 2, "")
    return rule == "list" and one.rule == "series" and one.code not in areas.parents(lead or areas.COUNTRY)


def _again(small: Sequence[RegionMention], links: Links) -> Links:
    """Other mentions of the names that are linked below kabupaten and kota."""
    names: dict[str, Linked] = {}
    for one in links.values():
        if len(one.code) > 5:
            names.setdefault(_name(one.mention), one)
    elsewhere = {one.code[:2] for one in links.values() if _name(one.mention) not in names}
    for at, one in links.items():
        told = names.get(_name(one.mention))
        if told and len(one.code) == 5 and not one.mention.levels and one.code[:2] not in elsewhere:
            links[at] = Linked(one.mention, told.code, "again", told.options)
    taken = covered(links)
    for m in small:
        again = names.get(_name(m))
        if again and again.code in m.codes and not (m.weak or m.before or m.after) and taken.isdisjoint(_place(m)):
            links[m.name_start] = Linked(m, again.code, "again", again.options)
            taken.update(_place(m))
    return links


def _name(m: RegionMention) -> str:
    return areas.key(m.mention.text[m.name_start - m.mention.start :])


def _place(m: RegionMention) -> range:
    return range(m.mention.start, m.mention.end)


def _spelt(m: RegionMention, known: set[str]) -> tuple[str, ...]:
    """Areas in one of `known` that differ from a name in one letter: "Kabayoran Lama"."""
    name = _name(m)
    if m.codes or len(name) < 5:
        return ()
    within = sorted({code for parent in known if len(parent) in (5, 8) for code in areas.below(parent)})
    return tuple(code for code in within if areas.level(code) in m.levels and one_apart(name, areas.key(areas.name(code))))


def one_apart(a: str, b: str) -> bool:
    """Whether one letter more, less or another makes one word of the other.

    >>> one_apart("sidoa", "sedoa"), one_apart("kabayoran", "kebayoran"), one_apart("ceger", "ceger"), one_apart("abc", "acb")
    (True, True, False, False)
    """
    if a == b or abs(len(a) - len(b)) > 1:
        return False
    same = next((n for n, (x, y) in enumerate(zip(a, b, strict=False)) if x != y), min(len(a), len(b)))
    return a[same + (len(a) >= len(b)) :] == b[same + (len(b) >= len(a)) :]
