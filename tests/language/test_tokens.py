"""Words of news as a reader sees them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.vocab import Vocab

from pipeline.language.tokenizer import Tokenizer, abbreviations
from pipeline.lexicon import DEFAULT

TOKENS = Tokenizer(Vocab())

CASES = [
    # text, tokens apart by a bar
    ("Senin (29/10/2013).", "Senin|(|29/10/2013|)|."),
    ("Jokowi-JK unggul", "Jokowi|-|JK|unggul"),
    ("peserta JKN-KIS", "peserta|JKN|-|KIS"),
    ("Rp185 miliar, Rp. 5.000, Rp 2,5", "Rp|185|miliar|,|Rp.|5.000|,|Rp|2,5"),
    ("naik 90,79%.", "naik|90,79|%|."),
    ("pukul 13.00-15.30 WIB", "pukul|13.00|-|15.30|WIB"),
    ("selesai.Dia pulang", "selesai|.|Dia|pulang"),
    ('ujarnya."Kami', 'ujarnya|.|"|Kami'),
    ("anak-anak, Undang-Undang, ke-5", "anak-anak|,|Undang-Undang|,|ke-5"),
    ("tahun 2019-2020", "tahun|2019|-|2020"),
    ("Covid-19, G-20, 90-an", "Covid-19|,|G-20|,|90-an"),
    ("se-Jawa Timur", "se|-|Jawa|Timur"),
    ("Universitas Al-Azhar", "Universitas|Al-Azhar"),
    ("perang dagang AS-China", "perang|dagang|AS|-|China"),
    ("BPJS-nya mahal", "BPJS|-|nya|mahal"),
    ("Ma'ruf, Jum’at", "Ma'ruf|,|Jum’at"),
    ("dr. Ani, S.Sos., M.Si", "dr.|Ani|,|S.Sos.|,|M.Si"),
    ("H. M. Nur a.n. Bupati", "H.|M.|Nur|a.n.|Bupati"),
    ("No.24, Jl.Mawar", "No.|24|,|Jl.|Mawar"),
    ("Dinkes/BPBD", "Dinkes|/|BPBD"),
    ("dikutip dariReuters, ujarSiti", "dikutip|dari|Reuters|,|ujar|Siti"),
    ("kepadadetikBali,Jumat, danau, diRT 2, dariNya", "kepada|detikBali|,|Jumat|,|danau|,|diRT|2|,|dariNya"),
    (
        "jelasnyaSiti.Lalu tuturAni-Ana, kata.danUmi, diungkapkanKepala",
        "jelasnya|Siti|.|Lalu|tutur|Ani|-|Ana|,|kata|.|dan|Umi|,|diungkapkan|Kepala",
    ),
    ("MenurutSiti, dariKompas.com, kumparanSAINS, iPhone", "Menurut|Siti|,|dari|Kompas.com|,|kumparanSAINS|,|iPhone"),
    ("JAKARTA,KOMPAS.com-Menteri", "JAKARTA|,|KOMPAS.com|-|Menteri"),
    ("KOMPAS.COM, KONTAN.CO.ID - JAKARTA.", "KOMPAS.COM|,|KONTAN.CO.ID|-|JAKARTA|."),
    ("KOMPAS.com dan detik.com.", "KOMPAS.com|dan|detik.com|."),
    ("lihat https://a.id/b?c=1, ya", "lihat|https://a.id/b?c=1|,|ya"),
    ("surat@contoh.go.id", "surat@contoh.go.id"),
    ("Wah... ya!!!", "Wah|...|ya|!!!"),
    ("", ""),
]


@pytest.mark.parametrize(("text", "tokens"), CASES)
def test_tokens(text: str, tokens: str) -> None:
    assert "|".join(t.text for t in TOKENS(text)) == tokens


@pytest.mark.parametrize("row", DEFAULT.rows("abbreviations"), ids=lambda row: row["abbreviation"])
def test_an_abbreviation_is_one_token_of_its_example(row: dict[str, str]) -> None:
    assert row["abbreviation"] in {t.text for t in TOKENS(row["example"])}


def test_an_abbreviation_without_its_dot_is_not_one() -> None:
    assert "kata" not in abbreviations() and "kata." not in abbreviations()


@given(st.text())
def test_the_doc_is_the_text(text: str) -> None:
    assert TOKENS(text).text == text


@pytest.mark.parametrize(
    "text",
    ["a" * 1_000_000, "a-" * 300_000, "a." * 300_000, "1," * 300_000, "(" * 300_000, "Rp" * 300_000, "http://" * 100_000],
)
def test_a_hostile_text_is_read_in_linear_time(text: str) -> None:
    assert TOKENS(text).text == text
