"""Ways and years: a headline's "naik" against the two values of the body, and growth against the year that is named.

"Kemiskinan Naik" over "15,18 persen, lebih rendah 0,42 poin daripada Maret 2023 yang 15,60 persen" is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import regex

from pipeline.resolve.checks.numbers import Num, Numbers, entries, held
from pipeline.resolve.checks.turned import older
from pipeline.resolve.findings import Finding, shown
from pipeline.resolve.words import pattern

LEAD = 3  #: sentences of the body in which the headline's values are told
APART = 3  #: times by which two values of one thing may differ
STEM = 5  #: letters in which words of one stem agree
LEAST = 10
EMPTY = {"angka", "jumla", "tingk", "total", "perse", "kasus"}  #: stems that name nothing
_BUT = regex.compile(
    r"\b(?:tapi|namun|meski\p{Ll}*+|justru|kembali|sempat|target\p{Ll}*+|bakal|akan|ingin|minta|siap|jangan|tak|tidak|belum|batal)\b",
    regex.I,
)
_YET = regex.compile(r"\b(?:tapi|namun|meski\p{Ll}*+|justru|kembali|sempat|target\p{Ll}*+|bakal|belum|batal)\b", regex.I)
_IN = regex.compile(r"\b(?:di|pada|dari|se)\b", regex.I)
_NAME = regex.compile(r"\p{L}{4,}+")
_THAN = regex.compile(
    r"^[^.;:!?\d\n]{0,30}\b(?:dari(?:pada)?|dibanding\p{Ll}*+|terhadap|ketimbang)\s++(?:\p{Ll}++\s++){0,4}(?P<year>(?:19|20)\d\d)\b",
    regex.I,
)
_AT = r"(?:\b(?:pada|tahun|di|selama|sepanjang|untuk)\s++(?:tahun\s++)?|\()"


def findings(numbers: Numbers) -> Iterator[Finding]:
    """All headlines that go the other way, and growth against a year."""
    yield from _headline(numbers)
    for n in numbers.body:
        if n.sort == "%" and n.plain and not numbers.crowded(n.sentence):
            yield from _growth(n, numbers)


def _headline(numbers: Numbers) -> Iterator[Finding]:
    title = numbers.text[: numbers.layout.title_end]
    ways = {1: pattern(numbers.lexicon, "up"), -1: pattern(numbers.lexicon, "down")}
    verbs = {way: verb for way, words in ways.items() if (verb := words.search(title))}
    if len(verbs) != 1:
        return
    way, verb = next(iter(verbs.items()))
    start = title.rfind(",", 0, verb.start()) + 1
    clause, _, more = title[start:].partition(",")
    if _BUT.search(clause) or _YET.search(title[:start] + more):
        return
    subject = _IN.split(title[start : verb.start()])[0]
    stems = {_stem(w) for w in _NAME.findall(subject)} - EMPTY
    if not stems:
        return
    pairs = []
    heads = [n for n in numbers.all if numbers.layout.headline(n.start) and n.start > verb.start()]
    lead = [n for n in numbers.body if n.sentence <= LEAD + 1 and not numbers.crowded(n.sentence)]
    for a, b in combinations(lead, 2):
        if b.sentence - a.sentence > 1 or not _same(a, b):
            continue
        start = numbers.layout.sentence(a.start)[0]
        told = numbers.text[start : numbers.layout.sentence(b.start)[1]]
        near = {n.value for n in numbers.span(a.sentence, b.sentence) if n.sort == a.sort and n.role != "change"}
        if len(near - {abs(a.value - b.value)}) > 2:
            continue  # it is not clear which two are meant
        old = older(a, b, numbers)
        new = b if old is a else a
        tied = old and any(n.value == new.value or _grown(n, old, new) for n in heads)
        enough = 1 if tied else min(2, len(stems))
        if old is not None and len(stems & {_stem(w) for w in _NAME.findall(told)}) >= enough:
            pairs.append((old, new))
    signs = {1 if new.value > old.value else -1 for old, new in pairs}
    if signs != {-way}:
        return
    old, new = pairs[0]
    if any(n.sort == new.sort and n.value not in (new.value, abs(new.value - old.value)) for n in heads):
        return  # the headline tells another rise
    if any(n.sort not in (new.sort, "points", "%", "") for n in heads):
        return
    body = (numbers.text[slice(*numbers.layout.sentence(n.start))] for n in numbers.body if n.sort in (new.sort, "points"))
    if any(_goes(ways[way], words) and stems & {_stem(w) for w in _NAME.findall(words)} for words in body):
        return  # something of that name goes the headline's way
    message = f"the headline tells a {'rise' if way > 0 else 'fall'}, from {shown(old.value)} to {shown(new.value)} is none"
    yield Finding("headline", entries(old, new), verb[0], new.value - old.value, "contradicts", message, 0.7)


def _goes(way: regex.Pattern[str], words: str) -> bool:
    """Whether words tell of a rise, or a fall, and not of a difference only."""
    return any(not m[0].lower().startswith("selisih") for m in way.finditer(words))


def _grown(n: Num, old: Num, new: Num) -> bool:
    """Whether a percentage is by how much one value differs from the other: "Turun 12 Persen", from 352 to 394."""
    return n.sort == "%" and held("growth", n, 100 * abs(new.value / old.value - 1), (), "").verdict != "contradicts"


def _stem(word: str) -> str:
    word = word.lower()
    for before in ("peng", "pem", "pen", "per", "ke"):
        if word.startswith(before) and len(word) > len(before) + 4:
            word = word[len(before) :]
            break
    return word[:STEM]


def _same(a: Num, b: Num) -> bool:
    alike = a.plain and b.plain and a.sort == b.sort and a.value != b.value and a.sort not in ("points", "")
    return alike and (a.percent or min(a.value, b.value) >= LEAST) and 1 / APART < a.value / b.value < APART


def _growth(n: Num, numbers: Numbers) -> Iterator[Finding]:
    """ "808.920 ton, tumbuh 9 persen dibandingkan capaian 2023", where 770.400 are told "pada 2023"."""
    left = numbers.left(n)
    up, down = numbers.has("up", left), numbers.has("down", left)
    than = _THAN.match(numbers.text[n.end : n.end + 90])
    new = numbers.before(n)
    if up == down or not than or not new or new.percent or not new.sort or not new.plain:
        return
    if any(m.start > n.end and m.sort == new.sort for m in numbers.by_sentence[n.sentence]):
        return  # the number behind tells what it is compared with
    told = [m for m in numbers.near(n, LEAD) if m.sort == new.sort and m is not new and than["year"] in _year(m, numbers)]
    if len({m.value for m in told}) != 1:
        return
    old = told[0]
    if old.value == new.value or (new.value > old.value) != up:
        return
    value = 100 * abs(new.value - old.value) / old.value
    finding = held("growth", n, value, (old, new), f"{shown(new.value)} / {shown(old.value)} − 1", sure=0.75)
    if finding.verdict != "contradicts" or abs(value - n.value) > 0.02 * value + 2 * n.unit:
        yield finding


def _year(n: Num, numbers: Numbers) -> set[str]:
    """The year told right behind a number, else right before it."""
    right_before = regex.search(
        rf"{_AT}(?P<year>(?:19|20)\d\d)\s++(?:(?!dan\b|serta\b|lalu\b)\p{{Ll}}++\s++){{0,2}}(?:Rp\s?)?$",
        numbers.left(n, 60),
        regex.I,
    )
    if right_before:
        return {right_before["year"]}
    behind = regex.search(rf"^[^.;:!?\d\n]{{0,25}}{_AT}(?P<year>(?:19|20)\d\d)\b", numbers.text[n.end : n.end + 50], regex.I)
    if behind:
        return {behind["year"]}
    before = regex.findall(rf"{_AT}((?:19|20)\d\d)\b", numbers.left(n, 60), regex.I)
    return set(before[-1:])
