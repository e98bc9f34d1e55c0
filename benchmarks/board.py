"""The ranked board in Chromium: from the movement of a slider to the new order on the screen.

The page is one of ours with the board alone, served by nobody: the browser is answered by this
program. Values are drawn. Each round moves a slider so that the order changes, and notes when the
script has ended, when the layout is done, and when the next frame was drawn.
"""

from __future__ import annotations

import argparse
import os
import platform
import random
import shutil
from statistics import median, quantiles
from typing import Any, Final

from playwright.sync_api import Browser, Page, Route, sync_playwright

import bestpractices as bp
from bestpractices.pages.assets import assets
from bestpractices.pages.board_texts import board_texts
from bestpractices.pages.edition import Edition
from bestpractices.serving.renderer import Shown, dashboard_page
from bestpractices.widgets.match_board import MatchBoard

AIM_MS: Final = 50
ADDRESS: Final = "http://board.localhost/"
LINE: Final = "{:<44}{:>10}{:>10}{:>10}"
_ROUND: Final = """async (place) => {
  const slider = document.querySelectorAll(".swings input:not([disabled])")[place];
  const order = () => [...document.querySelectorAll(".option")].map(one => one.dataset.id).join();
  const before = order();
  slider.value = Number(slider.value) > 50 ? 5 : 95;
  const begun = performance.now();
  slider.dispatchEvent(new Event("input", { bubbles: true }));
  const script = performance.now() - begun;
  document.body.getBoundingClientRect();
  const layout = performance.now() - begun;
  await new Promise(done => requestAnimationFrame(() => setTimeout(done)));
  return { script, layout, frame: performance.now() - begun, changed: order() !== before };
}"""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--options", type=int, default=50)
    parser.add_argument("--criteria", type=int, default=10)
    parser.add_argument("--rounds", type=int, default=60)
    parser.add_argument("--slower", type=float, default=4, help="a device that many times slower")
    wanted = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=shutil.which("chromium"), args=["--no-sandbox", "--disable-gpu"]
        )
        found = {}
        for words, width, slower in (
            ("1280 wide, this machine", 1280, 1.0),
            (f"390 wide, {wanted.slower:g} times slower", 390, wanted.slower),
        ):
            page = _board(browser, wanted, width)
            page.context.new_cdp_session(page).send(
                "Emulation.setCPUThrottlingRate", {"rate": slower}
            )
            found[words] = _rounds(page, wanted)
        version = browser.version
        browser.close()
    _print(found, wanted, version)


def _board(browser: Browser, wanted: argparse.Namespace, width: int) -> Page:
    page = browser.new_context(viewport={"width": width, "height": 900}).new_page()
    html, files = _html(wanted), {one.served_as: one for one in assets().values()}

    def answer(route: Route) -> None:
        file = files.get(route.request.url.removeprefix(ADDRESS).removeprefix("static/"))
        if file:
            route.fulfill(body=file.content(), content_type=file.content_type)
        else:
            route.fulfill(body=html, content_type="text/html; charset=utf-8")

    page.route("**/*", answer)
    page.goto(ADDRESS)
    if width < 960:  # the style sheet's own border, below which the weights are closed
        page.locator(".weights > summary").click()
    page.locator(".lift").first.click()
    return page


def _html(wanted: argparse.Namespace) -> str:
    e = Edition(bp.load().public(), "en")
    chance = random.Random(1)  # noqa: S311 - drawn values, no secret
    names = [f"criterion {number}" for number in range(wanted.criteria)]
    criteria = [
        {
            "id": n,
            "label": n.title(),
            "worst": "nothing",
            "best": "all",
            "explain": "",
            "weight": 50,
        }
        for n in names
    ]
    practices = list(e.kb.practices.values())
    options = [
        _option(e, practices[number % len(practices)], names, chance, number)
        for number in range(wanted.options)
    ]
    need = {"title": "A need", "lang": "en", "href": ""}
    board = MatchBoard(criteria, options, need=need, texts=board_texts(e))
    shown = Shown(
        '<div class="widget" data-model="m1"></div>', {"m1": {"state": board.get_state()}}
    )
    return dashboard_page(e, "", title="Board", shown=shown)


def _option(e: Edition, practice: Any, names: list[str], chance: random.Random, number: int) -> Any:
    values = {name: None if chance.random() < 0.1 else chance.random() for name in names}
    title, summary = e.passage(practice.title), e.passage(practice.summary)
    reason = {"criterion": names[0], "text": summary.text, "href": "#s1", "source": "a source"}
    ends = sorted(chance.sample(range(1, 51), 2))
    return {
        "id": f"{practice.id}-{number}", "href": "#", "kicker": "Brussels", "values": values,
        "title": {"text": title.text, "lang": title.lang},
        "summary": {"text": summary.text, "lang": summary.lang},
        "blocking": [reason] if number % 10 == 0 else [], "for_": [reason] * 4,
        "against": [reason] * 3, "unknown": [], "share": 0.1, "blocks": [],
        "ranks": {"best": ends[0], "worst": ends[1]},
    }  # fmt: skip


def _rounds(page: Page, wanted: argparse.Namespace) -> list[dict[str, Any]]:
    sliders = wanted.criteria - 1
    return [page.evaluate(_ROUND, number % sliders) for number in range(wanted.rounds)]


def _print(
    found: dict[str, list[dict[str, Any]]], wanted: argparse.Namespace, version: str
) -> None:
    print(
        f"{wanted.options} options, {wanted.criteria} criteria, {wanted.rounds} movements; "
        f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, python "
        f"{platform.python_version()}, chromium {version}\n"
    )
    for words, rounds in found.items():
        changed = sum(one["changed"] for one in rounds)
        print(LINE.format(f"{words}, ms", "least", "median", "p95"))
        for part in ("script", "layout", "frame"):
            times = [one[part] for one in rounds]
            figures = (min(times), median(times), quantiles(times, n=20)[-1])
            print(LINE.format(f"  {part}", *(f"{figure:.1f}" for figure in figures)))
        print(f"  the order changed in {changed} of {len(rounds)}\n")
    first = next(iter(found.values()))
    late = quantiles([one["layout"] for one in first], n=20)[-1]
    print(f"{'met   ' if late < AIM_MS else 'missed'}  new order laid out under {AIM_MS} ms (p95)")
    raise SystemExit(late >= AIM_MS)


if __name__ == "__main__":
    main()
