"""What goes wrong in a hall: each fault ends in a served page and a clear message, nothing lost.

Faults of the store of sessions are in `tests/pages/test_desk_faults.py` and in
`tests/serving/test_session_rooms.py`.
"""

from __future__ import annotations

import asyncio
import contextlib
import http.client
import itertools
import json
import os
import re
import resource
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path
from urllib.parse import urlsplit

import nbformat
import psutil
import pytest

import bestpractices as bp
from bestpractices.records.languages import LANGUAGES
from bestpractices.serving import coach, kernels
from bestpractices.serving.kernel_line import CoachLineHandler
from bestpractices.serving.kernels import PARENTS
from bestpractices.texts import Texts

WITHIN = 60
KEY = "the-key-of-this-test"
RECORD = Path("practices") / "zanzu.md"
SOUND, CHANGED, BROKEN = "status: running", "status: ended", "status: dancing"
CELLS = 'class="cells"'
STUCK = 'class="empty stuck"'
CALM = "This page could not be made"
MID_PAGE = """
import os, pathlib, signal
pathlib.Path({path!r}).write_text(str(os.getpid()))
signal.pause()
"""

needs_fork = pytest.mark.skipif(not kernels.can_fork(), reason="this system forks no kernels")


@pytest.fixture(scope="module")
def folder(kb, tmp_path_factory):
    copy = tmp_path_factory.mktemp("faults") / "kb"
    shutil.copytree(kb.folder, copy)
    return copy


@pytest.fixture(scope="module")
def house(folder, serve_here):
    with serve_here(bp.load(folder), seats=4) as own:
        yield own


@pytest.fixture
def write(folder, house, until):
    """Writes a record anew; at the end of the test the base is as it was, and so are the pages."""
    path = folder / RECORD
    before = path.read_bytes()
    version = house.library.kb.version

    def change(new, old=SOUND):
        path.write_text(before.decode().replace(old, new), encoding="utf-8")

    yield change
    path.write_bytes(before)
    until(lambda: house.library.kb.version == version and not house.library.finding)


@pytest.fixture(autouse=True)
def _nobody_stays(house):
    yield
    house.clear()


@pytest.fixture
def notebook(tmp_path, monkeypatch, house):
    """Puts a notebook of one cell in the place of a page: a dashboard's or the coach's."""
    (tmp_path / "coaching").mkdir()

    def put(code):
        cells = [nbformat.v4.new_code_cell(code)]
        kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3"}}
        made = nbformat.v4.new_notebook(cells=cells, metadata=kernel)
        nbformat.write(made, tmp_path / "needs.ipynb")
        nbformat.write(made, tmp_path / "coaching" / "start.ipynb")

    monkeypatch.setattr(house.library, "_notebooks", tmp_path)
    monkeypatch.setattr(coach, "shipped", lambda _: tmp_path)
    house.library._made.clear()
    yield put
    house.library._made.clear()
    house.library._before.clear()


def shows(word):
    return f"from bestpractices.pages.html import Html\nHtml('<p>{word}</p>')"


def kill_in_mid_page(visit, path, until):
    """Answer to a visitor whose page's kernel is killed while it works."""
    found = []
    visiting = threading.Thread(target=lambda: found.append(visit()))
    visiting.start()
    os.kill(int(until(lambda: path.exists() and path.read_text())), signal.SIGKILL)
    visiting.join(WITHIN)
    return found[0]


# A kernel that ends in the middle of a page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_render_kernel_killed_in_mid_page_gives_a_calm_page_and_the_next_visitor_the_page(
    house, notebook, until, tmp_path, lang
):
    pid = tmp_path / "pid"
    notebook(MID_PAGE.format(path=str(pid)))

    answer, text = kill_in_mid_page(lambda: house.get(f"/{lang}/needs"), pid, until)

    assert answer.status == 500
    assert f'<html lang="{lang}">' in text
    assert Texts(lang)(CALM) in text
    assert "Traceback" not in text
    notebook(shows("whole again"))
    answer, text = house.get(f"/{lang}/needs")
    assert (answer.status, "whole again" in text) == (200, True)


def test_a_coachs_kernel_killed_in_mid_page_gives_a_page_that_says_so_and_then_works(
    house, notebook, until, tmp_path, caplog
):
    pid = tmp_path / "pid"
    notebook(MID_PAGE.format(path=str(pid)))

    answer, text = kill_in_mid_page(lambda: house.open("tr/start?q=1"), pid, until)

    assert answer.status == 200
    assert STUCK in text
    assert CELLS not in text
    assert 'href="/coach/tr/start?q=1"' in text
    assert text.rstrip().endswith("</html>")
    assert "died" in caplog.text.lower()
    assert (house.kernels, house.seats.taken) == ([], 0)
    notebook(shows("whole again"))
    assert "whole again" in house.open("tr/start")[1]


