"""Which area a figure belongs to.

Candidates are the article's own areas, the nation and nothing; each is scored by where its nearest mentions stand as seen
from the figure (`ties.placed`), by what the article is about, and by what the figure before it belongs to.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from pipeline.lexicon import Lexicon
from pipeline.records import Mention, Region
from pipeline.resolve.chain import Option, Prior
from pipeline.resolve.layout import Layout
from pipeline.resolve.scoring import Features, shares, weights
from pipeline.resolve.ties import Candidate, near, option, options, placed
from pipeline.resolve.trails import Trails
from pipeline.resolve.words import LEAD, SCOPES, scope_pattern

SELDOM = 2  #: so many mentions of the capital do not make an article one about it
CAPITAL = "31"  #: Jakarta: where ministries speak, seldom what the figure is of


def area_candidates(
    at: Mention, regions: Sequence[Region], prior: Prior | None, layout: Layout, *, lexicon: Lexicon
) -> list[Candidate]:
    """The areas of the article, scored by where they stand as seen from a figure."""
    made = layout.remember(("areas", at.start), lambda: _areas(at, regions, layout, lexicon))
    if prior is None:
        return made
    more = ["prior", f"prior {near(prior, at, layout)}"]
    return [replace(c, features=[*c.features, *more, f"prior|{c.rule}"]) if c.value == prior.value else c for c in made]


def _areas(at: Mention, regions: Sequence[Region], layout: Layout, lexicon: Lexicon) -> list[Candidate]:
    areas = layout.remember("all areas", lambda: {r.code: r for r in regions if r.code != "ID"})
    trails = layout.remember("area trails", lambda: Trails((r.code, r.mentions) for r in areas.values()))
    wholes = layout.remember("wholes", lambda: {p for r in areas.values() for p in r.parents})
    most = layout.remember("most", lambda: max((len(r.mentions) for r in areas.values()), default=0))
    start, end = layout.sentence(at.start)
    here = layout.remember(("areas here", start), lambda: {str(code) for code in trails.keys(start, end)})
    wholes_here = layout.remember(("wholes here", start), lambda: {p for code in here for p in areas[code].parents})
    made = []
    for trail in trails.closest(at.start):
        r = areas[str(trail.key)]
        features, rule, best = placed(at, trail, trails, layout, lexicon=lexicon)
        features += [f"level={r.level}", f"{rule}|level={r.level}", f"share={4 * len(r.mentions) // len(trails)}"]
        features += [f"{rule}|most", "most"] if len(r.mentions) == most else []
        features += ["first area"] if trail.starts[0] == trails.starts[0] else []
        features += ["capital"] if r.code == CAPITAL else []
        features += ["names the whole"] if _names_whole(r.code, best, areas, trails) else []
        features += ["has part here"] if r.code in wholes_here else []
        features += ["has whole here"] if not here.isdisjoint(r.parents) else []
        features += ["has part"] if r.code in wholes else []
        features += ["has whole"] if any(p in areas for p in r.parents) else []
        made.append(Candidate(r.code, rule, best, features))
    return made


def _names_whole(code: str, at: Mention, areas: Mapping[str, Region], trails: Trails) -> bool:
    """Whether a place name only says where the one before it lies: "Manggarai Barat, NTT", "Jember (Jawa Timur)"."""
    return any(
        code in areas[str(part)].parents and any(0 < at.start - m.end <= 3 for m in areas[str(part)].mentions)
        for part in set(trails.keys(at.start - 60, at.start))
    )


def scope_candidates(
    at: Mention,
    about: Sequence[str],
    area: Candidate | None,
    regions: Sequence[Region],
    prior: Prior | None,
    layout: Layout,
    *,
    lexicon: Lexicon,
) -> list[Candidate]:
    """The best area, the nation, nothing; `about` are words on the figure itself (its kind, its unit)."""
    state = list(layout.remember(("scope", at.start, *about), lambda: _scope(at, about, regions, layout, lexicon)))
    if prior:
        kind = "nothing" if prior.value is None else "nation" if prior.value == "ID" else "area"
        state += [f"prior {kind}", f"prior {kind} {near(prior, at, layout)}"]
    if area:
        told = {area.rule, "in headline", "in lead", "capital", "office", "prior", "most", "both sides", "has part"}
        state += [f"area {f}" for f in area.features if f in told]
    else:
        state.append("no area")
    offers: list[tuple[str | None, str, Mention | None]] = [("ID", "nation", None), (None, "nothing tells", None)]
    offers = [(area.value, area.rule, area.mention), *offers] if area else offers
    names = ["area", "ID", "none"][-len(offers) :]
    return [Candidate(value, rule, m, [name] + [f"{name}|{f}" for f in state]) for name, (value, rule, m) in zip(names, offers)]


def _scope(at: Mention, about: Sequence[str], regions: Sequence[Region], layout: Layout, lexicon: Lexicon) -> Features:
    """What the figure, its sentence and the article say on whether it is local, national or neither."""
    sentence, text = layout.sentence(at.start), layout.text
    state = [a for a in about if not a.startswith("unit=")]
    local = layout.remember("local", lambda: _local(regions, layout, lexicon))
    state += [*(f"text {f}" for f in layout.scope(lexicon) if "=" not in f), *local]

    def told(name: str, start: int, end: int) -> Features:
        return [f"{name} {u}" for u in SCOPES if scope_pattern(lexicon, u).search(text, start, end)]

    state += layout.remember(("scopes", sentence), lambda: told("here", *sentence))
    return state + told("near", max(sentence[0], at.start - 40), min(at.end + 40, sentence[1]))


def _local(regions: Sequence[Region], layout: Layout, lexicon: Lexicon) -> Features:
    """How local the article is: its areas but for the capital, in the headline, in the lead, against words on the nation."""
    told = [r for r in regions if r.code != "ID" and (r.code != CAPITAL or len(r.mentions) > SELDOM)]
    mentions = [m for r in told for m in r.mentions]
    nation = sum(int(f.split("=")[1]) for f in layout.scope(lexicon) if f.startswith(("national=", "state=")))
    made = ["areas" if any(r.code != "ID" for r in regions) else "no areas"]
    made += ["place in headline"] if any(layout.headline(m.start) for m in mentions) else []
    made += ["place in lead"] if any(m.start < layout.title_end + LEAD for m in mentions) else []
    made.append("more local" if len(mentions) > 2 * nation else "more national" if nation > len(mentions) else "mixed")
    return made


def region_options(
    at: Mention, about: Sequence[str], regions: Sequence[Region], prior: Prior | None, layout: Layout, *, lexicon: Lexicon
) -> list[Option]:
    """The areas a figure may belong to: the areas of the article, the nation, or nothing."""
    areas = area_candidates(at, regions, prior, layout, lexicon=lexicon)
    chances = shares(weights("area"), [a.features for a in areas])
    best = max(zip(chances, areas), key=lambda p: p[0])[1] if areas else None
    scopes = options("scope", scope_candidates(at, about, best, regions, prior, layout, lexicon=lexicon))
    if best is None:
        return scopes
    local = scopes[0].chance
    return [option(a, local * c) for a, c in zip(areas, chances)] + scopes[1:]
