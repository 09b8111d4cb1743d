"""The parts without a page: log, state, marks, settlement, agreement, export, queue, forms."""

from __future__ import annotations

import sqlite3
from pathlib import Path
from typing import Any

import orjson
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from pipeline.entries import Count
from pipeline.errors import UsageError
from pipeline.records import Record
from pipeline.review import edits, export, marks, review
from pipeline.review.agree import agreement, alpha, kappa
from pipeline.review.cards import sentence
from pipeline.review.decide import Stale, decide
from pipeline.review.log import Log, standing
from pipeline.review.queue import Queue, neighbour, rows, total
from pipeline.review.run import Run
from pipeline.review.settle import conflicts, settle
from pipeline.review.state import fold
from pipeline.review.words import Words
from tests.review import invented

JEMBER: dict[str, Any] = orjson.loads(invented.jsonl.line(invented.jember()))


def act(run: Run, who: str, doing: str, entry: str = "", record: str = "jember-1", **more: str) -> None:
    """A decision."""
    key = f"{who}{doing}{entry}{len(run.log.of_record(record))}"
    decide(run, who, {"id": record, "act": doing, "entry": entry, "key": key, **more})


# --- the log


def test_events_are_never_changed_or_removed(tmp_path: Path) -> None:
    Log(tmp_path / "log.sqlite").append("ana", "a", "accept", "c1")
    with sqlite3.connect(tmp_path / "log.sqlite") as db:
        for statement in ("UPDATE events SET reviewer = 'budi'", "DELETE FROM events"):
            with pytest.raises(sqlite3.IntegrityError, match="never"):
                db.execute(statement)


@settings(max_examples=60, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.lists(st.sampled_from(["do", "undo", "redo"]), max_size=25))
def test_undo_and_redo_walk_one_line(steps: list[str]) -> None:
    log, done, undone = Log(":memory:"), list[int](), list[int]()
    for step in steps:
        if step == "do":
            done.append(log.append("ana", "a", "accept", "c1").n)
            undone.clear()
        elif step == "undo":
            last = log.last_of("ana")
            assert (last.n if last else None) == (done[-1] if done else None)
            if last:
                log.append("ana", "a", "undo", undoes=last.n)
                undone.append(done.pop())
        else:
            last = log.last_undone("ana")
            assert (last.undoes if last else None) == (undone[-1] if undone else None)
            if last:
                log.append("ana", "a", "undo", undoes=last.n)
                done.append(undone.pop())
        assert [e.n for e in standing(log.of_record("a"))] == sorted(done)


# --- the state


def test_a_reviewer_sees_only_own_decisions(run: Run) -> None:
    act(run, "ana", "reject", "c1")
    events = run.log.of_record("jember-1")
    assert [fold(JEMBER, events, who).items["c1"].state for who in ("ana", "budi")] == ["rejected", "open"]


def test_records_on_the_disk_stay_as_they_were(run: Run, folder: Path) -> None:
    before = (folder / "records.jsonl").read_bytes()
    act(run, "ana", "reject", "c1")
    act(run, "ana", "rest")
    assert (folder / "records.jsonl").read_bytes() == before


def test_an_older_page_cannot_decide_over_a_newer_state(run: Run) -> None:
    act(run, "ana", "accept", "c1", seen="0")
    with pytest.raises(Stale):
        act(run, "ana", "reject", "c1", seen="0")


def test_merging_brings_the_mentions_together(run: Run) -> None:
    act(run, "ana", "merge", "c3", into="c1")
    review = fold(JEMBER, run.log.of_record("jember-1"), "ana")
    assert [m["text"] for m in review.items["c1"].entry["mentions"]] == ["4,7 juta jiwa", "sekitar 270 ribu peserta"]


def test_decisions_do_not_count_for_other_words_of_a_new_extraction(run: Run) -> None:
    act(run, "ana", "reject", "c1")
    act(run, "ana", "accept", "c3")
    moved = {**JEMBER, "counts": [{**JEMBER["counts"][1], "id": "c1"}, JEMBER["counts"][2]]}
    review = fold(moved, run.log.of_record("jember-1"), "ana")
    assert (review.items["c1"].state, review.items["c3"].state) == ("open", "accepted")


# --- words in the page


@pytest.mark.parametrize("record", [invented.jember(), invented.emoji(), invented.hostile()], ids=lambda r: r.id[:7])
def test_the_marked_article_keeps_every_character_in_its_place(record: Record) -> None:
    from lxml import html

    told = orjson.loads(invented.jsonl.line(record))
    page = html.fragment_fromstring(marks.article(record.article.text, marks.spans(fold(told, []))), create_parent="div")
    for part in page:
        start, shown = int(part.get("data-start", "")), part.text_content()
        for here, there in zip(shown, record.article.text[start:], strict=False):
            assert here == there or marks.STEERING.match(there), (here, there)
    for entry in record.entries():
        for mention in entry.mentions:
            found = [m for m in page.iter("mark") if entry.id in m.get("data-ids", "").split()]
            assert mention.text.startswith(found[0].text_content()) or any(m.text_content() in mention.text for m in found)