def test_a_coachs_kernel_that_ends_before_the_first_cell_gives_a_page_that_says_so(
    house, monkeypatch
):
    real = coach.run

    async def run(path, kernel, **named):
        os.kill(kernel.provisioner.process.pid, signal.SIGKILL)
        return await real(path, kernel, **named)

    with monkeypatch.context() as patch:
        patch.setattr(coach, "run", run)
        assert STUCK in house.open("en/start")[1]
    assert house.kernels == []
    assert CELLS in house.open("en/start")[1]


# A notebook that raises


def test_a_dashboard_that_raises_is_said_calmly_and_every_other_page_is_served(
    house, notebook, caplog
):
    notebook("1 / 0")

    for lang in LANGUAGES:
        answer, text = house.get(f"/{lang}/needs")
        assert (answer.status, Texts(lang)(CALM) in text) == (500, True)
        assert "ZeroDivisionError" not in text
    assert "ZeroDivisionError" in caplog.text
    assert house.get(f"/en/{RECORD.with_suffix('')}")[0].status == 200
    assert house.get("/en/glossary")[0].status == 200
    notebook(shows("mended"))
    assert "mended" in house.get("/en/needs")[1]


def test_a_dashboard_that_was_good_stays_while_a_newer_one_raises(house, notebook, write, until):
    notebook(shows("good"))
    assert "good" in house.get("/en/needs")[1]
    version = house.library.kb.version

    notebook("1 / 0")
    write(CHANGED)
    until(lambda: house.library.kb.version != version)

    for _ in range(4):
        answer, text = house.get("/en/needs")
        assert (answer.status, "good" in text) == (200, True)
        # What failed is behind us when nobody makes it any more.
        until(lambda: all(making.done() for making in house.library._made.values()))
    notebook(shows("newer"))
    until(lambda: "newer" in house.get("/en/needs")[1])


def test_a_coaching_page_that_raises_says_so_and_keeps_no_kernel(house, notebook, caplog):
    notebook("1 / 0")

    answer, text = house.open("fr/start")

    assert answer.status == 200
    assert STUCK in text
    assert "ZeroDivisionError" not in text
    assert "ZeroDivisionError" in caplog.text
    assert house.kernels == []


def test_a_coaching_page_that_fails_in_a_way_nobody_foresaw_says_so_too(house, monkeypatch, caplog):
    async def run(*_, **__):
        raise LookupError("nobody foresaw")  # noqa: EM101

    monkeypatch.setattr(coach, "run", run)

    assert STUCK in house.open("en/start")[1]
    assert "Traceback" in caplog.text
    assert house.kernels == []


# A record that is broken while it is served


def events(house, path, cookie):
    """Data of the events of a stream, one after the other."""
    line = house.connect()
    line.request("GET", path, headers={"Cookie": cookie})
    answer = line.getresponse()
    while read := answer.readline():
        if read.startswith(b"data: "):
            yield json.loads(read.removeprefix(b"data: "))


def test_a_broken_record_is_told_to_the_coach_and_to_nobody_else_until_it_is_mended(
    house, write, caplog
):
    house.get("/en/")  # a page that needs a kernel is made while the base is sound
    told = events(house, "/coach/news", house.sign_in())
    assert next(told)["text"] == ""

    write(BROKEN)
    finding = next(event for event in told if event["text"])
    assert "zanzu.md:" in finding["text"]
    assert "mend:" in finding["text"]
    assert "zanzu.md:" in caplog.text
    for path in ("/en/practices/zanzu", "/en/glossary", "/en/"):
        answer, text = house.get(path)
        assert answer.status == 200
        assert "KB012" not in text
    assert house.get("/coach/news")[0].status == 403

    write(SOUND)
    assert next(event for event in told if not event["text"])


@needs_fork
def test_pages_opened_while_a_record_is_broken_show_the_last_good_version(house, write, until):
    version = house.library.kb.version
    write("status: unknown")
    until(lambda: house.library.kb.version != version)
    good = house.library.kb.version
    assert CELLS in house.open("en/start")[1]  # by now the warm parent has read it

    write(BROKEN)
    until(lambda: house.library.finding)
    house.library._made.clear()

    answer, text = house.open("nl/start")
    assert answer.status == 200
    assert CELLS in text
    assert len(re.findall("data-model=", text)) == 2
    assert house.library.kb.version == good
    for lang in LANGUAGES:
        answer, text = house.get(f"/{lang}/practices")
        assert (answer.status, text.count("<article") > 50) == (200, True)


