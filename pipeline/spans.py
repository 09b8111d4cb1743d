"""The small values that everything else is made of: a mention, and why something is believed."""

from __future__ import annotations

import re
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field

HALVES = re.compile("[\ud800-\udfff]")
Confidence = Annotated[float, Field(ge=0, le=1)]


def whole(text: str) -> str:
    """The text without halves of characters, as broken JSON and names of files may hold them; no output can.

    >>> whole("berita\\udcff.html")
    'berita\ufffd.html'
    """
    try:
        text.encode()
    except UnicodeEncodeError:
        return HALVES.sub("\ufffd", text)
    return text


class Value(BaseModel):
    """Base of the frozen values: no unknown fields, no change after birth."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True, serialize_by_alias=True)


class Mention(Value):
    """Words of the article: `article.text[start:end] == text`, in code points, half-open.

    >>> Mention.of("di Kota Malang", 3, 14, rule="gazetteer").text
    'Kota Malang'
    """

    start: int = Field(ge=0, description="offset in article.text, code points")
    end: int = Field(ge=0, description="end offset, exclusive")
    text: str = Field(description="the words themselves")
    rule: str = Field(description="name of the rule or model that found them")

    def __repr__(self) -> str:
        return f"Mention(start={self.start}, end={self.end}, text={self.text!r}, rule={self.rule!r})"

    @classmethod
    def of(cls, text: str, start: int, end: int, *, rule: str) -> Mention:
        """The mention of `text[start:end]`."""
        return cls(start=start, end=end, text=text[start:end], rule=rule)


class Evidence(Value):
    """From which words, by which rule, an attribute was inferred."""

    rule: str = Field(description="name of the rule or model that decided")
    start: int | None = Field(None, description="offset of the words in article.text")
    end: int | None = Field(None, description="end offset of the words, exclusive")
    confidence: Confidence = Field(1.0, description="how sure the rule is, 0 to 1")
