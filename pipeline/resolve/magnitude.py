"""What the size of a count tells on the area that its people belong to: no district has a million inhabitants."""

from __future__ import annotations

from math import log10

from pipeline.find.counts import CountMention
from pipeline.lexicon import areas
from pipeline.resolve.scoring import Features

#: inhabitants of an area that the table does not tell, and of the nation
USUAL = {"ID": 282_000_000, 1: 5_000_000, 2: 500_000, 3: 45_000, 4: 4_000}
MEMBERS = 4  #: of a household
STEPS = ((1.2, "beyond"), (0.6, "all"), (0.2, "much"), (0.03, "some"), (0.003, "few"), (0.0003, "hardly"))


def people(m: object) -> float:
    """How many people a figure counts; 0 for a percentage."""
    if not isinstance(m, CountMention):
        return 0.0
    return (m.number.value or m.number.high or m.number.low or 0) * (MEMBERS if m.household else 1)


def size(told: float) -> Features:
    """The digits of a number of people.

    >>> size(24_060_000.0), size(0.0)
    (['size=8'], [])
    """
    return [f"size={min(int(log10(told)) + 1, 9)}"] if told >= 1 else []


def filled(told: float, code: str) -> Features:
    """How much of the inhabitants of an area a number of people would be.

    >>> filled(24_060_000.0, "18"), filled(24_060_000.0, "ID"), filled(40.0, "32.05.12")
    (['fills beyond'], ['fills some'], ['fills hardly'])
    """
    if told < 1:
        return []
    inhabitants = areas.population(code) or USUAL["ID" if code == "ID" else code.count(".") + 1]
    share = told / inhabitants
    return [f"fills {next((name for least, name in STEPS if share >= least), 'hardly')}"]
