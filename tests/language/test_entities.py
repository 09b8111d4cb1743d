"""People, institutions and places in sentences written for the project, and what a normal spaCy pipeline must do."""

from __future__ import annotations

import csv
import random
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import spacy
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy import displacy
from spacy.language import Language
from spacy.tokens import DocBin

from pipeline.language import crf, load
from pipeline.language.casing import recased

TRAINING = Path(__file__).resolve().parents[2] / "training"
sys.path.insert(0, str(TRAINING))
import templates  # noqa: E402

CASES = [
    # sentence with its entities marked
    "Kepala [ORG Dinas Kesehatan Kota Bima], dr. [PER Sitti Hadjah], hadir.",
    '"Kami siap," kata [PER Sunardi] di [LOC Semarang], Rabu (1/4/2020).',
    "Bupati [LOC Jember] [PER Hendrawan Sasmito] membuka acara itu.",
    "Kepala [ORG BPJS Kesehatan Cabang Ambon] [PER Rumondang Purba] menyebut angka itu.",
    "Ketua [ORG DPRD Kota Sorong] [PER Yohanis Wambrauw] tidak hadir.",
    "Plt Kadis Kesehatan [LOC Sulut] [PER Steven Rumondor] hadir.",
    "[ORG Pemkot Blitar] menanggung iuran warga.",
    "[ORG Kemendagri] dan [ORG Kemenkes] menandatangani kesepakatan.",
    "Kapolres [LOC Sikka] AKBP [PER Ruliyanto Lebang] memeriksa saksi.",
    "Warga [LOC Kecamatan Silo], [LOC Kabupaten Jember], mengungsi.",
    "Undang-Undang Nomor 24 Tahun 2011 mengatur hal itu.",
    "Pada Agustus 2019 jumlahnya bertambah.",
    "Ia mengaku bahagia.",
    "BUPATI [LOC JEMBER] MENEMUI WARGA DI [LOC SURABAYA]",
]


def marked(sentence: str) -> tuple[str, list[tuple[int, int, str]]]:
    return templates.filled(sentence, {}, random.Random(0))


def found(text: str) -> list[tuple[int, int, str]]:
    return [(ent.start_char, ent.end_char, ent.label_) for ent in load()(text).ents]


@pytest.mark.parametrize("sentence", CASES)
def test_entities(sentence: str) -> None:
    text, entities = marked(sentence)
    assert [(text[a:b], label) for a, b, label in found(text)] == [(text[a:b], label) for a, b, label in entities]


@pytest.mark.parametrize(("file", "floor"), [("sentences.csv", 0.80), ("written.csv", 0.80)])
def test_own_sentences_keep_their_floor(file: str, floor: float) -> None:
    """Strict span F1 on the project's own sentences that are not trained on."""
    with (TRAINING / file).open(encoding="utf-8", newline="") as lines:
        rows = [marked(row["sentence"]) for row in csv.DictReader(lines) if row["use"] == "floor"]
    mine = {(n, *e) for n, (text, _) in enumerate(rows) for e in found(text)}
    gold = {(n, *e) for n, (_, entities) in enumerate(rows) for e in entities}
    assert len(rows) >= 50
    assert 2 * len(mine & gold) / (len(mine) + len(gold)) >= floor


def test_there_are_enough_patterns_sentences_and_institutions() -> None:
    def count(name: Path) -> int:
        with name.open(encoding="utf-8", newline="") as lines:
            return len({next(iter(row.values())) for row in csv.DictReader(lines)})

    lexicon = TRAINING.parent / "pipeline" / "lexicon"
    assert count(TRAINING / "patterns.csv") >= 150
    assert count(TRAINING / "sentences.csv") >= 150
    assert count(lexicon / "institutions.csv") >= 500


def test_each_entity_has_a_score() -> None:
    scores = [ent._.score for ent in load()("Menteri Kesehatan Budi Santoso bertemu Rini di Jakarta.").ents]
    assert scores and all(0 < score < 1 for score in scores)


def test_a_surname_is_the_person() -> None:
    doc = load()("Gubernur Aceh Irwandi Mardhatillah hadir. Itu benar, kata Mardhatillah.")
    assert [e.text for e in doc.ents if e.label_ == "PER"] == ["Irwandi Mardhatillah", "Mardhatillah"]


def test_it_is_a_normal_pipeline(tmp_path: Path) -> None:
    text = "Bupati Jember Hendrawan Sasmito hadir.\n\nIa pulang ke Surabaya."
    nlp = load()
    nlp.to_disk(tmp_path)
    again = spacy.load(tmp_path)
    docs = [nlp(text), again(text), *nlp.pipe([text])]
    assert len({str([(e.text, e.label_, e._.score) for e in doc.ents]) for doc in docs}) == 1
    kept = DocBin(store_user_data=True, docs=docs).to_bytes()
    first = next(iter(DocBin().from_bytes(kept).get_docs(nlp.vocab)))
    assert [(e.text, e._.score) for e in first.ents] == [(e.text, e._.score) for e in docs[0].ents]
    assert "Hendrawan" in displacy.render(docs[0], style="ent", page=False, jupyter=False)
    assert {"saripati_sentences", "saripati_ner"} <= set(Language.factories)


def test_threads_share_the_store_of_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crf, "KEPT", 50)
    pairs = [(a, b) for a in ("Jember", "Sikka", "Ngawi") for b in ("Sunardi", "Rumondang", "Wayan")]
    texts = [f"Bupati {a} {b} menemui {b} di {a}." for a, b in pairs]
    texts = [f"{t} {t.replace('menemui', f'memanggil{n}')}" for n, t in enumerate(texts * 8)]
    nlp = load()

    def read(text: str) -> list[tuple[str, str]]:
        return [(e.text, e.label_) for e in nlp.get_pipe("saripati_ner")(nlp.make_doc(text)).ents]

    alone = [read(t) for t in texts]
    with ThreadPoolExecutor(4) as threads:
        assert list(threads.map(read, texts)) == alone


@pytest.mark.parametrize(
    "text",
    [
        "",
        " ",
        "\n\n",
        "a" * 1_000_000,
        "Aa " * 100_000,
        "A. " * 50_000,
        "😀 🇮🇩 👨‍👩‍👧",
        "قال الوزير في جاكرتا",
        "\u200b",
        "(",
        "Budi\x00Tono",
        "¶ ¶",
    ],
)
def test_bad_input_does_no_harm(text: str) -> None:
    assert load()(text).text == text


@settings(max_examples=60, deadline=None)
@given(st.text(alphabet=st.characters(codec="utf-8"), max_size=200))
def test_any_text_has_entities_in_order_and_apart(text: str) -> None:
    doc = load()(text)
    assert all(a.end <= b.start for a, b in zip(doc.ents, doc.ents[1:]))


@pytest.mark.parametrize(
    ("words", "usual"),
    [
        ("BUPATI JEMBER MENEMUI WARGA DI SURABAYA", "Bupati Jember menemui warga di Surabaya"),
        ("kata budi santoso di bandung", "kata Budi Santoso di Bandung"),
        ("KPK PERIKSA SAKSI LAGI", "KPK PERIKSA saksi lagi"),
        ("Kata Budi di Bandung", "Kata Budi di Bandung"),
        ("ini tidak ada nama", "ini tidak ada nama"),
    ],
)
def test_casing(words: str, usual: str) -> None:
    assert " ".join(recased(words.split())).lower() == usual.lower()
    assert " ".join(recased(words.split())).split()[-1] == usual.split()[-1]
