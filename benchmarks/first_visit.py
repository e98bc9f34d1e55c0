"""First visit to the practices page: stock Voila and ours side by side, in one run."""

from __future__ import annotations

import argparse
import json
import os
import platform
import socket
from collections.abc import Mapping
from contextlib import ExitStack
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from statistics import median
from typing import Any, Final
from urllib.request import urlopen

from playwright.sync_api import Browser, sync_playwright
from server_process import PATIENCE, serving
from table import ROWS, Visit, figures, table
from visit import chromium, visit

from bestpractices.pages.edition import DASHBOARDS
from bestpractices.records.languages import LANGUAGES

ROOT: Final = Path(__file__).resolve().parents[1]
OURS: Final = ("bestpractices", "serve", "--port", "0", "--no-browser")
STOCK: Final = ("voila", "notebooks/dashboards/practices.ipynb", "--no-browser")
PATHS: Final = {"stock": "", "ours": "en/practices"}


def measure(browser: Browser, *, visits: int) -> dict[str, Any]:
    """A first visit to each server right after its start, then alternating visits to both."""
    first = {}
    done: dict[str, list[Visit]] = {"stock": [], "ours": []}
    with ExitStack() as running:
        ours = running.enter_context(serving(OURS, folder=ROOT))
        first["ours"] = visit(browser, ours, path=PATHS["ours"])
        wait_for_all_pages(ours.address)
        stock = running.enter_context(serving([*STOCK, f"--port={free_port()}"], folder=ROOT))
        first["stock"] = visit(browser, stock, path=PATHS["stock"])
        servers = {"stock": stock, "ours": ours}
        before = {name: server.megabytes() for name, server in servers.items()}
        for _ in range(visits):
            for name, server in servers.items():
                done[name].append(visit(browser, server, path=PATHS[name]))
        after = {name: server.megabytes() for name, server in servers.items()}
    return {"first": first, "visits": done, "memory": {"before": before, "after": after}}


def wait_for_all_pages(address: str) -> None:
    """Return once ours has made the pages that it makes in the background."""
    # Nothing is to be measured beside that work.
    for path in DASHBOARDS:
        for lang in LANGUAGES:
            urlopen(f"{address}{lang}/{path}", timeout=PATIENCE).close()  # noqa: S310 - our own


def free_port() -> int:
    """A port that nobody listens at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def aims(measured: Mapping[str, Any]) -> dict[str, bool]:
    """What we set ourselves, and whether the medians meet it."""
    visits = measured["visits"]
    ours = {row: median(figures(visits, row)["ours"]) for row in ROWS}
    stock_card = median(figures(visits, "card")["stock"])
    return {
        "at most 8 requests": ours["requests"] <= 8,
        "at most 300 kB compressed": ours["kilobytes"] <= 300,
        "first content 3 times sooner than stock": stock_card >= 3 * ours["card"],
        "no request to another host": ours["elsewhere"] == 0,
    }


def circumstances(browser: Browser) -> dict[str, str]:
    """When, on what machine and with which versions."""
    packages = {name: version(name) for name in ("bestpractices", "voila", "anywidget")}
    return {
        "date": datetime.now(UTC).date().isoformat(),
        "cores": str(os.cpu_count()),
        "load before": f"{os.getloadavg()[0]:.1f}",
        "python": platform.python_version(),
        "chromium": browser.version,
        **packages,
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--visits", type=int, default=7, metavar="N", help="of each (default 7)")
    parser.add_argument("--json", type=Path, metavar="OUT", help="also write all figures here")
    options = parser.parse_args()
    if options.visits < 1:
        parser.error("--visits must be 1 or more")
    with sync_playwright() as playwright, chromium(playwright) as browser:
        browser.new_context().new_page()  # the browser's own start is nobody's first visit
        facts = circumstances(browser)
        measured = measure(browser, visits=options.visits)
    print(", ".join(f"{name} {value}" for name, value in facts.items()))
    print(f"median (least-most) of {options.visits} visits, alternating, empty cache\n")
    print(*table(measured), sep="\n")
    for name, visits in measured["visits"].items():
        if hosts := {host for visit in visits for host in visit["other_hosts"]}:
            print(f"\n{name} asked {', '.join(sorted(hosts))}: made to fail at once, in its favour")
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
