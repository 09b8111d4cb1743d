"""Which area a figure belongs to.

Candidates are the article's own areas, the nation, the world abroad and nothing. Each has features: where its nearest
mentions stand as seen from the figure (`ties.placed`), what the article and the sentence are about (`ground.py`), what the
figure before belongs to and what has been named since.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

import regex

from pipeline.lexicon import Lexicon
from pipeline.records import Mention, Region
from pipeline.resolve.chain import Option, Prior
from pipeline.resolve.ground import ABROAD, CAPITAL, KINDS, NATION, PART, Ground
from pipeline.resolve.layout import Layout
from pipeline.resolve.magnitude import filled, size
from pipeline.resolve.scopes import LEAD, PLACED
from pipeline.resolve.scoring import Features, softmax, total, weights
from pipeline.resolve.ties import Candidate, follows, near, option, placed
from pipeline.resolve.trails import Trail
from pipeline.resolve.words import pattern

_DAY = regex.compile(r"(?:,|\s++pada)\s++(?:Senin|Selasa|Rabu|Kamis|Jum[’']?at|Sabtu|Minggu)\b")
_OF_VICTIMS = {
    "scene",
    "scene in lead",
    "in headline",
    "offices mostly",
    "offices only",
    "sentence before",
    "capital",
    "office",
}
_JOINT = regex.compile(r"\b(?:atau|dari|setara|yakni|yaitu|dengan|menjadi|sedangkan|sementara)\s|[(,;]|\bdan\s", regex.I)
_BACK = regex.compile(
    r"\b(?:jumlah|angka|total|capaian|persentase)\s++(?:itu|tersebut|ini)\b|\bdi\s?antaranya\b|\bsisanya\b|\brinciannya\b",
    regex.I,
)
_LEVELS = {
    "provinsi": "province", "kabupaten": "regency", "kota": "city", "kecamatan": "district", "desa": "village",
    "kelurahan": "village", "nagari": "village", "distrik": "district", "pekon": "village",
}  # fmt: skip
_CALLED = regex.compile(rf"\b({'|'.join(_LEVELS)}|daerah|wilayah|kawasan)\s++(?:ini|itu|tersebut|setempat)\b", regex.I)
_DATELINE = regex.compile(r"(?:,\s\S{1,20}+)?\s*+(?:\([^()\n]{1,30}\)\s*+)?[-–—:]")
_HAPPENED = regex.compile(r"\bdi\s++(?:\p{L}++\s++){0,4}$")
FEW = 8  #: mentions of an area that are looked at for what it is to the story
NEAR = 60  #: characters between two figures that may be joined
ALONE = 0.6  #: weight of the judgement alone
TOLD = 0.7  #: certainty that a figure is of the area right behind it
VOTES = (0.1, 0.25, 0.4, 0.6, 0.8)


class Figure(NamedTuple):
    """A figure: where it stands, words on it (its role or kind), how many people it counts."""

    at: Mention
    about: Sequence[str]
    people: float


class Belonging:
    """The figures of an article and the areas that each may belong to.

    A figure is judged twice: alone, then knowing where the figure before it belongs and what the others, judged alone, are
    for: an article is mostly of one place (stacked learning after Cohen & Carvalho 2005).
    """

    def __init__(
        self,
        figures: Sequence[Figure],
        regions: Sequence[Region],
        layout: Layout,
        *,
        lexicon: Lexicon,
        alone: Mapping[str, float] | None = None,
    ) -> None:
        """`figures` in order of place; `alone`: weights of the first judgement."""
        self._figures, self._layout = figures, layout
        self._ground = Ground(regions, layout, lexicon)
        most = max((f.people for f in figures), default=0.0)
        self.alone = [_offers(f, most, self._ground, layout, lexicon) for f in figures]
        #: words of the article, features of every candidate by its kind
        self.topic = self._ground.topic
        told = weights("region alone") if alone is None else alone
        spoken = self._spoken(told)
        self._votes = [_by_value(c, softmax([total(told, o.features) + spoken[o.features[0]] for o in c])) for c in self.alone]
        self._spoken_of = self._spoken(weights("region"))
        self._scores: dict[int, list[float]] = {}
        self._all: dict[str | None, float] = {}
        for votes in self._votes:
            for value, chance in votes.items():
                self._all[value] = self._all.get(value, 0.0) + chance

    def _spoken(self, told: Mapping[str, float]) -> dict[str, float]:
        """What the words of the article add to each kind of candidate."""
        return {kind: total(told, [f"{kind}|{word}" for word in self.topic]) for kind in KINDS}

    def candidates(self, n: int, prior: Prior | None) -> list[Candidate]:
        """What the nth figure may belong to, where the figure before it is tied as `prior` tells."""
        voted = (self._voted(n, c.value) for c in self.alone[n])
        return [replace(c, features=[*c.features, *votes, *self._after(n, c, prior)]) for c, votes in zip(self.alone[n], voted)]

    def options(self, n: int, prior: Prior | None) -> list[Option]:
        """The areas the nth figure may belong to, the nation, or nothing: the mean of both judgements, which err apart."""
        told = weights("region")
        if n not in self._scores:  # what holds whatever the figure before belongs to
            self._scores[n] = [
                total(told, [*c.features, *self._voted(n, c.value)]) + self._spoken_of[c.features[0]] for c in self.alone[n]
            ]
        scores = [own + total(told, self._after(n, c, prior)) for own, c in zip(self._scores[n], self.alone[n])]
        chances = {value: chance * ALONE for value, chance in self._votes[n].items()}  # abroad and nothing are one answer
        best: dict[str | None, tuple[float, Candidate]] = {}
        for c, chance in zip(self.alone[n], softmax(scores)):
            chances[c.value] += chance * (1 - ALONE)
            if c.value not in best or chance > best[c.value][0]:
                best[c.value] = chance, c
        code = follows(self._figures[n].at, self._ground.trails, self._layout)
        if code and code in chances:
            chances = {value: chance * (1 - TOLD) + TOLD * (value == code) for value, chance in chances.items()}
        return [option(best[value][1], chance) for value, chance in chances.items()]

    def _after(self, n: int, c: Candidate, prior: Prior | None) -> Features:
        return _chained(c, prior, self._figures[n].at, self._ground, self._layout) if prior else []

    def _voted(self, n: int, value: str | None) -> Features:
        """How much the other figures, judged alone, are for a value."""
        others = len(self._votes) - 1
        share = (self._all.get(value, 0.0) - self._votes[n].get(value, 0.0)) / others if others else 0.0
        return [f"vote>{step}" for step in VOTES if share > step]


def _by_value(candidates: Sequence[Candidate], chances: Sequence[float]) -> dict[str | None, float]:
    made: dict[str | None, float] = {}
    for c, chance in zip(candidates, chances):
        made[c.value] = made.get(c.value, 0.0) + chance
    return made


def _chained(c: Candidate, prior: Prior, at: Mention, ground: Ground, layout: Layout) -> Features:
    """What the figure before tells of a candidate."""
    kind, where = c.features[0], near(prior, at, layout)
    made = []
    since = ground.everything.between(prior.at.end, at.start)
    if c.value == prior.value:
        made += _joined(prior.at, at, layout)
        made += ["prior", f"prior {where}", f"prior|{c.rule}", f"{kind}|prior", f"{kind}|prior {where}"]
        made += ["prior|others since", f"{kind}|prior|others since"] if since else ["prior|none since"]
    elif kind == "area" and c.mention and c.mention.start > prior.at.end:
        made.append("new since")
    if kind == "area" and prior.value and c.value != prior.value:
        made += ["whole of prior"] if prior.value.startswith(f"{c.value}.") else []
        made += ["part of prior"] if str(c.value).startswith(f"{prior.value}.") else []
    return made


def _joined(one: Mention, two: Mention, layout: Layout) -> Features:
    """How a figure is joined to the one before it: "80 persen atau 12 ribu jiwa", "dari jumlah tersebut"."""
    between = layout.text[one.end : two.start] if two.start - one.end < NEAR else ""
    if between and "\n" not in between and (m := _JOINT.search(between)):
        return [f"prior|{m[0].strip().lower()}"]
    start = max(layout.sentence(two.start)[0], two.start - NEAR)
    return ["prior|refers back"] if _BACK.search(layout.text, start, two.end + 30) else []


def _offers(figure: Figure, most: float, ground: Ground, layout: Layout, lexicon: Lexicon) -> list[Candidate]:
    """`most` is the largest count of the article: where thousands are told, a single person may be of the nation too."""
    at, about, many = figure
    sentence = layout.sentence(at.start)
    state = [*ground.state, *_state(at, sentence, about, ground, layout), *(size(most) if many else ())]
    here = {str(k) for k in ground.everything.keys(*sentence)}
    made = [_area(figure, trail, here, state, ground, layout, lexicon) for trail in ground.trails.closest(at.start)]
    state += ["area here"] if here - {NATION, ABROAD, PART} else ["no area here"]
    for value, trail in ((NATION, ground.nation), (None, ground.abroad), (None, ground.part)):
        name = str(trail.key)
        state = [*state, *(filled(most, NATION) if many else ())] if value else [f for f in state if not f.startswith("fills")]
        if trail.mentions:
            features, rule, best = placed(at, trail, ground.everything, layout, lexicon=lexicon)
            features = [*(f"{name}|{f}" for f in [*features, *_gap(at, best, rule, layout)]), f"{name}|named"]
            made.append(Candidate(value, rule, best, [name, *features, *(f"{name}|{f}" for f in state)]))
        elif value:
            made.append(Candidate(value, "nation", None, [name, *(f"{name}|{f}" for f in state)]))
    made.append(Candidate(None, "nothing tells", None, ["none", *(f"none|{f}" for f in state)]))
    return made


def _area(
    figure: Figure, trail: Trail, here: set[str], state: Features, ground: Ground, layout: Layout, lexicon: Lexicon
) -> Candidate:
    at = figure.at
    r = ground.areas[str(trail.key)]
    features, rule, best = placed(at, trail, ground.everything, layout, lexicon=lexicon)
    features += _gap(at, best, rule, layout)
    features += [f"level={r.level}", f"{rule}|level={r.level}", f"share={4 * len(r.mentions) // len(ground.trails)}"]
    features += [f"{rule}|most", "most"] if len(r.mentions) == ground.most else []
    features += ["first area"] if trail.starts[0] == ground.trails.starts[0] else []
    features += ["capital", f"capital|{rule}"] if ground.capital and r.code[:2] == CAPITAL else []
    features += _address(r.code, best, rule, ground)
    features += layout.remember(("area", r.code), lambda: _overall(r, ground, layout, lexicon))
    features += _said_at(best, layout, lexicon)
    features += [f for f in state if f == f"called {r.level}"]
    features += _fills(figure, r.code, rule, layout, lexicon)
    features += ["has part here"] if any(r.code in ground.areas[c].parents for c in here if c in ground.areas) else []
    features += ["has whole here"] if not here.isdisjoint(r.parents) else []
    features += ["has part"] if r.code in ground.wholes else []
    features += ["has whole"] if any(p in ground.areas for p in r.parents) else []
    victims = "near victim" in state or "here victim" in state
    features += _followed(at, best, rule, r, ground, layout, victims)
    features += ["first here"] if rule == "sentence before" and best.start == ground.first(layout.sentence(at.start)) else []
    if victims:
        features += [f"victims|{f}" for f in features if f in _OF_VICTIMS]
    return Candidate(r.code, rule, best, ["area", *features, *(f"area|{f}" for f in state)])


def _followed(at: Mention, best: Mention, rule: str, r: Region, ground: Ground, layout: Layout, victims: bool) -> Features:
    """Whether an area is the last one named before a figure, lies in one of the headline, or stands as a scene or dateline."""
    made: Features = []
    if best.end <= at.start and not layout.headline(best.start) and not ground.trails.between(best.end, at.start):
        made += ["last named", f"last named|level={r.level}"]
    if any(p in ground.areas and layout.headline(ground.of[p].starts[0]) for p in r.parents):
        made += ["in one of headline", f"in one of headline|{rule}", *(f"in one of headline|{f}" for f in made[:1])]
    if _HAPPENED.search(layout.text, max(layout.sentence(best.start)[0], best.start - 60), best.start):
        made += ["happened", f"happened|{rule}"]
    if layout.sentence(best.start)[0] == best.start and _DATELINE.match(layout.text, best.end):
        made += ["dateline", f"dateline|{rule}", f"dateline|level={r.level}"]
    return [*made, *(f"victims|{f}" for f in made if victims and f in ("last named", "happened"))]


def _fills(figure: Figure, code: str, rule: str, layout: Layout, lexicon: Lexicon) -> Features:
    """How much of an area's people a count would be, also with its role; guests may be more than those who live there.

    Where the sentence itself names the area, a count beyond its people is an error of the article, for the checks to tell.
    """
    start, end = layout.sentence(figure.at.start)

    def guests() -> bool:
        words = pattern(lexicon, "visitors")
        return any(words.search(layout.text, *span) for span in ((0, layout.title_end), (start, end)))

    if layout.remember(("guests", start), guests):
        return []
    made = filled(figure.people, code)
    if rule in ("sentence before", "sentence behind") and "fills beyond" in made:
        return ["said, fills beyond"]
    return [*made, *(f"{a}|{f}" for f in made for a in figure.about if a.startswith("role="))]


def _gap(at: Mention, best: Mention, rule: str, layout: Layout) -> Features:
    """How many words stand between a figure and a name in its sentence, and whether a clause ends there."""
    if not rule.startswith("sentence ") or rule == "sentence above":
        return []
    between = layout.text[best.end : at.start] if best.end <= at.start else layout.text[at.end : best.start]
    words = len(between.split())
    made = [f"{rule}|gap={words if words < 4 else 4 if words < 7 else 7}"]
    made += [f"{rule}|clause"] if not any(c in between for c in ",;:.") else []
    return made


def _address(code: str, at: Mention, rule: str, ground: Ground) -> Features:
    """Whether a name stands in a row of ever wider areas: "Desa Palasari, Kecamatan Ciater, Subang", "Jember (Jawa Timur)"."""
    areas, made = ground.areas, []
    before = {str(k) for k in ground.trails.keys(at.start - 60, at.start)}
    behind = {str(k) for k in ground.trails.keys(at.end, at.end + 4)}
    ends = (m.end for c in before if code in areas[c].parents and (m := ground.of[c].before(at.start)))
    if any(0 < at.start - end <= 3 for end in ends):
        made.append("names the whole")
    if any(c in areas[code].parents for c in behind):
        made += ["names the part", f"{rule}|names the part"]
    return made


def _overall(r: Region, ground: Ground, layout: Layout, lexicon: Lexicon) -> Features:
    """What all mentions of an area tell: whether it is but an official's, and whether it is the scene of the story."""
    some = r.mentions[:FEW]
    offices = sum(_of_office(m, layout, lexicon) for m in some)
    made = ["offices only"] if offices == len(some) else ["offices mostly"] if 2 * offices > len(some) else []
    rows = [f for m in some for f in _address(r.code, m, "", ground)]
    lead = layout.title_end + LEAD
    if "names the part" in rows:
        made.append("scene")
        made += ["scene in lead"] if any(m.start < lead and _address(r.code, m, "", ground) for m in some) else []
    made += ["whole only"] if rows.count("names the whole") == len(some) else []
    made += ["in title and text"] if layout.headline(some[0].start) and len(some) > 1 else []
    return made


