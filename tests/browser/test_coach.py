"""The coach's start page: live, behind its token, and without the internet."""

import re

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

FIRST_VIEW = 20_000  # milliseconds on two slow cores: a kernel starts and loads the base
ANSWER = 10_000


@pytest.fixture
def coach(visitor, server):
    one = visitor()
    one.page.goto(server.coach)
    one.page.locator(".record-explorer .status").wait_for(timeout=FIRST_VIEW)
    yield one
    # JupyterLab's parts warn of each other's versions; errors would be ours.
    one.problems[:] = [text for text in one.problems if "atisf" not in text]


def test_the_page_shows_all_practices_and_leads_on_to_the_participants_pages(coach, kb):
    expect(coach.page.locator("h1:visible")).to_have_count(1)
    expect(coach.page.locator(".record-explorer li[data-id]")).to_have_count(len(kb.practices))
    assert coach.page.evaluate("document.documentElement.scrollWidth") <= 1280
    links = [link.get_attribute("href") for link in coach.page.locator(".record-actions a").all()]
    assert links
    assert all(re.fullmatch(r"/en/\w*", address) for address in links)


def test_two_picked_practices_are_shown_below_by_the_kernel(coach, kb):
    cards = coach.page.locator(".record-explorer li[data-id]")
    picked = [cards.nth(number).get_attribute("data-id") for number in range(2)]
    expect(coach.page.locator(".widget-html .empty")).to_be_visible(timeout=ANSWER)

    for number in range(2):
        cards.nth(number).locator(".compare-pick input").check()

    shown = coach.page.locator(".widget-html article")
    expect(shown).to_have_count(2, timeout=ANSWER)
    titles = [kb.practices[name].title.en for name in picked]
    assert coach.page.locator(".widget-html article h3").all_inner_texts() == titles
    blocks = sum(len(kb.practices[name].building_blocks) for name in picked)
    assert coach.page.locator(".widget-html article ol li").count() == blocks


def test_without_the_token_there_is_no_notebook(visitor, server):
    one = visitor()

    one.page.goto(server.coach.partition("?")[0])

    expect(one.page.locator(".record-explorer")).to_have_count(0)
    assert "login" in one.page.url or one.problems
    one.problems.clear()
