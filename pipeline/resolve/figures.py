"""Ties figures to their role, programme, region and date, and percentages to their part and whole.

Each mention of a figure is decided by itself, then mentions of one fact become one entry: a headline's "270 Ribu Warga"
and the body's "270 ribu warga" are one, a rounded and an exact total are two.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import regex

from pipeline.find import Found
from pipeline.find.counts import CountMention, units
from pipeline.find.percentages import PercentageMention
from pipeline.language.numerals import Number
from pipeline.lexicon import DEFAULT, Lexicon
from pipeline.records import Amount, Article, Count, Date, Evidence, Facility, Mention, Percentage, Region
from pipeline.resolve import parts, programmes, roles, wholes
from pipeline.resolve.belonging import Belonging, Figure
from pipeline.resolve.carries import Carries
from pipeline.resolve.chain import Option, Prior, best_run, likeliest
from pipeline.resolve.layout import Layout
from pipeline.resolve.magnitude import people
from pipeline.resolve.moments import Moments

FEW = 20  #: below, a number is so common that mentions must share words to be one fact
MANY = 40  #: facts of one number, and mentions of a fact, that a mention is held against
TELLING = 3  #: digits from which on an equal number is no accident
SURE = 0.6  #: how sure two dates are that part mentions of one number
FIRM = 0.8  #: how sure two kinds or areas are that part them
WHOLE = 2**53  #: beyond, a float is not exact and stays as it is


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of an article."""

    counts: list[Count] = field(default_factory=list)
    percentages: list[Percentage] = field(default_factory=list)
    amounts: list[Amount] = field(default_factory=list)
    facilities: list[Facility] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Draft:
    """One mention of a figure with what was decided for it."""

    mention: Mention
    fields: dict[str, Any]
    evidence: dict[str, Evidence]
    headline: bool
    sentence: int
    near: frozenset[str]  #: the words beside it

    @property
    def number(self) -> tuple[Any, Any, Any]:
        """What must be equal for two mentions to be one fact."""
        return self.fields["value"], self.fields["low"], self.fields["high"]


class Own(NamedTuple):
    """What a mention tells by itself: its fields, why, and words on it for what it is tied to."""

    fields: dict[str, Any]
    evidence: dict[str, Evidence]
    about: list[str]


@dataclass(frozen=True, slots=True)
class Scene:
    """What all figures of an article are tied against."""

    article: Article
    layout: Layout
    regions: Sequence[Region]
    moments: Moments
    named: Sequence[tuple[Mention, str]]
    figures: Sequence[Mention]  #: all mentions of counts and percentages
    lexicon: Lexicon = DEFAULT


def scene(
    found: Found, article: Article, regions: Sequence[Region], dates: Sequence[Date], *, lexicon: Lexicon = DEFAULT
) -> Scene:
    """What the figures of an article are tied against."""
    layout = Layout(article.text, title=article.title)
    named = programmes.mentions(article.text, lexicon=lexicon)
    figures = [*(m.mention for m in found.counts), *(m.mention for m in found.percentages)]
    figures.sort(key=lambda m: m.start)
    moments = Moments(dates, Carries(figures, found.counts, layout), article, layout, lexicon)
    return Scene(article, layout, regions, moments, named, figures, lexicon)


def resolve(
    found: Found, article: Article, regions: Sequence[Region], dates: Sequence[Date], *, lexicon: Lexicon = DEFAULT
) -> Figures:
    """One entry per fact, in order of first mention."""
    s = scene(found, article, regions, dates, lexicon=lexicon)
    drafts = draft(found, s)
    counted = [d for d in drafts if "role" in d.fields]
    counts = _entries(Count, "c", _facts(counted, same=("role", "region")), units(lexicon, "dead"))
    shares = _entries(Percentage, "p", _facts([d for d in drafts if "kind" in d.fields], same=("kind", "region")))
    return Figures(
        counts=counts,
        percentages=parts.link(wholes.carried(shares, s.layout), counts, s.layout, lexicon=lexicon),
        amounts=[
            _plain(Amount, f"a{n}", m.mention, m.number, currency=m.number.currency, per=m.per, purpose=m.purpose)
            for n, m in enumerate(found.amounts, 1)
        ],
        facilities=[
            Facility(id=f"f{n}", mentions=(m.mention,), quote=m.mention.text, value=exact(m.number.value) or 0, unit=m.unit)
            for n, m in enumerate(found.facilities, 1)
        ],
    )


