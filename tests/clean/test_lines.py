"""Text dumps: which lines are the article's, which is the title."""

from __future__ import annotations

import pytest

from pipeline.clean import clean
from pipeline.clean.lines import rejoined
from pipeline.errors import NoArticle
from pipeline.records import Article, Page

LEAD = (
    "KOTA PANTURA, Pantura.com - Pemerintah Kota Pantura mendaftarkan 12.400 warga ke program jaminan kesehatan mulai "
    "bulan depan, kata Wali Kota Sari Wening."
)
BODY = (
    '"Kami siapkan anggarannya sejak tahun lalu dan warga tidak perlu membayar," ujar Sari kepada wartawan di Balai Kota.',
    "Menurut dia, sebanyak 80 persen warga sudah memiliki kartu peserta, sisanya akan didata oleh kelurahan masing-masing.",
)
DUMP = f"""Baca berita tanpa iklan. Gabung Pantura.com+

12.400 Warga Kota Pantura Didaftarkan ke Jaminan Kesehatan

Pantura.com - 01/04/2015, 14:20 WIB
Bayu Laksana

Penulis

Warga antre di puskesmas Kota Pantura, Rabu (1/4/2015). (Foto: Humas Pemkot Pantura)
Warga antre di puskesmas Kota Pantura, Rabu (1/4/2015). (Foto: Humas Pemkot Pantura)

{LEAD}

{BODY[0]}

Baca juga: Harga Cabai Naik Lagi

{BODY[1]}

Simak breaking news dan berita pilihan kami langsung di ponselmu.

Video lainnya

Terkini Lainnya

Harga Cabai Naik Lagi di Pasar Induk, Pedagang Mengeluh Sepi Pembeli

Harga Cabai Naik Lagi di Pasar Induk, Pedagang Mengeluh Sepi Pembeli

Regional
Artis Ibu Kota Dilaporkan ke Polisi oleh Mantan Manajernya

Artis Ibu Kota Dilaporkan ke Polisi oleh Mantan Manajernya

Regional
Bagikan artikel ini melalui
Oke
Login untuk memaksimalkan pengalaman mengakses Pantura.com
Copyright 2015 Pantura.com
"""


def made(text: str, **given: str) -> Article:
    return clean(Page(source="test", text=text, **given))  # type: ignore[arg-type]


def test_a_dump_of_a_page() -> None:
    article = made(DUMP)
    assert article.text.split("\n\n") == [
        "12.400 Warga Kota Pantura Didaftarkan ke Jaminan Kesehatan",
        "Warga antre di puskesmas Kota Pantura, Rabu (1/4/2015). (Foto: Humas Pemkot Pantura)",
        LEAD,
        *BODY,
    ]
    assert (article.title, article.published) == (article.text.split("\n")[0], "2015-04-01T14:20+07:00")
    assert (article.authors, article.editors, article.dateline) == (("Bayu Laksana",), (), "KOTA PANTURA")


def test_offsets_hold_and_nothing_disappears() -> None:
    article = made(DUMP)
    told = [article.text[b.start : b.end] if b.kept else b.text for b in article.blocks]
    lines = {line.strip() for line in DUMP.splitlines() if line.strip()}
    assert {t for t in told if t} == lines
    assert all(b.reason and b.source for b in article.blocks)


@pytest.mark.parametrize(
    ("text", "title", "wanted"),
    [
        ("Isi berita itu begini.", "Judul", "Judul\n\nIsi berita itu begini."),
        ("Judul\nIsi berita itu begini.", "Judul", "Judul\n\nIsi berita itu begini."),
        ("Isi berita (15/2).Menurut dia, benar.", None, "Isi berita (15/2). Menurut dia, benar."),
        ("Isi.\nSCROLL TO CONTINUE WITH CONTENT\nLagi.", None, "Isi.\n\nLagi."),
        ("Isi itu.\n\nSubjudul Pendek\n\nLagi isi itu.", None, "Isi itu.\n\nSubjudul Pendek\n\nLagi isi itu."),
        ("Syaratnya:\n1. KTP\n2. KK\nDatang ke kelurahan.", None, "Syaratnya:\n\n1. KTP\n\n2. KK\n\nDatang ke kelurahan."),
    ],
)
def test_small_texts(text: str, title: str | None, wanted: str) -> None:
    assert made(text, **({"title": title} if title else {})).text == wanted


