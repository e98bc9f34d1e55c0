"""Many visitors at once, each in a browser context of its own, all in one Chromium.

What the clock covers: from the moment at which a tab sets out for the page to the first frame that
it draws with a card in it. All tabs set out at the same moment, by a timer of their own.

What it leaves out, because a visitor's phone is switched on already: the start of the browser, of
its windows and of a process for each tab. Chromium goes on loading parts of its own windows for
seconds after they opened; so every tab first opens a page of one line on this machine, and the
clock starts when the browser has come to rest. The caches are empty nevertheless: nothing of the
site was asked for before. Nobody asks the tabs anything before the browser rests again; each
notes its own moment.
"""

from __future__ import annotations

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any, Final
from urllib.parse import urlsplit

from crowd import come
from playwright.async_api import Browser, CDPSession, Error, Page, async_playwright
from server_process import Server
from smallest_page import smallest_page
from visit import SEEN, chromium_options

_LOOK: Final = 0.5  # seconds between two looks at what the browser has to do
_REST: Final = 0.05  # seconds of processor time in between; a browser at rest takes less
_REST_WITHIN: Final = 60  # seconds; one that never rests is taken as it is then
_AHEAD: Final = 1.5  # seconds from telling the tabs when to set out until they do
# Looks at frames only once there is a card: a look at every frame of 30 tabs would be the load.
_WATCH: Final = f"""
(() => {{
  const card = () => document.querySelector({SEEN["card"]!r});
  const look = () => card()?.checkVisibility({{ visibilityProperty: true }})
    ? window.cardSeen = performance.now() : requestAnimationFrame(look);
  new MutationObserver((_, observer) => {{
    if (!card()) return;
    observer.disconnect();
    requestAnimationFrame(look);
  }}).observe(document, {{ childList: true, subtree: true }});
}})();
"""
_SET_OUT: Final = """([url, at]) => {
  setTimeout(() => location.assign(url), at - Date.now());
}"""
# Bytes as the page itself is told them: heads and compressed bodies, no websockets.
_NOTED: Final = """() => {
  const [page] = performance.getEntriesByType("navigation");
  const all = [page, ...performance.getEntriesByType("resource")];
  const kilobytes = all.reduce((sum, { transferSize }) => sum + transferSize, 0) / 1000;
  return { card: window.cardSeen, received: page.responseEnd, kilobytes };
}"""


async def at_once(
    server: Server, *, path: str, count: int, patience: float, program: str = ""
) -> dict[str, Any]:
    """Figures of as many visitors, who open the page at the same moment.

    Parameters
    ----------
    path
        Page that all of them open.
    patience
        Seconds after which a visitor without a card gives up: an error.
    program
        Chromium to use; the system's if empty.

    Returns
    -------
    ``visits`` of those who saw a card, ``errors`` of the others, ``megabytes`` of the server
    before, while all tabs are open, and after they were closed, ``processor_seconds`` it took.
    """
    async with _chromium(program) as browser:
        log = await browser.new_browser_cdp_session()
        with _blank(server) as blank:
            tabs = [await _tab(browser, blank) for _ in range(count)]
            await _rest(log, within=_REST_WITHIN)
        megabytes = {"before": server.megabytes()}
        busy = server.processor_seconds()
        moment = time.time() + _AHEAD
        for tab in tabs:
            await tab.evaluate(_SET_OUT, [server.address + path, moment * 1000])
        await asyncio.sleep(moment - time.time())
        noted = await _noted(log, tabs, patience=patience)
        megabytes["open"] = server.megabytes()
        busy = server.processor_seconds() - busy
        for tab in tabs:
            await _close(tab)
        megabytes["after"] = server.megabytes()
    visits = [note for note in noted if _seen(note) and note["card"] < patience * 1000]
    return {
        "visits": visits,
        "errors": ["no card in time"] * (count - len(visits)),
        "megabytes": megabytes,
        "processor_seconds": busy,
    }


