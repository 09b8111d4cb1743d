"""The second parser, BeautifulSoup, for pages that the first cannot read: open comments and quotes, text in silent elements."""

from __future__ import annotations

import re
import warnings

from bs4 import BeautifulSoup, MarkupResemblesLocatorWarning, XMLParsedAsHTMLWarning

LIMIT = 200_000  #: characters of a page that is tried again; this parser is slow
_OPEN = 20  #: tags without an end, beyond which it takes time that grows with the square
_FEW = 40  #: words below which a page is tried again
_DROPPED = ["script", "style"]
_OPENED = [
    "noscript",
    "template",
    "textarea",
    "button",
    "select",
    "option",
    "object",
    "iframe",
    "video",
    "audio",
    "svg",
    "math",
]
_TAGS = re.compile(r"<(script|style)\b.*?</\1|<[^<>]{0,2000}>", re.S | re.I)


def worth(html: str, words: int) -> bool:
    """Whether a page of which the first parser read so few words has many more.

    >>> worth("<!-- iklan" + "<p>Warga mendaftar di balai kota sejak pagi.</p>" * 20, 0), worth("<p>Maaf, tidak ada.</p>", 3)
    (True, False)
    """
    if words >= _FEW or len(html) > LIMIT or abs(html.count("<") - html.count(">")) > _OPEN:
        return False
    return html.count("<!--") <= 1000 and len(_TAGS.sub(" ", html).split()) > 2 * max(words, _FEW)


def mend(html: str) -> str:
    """The page as the second parser reads it, its silent elements opened.

    >>> mend("<body><noscript><p>Warga mendaftar.</p></noscript></body>")
    '<body><p>Warga mendaftar.</p></body>'
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", MarkupResemblesLocatorWarning)
        warnings.simplefilter("ignore", XMLParsedAsHTMLWarning)
        try:
            soup = BeautifulSoup(html, "html.parser")
        except (AssertionError, RecursionError, ValueError):  # what html.parser raises where it gives up
            return ""
    for element in soup.find_all(_DROPPED):
        element.decompose()
    for element in soup.find_all(_OPENED, limit=_OPEN):
        element.unwrap()
    return str(soup)
