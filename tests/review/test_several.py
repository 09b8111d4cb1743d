"""Several reviewers, blind and double; hostile pages; a killed server; two tabs: in a real browser."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import orjson
import pytest

from pipeline.review.log import Log, standing
from tests.review import invented
from tests.review.conftest import Site
from tests.review.test_stories import JEMBER, current, keys, settled, state

pytest.importorskip("playwright")
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.browser


def close_jember(page: Page, *pressed: str) -> None:
    """Decide with some keys, accept the rest, close the record."""
    keys(page, *pressed, "Shift+A")
    page.keyboard.press("d")
    page.wait_for_url(lambda address: "jember" not in address)


def test_two_reviewers_blind_then_adjudicated(serve: Callable[..., Site], tmp_path: Path) -> None:
    site = serve(blind=True, quota=100, adjudicators=frozenset({"citra"}))
    close_jember(site.tab(JEMBER, token="anas"), "a", "r")
    budi = site.tab(JEMBER, token="budis")
    expect(budi.locator("#fields")).not_to_contain_text("ana")
    close_jember(budi, "a", "a")
    expect(budi.locator(".top nav")).not_to_contain_text("Adjudication")

    citra = site.tab("/adjudicate", token="citras")
    expect(citra.locator(".conflict")).to_have_count(1)
    expect(citra.locator(".conflict")).to_contain_text("Hendra Saputro")
    citra.keyboard.press("2")
    expect(citra.locator(".empty")).to_contain_text("No conflicts")
    event = site.events()[-1]
    assert event.after and (event.reviewer, event.action, event.entry, event.after["state"]) == (
        "citra",
        "settle",
        "o2",
        "accepted",
    )

    citra.wait_for_function("() => document.readyState === 'complete'")
    citra.keyboard.press("u")
    expect(citra.locator(".conflict")).to_have_count(1)
    citra.wait_for_function("() => document.activeElement.matches('.conflict')")
    citra.keyboard.press("2")
    expect(citra.locator(".empty")).to_contain_text("No conflicts")

    citra.goto(site.base + "/agreement")
    expect(citra.get_by_role("row", name="Officials: there")).to_contain_text("50 %")
    with citra.expect_download() as download:
        citra.click("text=CSV")
    download.value.save_as(tmp_path / "agreement.csv")
    assert "officials.kept,2,0.5000," in (tmp_path / "agreement.csv").read_text("utf-8")


def test_blind_reviewers_are_refused_the_conflicts(serve: Callable[..., Site]) -> None:
    site = serve(blind=True, adjudicators=frozenset({"citra"}))
    page = site.tab("/adjudicate", token="anas")
    expect(page.locator("h1")).to_have_text("Blind review")
    site.faults.clear()  # the 403 itself


def test_open_reviewers_see_each_other(serve: Callable[..., Site]) -> None:
    site = serve()
    keys(site.tab(JEMBER, token="anas"), "r")
    budi = site.tab(JEMBER, token="budis")
    expect(budi.locator("#card-o1 .other")).to_contain_text("ana: rejected")
    assert state(budi, "o1") == "open"


def test_a_doubled_record_waits_for_a_second_reviewer(serve: Callable[..., Site]) -> None:
    site = serve(quota=100)
    ana = site.tab(JEMBER, token="anas")
    close_jember(ana)
    for token, there in (("anas", 0), ("budis", 1)):
        page = site.tab("/?q=jember", token=token)
        expect(page.locator(".rows li")).to_have_count(there)


def saripati(*words: str) -> subprocess.CompletedProcess[str]:
    """The program, run to its end."""
    command = [str(Path(sys.executable).with_name("saripati")), *words]
    return subprocess.run(command, check=True, capture_output=True, text=True)


def test_reviewed_records_are_exported_and_scored(site: Site, tmp_path: Path) -> None:
    page = site.tab(JEMBER)
    close_jember(page, "a", "r")
    done = saripati("export", str(site.folder), "--reviewed", "-o", str(tmp_path / "out"))
    assert "1 reviewed records, 1 of them gold" in done.stderr
    gold = orjson.loads((tmp_path / "out" / "gold.jsonl").read_bytes())
    assert [o["name"] for o in gold["officials"]] == ["Ratna Wulandari"]
    scored = saripati("score", str(tmp_path / "out" / "gold.jsonl"), str(site.folder / "records.jsonl"))
    assert re.search(r"officials\.name\s+0\.500\s+1\.000", scored.stdout)


def test_a_hostile_article_stays_text(site: Site) -> None:
    page = site.tab("/?state=all")
    page.click("text=<script>window.hacked")
    page.wait_for_url("**/record?id=hostile*")
    expect(page.locator("#text h2")).to_contain_text(
        '<script>window.hacked = 1</script> "onmouseover="window.hacked=2" {{ 7*7 }} ${7*7}'
    )
    expect(page.locator("#card-c1")).to_contain_text("'; DROP TABLE events; --")
    keys(page, "b", "e")
    page.locator("#sheet form").wait_for()
    page.keyboard.press("Escape")
    keys(page, "a", "a")
    assert page.evaluate("window.hacked") is None
    assert page.locator("#text script, #text img, #text svg, .card script, .card i").count() == 0
    assert page.locator("#text .sign").count() == 6
    tower = page.locator("#text p").last.bounding_box()
    assert tower and tower["height"] < 400
    assert [e.action for e in site.events()] == ["accept", "accept"]


def test_offsets_hold_after_direction_marks(site: Site) -> None:
    page = site.tab("/record?id=hostile%2F..%2F1%3F%26%23&state=all")
    page.keyboard.press("s")
    page.keyboard.type("selesai")
    page.locator("#find-list [role=option]").first.wait_for()
    page.keyboard.press("Enter")
    page.keyboard.press("3")
    page.locator("#sheet input[name=value]").fill("2020-05")
    page.keyboard.press("Enter")
    page.wait_for_selector("mark.added")
    after = site.events()[-1].after
    assert after and after["entry"]["quote"] == "selesai"


def test_two_tabs_at_once(site: Site) -> None:
    first, second = site.tab(JEMBER), site.tab(JEMBER)
    keys(first, "a")
    keys(second, "r")
    expect(second.locator("#trouble")).to_contain_text("decided elsewhere")
    assert state(second, "o1") == "accepted" and current(second) == "o1"
    keys(second, "r")
    assert [(e.action, e.entry) for e in site.events()] == [("accept", "o1"), ("reject", "o1")]
    site.faults[:] = [f for f in site.faults if "409" not in f]


@pytest.fixture
def started(folder: Path) -> Iterator[Callable[[int], tuple[subprocess.Popen[str], str]]]:
    """Start `saripati review` as a program on a port."""
    running: list[subprocess.Popen[str]] = []

    def start(port: int) -> tuple[subprocess.Popen[str], str]:
        command = [str(Path(sys.executable).with_name("saripati")), "review", str(folder), "--port", str(port)]
        environment = os.environ | {"SARIPATI_REVIEW_TOKEN": "token"}
        program = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
        running.append(program)
        assert program.stdout is not None
        return program, program.stdout.readline().strip()

    yield start
    for program in running:
        program.kill()
        program.wait()
        if program.stdout:
            program.stdout.close()


def test_a_server_killed_between_decisions_loses_none(
    started: Callable[[int], tuple[subprocess.Popen[str], str]], browser: Browser, folder: Path
) -> None:
    program, link = started(0)
    port = int(re.findall(r":(\d+)/", link)[0])
    context = browser.new_context(locale="en-GB")
    page = context.new_page()
    page.goto(link)
    page.goto(f"http://127.0.0.1:{port}{JEMBER}")
    keys(page, "a", "a")
    os.kill(program.pid, signal.SIGKILL)
    program.wait()
    for key in "rra":
        page.keyboard.press(key)
    expect(page.locator("#trouble")).to_contain_text("does not answer")
    started(port)
    settled(page)
    expect(page.locator("#trouble")).to_be_hidden()
    context.close()
    log = Log(folder / "review.sqlite")
    assert [(e.action, e.entry) for e in standing(log.after(0))] == [
        ("accept", "o1"), ("accept", "o2"), ("reject", "r1"), ("reject", "r2"), ("accept", "r3"),
    ]  # fmt: skip
    log.close()


def test_the_original_page_is_shown_without_scripts_and_network(serve: Callable[..., Site], tmp_path: Path) -> None:
    page_file = tmp_path / "pages" / "asli.html"
    page_file.parent.mkdir()
    page_file.write_text(
        "<html><head><meta http-equiv=refresh content='0;url=http://evil.example/'><script>parent.hacked = 1</script>"
        "<link rel=stylesheet href=http://evil.example/a.css></head><body onload='parent.hacked=2'><h1>Judul asli</h1>"
        "<img src=http://evil.example/a.png><iframe src=http://evil.example></iframe></body></html>",
        "utf-8",
    )
    made = invented.short(1).model_copy(update={"source": str(page_file)})
    site = serve(invented.write(tmp_path / "one", [made]), originals=tmp_path / "pages")
    page = site.tab("/record?id=s00001&state=all")
    page.keyboard.press("o")
    expect(page.frame_locator("#original iframe").locator("h1")).to_have_text("Judul asli")
    assert page.evaluate("window.hacked") is None
    assert page.locator("#original iframe").get_attribute("sandbox") == ""


def test_a_file_outside_the_folder_is_not_shown(serve: Callable[..., Site], tmp_path: Path) -> None:
    secret = tmp_path / "secret.html"
    secret.write_text("<p>rahasia</p>", "utf-8")
    made = invented.short(1).model_copy(update={"source": str(tmp_path / "pages" / ".." / "secret.html")})
    (tmp_path / "pages").mkdir()
    site = serve(invented.write(tmp_path / "one", [made]), originals=tmp_path / "pages")
    page = site.tab("/record?id=s00001&state=all")
    page.keyboard.press("o")
    expect(page.frame_locator("#original iframe").locator("body")).to_contain_text("is not here")


def test_a_founding_article_to_its_end(serve: Callable[..., Site], shared: Path, tmp_path: Path) -> None:
    from pipeline.flow import run

    run([shared / "gold" / "seeds.articles.jsonl"], tmp_path / "seeds")
    site = serve(tmp_path / "seeds")
    page = site.tab("/?state=all&order=checks")
    page.keyboard.press("Enter")
    page.wait_for_url("**/record?id=*")
    first = page.url
    entries = page.locator(".card").count()
    assert entries > 3
    keys(page, *"a" * entries)
    page.keyboard.press("d")
    page.wait_for_url(lambda address: address != first)
    assert [e.action for e in site.events()] == ["accept"] * entries + ["done"]


def test_settings_hold(site: Site) -> None:
    page = site.tab("/")
    page.click(".menu summary")
    page.select_option("select[name=theme]", "dark")
    page.wait_for_load_state()
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.click(".menu summary")
    page.select_option("select[name=lang]", "id")
    page.wait_for_load_state()
    expect(page.locator("h1")).to_have_text("Antrean")
    page.click(".menu summary")
    page.select_option("select[name=keys]", "off")
    expect(page.locator("body")).to_have_attribute("data-keys", "off")
    page.wait_for_load_state()
    page.goto(site.base + JEMBER)
    page.keyboard.press("a")
    assert site.events() == []


def test_on_a_phone_fields_and_article_take_turns(site: Site) -> None:
    page = site.tab(JEMBER, viewport={"width": 375, "height": 700}, has_touch=True)
    expect(page.locator("#text")).to_be_hidden()
    page.click(".panes [data-pane=article]")
    expect(page.locator("#text")).to_be_visible()
    page.click("mark:has-text('11 juta penduduk')")
    expect(page.locator("#card-c2")).to_be_visible()
    page.click("#card-c2 [data-do=accept]")
    settled(page)
    assert state(page, "c2") == "accepted"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_the_overview_leads_to_the_records(site: Site) -> None:
    page = site.tab("/overview")
    page.click(".failed a")
    page.wait_for_url("**/record?id=jember-1*")
    assert current(page) == "x1"
    page.goto(site.base + "/overview")
    page.locator(".map a[aria-label^='Provinsi Nusa Tenggara Timur']").press("Enter")
    page.wait_for_url("**region=53*")
    expect(page.locator(".rows li")).to_have_count(1)