def draft(found: Found, s: Scene) -> list[Draft]:
    """What each mention of a count or percentage means, in order of place."""
    mentions, own = read(found, s)
    figures = [(m.mention, isinstance(m, PercentageMention)) for m in mentions]

    def as_of(n: int, prior: Prior | None) -> list[Option]:
        return s.moments.options(figures[n][0], own[n].about, prior)

    def programme(n: int, prior: Prior | None) -> list[Option]:
        named = programmes.candidates(figures[n][0], own[n].about, s.named, prior, s.layout, lexicon=s.lexicon)
        return programmes.choices(named, s.named, s.layout)

    areas = Belonging(
        [Figure(m.mention, o.about, people(m)) for m, o in zip(mentions, own)], s.regions, s.layout, lexicon=s.lexicon
    )
    chosen = {
        "region": likeliest(figures, areas.options),
        "programme": best_run(figures, programme),
        "as_of": likeliest(figures, as_of),
    }
    return [_draft(m, o, {name: run[n] for name, run in chosen.items()}, s) for n, (m, o) in enumerate(zip(mentions, own))]


def read(found: Found, s: Scene) -> tuple[list[CountMention | PercentageMention], list[Own]]:
    """The mentions of counts and percentages in order of place, and what each tells by itself."""
    mentions: list[CountMention | PercentageMention] = [*found.counts, *found.percentages]
    mentions.sort(key=lambda m: m.mention.start)
    counts = [m for m in mentions if isinstance(m, CountMention)]
    shares = [m for m in mentions if isinstance(m, PercentageMention)]
    told = dict(zip((m.mention.start for m in counts), roles.roles(counts, s.layout, lexicon=s.lexicon)))
    told |= zip((m.mention.start for m in shares), roles.kinds(shares, s.layout, lexicon=s.lexicon))
    return mentions, [_own(m, told, s) for m in mentions]


def _own(m: CountMention | PercentageMention, told: Mapping[int, Option], s: Scene) -> Own:
    if isinstance(m, CountMention):
        role, why, _ = told[m.mention.start]
        return Own({"unit": m.unit, "role": role}, {"role": why}, [f"role={role}", f"unit={m.unit}", "count"])
    kind, why, _ = told[m.mention.start]
    of = wholes.whole(m.mention, str(kind), s.layout, lexicon=s.lexicon)
    return Own({"kind": kind, "of": of}, {"kind": why}, [f"kind={kind}", "percentage"])


def _draft(m: CountMention | PercentageMention, own: Own, tied: dict[str, Option], s: Scene) -> Draft:
    at, number = m.mention, m.number
    fields = {
        "value": exact(number.value), "low": exact(number.low), "high": exact(number.high), "mod": number.mod,
        **{name: option.value for name, option in tied.items()}, **own.fields,
    }  # fmt: skip
    jkn = fields["programme"] == "JKN"
    fields["segments"] = programmes.segments(at, s.figures, s.layout, lexicon=s.lexicon) if jkn else ()
    why = {**own.evidence, **{name: option.evidence for name, option in tied.items()}}
    return Draft(at, fields, why, s.layout.headline(at.start), s.layout.index(at.start), _near(at, s))


def _near(at: Mention, s: Scene) -> frozenset[str]:
    words = f"{s.layout.left(at.start, 40)} {s.layout.right(at.end, 40)}".lower()
    return frozenset(regex.findall(r"\p{L}{5,}+", words))


def _facts(drafts: Sequence[Draft], *, same: tuple[str, ...]) -> list[list[Draft]]:
    """Drafts in groups of one fact each: equal numbers that agree, or of which one is the headline's."""
    facts: list[list[Draft]] = []
    by_number: dict[tuple[Any, Any, Any], list[list[Draft]]] = {}
    for d in drafts:
        for fact in by_number.get(d.number, [])[:MANY]:
            if all(_one(d, other, same) for other in fact[-MANY:]):
                fact.append(d)
                break
        else:
            facts.append([d])
            by_number.setdefault(d.number, []).append(facts[-1])
    return facts


