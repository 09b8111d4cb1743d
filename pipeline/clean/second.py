"""A second try for pages of which next to nothing was read: what is open to the end, and text in silent elements."""

from __future__ import annotations

import re

_FEW = 40  #: words below which a page is tried again
_OPEN = (("<!--", "-->"), ("<script", "</script"), ("<style", "</style"), ("<title", "</title"))
_SILENT = re.compile(
    r"</?(?:noscript|template|textarea|button|select|option|object|iframe|video|audio|svg|math)\b[^<>]*+>?", re.I
)
_CODE = re.compile(r"<(script|style)\b[^<]*+(?:<(?!/\1)[^<]*+)*+", re.I)
_TAGS = re.compile(r"<[^<>]*+>?")


def worth(html: str, words: int) -> bool:
    """Whether a page of which so few words were read has many more.

    >>> worth("<!-- iklan" + "<p>Warga mendaftar di balai kota sejak pagi.</p>" * 20, 0), worth("<p>Maaf, tidak ada.</p>", 3)
    (True, False)
    """
    return words < _FEW and len(untagged(html).split()) > 2 * max(words, _FEW)


def untagged(html: str) -> str:
    """What is left of a page without tags and scripts.

    >>> untagged("<p>Warga<script>a()</script> mendaftar.<style>").split()
    ['Warga', 'mendaftar.']
    """
    return _TAGS.sub("\n", _CODE.sub("\n", closed(html)))


def mend(html: str) -> str:
    """The page without what keeps it silent.

    >>> mend("<body><noscript><p>Warga mendaftar.</p></noscript><script>"), mend("<!-- iklan -- ><p>Warga mendaftar.</p>")
    ('<body><p>Warga mendaftar.</p>', ' iklan -- ><p>Warga mendaftar.</p>')
    """
    return _SILENT.sub("", closed(html))


def closed(html: str) -> str:
    """The page without the beginnings of comments, scripts and the like that nothing ends.

    >>> closed("<script>a()</script><p>Warga mendaftar.<script async>")
    '<script>a()</script><p>Warga mendaftar.'
    """
    for start, end in _OPEN:
        at = html.lower().rfind(end) + 1
        html = html[:at] + re.sub(re.escape(start) + "[^<>]*+>?" * (start != "<!--"), "", html[at:], flags=re.I)
    return html
