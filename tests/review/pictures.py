"""The pictures of docs/review.md, made anew: `python -m tests.review.pictures`. Needs Chromium on the PATH."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from tests.review import invented
from tests.review.conftest import serving

OUT = Path(__file__).resolve().parents[2] / "docs" / "pictures"
JEMBER = "/record?id=jember-1&state=all&order=file"


def tab(browser: Browser, port: int, path: str, *, token: str = "anas", **options: object) -> Page:
    """A window on a page."""
    settings = {"viewport": {"width": 1180, "height": 700}, "locale": "en-GB", "color_scheme": "light"} | options
    page = browser.new_context(**settings).new_page()  # type: ignore[arg-type]
    page.goto(f"http://127.0.0.1:{port}/?token={token}")
    page.goto(f"http://127.0.0.1:{port}{path}")
    return page


def press(page: Page, *keys: str) -> None:
    """Keys, each answered before the next."""
    for key in keys:
        page.keyboard.press(key)
        page.wait_for_function("() => typeof Send === 'undefined' || Send.idle()")


def shoot(page: Page, name: str) -> None:
    """A picture of what is seen."""
    page.wait_for_timeout(300)
    page.screenshot(path=OUT / f"{name}.png")


def main() -> None:
    OUT.mkdir(exist_ok=True)
    found = shutil.which("chromium") or shutil.which("google-chrome")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        outlets = ("Harian Contoh", "Kabar Tapal Kuda", "Lontar Timur")
        many = (invented.short(n, outlets[n % 3]) for n in range(60))
        run = invented.write(Path(folder) / "contoh", [invented.jember(), invented.emoji(), *many])
        browser = driver.chromium.launch(executable_path=found, args=["--no-sandbox"])
        with serving(run, quota=100) as port:
            page = tab(browser, port, JEMBER)
            press(page, "a", "a", "a", "r")
            page.click("#card-c1 .go")
            shoot(page, "record")
            press(page, "e")
            page.locator("input[name=region]").fill("luma")
            page.locator("#list-region [role=option]").first.wait_for()
            page.emulate_media(color_scheme="dark")
            shoot(page, "edit-dark")
            page.emulate_media(color_scheme="light")
            press(page, "Escape", "Shift+A", "d")
            page.wait_for_url(lambda address: "jember" not in address)
            budi = tab(browser, port, JEMBER, token="budis")
            press(budi, "a", "r", "a", "a", "Shift+A", "d")
            budi.wait_for_url(lambda address: "jember" not in address)
            shoot(tab(browser, port, "/adjudicate", token="citras"), "adjudicate")
            shoot(tab(browser, port, "/overview", viewport={"width": 1180, "height": 1000}), "overview")
            shoot(tab(browser, port, JEMBER, viewport={"width": 390, "height": 760}, locale="id-ID"), "phone")
        browser.close()


if __name__ == "__main__":
    main()
