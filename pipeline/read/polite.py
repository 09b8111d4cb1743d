"""Manners: one request at a time for a host, a pause between two, more patience where the host asks for it.

Time comes from a `Clock`, so that tests do not wait.

>>> retry_after("120", now=0.0), retry_after("Thu, 01 Jan 1970 00:01:00 GMT", now=10.0)
(120.0, 50.0)
"""

from __future__ import annotations

import asyncio
import random
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime

from pipeline.errors import SourceError

LONGEST = 600.0  #: seconds; a host that asks for more patience is left alone
SLOWEST = 60.0  #: seconds between two requests, however often a host was busy


@dataclass(frozen=True, slots=True)
class Clock:
    """What time it is, how to wait, and chance."""

    now: Callable[[], float] = time.time
    sleep: Callable[[float], Awaitable[None]] = asyncio.sleep
    chance: Callable[[], float] = random.random


@dataclass(slots=True)
class Host:
    """What is known of a host while a run lasts."""

    name: str
    delay: float
    budget: int
    free_at: float = 0.0
    failed: int = 0
    lock: asyncio.Lock = field(default_factory=asyncio.Lock)

    @asynccontextmanager
    async def turn(self, clock: Clock) -> AsyncIterator[None]:
        """Wait until this host may be asked, and keep all others away meanwhile."""
        async with self.lock:
            if (left := self.free_at - clock.now()) > 0:
                await clock.sleep(left)
            try:
                yield
            finally:
                self.free_at = max(self.free_at, clock.now() + self.delay)

    def busy(self, retry: float | None, clock: Clock) -> None:
        """The host said 429 or 503: wait as long as it asks, and be slower from now on.

        Raises:
            SourceError: it asks for more than ten minutes.
        """
        self.delay = min(SLOWEST, self.delay * 2)
        if retry is not None and retry > LONGEST:
            advice = "Run the same command again later: what is there is not fetched again."
            raise SourceError(f"{self.name} asks to wait {retry:.0f} s", advice=advice, kind="asked_to_wait")
        self.free_at = max(self.free_at, clock.now() + max(self.delay, retry or 0.0))

    def count(self, *, failed: bool) -> None:
        """Count failures in a row."""
        self.failed = self.failed + 1 if failed else 0

    def check(self) -> None:
        """Let a request pass, while the host's budget of failures lasts.

        Raises:
            SourceError: too many requests in a row failed.
        """
        if self.failed >= self.budget:
            advice = "Run the same command again later: what is there is not fetched again."
            raise SourceError(
                f"{self.name}: given up after {self.failed} failures in a row", advice=advice, kind="host_given_up"
            )


def retry_after(header: str | None, *, now: float) -> float | None:
    """Seconds that a Retry-After header asks for: a number or a date."""
    if header is None:
        return None
    told = header.strip()
    if told.isascii() and told.isdigit():
        return float(told[:9])
    try:
        return max(0.0, parsedate_to_datetime(told).timestamp() - now)
    except (ValueError, TypeError, OverflowError):
        return None