async def by_turns(
    server: Server, *, path: str, count: int, slower: float, program: str = ""
) -> list[dict[str, Any]]:
    """Figures of as many visitors who have a device each, while all others come as well.

    One browser opens the page at a time, and so has the machine as a phone has itself; at the same
    moment a load generator sends the other visitors. Done once for every visitor.

    Parameters
    ----------
    slower
        How many times slower than this machine the device runs the page, by Chromium's own brake.
    """
    visits = []
    async with _chromium(program) as browser:
        log = await browser.new_browser_cdp_session()
        with _blank(server) as blank:
            for _ in range(count):
                tab = await _tab(browser, blank)
                await _rest(log, within=_REST_WITHIN)
                # Only now: the brake itself keeps the processor busy, so nothing rests any more.
                brake = await tab.context.new_cdp_session(tab)
                await brake.send("Emulation.setCPUThrottlingRate", {"rate": slower})
                visits.append(await _beside_a_crowd(server, tab, path=path, others=count - 1))
                await tab.context.close()
    return visits


async def _beside_a_crowd(server: Server, tab: Page, *, path: str, others: int) -> dict[str, Any]:
    moment = time.time() + _LOOK
    await tab.evaluate(_SET_OUT, [server.address + path, moment * 1000])
    await asyncio.sleep(moment - time.time())
    if others:
        await come(server, path=path, count=others, within=0)
    async with asyncio.timeout(_REST_WITHIN):
        while not _seen(note := await _ask(tab)):
            await asyncio.sleep(_LOOK)
    return note


@contextlib.asynccontextmanager
async def _chromium(program: str) -> AsyncIterator[Browser]:
    options = chromium_options()
    if program:
        options["executable_path"] = program
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(**options)
        yield browser
        await browser.close()


@contextlib.contextmanager
def _blank(server: Server) -> Iterator[str]:
    """Address of a page of one line, of the same site: a tab keeps its process from there."""
    with smallest_page() as blank:
        port = urlsplit(blank.address).port
        yield f"http://{urlsplit(server.address).hostname}:{port}/"


async def _tab(browser: Browser, blank: str) -> Page:
    context = await browser.new_context()
    tab = await context.new_page()
    await tab.goto(blank)
    await tab.add_init_script(_WATCH)
    return tab


async def _rest(log: CDPSession, *, within: float) -> None:
    """Wait until the browser with all its processes has nothing to do."""
    end = time.monotonic() + within
    before = await _spent(log)
    while time.monotonic() < end:
        await asyncio.sleep(_LOOK)
        now = await _spent(log)
        if now - before < _REST:
            return
        before = now


async def _spent(log: CDPSession) -> float:
    known = await log.send("SystemInfo.getProcessInfo")
    return float(sum(process["cpuTime"] for process in known["processInfo"]))


async def _noted(log: CDPSession, tabs: Sequence[Page], *, patience: float) -> list[dict[str, Any]]:
    """What the tabs noted, asked for when the browser rests; again while a card is missing."""
    end = time.monotonic() + patience
    while True:
        await _rest(log, within=end - time.monotonic())
        noted = [await _ask(tab) for tab in tabs]
        if all(map(_seen, noted)) or time.monotonic() > end:
            return noted


def _seen(note: dict[str, Any]) -> bool:
    return note.get("card") is not None


async def _ask(tab: Page) -> dict[str, Any]:
    try:
        return dict(await tab.evaluate(_NOTED))
    except Error:  # it is just leaving for the page, or has crashed
        return {}


async def _close(tab: Page) -> None:
    """Close as a reader does: the page may say good-bye, by which Voila ends its kernel."""
    try:
        async with tab.expect_event("close", timeout=10_000):
            await tab.close(run_before_unload=True)
    except Error:  # it asks whether it may be left, or hangs: the context goes with it
        pass
    await tab.context.close()
