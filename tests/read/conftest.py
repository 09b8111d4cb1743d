"""The misbehaving site, a clock that jumps, and fetching with both."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from pipeline.read import fetch
from pipeline.read.polite import Clock
from pipeline.read.web import Settings
from tests.read.site import FakeTime, Site, serving


@pytest.fixture
def site() -> Iterator[Site]:
    with serving() as made:
        yield made


@pytest.fixture
def fake() -> FakeTime:
    return FakeTime()


@pytest.fixture
def settings(site: Site, tmp_path: Path) -> Settings:
    return Settings(
        contact="uji@contoh.id", corpus=tmp_path / "corpus", allow=frozenset({site.host}), deadline=0.6, budget=1000
    )


Fetch = Callable[..., list[fetch.Fetched]]


@pytest.fixture
def fetched(site: Site, settings: Settings, fake: FakeTime) -> Fetch:
    """Fetch paths of the site, or whole addresses."""

    def run(*paths: str, using: Settings = settings, **more: Any) -> list[fetch.Fetched]:
        clock = Clock(fake.now, fake.sleep, lambda: 0.5)
        return fetch.run([site.url(p) if p.startswith("/") else p for p in paths], using, clock=clock, **more)

    return run
