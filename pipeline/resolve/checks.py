"""Does the arithmetic of the article again."""

from __future__ import annotations

from dataclasses import dataclass, field

from pipeline.lexicon import DEFAULT, Lexicon
from pipeline.records import Article, Check, Derived
from pipeline.resolve.figures import Figures


@dataclass(frozen=True, slots=True)
class Arithmetic:
    """What was checked and what follows."""

    checks: list[Check] = field(default_factory=list)
    derived: list[Derived] = field(default_factory=list)


def check(figures: Figures, article: Article, *, lexicon: Lexicon = DEFAULT) -> Arithmetic:
    """All checks of the article's figures, in order of their entries."""
    return Arithmetic()
