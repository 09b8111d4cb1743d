"""The entries of a record. Field names and their meaning are those of the annotation guidelines (docs/fields.md)."""

from __future__ import annotations

from typing import Literal

from pydantic import Field

from pipeline.spans import Confidence, Evidence, Mention, Value

Mod = Literal["START", "MID", "END", "APPROX", "MORE_THAN", "LESS_THAN"]
Status = Literal["current", "former", "acting", "candidate"]
Role = Literal["participant", "non_participant", "population", "target", "change", "other"]
Kind = Literal["share", "change", "rate", "other"]
Level = Literal["country", "province", "regency", "city", "district", "village"]
Verdict = Literal["agrees", "rounds", "contradicts", "implausible"]


class Entry(Value):
    """What every entry has: an id within the record, the words it was read from, and why it is believed."""

    id: str = Field(description="id within the record, such as c1")
    mentions: tuple[Mention, ...] = Field(min_length=1, description="where the article says it, in order")
    quote: str = Field(description="text of the first mention")
    confidence: Confidence = Field(1.0, description="probability that the entry is right, 0 to 1")
    evidence: dict[str, Evidence] = Field({}, description="for each inferred attribute, by which rule from which words")


class Position(Value):
    """An office as the article words it, and what it means."""

    phrase: str = Field(description="the position as the text words it, with institution and area")
    title: str = Field(description="its head in the usual full form: Gubernur, Kepala Dinas, Kepala Cabang")
    institution: str | None = Field(None, description="the body, when the words name one")
    region: str | None = Field(None, description="code of the area in which the position is held")
    status: Status = Field("current", description="current, former, acting or candidate, as of the article")


class Person(Entry):
    """A named person without a position."""

    name: str = Field(description="fullest form in the article, without honorifics and degrees")
    aliases: tuple[str, ...] = Field((), description="other forms used")


class Official(Person):
    """A named person to whom the article gives a position in an institution."""

    positions: tuple[Position, ...] = Field(min_length=1, description="the positions, in the order told")


class Candidate(Value):
    """An area that a name may mean."""

    code: str = Field(description="Kemendagri code")
    share: Confidence = Field(description="share of belief, 0 to 1")


class Region(Entry):
    """An Indonesian administrative area."""

    code: str = Field(description="Kemendagri code, dotted; ID for Indonesia as a whole")
    name: str = Field(description="usual full name with its kind")
    name_then: str | None = Field(None, description="official name at the article's date, where another")
    level: Level = Field(description="country, province, regency, city, district or village")
    parents: tuple[str, ...] = Field((), description="codes of the areas it lies in, smallest first")
    bps: str | None = Field(None, description="code of the statistics office (BPS), where a published table gives it")
    iso: str | None = Field(None, description="ISO 3166-2 code, of provinces")
    candidates: tuple[Candidate, ...] = Field((), description="all fitting areas where the article does not decide")


class Date(Entry):
    """An expression that places something on the calendar."""

    value: str = Field(description="TIMEX3 value; a span joins its two ends with a slash")
    mod: Mod | None = Field(None, description="START, MID, END or APPROX")
    begin: str | None = Field(None, description="first day, ISO 8601")
    end: str | None = Field(None, description="last day, ISO 8601")


class Figure(Entry):
    """What counts and percentages have in common."""

    value: float | int | None = Field(None, description="the number in full; null for a range")
    low: float | int | None = Field(None, description="lower end of a range")
    high: float | int | None = Field(None, description="upper end of a range")
    mod: Mod | None = Field(None, description="MORE_THAN, LESS_THAN or APPROX")
    programme: str | None = Field(None, description="usual short name of the programme: JKN, Jamsostek, PKH")
    segments: tuple[str, ...] = Field((), description="segments of the programme: PBI, PBPU, BP, PPU, PBPU Pemda")
    region: str | None = Field(None, description="code of the area to which the figure belongs")
    as_of: str | None = Field(None, description="TIMEX3 value of the date tied to the figure")


class Count(Figure):
    """A number of people or households."""

    unit: str = Field(description="the counted noun in lower case: jiwa, peserta, kk")
    role: Role = Field(description="participant, non_participant, population, target, change or other")


class Percentage(Figure):
    """A percentage."""

    kind: Kind = Field(description="share, change, rate or other")
    of: str | None = Field(None, description="the whole it is a share of, or what changed, in the text's words")
    numerator: float | int | None = Field(None, description="value of the count that is the part")
    denominator: float | int | None = Field(None, description="value of the count that is the whole")
    numerator_id: str | None = Field(None, description="id of that count")
    denominator_id: str | None = Field(None, description="id of that count")


class Statement(Entry):
    """What somebody said."""

    speaker: str | None = Field(None, description="id of the official or person; null where unknown")
    kind: Literal["direct", "indirect"] = Field(description="in quotation marks or in the reporter's words")
    start: int = Field(ge=0, description="offset of what was said in article.text")
    end: int = Field(ge=0, description="end offset, exclusive")
    cue: str | None = Field(None, description="the word that tells that somebody said it: ujar, menurut")


class Amount(Entry):
    """A sum of money."""

    value: float | int | None = Field(None, description="the sum in full; null for a range")
    low: float | int | None = Field(None, description="lower end of a range")
    high: float | int | None = Field(None, description="upper end of a range")
    mod: Mod | None = Field(None, description="MORE_THAN, LESS_THAN or APPROX")
    currency: str = Field(description="ISO 4217 code")
    per: str | None = Field(None, description="per what: bulan, orang")
    purpose: str | None = Field(None, description="what for, in the text's words")


class Facility(Entry):
    """A number of facilities or institutions."""

    value: float | int = Field(description="how many")
    unit: str = Field(description="of what: FKTP, rumah sakit")


class Check(Value):
    """One piece of the article's arithmetic, done again."""

    id: str = Field(description="id within the record, such as x1")
    rule: str = Field(description="which arithmetic: part_whole, part_rest, sum, change, growth …")
    entries: tuple[str, ...] = Field(description="ids of the entries in it")
    stated: float | int | str | None = Field(None, description="what the article says")
    computed: float | int | str | None = Field(None, description="what follows from the other figures")
    verdict: Verdict = Field(description="agrees, rounds, contradicts or implausible")
    message: str = Field("", description="the arithmetic as a sentence")
    confidence: Confidence = Field(1.0, description="probability that the entries do belong together, 0 to 1")


class Derived(Value):
    """A figure that follows from stated ones and that the article does not state."""

    id: str = Field(description="id within the record, such as v1")
    value: float | int = Field(description="the figure")
    unit: str = Field(description="percent, or the unit of the counts it was made from")
    from_: tuple[str, ...] = Field(alias="from", description="ids of the entries it follows from")
    rule: str = Field(description="which arithmetic")
