"""From the coach's start page to building blocks for the next step."""

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

FIRST_VIEW = 60_000  # milliseconds on two slow cores: a kernel starts and matches
ANSWER = 20_000
NEED = "kizilay-stay-in-school"
PAGE = "10_need_to_practices"
CLICKS = """
addEventListener('click', ({ isTrusted }) => {
  if (isTrusted) sessionStorage.setItem('clicks', Number(sessionStorage.getItem('clicks')) + 1);
}, true);
"""


@pytest.fixture
def coach(visitor, server):
    """Opens a coaching page, signed in; afterwards its kernel is given back."""
    opened = []

    def go(path, width=1280):
        one = visitor(width)
        opened.append(one)
        one.page.context.request.get(server.coach, max_redirects=0)
        one.page.goto(f"{server.address}/coach/{path}", wait_until="commit")
        return one

    yield go
    for one in opened:
        one.page.goto("about:blank")


def open_first(page):
    """Open the reasons of the first practice; its blocks."""
    first = page.locator(".match-board .option").first
    expect(first).to_be_visible(timeout=FIRST_VIEW)
    first.locator("button.why").click()
    return first.locator("input[name=block]")


def test_a_coach_has_three_blocks_for_the_next_step_in_under_ten_clicks(coach, kb):
    page = coach("en/start").page
    page.add_init_script(CLICKS)
    way = page.locator(".record-actions").get_by_role("link", name="From need to practices")
    way.click(timeout=FIRST_VIEW)
    page.locator(f"a[href='?need={NEED}']").click(timeout=FIRST_VIEW)
    boxes = open_first(page)
    chosen = []
    for number in range(3):
        boxes.nth(number).click()
        chosen.append(boxes.nth(number).get_attribute("value"))

    blocks = {
        f"{practice.id}/{block.id}": block.name.en
        for practice in kb.practices.values()
        for block in practice.building_blocks
    }
    below = page.locator(".fragment article h3")
    expect(below).to_have_text([blocks[one] for one in chosen], timeout=ANSWER)
    # The one that led away from the start page was made before the counting began.
    assert 1 + page.evaluate("Number(sessionStorage.getItem('clicks'))") < 10

    # A reload keeps them, and another need begins anew.
    page.reload()
    expect(below).to_have_count(3, timeout=FIRST_VIEW)
    page.goto(f"{page.url.partition('?')[0]}?need={next(one for one in kb.needs if one != NEED)}")
    page.locator(".match-board .option").first.wait_for(timeout=FIRST_VIEW)
    expect(page.locator(".fragment .empty")).to_be_visible(timeout=ANSWER)


def test_a_phone_in_turkish_has_nothing_to_scroll_sideways(coach):
    page = coach(f"tr/{PAGE}?need=none", 390).page
    page.locator("a[href^='?need=']").first.wait_for(timeout=FIRST_VIEW)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390

    page.goto(f"{page.url.partition('?')[0]}?need={NEED}", wait_until="commit")
    open_first(page).first.click()
    expect(page.locator(".fragment article")).to_have_count(1, timeout=ANSWER)
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
