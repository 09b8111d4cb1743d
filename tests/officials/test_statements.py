"""Who said what in eleven articles written for this test; the speaker must be right in 95 of 100."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from pipeline import extract_text
from pipeline.records import Record

QUOTES = Path(__file__).parent / "quotes.txt"


@dataclass(frozen=True)
class Expected:
    speaker: str
    kind: str
    begins: str


def articles() -> Iterator[tuple[str, list[Expected]]]:
    """Texts, each with the statements it holds."""
    told = QUOTES.read_text("utf-8").split("\n", 2)[2]
    for part in told.split("\n===\n"):
        lines = part.strip().split("\n")
        text = "\n".join(line for line in lines if not line.startswith("> "))
        yield text, [Expected(*(c.strip() for c in line[2:].split("|"))) for line in lines if line.startswith("> ")]


def speaker_of(record: Record, wanted: Expected) -> str | None:
    names = {p.id: p.name for p in (*record.officials, *record.people)}
    for statement in record.statements:
        if statement.kind == wanted.kind and wanted.begins in statement.quote[: len(wanted.begins) + 30]:
            return names.get(statement.speaker or "", "nobody")
    return None


def test_speakers() -> None:
    rows = [(wanted, speaker_of(extract_text(text), wanted)) for text, expected in articles() for wanted in expected]
    wrong = [(wanted, got) for wanted, got in rows if got != wanted.speaker]
    assert len(rows) >= 60
    assert len(wrong) <= 0.05 * len(rows), "\n".join(f"{w.speaker}: {w.begins} → {got}" for w, got in wrong)


@pytest.mark.parametrize(
    "text",
    [
        'Program "Desa Terang" dimulai di Kabupaten Malang tahun ini.',
        "Jumlah peserta naik 12 persen.",
        'Ia membaca buku "Laskar" di taman kota itu.',
    ],
)
def test_no_statement(text: str) -> None:
    assert not [s for s in extract_text(text).statements if s.kind == "direct"]
