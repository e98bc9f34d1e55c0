"""First visit to the practices page: stock Voila and ours side by side, in one run."""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import socket
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any, Final
from urllib.parse import urlsplit
from urllib.request import urlopen

from playwright.sync_api import Browser, CDPSession, sync_playwright
from server_process import PATIENCE, Server, serving

from bestpractices.pages.edition import DASHBOARDS
from bestpractices.records.languages import LANGUAGES

ROOT: Final = Path(__file__).resolve().parents[1]
# Names other than the machine's own lead nowhere, at once: no request is held up to be looked at.
NO_OTHER_HOSTS: Final = "MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"
FLAGS: Final = (
    "--no-sandbox --disable-gpu --disable-background-networking --disable-component-update"
    " --no-proxy-server"
).split()
SEEN: Final = {"card": ".record-card h3", "view": ".record-explorer input[type=search]"}
# Looks in every frame that is drawn; performance.now() counts from the start of the navigation.
WATCH: Final = """window.firstSeen = Object.fromEntries(Object.entries(%s).map(([name, selector]) =>
  [name, new Promise((tell) => {
    const look = () => document.querySelector(selector)?.checkVisibility({ visibilityProperty: true })
      ? tell(performance.now()) : requestAnimationFrame(look);
    look();
  })]));"""
# name in a visit, words in the table, aim: how the figure is judged
ROWS: Final = {
    "requests": "requests to the server",
    "kilobytes": "received over the line, kB",
    "card": "first practice card, ms",
    "view": "view with search box, ms",
    "elsewhere": "requests to other hosts",
}


class Line:
    """What goes over the line in one visit, as Chromium's own log of the network tells it."""

    def __init__(self, log: CDPSession, server: str) -> None:
        self.server = urlsplit(server).netloc
        self.requests = self.bytes = 0
        self.elsewhere: list[str] = []
        log.on("Network.requestWillBeSent", self._sent)
        log.on("Network.loadingFinished", lambda e: self._received(e["encodedDataLength"]))
        log.on("Network.webSocketCreated", lambda e: self._asked(e["url"]))
        log.on("Network.webSocketFrameReceived", lambda e: self._frame(e["response"]))
        log.send("Network.enable")

    def _sent(self, event: dict[str, Any]) -> None:
        self._received(event.get("redirectResponse", {}).get("encodedDataLength", 0))
        self._asked(event["request"]["url"])

    def _asked(self, url: str) -> None:
        address = urlsplit(url)
        if address.netloc == self.server:
            self.requests += 1
        elif address.scheme not in ("data", "blob"):
            self.elsewhere.append(address.netloc)

    def _frame(self, frame: dict[str, Any]) -> None:
        text = frame["payloadData"]
        # The log writes a binary frame (opcode 2) in base64: four signs for three bytes.
        self._received(len(text) * 3 // 4 if frame["opcode"] == 2 else len(text.encode()))

    def _received(self, number: float) -> None:
        self.bytes += number


def visit(browser: Browser, server: Server, *, path: str) -> dict[str, Any]:
    """One visit with an empty cache: figures of the line, the clock and the server's memory."""
    context = browser.new_context()
    context.set_default_timeout(PATIENCE * 1000)
    page = context.new_page()
    page.add_init_script(WATCH % json.dumps(SEEN))
    line = Line(context.new_cdp_session(page), server.address)
    page.goto(server.address + path, wait_until="commit")
    for selector in SEEN.values():
        page.locator(selector).first.wait_for(state="visible")
    page.wait_for_load_state("networkidle")
    times = {name: page.evaluate("name => window.firstSeen[name]", name) for name in SEEN}
    megabytes = server.megabytes()
    with page.expect_event("close"):
        page.close(run_before_unload=True)  # as a reader closes a tab: Voila may end its kernel
    context.close()
    return {
        "requests": line.requests,
        "kilobytes": line.bytes / 1000,
        **times,
        "elsewhere": len(line.elsewhere),
        "other_hosts": sorted(set(line.elsewhere)),
        "megabytes": megabytes,
    }


def measure(browser: Browser, *, visits: int) -> dict[str, Any]:
    """Both servers, a first visit to each, then alternating visits."""
    ours_path = "en/practices"
    with serving(["bestpractices", "serve", "--port", "0", "--no-browser"], folder=ROOT) as ours:
        first = {"ours": visit(browser, ours, path=ours_path)}
        for path in DASHBOARDS:  # until all pages are made, so that nothing runs in the background
            for lang in LANGUAGES:
                urlopen(f"{ours.address}{lang}/{path}", timeout=PATIENCE).close()
        notebook = "notebooks/dashboards/practices.ipynb"
        stock_call = ["voila", notebook, "--no-browser", f"--port={free_port()}"]
        with serving(stock_call, folder=ROOT) as stock:
            first["stock"] = visit(browser, stock, path="")
            memory = {"stock": [stock.megabytes()], "ours": [ours.megabytes()]}
            done: dict[str, list[dict[str, Any]]] = {"stock": [], "ours": []}
            for _ in range(visits):
                done["stock"].append(visit(browser, stock, path=""))
                done["ours"].append(visit(browser, ours, path=ours_path))
            memory["stock"].append(stock.megabytes())
            memory["ours"].append(ours.megabytes())
    return {"first": first, "visits": done, "memory": memory}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
