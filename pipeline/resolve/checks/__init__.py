"""Does the arithmetic of the article again.

Each check names its rule, the entries, what is stated, what is computed, and a verdict: *agrees*, *rounds*, *contradicts*, or
*implausible* against the outside. What follows from the figures and is not told is `derived`, never mixed with them.

>>> from pipeline import extract_text
>>> text = "Dari 11 juta peserta JKN, 40 persen di antaranya atau 4,7 juta jiwa dibayar pemerintah."
>>> [(x.rule, x.stated, x.computed, x.verdict) for x in extract_text(text, title="BPJS Kesehatan").checks]
[('part_whole', 40, 42.7273, 'contradicts')]
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import chain

from pipeline.lexicon import DEFAULT, Lexicon
from pipeline.records import Article, Check, Count, Derived, Region
from pipeline.resolve.checks import (
    absurd,
    afterward,
    headlines,
    leads,
    likely,
    means,
    naked,
    outof,
    outside,
    payments,
    rates,
    ratios,
    remainders,
    shares,
    slips,
    splits,
    told,
    totals,
    turned,
    ways,
    within,
    worded,
)
from pipeline.resolve.checks.numbers import Numbers
from pipeline.resolve.figures import Figures
from pipeline.resolve.findings import Finding, tidy
from pipeline.resolve.layout import Layout
from pipeline.resolve.reading import Reading

OUTSIDE = ("population", "above_population", "date_order", "over_100")  #: rules of one figure


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """What was checked and what follows."""

    checks: list[Check] = field(default_factory=list)
    derived: list[Derived] = field(default_factory=list)


def check(figures: Figures, article: Article, regions: Sequence[Region] = (), *, lexicon: Lexicon = DEFAULT) -> Arithmetic:
    """All checks of the article's figures, in order of their entries."""
    layout = Layout(article.text, title=article.title)
    reading = Reading([*figures.counts, *figures.percentages], layout, lexicon)
    numbers = Numbers([*figures.counts, *figures.percentages, *figures.amounts], layout, lexicon)
    first = (f for f in _findings(reading, article, regions) if not (_borne_out(f, reading) or _other_pair(f, numbers)))
    once = {(f.rule, f.entries, f.stated): f for f in first}
    stated = {f.stated for f in once.values() if f.rule not in OUTSIDE}
    more = (
        part.findings(numbers)
        for part in (
            ways,
            told,
            leads,
            remainders,
            outof,
            shares,
            payments,
            naked,
            ratios,
            worded,
            means,
            totals,
            turned,
            headlines,
            slips,
            splits,
            rates,
        )
    )
    for f in absurd.findings(reading, figures.amounts, article):
        if not any(f.entries == g.entries and g.verdict == "implausible" for g in once.values()):
            once[f.rule, f.entries, f.stated] = f
    late = (f for f in afterward.findings(numbers, article) if f.stated not in {g.stated for g in once.values()})
    once |= {(f.rule, f.entries, f.stated): f for f in late}
    for f in chain.from_iterable(more):
        if f.stated not in stated and not (_borne_out(f, reading) or _other_pair(f, numbers, about=True)):
            stated.add(f.stated)
            once[f.rule, f.entries, f.stated] = f
    if not any(f.verdict == "contradicts" for f in once.values()):  # what no rule tells
        once |= {(f.rule, f.entries, f.stated): f for f in likely.findings(numbers) if not _borne_out(f, reading)}
    return Arithmetic([_check(n, f) for n, f in enumerate(once.values(), 1)], outside.derived(reading))


def _findings(reading: Reading, article: Article, regions: Sequence[Region]) -> Iterator[Finding]:
    yield from within.part_of_whole(reading)
    yield from within.over_hundred(reading)
    yield from within.headline(reading)
    yield from outside.population(reading, article, regions)


def _borne_out(finding: Finding, reading: Reading) -> bool:
    """Whether another count of the article is just what a contradicted one should be: then that one was meant."""
    return finding.verdict == "contradicts" and any(
        isinstance(s.entry, Count) and s.entry.id not in finding.entries and s.value == finding.computed
        for s in reading.first.values()
    )


def _other_pair(finding: Finding, numbers: Numbers, *, about: bool = False) -> bool:
    """Whether two other numbers beside a contradicted share bear it out, or it is a target: "70 persen, 28 dari 40 kursi"."""
    if finding.verdict != "contradicts" or finding.rule != "part_whole":
        return False
    share = next((n for i in finding.entries for n in numbers.of_entry(i) if n.percent), None)
    if share is None or finding.computed == finding.stated:
        return False
    if about:
        return shares.borne_out(share, numbers, about=True)
    part = next((n for i in finding.entries for n in numbers.of_entry(i) if not n.percent), None)
    implied = part is not None and shares.same_base(share, part.value, numbers)
    return implied or shares.goal(share, numbers) or shares.borne_out(share, numbers)


def _check(n: int, f: Finding) -> Check:
    stated = tidy(f.stated) if isinstance(f.stated, (int, float)) else f.stated
    computed = tidy(f.computed) if isinstance(f.computed, (int, float)) else f.computed
    return Check(
        id=f"x{n}", rule=f.rule, entries=f.entries, stated=stated, computed=computed,
        verdict=f.verdict, message=f.message, confidence=f.confidence,
    )  # fmt: skip
