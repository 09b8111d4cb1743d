"""What a reviewer does, in a real browser."""

from __future__ import annotations

import pytest

from tests.review.conftest import Site

pytest.importorskip("playwright")
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.browser
JEMBER = "/record?id=jember-1&state=all&order=file"


def keys(page: Page, *pressed: str) -> None:
    """Press keys one after the other, each when the one before is on the disk."""
    for key in pressed:
        page.keyboard.press(key)
        settled(page)


def settled(page: Page) -> None:
    """Until every decision is answered."""
    page.wait_for_load_state()
    page.wait_for_function("() => typeof Send === 'undefined' || Send.idle()")


def current(page: Page) -> str | None:
    """Id of the entry that the keyboard is on."""
    found = page.locator(".card.current")
    return found.get_attribute("data-entry") if found.count() else None


def state(page: Page, entry: str) -> str | None:
    """State of an entry's card."""
    return page.locator(f"#card-{entry}").get_attribute("data-state")


def told(site: Site) -> list[tuple[str, str | None]]:
    """Actions and entries in the log."""
    return [(e.action, e.entry) for e in site.events()]


def test_a_whole_article_by_keyboard_only(site: Site) -> None:
    page = site.tab("/?state=all&order=file")
    page.keyboard.press("Enter")
    page.wait_for_url("**/record?id=jember-1*")
    assert current(page) == "o1"
    keys(page, *"aaaaaaaraaaa")
    assert page.locator("#tally strong").inner_text() == "0"
    expect(page.locator("#done")).to_be_focused()
    page.keyboard.press("d")
    page.wait_for_url("**/record?id=emoji-1*")
    actions = [e.action for e in site.events()]
    assert actions.count("accept") == 11 and actions.count("reject") == 1 and actions[-1] == "done"


def test_one_key_decides_and_moves_on(site: Site) -> None:
    page = site.tab(JEMBER)
    keys(page, "a", "r")
    assert (state(page, "o1"), state(page, "o2"), current(page)) == ("accepted", "rejected", "r1")


def test_j_and_k_move_without_deciding(site: Site) -> None:
    page = site.tab(JEMBER)
    keys(page, "j", "j", "k")
    assert current(page) == "o2" and told(site) == []


def test_a_click_on_words_goes_to_the_card_and_back(site: Site) -> None:
    page = site.tab(JEMBER)
    page.click("mark:has-text('11 juta penduduk')")
    assert current(page) == "c2"
    page.click("#card-c3 .go")
    expect(page.locator("mark.lit")).to_have_text("sekitar 270 ribu peserta")


def test_words_inside_words_lead_to_both_entries(site: Site) -> None:
    page = site.tab(JEMBER)
    inner = page.locator("mark[data-ids='r1 o1']")
    inner.click()
    assert current(page) == "r1"
    inner.click()
    assert current(page) == "o1"


def test_the_area_of_a_count_is_corrected_by_search(site: Site) -> None:
    page = site.tab(JEMBER + "&focus=c1")
    keys(page, "e")
    field = page.locator("input[name=region]")
    field.fill("kota mal")
    page.locator("#list-region [role=option]", has_text="Kota Malang").wait_for()
    field.press("Enter")
    assert field.input_value() == "35.73 Kota Malang"
    field.press("Enter")
    settled(page)
    expect(page.locator("#card-c1")).to_contain_text("Kota Malang")
    edit = site.events()[-1]
    assert edit.before and edit.after
    assert (edit.action, edit.before["entry"]["region"], edit.after["entry"]["region"]) == ("edit", "35.09", "35.73")


def test_a_value_typed_the_indonesian_way(site: Site) -> None:
    page = site.tab(JEMBER + "&focus=c1")
    keys(page, "e")
    page.fill("input[name=value]", "4,75 juta")
    page.keyboard.press("Enter")
    settled(page)
    after = site.events()[-1].after
    assert after and after["entry"]["value"] == 4750000
    expect(page.locator("#card-c1 .go")).to_have_text("4,750,000 jiwa")
    expect(page.locator("#card-x1")).to_contain_text("4,750,000 ÷ 11,000,000 = 43.2 %")


WRONG = [
    ("value", "banyak", "This is no number"),
    ("region", "Atlantis", "Choose an area"),
    ("as_of", "kemarin", "Write the date"),
    ("unit", " ", "This is needed"),
]


@pytest.mark.parametrize(("field", "typed", "said"), WRONG)
def test_what_cannot_stand_is_said_at_its_field(site: Site, field: str, typed: str, said: str) -> None:
    page = site.tab(JEMBER + "&focus=c1")
    keys(page, "e")
    page.fill(f"input[name={field}]", typed)
    page.click("#sheet .primary")
    expect(page.locator("#sheet .refused")).to_contain_text(said)
    expect(page.locator(f"input[name={field}]")).to_be_focused()
    site.faults[:] = [f for f in site.faults if "422" not in f]
    assert told(site) == []


def select(page: Page, words: str) -> None:
    """Select words of the article as a mouse would."""
    page.evaluate(
        """(words) => {
          const walk = document.createTreeWalker(document.getElementById('text'), NodeFilter.SHOW_TEXT);
          while (walk.nextNode()) {
            const at = walk.currentNode.data.indexOf(words);
            if (at < 0) continue;
            getSelection().setBaseAndExtent(walk.currentNode, at, walk.currentNode, at + words.length);
            return;
          }
          throw new Error('not there');
        }""",
        words,
    )
    page.locator("#chooser").wait_for()


