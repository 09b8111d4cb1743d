"""Pages → blocks: what ends what, what is silent, broken and endless markup."""

from __future__ import annotations

import pytest

from pipeline.clean import clean, main_text, markup
from pipeline.records import Page
from tests.clean.test_html import BODY, LEAD, TITLE, page, paragraphs

TEXT = "".join(f"<p>{text}</p>" for text in (LEAD, *BODY))


@pytest.mark.parametrize(
    ("html", "blocks"),
    [
        ("Satu<p>Dua<p>Tiga", [("body", "Satu"), ("p", "Dua"), ("p", "Tiga")]),
        ("<ul><li>Satu<li>Dua <b>tiga</b></ul>", [("li", "Satu"), ("li", "Dua tiga")]),
        ("<ul><li><div>Satu<li>Dua</ul>Tiga", [("div", "Satu"), ("li", "Dua"), ("body", "Tiga")]),
        ("<dl><dt>Satu<dd>Dua<dt>Tiga</dl>", [("dt", "Satu"), ("dd", "Dua"), ("dt", "Tiga")]),
        ("<table><tr><td>Satu<td>Dua<tr><td>Tiga</table>", [("td", "Satu"), ("td", "Dua"), ("td", "Tiga")]),
        ("<table><tr><td><p>Satu</div>Dua</table>", [("p", "SatuDua")]),
        ("<h2>Satu<h3>Dua</h3>", [("h2", "Satu"), ("h3", "Dua")]),
        ("<div>Satu<br>Dua<hr>Tiga</p>Empat</div>", [("div", "Satu"), ("div", "Dua"), ("div", "Tiga"), ("div", "Empat")]),
        ("<DIV CLASS=isi>Satu<BR>Dua<P>Tiga</DIV>", [("div", "Satu"), ("div", "Dua"), ("p", "Tiga")]),
        ("<p>Satu <svg><title>ikon</title><path d='M0'/></svg>dua <!-- tiga --> empat", [("p", "Satu dua empat")]),
        ("<p>Satu<select><option>a<option>b</select> dua<button>klik</button>", [("p", "Satu dua")]),
        ("<div><button>klik</div><p>Satu", [("p", "Satu")]),
        ("<p>Satu<script>if (a<b) x('<p>dua</p>')</script> tiga<style>p{}</style>", [("p", "Satu tiga")]),
        ("<p title=\"a > b\" data-x='<p>'>Satu", [("p", "Satu")]),
        ("<p>Satu &amp; dua&nbsp;&lt;tiga&gt; 3 < 4", [("p", "Satu & dua <tiga> 3 < 4")]),
        ("<p>Satu</ dua><![CDATA[tiga]]><?xml?> empat</p", [("p", "Satu empat")]),
        ("<!-- a --!>Satu<!--> dua", [("body", "Satu dua")]),
        ("<li><a href=/1>Satu</a></li><li><a href=/2>Dua</a></li><p>Tiga", [("li", "Satu | Dua"), ("p", "Tiga")]),
        ("<ul><li><a href=/1>Satu</a><li> <a href=/2>Dua</a><li>Tiga</ul>", [("ul", "Satu | Dua | Tiga")]),
        ("<ul><li><a>Satu</a><li><a>Dua</a><ul><li>Tiga</ul></ul>Empat", [("ul", "Satu | Dua | Tiga"), ("body", "Empat")]),
        ("", []),
        ("<", [("body", "<")]),
    ],
)
def test_blocks(html: str, blocks: list[tuple[str, str]]) -> None:
    assert [(b.tag, b.text) for b in markup.read(html).blocks] == blocks


@pytest.mark.parametrize(
    ("html", "linked"),
    [
        ("<p>Satu <a href=/1>dua</a>", [3]),
        ("<a href=/1>Satu<p>Dua</p></a><p>Tiga", [10, 0]),
        ("<p><a name=x>Satu</p><p>Dua</p>", [4, 0]),
        ("<a><b>Satu</b><div><a>Dua</div>Tiga", [17]),
    ],
)
def test_links(html: str, linked: list[int]) -> None:
    assert [b.link for b in markup.read(html).blocks] == linked


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<head><title>Judul\n</title></head>", "Judul"),
        ("<HEAD><TITLE lang=id>Judul &amp; Isi</TITLE></HEAD>", "Judul & Isi"),
        ("<head><svg><title>ikon</title></svg></head><title>Judul</title>", "ikon"),
        ("<body><title>Judul</title>", "Judul"),
        ("<head></head>", ""),
    ],
)
def test_title(head: str, title: str) -> None:
    assert markup.read(f"<html>{head}<p>Satu").title == title


@pytest.mark.parametrize("opening", ["<script>", "<style>", "<title>", "<!--", "<noscript>", "<svg>", "<select>", "<textarea>"])
def test_what_is_open_to_the_end(opening: str) -> None:
    assert main_text(page(f"<h1>{TITLE}</h1>{opening}<div class='article'>{paragraphs()}</div>")).split("\n") == [LEAD, *BODY]


@pytest.mark.parametrize("depth", [300, 3_000, 50_000])
def test_deeply_nested_elements(depth: int) -> None:
    html = page(f"{'<div>' * depth}{TEXT}{'</div>' * depth}")
    assert main_text(html).split("\n") == [LEAD, *BODY]
    assert LEAD in clean(Page(source="p", html=html)).text


def test_paths_are_those_of_the_page() -> None:
    tree = markup.read("<div><p>Satu</p><p>Dua</p></div><div>Tiga</div>")
    assert [markup.paths(tree)[b.box] for b in tree.blocks] == [
        "/html/body/div[1]/p[1]",
        "/html/body/div[1]/p[2]",
        "/html/body/div[2]",
    ]
