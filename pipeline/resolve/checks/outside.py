"""The checks of an article against the outside: a figure against the official population of its area."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import regex

from pipeline.lexicon import areas
from pipeline.records import Article, Count, Derived, Percentage, Region
from pipeline.resolve.findings import Finding, shown, tidy, unit_of
from pipeline.resolve.parts import known
from pipeline.resolve.reading import Reading, Spot

YEAR = 2024  #: of the official population
MISS = 0.15  #: by which share a told base may miss it
DRIFT = 0.02  #: and so much more for each year away
NEAR = 0.05  #: by which share registers may count more people than the official population
CLEAR = 1.3  #: times the population, above which an area that is only taken up is sure enough
NATION = 0.02  #: share of the nation, from which a number far above its area may be of the nation
SMALL = 0.005  #: share of the nation, beyond which a number that names no area may be of a wider one
FAR = 5  #: times the population of its area, beyond which the area was misread
_SO_MANY = regex.compile(
    r"^[^.;:!?\d]{0,60}?(?:,\s*+|\b)(?:atau|setara|yakni|yaitu|sama\s++dengan)\s++(?:dengan\s++|sekitar\s++)*+$", regex.I
)
_THAT_SHARE = regex.compile(
    r"\b(?:prevalensi|persentase|angka|jumlah|persen)\s++(?:sebesar\s++)?(?:itu|tersebut|ini)\s++(?:setara|sama|berarti)\s++(?:dengan\s++)?+$",
    regex.I,
)
_ADDS = regex.compile(r"\b(?:menambah|tambahan|bertambah)\s++(?:\p{Ll}++\s++){0,3}$", regex.I)
_NOW = regex.compile(r"\b(?:ke|menjadi|tinggal|kini)\s++$", regex.I)
_BRANCH = regex.compile(r"\b(?:cabang|KC|kanwil|korwil|daop|divre|subdivre|BPJS\s++\p{Lu}\p{L}++)\s++(?:Kota\s++)?+$", regex.I)
_SERVES = regex.compile(r"\bwilayah\s++kerja|\b(?:meliputi|mencakup|melayani)\b[^.!?]*\b(?:Kabupaten|Kota)\b[^.!?]*\bdan\b")
TOLD_HERE = ("sentence before", "sentence behind")
_WIDER = regex.compile(r"\b(?:provinsi|pulau|cabang|regional|wilayah\s++kerja|se-\p{Lu}|(?-i:nasional|Indonesia))", regex.I)
LEVELS = {"provinsi": 0, "kabupaten": 1, "kota": 1, "kecamatan": 2}  #: dots in the code of an area
_DATELINE = regex.compile(r"(?:,[^\n\d–—-]{1,30}|\s?\([^)\n]{1,30}\))?+\s*+[-–—]{1,2}\s")  # "SURABAYA, Antara - "
_THAT_AREA = regex.compile(r"[^.,;!?\d]{0,30}\b(?P<kind>provinsi|kabupaten|kota|kecamatan)\s++(?:itu|ini|tersebut)\b", regex.I)
_ALL_PEOPLE = regex.compile(
    r"(?:(?:total|seluruh|semua|keseluruhan|jumlah)\s++)*+(?:penduduk|warga|populasi|jiwa|masyarakat)\b"
    r"(?!\s++(?!(?:di|itu|ini|tersebut|setempat|kabupaten|kota|provinsi|kecamatan|daerah|wilayah)\b|se)\p{Ll})"
)
BASES = ("jiwa", "penduduk")  #: units in which a whole population is told


def derived(reading: Reading) -> list[Derived]:
    """What follows and is not told: the coverage of a part of a population, the base that a share implies."""
    made: list[tuple[float, str, tuple[str, ...], str]] = []
    told = set()
    for spot in reading.first.values():
        p = spot.entry
        if not isinstance(p, Percentage) or p.kind != "share" or not p.value or not p.numerator_id:
            continue
        told.add(p.numerator_id)
        part = reading.first[p.numerator_id].entry
        if isinstance(part, Count) and part.value and not p.denominator_id:
            made.append((round(100 * part.value / p.value), part.unit, (part.id, p.id), "implied_base"))
    for pair in known(reading):
        if pair.part.entry.id not in told:
            share = round(100 * pair.part.value / pair.whole.value, 2)
            made.append((share, "percent", (pair.part.entry.id, pair.whole.entry.id), "coverage"))
    return [Derived(id=f"v{n}", value=tidy(v), unit=u, from_=f, rule=r) for n, (v, u, f, r) in enumerate(made, 1)]


def population(reading: Reading, article: Article, regions: Sequence[Region]) -> Iterator[Finding]:
    """Counts above the population of their area, and bases that miss it."""
    visitors = reading.has("visitors", article.title or "")
    home = _home(reading, regions)
    for spot in reading.first.values():
        e = spot.entry
        official = areas.population(e.region) if e.region else None
        if home and not visitors and isinstance(e, Count) and _of_home(e, spot, home, reading):
            yield from _count(e, e.value or 0, areas.population(home) or 0, 0, subset=True, added=False)
            continue
        if official is None:
            continue
        slack = DRIFT * abs(_year(e, article) - YEAR)
        if isinstance(e, Count) and (_branch(e, spot, reading) or _wider(spot, reading)):
            continue
        if isinstance(e, Count):
            yield from _implied(e, spot, official, slack, reading)
            if not e.value or visitors or reading.says("visitors", spot):
                continue
            if _named_here(e, reading) or _taken_up(e, spot, official, reading) or _alone(e, official, reading):
                yield from _count(
                    e,
                    e.value,
                    official,
                    slack,
                    subset=reading.says("subset", spot),
                    added=_ADDS.search(reading.left(spot)) is not None,
                )
        elif e.kind == "share" and e.numerator and e.numerator_id and e.value and not e.denominator:
            if not _ALL_PEOPLE.match(e.of or "") or _of_nation(e.numerator * 100 / e.value, e, official):
                continue  # "222,4 juta peserta atau 83,94 persen" are the nation's
            around = (areas.population(c) or 0 for r in regions for c in (r.code, *r.parents) if c != e.region)
            if any(abs(100 * e.numerator / e.value - p) <= MISS * p for p in around):
                continue  # "Kecamatan Toboali 80.317 jiwa atau 40,5 persen penduduk kabupaten"
            told = f"{shown(e.numerator)} at {shown(e.value)} percent"
            yield _base((e.numerator_id, e.id), round(100 * e.numerator / e.value), official, slack, told)


def _home(reading: Reading, regions: Sequence[Region]) -> str | None:
    """The one regency or city of the headline, in an article that tells figures of no other, but maybe of its province."""
    found = (r for r in regions if r.level in ("regency", "city"))
    own = {r.code for r in found if any(reading.layout.headline(m.start) for m in r.mentions)}
    told = {s.entry.region for s in reading.first.values()}
    code = own.pop() if len(own) == 1 else None
    above = areas.parents(code) if code else ()
    return code if all(t is None or t in above or t[:5] == code for t in told) else None


def _of_home(e: Count, spot: Spot, home: str, reading: Reading) -> bool:
    """Whether a count tied to no area, or to the province only that is told beside it, is far above the article's one area."""
    official, why = areas.population(home) or 0, e.evidence.get("region")
    that = _that_level(spot, reading) == home.count(".")
    near = e.region is None or (e.region in areas.parents(home) and why is not None and (that or why.rule not in TOLD_HERE))
    words = reading.words(spot)
    wide = _WIDER.search(words) or reading.says("visitors", spot)
    people = e.role not in ("change", "other") and e.mod != "LESS_THAN" and not _ADDS.search(reading.left(spot))
    most = SMALL * (areas.population("ID") or 0) if that else min(FAR * official, SMALL * (areas.population("ID") or 0))
    return bool(near and people and not wide and CLEAR * official < (e.value or 0) < most)


