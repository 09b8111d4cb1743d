"""Pages in the styles of today's outlets, blogs, portals (pages/*.html, invented): text, headline, byline, time; no leaks."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from pipeline.clean import clean, main_text
from pipeline.errors import NoArticle, PageError
from pipeline.records import Article, Page

FOLDER = Path(__file__).parent / "pages"
TITLE = "12.400 Warga Kota Pantura Didaftarkan ke Jaminan Kesehatan"
CAPTION = "Warga mengantre di Balai Kota Pantura untuk jaminan kesehatan (Dok. Pemkot Pantura)"
TEXT = (
    "Pemerintah Kota Pantura mendaftarkan 12.400 warga ke program jaminan kesehatan mulai bulan depan, ujar Nila Sartono.",
    "Nila menyebut anggaran sudah disiapkan sejak tahun lalu sehingga warga tidak perlu membayar iuran lagi, Rabu (12/6/2024).",
    '"Kami ingin semua warga terlindungi sebelum akhir tahun," ujar Nila kepada wartawan di Balai Kota Pantura.',
    "Sebanyak 80 persen warga sudah memiliki kartu peserta, sedangkan sisanya akan didata oleh kelurahan masing-masing.",
    "Kepala Dinas Kesehatan Rudi Anggara menambahkan, tujuh puskesmas disiapkan untuk melayani peserta baru itu.",
    "Ia berharap warga yang belum terdata segera melapor ke kantor kelurahan dengan membawa kartu keluarga.",
)
TEASERS = (
    "Banjir Rendam Ratusan Rumah di Pesisir Utara",
    "Harga Beras di Pasar Induk Turun Jelang Panen Raya",
    "Persipan Menang Tipis atas Tamunya di Laga Kandang",
    "Jembatan Lama Penghubung Dua Kecamatan Diperbaiki",
    "Sekolah di Pulau Terluar Terima Bantuan Komputer",
    "Nelayan Tunda Melaut karena Gelombang Tinggi",
    "Polisi Tangkap Pencuri Kendaraan di Tiga Lokasi",
    "Festival Layang-Layang Kembali Digelar Tahun Ini",
)
NOON = "2024-06-12T14:20+07:00"
EXACT = "2024-06-12T14:20:31+07:00"
DAY = "2024-06-12"
SARI, BAYU = ("Sari Wening",), ("Bayu Laksana",)
DECORATED = re.compile(r"^\d\d\.\d\d WIB – | \((?:swe/jpnn|Tim Kominfo|\*)\)$")  # in front of a paragraph, behind it


def html(name: str) -> str:
    page = (FOLDER / f"{name}.html").read_text("utf-8").replace("{title}", TITLE).replace("{caption}", CAPTION)
    for n, text in enumerate(TEXT, 1):
        page = page.replace(f"{{{n}}}", text)
    for n, text in enumerate(TEASERS, 1):
        page = page.replace(f"{{t{n}}}", text)
    return page


def made(name: str) -> Article:
    return clean(Page(source=name, html=html(name), url=f"https://{name}.example/read/1"))


#: page: paragraphs, what stands before the first, authors, editors, time
STYLES = {
    "detik": ("123456", "Kota Pantura - ", SARI, (), NOON),
    "kompas": ("123456", "PANTURA, KOMPAS.com - ", SARI, BAYU, NOON),
    "tribun": ("123456", "TRIBUNPANTURA.COM, KOTA – ", SARI, BAYU, EXACT),
    "liputan6": ("123456", "Liputan6.com, Pantura - ", SARI, (), EXACT),
    "antara": ("123456", "Kota Pantura (ANTARA) - ", SARI, BAYU, EXACT),
    "tempo": ("123456", "TEMPO.CO, Pantura - ", (), (), NOON),
    "cnn": ("123456", "Pantura, CNN Indonesia -- ", (), (), NOON),
    "kumparan": ("123456", "", SARI, (), NOON),
    "jpnn": ("123456", "jpnn.com, PANTURA - ", SARI, BAYU, NOON),
    "republika": ("123456", "REPUBLIKA.CO.ID, PANTURA -- ", SARI, BAYU, NOON),
    "suara": ("123456", "Suara.com - ", SARI, (), NOON),
    "sindo": ("123456", "PANTURA - ", SARI, (), NOON),
    "okezone": ("123456", "PANTURA - ", SARI, (), EXACT),
    "merdeka": ("123456", "", SARI, BAYU, "2024-06-12T14:20"),
    "radar": ("123456", "RADAR PANTURA – ", SARI, BAYU, NOON),
    "jnews": ("123456", "PANTURA – ", SARI, BAYU, "2024-06-12T07:20:31+00:00"),
    "tagdiv": ("123456", "PANTURA, SUARAHULU.ID – ", SARI, (), DAY),
    "pemkab": ("123456", "", (), (), NOON),
    "blogger": ("123456", "", SARI, (), DAY),
    "amp": ("123456", "", SARI, (), EXACT),
    "live-new": ("165432", "", (), (), NOON),
    "live-old": ("123456", "", (), (), DAY),
    "photo": ("1", "", (), (), NOON),
    "gallery": ("12345", "", (), (), NOON),
    "paywall": ("12", "", (), (), EXACT),
    "page2": ("456", "", (), (), NOON),
}


@pytest.mark.parametrize("name", STYLES)
def test_text(name: str) -> None:
    order, before, *_ = STYLES[name]
    wanted = [TEXT[int(n) - 1] for n in order]
    wanted[0] = before + wanted[0]
    article = made(name)
    kept = [
        DECORATED.sub("", article.text[b.start : b.end])
        for b in article.blocks
        if b.kept and b.label in {"lead", "body", "quote", "list", "caption"}
    ]
    assert [text for text in kept if text != CAPTION and not text.endswith("sebelum akhir tahun.")] == wanted
    assert not [t for t in TEASERS if t in article.text]


@pytest.mark.parametrize("name", STYLES)
def test_main_text(name: str) -> None:
    text = main_text(html(name))
    assert TEXT[int(STYLES[name][0][0]) - 1] in text
    assert not [t for t in (*TEASERS, "Baca juga", "Baca Juga", "ADVERTISEMENT", "Editor") if t in text]


@pytest.mark.parametrize("name", STYLES)
def test_what_the_page_says_of_itself(name: str) -> None:
    article = made(name)
    title = {"live-new": f"LIVE: {TITLE}", "gallery": f"Foto: {TITLE}"}.get(name, TITLE)
    assert (article.title, article.authors, article.editors, article.published) == (title, *STYLES[name][2:])


@pytest.mark.parametrize("name", ["tribun", "jpnn", "sindo", "okezone", "radar", "paywall", "page2"])
def test_a_part_of_an_article(name: str) -> None:
    assert made(name).partial


@pytest.mark.parametrize("name", ["index", "search", "error404", "checking"])
def test_no_article(name: str) -> None:
    with pytest.raises(PageError) as told:
        made(name)
    assert isinstance(told.value, NoArticle)