def test_without_a_warm_parent_new_pages_wait_for_the_mending_and_made_ones_stay(
    house, write, until, monkeypatch, caplog
):
    monkeypatch.setattr(kernels, "order_for", lambda *_, **__: None)
    assert house.get("/en/practices")[0].status == 200

    write(BROKEN)
    until(lambda: house.library.finding)

    assert house.get("/en/practices")[0].status == 200
    assert house.get("/en/practices/zanzu")[0].status == 200
    assert STUCK in house.open("en/start")[1]
    assert "zanzu.md:" in caplog.text
    write(SOUND)
    until(lambda: not house.library.finding)
    assert CELLS in house.open("en/start")[1]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"\x00\x01\x02",
        b"\xff\xfe half of another encoding",
        b"---\nid: zanzu\n",
        b"---\n- a list\n---\n",
        b"---\n" + b"[" * 5000 + b"\n---\n",
        b"---\nid: &a [*a]\n---\n",
        b"---\na: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n---\n",
        b"---\nid: !!python/object/apply:os.system [false]\n---\n",
        b"---\nid: zanzu\nstarted: " + b"9" * 5000 + b"\n---\n",
    ],
    ids=[
        "empty", "zeros", "another encoding", "no end", "a list", "deep", "in a circle", "aliases",
        "a program", "a number without end",
    ],
)  # fmt: skip
def test_whatever_is_written_into_a_record_the_pages_stay_and_the_next_change_is_seen(
    house, folder, write, until, content
):
    version = house.library.kb.version

    (folder / RECORD).write_bytes(content)
    finding = until(lambda: house.library.finding)
    assert "zanzu.md" in finding
    assert house.library.kb.version == version
    assert house.get("/en/practices/zanzu")[0].status == 200

    write(CHANGED)
    until(lambda: house.library.kb.version != version)
    assert not house.library.finding


def test_a_base_that_is_moved_away_and_comes_back_takes_no_page(house, folder, until):
    version = house.library.kb.version
    away = folder.with_name("away")
    # With the first page the warm parent takes the base, which from then on it has.
    assert CELLS in house.open("en/start")[1]

    folder.rename(away)
    try:
        assert "no knowledge base" in until(lambda: house.library.finding) or "no folder" in (
            house.library.finding
        )
        assert house.get("/en/practices/zanzu")[0].status == 200
        assert CELLS in house.open("en/start")[1]
    finally:
        away.rename(folder)
    until(lambda: not house.library.finding)
    assert house.library.kb.version == version


# The warm parent


@needs_fork
def test_a_warm_parent_that_is_killed_takes_no_page_and_is_replaced(house, until):
    _, text = house.open("en/start")
    kernel = re.search(r'data-kernel="([^"]+)"', text)[1]
    parent = PARENTS.living().process

    parent.kill()
    parent.wait(WITHIN)

    assert house.get(kernel, Cookie=house.sign_in())[0].status == 200
    house.library._made.clear()
    assert house.get("/en/needs")[0].status == 200
    assert CELLS in house.open("en/start")[1]
    assert PARENTS.living().process.pid != parent.pid
    assert len(house.kernels) == 2


# A clock that is set back


def test_a_record_older_than_the_one_before_is_served_and_told(house, folder, write, until):
    told = events(house, "/live", "")
    version = next(told)["version"]

    write(CHANGED)
    long_ago = 1_000_000_000
    os.utime(folder / RECORD, (long_ago, long_ago))

    assert next(event for event in told if event["version"] != version)
    until(lambda: house.library.kb.practices["zanzu"].status == "ended")


@pytest.mark.parametrize("hours", [-24 * 365, 24])
def test_a_clock_that_jumps_takes_nobody_their_page_or_their_way_in(
    house, write, until, monkeypatch, hours
):
    cookie = house.sign_in()
    _, text = house.get("/coach/en/start", Cookie=cookie)
    kernel = re.search(r'data-kernel="([^"]+)"', text)[1]
    told = events(house, "/live", "")
    version = next(told)["version"]
    real = time.time

    monkeypatch.setattr(time, "time", lambda: real() + hours * 3600)

    assert house.get(kernel, Cookie=cookie)[0].status == 200
    assert CELLS in house.get("/coach/en/start", Cookie=cookie)[1]
    assert CELLS in house.open("en/start")[1]
    assert house.get("/en/practices/zanzu")[0].status == 200
    write(CHANGED)
    assert next(event for event in told if event["version"] != version)
    assert len(house.kernels) == 3


