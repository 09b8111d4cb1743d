"""What an office phrase means: title in full, institution, area, status; one position per office of a person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import regex

from pipeline.entries import Position, Status
from pipeline.find.officials import Office
from pipeline.find.positions import head_at
from pipeline.find.words import Word, words
from pipeline.lexicon import DEFAULT, Lexicon, areas
from pipeline.records import Article, Region
from pipeline.spans import Evidence

_TERM = regex.compile(r"\s++(?:periode\b.*+|saat\s++itu)$", regex.I)
AREAS = frozenset({"province", "regency", "city", "district", "village"})
#: heads of areas and of ministries: who is one now was another one before
EXCLUSIVE = frozenset(
    f"{deputy}{head}" for deputy in ("", "Wakil ") for head in ("Presiden", "Menteri", "Gubernur", "Bupati", "Wali Kota")
)
PERIOD = regex.compile(r"(?i:periode|masa bakti|tahun)\s++(?:\d{4})\s*+[-–/]\s*+(\d{4})")
SHORT = regex.compile(r"\s*+\(([^()]{1,60})\)")


@dataclass(frozen=True, slots=True)
class Setting:
    """What an office is read in: the article and its areas."""

    article: Article
    regions: Sequence[Region]
    home: dict[str, str]  #: level of office → code of the area that the article is about
    lexicon: Lexicon = DEFAULT

    @classmethod
    def of(
        cls, article: Article, regions: Sequence[Region], offices: Iterable[Office], *, lexicon: Lexicon = DEFAULT
    ) -> Setting:
        """The setting, with the areas that offices without an area are held in."""
        return cls(article, regions, _home(article, regions, offices), lexicon)


def positions(offices: Sequence[Office], setting: Setting) -> tuple[tuple[Position, ...], dict[str, Evidence]]:
    """The positions of one person, in the order told, and the evidence of what was inferred.

    Two phrases of one title and status are one position where neither area speaks against it; the fuller words stand.
    """
    made: list[Position] = []
    evidence: dict[str, Evidence] = {}
    for office in offices:
        if not counts(office, setting.article, lexicon=setting.lexicon):
            continue
        phrase = setting.article.text[office.start : office.end]
        region = area_in(office, setting)
        new = Position(
            phrase=" ".join(phrase.split()),
            title=title(office, phrase, setting.lexicon),
            institution=institution(office, phrase, setting.lexicon),
            region=region,
            status=status(office, phrase, setting.article),
        )
        same = next((n for n, p in enumerate(made) if _one(p, new)), None)
        if same is None:
            made.append(new)
        elif len(new.phrase) > len(made[same].phrase):
            made[same] = new
    made = [_before(p, made, offices, setting.article) for p in made]
    for n, position in enumerate(made):
        if position.region is None and (code := inferred(position, offices, setting)):
            made[n] = position.model_copy(update={"region": code})
            evidence[f"positions.{n}.region"] = _home_evidence(code, setting)
    return tuple(made), evidence


def counts(office: Office, article: Article, *, lexicon: Lexicon = DEFAULT) -> bool:
    """Whether the words are a position: a calling ("politikus") is none, a profession only in a named institution.

    Nor is a head alone that says nothing without its field ("2 Menteri Prabowo").
    """
    if office.level == "profession":
        return any(word[0].isupper() for word in article.text[office.head_end : office.end].split())
    bare = article.text[office.start : office.end].casefold()
    return office.level != "calling" and bare not in {row["words"].casefold() for row in lexicon.rows("bare")}


def title(office: Office, phrase: str, lexicon: Lexicon = DEFAULT) -> str:
    """The head in its usual full form; rows of `titles.csv` complete it from the words that follow.

    "Kepala BPJS Kesehatan Cabang Malang" is a Kepala Cabang, "Anggota Komisi C DPRD" an Anggota DPRD.
    """
    keys = [w.key for w in words(phrase)]
    for row in lexicon.rows("titles"):
        if office.title == row["title"] and row["word"].casefold() in keys:
            return row["full"]
    if office.title.endswith(" …"):
        return _with_field(office, phrase, lexicon)
    return office.title


def _with_field(office: Office, phrase: str, lexicon: Lexicon) -> str:
    """Head and field, to where an institution or an area begins: "Asisten Perekonomian dan Keuangan"."""
    told = [office.title.removesuffix(" …")]
    for word in phrase[office.head_end - office.start :].split():
        body = word.casefold() in _bodies(lexicon) or head_at(words(word), 0, lexicon=lexicon) is not None
        if body or areas.key(word) in areas.named() or word[0] in "(,":
            break
        told.append(word)
    return " ".join(told)


@lru_cache(maxsize=8)
def _bodies(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(row["words"].casefold() for row in lexicon.rows("institution_heads"))


def institution(office: Office, phrase: str, lexicon: Lexicon = DEFAULT) -> str | None:
    """The body that the words name: from the last word that begins one, its area left out of a local body."""
    bodies = _bodies(lexicon)
    phrase = _TERM.sub("", phrase)
    ws = words(phrase)
    head_end = office.head_end - office.start
    keep = {row["words"].casefold() for row in lexicon.rows("institution_heads") if row["scope"] == "area"}
    starts = [n for n, w in enumerate(ws) if w.key in bodies and w.cap]
    named = [n for n in starts if ws[n].start >= head_end and ws[n - 1].text != "("]
    own = [n for n in starts if ws[n].start < head_end and ws[n].key in {"dinas", "badan", "lembaga", "dprd", "dpr", "mpr"}]
    if own or named:
        begin = (own or named)[0]  # "Kepala [Dinas] Kesehatan", "Ketua [DPRD]"
    elif starts and office.title not in {"Menteri", "Menteri Koordinator", "Wakil Menteri"}:
        begin = starts[-1]
    else:
        rest = phrase[head_end:].strip(" ,-–")
        unnamed = office.level in AREAS | {"national", "local"} or not rest or not rest[0].isupper()
        if unnamed and rest[:1].isupper() and office.institution and office.institution.casefold() in keep:
            return f"{office.institution} {rest}"  # "Kapolres Sampang"
        return (office.institution or None) if unnamed else _known_end(rest, lexicon)
    end = len(ws)
    if ws[begin].key not in keep:
        end = next((n for n in range(begin + 1, end) if _area_begins(ws, n)), end)
    told = phrase[ws[begin].start : ws[end - 1].end]
    if told.count("(") > told.count(")") and end < len(ws) and ws[end].text == ")":
        told = phrase[ws[begin].start : ws[end].end]
    return told.strip(" ,-–") or None


def _known_end(rest: str, lexicon: Lexicon) -> str:
    """The known institution that the words end in, without the field before it: "Direktur [Keuangan] BNI"."""
    ws, known = words(rest), _known(lexicon)
    return next((rest[w.start :] for w in ws if rest[w.start :].casefold() in known), rest)


@lru_cache(maxsize=8)
def _known(lexicon: Lexicon) -> frozenset[str]:
    return frozenset(row[f].casefold() for row in lexicon.rows("institutions") for f in ("name", "short") if row[f])


def _area_begins(ws: Sequence[Word], at: int) -> bool:
    """Whether the words from here on name a branch or the area, not the body: "Cabang Malang", "Provinsi Lampung"."""
    rest = [w for w in ws[at:] if w.text[0].isalnum()]
    if ws[at].key in {"cabang", "kantor", "kc", "kcp", "wilayah"} and at > 1:
        return True
    names = {w.key for w in rest} - {"provinsi", "kabupaten", "kota", "prov", "kab"}
    return areas.key("".join(w.text for w in rest)) in areas.named() or (
        ws[at].key in {"provinsi", "kabupaten", "prov", "kab"} and bool(names)
    )


def status(office: Office, phrase: str, article: Article) -> Status:
    """The status told by the words, or by a term of office that had ended when the article appeared."""
    period = PERIOD.search(phrase)
    year = (article.published or "")[:4]
    if office.status == "current" and period and year.isdigit() and int(period.group(1)) < int(year):
        return "former"
    return office.status


def area_in(office: Office, setting: Setting) -> str | None:
    """The code of the area whose mention lies in the phrase, of the office's level where told; none for a national office."""
    phrase = setting.article.text[office.start : office.end]
    for row in setting.lexicon.rows("jurisdictions"):
        if row["words"] in phrase:
            return row["code"]
    inside = [
        r.code
        for r in setting.regions
        for m in r.mentions
        if m.start < office.end and office.start < m.end and r.code != areas.COUNTRY
    ]
    if office.level in AREAS:
        fitting = [code for code in inside if areas.level(code) == office.level]
        inside = fitting or inside
    return max(inside or _by_name(office, phrase, setting), key=len, default=None)