@given(st.text(max_size=300), st.lists(st.tuples(st.integers(0, 300), st.integers(0, 300)), max_size=8))
def test_any_text_with_any_spans_is_escaped(text: str, ends: list[tuple[int, int]]) -> None:
    spans = [marks.Span(min(e), max(e), "c1", "counts", "open") for e in ends if max(e) <= len(text) and min(e) < max(e)]
    made = marks.article(text, sorted(spans, key=lambda s: (s.start, -s.end)))
    for allowed in ("<p data-start=", "</p>", "<mark class=", "</mark>", "<span class=", "</span>"):
        made = made.replace(allowed, "")
    assert "<" not in made


@pytest.mark.parametrize(
    ("rule", "message", "language", "said"),
    [
        ("sum", "9 + 1 + 1 = 11 = 11 (11 orang)", "id", "9 + 1 + 1 = 11; artikel menyebut 11"),
        ("change", "12.500 − 11.000 = 1.500 ≠ 2.000 (2 ribu)", "en", "12,500 − 11,000 = 11; the article says 11"),
        ("population", "…", "en", "a base of 11; the official population is 11"),
        ("as_of", "x is as of 2019", "en", "x is as of 2019"),
    ],
)
def test_arithmetic_is_told_as_a_sentence(rule: str, message: str, language: str, said: str) -> None:
    check = {"rule": rule, "entries": [], "stated": 11, "computed": 11.0, "message": message}
    assert sentence(check, fold(JEMBER, []), Words(language)) == said


# --- several reviewers


def test_agreement_stands_and_only_conflicts_are_left(run: Run) -> None:
    for who, key in (("ana", "reject"), ("budi", "accept")):
        act(run, who, key, "c1")
        act(run, who, "reject", "d1")
        act(run, who, "rest")
        act(run, who, "done")
    events = run.log.of_record("jember-1")
    assert [unit.id for unit in conflicts(JEMBER, events)] == ["c1"]
    finals = {f.entry["id"]: f.state for f in settle(JEMBER, events).finals}
    assert (finals["c1"], finals["d1"], finals["p1"]) == ("disputed", "rejected", "accepted")


def test_the_same_addition_of_two_is_one(run: Run) -> None:
    text = JEMBER["article"]["text"]
    start = text.index("tahun lalu")
    for who, shift in (("ana", 0), ("budi", 6)):
        act(run, who, "add", what="dates", start=str(start + shift), end=str(start + 10), value="2018")
        act(run, who, "rest")
        act(run, who, "done")
    assert conflicts(JEMBER, run.log.of_record("jember-1")) == []


def test_krippendorffs_own_example() -> None:
    """Krippendorff 2011, nominal data, four observers, missing values: 0.743."""
    observers = ["123321412***", "1233224125*3", "*3332342251*", "12332441251*"]
    units = [{str(n): o[k] for n, o in enumerate(observers) if o[k] != "*"} for k in range(12)]
    assert round(alpha(units) or 0, 3) == 0.743


def test_cohens_kappa_of_a_textbook_table() -> None:
    """Of 50 cases, 20 both yes, 15 both no, 5 and 10 apart: kappa 0.4."""
    told = [("y", "y")] * 20 + [("y", "n")] * 5 + [("n", "y")] * 10 + [("n", "n")] * 15
    assert round(kappa(told) or 0, 6) == 0.4


def test_agreement_by_field(run: Run) -> None:
    for who, value in (("ana", "4,7 juta"), ("budi", "4,8 juta")):
        act(run, who, "edit", "c1", value=value, unit="jiwa", role="participant", region="35.09", programme="JKN")
        act(run, who, "rest")
        act(run, who, "done")
    run.refresh()
    told = {(row.kind, row.field): row for row in agreement(run).rows}
    assert told["counts", "value"].same == 2 / 3 and told["counts", "role"].same == 1 and told["counts", ""].same == 1
    assert agreement(run).spans["counts"] == 1


# --- export


def test_reviewed_records_are_valid_and_say_who_decided(run: Run, folder: Path, tmp_path: Path) -> None:
    act(run, "ana", "reject", "c2")
    act(run, "ana", "merge", "c3", into="c1")
    act(run, "ana", "block", block="4")
    act(run, "ana", "rest")
    act(run, "ana", "done")
    export.write(folder, tmp_path / "out")
    record = Record.model_validate_json((tmp_path / "out" / "reviewed.jsonl").read_bytes())
    assert [c.id for c in record.counts] == ["c1"] and len(record.counts[0].mentions) == 2
    assert record.counts[0].evidence["review"].rule == "accepted by ana"
    assert record.percentages[0].denominator_id is None and record.checks == ()
    gold = orjson.loads((tmp_path / "out" / "gold.jsonl").read_bytes())
    assert gold["boilerplate_lines"] == [6, 7] and "evidence" not in gold["counts"][0]
    origins = orjson.loads((tmp_path / "out" / "provenance.jsonl").read_bytes())
    assert origins["closed_by"] == ["ana"] and {e["id"]: e["state"] for e in origins["entries"]}["c2"] == "rejected"


