"""robots.txt, after RFC 9309: what a site asks programs not to fetch.

An answer of 2xx is read (its first 500 KiB), 4xx means that there are no rules, and 5xx, 429 or no answer mean that
nothing may be fetched for now. What a host said holds for 24 hours, also over runs; a failure holds for the run.

>>> rules = Rules("User-agent: *\\nDisallow: /cari\\nCrawl-delay: 5")
>>> rules.allows("https://contoh.id/cari?q=bpjs", "saripati"), rules.allows("https://contoh.id/read/1", "saripati")
(False, True)
>>> rules.delay("saripati")
5.0
"""

from __future__ import annotations

import json
from pathlib import Path

from protego import Protego

LARGEST = 500 * 1024
HOLDS = 24 * 3600.0
NOTHING, EVERYTHING = "User-agent: *\nDisallow: /", ""


class Rules:
    """What a host's robots.txt allows."""

    def __init__(self, text: str) -> None:
        self._read = Protego.parse(text)

    def allows(self, url: str, agent: str) -> bool:
        """Whether this program may fetch the address."""
        return bool(self._read.can_fetch(url, agent))

    def delay(self, agent: str) -> float | None:
        """The pause between two requests that the host asks for, in seconds."""
        told = self._read.crawl_delay(agent)
        return None if told is None else float(told)

    def sitemaps(self) -> list[str]:
        """The sitemaps that it names."""
        return list(self._read.sitemaps)


def rules_of(status: int | None, body: bytes) -> tuple[Rules, bool]:
    """The rules that an answer makes (no status: there was none), and whether they hold for a day."""
    if status is not None and 200 <= status < 300:
        return Rules(body[:LARGEST].decode("utf-8-sig", errors="replace")), True
    if status is not None and 400 <= status < 500 and status != 429:
        return Rules(EVERYTHING), True
    return Rules(NOTHING), False


class Kept:
    """What hosts said within the last day, in a file."""

    def __init__(self, path: Path) -> None:
        self._path = path
        try:
            told = json.loads(path.read_bytes())
        except (OSError, ValueError):
            told = {}
        self._rows: dict[str, tuple[float, int, str]] = {k: tuple(v) for k, v in told.items() if len(v) == 3}

    def get(self, origin: str, now: float) -> Rules | None:
        """The rules of an origin, where they are not older than a day."""
        row = self._rows.get(origin)
        if row is None or not 0 <= now - row[0] < HOLDS:
            return None
        return rules_of(row[1], row[2].encode())[0]

    def put(self, origin: str, now: float, status: int, body: bytes) -> None:
        """Keep what an origin said."""
        self._rows[origin] = (now, status, body[:LARGEST].decode("utf-8", errors="replace"))

    def save(self) -> None:
        """Write the file anew."""
        part = self._path.with_suffix(".part")
        part.write_text(json.dumps(self._rows), encoding="utf-8")
        part.replace(self._path)
