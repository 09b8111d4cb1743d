"""Ways and years: a headline's "naik" against the two values of the body, and growth against the year that is named.

"Kemiskinan Naik" over "15,18 persen, lebih rendah 0,42 poin daripada Maret 2023 yang 15,60 persen" is wrong.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations

import regex

from pipeline.resolve.findings import Finding, shown
from pipeline.resolve.numbers import Num, Numbers, entries, held

LEAD = 3  #: sentences of the body in which the headline's values are told
APART = 3  #: times by which two values of one thing may differ
STEM = 5  #: letters in which words of one stem agree
LEAST = 10
EMPTY = {"angka", "jumla", "tingk", "total", "perse", "kasus"}  #: stems that name nothing
_UP = regex.compile(r"\b(?:naik|meningkat|melonjak|bertambah|tumbuh|melejit|menanjak|meroket|membengkak)\b", regex.I)
_DOWN = regex.compile(r"\b(?:turun|menurun|menyusut|berkurang|anjlok|merosot|melandai|susut)\b", regex.I)
_YEAR = regex.compile(r"\b(?:19|20)\d\d\b")
_BUT = regex.compile(
    r"\b(?:tapi|namun|meski\p{Ll}*+|justru|kembali|sempat|target\p{Ll}*+|bakal|akan|ingin|minta|siap|jangan|tak|tidak|belum|batal)\b",
    regex.I,
)
_YET = regex.compile(r"\b(?:tapi|namun|meski\p{Ll}*+|justru|kembali|sempat|target\p{Ll}*+|bakal|belum|batal)\b", regex.I)
_OLD = regex.compile(
    r"\b(?:tahun|bulan|setahun|sebulan|semester|triwulan|kuartal|pekan|musim|periode|edisi)\s++(?:lalu|sebelumnya|kemarin)\b",
    regex.I,
)
_FROM = regex.compile(r"\b(?:dari(?:pada)?|dibanding\p{Ll}*+|ketimbang)\b", regex.I)
_IN = regex.compile(r"\b(?:di|pada|dari|se)\b", regex.I)
_THAN_B = regex.compile(r"\b(?:daripada|dibanding\p{Ll}*+|ketimbang)\b[^.;:!?,\d]*+$", regex.I)
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
    up, down = _UP.search(title), _DOWN.search(title)
    verb = up or down
    if not verb or (up and down) or "," in title[: verb.start()]:
        return
    clause, _, more = title.partition(",")
    if _BUT.search(clause) or _YET.search(more):
        return
    way, subject = (1 if up else -1), _IN.split(title[: verb.start()])[0]
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
        if (_UP if way > 0 else _DOWN).search(told):
            continue
        old = _older(a, b, numbers)
        enough = 1 if old and any(_grown(n, old, b if old is a else a) for n in heads) else min(2, len(stems))
        if old is not None and len(stems & {_stem(w) for w in _NAME.findall(told)}) >= enough:
            pairs.append((old, b if old is a else a))
    signs = {1 if new.value > old.value else -1 for old, new in pairs}
    if signs != {-way}:
        return
    old, new = pairs[0]
    if any(n.sort == new.sort and n.value not in (new.value, abs(new.value - old.value)) for n in heads):
        return  # the headline tells another rise
    if any(n.sort not in (new.sort, "points", "%", "") for n in heads):
        return
    other = _UP if way > 0 else _DOWN
    body = (numbers.text[slice(*numbers.layout.sentence(n.start))] for n in numbers.body if n.sort in (new.sort, "points"))
    if any(other.search(words) and stems & {_stem(w) for w in _NAME.findall(words)} for words in body):
        return  # something of that name goes the headline's way
    message = f"the headline tells a {'rise' if way > 0 else 'fall'}, from {shown(old.value)} to {shown(new.value)} is none"
    yield Finding("headline", entries(old, new), verb[0], new.value - old.value, "contradicts", message, 0.7)


def _grown(n: Num, old: Num, new: Num) -> bool:
    """Whether a percentage is by how much one value differs from the other: "Turun 12 Persen", from 352 to 394."""
    return n.sort == "%" and held("growth", n, 100 * abs(new.value / old.value - 1), (), "").verdict != "contradicts"


def _stem(word: str) -> str:
    word = word.lower()
    for before in ("peng", "pem", "pen", "ke"):
        if word.startswith(before) and len(word) > len(before) + 4:
            word = word[len(before) :]
            break
    return word[:STEM]


def _same(a: Num, b: Num) -> bool:
    alike = a.plain and b.plain and a.sort == b.sort and a.value != b.value and a.sort not in ("points", "")
    return alike and (a.percent or min(a.value, b.value) >= LEAST) and 1 / APART < a.value / b.value < APART


def _older(a: Num, b: Num, numbers: Numbers) -> Num | None:
    """The older of two values, by the years, by "tahun lalu" or by "daripada" beside one of them."""
    one, two = (numbers.left(n, 70).split(",")[-1] + "|" + numbers.right(n, 25).split(",")[0] for n in (a, b))
    years = [set(map(int, _YEAR.findall(w))) for w in (one, two)]
    if all(len(y) == 1 for y in years) and years[0] != years[1]:
        return a if min(years[0]) < min(years[1]) else b
    end = numbers.layout.sentence(b.start)[0] if b.sentence > a.sentence else a.start
    above = numbers.text[numbers.layout.sentences[max(0, a.sentence - 1)][0] : end]
    if len(years[1]) == 1 and not years[0] and any(int(y) > min(years[1]) for y in _YEAR.findall(above)):
        return b  # "keadaan Maret 2024 … tercatat 15,60 persen, sedangkan pada Maret 2023 sebesar 15,78"
    old = [bool(_OLD.search(w)) for w in (one, two)]
    if old[0] != old[1]:
        return a if old[0] else b
    gap = numbers.gap(a, b)
    than = _THAN_B.search(gap) or (_FROM.search(numbers.left(b, 60)) and (_UP.search(gap) or _DOWN.search(gap)))
    return b if than and a.sentence == b.sentence and not _FROM.search(numbers.left(a, 60)) else None


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
