"""Areas in sentences: what is found, and what is not one. A line is read: these words name these areas, in this order."""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from spacy.tokens import Span

from pipeline.find.regions import find
from pipeline.language import load
from pipeline.lexicon import Lexicon, areas
from pipeline.records import Article, Region
from pipeline.resolve.places import code_of, home_of, link


def linked(text: str, **about: str) -> list[Region]:
    article = Article(text=text, **about)
    return link(find(article, load().make_doc(text)), article)  # by rule alone, whatever the model learns


def codes(text: str) -> str:
    return " ".join(area.code for area in linked(text))


SENTENCES = [
    # an office, a body or a kind tells which
    ("Wali Kota Malang menyapa warga.", "35.73"),
    ("Bupati Malang menyapa warga.", "35.07"),
    ("Pemkot Malang menggelar rapat.", "35.73"),
    ("Pemkab Malang menggelar rapat.", "35.07"),
    ("Polres Malang menangkap dia.", "35.07"),
    ("Polres Malang Kota menangkap dia.", "35.73"),
    ("Polres Lhokseumawe menangkap dia.", "11.73"),
    ("Kejari Kota Metro menahan dia.", "18.72"),
    ("Kepala BPJS Kesehatan KC Malang menjelaskannya.", "35.73"),
    ("DPRD DKI menggelar rapat.", "31"),
    ("Kabupaten Jayapura dan Kota Jayapura dilanda banjir.", "91.03 91.71"),
    ("Kab. Bandung Barat, Kota Cimahi, Kab Sumedang", "32.17 32.77 32.11"),
    ("Kepala Dinas Kesehatan Kabupaten Malang dan Kota Batu hadir.", "35.07 35.79"),
    ("Gubernur Jambi hadir, Wali Kota Jambi juga.", "15 15.71"),
    ("Wali Kota Jakarta Timur hadir.", "31.75"),
    # abbreviations, short forms, spellings, names of before
    ("Warga Jatim, Kalteng, dan Babel mengungsi.", "35 62 19"),
    ("Bupati Kukar bertemu Bupati Lamtim.", "64.02 18.07"),
    ("Warga Jaktim dan warga Solo antre.", "31.75 33.72"),
    ("Ia lahir di Fak-Fak, lalu pindah ke Toli-Toli.", "92.03 72.04"),
    ("Pemkab Pangkajene dan Kepulauan menggelar rapat.", "73.10"),
    ("Warga Ma'rang, Pangkep, antre.", "73.10.08 73.10"),
    ("Banjir di Palangkaraya dan Pematang Siantar.", "62.71 12.72"),
    ("Kabupaten Mamuju Utara dan Kabupaten Toba Samosir", "76.01 12.12"),
    ("Ia pernah tinggal di Irian Jaya dan Ujung Pandang.", "91 73.71"),
    # rows
    ("Bencana melanda Sumatera Utara, Jambi dan Kalimantan Barat.", "12 15 61"),
    ("Warga Kecamatan Klojen, Blimbing, dan Sukun di Kota Malang antre.", "35.73.02 35.73.01 35.73.04 35.73"),
    ("Ende, Sikka, dan Flores Timur kekeringan.", "53.08 53.07 53.06"),
    # below kabupaten and kota: behind a word, or beside the area that they lie in
    ("Ia tinggal di Rawamangun, Jakarta Timur.", "31.75.02.1005 31.75"),
    ("Kelurahan Rawamangun, Pulo Gadung, Jakarta Timur", "31.75.02.1005 31.75.02 31.75"),
    ("Gudang di Soreang, Kabupaten Bandung, terbakar.", "32.04.37 32.04"),
    ("Api membakar rumah di Tuban, Kecamatan Kuta, Kabupaten Badung.", "51.03.01.1001 51.03.01 51.03"),
    ("Banjir melanda Denpasar Barat, Kota Denpasar.", "51.71.03 51.71"),
    ("Rumah di Kabayoran Lama, Jakarta Selatan. Camat Kabayoran Lama meninjau.", "31.74 31.74.05"),
    # a name that a part beside it decides is read so elsewhere, too, unless a word there says other
    ("Pabrik di Kosambi, Tangerang, terbakar. Korban dirawat di RSUD Tangerang.", "36.03.14 36.03"),
    ("Pabrik di Kosambi, Tangerang, terbakar. Wali Kota Tangerang datang.", "36.03.14 36.03 36.71"),
    ("Korban dirawat di RSUD Tangerang.", "36.71"),
    # a name that is also a word, with and without a reason
    ("Warga Batu antre.", "35.79"),
    ("Batu, Jawa Timur, diguyur hujan.", "35.79 35"),
    ("Batu itu besar. Malang nian nasibnya. Serang balik dilakukan.", ""),
    ("Rektor UIN Malang hadir.", "35.73"),
    ("Acara di Puncak, Bogor, ramai.", "32.71"),
    ("Kabupaten Puncak, Papua Tengah", "94.05 94"),
    # the country
    ("Penduduk miskin di Indonesia berkurang.", "ID"),
    ("Bank Indonesia menahan suku bunga.", ""),
    ("Ia belajar bahasa Indonesia.", ""),
    # no area
    ("", ""),
    ("Kota yang aman adalah harapan negara. Kesehatan itu penting. Yang lain menyusul.", ""),
    ("Foto Bareng Jokowi jadi rebutan. Bareng warga, ia menanam pohon.", ""),
    ("Bima Arya hadir bersama Agam Syahputra.", ""),
    ("Jalan Surabaya macet. Danau Toba ramai. Selat Bali bergelombang.", ""),
    ("Ia terbang ke Johor, Malaysia, lalu ke Timor Leste dan Papua Nugini.", ""),
    ("Program itu milik Koperasi Desa/Kelurahan Merah Putih.", ""),
    ("Jabodetabek macet. Pulau Jawa padat.", ""),
    ("Desa Sukamaju dilanda banjir.", ""),  # 90 villages have this name, and nothing tells which
    ("Ia bicara di Jakarta International Expo.", ""),
    # no small letters, no capital letters
    ("WALI KOTA MALANG MENYAPA WARGA JAWA TIMUR", "35.73 35"),
    ("wali kota malang menyapa warga jawa timur yang malang di surabaya", "35.73 35 35.78"),
]


