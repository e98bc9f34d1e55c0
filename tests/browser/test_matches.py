"""What answers a need, on a participant's phone: from the list to a reason's source."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import expect

from bestpractices.analysis.matching import PRESETS, match

pytestmark = pytest.mark.browser

NEED = "kizilay-stay-in-school"
BOARD = "details.weigh"


def test_without_javascript_the_way_leads_from_the_needs_to_the_source_of_a_reason(visitor, kb):
    one = visitor(390, java_script_enabled=False)
    one.page.goto(f"{one.server}/tr/")

    one.page.locator(".site-nav a[href$='/tr/matches']").click()
    one.page.locator(f"a[href$='/matches/{NEED}']").click()
    expect(one.page.locator("ol.matches > li")).to_have_count(5)
    link = one.page.locator("ol.matches .claims.against a.where[href*='#block-']").first
    anchor = link.get_attribute("href").partition("#")[2]
    link.click()

    assert one.page.url.endswith(f"#{anchor}")
    expect(one.page.locator(f"[id='{anchor}']")).to_be_in_viewport()


def test_the_board_ranks_again_in_the_page_and_fits_the_phone(visitor, kb):
    one = visitor(390)
    one.go(f"nl/matches/{NEED}")
    found = match(kb.public(), NEED, limit=12)
    cards = one.page.locator(f"{BOARD} .option")
    expect(one.page.locator(BOARD)).not_to_have_attribute("open", re.compile(""))

    one.page.locator(f"{BOARD} > summary").click()

    expect(cards).to_have_count(12)
    order = cards.evaluate_all("cards => cards.map(card => card.dataset.id)")
    assert order == [match.practice for match in found]
    one.page.locator(f"{BOARD} .weights > summary").click()
    one.page.locator(f"{BOARD} .presets button").nth(1).click()
    again = match(kb.public(), NEED, limit=100, weights=PRESETS["evidence"])
    wanted = [match.practice for match in again if match.practice in order]
    assert wanted != order
    assert cards.evaluate_all("cards => cards.map(card => card.dataset.id)") == wanted
    assert one.page.evaluate("document.documentElement.scrollWidth") <= 390
    cards.first.locator(".why").click()
    expect(cards.first.locator(".details .for li").first).to_be_visible()
    expect(one.page.locator(f"{BOARD} input[name=block]")).to_have_count(0)


def test_a_keyboard_opens_the_reasons_that_are_folded(visitor):
    one = visitor()
    one.go(f"fr/matches/{NEED}")
    more = one.page.locator("ol.matches details").first
    hidden = more.locator("li").first
    expect(hidden).to_be_hidden()

    more.locator("summary").focus()
    one.page.keyboard.press("Enter")
    expect(hidden).to_be_visible()
    one.page.keyboard.press("Tab")

    expect(more.locator("a.where").first).to_be_focused()


def test_the_language_switch_leads_to_the_same_need(visitor):
    one = visitor()
    one.go(f"en/matches/{NEED}")

    one.page.locator(".languages a[hreflang=tr]").click()

    one.page.wait_for_url(f"**/tr/matches/{NEED}")
    expect(one.page.locator(".site-nav a[aria-current=true]")).to_have_attribute(
        "href", "/tr/matches"
    )
