"""A visitor with a browser, who notes everything that goes wrong on a page."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page, Request

PATIENCE = 30_000  # milliseconds; the first visitor of a dashboard waits for its making
LISTS = ("practices", "needs", "partners")


@dataclass
class Visitor:
    """A browser window at the server, and the problems that it met."""

    page: Page
    server: str
    problems: list[str] = field(default_factory=list)

    def go(self, path: str) -> None:
        """Open a page such as ``en/practices`` and wait until it can be used."""
        self.page.goto(f"{self.server}/{path}")
        name = path.partition("?")[0].partition("/")[2]
        if name in LISTS:
            self.page.locator(".record-explorer .status").wait_for()
        if name == "gaps":
            self.page.locator(".gap-map .status").wait_for()
        if name == "network":
            self.page.locator(".network-view .status").wait_for()
        if name == "search":
            self.page.locator(".search-box .hits > li").first.wait_for()

    def watch(self) -> None:
        """Note errors and warnings, requests that fail, and requests to anyone else."""
        self.page.on("console", self._on_console)
        self.page.on("pageerror", lambda error: self.problems.append(f"page error: {error}"))
        self.page.on("request", self._on_request)
        self.page.on("requestfailed", self._on_failed)
        self.page.on("response", self._on_response)

    def _on_console(self, message: Any) -> None:
        # Whoever leaves while the line is being opened closes it: that is no problem either.
        left = "WebSocket is closed before the connection is established" in message.text
        # What the driver of a graphics card that there is not thinks of its speed.
        drawn = "GL Driver Message" in message.text
        if message.type in ("error", "warning") and not left and not drawn:
            self.problems.append(f"console: {message.text}")

    def _on_request(self, request: Request) -> None:
        address = urlsplit(request.url.removeprefix("blob:"))
        if address.scheme != "data" and address.netloc != urlsplit(self.server).netloc:
            self.problems.append(f"another host: {request.url}")

    def _on_failed(self, request: Request) -> None:
        # What a window was still fetching when it went on to the next page is no problem.
        if request.failure != "net::ERR_ABORTED":
            self.problems.append(f"failed: {request.url} ({request.failure})")

    def _on_response(self, response: Any) -> None:
        if response.status >= 400:
            self.problems.append(f"{response.status}: {response.url}")


@pytest.fixture
def visitor(browser: Browser, server: Any) -> Iterator[Callable[..., Visitor]]:
    """Opens a window of some width; at the end no problem may have been met in any."""
    met: list[Visitor] = []

    def open_window(width: int = 1280, **options: Any) -> Visitor:
        context = browser.new_context(viewport={"width": width, "height": 900}, **options)
        context.set_default_timeout(PATIENCE)
        one = Visitor(context.new_page(), server.address)
        one.watch()
        met.append(one)
        return one

    yield open_window
    for one in met:
        one.page.context.close()
    assert [problem for one in met for problem in one.problems] == []
