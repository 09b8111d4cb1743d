"""A run of invented articles, and its page without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.testclient import TestClient

from pipeline.review import guard
from pipeline.review.app import Desk, app
from pipeline.review.run import Run
from tests.review import invented

BASE = "http://127.0.0.1:8765"
ORIGIN = {"Origin": BASE}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A run folder."""
    return invented.small(tmp_path / "run")


@pytest.fixture
def run(folder: Path) -> Iterator[Run]:
    """The run, its index filled."""
    opened = Run(folder, wait=True)
    yield opened
    opened.close()


@pytest.fixture
def desk(run: Run) -> Desk:
    """A desk with two links: one for anybody, one for budi."""
    keys = guard.Keys(guard.hosts(["127.0.0.1", "localhost"], 8765), {"token": "", "budis": "budi"})
    return Desk(run, keys, name="ana")


@pytest.fixture
def stranger(desk: Desk) -> TestClient:
    """A browser that has not opened the link."""
    return TestClient(app(desk), base_url=BASE, follow_redirects=False)


@pytest.fixture
def ana(stranger: TestClient) -> TestClient:
    """A browser that has."""
    stranger.get("/?token=token")
    stranger.headers["accept-language"] = "en"
    return stranger