def _by_name(office: Office, phrase: str, setting: Setting) -> list[str]:
    """The areas of the article whose bare name the phrase holds: "Kantor Cabang Malang" in an article on Kota Malang."""
    told = f" {' '.join(w.key for w in words(phrase) if w.start >= office.head_end - office.start)} "
    return [
        r.code for r in setting.regions if r.code != areas.COUNTRY and f" {areas.bare(r.name).casefold()} " in told
    ]  # fmt: skip


def inferred(position: Position, offices: Sequence[Office], setting: Setting) -> str | None:
    """The area of an office of an area that its words do not name: "Plt Kepala Dinas Kesehatan", "Gubernur"."""
    text = setting.article.text
    office = next((o for o in offices if " ".join(text[o.start : o.end].split()) == position.phrase), None)
    if office is None:
        return None
    rest = [w for w in words(text[office.head_end : office.end]) if w.cap]
    if office.level in AREAS:
        named = any(w.key not in _trailing(setting.lexicon) for w in rest) and "Bidang" not in position.phrase
        return None if named else setting.home.get(office.level)
    local = {row["words"].casefold() for row in setting.lexicon.rows("local_words")}
    if office.level == "local" or any(w.key in local for w in rest):
        return setting.home.get("local")
    return None


@lru_cache(maxsize=8)
def _trailing(lexicon: Lexicon) -> frozenset[str]:
    """Words of status behind a head, which name no area: "Gubernur Petahana"."""
    return frozenset(w.key for row in lexicon.rows("acting") if row["place"] == "after" for w in words(row["words"]))


