"""Many visitors at once, each in a browser context of its own, all in one Chromium."""

from __future__ import annotations

import asyncio
import time
from dataclasses import dataclass, field
from typing import Any, Final

from playwright.async_api import Browser, BrowserContext, Error, Page, async_playwright
from server_process import Server
from visit import SEEN, WATCH, Line, chromium_options

_QUIET: Final = 1.0  # seconds without a byte: nothing more is on its way
_QUIET_WITHIN: Final = 60  # seconds; a page that never rests is counted as it is then
_RECEIVED: Final = "() => performance.getEntriesByType('navigation')[0].responseEnd"
_SEEN_AT: Final = "name => window.firstSeen[name]"


@dataclass
class Tab:
    """An empty tab that is ready to visit, and what it cost until now."""

    context: BrowserContext
    page: Page
    line: Line
    figures: dict[str, float] = field(default_factory=dict)
    error: str = ""


async def at_once(server: Server, *, path: str, count: int, patience: float) -> dict[str, Any]:
    """Figures of as many visitors, who open the page at the same moment.

    Parameters
    ----------
    path
        Page that all of them open.
    patience
        Seconds after which a visitor without a card gives up: an error.

    Returns
    -------
    ``visits`` of those who saw a card, ``errors`` of the others, ``megabytes`` of the server
    before, while all tabs are open, and after they were closed, ``processor_seconds`` it took.
    """
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(**chromium_options())
        tabs = [await _tab(browser, server) for _ in range(count)]
        megabytes = {"before": server.megabytes()}
        busy = server.processor_seconds()
        async with asyncio.TaskGroup() as visiting:
            for tab in tabs:
                visiting.create_task(_visit(tab, server.address + path, patience=patience))
        await _rest(tabs)
        megabytes["open"] = server.megabytes()
        busy = server.processor_seconds() - busy
        for tab in tabs:
            await _close(tab)
        megabytes["after"] = server.megabytes()
        await browser.close()
    for tab in tabs:
        tab.figures["kilobytes"] = tab.line.bytes / 1000
    return {
        "visits": [tab.figures for tab in tabs if not tab.error],
        "errors": [tab.error for tab in tabs if tab.error],
        "megabytes": megabytes,
        "processor_seconds": busy,
    }


async def _tab(browser: Browser, server: Server) -> Tab:
    context = await browser.new_context()
    page = await context.new_page()
    await page.add_init_script(WATCH)
    log = await context.new_cdp_session(page)
    line = Line(log, server.address)
    await log.send("Network.enable")
    return Tab(context, page, line)


async def _visit(tab: Tab, url: str, *, patience: float) -> None:
    try:
        async with asyncio.timeout(patience):
            await tab.page.goto(url, wait_until="commit", timeout=0)
            await tab.page.locator(SEEN["card"]).first.wait_for(state="visible", timeout=0)
            tab.figures["card"] = await tab.page.evaluate(_SEEN_AT, "card")
            tab.figures["received"] = await tab.page.evaluate(_RECEIVED)
    except (Error, TimeoutError) as error:
        tab.error = type(error).__name__


async def _rest(tabs: list[Tab]) -> None:
    """Wait until nothing comes any more, so that the bytes are those of whole visits."""
    came, since = -1.0, time.monotonic()
    end = since + _QUIET_WITHIN
    while time.monotonic() < min(since + _QUIET, end):
        await asyncio.sleep(0.1)
        now = sum(tab.line.bytes for tab in tabs)
        if now != came:
            came, since = now, time.monotonic()


async def _close(tab: Tab) -> None:
    """Close as a reader does: the page may say good-bye, by which Voila ends its kernel."""
    try:
        async with tab.page.expect_event("close", timeout=10_000):
            await tab.page.close(run_before_unload=True)
    except Error:  # it asks whether it may be left, or hangs: the context goes with it
        pass
    await tab.context.close()
