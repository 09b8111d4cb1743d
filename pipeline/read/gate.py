"""What is let in, cheapest look first: the address, then raw bytes, then the language that the page declares.

Nothing here parses a page. `--site` looks at the host, `--match` searches the bytes of the page as they are; what is
declined is a problem `no_match`. A page that declares a language other than Indonesian, and whose words agree when its
markup is roughly taken off, is a problem `language` before the cost of cleaning it. Declarations alone decide nothing:
many Indonesian sites say `lang="en"` and mean the software.

>>> gate = Gate(match="BPJS|JKN", sites=("kompas.com",))
>>> gate.declined(Page(source="a", url="https://money.kompas.com/read/1", html=b"<p>Peserta JKN"))
>>> gate.declined(Page(source="a", url="https://money.kompas.com/read/1", html=b"<p>Harga cabai")).kind
'no_match'
>>> gate.declined(Page(source="a", url="https://kompas.com.palsu.net/", html=b"<p>Peserta JKN")).message
'a: the host kompas.com.palsu.net is not among kompas.com'
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

import regex

from pipeline.errors import UsageError
from pipeline.language.identify import identify
from pipeline.records import Page, Problem

LANG = regex.compile(rb"""<html\b[^>]{0,2000}?\blang\s*=\s*["']?\s*([A-Za-z]{2,3})""", regex.IGNORECASE)
FRAME = regex.compile(
    rb"<(script|style|noscript|svg|head)\b.*?</\1\s*>|<[^>]*+>|&[a-z#0-9]{1,8};", regex.IGNORECASE | regex.DOTALL
)
ROUGH = 200_000  #: bytes of a page whose words are looked at
SURE = 0.9
INDONESIAN = frozenset(("id", "in", "ind"))


@dataclass(frozen=True, slots=True)
class Gate:
    """What to let in: a pattern for the bytes of a page, and hosts."""

    match: str | None = None
    sites: tuple[str, ...] = ()

    def declined(self, page: Page) -> Problem | None:
        """The problem of a page that is not let in, else nothing.

        Raises:
            UsageError: the pattern of `match` is none.
        """
        if self.sites and page.url is not None and not _among(host := _host(page.url), self.sites):
            return _no_match(page, f"the host {host} is not among {', '.join(self.sites)}", "--site")
        if self.match is not None and not matcher(self.match)(_content(page)):
            return _no_match(page, f"does not hold {self.match!r}", "--match")
        return _other_language(page)


@lru_cache(maxsize=16)
def matcher(pattern: str) -> Callable[[bytes], bool]:
    """Whether the pattern is in some bytes. Plain words joined by | are searched as such, many times as fast.

    >>> matcher("BPJS|JKN")(b"<p>Peserta JKN"), matcher("(?i)jkn")(b"JKN"), matcher("JK[NP]")(b"JKM")
    (True, True, False)
    """
    words = [word.encode() for word in pattern.split("|")]
    if all(words) and not re.search(r"[\\.^$*+?{}\[\]()]", pattern):
        return lambda content: any(word in content for word in words)
    try:
        found = regex.compile(pattern.encode()).search
    except regex.error as error:
        raise UsageError(f"--match: {pattern!r} is no pattern: {error}.", advice="Quote it, and escape ( and [.") from error
    return lambda content: found(content) is not None


def _other_language(page: Page) -> Problem | None:
    if not isinstance(page.html, bytes):
        return None
    declared = LANG.search(page.html[:4096])
    if declared is None or (code := declared[1].decode().lower()) in INDONESIAN:
        return None
    rough = FRAME.sub(b" ", page.html[:ROUGH]).decode("utf-8", errors="replace")
    told = identify(" ".join(rough.split()))
    if told.code == "id" or told.confidence < SURE or told.rule == "too short":
        return None
    message = f"{page.source}: the page is in {told.name} ({told.code}) and says so (lang={code}), not Indonesian"
    advice = "Saripati reads Indonesian only; leave such pages out of the source."
    return Problem(id=page.id, source=page.source, kind="language", message=message, advice=advice)


def _no_match(page: Page, why: str, option: str) -> Problem:
    advice = f"Widen {option} to read it."
    return Problem(id=page.id, source=page.source, kind="no_match", message=f"{page.source}: {why}", advice=advice)


def _content(page: Page) -> bytes:
    content = page.html if page.html is not None else page.text or ""
    return content if isinstance(content, bytes) else content.encode()


def _host(url: str) -> str:
    try:
        return (urlsplit(url).hostname or "").lower()
    except ValueError:
        return ""


def _among(host: str, sites: tuple[str, ...]) -> bool:
    return any(host == site or host.endswith("." + site) for site in sites)
