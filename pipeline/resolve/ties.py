"""Where what a figure may be tied to stands as seen from it: what areas, dates and programmes have in common.

A candidate is scored by where its nearest mention stands: the same sentence, before or behind, the paragraph, the headline,
earlier.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import regex

from pipeline.lexicon import Lexicon
from pipeline.records import Mention
from pipeline.resolve.chain import Option, Prior
from pipeline.resolve.layout import Layout
from pipeline.resolve.roles import evidence
from pipeline.resolve.scoring import Features, shares, weights
from pipeline.resolve.trails import Trail, Trails
from pipeline.resolve.words import pattern

_DI = regex.compile(r"(?:\s++\p{L}++)?\s++di\s++")
FAR = 600  #: characters of a long sentence between a figure and a candidate


@dataclass(frozen=True, slots=True)
class Candidate:
    """What a figure may be tied to: a code or date, the words that offer it, its features."""

    value: str | None
    rule: str
    mention: Mention | None
    features: Features


def near(prior: Prior, at: Mention, layout: Layout) -> str:
    """How many sentences back the figure before stands, and whether a line ends between."""
    back = min(layout.index(at.start) - layout.index(prior.at.start), 3)
    return f"{back}{'' if layout.same_paragraph(prior.at.start, at.start) else ' lines'}"


def options(task: str, candidates: Sequence[Candidate]) -> list[Option]:
    """The candidates with their probabilities."""
    chances = shares(weights(task), [c.features for c in candidates])
    return [option(c, chance) for c, chance in zip(candidates, chances)]


def option(c: Candidate, chance: float) -> Option:
    """A candidate with its probability."""
    m = c.mention
    return Option(c.value, evidence(c.rule, m.start if m else None, m.end if m else None, chance), chance)


def placed(at: Mention, mine: Trail, everything: Trails, layout: Layout, *, lexicon: Lexicon) -> tuple[Features, str, Mention]:
    """Where the best mention of a candidate stands as seen from a figure: features, rule, mention."""
    (start, end), text = layout.sentence(at.start), layout.text
    earlier, later = mine.before(at.start), mine.behind(at.start)
    before = earlier is not None and earlier.start >= start
    behind = later is not None and later.start < end
    first = mine.mentions[0]
    features: Features = []
    if earlier and before:
        best, rule = earlier, "sentence before"
        far = len(text[max(best.end, at.start - FAR) : at.start].split())
    elif later and behind:
        best, rule = later, "sentence behind"
        far = len(text[at.end : min(best.start, at.end + FAR)].split())
    elif earlier and not layout.headline(earlier.start):
        best = earlier
        far = layout.index(at.start) - layout.index(best.start)
        rule = "sentence above" if far == 1 else "paragraph" if layout.same_paragraph(best.start, at.start) else "earlier"
    else:
        best, rule, far = first, "headline" if layout.headline(first.start) else "later", 9
    if best.start < at.start:
        rank = everything.between(best.start + 1, at.start)
    else:
        rank = everything.between(at.start, best.start)
    if rule == "headline":
        rank = 0
    if before and behind:
        features.append("both sides")
    features += [rule, f"{rule}|rank={min(rank, 3)}", f"{rule}|far={min(far, 12) // 3}"]
    if layout.headline(first.start):
        features.append("in headline")
    if layout.index(first.start) <= 2:
        features.append("in lead")
    prefix = text[max(0, best.start - 30) : best.start]
    features.append(f"prefix={(prefix.split() or ['^'])[-1].lower()}")
    if pattern(lexicon, "office").search(prefix) or pattern(lexicon, "office").match(best.text):
        features.append("office")
        features.append(f"{rule}|office")
    between = text[max(best.end, at.start - FAR) : at.start] if best.end <= at.start else text[at.end : best.start][:FAR]
    if rule.startswith("sentence") and rule != "sentence above":
        features.append(f"{rule}|{'comma' if ',' in between or ';' in between else 'no comma'}")
        features.append(f"{rule}|{'figure' if any(c.isdigit() for c in between) else 'no figure'}")
    return features, rule, best


def follows(at: Mention, areas: Trails, layout: Layout) -> str | None:
    """The area that stands right behind a figure, at most a word and "di" between: "36 KK di Desa Alitupu"."""
    if joint := _DI.match(layout.right(at.end, 40)):
        start = at.end + joint.end()
        found = [(m.end, str(t.key)) for t in areas.trails if (m := t.behind(start)) and m.start == start]
        return max(found)[1] if found else None
    return None