def _one(a: Draft, b: Draft, same: tuple[str, ...]) -> bool:
    """Whether two mentions of equal number tell one fact; the less a number tells by itself, the more must agree."""
    if a.sentence == b.sentence:
        return False
    if a.headline or b.headline:
        return True
    x, y = a.fields, b.fields
    if len({x["mod"], y["mod"]} - {None}) > 1 or (x.get("unit") != y.get("unit") and _small(a)):
        return False
    if digits(a.number) >= TELLING and "unit" in x:
        return True
    apart = x["as_of"] and y["as_of"] and not (_within(x["as_of"], y["as_of"]) or _within(y["as_of"], x["as_of"]))
    if apart and min(d.evidence["as_of"].confidence for d in (a, b)) >= SURE:
        return False
    agree = all(x[f] == y[f] or (f != "role" and min(d.evidence[f].confidence for d in (a, b)) < FIRM) for f in same)
    return digits(a.number) >= TELLING or (agree and (not _small(a) or bool(a.near & b.near)))


def _small(d: Draft) -> bool:
    return all(v is None or abs(v) < FEW for v in d.number)


def digits(number: tuple[Any, ...]) -> int:
    """Digits of a number that carry meaning.

    >>> digits((903000, None, None)), digits((89.3, None, None)), digits((None, 10, 15))
    (3, 3, 3)
    """
    return sum(len(f"{abs(v):.10g}".replace(".", "").strip("0")) for v in number if v is not None)


def _entries(
    form: Callable[..., Any], letter: str, facts: Sequence[Sequence[Draft]], vague: frozenset[str] = frozenset()
) -> list[Any]:
    """One entry of each fact; its unit is one that is not vague, where a mention has one ("3 pelajar" for "3 jenazah")."""
    made = []
    for n, fact in enumerate(facts, 1):
        told = max(fact, key=lambda d: (not d.headline, d.fields["as_of"] is not None, -d.mention.start))
        told = _finest(told, fact)
        fields = dict(told.fields)
        if fields.get("unit") in vague:
            fields["unit"] = next((d.fields["unit"] for d in fact if d.fields["unit"] not in vague), fields["unit"])
        sure = 1.0
        for e in told.evidence.values():
            sure *= e.confidence
        made.append(
            form(
                id=f"{letter}{n}",
                mentions=tuple(d.mention for d in fact),
                quote=fact[0].mention.text,
                confidence=round(sure, 3),
                evidence=told.evidence,
                **fields,
            )
        )
    return made


def _within(fine: str, coarse: str) -> bool:
    """Whether a date lies within one.

    >>> _within("2022-01-01/2022-12-28", "2022"), _within("2022", "2022-11"), _within("2022-11/2023-02", "2022")
    (True, False, False)
    """
    return all(end.startswith(coarse) for end in fine.split("/"))


def _finest(told: Draft, fact: Sequence[Draft]) -> Draft:
    """The mention of a fact whose date lies within the date told and is the finest."""
    coarse = told.fields["as_of"]
    inside = [d for d in fact if coarse and d.fields["as_of"] and not d.headline and _within(d.fields["as_of"], coarse)]
    return max(inside, key=lambda d: len(d.fields["as_of"]), default=told)


def _plain(form: Callable[..., Any], id: str, at: Mention, number: Number, **own: Any) -> Any:
    values = {"value": exact(number.value), "low": exact(number.low), "high": exact(number.high), "mod": number.mod}
    return form(id=id, mentions=(at,), quote=at.text, **values, **own)


def exact(value: float | int | None) -> float | int | None:
    """A whole number as int, so that 4700000.0 is written 4700000.

    >>> exact(4_700_000.0), exact(42.5), exact(None)
    (4700000, 42.5, None)
    """
    return int(value) if value is not None and abs(value) < WHOLE and value == int(value) else value
