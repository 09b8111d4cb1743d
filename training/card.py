"""Writes the model card from the scores that training measured."""

from __future__ import annotations

from pathlib import Path
from typing import Any

CARD = Path(__file__).resolve().parents[1] / "docs" / "model-card.md"
TEXT = Path(__file__).with_name("card.md")


def write(told: dict[str, Any], path: Path = CARD) -> None:
    """The card of a training run."""
    rows = []
    for name, row in told["scores"].items():
        data, style = name.split(", ")
        figures = " | ".join(str(row[k]) for k in ("PER", "ORG", "LOC", "all", "calibration error"))
        rows.append(f"| {data} | {style.removesuffix(' style')} | {figures} |")
    path.write_text(
        TEXT.read_text(encoding="utf-8").format(
            **{**told, "scores": "\n".join(rows), "folds": ", ".join(map(str, told["folds"]))}
        ),
        encoding="utf-8",
    )
