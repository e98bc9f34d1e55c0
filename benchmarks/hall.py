"""A whole hall opens the practices page: stock Voila and ours, then crowds and news for ours."""

from __future__ import annotations

import argparse
import asyncio
import json
import shutil
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final
from urllib.request import urlopen

from browsers import at_once, by_turns
from crowd import come
from first_visit import OURS, PATHS, ROOT, STOCK, circumstances, free_port, wait_for_all_pages
from hall_table import aims, lines
from news import change
from playwright.sync_api import sync_playwright
from server_process import PATIENCE, Server, serving
from smallest_page import smallest_page
from visit import chromium

_WITHIN: Final = 10.0  # seconds in which a crowd comes
_CROWDS: Final = ((1000, _WITHIN), (5000, _WITHIN))
_WORDS: Final = {True: "met", False: "MISSED", None: "unknown"}  # no stock visitor saw a card
_STREAMS: Final = 100
_RECORD: Final = "practices/duo-for-a-job"
_SLOWER: Final = (1, 4)  # this machine, and a phone that needs four times as long


def measure(*, browsers: int, patience: float, program: str) -> dict[str, Any]:
    """All stages one after the other, never two servers at a time."""
    how: dict[str, Any] = {"count": browsers, "patience": patience, "program": program}
    stock = _stock(how)
    with serving(OURS, folder=ROOT) as server:
        wait_for_all_pages(server.address)
        ours = asyncio.run(at_once(server, path=PATHS["ours"], **how))
        turns = [_turn(server, slower, count=browsers, program=program) for slower in _SLOWER]
        # The hall once more without browsers, which tells what of its time was theirs.
        crowds = [_crowd(server, *crowd) for crowd in ((browsers, 0.0), *_CROWDS)]
    with smallest_page() as server:
        least = asyncio.run(at_once(server, path="", **how))
    sides = {"stock": stock, "ours": ours, "least": least}
    return {"browsers": sides, "turns": turns, "crowds": crowds, "news": _news()}


def _turn(server: Server, slower: float, *, count: int, program: str) -> dict[str, Any]:
    how: dict[str, Any] = {"count": count, "slower": slower, "program": program}
    return {"slower": slower, "visits": asyncio.run(by_turns(server, path=PATHS["ours"], **how))}


def _stock(how: Mapping[str, Any]) -> dict[str, Any]:
    with serving([*STOCK, f"--port={free_port()}"], folder=ROOT) as server:
        # One visit before the others, in its favour: its files are in memory then, as ours are.
        urlopen(server.address, timeout=PATIENCE).close()  # noqa: S310 - our own
        return asyncio.run(at_once(server, path=PATHS["stock"], **how))


def _crowd(server: Server, count: int, within: float) -> dict[str, Any]:
    figures = asyncio.run(come(server, path=PATHS["ours"], count=count, within=within))
    return {"count": count, "within": within, **figures}


def _news() -> dict[str, Any]:
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "kb"
        shutil.copytree(ROOT / "kb", copy)
        with serving([*OURS, "--kb", str(copy)], folder=ROOT) as server:
            wait_for_all_pages(server.address)
            changing = change(
                server,
                record=copy / f"{_RECORD}.md",
                page=f"en/{_RECORD}",
                others=PATHS["ours"],
                streams=_STREAMS,
            )
            return asyncio.run(changing)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--browsers", type=int, default=30, metavar="N", help="(default 30)")
    parser.add_argument(
        "--patience", type=float, default=120, metavar="S", help="of a browser (default 120)"
    )
    parser.add_argument(
        "--chromium", default="", metavar="PROGRAM", help="(default: chromium on the PATH)"
    )
    parser.add_argument("--json", type=Path, metavar="OUT", help="also write all figures here")
    options = parser.parse_args()
    if options.browsers < 1:
        parser.error("--browsers must be 1 or more")
    with sync_playwright() as playwright, chromium(playwright) as browser:
        facts = circumstances(browser)
    if options.chromium:
        facts["chromium"] = Path(options.chromium).name
    print(", ".join(f"{name} {value}" for name, value in facts.items()), end="\n\n", flush=True)
    measured = measure(
        browsers=options.browsers, patience=options.patience, program=options.chromium
    )
    print(*lines(measured), sep="\n")
    print()
    verdict = aims(measured)
    for aim, met in verdict.items():
        print(f"{_WORDS[met]:<8}{aim}")
    if options.json:
        text = json.dumps({"circumstances": facts, **measured, "aims": verdict}, indent=2)
        options.json.write_text(f"{text}\n", encoding="utf-8")
    raise SystemExit(not all(verdict.values()))


if __name__ == "__main__":
    main()
