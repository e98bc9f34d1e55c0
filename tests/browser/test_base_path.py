"""Both doors below a path of a host, in a browser: nothing is asked for outside of it."""

import os
import subprocess
import sys
from types import SimpleNamespace
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import expect

pytestmark = pytest.mark.browser

BASE = "/user/jane@example.org/proxy/8866/"
ANSWER = 10_000


@pytest.fixture(scope="module")
def server():
    """A program of its own below a path; visitors of this module go there."""
    command = [sys.executable, "-m", "bestpractices", "serve", "--port", "0", "--no-browser"]
    with subprocess.Popen(
        [*command, "--base-url", BASE],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "BESTPRACTICES_TOKEN": "token-of-the-tests"},
    ) as process:
        try:
            participants, coach = (process.stdout.readline().split()[-1] for _ in range(2))
            yield SimpleNamespace(address=participants.rstrip("/"), coach=coach)
        finally:
            process.terminate()


@pytest.fixture
def asked(visitor):
    """Visitors whose every request and websocket is noted, and the paths of these."""
    paths = []

    def open_window():
        one = visitor()
        one.page.on("request", lambda request: paths.append(urlsplit(request.url).path))
        one.page.on("websocket", lambda line: paths.append(urlsplit(line.url).path))
        return one

    yield open_window, paths
    # Browsers ask every host for its icon, if a page is late with its own.
    assert [path for path in paths if not path.startswith(BASE) and path != "/favicon.ico"] == []


def test_participants_read_filter_and_change_the_language_below_the_path(asked, kb):
    open_window, paths = asked
    one = open_window()

    one.go("en/practices?themes=housing")
    one.page.locator(".languages a[lang=tr]").click()
    one.page.wait_for_url(f"**{BASE}tr/practices?themes=housing")
    one.page.locator(".record-explorer .status").wait_for()
    one.page.locator(
        ".record-explorer li[data-id] h2 a, .record-explorer li[data-id] h3 a"
    ).first.click()
    one.page.wait_for_url(f"**{BASE}tr/practices/*")

    assert f"{BASE}live" in paths
    (cookie,) = one.page.context.cookies()
    assert (cookie["name"], cookie["value"], cookie["path"]) == ("lang", "tr", BASE)


def test_the_coach_picks_a_practice_and_the_kernel_shows_it_below_the_path(asked, server, kb):
    open_window, paths = asked
    one = open_window()
    one.page.goto(server.coach)
    card = one.page.locator(".record-explorer li[data-id]").first
    card.wait_for()

    expect(one.page.locator(".fragment .empty")).to_be_visible(timeout=ANSWER)
    card.locator(".compare-pick input").check()

    shown = one.page.locator(".fragment article h3")
    expect(shown).to_have_text(kb.practices[card.get_attribute("data-id")].title.en, timeout=ANSWER)
    assert one.page.url.endswith(f"{BASE}coach/en/start")
    assert [path for path in paths if path.endswith("/channels")]
    assert f"{BASE}coach/news" in paths
    for cookie in one.page.context.cookies():
        assert cookie["path"] == f"{BASE}coach/"
