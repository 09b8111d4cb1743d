"""Finds names of administrative areas: names in the gazetteer, and what the words around them tell.

>>> from pipeline.records import Article
>>> import spacy
>>> text = "Wali Kota Malang dan Camat Klojen menyapa warga di Jatim."
>>> for found in find(Article(text=text), spacy.blank("id")(text)):
...     if found.rule != "gazetteer":
...         print(found.mention.text, found.rule, found.codes)
Kota Malang kind ('35.73',)
Malang office ('35.73',)
Klojen office ('35.73.02',)
Jatim context ('35',)

A name is compared by its letters alone (`areas.key`), so "Palangka Raya" is "Palangkaraya" and "Fak-Fak" is "Fakfak".
Nothing is decided here: of names within names all are given, and a name with many codes keeps them all. `resolve.places`
chooses.
"""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache

import regex
from spacy.tokens import Doc

from pipeline.lexicon import DEFAULT, Lexicon, areas
from pipeline.records import Article, Mention

LONGEST = 5  #: words in the longest name
WORD = regex.compile(r"[^\W_]++(?:['’`][^\W_]++)*+")
WITHIN = regex.compile(r"[ \u00a0]?+-?+[ \u00a0]?+|\.[ \u00a0]?+")  # between two words of a name
SPACE = regex.compile(r"[.]?+[ \u00a0]++")  # between a cue and the name
IN_LIST = regex.compile(r" *+(?:, *+(?:dan|serta|maupun|atau|hingga|lalu|kemudian)?|/|&|dan|serta|maupun|atau|hingga) *+")
ASKING = frozenset({"kind", "office", "body"})  #: uses of cues that tell the level of the name behind them


@dataclass(frozen=True, slots=True)
class RegionMention:
    """Words that may name an area.

    `mention` covers the name and its kind word ("Kota Malang"); the name alone begins at `name_start`. `codes` are all areas
    that it may be, `levels` those that the word before asks for, the likelier first (empty: none asked). `rule` is what
    speaks for it: `kind`, `office`, `body` (the word before tells the level), `list` (the level is carried over from such a
    name), `series` (named in a row with an area), `context` ("di", "warga"), `entity` (the language model), `dateline`,
    `gazetteer` (nothing but the name). `weak` names also mean something else; `before` and `after` tell that a capitalised
    word adjoins, so that the name may be part of a longer one.
    """

    mention: Mention
    name_start: int
    codes: tuple[str, ...]
    levels: tuple[str, ...] = ()
    rule: str = "gazetteer"
    weak: bool = False
    before: bool = False
    after: bool = False


