"""Take the pictures of docs/coach.md anew: the real pages, with the session to try things out.

    python docs/take_pictures.py [NAME...]

Starts the program on a store of its own in a temporary folder, opens each page 1280 pixels wide in
Chromium and writes docs/pictures/coach-NAME.png. Needs what the browser tests need.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from playwright.sync_api import Page, sync_playwright

FOLDER = Path(__file__).parent / "pictures"
KEY = "key-of-the-pictures"
WIDTH, TALLEST = 1280, 900  # pixels
LARGEST = 150_000  # bytes
PATIENCE = 90_000  # milliseconds: the first page waits for its kernel
NEED = "ddd-mental-health-access"
DEMO = "session=demo&team=team-1"
_SCROLL = "part => scrollTo(0, part.getBoundingClientRect().top + scrollY - 16)"


class Picture(NamedTuple):
    """A page, the part of it that the picture begins with, and how much of it is shown."""

    path: str
    begins: str
    height: int
    press: tuple[str, ...] = ()  # what is pressed before
    waits: str = ""  # what has to be there, where it is not what the picture begins with


PICTURES = {
    "sessions": Picture("coach/en/00_session", ".record-head", 820, waits="#create"),
    "session": Picture(
        "coach/en/00_session?session=demo", ".record-head", 900, waits=".team-board"
    ),
    "team-boards": Picture("coach/en/00_session?session=demo", ".team-boards", 480),
    "practices": Picture(
        f"coach/en/10_need_to_practices?{DEMO}&need={NEED}",
        ".match-board",
        600,
        press=(".match-board .tray summary",),
    ),
    "transfer": Picture(f"coach/en/20_transfer?{DEMO}", ".found", 880),
    "adaptation": Picture(f"coach/en/20_transfer?{DEMO}", "#adaptation", 800),
    "counterparts": Picture(f"coach/en/30_counterparts?{DEMO}", ".decided", 700),
    "net-map": Picture(f"coach/en/40_net_map?{DEMO}", ".net-map", 800),
    "team": Picture(f"coach/en/00_session?{DEMO}", "#talks", 880),
    "visit": Picture(f"coach/en/50_study_visit?{DEMO}", ".record-head", 880),
    "write-shop": Picture(
        "coach/en/60_write_shop?session=demo",
        ".write-shop",
        800,
        press=("[data-view=draft]",),
        waits=".chapters",
    ),
    "room": Picture("en/session/demo", ".record-head", 860, waits=".session-team"),
}


@contextmanager
def program(folder: Path) -> Iterator[str]:
    """Address of a program with nothing but the demo session."""
    command = [sys.executable, "-m", "bestpractices", "serve", "--no-browser", "--port", "0"]
    process = subprocess.Popen(  # noqa: S603 - our own program
        [*command, "--store", str(folder / "sessions.sqlite")],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "BESTPRACTICES_TOKEN": KEY},
    )
    try:
        first = process.stdout.readline() if process.stdout else ""
        yield first.split()[-1].rstrip("/")
    finally:
        process.terminate()
        process.wait()


def wait_for_demo(page: Page, address: str) -> None:
    """Wait until the session to try things out is written: that is after the start."""
    for _ in range(PATIENCE // 200):
        if page.context.request.get(f"{address}/en/session/demo").ok:
            return
        page.wait_for_timeout(200)


def take(page: Page, address: str, picture: Picture) -> bytes:
    """A picture of a page, from where it begins to its height or the page's end."""
    page.goto(f"{address}/{picture.path}", wait_until="commit")
    for what in picture.press:
        page.locator(what).first.click()
    for what in filter(None, (picture.waits, picture.begins)):
        page.locator(what).first.wait_for()
    page.wait_for_load_state("networkidle")
    # Seen as on a screen, where what stays in sight keeps to the lower edge.
    page.set_viewport_size({"width": WIDTH, "height": min(picture.height, TALLEST)})
    page.locator(picture.begins).first.evaluate(_SCROLL)
    return page.screenshot(animations="disabled")


def main(names: list[str]) -> None:
    """Take the pictures that are named; all without a name."""
    if unknown := set(names) - set(PICTURES):
        sys.exit(f"no picture {sorted(unknown)}; there are {sorted(PICTURES)}")
    chromium = shutil.which("chromium")
    if chromium is None:
        sys.exit("no chromium on the PATH; install it with: apt-get install chromium")
    with (
        TemporaryDirectory() as folder,
        program(Path(folder)) as address,
        sync_playwright() as play,
    ):
        browser = play.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": WIDTH, "height": TALLEST}, locale="en-GB")
        page.set_default_timeout(PATIENCE)
        page.context.request.get(f"{address}/coach/?token={KEY}", max_redirects=0)
        wait_for_demo(page, address)
        for name in names or PICTURES:
            taken = take(page, address, PICTURES[name])
            (FOLDER / f"coach-{name}.png").write_bytes(taken)
            too_large = " (too large: show less of the page)" if len(taken) > LARGEST else ""
            sys.stdout.write(f"coach-{name}.png {len(taken)} bytes{too_large}\n")
        browser.close()


if __name__ == "__main__":
    main(sys.argv[1:])
