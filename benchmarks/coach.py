"""A coaching page with a live kernel: stock Voila and ours side by side, in one run.

The clock begins with the navigation (ours with the key in a cookie, as after the first page;
stock asks for none) and ends with the first drawn frame in which the search box can be seen. Then
two practices are ticked, and the time until the kernel's answer stands on the page is taken too.
All pages stay open; the private memory (USS) of their kernels is read at the end, and what
the whole server takes with shared pages divided among those who share them (PSS).
"""

from __future__ import annotations

import argparse
import json
import os
from collections.abc import Mapping
from contextlib import ExitStack
from pathlib import Path
from statistics import mean, median
from typing import Any, Final

import psutil
from first_visit import ROOT, circumstances, free_port, wait_for_all_pages
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from server_process import PATIENCE, Server, serving
from table import LINE
from visit import WATCH, Line, chromium

KEY: Final = "key-of-the-benchmark"
OURS: Final = ("bestpractices", "serve", "--port", "0", "--no-browser")
STOCK: Final = ("voila", "notebooks/coaching/start.ipynb", "--no-browser")
PATHS: Final = {"stock": "", "ours": "coach/en/start"}
ANSWER: Final = "main article ol li, .jp-OutputArea article ol li"
ROWS: Final = {
    "control": "first usable control, ms",
    "answer": "two ticks, answer of the kernel, ms",
    "requests": "requests to the server",
    "kilobytes": "received over the line, kB",
}


def open_page(context: BrowserContext, server: Server, path: str) -> tuple[Page, dict[str, Any]]:
    """A coaching page that stays open, and what its opening took."""
    page = context.new_page()
    page.add_init_script(WATCH)
    log = context.new_cdp_session(page)
    line = Line(log, server.address)
    log.send("Network.enable")
    page.goto(server.address + path, wait_until="commit")
    page.locator(".record-explorer input[type=search]").wait_for(state="visible")
    while not line.is_quiet():
        page.wait_for_timeout(50)  # lets the log of the network speak
    control = page.evaluate("() => window.firstSeen.view")
    figures = {"control": control, "requests": line.requests, "kilobytes": line.bytes / 1000}
    return page, {**figures, "answer": _answered(page)}


def _answered(page: Page) -> float:
    """Milliseconds from the second of two ticks to the kernel's words about both."""
    boxes = page.locator(".record-explorer li[data-id] .compare-pick input")
    boxes.nth(0).check()
    page.locator(ANSWER).first.wait_for(state="visible")
    # Clicked by the page itself: the way of a robot's mouse to the box is nobody's waiting.
    begun = boxes.nth(1).evaluate("box => { const t = performance.now(); box.click(); return t }")
    page.locator("article:has(ol li)").nth(1).wait_for(state="visible")
    return float(page.evaluate("() => performance.now()") - begun)


def kernels(server: Server) -> list[psutil.Process]:
    """Processes of the kernels behind the pages: those below the server that hold one."""
    below = server.process.children(recursive=True)
    parents = [one for one in below if any("warm_parent" in part for part in one.cmdline())]
    numbers = {one.pid for one in parents}
    forked = [one for one in parents if one.ppid() in numbers]
    ordinary = [one for one in below if any("ipykernel_launcher" in part for part in one.cmdline())]
    return forked + ordinary


def memory(server: Server) -> dict[str, float]:
    """Private megabytes of a kernel, and proportional ones of the whole server."""
    private = [one.memory_full_info().uss / 1e6 for one in kernels(server)]
    whole = sum(one.memory_full_info().pss / 1e6 for one in server.tree())
    return {"kernels": len(private), "private": mean(private), "whole": whole}


