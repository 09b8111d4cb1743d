"""Hints of single outlets: a page in each outlet's layout; read alike without the hint; what differs is told."""

from __future__ import annotations

import pytest

from pipeline.clean import clean, outlets
from pipeline.records import Article, Page
from tests.clean.test_html import BODY, HEAD, LEAD, MENU, MORE, TITLE, page, paragraphs

AUTHOR, EDITOR = "Bayu Laksana", "Rina Dewi"
PAGES = [
    ("finance.detik.com", "<div class='detail__body-text itp_bodycontent'>", f"{AUTHOR} - detikFinance", "Halaman Selanjutnya"),
    ("regional.kompas.com", "<div class='read__content'>", f"{AUTHOR}, {EDITOR} Tim Redaksi", "Halaman: 1 2 3"),
    ("www.antaranews.com", "<div id='content_news'>", f"Pewarta: {AUTHOR} Editor: {EDITOR} Copyright © ANTARA 2018", ""),
    ("jateng.tribunnews.com", "<div class='side-article txt-article'>", f"Penulis: {AUTHOR} | Editor: {EDITOR}", "Halaman 1"),
    ("news.republika.co.id", "<div class='content-detail'>", f"Rep: {AUTHOR}/ Red: {EDITOR}", "Halaman 1 dari 2"),
    ("www.cnnindonesia.com", "<div class='detail-text'>", f"{AUTHOR}, CNN Indonesia", "HALAMAN: 1 2"),
    ("www.liputan6.com", "<div class='article-content-body__item-content'>", f"Oleh {AUTHOR} pada 01 Apr 2015, 14:20 WIB", ""),
    (
        "news.okezone.com",
        "<div id='contentx' class='read'>",
        f"{AUTHOR}, Jurnalis · Rabu 01 April 2015 14:20 WIB",
        "Halaman: 1 2",
    ),
    ("nasional.tempo.co", "<div class='detail-konten'>", f"Reporter {AUTHOR} Editor {EDITOR}", "Halaman: 1 2"),
    ("jateng.suara.com", "<article class='detail-content'>", f"{AUTHOR} | Suara.com", "1 2 Tampilkan Semua"),
    ("www.jpnn.com", "<div class='page-content'>", f"Reporter : {AUTHOR} Redaktur : {EDITOR}", "Halaman 1"),
    ("mediaindonesia.com", "<div class='article'>", f"Penulis : {AUTHOR}", "Halaman 1"),
]


def made(host: str | None, opening: str, byline: str, paging: str, inside: str = "") -> Article:
    close = f"</{opening[1:].split(' ')[0]}>"
    head = f"{MENU}<div class='page'><h1>{TITLE}</h1><div class='byline'>{byline}</div>"
    html = page(f"{head}{opening}{inside or paragraphs()}{close}<div class='paging'>{paging}</div>{MORE}</div>", HEAD)
    return clean(Page(source="test", html=html, url=f"https://{host}/berita/1" if host else None))


@pytest.mark.parametrize(("host", "opening", "byline", "paging"), PAGES, ids=[row[0] for row in PAGES])
def test_an_outlet(host: str, opening: str, byline: str, paging: str) -> None:
    article = made(host, opening, byline, paging)
    assert article.text.split("\n\n") == [TITLE, LEAD, *BODY] == made(None, opening, byline, paging).text.split("\n\n")
    assert article.authors == (AUTHOR,)
    assert article.editors in ((EDITOR,), ()) and (EDITOR in byline) == bool(article.editors)
    assert article.partial == bool(paging)
    assert article.conflicts == ()


def test_every_outlet_has_a_page_here() -> None:
    tested = [outlets.find(f"https://{row[0]}/") for row in PAGES]
    assert set(tested) == set(outlets.known()) and len(tested) == len(outlets.known())


@pytest.mark.parametrize(
    "url", [None, "", "https://kompas.com.example/", "https://[bad", "notkompas.com", "https://notdetik.com/1"]
)
def test_no_outlet(url: str | None) -> None:
    assert outlets.find(url) is None


def test_a_hint_that_differs_is_told_and_not_believed() -> None:
    html = f"{MENU}<h1>{TITLE}</h1><div class='read__content'>Iklan baris</div><div class='isi'>{paragraphs()}</div>{MORE}"
    article = clean(Page(source="test", html=page(html, HEAD), url="https://www.kompas.com/read/1"))
    assert article.text.split("\n\n") == [TITLE, LEAD, *BODY]
    (told,) = article.conflicts
    assert told.startswith("text: div.read__content of Kompas.com holds 0 words")


def test_names_that_differ_are_told() -> None:
    head = HEAD.replace("</head>", "<meta name='author' content='Anton Wijaya'></head>")
    html = page(f"{MENU}<h1>{TITLE}</h1><div>{AUTHOR} - detikNews</div><div class='isi'>{paragraphs()}</div>", head)
    article = clean(Page(source="test", html=html, url="https://news.detik.com/1"))
    assert (article.authors, article.conflicts) == (("Anton Wijaya",), (f"authors: Anton Wijaya or {AUTHOR}",))
