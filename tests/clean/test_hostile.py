"""Whatever comes, the readers give an article or a known error, and the offsets hold."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from pipeline.clean import clean, main_text
from pipeline.errors import PageError
from pipeline.records import Page

_WORDS = """Baca juga: Harga Beras|Penulis|Editor: Rina|kata dia.|(fyk/ash)|[Gambas:Video]|Kamis (1/4)|SCROLL TO|Jakarta -|
12/05/2024, 12:41 WIB|Warga kota itu datang ke balai kota untuk mendaftar sejak pagi hari.|\u200b|\ufffd"""
_TAGS = """<p>|</p>|<div class='article'>|</div>|<br>|<a href=x>|</a>|<table><tr><td>|<li>|<h1>|</h1>|<!--|<script>|</script>|
<span class=date>|&nbsp;|&#0;|<![CDATA[|<p|<meta charset="x">|</html>"""
WORDS, TAGS = st.sampled_from(_WORDS.split("|")), st.sampled_from(_TAGS.split("|"))
MIXED = st.lists(st.one_of(WORDS, TAGS, st.text(max_size=20)), max_size=60).map(" ".join)


def holds(page: Page) -> None:
    try:
        article = clean(page)
    except PageError as error:
        assert error.advice
        return
    kept = [b for b in article.blocks if b.kept]
    assert "\n\n".join(article.text[b.start : b.end] for b in kept) == article.text
    assert all(b.text for b in article.blocks if not b.kept)


@settings(max_examples=150, deadline=None)
@given(MIXED)
def test_html(html: str) -> None:
    holds(Page(source="p", html=html))
    assert isinstance(main_text(html), str)


@settings(max_examples=100, deadline=None)
@given(st.binary(max_size=400))
def test_bytes(content: bytes) -> None:
    holds(Page(source="p", html=content))


@settings(max_examples=150, deadline=None)
@given(st.lists(st.one_of(WORDS, st.text(max_size=60)), max_size=40).map("\n".join), st.one_of(st.none(), st.text(max_size=30)))
def test_text(text: str, title: str | None) -> None:
    holds(Page(source="p", text=text, title=title))
