"""The types that travel down the line, and the record at its end.

A `Page` is what a source gave. An `Article` is what `clean` made of it: its text, its metadata and every block of the
page, kept or left out. A finder gives its own small types (see `pipeline/find/`). A `Record` is what is written; the
JSON Schema of the output is made from it. The meaning of each field is in `docs/fields.md`.

Offsets are half-open, count code points of `article.text`, and are right by construction: a `Record` refuses to exist
where `article.text[start:end] != text` for any mention.

>>> Mention(start=0, end=7, text="11 juta", rule="numeral")
Mention(start=0, end=7, text='11 juta', rule='numeral')
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, Self

from pydantic import Field, field_validator, model_validator

from pipeline.entries import (
    Amount,
    Check,
    Count,
    Date,
    Derived,
    Entry,
    Facility,
    Official,
    Percentage,
    Person,
    Region,
    Statement,
)
from pipeline.errors import told
from pipeline.spans import Confidence, Evidence, Mention, Value, whole

__all__ = [
    "SCHEMA", "Amount", "Article", "Block", "Check", "Count", "Date", "Derived", "Evidence", "Facility", "MadeBy", "Mention",
    "Official", "Page", "Percentage", "Person", "Problem", "Record", "Region", "Statement", "Summary", "schema",
]  # fmt: skip

SCHEMA = "1.0"  #: version of the record's form; grows with every change of a field

Label = Literal[
    "title", "dateline", "byline", "date", "lead", "body", "subhead", "caption", "list", "table", "quote",
    "inline_link", "teaser", "tags", "comment", "legal", "ad", "ui", "menu", "duplicate", "other",
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Page:
    """What a source gave: the content of one page and what the source says of it.

    Either `html` or `text` is given. `html` may be bytes, then `clean` finds the encoding. `title`, `published` and
    `outlet` are as the source wrote them and win over what the page says of itself.
    """

    source: str
    html: str | bytes | None = None
    text: str | None = None
    id: str | None = None
    url: str | None = None
    outlet: str | None = None
    title: str | None = None
    published: str | None = None
    charset: str | None = None  #: the encoding that the transport declared, a hint only

    def __post_init__(self) -> None:
        for name in self.__slots__:
            if isinstance(told := getattr(self, name), str) and (clean := whole(told)) is not told:
                object.__setattr__(self, name, clean)


class Block(Value):
    """One block of a page: a paragraph, heading, list item, table row, caption or line."""

    label: Label = Field(description="what the block is")
    kept: bool = Field(description="whether the block is part of article.text")
    start: int | None = Field(None, description="offset in article.text; null where left out")
    end: int | None = Field(None, description="end offset in article.text, exclusive; null where left out")
    text: str | None = Field(None, description="the block's own text where it was left out, else null")
    reason: str = Field(description="the rule or score that decided")
    source: str = Field(description="line number of a text, element path of an HTML page")


class Article(Value):
    """What a page says, without its frame."""

    title: str | None = Field(None, description="headline without the site's suffix")
    authors: tuple[str, ...] = Field((), description="penulis, reporter, pewarta; names without role words")
    editors: tuple[str, ...] = Field((), description="editors; names without role words")
    published: str | None = Field(None, description="ISO 8601, with time and offset where the page gives them")
    modified: str | None = Field(None, description="ISO 8601 time of the last change, where told")
    outlet: str | None = Field(None, description="name of the outlet as the site gives it, or its domain")
    dateline: str | None = Field(None, description="place at the head of the text")
    url: str | None = Field(None, description="address that the page was read from")
    canonical_url: str | None = Field(None, description="address that the page gives as its own")
    section: str | None = Field(None, description="rubric")
    tags: tuple[str, ...] = Field((), description="topics that the outlet gave")
    language: str | None = Field(None, description="ISO 639-1 code")
    text: str = Field("", description="headline, empty line, kept paragraphs with an empty line between; offsets count here")
    partial: bool = Field(False, description="true where the page holds only a part of the article")
    next_page: str | None = Field(None, description="address of the article's next page")
    confidence: Confidence = Field(1.0, description="how sure the cleaning is, 0 to 1")
    conflicts: tuple[str, ...] = Field((), description="what the page says in two ways, in words")
    blocks: tuple[Block, ...] = Field((), description="every block of the page, kept or left out")


class MadeBy(Value):
    """What made a record."""

    program: str = Field(description="version of saripati")
    model: str = Field(description="name and version of the language model")
    lexicon: str = Field(description="digest of the lexicons")


class Record(Value):
    """What one article says: its entries, each with the words it was read from."""

    schema_: str = Field(SCHEMA, alias="schema", description="version of this form")
    id: str = Field(description="the input's own id, else a hash of canonical URL or text")
    source: str = Field(description="path or URL, and the record or offset in it")
    article: Article = Field(description="text and metadata")
    officials: tuple[Official, ...] = Field((), description="named persons with a position")
    regions: tuple[Region, ...] = Field((), description="administrative areas, once each")
    dates: tuple[Date, ...] = Field((), description="expressions that place something on the calendar")
    counts: tuple[Count, ...] = Field((), description="numbers of people or households")
    percentages: tuple[Percentage, ...] = Field((), description="percentages")
    people: tuple[Person, ...] = Field((), description="named persons without a position")
    statements: tuple[Statement, ...] = Field((), description="who said what")
    amounts: tuple[Amount, ...] = Field((), description="sums of money")
    facilities: tuple[Facility, ...] = Field((), description="numbers of facilities and institutions")
    checks: tuple[Check, ...] = Field((), description="the arithmetic of the article, checked")
    derived: tuple[Derived, ...] = Field((), description="figures that follow from stated ones")
    made_by: MadeBy = Field(description="versions of what made the record")

    def entries(self) -> Iterator[Entry]:
        """All entries with mentions, kind after kind."""
        for kind in ENTRY_KINDS:
            yield from getattr(self, kind)

    @model_validator(mode="after")
    def _offsets_hold(self) -> Self:
        text = self.article.text
        for entry in self.entries():
            for m in entry.mentions:
                if text[m.start : m.end] != m.text:
                    raise ValueError(f"{entry.id}: text[{m.start}:{m.end}] is {text[m.start : m.end]!r}, not {m.text!r}")
        return self


ENTRY_KINDS = ("officials", "regions", "dates", "counts", "percentages", "people", "statements", "amounts", "facilities")


class Problem(Value):
    """What became of a page that did not become a record."""

    id: str | None = Field(None, description="id of the page where it has one")
    source: str = Field(description="path or URL, and the record or offset in it")
    kind: str = Field(description="one word, for counting")
    message: str = Field(description="what is wrong")
    advice: str = Field("", description="the way out")

    @field_validator("id", "source", "message", mode="before")
    @classmethod
    def _whole(cls, told: str | None) -> str | None:
        return whole(told) if isinstance(told, str) else told

    @property
    def told(self) -> str:
        """What is wrong and the way out, as people are told it."""
        return told(self.message, self.advice)

    @classmethod
    def duplicate(cls, *, id: str, source: str) -> Problem:
        """What a second page of one id becomes."""
        advice = "Give each page an id of its own, or leave the second out."
        return cls(id=id, source=source, kind="duplicate", message=f"{source}: a page of id {id} came before", advice=advice)


@dataclass(frozen=True, slots=True)
class Summary:
    """What a run came to: `pages == records + problems`."""

    pages: int
    records: int
    problems: int
    kinds: dict[str, int] = field(default_factory=dict)  #: problems by kind
    out: Path | None = None
    reused: int = 0  #: parts of the sources that were there from a run before


def schema() -> dict[str, Any]:
    """JSON Schema (2020-12) of a record as it is written.

    >>> schema()["$schema"], schema()["title"]
    ('https://json-schema.org/draft/2020-12/schema', 'Record')
    """
    made = Record.model_json_schema(by_alias=True, mode="serialization")
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": f"urn:saripati:record:{SCHEMA}", **made}
