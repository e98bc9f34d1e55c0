"""Searching, filtering and comparing in the lists, with a mouse, by touch and by keyboard."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

CARDS = ".record-explorer .grid > li[data-id]"


@pytest.fixture
def practices(visitor):
    one = visitor()
    one.go("en/practices")
    return one


def shown(one):
    return [card.get_attribute("data-id") for card in one.page.locator(CARDS).all()]


def status(one):
    return one.page.locator(".record-explorer .status")


def test_a_word_narrows_the_list_to_the_records_that_have_it(practices, kb):
    assert len(shown(practices)) == len(kb.public().practices)

    practices.page.get_by_role("searchbox").fill("mentor")

    expect(status(practices)).not_to_contain_text("57 of 57")
    found = shown(practices)
    assert "duo-for-a-job" in found
    assert 0 < len(found) < len(kb.practices)
    by_hand = [
        name
        for name in found
        if "mentor" in kb.practices[name].model_dump_json(exclude={"sources"}).lower()
    ]
    assert by_hand == found


def test_turkish_capitals_and_small_letters_find_the_same(visitor):
    one = visitor()
    one.go("tr/practices")
    search = one.page.get_by_role("searchbox")
    everything = len(shown(one))
    found = []
    for word in ("istihdam", "İSTİHDAM", "ISTIHDAM", "İstihdam"):
        search.fill(word)
        expect(status(one)).not_to_contain_text(f"{everything} / {everything}")
        found.append(shown(one))

    assert 0 < len(found[0]) < everything
    assert found == [found[0]] * 4


def test_a_ticked_option_keeps_only_its_records_and_stands_in_the_address(practices, kb):
    box = practices.page.locator("[data-facet=themes] input[value=housing]")
    expected = {name for name, p in kb.public().practices.items() if "housing" in p.themes}
    label = practices.page.locator("[data-facet=themes] label:has(input[value=housing])")
    number = label.locator(".number").inner_text()

    box.check()

    assert set(shown(practices)) == expected
    assert number == str(len(expected))
    assert practices.page.url.endswith("?themes=housing")
    # The list is drawn anew; whoever uses the keyboard stays where they were.
    expect(box).to_be_focused()


def test_the_state_survives_a_reload_and_a_change_of_language(practices):
    practices.page.locator("[data-facet=themes] input[value=housing]").check()
    practices.page.get_by_role("searchbox").fill("brussels")
    expect(practices.page).to_have_url(re.compile(r"q=brussels&themes=housing$"))
    found = shown(practices)

    practices.page.reload()
    status(practices).wait_for()
    assert shown(practices) == found
    expect(practices.page.get_by_role("searchbox")).to_have_value("brussels")

    practices.page.locator(".languages a[hreflang=nl]").click()
    practices.page.wait_for_url(re.compile(r"/nl/practices\?q=brussels&themes=housing$"))
    status(practices).wait_for()
    expect(practices.page.locator("[data-facet=themes] input[value=housing]")).to_be_checked()


def test_nothing_found_says_so_and_one_button_brings_all_back(practices):
    everything = shown(practices)
    practices.page.get_by_role("searchbox").fill("zzzzqqqq")
    expect(practices.page.locator(".record-explorer .empty")).to_be_visible()
    assert shown(practices) == []

    practices.page.locator(".record-explorer .status button").click()

    assert shown(practices) == everything
    expect(practices.page.get_by_role("searchbox")).to_be_focused()
    assert "?" not in practices.page.url


def test_a_hostile_address_shows_the_whole_list(visitor, kb):
    one = visitor()

    one.go("en/practices?themes=%3Cscript%3E,__proto__&compare=../x,constructor&order=drop&q=%00")

    assert len(shown(one)) == len(kb.public().practices)
    expect(one.page.locator(".record-explorer .compare-bar")).to_be_hidden()


def test_two_practices_stand_side_by_side_and_escape_closes(practices):
    boxes = practices.page.locator(".compare-pick input")
    titles = practices.page.locator(f"{CARDS} h2").all_inner_texts()[:2]
    boxes.nth(0).check()
    boxes.nth(1).check()

    practices.page.locator(".compare-bar button").first.click()

    dialog = practices.page.get_by_role("dialog")
    expect(dialog).to_be_visible()
    assert dialog.locator("thead th").all_inner_texts() == titles
    practices.page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)


def test_a_fourth_practice_takes_the_place_of_the_first_picked(practices):
    boxes = practices.page.locator(".compare-pick input")
    for number in range(4):
        boxes.nth(number).check()

    expect(boxes.nth(0)).not_to_be_checked()
    assert practices.page.locator(".compare-pick input:checked").count() == 3


def test_the_keyboard_alone_leads_from_the_top_to_a_record(practices):
    keyboard = practices.page.keyboard
    keyboard.press("Tab")
    expect(practices.page.locator(".skip")).to_be_focused()
    keyboard.press("Enter")
    keyboard.press("Tab")
    expect(practices.page.get_by_role("searchbox")).to_be_focused()
    keyboard.type("babbelut")
    expect(practices.page.locator(CARDS)).to_have_count(1)
    link = practices.page.locator(f"{CARDS} h2 a")
    address = link.get_attribute("href")
    for _ in range(100):
        keyboard.press("Tab")
        if link.evaluate("link => link === document.activeElement"):
            break
    assert link.evaluate("link => parseFloat(getComputedStyle(link).outlineWidth)") >= 2

    keyboard.press("Enter")

    practices.page.wait_for_url(f"**{address}")


def test_on_a_phone_the_filters_open_on_a_tap(visitor):
    one = visitor(390, has_touch=True)
    one.go("en/practices")
    box = one.page.locator("[data-facet=themes] input[value=housing]")
    expect(box).to_be_hidden()

    one.page.locator(".filters > summary").tap()
    one.page.locator("[data-facet=themes] > summary").tap()
    box.tap()

    assert one.page.url.endswith("?themes=housing")
    expect(box).to_be_visible()
    assert one.page.evaluate("document.documentElement.scrollWidth") <= 390


TOP = "card => card.getBoundingClientRect().top"


def far_down(one):
    """The 40th card, in the middle of the window, for somebody who has read all above it."""
    cards = one.page.locator(CARDS).all()[:40]
    for card in cards:
        draw(card)
    return cards[-1]


def draw(card):
    """Bring a card into the window and wait for the frame that shows it."""
    card.evaluate(
        """card => {
          card.scrollIntoView({ block: "center" });
          return new Promise((done) => requestAnimationFrame(() => setTimeout(done)));
        }"""
    )


def renew(one):
    """What the page does about new data, with the data that it has."""
    one.page.evaluate(
        """async () => {
          const [top, waits] = [scrollY, []];
          document.dispatchEvent(new CustomEvent("page-renewed", { detail: { waits } }));
          await Promise.all(waits);
          scrollTo(0, top);
        }"""
    )


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_jumps_while_a_list_opens_or_is_scrolled(visitor, width):
    one = visitor(width)
    one.page.add_init_script(
        """window.jumps = 0;
        new PerformanceObserver((list) => {
          for (const { value } of list.getEntries()) window.jumps += value;
        }).observe({ type: "layout-shift", buffered: true });"""
    )
    one.go("en/practices")
    for _ in range(6):
        one.page.mouse.wheel(0, 700)
        one.page.wait_for_timeout(100)

    assert one.page.evaluate("scrollY") > 2000
    assert one.page.evaluate("window.jumps") == 0


@pytest.mark.parametrize("width", [390, 1280])
def test_a_card_far_down_stays_in_its_place_when_it_is_picked(visitor, width):
    one = visitor(width)
    one.go("en/practices")
    card = far_down(one)
    before = card.evaluate(TOP)

    card.locator(".compare-pick input").check()

    assert card.evaluate(TOP) == pytest.approx(before, abs=1)
    expect(card.locator(".compare-pick input")).to_be_focused()


@pytest.mark.parametrize("width", [390, 1280])
def test_a_reader_far_down_stays_in_their_place_when_the_list_is_renewed(visitor, width):
    one = visitor(width)
    one.go("en/practices")
    card = far_down(one)
    before = card.evaluate(TOP)

    renew(one)
    assert one.page.locator(CARDS).nth(39).evaluate(TOP) == pytest.approx(before, abs=1)

    # Cards out of sight are guessed again by now, and the place is kept.
    one.page.wait_for_timeout(200)
    assert one.page.locator(".widget.whole").count() == 0
    assert one.page.locator(CARDS).nth(39).evaluate(TOP) == pytest.approx(before, abs=1)


def test_on_paper_every_card_is_drawn(practices):
    last = practices.page.locator(f"{CARDS} h2").last
    drawn = "title => title.checkVisibility({ contentVisibilityAuto: true })"
    assert not last.evaluate(drawn)

    practices.page.emulate_media(media="print")

    assert last.evaluate(drawn)