@dataclass(frozen=True, slots=True)
class Cue:
    """What the words before a name tell: `use` is kind, office, body, context or feature; `start` is where they start."""

    use: str
    levels: tuple[str, ...]
    start: int = -1


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text: where they start and end, and their keys; `names` tells which may begin one."""

    text: str
    starts: list[int]
    ends: list[int]
    keys: list[str]
    names: list[bool]
    plain: bool  #: the text has no small or no capital letters at all

    @classmethod
    def of(cls, text: str) -> Words:
        """Split a text. Where it has no small or no capital letters at all, every word may begin a name."""
        found = [(m.start(), m.end(), m.group()) for m in WORD.finditer(text)]
        cased = text not in (text.upper(), text.lower())
        return cls(
            text,
            [start for start, _, _ in found],
            [end for _, end, _ in found],
            [w.casefold() if w.isalnum() else areas.key(w) for _, _, w in found],
            [not cased or w[0].isupper() or w[0].isdigit() for _, _, w in found],
            not cased,
        )


def find(article: Article, doc: Doc, *, lexicon: Lexicon = DEFAULT) -> list[RegionMention]:
    """All names of areas in the article, in order of place; of those that begin together the longest first."""
    words = Words.of(article.text)
    people = [(e.start_char, e.end_char) for e in doc.ents if e.label_ == "PER"]
    places = {e.start_char for e in doc.ents if e.label_ == "LOC"}
    tails = {e.end_char for e in doc.ents if e.label_ == "ORG"}  # "UIN Malang"
    small_words = {key for key, name in zip(words.keys, words.names, strict=True) if not name}  # everyday words here
    senses, others, own, cues = _senses(lexicon), _others(lexicon), _own(lexicon), _cues(lexicon)
    found: list[RegionMention] = []
    carried: tuple[str, ...] = ()  # levels asked for by the cue of the name before
    last = skip = -1  # end of the name before; end of a name that is none
    for i, start in enumerate(words.starts):
        if not words.names[i] or start < skip:
            continue
        if words.keys[i] in others and (end := _other(words, i, others[words.keys[i]])):
            skip = end
            continue
        row = 0 <= last < start < last + 12 and bool(IN_LIST.fullmatch(article.text, last, start))
        if not (hits := _names(words, i, own)):
            if unknown := _unknown(words, i, carried if row else (), lexicon):
                found.append(unknown)
                carried, last = unknown.levels, unknown.mention.end
                skip = last
            continue
        if words.keys[i] not in KINDS and _adjoins(words, i) and 0 <= _cue(words, i + 1, lexicon).start < start:
            continue  # a part of the cue before the next word: "Polres Metro Depok"
        cue = _cue(words, i, lexicon)
        if cue.use == "feature" or _is_person(start, words.ends[hits[0][1]], people, cue):
            continue
        before = _adjoins(words, i - 1) and words.names[i - 1] and not cue.use
        for codes, j in hits:
            end = words.ends[j]
            levels, rule = (cue.levels, cue.use) if cue.use else (carried, "list") if row and carried else ((), "gazetteer")
            after = _adjoins(words, j) and words.names[j + 1]
            if j > i and words.keys[i] in KINDS and len(codes[0]) <= 5:  # the kind is a part of the name: "Kota Malang"
                levels, rule = (areas.level(codes[0]),), "kind"
            if after and levels and rule == "body" and words.keys[j + 1] == "kota":
                levels, end, after = ("city",), words.ends[j + 1], False  # "Polres Malang Kota"
            fitting = tuple(code for level in levels for code in codes if areas.level(code) == level)
            if not fitting:
                levels, rule = (), rule if rule == "context" else "gazetteer"
            if rule == "gazetteer" and row:
                rule = "series"
            elif rule == "gazetteer" and (start in places or end in tails):
                rule = "entity"
            elif rule == "gazetteer" and _dateline(words, i, j):
                rule = "dateline"
            if not levels and after and senses.get(words.keys[j + 1]) == "tail":
                continue
            sense = senses.get("".join(words.keys[i : j + 1]))
            if sense == "place" and rule in {"context", "entity"}:  # "di Puncak", and yet not Kabupaten Puncak
                rule = "gazetteer"
            weak = sense in {"name", "place"} or (sense == "word" and (after or words.plain or not _adjoins(words, i - 1)))
            if len(codes[0]) > 5 and i == j:  # a village of the name of an everyday word: "Kantor"
                weak = weak or words.keys[i] in small_words or words.keys[i] in cues
            mention = Mention.of(article.text, cue.start if rule == "kind" == cue.use else start, end, rule=rule)
            found.append(RegionMention(mention, start, fitting or codes, levels, rule, weak, before, after))
            if rule == "list" and set(fitting) < set(codes):
                found.append(RegionMention(mention, start, codes, (), "series", weak, before, after))
            if fitting or (not weak and rule != "gazetteer") or len(codes[0]) <= 5:
                carried, last = (levels if rule != "list" else carried), max(end, last)
            if fitting and rule in ASKING:
                break
    return found


def _unknown(words: Words, i: int, carried: tuple[str, ...], lexicon: Lexicon) -> RegionMention | None:
    """A name that no area has, where a word asks for a kecamatan, kelurahan or desa: perhaps a spelling of one."""
    cue = _cue(words, i, lexicon) if not carried else NO_CUE
    levels = cue.levels if cue.use in ASKING else carried
    if not levels or not SMALL_LEVELS.issuperset(levels) or words.keys[i].isdigit() or words.keys[i] in _cues(lexicon):
        return None
    j = i
    while _adjoins(words, j) and words.names[j + 1] and j - i < 2:
        j += 1
    rule = cue.use or "list"
    mention = Mention.of(words.text, cue.start if rule == "kind" else words.starts[i], words.ends[j], rule=rule)
    return RegionMention(mention, words.starts[i], (), levels, rule)


def _is_person(start: int, end: int, people: list[tuple[int, int]], cue: Cue) -> bool:
    """Whether a name without a cue is a part of a person's name."""
    if cue.use in ASKING:
        return False
    at = bisect_right(people, (start, 1 << 60)) - 1
    return at >= 0 and people[at][0] <= start and end <= people[at][1] and people[at][1] - people[at][0] > end - start