def _home(article: Article, regions: Sequence[Region], offices: Iterable[Office]) -> dict[str, str]:
    """For each level of office the area that the article is about: that of other offices, else the most mentioned."""
    places = [(m.start, m.end, r.code) for r in regions for m in r.mentions if r.code != areas.COUNTRY]
    weight: Counter[str] = Counter()
    title_end = len(article.title or "")
    for start, _, code in places:
        weight[code] += 3 if start < title_end else 1
    for office in offices:
        for start, end, code in places:
            if start < office.end and office.start < end and office.level in AREAS | {"local"}:
                weight[code] += 2
    found: dict[str, str] = {}
    for level in AREAS:
        fitting = Counter({c: n for c, n in weight.items() if areas.level(c) == level})
        if level == "province":
            for code, n in weight.items():
                if len(code) > 2:
                    fitting[code[:2]] += n if code[:2] in fitting else 0
        if fitting:
            found[level] = fitting.most_common(1)[0][0]
    local = Counter({c: n for c, n in weight.items() if areas.level(c) in {"province", "regency", "city"}})
    if local:
        found["local"] = local.most_common(1)[0][0]
    if "province" not in found and local:
        found["province"] = local.most_common(1)[0][0][:2]
    return found


def _home_evidence(code: str, setting: Setting) -> Evidence:
    mention = next((m for r in setting.regions if r.code == code for m in r.mentions), None)
    if mention is None:
        return Evidence(rule="home", confidence=0.6)
    headline = mention.start < len(setting.article.title or "")
    return Evidence(rule="headline" if headline else "home", start=mention.start, end=mention.end, confidence=0.8)


def _one(a: Position, b: Position) -> bool:
    """Whether two positions of a person are one office told twice: one's words beyond the title are among the other's."""
    if a.title != b.title or (a.region and b.region and a.region != b.region):
        return False
    x, y = (_beyond(p) for p in (a, b))
    if a.status != b.status:
        return x <= y or y <= x if PERIOD.search(a.phrase) or PERIOD.search(b.phrase) else False
    return a.title in EXCLUSIVE or x <= y or y <= x or len(x & y) >= 0.6 * min(len(x), len(y))


def _beyond(position: Position) -> set[str]:
    """The words of a phrase beyond its head, as keys."""
    ws = words(position.phrase)
    head = next((got[0] for n in range(len(ws)) if (got := head_at(ws, n))), 0)
    return {w.key for w in ws[head:] if w.text[0].isalnum()}


def _before(position: Position, all_: Sequence[Position], offices: Sequence[Office], article: Article) -> Position:
    """A head of one area who "became" head of another is no longer that: what stands beside the name is the office of now."""
    if position.title not in EXCLUSIVE or position.status != "current":
        return position
    told = {(" ".join(article.text[o.start : o.end].split()), o.rule) for o in offices}
    rivals = [p for p in all_ if p is not position and p.title in EXCLUSIVE and p.status == "current"]
    beside = any((p.phrase, rule) in told for p in rivals for rule in ("adjacent", "comma", "apposition"))
    if beside and (position.phrase, "became") in told:
        return position.model_copy(update={"status": "former"})
    return position
