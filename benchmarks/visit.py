"""One visit to a page in Chromium with an empty cache, and what it cost."""

from __future__ import annotations

import json
import shutil
from time import monotonic
from typing import Any, Final
from urllib.parse import urlsplit

from playwright.async_api import CDPSession as AsyncCDPSession
from playwright.sync_api import Browser, CDPSession, Page, Playwright
from server_process import PATIENCE, Server

# Names other than this machine's lead nowhere, at once. Unlike a route in Playwright this holds up
# no request to the server, of which stock Voila has many.
_NO_OTHER_HOSTS: Final = "MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"
_FLAGS: Final = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--no-proxy-server",
    f"--host-resolver-rules={_NO_OTHER_HOSTS}",
)
QUIET: Final = 0.5  # seconds without a request
SEEN: Final = {"card": ".record-card h2", "view": ".record-explorer input[type=search]"}
# Looks whenever a frame is drawn; performance.now() counts from the start of the navigation.
_LOOK: Final = """
const visible = (selector) =>
  document.querySelector(selector)?.checkVisibility({ visibilityProperty: true });
const moment = (selector) => new Promise((tell) => {
  const look = () => visible(selector) ? tell(performance.now()) : requestAnimationFrame(look);
  look();
});
window.firstSeen = Object.fromEntries(
  Object.entries(%s).map(([name, selector]) => [name, moment(selector)]));
"""
WATCH: Final = _LOOK % json.dumps(SEEN)
_BINARY: Final = 2  # opcode of a websocket's frame


def chromium(playwright: Playwright) -> Browser:
    """The system's Chromium, cut off from all hosts but this one."""
    return playwright.chromium.launch(**chromium_options())


def chromium_options() -> dict[str, Any]:
    """What Playwright has to know to start it.

    Raises
    ------
    FileNotFoundError
        If there is none.
    """
    program = shutil.which("chromium")
    if program is None:
        message = "no chromium on the PATH; on Debian, as root: apt-get install chromium"
        raise FileNotFoundError(message)
    return {"executable_path": program, "args": _FLAGS}


class Line:
    """What goes over the line for a page, as Chromium's own log of the network tells it.

    Whoever makes it switches the log on (``Network.enable``): that may have to be awaited.
    """

    def __init__(self, log: CDPSession | AsyncCDPSession, server: str) -> None:
        self.requests = 0
        self.bytes = 0.0
        self.elsewhere: list[str] = []
        self._server = urlsplit(server).netloc
        self._under_way: set[str] = set()
        self._moved = monotonic()
        log.on("Network.requestWillBeSent", self._sent)
        log.on("Network.loadingFinished", self._finished)
        log.on("Network.loadingFailed", self._ended)
        log.on("Network.webSocketCreated", lambda event: self._asked(event["url"]))
        log.on("Network.webSocketFrameReceived", lambda event: self._frame(event["response"]))

    def is_quiet(self) -> bool:
        """Whether nothing was asked for or under way for half a second; a stream is never over."""
        return not self._under_way and monotonic() - self._moved > QUIET

    def _sent(self, event: dict[str, Any]) -> None:
        if "redirectResponse" in event:
            self.bytes += event["redirectResponse"]["encodedDataLength"]
        if event.get("type") != "EventSource":
            self._under_way.add(event["requestId"])
        self._moved = monotonic()
        self._asked(event["request"]["url"])

    def _asked(self, url: str) -> None:
        address = urlsplit(url)
        if address.netloc == self._server:
            self.requests += 1
        elif address.scheme not in ("data", "blob"):
            self.elsewhere.append(address.netloc)

    def _finished(self, event: dict[str, Any]) -> None:
        self.bytes += event["encodedDataLength"]
        self._ended(event)

    def _ended(self, event: dict[str, Any]) -> None:
        self._under_way.discard(event["requestId"])
        self._moved = monotonic()

    def _frame(self, frame: dict[str, Any]) -> None:
        text = frame["payloadData"]
        # The log writes binary frames in base64: four signs for three bytes.
        binary = frame["opcode"] == _BINARY
        self.bytes += len(text) * 3 // 4 if binary else len(text.encode())


def visit(browser: Browser, server: Server, *, path: str) -> dict[str, Any]:
    """Requests, kilobytes, milliseconds to first card and living view, and the server's memory.

    The visit lasts until both are seen and nothing has been asked for during half a second;
    memory is read while the page is still open.
    """
    with browser.new_context() as context:
        context.set_default_timeout(PATIENCE * 1000)
        page = context.new_page()
        page.add_init_script(WATCH)
        log = context.new_cdp_session(page)
        line = Line(log, server.address)
        log.send("Network.enable")
        page.goto(server.address + path, wait_until="commit")
        for selector in SEEN.values():
            page.locator(selector).first.wait_for(state="visible")
        while not line.is_quiet():
            page.wait_for_timeout(50)  # lets the log of the network speak
        seen = {name: page.evaluate("name => window.firstSeen[name]", name) for name in SEEN}
        figures = {
            "requests": line.requests,
            "kilobytes": line.bytes / 1000,
            **seen,
            "elsewhere": len(line.elsewhere),
            "other_hosts": sorted(set(line.elsewhere)),
            "megabytes": server.megabytes(),
        }
        _close(page)
    return figures


def _close(page: Page) -> None:
    # As a reader closes a tab: the page may say good-bye, by which Voila ends its kernel.
    with page.expect_event("close"):
        page.close(run_before_unload=True)