def _that_level(spot: Spot, reading: Reading) -> int | None:
    """The level of the area that the words behind a count take up: "96.400 penduduk kabupaten itu"."""
    that = _THAT_AREA.match(reading.text, spot.mention.end)
    return LEVELS[that["kind"].lower()] if that else None


def _count(e: Count, value: float, official: int, slack: float, *, subset: bool, added: bool) -> Iterator[Finding]:
    told = f"{shown(value)} {e.unit}"
    if _of_nation(value, e, official) or added:
        return
    if value > official * (1 + NEAR + slack) and e.role != "change" and e.mod != "LESS_THAN":
        message = f"{told} in an area of {shown(official)} people"
        yield Finding("above_population", (e.id,), value, official, "implausible", message, 0.8)
    elif e.role == "population" and e.unit in BASES and not subset:
        yield _base((e.id,), value, official, slack, told, e.mod)


def _implied(e: Count, spot: Spot, official: int, slack: float, reading: Reading) -> Iterator[Finding]:
    """A group of whom a share is told that makes the group larger than all people: 14,8 percent are "21.700 balita"."""
    if not e.value or (e.region or "").count(".") != 1 or e.role == "change" or reading.crowded(spot.sentence):
        return
    here = [p for p in _shares(spot.sentence, reading) if p.mention.end <= spot.mention.start]
    gap = reading.text[here[-1].mention.end : spot.mention.start] if here else ""
    if here and not _SO_MANY.search(gap):
        return
    start = reading.layout.sentence(spot.mention.start)[0]
    if not here and _THAT_SHARE.search(reading.text[start : spot.mention.start]):
        above = reading.layout.sentences[max(0, spot.sentence - 1)]
        here = _shares(spot.sentence - 1, reading)
        here = [p for p in here if _NOW.search(reading.text[above[0] : p.mention.start])] or here
    if not here:
        return
    p = here[-1]
    base = 100 * e.value / p.value if 0 < p.value < 100 else 0
    if base > official * (CLEAR + slack) and base < FAR * official:
        told = (
            f"{shown(e.value)} at {shown(p.value)} percent: {shown(round(base))} of them in an area of {shown(official)} people"
        )
        yield Finding("above_population", (e.id, p.entry.id), round(base), official, "implausible", told, 0.75)