def _of_office(m: Mention, layout: Layout, lexicon: Lexicon) -> bool:
    office = pattern(lexicon, "office")
    return bool(office.search(layout.text, max(0, m.start - 30), m.start) or office.match(m.text))


def _said_at(at: Mention, layout: Layout, lexicon: Lexicon) -> Features:
    """Whether a name is where or when somebody said it: "kata Pius di Labuan Bajo, Rabu (4/1)"."""
    if not _DAY.match(layout.text, at.end):
        return []
    start = max(layout.sentence(at.start)[0], at.start - 200)
    return ["at a day", "said at a day"] if pattern(lexicon, "said").search(layout.text, start, at.start) else ["at a day"]


def _called(at: Mention, layout: Layout) -> Features:
    """By which word a place named before is taken up again: "di provinsi itu"."""
    start, end = layout.sentence(at.start)
    m = _CALLED.search(layout.text, max(start, at.start - 120), min(end, at.end + 60))
    level = _LEVELS.get(m[1].lower()) if m else None
    return [f"called {level}"] if level else ["called"] if m else []


def _state(at: Mention, sentence: tuple[int, int], about: Sequence[str], ground: Ground, layout: Layout) -> Features:
    """What the figure and its sentence say on whether it is local, national or neither."""

    scopes, start = ground.scopes, at.start
    state = [a for a in about if not a.startswith("unit=")]
    state += layout.remember(("scopes", sentence), lambda: scopes.told("here", *sentence))
    state += scopes.told("near", max(sentence[0], start - 40), min(at.end + 40, sentence[1]))
    last = {use: scopes.before(use, start) for use in PLACED}
    last["area"] = ground.trails.starts[n - 1] if (n := bisect_left(ground.trails.starts, start)) else -1
    latest = max(last, key=lambda use: last[use])
    if last[latest] >= 0:
        back = min(layout.index(start) - layout.index(last[latest]), 2)
        state += [f"latest {latest}", f"latest {latest} {back}"]
    return state + _called(at, layout)
