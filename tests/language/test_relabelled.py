"""What was annotated for the project in sentences of others: the rows are well formed and fit the sentences they tell of."""

from __future__ import annotations

import csv
import json
import sys
from pathlib import Path

import pytest

TRAINING = Path(__file__).resolve().parents[2] / "training"
sys.path.insert(0, str(TRAINING))
import raw  # noqa: E402

ROWS = list(csv.DictReader((TRAINING / "relabelled.csv").open(encoding="utf-8", newline="")))


def test_rows() -> None:
    assert {r["source"] for r in ROWS} == {"kumparan", "idner2k"}
    assert len({(r["source"], r["number"]) for r in ROWS}) == len(ROWS) >= 3000
    for row in ROWS:
        at = -1
        for entity in row["entities"].split("|") if row["entities"] else ():
            label, place, words = entity.split(" ", 2)
            assert label in {"PER", "ORG", "LOC"} and int(place) >= at and words == words.strip() != ""
            at = int(place) + len(words)


def test_rows_fit_the_sentences(shared: Path) -> None:
    lines = (shared / "ner/idner2k.train.jsonl").read_text(encoding="utf-8").splitlines()
    texts = [raw.joined(json.loads(line)["tokens"])[0] for line in lines]
    assert len(raw.relabelled("idner2k", texts)) > 1000


def test_another_text_is_told() -> None:
    with pytest.raises(ValueError, match="Jember"):
        raw.spans("Bupati Sikka hadir.", "LOC 7 Jember")


@pytest.mark.parametrize(
    ("words", "text"),
    [
        ("Ia ( 45 ) hadir .", "Ia (45) hadir."),
        ('" Ya , " katanya .', '"Ya," katanya.'),
        ("", ""),
    ],
)
def test_words_as_text(words: str, text: str) -> None:
    assert raw.joined(words.split())[0] == text
    assert [text[a:b] for a, b in raw.joined(words.split())[1]] == words.split()


def test_a_suffix_is_joined_to_its_word(tmp_path: Path) -> None:
    source = tmp_path / "tagged.txt"
    source.write_text("Nama\tNN\nnya\tDT\nSiti\tNNP\n.\tSYM\n\n2\tNUM\n,\tSYM\n5\tNUM\nton\tNN\n", encoding="utf-8")
    assert raw.texts(source) == ["Namanya Siti.", "2,5 ton"]
