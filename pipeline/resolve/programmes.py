"""Which programme a figure is of, and which of its segments."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import islice

import regex

from pipeline.find.nouns import alternation
from pipeline.lexicon import Lexicon
from pipeline.records import Mention
from pipeline.resolve.chain import Option, Prior
from pipeline.resolve.layout import Layout
from pipeline.resolve.ties import FAR, Candidate, near, options, placed
from pipeline.resolve.trails import Trails
from pipeline.resolve.words import pattern

VACCINES = "Vaksinasi"
MEANT = {"BPJS": "JKN", VACCINES: "Vaksinasi COVID-19"}  #: names that the article decides, with what they mean alone
ELECTION = "Pemilu"  #: a family of programmes of voters only; what else an election is about is none of it
AROUND = 150  #: characters around the name of an election in which a word on voters stands
LEAN = 0.2  #: how much less likely none is where the headline names the one programme that the article is about
OFTEN = 3  #: so many times it must be named


@lru_cache(maxsize=16)
def _names(lexicon: Lexicon, table: str, field: str) -> tuple[dict[str, str], regex.Pattern[str]]:
    rows = {r["alias"]: r[field] for r in lexicon.rows(table)}
    names = [a for a in rows if a.isupper() or (any(c.isupper() for c in a[1:].replace(" ", "")) and " " not in a)]
    words = [a for a in rows if a not in names]
    keyed = {**{a: rows[a] for a in names}, **{a.lower(): rows[a] for a in words}}
    longest = sorted(rows, key=lambda a: (-len(a), a))
    either = "|".join(alternation([a]) if a in names else f"(?i:{alternation([a])})" for a in longest)
    return keyed, regex.compile(rf"(?<![\w-])(?:{either})(?!\w)")


def mentions(text: str, *, lexicon: Lexicon) -> list[tuple[Mention, str]]:
    """Where programmes are named, in order, with the programme's short name.

    Bare "BPJS" and "vaksin" are what the article decides; an election counts only where voters are spoken of.

    >>> from pipeline.lexicon import DEFAULT
    >>> [(m.text, name) for m, name in mentions("BPJS Kesehatan dan PKH; iuran BPJS", lexicon=DEFAULT)]
    [('BPJS Kesehatan', 'JKN'), ('PKH', 'PKH'), ('BPJS', 'JKN')]
    >>> [name for _, name in mentions("vaksin HPV; siswi yang divaksin menjelang Pilkada", lexicon=DEFAULT)]
    ['Vaksinasi HPV', 'Vaksinasi HPV']
    """
    families = _families(lexicon)
    voters = pattern(lexicon, "voters")
    found = [
        (m, name)
        for m, name in _find(text, lexicon, "programmes", "name")
        if families[name] != ELECTION or voters.search(text, max(0, m.start - AROUND), m.end + AROUND)
    ]
    told: dict[str, Counter[str]] = {}
    for _, name in found:
        if name not in MEANT:
            told.setdefault(families[name], Counter())[name] += 1
    usual = MEANT if pattern(lexicon, "pandemic").search(text) else MEANT | {VACCINES: VACCINES}
    meant = {bare: told[bare].most_common(1)[0][0] if bare in told else name for bare, name in usual.items()}
    return [(m, meant.get(name, name)) for m, name in found]


@lru_cache(maxsize=16)
def _families(lexicon: Lexicon) -> dict[str, str]:
    """The family of each programme, such as BPJS of JKN."""
    return {r["name"]: r["family"] or r["name"] for r in reversed(lexicon.rows("programmes"))}


def _find(text: str, lexicon: Lexicon, table: str, field: str) -> list[tuple[Mention, str]]:
    keyed, pattern = _names(lexicon, table, field)
    made = []
    for m in pattern.finditer(text):
        words = " ".join(m[0].split())
        made.append((Mention.of(text, *m.span(), rule=table), keyed.get(words) or keyed[words.lower()]))
    return made


def candidates(
    at: Mention,
    about: Sequence[str],
    named: Sequence[tuple[Mention, str]],
    prior: Prior | None,
    layout: Layout,
    *,
    lexicon: Lexicon,
) -> list[Candidate]:
    """The programmes that a figure may be of; the last candidate is none."""
    made = layout.remember(("programmes", at.start, *about), lambda: _candidates(at, about, named, layout, lexicon))
    if prior is None:
        return made
    where, finished = near(prior, at, layout), []
    for c in made:
        more = [f"none|prior {'of none' if prior.value is None else 'of one'} {where}"] if c.value is None else []
        more += ["named|prior", f"named|prior {where}"] if c.value and c.value == prior.value else []
        finished.append(replace(c, features=[*c.features, *more]))
    return finished


def choices(made: Sequence[Candidate], named: Sequence[tuple[Mention, str]], layout: Layout) -> list[Option]:
    """The candidates with their probabilities; none is less likely where the headline names what the article is about."""
    found = options("programme", made)
    if layout.remember("about one", lambda: _about(named, layout)) is None:
        return found
    chances = [o.chance * (LEAN if o.value is None else 1) for o in found]
    return [
        Option(o.value, o.evidence.model_copy(update={"confidence": round(c / sum(chances), 3)}), c / sum(chances))
        for o, c in zip(found, chances)
    ]


def _about(named: Sequence[tuple[Mention, str]], layout: Layout) -> str | None:
    """The one programme of the headline, if no other is named as often."""
    often = Counter(name for _, name in named).most_common(2)
    headline = {name for m, name in named if layout.headline(m.start)}
    if not often or often[0][1] < OFTEN or headline != {often[0][0]} or (len(often) > 1 and often[1][1] == often[0][1]):
        return None
    return often[0][0]


def _candidates(
    at: Mention, about: Sequence[str], named: Sequence[tuple[Mention, str]], layout: Layout, lexicon: Lexicon
) -> list[Candidate]:
    everything = layout.remember("programme trails", lambda: _trails(named))
    grouped = everything.trails
    most = max((len(mine.starts) for mine in grouped), default=0)
    made = []
    for mine in grouped:
        name = str(mine.key)
        features, rule, best = placed(at, mine, everything, layout, lexicon=lexicon)
        features += [f"count={min(len(mine.starts), 5)}", "most" if len(mine.starts) == most else "less"]
        features += ["alone"] if len(grouped) == 1 else []
        features += [f"{rule}|most"] if len(mine.starts) == most else []
        features += about
        made.append(Candidate(name, rule, best, ["named"] + [f"named|{f}" for f in features]))
    state = [f"programmes={min(len(grouped), 3)}", *about]
    made.append(Candidate(None, "nothing tells", None, ["none"] + [f"none|{f}" for f in state]))
    return made


def _trails(named: Sequence[tuple[Mention, str]]) -> Trails:
    grouped: dict[str, list[Mention]] = {}
    for m, name in named:
        grouped.setdefault(name, []).append(m)
    return Trails(grouped.items())


def segments(at: Mention, others: Sequence[Mention], layout: Layout, *, lexicon: Lexicon) -> tuple[str, ...]:
    """The segments of JKN that the sentence ties to a figure: those behind it up to the next sentence, else before it."""
    start, end = layout.sentence(at.start)
    text = layout.text
    n = bisect_left(others, at.start, key=lambda o: o.start)
    listed = layout.remember(("segments", start), lambda: _listed(start, end, others, layout, lexicon))
    before = others[n - 1] if n else None
    behind = (o for o in islice(others, n, n + 9) if at.end <= o.start and not _joined(text, at, o))
    fence = min(next((o.start for o in behind), end), end)
    back = max(before.end if before else start, start)
    stretches = (at.start, min(fence, at.start + FAR)), (max(back, at.start - FAR), at.start)
    for low, high in stretches[::-1] if listed else stretches:
        found = [s for m, s in _find(text[low:high], lexicon, "segments", "segment")]
        if found:
            return tuple(dict.fromkeys(found))
    return ()


def _listed(start: int, end: int, others: Sequence[Mention], layout: Layout, lexicon: Lexicon) -> bool:
    """Whether the segments stand before their figures: "PPU 96.512 jiwa, PBI 41.720 jiwa, dan PBPU 38.004 jiwa"."""
    low, high = (bisect_left(others, at, key=lambda o: o.start) for at in (start, end))
    if high - low < 2:
        return False
    first, last = (max(start, others[low].start - FAR), others[low].start), (others[high - 1].end, end)
    told = [bool(_find(layout.text[a : min(b, a + FAR)], lexicon, "segments", "segment")) for a, b in (first, last)]
    return told == [True, False]


def _joined(text: str, one: Mention, two: Mention) -> bool:
    """Whether two figures tell the same thing twice: "40 persen diantaranya atau 4,7 juta jiwa"."""
    gap = text[one.end : two.start]
    return len(gap) < 40 and bool(regex.search(r"\b(?:atau|setara|yakni|yaitu)\b|\($", gap.strip()))
