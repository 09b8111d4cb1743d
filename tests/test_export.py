"""What `saripati export` writes is read by the tools it is for, and keeps words and offsets."""

from __future__ import annotations

import csv
import json
from pathlib import Path
from typing import Any

import pandas as pd
import pytest
from spacy.tokens import DocBin

from pipeline import write
from pipeline.cli import FORMS
from pipeline.entries import Position
from pipeline.errors import UsageError
from pipeline.language import load
from pipeline.records import Article, Count, MadeBy, Mention, Official, Record
from pipeline.rows import columns
from pipeline.write import jsonl, tables

TEXT = "=cmd 😀 Bupati Hadi Prakoso menyebut 1.200 warga"


def made(id: str = "a1") -> Record:
    """A record whose text starts like a formula and has an emoji before the words."""

    def mention(words: str) -> tuple[Mention, ...]:
        at = TEXT.index(words)
        return (Mention.of(TEXT, at, at + len(words), rule="test"),)

    official = Official(
        id="o1", mentions=mention("Hadi Prakoso"), quote="Hadi Prakoso", name="Hadi Prakoso",
        positions=(Position(phrase="Bupati", title="Bupati"), Position(phrase="=Ketua", title="Ketua")),
    )  # fmt: skip
    count = Count(id="c1", mentions=mention("1.200 warga"), quote="1.200 warga", value=1200, unit="warga", role="other")
    by = MadeBy(program="1", model="m", lexicon="l")
    return Record(
        id=id, source="s", article=Article(title="=cmd", text=TEXT), officials=(official,), counts=(count,), made_by=by
    )


@pytest.fixture
def run(tmp_path: Path) -> Path:
    (tmp_path / "records.jsonl").write_bytes(jsonl.line(made()) + jsonl.line(made("a2")))
    return tmp_path


def exported(run: Path, form: str) -> Path:
    """The folder with one form of a run."""
    paths = write.export(write.written(run), form, run / "export")
    assert all(p.stat().st_size for p in paths)
    return run / "export"


def test_forms_of_the_command_line_are_those_of_the_package() -> None:
    assert list(write.FORMS) == FORMS


def test_csv_is_tidy_and_guarded(run: Path) -> None:
    folder = exported(run, "csv")
    officials = pd.read_csv(folder / "officials.csv")
    assert list(officials["phrase"]) == ["Bupati", "'=Ketua"] * 2
    assert list(pd.read_csv(folder / "articles.csv")["title"]) == ["'=cmd", "'=cmd"]
    assert pd.read_csv(folder / "counts.csv")["value"].sum() == 2400


def test_the_dictionary_explains_every_column(run: Path) -> None:
    folder = exported(run, "csv")
    with (folder / "dictionary.csv").open(encoding="utf-8", newline="") as lines:
        told = {(row["table"], row["column"]): row["meaning"] for row in csv.DictReader(lines)}
    assert all(told.values())
    for table in tables.TABLES:
        assert list(pd.read_csv(folder / f"{table}.csv")) == [c for t, c in told if t == table] == list(columns(table))


def test_parquet_is_nested_and_read_by_pandas_and_duckdb(run: Path) -> None:
    import duckdb

    path = exported(run, "parquet") / "records.parquet"
    counts = pd.read_parquet(path)["counts"]
    assert [c["value"] for row in counts for c in row] == [1200, 1200]
    told = duckdb.sql(f"SELECT id, unnest(counts).unit, article.title FROM '{path}' ORDER BY id").fetchall()
    assert told == [("a1", "warga", "=cmd"), ("a2", "warga", "=cmd")]


def test_json_lines_are_read_by_duckdb(run: Path) -> None:
    import duckdb

    told = duckdb.sql(f"SELECT count(*) FROM read_json('{run / 'records.jsonl'}')").fetchall()
    assert told == [(2,)]


def test_spacy_documents_have_the_mentions(run: Path) -> None:
    docs = list(DocBin().from_disk(exported(run, "spacy") / "records.spacy").get_docs(load().vocab))
    assert [(s.text, s.label_, s.id_) for s in docs[0].spans["saripati"]] == [
        ("Hadi Prakoso", "OFFICIAL", "o1"), ("1.200 warga", "COUNT", "c1"),
    ]  # fmt: skip
    assert [d.user_data["record"] for d in docs] == ["a1", "a2"]


def test_conll_has_labels_and_offsets(run: Path) -> None:
    lines = (exported(run, "conll") / "records.conll").read_text("utf-8").splitlines()
    rows = [line.split("\t") for line in lines if "\t" in line]
    labelled = [r for r in rows if r[2] != "O"]
    assert [r[2] for r in labelled if r[2][0] == "B"] == ["B-OFFICIAL", "B-COUNT"] * 2
    assert "".join(r[0] for r in labelled) == "HadiPrakoso1.200warga" * 2
    assert all(TEXT[int(at) :].startswith(word) for word, at, _ in rows)


def test_web_annotations_select_by_code_points(run: Path) -> None:
    rows: list[dict[str, Any]] = [
        json.loads(line) for line in (exported(run, "annotation") / "annotations.jsonld").read_text("utf-8").splitlines()
    ]
    position, quote = rows[1]["target"]["selector"]
    assert TEXT[position["start"] : position["end"]] == quote["exact"] == "1.200 warga"


def test_label_studio_counts_utf16_units(run: Path) -> None:
    told = json.loads((exported(run, "labelstudio") / "labelstudio.json").read_text("utf-8"))
    value = told[0]["predictions"][0]["result"][1]["value"]
    units = TEXT.encode("utf-16-le")
    assert units[2 * value["start"] : 2 * value["end"]].decode("utf-16-le") == value["text"] == "1.200 warga"


@pytest.mark.parametrize(("content", "told"), [("{}\n", "not a record"), ("{\n", "not JSON"), (None, "No such file")])
def test_what_is_no_run_is_named(tmp_path: Path, content: str | None, told: str) -> None:
    if content is not None:
        (tmp_path / "records.jsonl").write_text(content)
    with pytest.raises(UsageError, match=told):
        list(write.written(tmp_path))