@pytest.mark.parametrize(
    ("given", "wanted"),
    [
        ("Kompas.com - 12/05/2024, 12:41 WIB", "2024-05-12T12:41+07:00"),
        ("21+January+2019", "2019-01-21"),
        ("Selasa, 22 Januari 2019 / 09:46 WIB", "2019-01-22T09:46+07:00"),
        ("14-Oct-18", "2018-10-14"),
        ("Jum'at, 5 Peb 2016 | 10.30 WITA", "2016-02-05T10:30+08:00"),
        ("Ahad, 12 Nop 2017 07:00 WIT", "2017-11-12T07:00+09:00"),
        ("kemarin", None),
    ],
)
def test_a_given_date_wins_and_is_normalised(given: str, wanted: str | None) -> None:
    assert made(DUMP, published=given).published == wanted


@pytest.mark.parametrize(
    "text",
    [
        "",
        " \n ",
        "Bagikan\nLogin\n",
        "Copyright 2015",
        "404",
        "404 | Pantura.com",
        "Error 404 - Halaman tidak ditemukan",
        "500 Internal Server Error",
        "The page you are looking for does not exist.",
        "Maaf, berita yang Anda cari tidak ada.\nSilakan kembali ke beranda.",
        "Oops! Halaman ini sudah tidak tersedia lagi. Silakan memakai kotak pencarian di atas untuk mencari berita lain.",
        "Situs kami sedang dalam perbaikan. Silakan kembali beberapa saat lagi.",
    ],
)
def test_no_article(text: str) -> None:
    with pytest.raises(NoArticle, match="test: no article"):
        made(text)


@pytest.mark.parametrize(
    "text",
    [
        "500 warga Desa Tua mengungsi akibat banjir, kata lurah setempat, Rabu.",
        "KOTA TUA - Berita tentang bantuan itu tidak ada dasarnya, kata wali kota.\nIa meminta warga tenang.",
        "Polisi memeriksa lokasi. Di halaman rumah itu tidak ditemukan tanda kekerasan, kata kapolsek.",
        "Wali kota mengatakan bahwa bantuan tetap dibagikan seperti biasa kepada warga yang mendaftar, dan bahwa berita "
        "semacam itu, yang beredar sejak Rabu, sama sekali tidak ada.",
        "Jembatan itu ditutup. Jalan menuju desa sedang dalam perbaikan, kata kepala dinas.",
    ],
)
def test_a_short_text_is_no_error_page(text: str) -> None:
    assert made(text).text.split() == text.split()


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        (
            ["Rapat itu dipimpin oleh seorang", "Sari", ", kepala dinas."],
            ["Rapat itu dipimpin oleh seorang Sari, kepala dinas."],
        ),
        (
            ["Acara itu dihadiri kepala dinas di", "Kota Tua", "dan warga."],
            ["Acara itu dihadiri kepala dinas di Kota Tua dan warga."],
        ),
        (
            ["Warga datang ke balai kota sejak pagi", "untuk mendaftar."],
            ["Warga datang ke balai kota sejak pagi untuk mendaftar."],
        ),
        (["Harga Beras Turun", "pantura.com, KOTA - Harga turun."], ["Harga Beras Turun", "pantura.com, KOTA - Harga turun."]),
        (["Syaratnya:", "a. kartu keluarga", "b. surat"], ["Syaratnya:", "a. kartu keluarga", "b. surat"]),
        (["Ia datang.", "kata dia."], ["Ia datang.", "kata dia."]),
        (["Beranda", "Baca juga: Beras"], ["Beranda", "Baca juga: Beras"]),
    ],
)
def test_sentences_that_links_had_cut(text: list[str], lines: list[str]) -> None:
    assert [line for _, line in rejoined(text)] == lines
