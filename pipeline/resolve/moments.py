"""Which date a figure is as of.

Candidates are the article's own dates, the day of publication ("saat ini") and nothing; each is scored by where its nearest
mention stands, by the words that join it with the figure, and by what the figure before is as of.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TypeVar, cast

import regex

from pipeline.lexicon import Lexicon
from pipeline.records import Article, Date, Mention
from pipeline.resolve.asides import aside, of_name, of_statement
from pipeline.resolve.carries import Carries
from pipeline.resolve.chain import Option, Prior
from pipeline.resolve.joins import Sentence, join
from pipeline.resolve.layout import Layout
from pipeline.resolve.scoring import Features
from pipeline.resolve.ties import Candidate, near, options, placed
from pipeline.resolve.trails import Trail, Trails
from pipeline.resolve.words import pattern

T = TypeVar("T")
_NOW = regex.compile(
    r"\b(?:(?:hingga|sampai|s/d)\s++(?:dengan\s++)?(?:saat\s++ini|kini|sekarang|hari\s++ini)|saat\s++ini)\b", regex.I
)
_BACK = regex.compile(
    r"\bdari\s++(?:total|jumlah|angka)\s++(?:\p{Ll}++\s++){0,2}?(?:itu|tersebut|ini)\b|\bdi\s?antaranya\b", regex.I
)
_ABOUT = (
    r"(?:(?:sebelumnya|semula|posisi|angka|sekitar|sebesar|hampir|hanya|level|yang|tahun|setahun|bulan|kuartal|periode|mencapai"
    r"|sebanyak|cuma|tercatat|masih)\s++)*"
)
_BESIDE = (
    r"(?:(?:Rp\.?\s?)?[\d.,]++\s*+(?:persen|%|juta|ribu|orang|miliar|triliun|jiwa)?+\s*+(?:\([^)]{0,20}\)\s*+)?(?:dan|,)\s*+)?"
)
_MOVES = {
    "or": regex.compile(r"\batau\s++(?:\p{L}++\s++){0,3}$", regex.I),
    "old": regex.compile(rf"\b(?:dari\s++{_ABOUT}{_BESIDE}{_ABOUT}|sebelumnya\s++{_ABOUT})$", regex.I),
    "new": regex.compile(rf"\b(?:menjadi|jadi|ke)\s++{_ABOUT}{_BESIDE}{_ABOUT}$", regex.I),
}
_LINK = regex.compile(
    r"\W*+(sedangkan|sementara|adapun|selain|kemudian|lalu|disusul|sisanya|selanjutnya|dari|jumlah|angka)\b", regex.I
)
_WORD = regex.compile(r"\p{L}{5,}+")
_TALLY = regex.compile(r"[\"“‘'\s]*+(?:\p{L}++\s++){0,2}?(?:jumlah|data|angka|total)(?:nya)?\b[^.;\d\"“”]{0,60}", regex.I)
TOLD = 0.95  #: how sure a date is that the words tie to a figure
NEAR = 60  #: characters between "saat ini" and a figure
LINES = 30  #: lines of a list above a figure in which its heading is looked for
LINE = 100  #: characters of a line of a list or its heading
MANY = 40  #: dates of a grain that are ranked
LONG = 600  #: characters of a sentence whose words are compared with those of another
MOVED = 60  #: characters before a figure in which "dari" or "menjadi" stands
ABOVE = 4  #: sentences above in which two dates are looked for that are compared
SHARED = 3  #: so many words in common or more


class Moments:
    """The dates of an article as its figures see them."""

    def __init__(self, dates: Sequence[Date], carries: Carries, article: Article, layout: Layout, lexicon: Lexicon) -> None:
        self.dates, self.layout, self.lexicon = dates, layout, lexicon
        self.published = (article.published or "")[:10]
        told = [(n, [m for m in d.mentions if not of_name(m, layout)]) for n, d in enumerate(dates)]
        self.trails = Trails((n, mentions) for n, mentions in told if mentions)
        self._carries, self._figures = carries, carries.figures

    def options(self, at: Mention, about: Sequence[str], prior: Prior | None) -> list[Option]:
        """The dates a figure may be as of; where the words tie one to it, that one is all but certain."""
        offers = options("as_of", self.candidates(at, about, prior))
        value = self._told(at, prior)
        first = max((o for o in offers if o.value == value), key=lambda o: o.chance, default=None)
        if value is None or first is None:
            return offers
        sure = [(1 - TOLD) * o.chance + (TOLD if o is first else 0) for o in offers]
        return [Option(o.value, o.evidence.model_copy(update={"confidence": round(c, 3)}), c) for o, c in zip(offers, sure)]

    def candidates(self, at: Mention, about: Sequence[str], prior: Prior | None) -> list[Candidate]:
        """The dates that a figure may be as of; `about` are words on the figure itself (its kind, its role)."""
        made = self.layout.remember(("dates", at.start, *about), lambda: self._candidates(at, about))
        if prior is None:
            return made
        state = self._carried(at, "percentage" in about, prior)
        return [
            replace(c, features=c.features + [f"{c.features[0]}|{f}" for f in (*state, "prior", f"prior|{c.rule}")])
            if c.value == prior.value and c.value
            else replace(c, features=c.features + [f"none|{f}" for f in state])
            if c.value is None
            else c
            for c in made
        ]

    def _told(self, at: Mention, prior: Prior | None) -> str | None:
        """The date that the words tie to a figure: "per 1 Maret 2023", "hingga saat ini", "dari jumlah tersebut"."""
        if heading := self._heading(at):
            return heading
        here = self._sentence(at)
        if here.dates:
            date, value, kind = here.dates[0]
            past = not self.published or value[:10] <= self.published[: len(value)]
            return value if len(here.dates) == 1 and kind == "until" and past and not here.compared(date, kind) else None
        if (word := self._use("now", at)) and word[1] <= at.start and (source := self._source(at)):
            return source
        if tallied := self._tallied(at):
            return tallied
        now = self._once("told now", at, lambda span: _NOW.search(self.layout.text, *span))
        if now and now.end() <= at.start:
            return self.published or None
        back = self._once("told back", at, lambda span: bool(_BACK.search(self.layout.text, *span)))
        close = prior and self.layout.index(at.start) - self.layout.index(prior.at.start) <= 1
        return prior.value if prior and back and close else None

    def _carried(self, at: Mention, percentage: bool, prior: Prior) -> Features:
        """What speaks for or against being as of what the figure before is."""
        where, told = near(prior, at, self.layout), "dated" if prior.value else "undated"
        fresh = "fresh" if self.trails.between(prior.at.end, at.start) else "stale"
        here = "here" if self._sentence(at).dates else "empty"
        same = "same" if prior.percentage == percentage else "other"
        state = ["", f" {where}", f" {where[0]} {fresh}", f" {same} {here}"]
        state += [" back", f" back {'near' if where[0] in '01' else 'far'}"] if self._use("back", at) else []
        state += [" then"] if self._use("then", at) else []
        state += [" sum"] if self._carries.together(prior.at, at) else []
        if where[0] == "1" and here == "empty":
            state.append(f" shares {min(len(self._words(at) & self._words(prior.at)), SHARED)}")
        return [f"prior {told}{s}" for s in state] + (["prior now"] if prior.value == self.published else [])

    def _candidates(self, at: Mention, about: Sequence[str]) -> list[Candidate]:
        about = [a for a in about if not a.startswith("unit=")]
        made = [self._candidate(at, about, trail) for trail in self.trails.closest(at.start)]
        now = self._use("now", at)
        state = ["now"] if now else []
        state += ["now before"] if now and now[1] <= at.start else []
        state += ["now near"] if now and abs(now[1] - at.start) < NEAR else []
        dates = self._sentence(at).dates
        state += ["dates here", *sorted({f"has {kind}" for _, _, kind in dates})] if dates else ["no dates here"]
        state += ["refers back"] if self._use("back", at) else []
        state += about
        if self.published:
            mention = Mention.of(self.layout.text, *now, rule="now") if now else None
            made.append(Candidate(self.published, "now", mention, ["now"] + [f"now|{f}" for f in state]))
        return [*made, Candidate(None, "nothing tells", None, ["none"] + [f"none|{f}" for f in state])]

    def _candidate(self, at: Mention, about: Sequence[str], trail: Trail) -> Candidate:
        date = self.dates[cast(int, trail.key)]
        placing, rule, best = placed(at, trail, self.trails, self.layout, lexicon=self.lexicon)
        features = [f for f in placing if not f.startswith(("prefix=", "in lead")) and "office" not in f]
        here = self._sentence(at)
        what = next((a for a in about if a.startswith(("role=", "kind="))), "")
        move = self._move(at)
        if joined := here.joined(at, date.value):
            best, rule = joined.at, f"sentence {joined.side}"
            features = [rule, *joined.features, f"{move} {rule}"]
            told = "compared" if here.compared(best, self._join(best)) else "main"
            features += [f"{told} {what}", f"{told} {move}", f"{told} {what} {joined.side}"]
            if len(here.values) > 1:
                ranks = {here.values[-1]: "newest", here.values[0]: "oldest"}
                rank = ranks.get(date.value, "between")
                features += [rank, f"{move} {rank}", f"{what} {rank}", f"{move} {rank} {rule}", f"{what} {rank} {rule}"]
            else:
                features += ["only", f"only {rule}"]
        elif rule == "sentence above":
            features += self._above(at, bool(here.dates))
        elif here.dates:
            features.append("away, others here")
        if not joined and here.compares:
            features += ["away, compared here", f"{rule}, compared here", f"compared here {what}"]
        grain, kind = _grain(date.value), self._join(best)
        if not joined and best.start < at.start:
            there = self._sentence(best)
            features += self._carries.echoes(at, best, rule)
            held = "held" if there.figures else "idle"
            near = "beside" if self.layout.same_paragraph(best.end, at.start) else "apart"
            features += [f"{rule} {held}", f"{rule} {near}", f"{rule} {held} {near}", f"{rule} {held} {kind}"]
            clause = there.clauses.kind(best.start)
            features += [f"{rule} in {clause}", f"away in {clause}", f"{move} away in {clause}"]
            if there.compared(best, kind):
                features += ["away compared", f"{rule} compared", f"{move} compared"]
            if not there.figures and self._use("data", best):
                features += ["idle data", f"{rule} idle data"]
        if not here.dates and (side := self._pair(at).get(date.value)):
            features += [f"pair {side}", f"{move} pair {side}"]
        if joined and (partner := here.partner(at)):
            features.append("partner" if partner == date.value else "no partner")
        if named := aside(best, self.layout):
            features += [f"aside {named}", f"aside {named} {'here' if joined else 'away'}"]
        if not joined and self._use("survey", best) and self._use("survey", at):
            features += ["survey both", f"survey {grain}"]
        age = self._rank(date.value)
        if not joined:
            features += [f"rank {age}", f"{move} rank {age}", f"{what} rank {age}"]
        features += [f"{rule}|grain={grain}", *(f"{a}|{rule}" for a in about)]
        features += [f"join={kind}", f"{rule} {kind}", f"{kind} {grain}", f"{kind} {what}"]
        if date.value[:10] == self.published:
            features.append("published")
        elif date.value[:4] == self.published[:4]:
            features.append("this year")
        if self.published and date.value[:10] > self.published[: len(date.value[:10])]:
            features += ["future", f"future {what}"]
        if self.layout.remember(("statement", best.start), lambda: of_statement(best, self.layout, self.lexicon)):
            features.append("statement here" if rule in ("sentence before", "sentence behind") else "statement away")
        if self._use("then", at) and best.start < at.start:
            latest = self.trails.between(best.end, at.start) == 0
            features += [f"then {'latest' if latest else 'earlier'}"]
        return Candidate(date.value, rule, best, ["date"] + [f"date|{f}" for f in features])

    def _move(self, at: Mention) -> str:
        """Whether a figure is told as what was before, as what came of it, or as the change itself: "atau naik 5 persen"."""
        left = self.layout.left(at.start, MOVED)
        return next((how for how, words in _MOVES.items() if words.search(left)), "flat")

    def _first(self, n: int) -> Mention:
        """The first character of a sentence."""
        start = self.layout.sentences[n][0]
        return Mention.of(self.layout.text, start, start + 1, rule="")

    def _source(self, at: Mention) -> str | None:
        """The date of the data, where the sentence above tells of nothing else: "Menurut data tahun 2025 kemiskinan turun."."""
        if not (n := self.layout.index(at.start)):
            return None
        above = self._sentence(first := self._first(n - 1))
        return above.values[-1] if len(above.values) == 1 and not above.figures and self._use("data", first) else None

    def _tallied(self, at: Mention) -> str | None:
        """The date that a sentence of no figures, above or behind, gives to what is counted: "Jumlah itu sampai Jumat pagi"."""
        n = self.layout.index(at.start)

        def tells(k: int) -> str | None:
            there = self._sentence(self._first(k))
            told = [(date, value) for date, value, kind in there.dates if kind == "until"]
            front = self.layout.text[there.start : told[0][0].start] if len(told) == 1 and not there.figures else ""
            return told[0][1] if _TALLY.fullmatch(front) else None

        def look() -> str | None:
            for k in range(n + 1, min(n + 3, len(self.layout.sentences))):
                if value := tells(k):
                    return value
                if self._sentence(self._first(k)).figures:
                    break
            return tells(n - 1) if n else None

        return self.layout.remember(("tallied", n), look)

    def _pair(self, at: Mention) -> dict[str, str]:
        """The dates of the last sentence before that compares: which it tells of ("main"), which it compares with."""
        n = self.layout.index(at.start)

        def look() -> dict[str, str]:
            for k in range(n - 1, max(-1, n - 1 - ABOVE), -1):
                there = self._sentence(self._first(k))
                old = {value: "compared" for date, value, kind in there.dates if there.compared(date, kind)}
                new = {value: "main" for _, value, _ in there.dates if value not in old}
                if old and new:
                    return old | new
            return {}

        return self.layout.remember(("pair", n), look)

    def _heading(self, at: Mention) -> str | None:
        """The date of the line above a list that a figure stands in: "Pengunjung pada 25/9/2016:"."""
        text, end = self.layout.text, at.start
        for n in range(LINES):
            start = text.rfind("\n", max(0, end - LINE), end) + 1
            if not start:
                return None
            line = text[start : text.find("\n", end) if not n else end].strip()
            if len(line) > LINE:
                return None
            dates = {self.dates[cast(int, k)].value for k in self.trails.keys(start, end if n else at.end)}
            if dates:
                return dates.pop() if n and len(dates) == 1 and line.endswith(":") else None
            end = start - 1
        return None

    def _rank(self, value: str) -> str:
        """Which of the article's past dates of its grain one is, counted from the newest."""
        grain, last = _grain(value), self.published or "9"

        def look() -> list[str]:
            past = {d.value for d in self.dates if _grain(d.value) == grain and d.value[:10] <= last}
            return sorted(past, reverse=True)[:MANY]

        values = self.layout.remember(("grain", grain), look)
        if value not in values:
            return "ahead" if value[:10] > last else "2"
        return "alone" if len(values) == 1 else str(min(values.index(value), 2))

    def _above(self, at: Mention, dates: bool) -> Features:
        """What speaks for or against a date of the sentence above."""
        here = self._sentence(at)
        own = "here" if dates else "empty"
        made = [f"above {'first' if here.figures and here.figures[0] >= at.start else 'second'} {own}"]
        made += [f"above back {own}"] if self._use("back", at) else []
        link = self._once("link", at, lambda span: _LINK.match(self.layout.text, *span))
        return made + ([f"above link={link[1].lower()}"] if link else [])

    def _sentence(self, at: Mention) -> Sentence:
        """The dates and figures of a figure's sentence."""

        def look(span: tuple[int, int]) -> Sentence:
            found = [self.dates[cast(int, n)] for n in dict.fromkeys(self.trails.keys(*span))]
            dates = [
                (m, d.value) for d in found for m in d.mentions if span[0] <= m.start < span[1] and not of_name(m, self.layout)
            ]
            low, high = bisect_left(self._figures, span[0]), bisect_left(self._figures, span[1])
            return Sentence(span[0], dates, self._figures[low:high], self.layout, self.lexicon)

        return self._once("sentence", at, look)

    def _words(self, at: Mention) -> frozenset[str]:
        """The longer words of a figure's sentence."""

        def look(span: tuple[int, int]) -> frozenset[str]:
            return frozenset(w.lower() for w in _WORD.findall(self.layout.text, span[0], min(span[1], span[0] + LONG)))

        return self._once("words", at, look)

    def _use(self, use: str, at: Mention) -> tuple[int, int] | None:
        """Where a figure's sentence first has a word of a use."""

        def look(span: tuple[int, int]) -> tuple[int, int] | None:
            m = pattern(self.lexicon, use).search(self.layout.text, *span)
            return m.span() if m else None

        return self._once(f"use {use}", at, look)

    def _once(self, name: str, at: Mention, look: Callable[[tuple[int, int]], T]) -> T:
        """What a figure's sentence gives, looked up once."""
        span = self.layout.sentence(at.start)
        return self.layout.remember(("moments", name, span[0]), lambda: look(span))

    def _join(self, date: Mention) -> str:
        return join(date, self.layout, self.lexicon)


def _grain(value: str) -> str:
    if "/" in value:
        return "span"
    return {4: "year", 7: "month" if value[5:6].isdigit() else "part", 10: "day"}.get(len(value), "time")