def test_a_missed_count_after_an_emoji_is_added_from_selected_words(site: Site) -> None:
    page = site.tab("/record?id=emoji-1&state=all&order=file")
    select(page, "1.250 orang")
    page.keyboard.press("4")
    page.locator("#sheet form").wait_for()
    assert page.input_value("input[name=value]") == "1.250" and page.input_value("input[name=unit]") == "orang"
    page.keyboard.press("Enter")
    page.wait_for_selector("mark.added")
    expect(page.locator("mark.added")).to_have_text("1.250 orang")
    after = site.events()[-1].after
    assert after and after["entry"]["quote"] == "1.250 orang" and after["entry"]["value"] == 1250


def test_words_are_found_and_added_without_a_mouse(site: Site) -> None:
    page = site.tab(JEMBER)
    page.keyboard.press("s")
    page.keyboard.type("tahun lalu")
    page.locator("#find-list [role=option]").first.wait_for()
    page.keyboard.press("Enter")
    page.keyboard.press("3")
    page.locator("#sheet input[name=value]").fill("2018")
    page.keyboard.press("Enter")
    page.wait_for_selector("mark.added.lit")
    assert told(site)[-1][0] == "add" and current(page) == told(site)[-1][1]


def test_two_entries_are_merged(site: Site) -> None:
    page = site.tab(JEMBER + "&focus=c3")
    keys(page, "m")
    page.click(".merge summary")
    page.select_option("select[name=into]", "c1")
    page.click("[data-do=merge]")
    settled(page)
    assert state(page, "c3") == "merged"
    after = site.events()[-1].after
    assert after and after["into"] == "c1"


def test_part_and_whole_are_linked_anew(site: Site) -> None:
    page = site.tab(JEMBER + "&focus=p1")
    keys(page, "e")
    page.select_option("select[name=numerator_id]", "c3")
    page.click("#sheet .primary")
    settled(page)
    event = site.events()[-1]
    assert event.after and (event.action, event.after["entry"]["numerator"]) == ("relink", 270000)


def test_ten_steps_are_undone_and_done_again(site: Site) -> None:
    page = site.tab(JEMBER)
    keys(page, *"aaaaarrrrr")
    assert page.locator("#tally strong").inner_text() == "2"
    keys(page, *"uuuuuuuuuu")
    assert page.locator("#tally strong").inner_text() == "12" and current(page) == "o1"
    keys(page, "Shift+U", "Shift+U")
    assert (state(page, "o1"), state(page, "o2"), state(page, "r1")) == ("accepted", "accepted", "open")


def test_undo_goes_back_to_the_record_it_belongs_to(site: Site) -> None:
    page = site.tab(JEMBER)
    keys(page, "a")
    page.goto(site.base + "/record?id=emoji-1")
    page.keyboard.press("u")
    page.wait_for_url("**/record?id=jember-1*")
    assert state(page, "o1") == "open"


def test_nothing_more_here_wants_every_entry_decided(site: Site) -> None:
    page = site.tab(JEMBER)
    keys(page, "d")
    expect(page.locator("#trouble")).to_contain_text("not decided")
    keys(page, "Shift+A")
    assert page.locator("#tally strong").inner_text() == "0"
    page.keyboard.press("d")
    page.wait_for_url("**/record?id=emoji-1*")
    expect(page.locator("#progress")).to_contain_text("1 of 12")
    site.faults[:] = [f for f in site.faults if "422" not in f]


def test_a_left_out_block_is_taken_in(site: Site) -> None:
    page = site.tab(JEMBER)
    keys(page, "b")
    block = page.locator(".block", has_text="Iuran naik")
    expect(block).to_contain_text("inline link")
    block.locator("button").click()
    page.wait_for_selector(".block.kept")
    assert [e.after for e in site.events()] == [{"block": 4, "kept": True}]


def test_the_check_shows_its_arithmetic_as_a_sentence(site: Site) -> None:
    page = site.tab(JEMBER, locale="id-ID")
    expect(page.locator("#card-x1 .go")).to_have_text("4.700.000 ÷ 11.000.000 = 42,7 %; artikel menyebut 40 %")
    page.goto(site.base + JEMBER + "&lang")
    expect(page.locator("#card-x1")).to_contain_text("bertentangan")


def test_next_and_previous_follow_the_queue(site: Site) -> None:
    page = site.tab("/record?id=jember-1&state=all&order=file")
    page.keyboard.press("n")
    page.wait_for_url("**/record?id=emoji-1*order=file*")
    page.keyboard.press("p")
    page.wait_for_url("**/record?id=jember-1*")


def test_filters_are_in_the_address(site: Site) -> None:
    page = site.tab("/")
    page.select_option("select[name=outlet]", "Lontar Timur")
    page.wait_for_url("**outlet=Lontar*")
    expect(page.locator(".rows li")).to_have_count(1)
    page.keyboard.press("/")
    page.fill("#q", "vaksin")
    page.wait_for_url("**q=vaksin*")
    page.reload()
    assert page.input_value("#q") == "vaksin"
    expect(page.locator(".rows li")).to_have_count(1)