# A port that is taken


def test_a_port_that_is_taken_is_said_in_one_line_and_whoever_has_it_goes_on(house):
    port = house.address.rpartition(":")[2]
    command = [sys.executable, "-m", "bestpractices", "serve", "--no-browser", "--port", port]

    tried = subprocess.run(command, capture_output=True, text=True, check=False, timeout=WITHIN)

    assert tried.returncode == 1
    assert tried.stdout == ""
    assert len(tried.stderr.strip().splitlines()) == 1
    assert f":{port}" in tried.stderr
    assert "--port" in tried.stderr
    assert house.get("/en/glossary")[0].status == 200


# A disk that is full


class Serving:
    """A server in a process of its own, whose disk can be full."""

    def __init__(self, process, said, temporary):
        self.process = process
        self.temporary = temporary
        self.said = said
        self.address = self.line("Participants").split()[-1].rstrip("/")

    def line(self, word):
        end = time.monotonic() + WITHIN
        while time.monotonic() < end:
            found = next((text for text in list(self.said) if word in text), None)
            if found:
                return found
            time.sleep(0.02)
        raise AssertionError(word, list(self.said))

    def allow(self, size):
        """Let no file of the server, its warm parent and its kernels grow beyond some bytes."""
        ours = psutil.Process(self.process.pid)
        for one in (ours, *ours.children(recursive=True)):
            hard = resource.prlimit(one.pid, resource.RLIMIT_FSIZE)[1]
            with contextlib.suppress(ProcessLookupError):
                resource.prlimit(one.pid, resource.RLIMIT_FSIZE, (size, hard))


@pytest.fixture
def serving(tmp_path):
    # A short name: sockets of kernels lie below it, and their paths must not be long.
    with tempfile.TemporaryDirectory(prefix="bp") as temporary:
        process = subprocess.Popen(
            [sys.executable, "-m", "bestpractices", "serve", "--port", "0", "--no-browser"],
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,  # a pipe: a log on a full disk would say nothing
            text=True,
            env={
                **os.environ,
                "HOME": str(tmp_path),
                "TMPDIR": temporary,
                "BESTPRACTICES_TOKEN": KEY,
            },
        )
        said = []

        def listen():
            for text in iter(process.stdout.readline, ""):
                said.append(text)  # noqa: PERF402 - one after the other, as they come

        listening = threading.Thread(target=listen, daemon=True)
        listening.start()
        try:
            yield Serving(process, said, Path(temporary))
        finally:
            process.terminate()
            process.wait(WITHIN)
            listening.join(WITHIN)
            process.stdout.close()


@pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="only Linux limits another's files")
def test_a_full_disk_stops_no_page_that_is_made_and_is_said_where_one_cannot_be(serving, tmp_path):
    def get(path, cookie=""):
        with contextlib.closing(
            http.client.HTTPConnection(urlsplit(serving.address).netloc, timeout=WITHIN)
        ) as line:
            line.request("GET", path, headers={"Cookie": cookie})
            answer = line.getresponse()
            return answer.status, answer.headers, answer.read().decode()

    assert get("/en/")[0] == 200  # made before
    _, headers, _ = get(f"/coach/en/start?token={KEY}")
    cookie = headers["Set-Cookie"].partition(";")[0]
    serving.allow(0)

    assert get("/en/")[0] == 200
    for path in ("practices/zanzu", "glossary", "programme", "organisations/wald"):
        assert get(f"/tr/{path}")[0] == 200
    status, _, text = get("/coach/en/start", cookie)
    assert (status, STUCK in text) == (200, True)
    assert "could not be made" in serving.line("coaching page")
    calm = {get(f"/nl/{path}")[0] for path in ("practices", "needs", "partners")}
    assert calm <= {200, 500}

    serving.allow(resource.RLIM_INFINITY)
    assert CELLS in get("/coach/en/start", cookie)[2]
    for lang, path in itertools.product(LANGUAGES, ("", "practices", "needs", "partners")):
        assert get(f"/{lang}/{path}")[0] == 200

    serving.process.terminate()
    assert serving.process.wait(WITHIN) == 0
    assert list(serving.temporary.iterdir()) == []
    # What IPython and Jupyter keep for a user; nothing of ours, and no list of notebooks.
    assert {path.name for path in tmp_path.iterdir()} <= {".ipython", ".jupyter"}


def test_a_page_that_left_before_its_line_was_laid_is_no_fault():
    line = CoachLineHandler.__new__(CoachLineHandler)
    line.connection = None
    asyncio.run(line.open("gone"))
