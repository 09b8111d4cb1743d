"""The dateline: the place at the head of a news text.

>>> find("JAKARTA, KOMPAS.com - Gubernur datang."), find("Jakarta (ANTARA) - Badan itu"), find("KONTAN.CO.ID - JAKARTA. Bank")
('JAKARTA', 'Jakarta', 'JAKARTA')
>>> find("Suara.com - Komisi itu"), find("Gubernur Jawa Timur - bukan bupati - datang."), find("KENDALTIMUR - Bupati itu")
(None, None, None)
"""

from __future__ import annotations

import re

_PLACE = r"[A-Z][\w'’.]*(?:-\w+)*(?:[ /][A-Z][\w'’]*){0,3}"
_SITE = (
    r"(?i:[\w.-]{2,30}\.(?:com|co\.id|or\.id|go\.id|id|net|tv|news|example)|antara(?: news)?|(?:cnn|cnbc|bbc|voa) indonesia|"
    r"[\w ]{2,16}(?:news|times|post|online|today)|tempo|kompas\w*)"
)
_NAMED = r"(?:[A-Z]\w+ ?){1,3}"  #: an outlet that no list knows
_DASH = r"\s*(?:[-–—]{1,2}|- -)\s*"
_SPACED = r"\s+(?:[-–—]{1,2}|- -)\s+"
_FORMS = tuple(
    re.compile(form)
    for form in (
        rf"{_SITE}\s*,\s*(?P<p>{_PLACE})(?:\s*,\s*{_PLACE})?{_DASH}",
        rf"{_SITE}{_DASH}(?P<p>[A-Z]{{3}}[A-Z ]{{0,24}})\.\s",
        rf"(?P<p>{_PLACE})(?:,\s*{_PLACE})?\s*[,–-]\s*\(?{_SITE}\)?{_DASH}",
        rf"(?P<p>{_PLACE})(?:,\s*{_PLACE})?\s*\({_SITE}(?:/[\w ]{{2,20}})?\)\s*(?:{_DASH})?",
        rf"(?P<p>{_PLACE})(?:,\s*{_PLACE})?\s*(?:,\s*{_NAMED}|\({_NAMED}(?:/[\w ]{{2,20}})?\)){_SPACED}",
        rf"(?P<p>[A-Z]{{3}}[A-Z ]{{0,24}}(?:, [A-Z]{{3}}[A-Z ]{{0,24}})?)(?:{_SPACED}|\.\s+(?=[A-Z][a-z]))",
        rf"(?P<p>[A-Z][a-z]+(?: [A-Z][a-z]+)?){_SPACED}(?=[A-Z\"“])",
    )
)
_OUTLETS = re.compile(
    rf"{_SITE}|\w*(?:times|news|post|kompas|tribun|detik|tempo|merdeka|viva|okezone|republika|antara)\w*", re.I
)
_COMPASS = re.compile(r"\w{3,}(?:timur|barat|utara|selatan)", re.I)  #: one word: a regional outlet, no place


def find(lead: str) -> str | None:
    """The place at the head of the first paragraph, else None."""
    for form in _FORMS:
        if m := form.match(lead):
            place = m["p"].split(",")[0].strip()
            return None if _OUTLETS.fullmatch(place) or _COMPASS.fullmatch(place) else place
    return None
