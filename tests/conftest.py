"""What all tests share: the shipped base, a running server and a browser, each started once."""

from __future__ import annotations

import os
import select
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import bestpractices as bp

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TOKEN = "token-of-the-tests"
STARTED_WITHIN = 60  # seconds; the machines of the checks have two slow cores
ENDED_WITHIN = 20


@dataclass(frozen=True)
class RunningServer:
    """A ``bestpractices serve`` of our own, with its address and its coach's token."""

    process: subprocess.Popen[bytes]
    address: str
    coach: str
    token: str
    log: Path
    folder: Path  # in which it keeps the files of its kernels


@pytest.fixture(scope="session")
def kb() -> bp.KnowledgeBase:
    """The shipped knowledge base."""
    return bp.load()


@pytest.fixture(scope="session")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningServer]:
    """Both doors at a free port, from the command line as people start them."""
    log = tmp_path_factory.mktemp("server") / "stderr.txt"
    # A short name: sockets of kernels lie below it, and their paths must not be long.
    folder = Path(tempfile.mkdtemp(prefix="bp"))
    with log.open("w", encoding="utf-8") as errors:
        process = subprocess.Popen(
            [sys.executable, "-m", "bestpractices", "serve", "--port", "0", "--no-browser"],
            bufsize=0,  # or the second line waits where select does not see it
            stdout=subprocess.PIPE,
            stderr=errors,
            env={**os.environ, "BESTPRACTICES_TOKEN": TOKEN, "TMPDIR": str(folder)},
        )
    assert process.stdout is not None
    try:
        participants, coach = (_line(process, log).split()[-1] for _ in range(2))
        yield RunningServer(process, participants.rstrip("/"), coach, TOKEN, log, folder)
    finally:
        process.terminate()
        try:
            process.wait(ENDED_WITHIN)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        process.stdout.close()
        shutil.rmtree(folder)


def _line(process: subprocess.Popen[bytes], log: Path) -> str:
    """Next line that the server prints."""
    assert process.stdout is not None
    ready, _, _ = select.select([process.stdout], [], [], STARTED_WITHIN)
    line = process.stdout.readline().decode() if ready else ""
    assert line, f"the server said nothing: {log.read_text(encoding='utf-8')}"
    return line


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """The system's Chromium, headless, with nothing that calls home.

    For one module only: while Playwright's synchronous interface is open, its event loop runs in
    this thread, and the tests of the server could not start theirs.
    """
    chromium = shutil.which("chromium")
    if chromium is None:
        reason = "no chromium on the PATH; install it with: apt-get install chromium"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    quiet = ["--disable-background-networking", "--disable-component-update", "--no-first-run"]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium, args=["--no-sandbox", "--disable-gpu", *quiet]
        )
        yield browser
        browser.close()


@dataclass(frozen=True)
class PublishedSite:
    """The shipped base as ``bestpractices publish`` wrote it, in the folder of its sub-path."""

    root: Path
    base_url: str
    said: str

    @property
    def folder(self) -> Path:
        """Where the site's own files lie."""
        return self.root / "kb"


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> PublishedSite:
    """The whole site, written once for all tests: its dashboards take half a minute."""
    root = tmp_path_factory.mktemp("www")
    address = "https://example.org/kb/"
    command = [sys.executable, "-m", "bestpractices", "publish", str(root / "kb")]
    done = subprocess.run(
        [*command, "--base-url", address], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    return PublishedSite(root, address, done.stdout + done.stderr)