def test_a_record_in_conflict_is_no_gold(run: Run, folder: Path, tmp_path: Path) -> None:
    for who, key in (("ana", "reject"), ("budi", "accept")):
        act(run, who, key, "c1")
        act(run, who, "rest")
        act(run, who, "done")
    assert export.write(folder, tmp_path / "out") == export.Written(records=1, gold=0, disputed=1)


# --- the queue


@pytest.mark.parametrize(
    ("asked", "ids"),
    [
        (Queue(state="all", order="file", q="vaksinasi"), ["emoji-1"]),
        (Queue(state="all", order="file", q="vaks kupang"), ["emoji-1"]),
        (Queue(state="all", q="jember-1"), ["jember-1"]),
        (Queue(state="all", q='"; onmouseover OR x*)--'), []),
        (Queue(state="all", region="35"), ["s00000", "jember-1", "s00005"]),
        (Queue(state="all", region="35.09"), ["jember-1"]),
        (Queue(state="all", programme="Vaksinasi COVID-19"), ["emoji-1"]),
        (Queue(state="all", verdict="contradicts"), ["jember-1"]),
        (Queue(state="all", since="2021-07", until="2021"), ["emoji-1"]),
        (Queue(state="all", outlet="Lontar Timur"), ["emoji-1"]),
        (Queue(state="all", kind="percentages:2"), ["jember-1"]),
        (Queue(state="done"), []),
    ],
)
def test_filters(run: Run, asked: Queue, ids: list[str]) -> None:
    run.refresh()
    assert [row.id for row in rows(run, asked, "ana")] == ids
    assert total(run, asked, "ana") == len(ids)


@pytest.mark.parametrize("order", ["confidence", "checks", "disagreement", "newest", "oldest", "file"])
def test_going_on_visits_every_record_once_and_back_again(run: Run, order: str) -> None:
    asked = Queue(state="all", order=order)
    ids = [row.id for row in rows(run, asked, "ana")]
    walked: list[str] = ids[:1]
    while found := neighbour(run, asked, "ana", walked[-1]):
        walked.append(found)
    assert walked == ids
    assert neighbour(run, asked, "ana", ids[-1], back=True) == ids[-2]


def test_a_run_without_records_is_told(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"records\.jsonl"):
        Run(tmp_path)


def test_the_index_is_made_anew_for_another_file(folder: Path) -> None:
    Run(folder, wait=True).close()
    invented.write(folder, [invented.emoji()])
    opened = Run(folder, wait=True)
    assert len(opened) == 1
    opened.close()


def test_lines_that_are_no_record_are_counted(folder: Path) -> None:
    with (folder / "records.jsonl").open("ab") as lines:
        lines.write(b'not json\n{"id": 5}\n{"id": "x", "article": {}, "counts": [{}]}\n')
    opened = Run(folder, wait=True)
    assert (len(opened), opened.skipped) == (12, 3)
    opened.close()


@pytest.mark.parametrize(
    ("options", "said"),
    [
        ({"host": "192.0.2.7"}, "needs a password"),
        ({"host": "0.0.0.0", "password": "x"}, "the name people will type"),
        ({"host": "no.such.host.invalid", "password": "x"}, "port"),
    ],
)
def test_an_open_door_is_refused(folder: Path, options: dict[str, str], said: str) -> None:
    with pytest.raises(UsageError, match=said):
        review(folder, port=0, **options)  # type: ignore[arg-type]


# --- forms


@pytest.mark.parametrize(
    ("typed", "value"),
    [("4.700.000", 4700000), ("4700000", 4700000), ("4,7 juta", 4700000), ("270 ribu", 270000), ("42,73", 42.73),
     ("42.73", 42.73), ("1.250", 1250), ("-3", -3), ("40 %", 40), ("", None)],
)  # fmt: skip
def test_numbers_as_typed(typed: str, value: float | None) -> None:
    assert edits.number(typed, "value") == value


@pytest.mark.parametrize("typed", ["banyak", "1,2,3", "1e999", "NaN", "9" * 400, "0x10", "--1", "1.2.3.4.5"])
def test_no_numbers(typed: str) -> None:
    with pytest.raises(edits.Refused):
        edits.number(typed, "value")


@settings(deadline=None)  # the first call loads the words
@given(st.text(max_size=40))
def test_any_typed_number_is_taken_or_refused(typed: str) -> None:
    try:
        value = edits.number(typed, "value")
    except edits.Refused:
        return
    assert value is None or isinstance(value, int | float)


def test_an_added_entry_is_one_of_the_records_own(run: Run) -> None:
    text = JEMBER["article"]["text"]
    start = text.index("270 ribu")
    act(
        run,
        "ana",
        "add",
        what="counts",
        start=str(start),
        end=str(start + 16),
        value="270 ribu",
        unit="Peserta",
        role="participant",
    )
    after = run.log.of_record("jember-1")[-1].after
    assert after and Count.model_validate(after["entry"]).mentions[0].text == "270 ribu peserta"
