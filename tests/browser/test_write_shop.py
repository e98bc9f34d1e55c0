"""The write-shop without a session: a talk by keyboard, a reload in between, and the file."""

from pathlib import Path

import pytest
from playwright.sync_api import expect

from bestpractices.records.models import Need
from bestpractices.records.reading import read_text

pytestmark = pytest.mark.browser

FIRST_VIEW = 60_000  # milliseconds on two slow cores: a kernel starts
ANSWER = 20_000


def chapter(page, name):
    page.locator(f".chapters [data-value={name}]").press("Enter")
    expect(page.locator(f".chapters [data-value={name}]")).to_have_attribute("aria-pressed", "true")


def far(page, number):
    expect(page.locator(".far")).to_contain_text(f"{number} ", timeout=ANSWER)


def test_a_talk_outlives_a_reload_of_its_window_and_ends_as_a_file(visitor, server):
    one = visitor(390, accept_downloads=True)
    page = one.page
    page.context.request.get(server.coach, max_redirects=0)
    page.goto(f"{server.address}/coach/en/60_write_shop", wait_until="commit")
    page.locator("#begin [value=need]").check(timeout=FIRST_VIEW)
    page.locator("#begin [name=title]").fill("Iğdır'da iş")
    page.locator("#begin [value=tr]").check()
    page.locator("#begin [name=title]").press("Enter")
    far(page, 1)
    page.locator("#ask-situation textarea").fill("<b>Kadınlar</b>\niş bulamıyor")
    page.keyboard.press("Tab")
    far(page, 2)
    page.reload(wait_until="commit")
    page.locator(".write-shop").wait_for(timeout=FIRST_VIEW)
    expect(page.locator("#ask-situation textarea")).to_have_value("<b>Kadınlar</b>\niş bulamıyor")
    chapter(page, "who")
    page.locator("#ask-country select").select_option("TR")
    far(page, 3)
    chapter(page, "limits")
    page.locator("#ask-assets [data-action=add] button").press("Enter")
    page.locator("#ask-assets textarea").fill("Bir oda")
    page.keyboard.press("Tab")
    far(page, 4)
    chapter(page, "short")
    page.locator("#ask-summary textarea").fill("İş yok.")
    page.keyboard.press("Tab")
    far(page, 5)
    with page.expect_download(timeout=ANSWER) as saved:
        page.locator("[data-file=record]").press("Enter")
    assert saved.value.suggested_filename == "igdir-da-is.md"
    text = Path(saved.value.path()).read_text(encoding="utf-8")
    need = read_text("needs/igdir-da-is.md", text, Need).record
    assert (need.title.tr, need.assets[0].text) == ("Iğdır'da iş", "Bir oda")
    assert "<b>Kadınlar</b>\niş bulamıyor [t1]" in need.body
    assert page.evaluate("document.documentElement.scrollWidth") == 390
    page.goto("about:blank")