def _shares(index: int, reading: Reading) -> list[Spot]:
    """The shares told in a sentence."""
    spots = reading.sentence(index) if index >= 0 else ()
    return [s for s in spots if isinstance(s.entry, Percentage) and s.entry.kind != "change" and not s.entry.denominator_id]


def _of_nation(value: float, e: Count | Percentage, official: int) -> bool:
    """Whether a number is one of the whole nation, told in an article about an area."""
    nation = areas.population("ID") or 0
    return e.region != "ID" and value > NATION * nation and value > FAR * official


def _base(ids: tuple[str, ...], base: float, official: int, slack: float, told: str, mod: str | None = None) -> Finding:
    one_sided = (mod == "MORE_THAN" and base < official) or (mod == "LESS_THAN" and base > official)
    fits = abs(base - official) <= (MISS + slack) * official or one_sided
    message = f"{told}: a base of {shown(base)}; the official population is {shown(official)}"
    return Finding("population", ids, tidy(base), official, "agrees" if fits else "implausible", message, 0.8)


def _branch(e: Count, spot: Spot, reading: Reading) -> bool:
    """Whether an area only names the branch of an office, which serves more: "BPJS Kesehatan Bukittinggi"."""
    start = e.evidence["region"].start if "region" in e.evidence else None
    named = start is not None and _BRANCH.search(reading.text, max(0, start - 40), start) is not None
    return named or _SERVES.search(reading.words(spot)) is not None


def _wider(spot: Spot, reading: Reading) -> bool:
    """Whether the headline's count is one of the body that is told of a wider area, or of none."""
    body = (s for s in reading.first.values() if isinstance(s.entry, Count) and s.sentence > spot.sentence)
    same = (s.entry for s in body if abs(s.value - spot.value) < unit_of(spot.entry))
    narrow = spot.entry.region or ""
    return reading.layout.headline(spot.mention.start) and any(e.region in (None, *areas.parents(narrow)) for e in same)


def _named_here(e: Count, reading: Reading) -> bool:
    """Whether the sentence itself names the area, and not as dateline; the article's area may be another than the figure's."""
    why = e.evidence.get("region")
    if why is None or why.start is None or why.end is None or why.rule not in TOLD_HERE:
        return False
    begins = why.start == 0 or reading.text[why.start - 1] == "\n"
    if not (begins and _DATELINE.match(reading.text, why.end)):
        return True
    end = reading.layout.sentence(why.end)[1]  # "SABANG - Sebanyak 97.300 warga Kota Sabang": named again behind the dateline
    return (
        regex.search(rf"\b{regex.escape(reading.text[why.start : why.end])}\b", reading.text[why.end : end], regex.I)
        is not None
    )


def _taken_up(e: Count, spot: Spot, official: int, reading: Reading) -> bool:
    """Whether the words behind take the area up, and the count is far above what it has."""
    why = e.evidence.get("region")
    named = why is not None and why.rule in ("sentence above", "earlier", "headline")
    return named and _that_level(spot, reading) == (e.region or "").count(".") and (e.value or 0) > CLEAR * official


def _alone(e: Count, official: int, reading: Reading) -> bool:
    """Whether the count is far above the one regency of which the article tells, and told of no other area."""
    spots = reading.first.values()
    areas_told = reading.layout.remember("areas told", lambda: {s.entry.region for s in spots if s.entry.region})
    told = (e.region or "").count(".") == 1 and areas_told == {e.region}
    return told and e.role != "other" and CLEAR * official < (e.value or 0) < FAR * official


def _year(e: Count | Percentage, article: Article) -> int:
    for told in (e.as_of, article.published):
        if told and (m := regex.match(r"(?:19|20)\d\d", told)):
            return int(m[0])
    return YEAR
