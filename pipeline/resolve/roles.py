"""What a count's people are to it (role), and what a percentage measures (kind)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import get_args

import regex

from pipeline.entries import Kind, Role
from pipeline.find.counts import CountMention
from pipeline.find.percentages import PercentageMention
from pipeline.lexicon import Lexicon
from pipeline.records import Evidence
from pipeline.resolve import signs
from pipeline.resolve.chain import Option, Prior, likeliest
from pipeline.resolve.cues import around
from pipeline.resolve.layout import Layout
from pipeline.resolve.scoring import Features, shares, weights
from pipeline.resolve.words import pattern

_OLD = regex.compile(r"\bdari\s++(?:(?:sebelumnya|semula|posisi|sekitar|hanya)\s++)*$", regex.I)
_THEN = regex.compile(r"[^.;!?\d]{0,40}\bmenjadi\b", regex.I)
_NEW = regex.compile(r"\bdari\s[^;!?]{0,60}?(?:persen|%)[^;!?]{0,40}\bmenjadi\s++(?:(?:sekitar|sebesar|hampir)\s++)?$", regex.I)
_LEVEL = regex.compile(
    r"\b(?:menjadi|jadi|dari|level|kisaran|posisi|angka|mencapai|sebesar|sebelumnya|berada|di)\s++(?:\p{Ll}++\s++)?$", regex.I
)
_BY = regex.compile(r"\blebih\s++\p{Ll}++\s++(?:(?:sekitar|sebesar|hampir|hingga|sampai)\s++)?$", regex.I)
_BECOMES = regex.compile(r"\b(?:menjadi|jadi)\s++(?:\p{Ll}++\s++){0,2}$", regex.I)

_GUESSED = regex.compile(r"\s*+(?:di\p{Ll}++)\s++(?:(?:telah|sudah|masih)\s++)?", regex.I)

ROLES: tuple[Role, ...] = get_args(Role)
KINDS: tuple[Kind, ...] = get_args(Kind)


def role_features(
    counts: Sequence[CountMention], n: int, prior: Prior | None, layout: Layout, *, lexicon: Lexicon
) -> list[Features]:
    """The features of each role of the nth count, in the order of `ROLES`; `prior` is the role of the count before."""
    m = counts[n]
    made = layout.remember(("role", m.mention.start), lambda: _role_features(counts, n, layout, lexicon))
    more = signs.carried(m.mention, prior, m.unit, counts[n - 1].unit, layout)
    return [[*features, *(f"{role}|{f}" for f in more)] for role, features in zip(ROLES, made)]


def _role_features(counts: Sequence[CountMention], n: int, layout: Layout, lexicon: Lexicon) -> list[Features]:
    m = counts[n]
    here = around(layout, m.mention.start, m.mention.end, table="roles", field="role", lexicon=lexicon)
    value = m.number.value or m.number.high or 0
    here += ["any", f"unit={m.unit}", f"size={len(str(int(value)))}", f"mod={m.number.mod}", f"rule={m.mention.rule}"]
    if m.number.value is None:
        here.append("range")
    if _BECOMES.search(layout.left(m.mention.start, 60)):
        here = [f for f in here if not (f.startswith("left") and f.endswith("change"))]  # "naik menjadi 200 orang" is a level
        here.append("becomes")
    guessed = _GUESSED.match(layout.right(m.mention.end, 60))
    if guessed and pattern(lexicon, "suffered").match(layout.text, m.mention.end + guessed.end()):
        here = [f for f in here if not f.endswith("target")]  # "200 orang diperkirakan tewas" is a guess, no goal
    here += signs.people(m, layout, lexicon) + signs.share(m, counts, n, layout, lexicon)
    here += signs.time(m.mention, layout, lexicon)
    return [[f"{role}|{f}" for f in here] for role in ROLES]


def kind_features(
    shown: Sequence[PercentageMention], n: int, prior: Prior | None, layout: Layout, *, lexicon: Lexicon
) -> list[Features]:
    """The features of each kind of the nth percentage, in the order of `KINDS`; `prior` is the kind of the one before."""
    at = shown[n].mention
    made = layout.remember(("kind", at.start), lambda: _kind_features(shown[n], layout, lexicon))
    more = signs.carried(at, prior, "", "", layout)
    return [[*features, *(f"{kind}|{f}" for f in more)] for kind, features in zip(KINDS, made)]


def _kind_features(m: PercentageMention, layout: Layout, lexicon: Lexicon) -> list[Features]:
    here = around(layout, m.mention.start, m.mention.end, table="percent_kinds", field="kind", lexicon=lexicon)
    value = m.number.value or m.number.high or 0
    here += ["any", f"mod={m.number.mod}", "over" if value > 100 else "small" if value < 10 else "middle"]
    left = layout.left(m.mention.start)
    level = "level" if _LEVEL.search(left[-50:]) else "plain"
    if m.points:
        here.append("points")
    elif _OLD.search(left[-60:]) and _THEN.match(layout.right(m.mention.end, 60)):
        here.append("old")
        level = "level"
    elif _NEW.search(left[-120:]):
        here.append("new")
        level = "level"
    topic = signs.topic(left, lexicon)
    if _BECOMES.search(left[-60:]):
        here.append("becomes")
        if topic not in ("", "change"):
            here = [f for f in here if not (f.startswith("left") and f.endswith("change"))]  # "turun menjadi 2 persen"
    if _BY.search(left[-60:]):
        here.append("by")
    here += [f"topic={topic}", f"{level} topic={topic}"]
    return [[f"{kind}|{f}" for f in here] for kind in KINDS]


def roles(counts: Sequence[CountMention], layout: Layout, *, lexicon: Lexicon) -> list[Option]:
    """The role of each count, and why."""
    return _likeliest("role", ROLES, counts, lambda n, prior: role_features(counts, n, prior, layout, lexicon=lexicon))


def kinds(shown: Sequence[PercentageMention], layout: Layout, *, lexicon: Lexicon) -> list[Option]:
    """The kind of each percentage, and why."""
    return _likeliest("kind", KINDS, shown, lambda n, prior: kind_features(shown, n, prior, layout, lexicon=lexicon))


def _likeliest(
    task: str,
    values: Sequence[str],
    figures: Sequence[CountMention | PercentageMention],
    features: Callable[[int, Prior | None], list[Features]],
) -> list[Option]:
    def options(n: int, prior: Prior | None) -> list[Option]:
        at = figures[n].mention
        chances = shares(weights(task), features(n, prior))
        return [Option(v, evidence("words around", at.start, at.end, c), c) for v, c in zip(values, chances)]

    return likeliest([(m.mention, task == "kind") for m in figures], options)


def evidence(rule: str, start: int | None, end: int | None, chance: float) -> Evidence:
    """Evidence with a probability rounded to three places, so that records are the same on every machine."""
    return Evidence(rule=rule, start=start, end=end, confidence=round(chance, 3))
