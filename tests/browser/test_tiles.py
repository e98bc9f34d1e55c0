"""From the launcher of JupyterLab to the coach's page, through the Jupyter server."""

from types import SimpleNamespace

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

FIRST_VIEW = 60_000  # milliseconds: JupyterLab itself, then the program, then a kernel
ANSWER = 10_000


@pytest.fixture(scope="module")
def server(jupyter):
    """What the tiles start; visitors of this module go there."""
    return SimpleNamespace(address=f"{jupyter.address}bestpractices")


def launcher(one, jupyter):
    """JupyterLab with its launcher, for somebody who has signed in."""
    one.page.goto(f"{jupyter.address}lab?reset&token={jupyter.token}")
    cards = one.page.locator(".jp-LauncherCard")
    cards.filter(has_text="Coaching pages").first.wait_for(timeout=FIRST_VIEW)
    one.problems.clear()  # those of JupyterLab are not ours to mend
    return cards


def opened(one, card):
    """The window that a click on a tile opens."""
    with one.page.expect_popup() as popup:
        card.click()
    new = type(one)(popup.value, one.server, one.problems)
    new.watch()
    return new


def test_the_tiles_open_both_doors_and_a_pick_is_shown_by_the_kernel(visitor, jupyter, kb):
    one = visitor()
    cards = launcher(one, jupyter)
    assert cards.filter(has_text="Practices that travel").count() == 1
    card = cards.filter(has_text="Coaching pages")
    assert card.locator("img").evaluate("image => image.naturalWidth") > 0

    coach = opened(one, card)
    first = coach.page.locator(".record-explorer li[data-id]").first
    first.wait_for(timeout=FIRST_VIEW)
    first.locator(".compare-pick input").check()

    title = kb.practices[first.get_attribute("data-id")].title.en
    shown = coach.page.locator(".fragment article h3")
    expect(shown).to_have_text(title, timeout=ANSWER)
    assert coach.page.url == f"{jupyter.address}bestpractices/coach/en/start"


def test_a_dashboard_searches_filters_and_hears_the_program(visitor, jupyter, kb):
    one = visitor()
    cards = launcher(one, jupyter)

    dashboard = opened(one, cards.filter(has_text="Practices that travel"))
    dashboard.page.wait_for_url("**/bestpractices/en/", timeout=FIRST_VIEW)
    with dashboard.page.expect_event(
        "request", lambda request: request.url == f"{jupyter.address}bestpractices/live"
    ):
        dashboard.page.locator(".site-nav a[href$='/en/practices']").click()
    dashboard.page.locator(".record-explorer input[type=search]").fill("zanzu")

    expect(dashboard.page.locator(".record-explorer li[data-id]:visible")).to_have_count(1)
