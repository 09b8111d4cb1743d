"""Characters of a line → clean running text: spaces, broken and invisible characters, glued sentences; or its words alone."""

from __future__ import annotations

import re

import ftfy

_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2028-\u202e\u2060-\u2064\ufeff\ufffe\uffff\x00-\x08\x0e-\x1f\x7f-\x9f]")
_MOJIBAKE = re.compile("[ÃÂâ][\x80-\xbf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]|ï»¿")  #: UTF-8 that was read as another encoding
_GLUED = re.compile(r"([.?!](?:(?<=[a-z]{2}.)|(?<=[)”\"%\d].))”?)(?=[“\"'‘]?[A-Z][a-z]+,? [A-Za-z\"“(])")
_WORD = re.compile(r"\w+")
_DOMAIN = re.compile(r"[\w-]+\.(?:com|co|id|net|org|go|tv|news)\b", re.I)


def tidy(text: str) -> str:
    """The text with single spaces, without invisible characters, and with sentences apart.

    >>> tidy("Kata\u00adnya,\u00a0 Rabu (15/2).Menurut dia,  itu benar.")
    'Katanya, Rabu (15/2). Menurut dia, itu benar.'
    >>> tidy("Suara.Com menulis Bisnis.com dan No.5 itu.")
    'Suara.Com menulis Bisnis.com dan No.5 itu.'
    >>> tidy("â€œKami siap,â€\\x9d katanya")
    '“Kami siap,” katanya'
    """
    if not text.isascii():
        if _MOJIBAKE.search(text):
            text = ftfy.fix_encoding(text)
        text = _INVISIBLE.sub("", text)
    text = " ".join(text.split())
    return _GLUED.sub(_apart, text) if "." in text or "?" in text else text


def words(text: str) -> list[str]:
    """The words of a text, in small letters."""
    return _WORD.findall(text.casefold())


def key(text: str) -> str:
    """The words of a text alone, to compare it with another.

    >>> key("“Kami siap,” katanya.")
    'kami siap katanya'
    """
    return " ".join(words(text))


def _apart(found: re.Match[str]) -> str:
    text, at = found.string, found.start()
    word = max(text.rfind(" ", 0, at), 0)
    return found[1] if _DOMAIN.match(text[word:].lstrip(' ("“')) else found[1] + " "
