"""HTML pages: layouts old and new, what is the article's and what the page says of itself."""

from __future__ import annotations

import pytest
from bs4 import BeautifulSoup

from pipeline.clean import clean, main_text
from pipeline.errors import NoArticle, PageError, SourceError, TooLarge, WrongLanguage
from pipeline.records import Article, Page

LEAD = "Pemerintah Kota Pantura mendaftarkan 12.400 warga ke program jaminan kesehatan mulai bulan depan, kata Sari Wening."
BODY = (
    "Wali kota menyebut anggaran sudah disiapkan sejak tahun lalu sehingga warga tidak perlu membayar iuran sendiri lagi.",
    "Sebanyak 80 persen warga sudah memiliki kartu peserta, sedangkan sisanya akan didata oleh kelurahan masing-masing.",
    '"Kami ingin semua warga terlindungi sebelum akhir tahun," ujar Sari kepada wartawan di Balai Kota Pantura, Rabu.',
)
TITLE = "12.400 Warga Kota Pantura Didaftarkan ke Jaminan Kesehatan"
REST = "".join(f"<p>{text}</p>" for text in BODY)
MENU = "<ul class='menu'><li><a href=/>Beranda</a></li><li><a href=/n>Nasional</a></li><li><a href=/r>Regional</a></li></ul>"
MORE = "<div class='related'><h4>Berita Terkait</h4><a href=/1>Artis Ibu Kota Dilaporkan ke Polisi</a></div>"
HEAD = f"<head><title>{TITLE} - Pantura.com</title><meta property='og:title' content='{TITLE}'></head>"


def page(body: str, head: str = HEAD) -> str:
    return f"<html>{head}<body>{body}</body></html>"


def paragraphs(tag: str = "p") -> str:
    return "".join(f"<{tag}>{text}</{tag}>" for text in (LEAD, *BODY))


LAYOUTS = {
    "paragraphs": f"{MENU}<div class='article'><h1>{TITLE}</h1>{paragraphs()}</div>{MORE}",
    "divs": f"{MENU}<div id='isi'><h1>{TITLE}</h1>{paragraphs('div')}</div>{MORE}",
    "lead before the first p": f"{MENU}<h1>{TITLE}</h1><div class='detail'>{LEAD}{REST}</div>{MORE}",
    "br": f"{MENU}<h1>{TITLE}</h1><div class='content'>{'<br><br>'.join((LEAD, *BODY))}</div>{MORE}",
    "one form": f"<form>{MENU}<div class='content'><h1>{TITLE}</h1>{paragraphs()}</div>{MORE}</form>",
    "table": f"<table><tr><td>{MENU}</td><td><h1>{TITLE}</h1>{'<br><br>'.join((LEAD, *BODY))}</td></tr></table>",
    "inline link": f"<div class='article'><h1>{TITLE}</h1><p>{LEAD}</p><p>{BODY[0]}</p>"
    f"<p><b>Baca juga: <a href=/2>Harga Cabai Naik</a></b></p><p>{BODY[1]}</p><p>{BODY[2]}</p></div>{MORE}",
    "dateline apart": f"<div class='article'><h1>{TITLE}</h1><b>Pantura -</b><div>{LEAD}</div>{REST}</div>",
    "comments": f"<div class='article'><h1>{TITLE}</h1>{paragraphs()}</div>"
    "<div class='comments'><p>Anton: di tempat saya belum ada</p></div>",
    "shy": page(f"<div class='article'><h1>{TITLE}</h1>{paragraphs()}</div>").replace("kesehatan", "kese&shy;hatan"),
}


@pytest.mark.parametrize("name", LAYOUTS)
def test_layouts(name: str) -> None:
    wanted = [LEAD, *BODY]
    if name == "dateline apart":
        wanted[0] = f"Pantura - {LEAD}"
    assert main_text(page(LAYOUTS[name])).split("\n") == wanted


def test_a_soup_and_bytes_give_the_same() -> None:
    html = page(LAYOUTS["paragraphs"])
    assert main_text(BeautifulSoup(html, "lxml")) == main_text(html.encode()) == main_text(html) != ""


def made(body: str, head: str = HEAD, **given: str) -> Article:
    return clean(Page(source="test", html=page(body, head), **given))  # type: ignore[arg-type]


def test_what_the_page_says_of_itself() -> None:
    data = (
        f'<script type="application/ld+json">{{"@type": "NewsArticle", "headline": "{TITLE}", "datePublished": '
        '"2015-04-01T14:20:31+07:00", "author": {"name": "Bayu Laksana"}, "editor": "Rina Dewi", '
        '"keywords": ["jaminan", "kota"], "articleSection": "Regional"}</script>'
    )
    head = HEAD.replace("</head>", data + "<link rel='canonical' href='https://pantura.example/1'></head>")
    article = made(LAYOUTS["paragraphs"], head, url="https://pantura.example/1?a=b")
    assert (article.title, article.published) == (TITLE, "2015-04-01T14:20:31+07:00")
    assert (article.authors, article.editors, article.tags) == (("Bayu Laksana",), ("Rina Dewi",), ("jaminan", "kota"))
    assert (article.section, article.canonical_url) == ("Regional", "https://pantura.example/1")
    assert article.text.startswith(f"{TITLE}\n\n{LEAD}\n\n")


