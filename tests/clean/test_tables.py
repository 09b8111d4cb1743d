"""Tables of figures and the head picture's caption: kept as the article's; layout tables are none."""

from __future__ import annotations

import pytest

from pipeline.clean import clean, main_text
from pipeline.records import Article, Page
from tests.clean.test_html import BODY, HEAD, LEAD, MENU, MORE, TITLE, page

FIRST = f"<h1>{TITLE}</h1><div class='content'><p>{LEAD}</p><p>{BODY[0]}</p>"
REST = f"<p>{BODY[1]}</p><p>{BODY[2]}</p>"
LAST = f"{REST}</div>{MORE}"
HEADS = "<tr><th>Daerah</th><th>Peserta (orang)</th></tr>"
FIGURES = f"<table>{HEADS}<tr><td>Kota Pantura</td><td>11.870</td></tr><tr><td>Lembah Sari</td><td>1.944</td></tr></table>"
CAPTIONED = FIGURES.replace("<table>", "<table><caption>Peserta per daerah</caption>")
ROWS = ["Daerah | Peserta (orang)", "Kota Pantura | 11.870", "Lembah Sari | 1.944"]


def read(body: str) -> Article:
    return clean(Page(source="test", html=page(body, HEAD)))


def labelled(article: Article, label: str) -> list[str]:
    return [article.text[b.start : b.end] for b in article.blocks if b.kept and b.label == label]


@pytest.mark.parametrize(
    ("body", "rows"),
    [
        (f"{FIRST}{FIGURES}{LAST}", ROWS),
        (f"{FIRST}{REST}{FIGURES}</div>{MORE}", ROWS),
        (f"{FIRST}<div>{FIGURES.replace('<tr>', '<tr><td></td>')}</div>{LAST}", ROWS),
        (f"{FIRST}{CAPTIONED}{LAST}", ["Peserta per daerah", *ROWS]),
        (f"<table><tr><td>{MENU}</td><td>{FIRST}{FIGURES}{LAST}</td></tr></table>", ROWS),
        (f"{FIRST}{LAST}<div class='sidebar'><h4>Kurs</h4>{FIGURES}</div>", []),
        (f"{FIGURES}{FIRST}{LAST}", []),
        (f"{FIRST}<div class='related'>{FIGURES}</div>{LAST}", []),
    ],
    ids=["inside", "last", "empty cells", "caption", "layout table around", "sidebar", "before", "related"],
)
def test_tables(body: str, rows: list[str]) -> None:
    article = read(body)
    assert labelled(article, "table") == rows
    assert [text in main_text(page(body)) for text in (LEAD, *BODY, *rows)] == [True] * (4 + len(rows))
    assert {b.label for b in article.blocks if b.kept} <= {"title", "lead", "body", "table"}


@pytest.mark.parametrize(
    ("picture", "caption"),
    [
        ("<figure><img src=a><figcaption>Warga antre di Balai Kota Pantura, Rabu (1/4/2015).</figcaption></figure>", True),
        ("<div class='photo'><img src=a><div class='photo__caption'>Warga antre di Balai Kota. (Foto: Ist)</div></div>", True),
        ("<figure><figcaption><a href=/1>Artis Ibu Kota Dilaporkan ke Polisi</a></figcaption></figure>", False),
        ("<div class='photo__caption'>Foto: Ist</div>", False),
    ],
)
def test_caption_of_the_head_picture(picture: str, caption: bool) -> None:
    article = read(f"<h1>{TITLE}</h1>{picture}<div class='article'><p>{LEAD}</p><p>{BODY[0]}</p><p>{BODY[1]}</p></div>")
    assert len(labelled(article, "caption")) == caption
    assert labelled(article, "lead") == [LEAD]
