"""Where sentences begin."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.vocab import Vocab

from pipeline.language.sentences import Sentences
from pipeline.language.tokenizer import Tokenizer

TOKENS, SENTENCES = Tokenizer(Vocab()), Sentences()

CASES = [
    # text with a bar where a sentence begins
    "Harga naik.| Warga mengeluh.",
    "Ia dirawat dr. Ratna di Jl. Mawar No. 5.| Kondisinya stabil.",
    "Kata H. M. Nur, a.n. Bupati, acara batal.| Tamu pulang.",
    "Beras, gula, dll. dibagikan.| Habis.",
    "Hadir Budi dkk.| Mereka pulang.",
    "Ani, S.Sos., M.Si. hadir.",
    '"Kami siap.| Besok mulai," ujar Budi.',
    '"Siap?" tanya Budi.| Ia diam.',
    '"Kami siap."| Budi pulang.',
    "Ia datang (bersama Tono. Juga Tini.) kemarin.| Lalu pulang.",
    "Jumlahnya 7. 000 orang.| Banyak.",
    "1. Daftar di kantor.| 2. Bayar iuran.",
    "Judul berita\n\n|Isi berita.",
    "Benarkah?! |Ya.",
    "Kec. Silo, Kab. Jember.",
    "Wah... begitu.",
    "Tunggu… |Kata dia tidak.",
    "selesai.|Dia pulang.",
    "PT Maju Tbk. untung besar.",
]


@pytest.mark.parametrize("marked", CASES)
def test_sentences(marked: str) -> None:
    doc = SENTENCES(TOKENS(marked.replace("|", "")))
    places = [sentence.start_char for sentence in doc.sents]
    text = doc.text
    assert [s.text.strip() for s in doc.sents] == [p.strip() for p in marked.split("|")], (places, text)


@given(st.text())
def test_every_token_is_in_one_sentence(text: str) -> None:
    doc = SENTENCES(TOKENS(text))
    assert sum(len(s) for s in doc.sents) == len(doc)