def measure(browser: Browser, *, pages: int) -> dict[str, Any]:
    """Pages of both servers opened in turn and kept open, then the memory of each."""
    done: dict[str, list[dict[str, Any]]] = {"stock": [], "ours": []}
    os.environ["BESTPRACTICES_TOKEN"] = KEY
    with ExitStack() as running:
        ours = running.enter_context(serving(OURS, folder=ROOT))
        del os.environ["BESTPRACTICES_TOKEN"]
        wait_for_all_pages(ours.address)
        stock = running.enter_context(serving([*STOCK, f"--port={free_port()}"], folder=ROOT))
        servers = {"stock": stock, "ours": ours}
        for name, server in servers.items():  # nobody's figures: files come from the disk once
            _, _ = open_page(_context(browser, server, name, running), server, PATHS[name])
        for _ in range(pages):
            for name, server in servers.items():
                context = _context(browser, server, name, running)
                done[name].append(open_page(context, server, PATHS[name])[1])
        found = {name: memory(server) for name, server in servers.items()}
    return {"pages": done, "memory": found}


def _context(browser: Browser, server: Server, name: str, running: ExitStack) -> BrowserContext:
    """An empty cache; for ours with the cookie that the key brings."""
    context = running.enter_context(browser.new_context())
    context.set_default_timeout(PATIENCE * 1000)
    if name == "ours":
        # Not followed: the page itself would start a kernel.
        context.request.get(f"{server.address}{PATHS[name]}?token={KEY}", max_redirects=0)
    return context


def lines(measured: Mapping[str, Any]) -> list[str]:
    """The table: median (least-most), and stock divided by ours."""
    shown = [LINE.format("", "stock Voila", "ours", "stock/ours")]
    for row, words in ROWS.items():
        columns = {name: [page[row] for page in those] for name, those in measured["pages"].items()}
        shown.append(_line(words, columns))
    for row, words in (
        ("private", "private memory of a kernel, MB"),
        ("whole", "whole server, shared pages divided, MB"),
        ("kernels", "kernels alive"),
    ):
        shown.append(_line(words, {name: [one[row]] for name, one in measured["memory"].items()}))
    return shown


def _line(words: str, columns: Mapping[str, list[float]]) -> str:
    middle = {name: median(values) for name, values in columns.items()}
    span = {
        name: f"{middle[name]:.0f}"
        + (f" ({min(values):.0f}-{max(values):.0f})" if len(values) > 1 else "")
        for name, values in columns.items()
    }
    return LINE.format(
        words, span["stock"], span["ours"], f"{middle['stock'] / middle['ours']:.1f}"
    )


def aims(measured: Mapping[str, Any]) -> dict[str, bool]:
    """What we set ourselves, and whether it is met."""
    control = {
        name: median(page["control"] for page in those) for name, those in measured["pages"].items()
    }
    private = {name: found["private"] for name, found in measured["memory"].items()}
    return {
        "first usable control 3 times sooner": control["stock"] >= 3 * control["ours"],
        "a third of the private memory": private["stock"] >= 3 * private["ours"],
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pages", type=int, default=5, metavar="N", help="of each (default 5)")
    parser.add_argument("--json", type=Path, metavar="OUT", help="also write all figures here")
    options = parser.parse_args()
    if options.pages < 1:
        parser.error("--pages must be 1 or more")
    with sync_playwright() as playwright, chromium(playwright) as browser:
        browser.new_context().new_page()
        facts = circumstances(browser)
        measured = measure(browser, pages=options.pages)
    print(", ".join(f"{name} {value}" for name, value in facts.items()))
    print(
        f"median (least-most) of {options.pages} pages, alternating, empty cache, all kept open\n"
    )
    print(*lines(measured), sep="\n")
    print()
    verdict = aims(measured)
    for aim, met in verdict.items():
        print(f"{'met   ' if met else 'MISSED'}  {aim}")
    if options.json:
        text = json.dumps({"circumstances": facts, **measured, "aims": verdict}, indent=2)
        options.json.write_text(f"{text}\n", encoding="utf-8")
    raise SystemExit(not all(verdict.values()))


if __name__ == "__main__":
    main()
