"""Who holds which office: sentences with the positions they hold, and input that means harm."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline import extract_text
from pipeline.find import officials, statements
from pipeline.find.evidence import Evidence
from pipeline.find.names import after_degrees, after_leads
from pipeline.find.positions import head_at, phrases
from pipeline.find.words import words
from pipeline.language import load
from pipeline.lexicon import DEFAULT
from pipeline.records import Article, Record
from pipeline.resolve import people

TABLE = Path(__file__).parent / "officials.txt"


def cases() -> Iterator[tuple[str, list[str]]]:
    """Sentences, each with its lines."""
    for part in TABLE.read_text("utf-8").split("\n\n")[1:]:
        sentence, *lines = part.strip().split("\n")
        yield sentence, [line.removeprefix("> ") for line in lines]


def read(text: str) -> people.People:
    article = Article(text=text)
    doc = load()(text)
    return people.resolve(officials.find(article, doc), statements.find(article, doc), article, [])


@pytest.mark.parametrize(("sentence", "lines"), list(cases()), ids=[s[:40] for s, _ in cases()])
def test_positions(sentence: str, lines: list[str]) -> None:
    got = read(sentence)
    told = [f"{o.name} | {p.phrase} | {p.title} | {p.status}" for o in got.officials for p in o.positions]
    persons = [f"people: {p.name}" for p in got.people]
    assert (told + (persons if any(line.startswith("people") for line in lines) else []) or ["none"]) == lines


def officials_of(text: str, **more: str) -> dict[str, list[tuple[str, str | None, str]]]:
    record: Record = extract_text(text, **more)
    return {o.name: [(p.phrase, p.region, p.status) for p in o.positions] for o in record.officials}


PARTS = [
    *"(),.\"/-“” \n", "Bupati", "Jember", "Siti", "dan", "H.", "S.Sos", "Plt.", "ujar", "mengatakan", "Dr", "eks", "Ketua",
    "selaku", "yang juga", "alias", "Ahok", "Kepala Dinas",
]  # fmt: skip
BODY = "\n\nHal itu disampaikan dalam rapat di pendopo. Rapat itu dihadiri banyak warga yang datang sejak pagi hari."


def test_office_in_the_headline_and_name_in_the_body() -> None:
    text = (
        "Bupati Anggraeni Minta Warga Waspada\n\nBupati Jember Siti Anggraeni meminta warga waspada.\n\n"
        '"Hati-hati," kata Anggraeni.'
    )
    assert officials_of(text + BODY) == {"Siti Anggraeni": [("Bupati Jember", "35.09", "current")]}


def test_area_of_an_office_that_names_none() -> None:
    text = "Dinas Kesehatan Kabupaten Banyuwangi menutup posko. Plt Kepala Dinas Kesehatan Amir Hidayat menyebut wabah mereda."
    assert officials_of(text + BODY)["Amir Hidayat"] == [("Plt Kepala Dinas Kesehatan", "35.10", "acting")]


def test_an_office_told_in_another_sentence() -> None:
    text = "Ketua Umum PBSI, Wiranto Hadi, membuka turnamen. Panglima Kostrad tersebut tiba pukul sembilan."
    assert [p for p, _, _ in officials_of(text + BODY)["Wiranto Hadi"]] == ["Ketua Umum PBSI", "Panglima Kostrad"]


def test_a_head_of_one_area_was_head_of_another_before() -> None:
    text = (
        "Gubernur DKI Jakarta Basuki Hartawan menandatangani kerja sama. Basuki teringat alasannya masuk politik. "
        "Untuk itu, ia memutuskan menjadi Bupati Belitung Timur."
    )
    assert officials_of(text + BODY)["Basuki Hartawan"] == [
        ("Gubernur DKI Jakarta", "31", "current"),
        ("Bupati Belitung Timur", "19.06", "former"),
    ]


def test_term_that_has_ended() -> None:
    text = "Penyidik memeriksa Direktur Utama PT Lancar Abadi periode 2010-2015 Rahman Hakim di Pekanbaru."
    assert officials_of(text + BODY, published="2022-05-01")["Rahman Hakim"][0][2] == "former"


def test_other_names_are_one_person() -> None:
    text = "Menteri Sosial Saiful Yusron (Gus Ipung) datang. Gus Ipung mengatakan bantuan cair besok." + BODY
    (official,) = extract_text(text).officials
    assert (official.name, official.aliases) == ("Saiful Yusron", ("Gus Ipung",))


def test_two_of_one_surname_are_kept_apart() -> None:
    text = "Bupati Sleman Agus Prasetyo dan Camat Depok Dwi Prasetyo hadir. Agus mengatakan acara itu penting." + BODY
    assert list(officials_of(text)) == ["Agus Prasetyo", "Dwi Prasetyo"]


@pytest.mark.parametrize("row", DEFAULT.rows("positions"), ids=lambda r: r["words"])
def test_each_position_is_read_from_its_example(row: dict[str, str]) -> None:
    ws = words(row["example"])
    heads = [got for n in range(len(ws)) if (got := head_at(ws, n))]
    assert row["title"] in {head.title for _, head in heads}, row


@pytest.mark.parametrize("row", DEFAULT.rows("honorifics"), ids=lambda r: r["words"])
def test_each_honorific_is_left_out_of_its_example(row: dict[str, str]) -> None:
    ws = words(row["example"])
    assert after_leads(ws, 0) >= len(words(row["words"]))


@pytest.mark.parametrize("row", DEFAULT.rows("degrees"), ids=lambda r: r["words"])
def test_each_degree_is_left_out_of_its_example(row: dict[str, str]) -> None:
    ws = words(row["example"])
    assert after_degrees(ws, 2) > 2


@pytest.mark.parametrize(
    "table",
    ["positions", "acting", "honorifics", "degrees", "ranks", "links", "cues", "office_words", "not_names", "fields", "titles",
     "institution_heads", "name_prefixes", "plural", "bare", "local_words", "jurisdictions"],
)  # fmt: skip
def test_each_row_has_an_example_and_a_source(table: str) -> None:
    rows = DEFAULT.rows(table)
    assert rows
    assert [r for r in rows if not (r["words" if "words" in r else "title"] and r["example"] and r["source"])] == []
    keys = [tuple(v for k, v in r.items() if k not in {"example", "source"}) for r in rows]
    assert len(keys) == len(set(keys))


@pytest.mark.parametrize(
    "text",
    [
        "Budi Santoso, " * 3000,
        "Kepala Dinas " * 3000,
        "KEPALA DINAS KESEHATAN KOTA MALANG RATNA KUSUMAWATI MENGATAKAN HAL ITU. " * 50,
        "Bupati " + "H. " * 3000,
        '"' * 3000,
        "Gubernur (" * 2000,
        "dan Ketua, " * 3000,
    ],
    ids=lambda t: t[:20],
)
def test_long_lists_do_no_harm(text: str) -> None:
    got = read(text)
    assert all(m.text for o in got.officials for m in o.mentions)


def test_capitals() -> None:
    got = read("BUPATI JEMBER SITI ANGGRAENI MEMINTA WARGA WASPADA.")
    assert [p.phrase for o in got.officials for p in o.positions] in ([], ["BUPATI JEMBER"])


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(PARTS), max_size=40))
def test_any_order_of_words_gives_right_offsets(parts: list[str]) -> None:
    text = " ".join(parts)
    ws = words(text)
    assert all(text[w.start : w.end] == w.text for w in ws)
    for phrase in phrases(ws, Evidence.of(ws, [])):
        assert 0 <= phrase.start <= phrase.head < phrase.body <= phrase.end <= len(ws)
    got = read(text)
    for entry in (*got.officials, *got.people, *got.statements):
        assert all(text[m.start : m.end] == m.text for m in entry.mentions)
