"""What all tests share: the shipped base, a running server and a browser, each started once."""

from __future__ import annotations

import contextlib
import json
import os
import pwd
import select
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import bestpractices as bp

if TYPE_CHECKING:
    from playwright.sync_api import Browser

TOKEN = "token-of-the-tests"
JUPYTER_TOKEN = "token-of-jupyter-itself"
STARTED_WITHIN = 60  # seconds; the machines of the checks have two slow cores
ENDED_WITHIN = 60


@dataclass(frozen=True)
class RunningServer:
    """A ``bestpractices serve`` of our own, with its address and its coach's token."""

    process: subprocess.Popen[bytes]
    address: str
    coach: str
    token: str
    log: Path
    folder: Path  # in which it keeps the files of its kernels


@pytest.fixture(scope="session", autouse=True)
def _own_store(tmp_path_factory: pytest.TempPathFactory) -> None:
    """No test looks into the sessions of the person who runs the tests."""
    folder = tmp_path_factory.mktemp("store")
    os.environ["BESTPRACTICES_STORE"] = str(folder / "sessions.sqlite")


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
            env={
                **os.environ,
                "BESTPRACTICES_TOKEN": TOKEN,
                "BESTPRACTICES_STORE": str(folder / "sessions.sqlite"),
                "TMPDIR": str(folder),
            },
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
class RunningJupyter:
    """A JupyterLab of our own, below the path that a JupyterHub gives to a user."""

    process: subprocess.Popen[bytes]
    address: str
    token: str
    log: Path


@pytest.fixture(scope="session")
def jupyter(tmp_path_factory: pytest.TempPathFactory) -> Iterator[RunningJupyter]:
    """JupyterLab with an empty folder and no settings of the person who runs the tests.

    It is that of the environment of the tests, or of any other that is named to us.
    """
    folder = tmp_path_factory.mktemp("jupyter")
    short = Path(tempfile.mkdtemp(prefix="bp"))
    (folder / "work").mkdir()
    settings = {name: str(folder / name.lower()) for name in ("CONFIG_DIR", "DATA_DIR")}
    named = {f"JUPYTER_{name}": place for name, place in settings.items()}
    environment = {**os.environ, **named, "TMPDIR": str(short), "JUPYTER_TOKEN": JUPYTER_TOKEN}
    environment["JUPYTER_RUNTIME_DIR"] = str(folder / "runtime")
    python = os.environ.get("BESTPRACTICES_JUPYTER_PYTHON", sys.executable)
    # Nothing is asked of anyone on the internet: no news, no list of extensions.
    offline = ("news_url=None", "extension_manager=readonly")
    command = [
        *(python, "-m", "jupyterlab", "--no-browser", "--allow-root", "--port=0"),
        *(f"--LabApp.{setting}" for setting in offline),
        "--ServerApp.base_url=/user/jane@example.org/",
    ]
    with (folder / "log.txt").open("w", encoding="utf-8") as log:
        process = subprocess.Popen(
            command, cwd=folder / "work", env=environment, stdout=log, stderr=log
        )
    try:
        address = _jupyter_address(process, folder)
        yield RunningJupyter(process, address, JUPYTER_TOKEN, folder / "log.txt")
    finally:
        process.terminate()
        process.wait(ENDED_WITHIN)
        shutil.rmtree(short, ignore_errors=True)


def _jupyter_address(process: subprocess.Popen[bytes], folder: Path) -> str:
    """Address that a Jupyter server writes down as soon as it answers there."""
    until = time.monotonic() + STARTED_WITHIN
    while not (found := list((folder / "runtime").glob("jpserver-*.json"))):
        assert process.poll() is None, (folder / "log.txt").read_text(encoding="utf-8")
        assert time.monotonic() < until
        time.sleep(0.05)
    time.sleep(0.05)  # it may be in the middle of writing
    return str(json.loads(found[0].read_text(encoding="utf-8"))["url"])


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


@contextlib.contextmanager
def _one_at_a_time(folder: Path) -> Iterator[None]:
    """Only one of the processes that run the tests is in here."""
    import fcntl

    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@pytest.fixture(scope="session")
def published(tmp_path_factory: pytest.TempPathFactory) -> PublishedSite:
    """The whole site, written once for all tests and processes: its dashboards take half a minute.

    Nobody writes there.
    """
    several = "PYTEST_XDIST_WORKER" in os.environ
    base = tmp_path_factory.getbasetemp()
    root = (base.parent if several else base) / "www"
    said, address = root / "said.txt", "https://example.org/kb/"
    root.mkdir(exist_ok=True)
    with _one_at_a_time(root):
        if not said.exists():
            shutil.rmtree(root / "kb", ignore_errors=True)
            command = [sys.executable, "-m", "bestpractices", "publish", str(root / "kb")]
            done = subprocess.run(
                [*command, "--base-url", address], capture_output=True, text=True, check=False
            )
            assert done.returncode == 0, done.stderr
            said.write_text(done.stdout + done.stderr, encoding="utf-8")
    return PublishedSite(root, address, said.read_text(encoding="utf-8"))


class PostgreSQL:
    """A cluster in a folder of its own, reached through a socket there and nowhere else."""

    def __init__(self, programs: Path) -> None:
        self.programs = programs
        self.folder = Path(tempfile.mkdtemp(prefix="bp"))
        self.user = _harmless_user()
        if self.user:
            shutil.chown(self.folder, self.user)
        self._run("initdb", "--auth=trust", "--username=tester", "--encoding=UTF8", "--no-sync")
        self.start()

    @property
    def url(self) -> str:
        return f"postgresql://tester@/postgres?host={self.folder}"

    def start(self) -> None:
        options = f"-c listen_addresses='' -c unix_socket_directories={self.folder}"
        log = self.folder / "log"
        self._run("pg_ctl", "--wait", "--silent", f"--log={log}", f"--options={options}", "start")

    def stop(self) -> None:
        self._run("pg_ctl", "--wait", "--silent", "--mode=immediate", "stop")

    def empty(self) -> str:
        """Address of the database with nothing in it."""
        import psycopg

        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute("DROP SCHEMA public CASCADE")
            connection.execute("CREATE SCHEMA public")
        return self.url

    def _run(self, program: str, *arguments: str) -> None:
        command = [str(self.programs / program), f"--pgdata={self.folder / 'data'}", *arguments]
        quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        home = {**os.environ, "HOME": str(self.folder)}
        subprocess.run(
            command, check=True, cwd=self.folder, env=home, user=self.user, group=_group(self.user),
            extra_groups=[] if self.user else None, **quiet,
        )  # fmt: skip


def _harmless_user() -> str | None:
    """Whom PostgreSQL runs as when root runs the tests, which it refuses to run as."""
    if os.geteuid() != 0:
        return None
    names = {entry.pw_name for entry in pwd.getpwall()}
    return "postgres" if "postgres" in names else "nobody"


def _group(user: str | None) -> int | None:
    return pwd.getpwnam(user).pw_gid if user else None


@pytest.fixture(scope="session")
def postgresql() -> Iterator[PostgreSQL]:
    """The server; skipped where its programs are not installed."""
    found = shutil.which("postgres")
    newest = sorted(Path("/usr/lib/postgresql").glob("*/bin/postgres"))
    if found is None and not newest:
        reason = "no PostgreSQL; install it with: apt-get install postgresql"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    server = PostgreSQL(Path(found).resolve().parent if found else newest[-1].parent)
    try:
        yield server
    finally:
        server.stop()
        shutil.rmtree(server.folder)