def _names(words: Words, i: int, own: dict[str, tuple[str, ...]]) -> list[tuple[tuple[str, ...], int]]:
    """Codes and last word of each name that begins at word `i`, longest first; `own` names come from the user."""
    name, found = "", []
    for j in range(i, min(i + LONGEST, len(words.keys))):
        if j > i and not WITHIN.fullmatch(words.text, words.ends[j - 1], words.starts[j]):
            break
        if not words.names[j] and words.keys[j] not in SMALL:
            break
        name += words.keys[j]
        if codes := own.get(name, ()) + areas.found(name):
            found.append((codes, j))
    return found[::-1]


KINDS = frozenset({"kabupaten", "kota", "provinsi"})
SMALL_LEVELS = frozenset({"district", "village"})
SMALL = frozenset({"dan", "barat", "daya", "selatan", "tengah", "tenggara", "timur", "utara"})  #: small letters in a name


def _cue(words: Words, i: int, lexicon: Lexicon) -> Cue:
    """The cue that ends right before word `i`, the longest; its use is empty where there is none."""
    ends, cues = _cue_ends(lexicon), _cues(lexicon)
    if i == 0 or words.keys[i - 1] not in ends:
        return NO_CUE
    gap = words.text[words.ends[i - 1] : words.starts[i]]
    if not SPACE.fullmatch(gap):
        return NO_CUE
    dot = "." if gap[0] == "." else ""
    for n in range(min(3, i), 0, -1):
        start = words.starts[i - n]
        told = words.text[start : words.ends[i - 1]].casefold()
        if cue := cues.get(told + dot):
            return Cue(cue.use, cue.levels, start)
    return NO_CUE


NO_CUE = Cue("", ())


def _other(words: Words, i: int, names: frozenset[str]) -> int | None:
    """End of a longer name that begins at word `i` and is no area ("Papua Nugini"), or None."""
    for n in range(3, 1, -1):
        if i + n <= len(words.keys) and "".join(words.keys[i : i + n]) in names:
            return words.ends[i + n - 1]
    return None


def _adjoins(words: Words, i: int) -> bool:
    """Whether only a space or hyphen lies between word `i` and the next."""
    return 0 <= i < len(words.keys) - 1 and words.text[words.ends[i] : words.starts[i + 1]] in {" ", "-", "\u00a0"}


def _dateline(words: Words, i: int, j: int) -> bool:
    """Whether words `i` to `j` open a paragraph and are set off from it: `Malang (ANTARA) -`, `BATU, KOMPAS.com –`."""
    return (i == 0 or "\n" in words.text[words.ends[i - 1] : words.starts[i]]) and bool(
        SET_OFF.match(words.text, words.ends[j])
    )


SET_OFF = regex.compile(r" *+(?:[–—:]|--?+ |\([A-Z]|, ?+[A-Z][\w.]{2,20}+ ?+[-–—(])")


@lru_cache(maxsize=8)
def _cues(lexicon: Lexicon) -> dict[str, Cue]:
    return {row["cue"]: Cue(row["use"], tuple(row["levels"].split())) for row in lexicon.rows("place_cues")}


@lru_cache(maxsize=8)
def _cue_ends(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(cue.rstrip(".").split()[-1].split("/")[-1] for cue in _cues(lexicon))


@lru_cache(maxsize=8)
def _senses(lexicon: Lexicon) -> dict[str, str]:
    return {areas.key(row["word"]): row["use"] for row in lexicon.rows("place_words")}


@lru_cache(maxsize=8)
def _others(lexicon: Lexicon) -> dict[str, frozenset[str]]:
    """Keys of the names that are no area, by the key of their first word."""
    rows = [row["word"] for row in lexicon.rows("place_words") if row["use"] == "other"]
    firsts = {areas.key(word.split()[0]) for word in rows}
    return {first: frozenset(areas.key(word) for word in rows if areas.key(word.split()[0]) == first) for first in firsts}


@lru_cache(maxsize=8)
def _own(lexicon: Lexicon) -> dict[str, tuple[str, ...]]:
    """Key → codes of the aliases that a user adds."""
    built_in = {tuple(row.values()) for row in DEFAULT.rows("aliases")}
    rows = [row for row in lexicon.rows("aliases") if tuple(row.values()) not in built_in]
    return {areas.key(row["alias"]): tuple(row["code"].split()) for row in rows}
