"""A run of invented articles; its page without a browser, and in Debian's Chromium."""

from __future__ import annotations

import os
import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from starlette.testclient import TestClient

from pipeline.review import guard
from pipeline.review.app import Desk, app
from pipeline.review.log import Event, Log
from pipeline.review.run import Run
from tests.review import invented

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Page

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


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Chromium; without it the browser tests skip, in CI they fail."""
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        told = "needs Chromium on the PATH (Debian: apt-get install chromium)"
        if os.environ.get("CI"):
            pytest.fail(told)
        pytest.skip(told)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as driver:
        opened = driver.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield opened
        opened.close()


@dataclass
class Site:
    """A served run, and tabs on it."""

    folder: Path
    browser: Browser
    base: str
    faults: list[str] = field(default_factory=list)
    contexts: list[BrowserContext] = field(default_factory=list)

    def tab(self, path: str = "/", *, token: str = "token", **options: Any) -> Page:
        """A new browser window on a page; its console and network are watched."""
        context = self.browser.new_context(**({"locale": "en-GB", "viewport": {"width": 1280, "height": 800}} | options))
        self.contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(8000)
        page.on("console", lambda m: self.faults.append(f"{m.type}: {m.text}") if m.type in {"error", "warning"} else None)
        page.on("pageerror", lambda e: self.faults.append(f"error: {e}"))
        page.on(
            "request",
            lambda r: None if r.url.startswith((self.base, "data:", "about:")) else self.faults.append(f"asked {r.url}"),
        )
        page.goto(f"{self.base}/?token={token}")
        if path != "/":
            page.goto(self.base + path)
        return page

    def events(self) -> list[Event]:
        """Everything in the log."""
        log = Log(self.folder / "review.sqlite")
        told = list(log.after(0))
        log.close()
        return told


@contextmanager
def serving(folder: Path, *, password: str | None = None, **options: Any) -> Iterator[int]:
    """Serve a run in a thread; gives the port."""
    import uvicorn

    bound = socket.create_server(("127.0.0.1", 0))
    port: int = bound.getsockname()[1]
    opened = Run(folder, wait=True)
    links = {"token": "", "anas": "ana", "budis": "budi", "citras": "citra"}
    desk = Desk(opened, guard.Keys(guard.hosts(["127.0.0.1"], port), links, password), name="ana", **options)
    server = uvicorn.Server(uvicorn.Config(app(desk), log_level="error", lifespan="off", timeout_graceful_shutdown=1))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [bound]}, daemon=True)
    thread.start()
    yield port
    server.should_exit = True
    thread.join(10)
    opened.close()


@pytest.fixture
def serve(folder: Path, browser: Browser) -> Iterator[Callable[..., Site]]:
    """Serve a run to a browser; at the end no tab may have complained."""
    sites: list[Site] = []
    with ExitStack() as servers:

        def start(at: Path = folder, **options: Any) -> Site:
            sites.append(Site(at, browser, f"http://127.0.0.1:{servers.enter_context(serving(at, **options))}"))
            return sites[-1]

        yield start
        for site in sites:
            for context in site.contexts:
                context.close()
    assert [fault for site in sites for fault in site.faults] == []


@pytest.fixture
def site(serve: Callable[..., Site]) -> Site:
    """The run served plainly."""
    return serve()
