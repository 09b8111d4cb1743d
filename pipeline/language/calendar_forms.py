"""What a calendar expression says, before anybody knows when it was said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Unit = Literal["minute", "hour", "day", "week", "weekend", "month", "quarter", "half", "year", "decade", "century"]
Mod = Literal["START", "MID", "END", "APPROX"]


@dataclass(frozen=True, slots=True)
class When:
    """The parts that the words name; what they leave open is None.

    `shift` counts `unit`s from the publication ("dua tahun lalu": -2 years) or, where `base` is "before", from the date
    told before ("tiga hari sebelumnya"). `years`, `months` and `weeks` move the year, month or week in which a part lies
    ("September tahun lalu", "tanggal 5 bulan lalu", "Senin pekan depan").
    """

    year: int | None = None
    month: int | None = None
    day: int | None = None
    weekday: int | None = None  #: 1 is Monday
    quarter: int | None = None
    half: int | None = None
    week: int | None = None  #: of the month, or of the year where no month is told
    hour: int | None = None
    minute: int | None = None
    zone: str | None = None  #: offset, "" where a zone without a fixed offset is told
    decade: int | None = None  #: its first year
    holiday: str | None = None  #: key in the table of holidays
    offset: int | None = None  #: days after the holiday, "H-3 Lebaran" is -3
    unit: Unit | None = None
    shift: int | None = None
    base: Literal["now", "before"] = "now"
    years: int | None = None
    months: int | None = None
    weeks: int | None = None
    direction: int | None = None  #: -1 lalu, 0 ini, 1 mendatang
    same_period: bool = False  #: "periode yang sama tahun lalu": the period told before, in this year


@dataclass(frozen=True, slots=True)
class Expression:
    """A calendar expression: `text[start:end]`, half-open, and what it says; `until` closes a span."""

    start: int
    end: int
    when: When
    until: When | None = None
    mod: Mod | None = None
    rule: str = ""

    @property
    def kind(self) -> Literal["DATE", "TIME"]:
        """TIME where an hour is told, else DATE."""
        return "TIME" if self.when.hour is not None else "DATE"