@pytest.mark.parametrize(
    ("byline", "authors", "editors", "published"),
    [
        ("<div>Penulis: Bayu Laksana</div><div>Editor: Rina Dewi</div>", ("Bayu Laksana",), ("Rina Dewi",), None),
        ("<div>Rabu, 1 April 2015 | 14:20 WITA</div>", (), (), "2015-04-01T14:20+08:00"),
        ("<div>Bayu Laksana, Pantura | Rabu, 01/04/2015 14:20 WIB</div>", ("Bayu Laksana",), (), "2015-04-01T14:20+07:00"),
        ("<div>Kontributor Tegal, Bayu Laksana</div>", ("Bayu Laksana",), (), None),
    ],
)
def test_visible_bylines(byline: str, authors: tuple[str, ...], editors: tuple[str, ...], published: str | None) -> None:
    article = made(f"<h1>{TITLE}</h1>{byline}<div class='article'>{paragraphs()}</div>")
    assert (article.authors, article.editors, article.published) == (authors, editors, published)


@pytest.mark.parametrize(
    ("tail", "partial", "following"),
    [
        (
            "<div class='paging'>Halaman 1 <a href='?page=2'>2</a> <a href='?page=2'>Selanjutnya</a></div>",
            True,
            "2",
        ),
        ("<div class='paging'>Halaman 1 2 3 <a href='?page=all'>Tampilkan Semua</a></div>", True, "all"),
        ("<div class='paywall'><p>Artikel ini khusus untuk pelanggan.</p></div>", True, None),
        ("", False, None),
    ],
)
def test_a_part_of_an_article(tail: str, partial: bool, following: str | None) -> None:
    url = "https://pantura.example/berita/1"
    article = made(f"{LAYOUTS['paragraphs']}{tail}", url=url)
    assert (article.partial, article.next_page) == (partial, following and f"{url}?page={following}")


def test_what_the_page_says_in_two_ways() -> None:
    head = HEAD.replace("</head>", "<meta property='article:published_time' content='2015-04-02T08:00:00+07:00'></head>")
    article = made(f"<h1>{TITLE}</h1><div>Rabu, 1 April 2015 | 14:20 WIB</div><div class='article'>{paragraphs()}</div>", head)
    assert (article.published, article.conflicts) == ("2015-04-02T08:00+07:00", ("published: 2015-04-02 or 2015-04-01",))


ENGLISH = "<p>The mayor said that people in the city will get new health centres this year, according to local officials.</p>"
INDEX = "".join(f"<li><a href=/{n}>Berita nomor {n} tentang kota ini</a></li>" for n in range(60))


@pytest.mark.parametrize(
    ("content", "error"),
    [
        (b"", NoArticle),
        (b"PK\x03\x04" + b"x" * 500, SourceError),
        (bytes(range(256)) * 40, SourceError),
        ("<div>" * 10_000_000, TooLarge),
        ("<div>" * 500_000, NoArticle),
        (page(f"<ul>{INDEX}</ul>"), NoArticle),
        (
            "<title>404 Not Found</title><h1>Tidak ditemukan</h1><p>Maaf, halaman yang Anda cari tidak ada.</p>",
            NoArticle,
        ),
        (page(ENGLISH * 6), WrongLanguage),
    ],
    ids=["empty", "zip", "binary", "50 MB", "nested", "index", "404", "English"],
)
def test_no_article(content: str | bytes, error: type[PageError]) -> None:
    with pytest.raises(error) as told:
        clean(Page(source="p.html", html=content))
    assert "p.html" in told.value.message and told.value.advice


ENCODINGS = [("utf-8", "cp1252"), ("iso-8859-1", "utf-8"), ("iso-8859-1", "cp1252"), ("", "utf-8"), ("", "utf-16")]


@pytest.mark.parametrize(("declared", "real"), ENCODINGS)
def test_encodings(declared: str, real: str) -> None:
    head = f"<head><meta charset='{declared}'></head>" if declared else ""
    quote = "“Kami siap,” kata Sari – wali kota – di depan warga yang datang sejak pagi."
    html = page(f"<div><p>{LEAD}</p><p>{quote}</p></div>", head)
    assert quote in clean(Page(source="p", html=html.encode(real))).text


def test_a_page_cut_inside_a_tag_or_a_character() -> None:
    whole = page(LAYOUTS["paragraphs"]).encode()
    at = whole.index(b"Berita Terkait")
    for cut in (whole[: at + 3], whole[:at] + b"<p cla", whole + "“".encode()[:2]):
        assert LEAD in clean(Page(source="p", html=cut)).text


@pytest.mark.parametrize(
    "opening",
    ["</body></html>", "<!-- iklan -- >", "<noscript>", "<template>"],
)
def test_pages_that_the_first_parser_cannot_read(opening: str) -> None:
    html = page(f"<div class='article'><h1>{TITLE}</h1>{paragraphs()}</div>").replace("<body>", f"<body>{opening}")
    assert main_text(html).split("\n") == [LEAD, *BODY]
