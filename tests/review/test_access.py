"""Every page under axe-core: WCAG 2.1 A and AA, light and dark, wide and narrow; and how much a page weighs."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.review.conftest import Site
from tests.review.test_several import close_jember
from tests.review.test_stories import JEMBER

pytest.importorskip("playwright")
from playwright.sync_api import Page

pytestmark = pytest.mark.browser
AXE = Path(__file__).parent / "vendor" / "axe.min.js"
RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"]}
HEAVIEST = 150 * 1024
SIZES = "['navigation', 'resource'].flatMap(k => performance.getEntriesByType(k)).map(e => [e.name, e.decodedBodySize])"


def violations(page: Page) -> list[str]:
    """What axe finds."""
    if page.evaluate("typeof axe") == "undefined":
        page.evaluate(AXE.read_text("utf-8"))
    found = page.evaluate("rules => axe.run(document, rules)", RULES)["violations"]
    return [f"{v['id']}: {n['target']} {n['failureSummary']}" for v in found for n in v["nodes"]]


PARTS = [
    ("?", "#help"),
    ("Escape", ".card"),
    ("s", "#find"),
    ("Escape", ".card"),
    ("b", "#text.all .block"),
    ("e", "#sheet form"),
]
LOOKS = [("light", 1280), ("dark", 1280), ("light", 375)]


@pytest.mark.parametrize(("colours", "width"), LOOKS)
def test_no_page_shuts_anybody_out(serve: Callable[..., Site], colours: str, width: int) -> None:
    site = serve(quota=100)
    close_jember(site.tab(JEMBER, token="budis"), "r", "a", "r")
    page = site.tab(JEMBER, color_scheme=colours, viewport={"width": width, "height": 800}, bypass_csp=True)
    found = violations(page)
    for key, part in PARTS:
        page.keyboard.press(key)
        if key != "Escape":
            page.wait_for_selector(part, state="attached")
        found += violations(page)
    page.keyboard.press("Escape")
    close_jember(page, "a", "a", "r")
    for path in ("/", "/?state=all", "/overview", "/adjudicate", "/agreement", "/record?id=nothing", JEMBER):
        page.goto(site.base + path)
        found += violations(page)
    page.click(".menu summary")
    found += violations(page)
    site.faults[:] = [f for f in site.faults if "404" not in f]
    assert sorted(set(found)) == []


@pytest.mark.parametrize("path", ["/", JEMBER, "/overview"])
def test_a_page_is_light(site: Site, path: str) -> None:
    page = site.tab("/")
    page.goto(site.base + path, wait_until="networkidle")
    sizes = dict(page.evaluate(SIZES))
    assert len(sizes) > 2 and 0 < sum(sizes.values()) < HEAVIEST, sizes