@pytest.mark.parametrize(("text", "expected"), SENTENCES)
def test_sentences(text: str, expected: str) -> None:
    assert codes(text) == expected


def test_names_from_news(shared: Path) -> None:
    cases = [json.loads(line) for line in (shared / "cases" / "regions.jsonl").read_text("utf-8").splitlines()]
    assert {c["mention"]: codes(c["mention"]) for c in cases} == {c["mention"]: c["code"] for c in cases}
    within = {c["mention"]: codes(f"Hal itu terjadi di {c['mention']} kemarin.") for c in cases}
    assert within == {c["mention"]: c["code"] for c in cases}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Wali Kota Serang hadir. Warga Serang senang.", "36.73"),
        ("Bupati Serang hadir. Warga Serang senang.", "36.04"),
        ("Kebakaran di Gunung Sindur, Bogor.", "32.01.11 32.01"),
        ("Hotel itu di Tuban, Kecamatan Kuta, Kabupaten Badung. Pantai dekat Tuban ramai.", "51.03.01.1001 51.03.01 51.03"),
    ],
)
def test_what_is_told_once_holds_for_the_article(text: str, expected: str) -> None:
    assert codes(text) == expected


def test_an_entry_tells_code_name_of_then_and_all_mentions() -> None:
    (area,) = linked("Kabupaten Toba Samosir berbenah. Bupati Toba Samosir hadir.", published="2015-04-01")
    assert area.model_dump(exclude={"evidence", "confidence", "mentions"}) == {
        "id": "r1", "quote": "Kabupaten Toba Samosir", "code": "12.12", "name": "Kabupaten Toba",
        "name_then": "Kabupaten Toba Samosir", "level": "regency", "parents": ("12", "ID"), "bps": "1206", "iso": None,
        "candidates": (),
    }  # fmt: skip
    assert [(m.start, m.end, m.text) for m in area.mentions] == [(0, 22, "Kabupaten Toba Samosir"), (40, 52, "Toba Samosir")]


def test_what_the_article_does_not_decide_keeps_its_candidates() -> None:
    (area,) = linked("Hujan lebat turun di Cirebon.")
    assert area.code == "32.74"
    assert [(c.code, c.share) for c in area.candidates] == [
        ("32.74", area.confidence),
        ("32.09", round(1 - area.confidence, 3)),
    ]


def test_the_outlets_home_decides_last() -> None:
    assert home_of("Radar Bogor", None) == {"32.01", "32.71"}
    assert home_of("Kompas", "https://www.kompas.com/") == frozenset()


def test_code_of_the_words_of_an_office() -> None:
    text = "Kepala Dinas Kesehatan Kota Malang, Jawa Timur, hadir."
    assert code_of(0, 34, linked(text)) == "35.73"
    assert code_of(0, 22, linked(text)) is None


@pytest.mark.parametrize(
    "text", ["Kota " * 3000, "Kota-" * 3000, "Ma'rang'''" * 2000, " " * 50_000, "Desa Xy, " * 2000, "\n" * 9999]
)
def test_strange_texts_do_no_harm(text: str) -> None:
    linked(text)


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.sampled_from(["Kota", "Malang", "Desa", "di", ",", " ", "Jawa", "Timur", "Batu", "(", "-", "\n", "Polres"]),
        max_size=30,
    )
)
def test_mentions_are_where_they_say_and_never_overlap(parts: list[str]) -> None:
    text = " ".join(parts)
    mentions = sorted((m.start, m.end, m.text) for area in linked(text) for m in area.mentions)
    assert all(text[start:end] == words for start, end, words in mentions)
    assert all(a[1] <= b[0] for a, b in itertools.pairwise(mentions))


@settings(max_examples=60, deadline=None)
@given(st.sampled_from([code for code in areas.below("35") if len(code) == 5]))
def test_every_full_name_is_its_own_area(code: str) -> None:
    assert codes(f"Warga {areas.full_name(code)} antre.") == code


def test_a_users_own_aliases(tmp_path: Path) -> None:
    (tmp_path / "aliases.csv").write_text("alias,code,kind,example,source\nNgalam,35.73,nickname,arek Ngalam,mine\n", "utf-8")
    article = Article(text="Warga Ngalam antre.")
    lexicon = Lexicon(tmp_path)
    found = link(find(article, load().make_doc(article.text), lexicon=lexicon), article, lexicon=lexicon)
    assert [area.code for area in found] == ["35.73"]


def test_the_model_tells_people_and_places() -> None:
    text = "Serang diguyur hujan. Surabaya Putra hadir."
    doc = load().make_doc(text)
    doc.ents = [Span(doc, 0, 1, "LOC"), Span(doc, 4, 6, "PER")]
    article = Article(text=text)
    assert [area.code for area in link(find(article, doc), article)] == ["36.73"]
