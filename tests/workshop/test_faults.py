"""What the machine does to a store: killed, crowded, full, locked, read-only, gone for a while."""

import contextlib
import json
import os
import random
import resource
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
from itertools import pairwise
from pathlib import Path

import pytest

from bestpractices.workshop import Note, ReadOnlyStoreError, Store, StoreError, TransientStoreError

STRESS = bool(os.environ.get("BESTPRACTICES_STRESS"))
KILLS = {"sqlite": 500, "postgresql": 500} if STRESS else {"sqlite": 20, "postgresql": 20}
EVENTS_OF_A_WRITER = 1000 if STRESS else 100
APPEND = [sys.executable, "-m", "bestpractices", "session", "append", "room", "--store"]
NOBODY = 65534
WRITER = """
import sys
from bestpractices.workshop import ConflictError, Note, Store
url, name, number, careful = sys.argv[1:]
conflicts = 0
with Store.open(url, patience=120) as store:
    seen = store.seq("room") if careful == "1" else None
    for text in map(str, range(int(number))):
        while True:
            try:
                seq = store.append("room", Note(text=text), by=name, expected_seq=seen)
                break
            except ConflictError as conflict:
                conflicts += 1
                seen = conflict.seq
        seen = seq if careful == "1" else None
print(conflicts)
"""


def line(text):
    return json.dumps({"kind": "note", "payload": {"text": text}}).encode() + b"\n"


def gapless(store):
    seqs = [entry.seq for entry in store.events("room")]
    assert seqs == list(range(1, len(seqs) + 1))
    return len(seqs)


@pytest.fixture(scope="module")
def born():
    """Starts a program: its number, a pipe to write to and one to read from."""
    nursery = subprocess.Popen(
        [sys.executable, str(Path(__file__).with_name("nursery.py"))],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    )  # fmt: skip
    folder = Path(tempfile.mkdtemp(prefix="bp"))
    one_at_a_time = threading.Lock()

    def start(*arguments):
        with one_at_a_time:
            pipes = [folder / f"{name}{len(list(folder.iterdir()))}" for name in ("in", "out")]
            for pipe in pipes:
                os.mkfifo(pipe)
            told = json.dumps([arguments, *map(str, pipes)]) + "\n"
            nursery.stdin.write(told.encode())
            nursery.stdin.flush()
            return int(nursery.stdout.readline()), pipes[0].open("wb"), pipes[1].open("rb")

    yield start
    nursery.communicate()
    shutil.rmtree(folder)


def test_what_was_acknowledged_survives_kill_9(store, url, born):
    draw = random.Random(7)  # noqa: S311 - when to kill is no secret
    acknowledged = {}
    kills = KILLS["postgresql" if "://" in url else "sqlite"]
    for kill in range(kills):
        number, pipe, answers = born("session", "append", "room", "--store", url)
        feeder = threading.Thread(target=feed, args=(pipe, kill))
        feeder.start()
        for note in range(draw.randint(1, 30)):
            acknowledged[json.loads(answers.readline())["seq"]] = f"{kill}:{note}"
        os.kill(number, signal.SIGKILL)
        answers.close()
        feeder.join()
    written = {entry.seq: entry.fields.get("text") for entry in store.events("room")}
    assert acknowledged.items() <= written.items()
    assert gapless(store) > len(acknowledged) >= kills
    store.append("room", Note(text="and on it goes"))


def feed(pipe, kill):
    """Lines without end, now one, now several at once, until nobody reads them."""
    try:
        for number in range(100_000):
            pipe.write(line(f"{kill}:{number}"))
            if number % 3 == 0:
                pipe.flush()
        pipe.close()
    except BrokenPipeError:
        with contextlib.suppress(BrokenPipeError):
            pipe.close()


@pytest.mark.parametrize("writers", [2, 10])
def test_many_who_write_at_once_lose_nothing_and_are_told_of_conflicts(store, url, writers, born):
    started = [
        born(WRITER, url, f"coach-{number}", str(EVENTS_OF_A_WRITER), str(number % 2))
        for number in range(writers)
    ]
    conflicts = []
    for _, pipe, answers in started:
        conflicts.append(int(answers.readline()))
        pipe.close()
        answers.close()
    assert gapless(store) == 1 + writers * EVENTS_OF_A_WRITER
    log = store.events("room")
    for number in range(writers):
        own = [entry for entry in log if entry.by == f"coach-{number}"]
        assert [entry.fields["text"] for entry in own] == list(map(str, range(EVENTS_OF_A_WRITER)))
        interrupted = sum(after.seq != before.seq + 1 for before, after in pairwise(own))
        # Every second one writes only on what it has seen, the others whatever came between.
        assert conflicts[number] >= interrupted if number % 2 else conflicts[number] == 0
    assert all(a.moment <= b.moment for a, b in pairwise(log))


def test_a_disk_that_takes_no_more_is_told_in_one_line_and_keeps_what_was_acknowledged(tmp_path):
    url = str(tmp_path / "s.sqlite")
    with Store.open(url) as store:
        store.new("room")
    full = subprocess.run(
        [*APPEND, url],
        input=b"".join(line(f"{number} " + "x" * 9000) for number in range(200)),
        capture_output=True,
        check=False,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (600_000, 600_000)),
    )
    told = full.stderr.decode().splitlines()
    assert (full.returncode, len(told)) == (1, 1)
    assert "free" in told[0]
    with Store.open(url) as store:
        assert gapless(store) >= 1 + len(full.stdout.splitlines()) > 1
        store.append("room", Note(text="there is room again"))


def test_a_store_that_may_not_grow_is_told_and_goes_on_when_it_may(tmp_path, opened):
    store = opened(str(tmp_path / "s.sqlite"))
    store.new("room")
    (pages,) = store._database.alone("PRAGMA page_count")
    store._database.alone(f"PRAGMA max_page_count={pages + 4}")
    much = [Note(text="x" * 9000)] * 20
    with pytest.raises(StoreError, match="no room left on its disk; free some space"):
        store.append_all("room", much)
    kept = gapless(store)
    store._database.alone("PRAGMA max_page_count=100000")
    assert store.append_all("room", much)[0] == kept + 1


def test_a_locked_store_is_waited_for_and_then_told(tmp_path, opened):
    url = str(tmp_path / "s.sqlite")
    store = opened(url, patience=0.3)
    store.new("room")
    other = sqlite3.connect(url, isolation_level=None, check_same_thread=False)
    other.execute("BEGIN IMMEDIATE")
    with pytest.raises(TransientStoreError, match="held by another program; close it there"):
        store.append("room", Note(text="a"))
    assert store.seq("room") == 1  # those who read are not kept waiting
    patient = opened(url, patience=20)
    release = threading.Timer(0.3, other.rollback)
    release.start()
    assert patient.append("room", Note(text="a")) == 2
    release.join()
    other.close()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can become nobody")
def test_a_folder_that_cannot_be_written_is_told_and_still_read():
    folder = Path(tempfile.mkdtemp(prefix="bp"))
    folder.chmod(0o755)
    url = str(folder / "s.sqlite")
    with Store.open(url) as store:
        store.new("room")
    try:
        os.seteuid(NOBODY)
        for place in (url, str(folder / "new.sqlite"), str(folder / "deep" / "new.sqlite")):
            with pytest.raises(ReadOnlyStoreError) as told, Store.open(place) as store:
                store.append("room", Note(text="a"))
            assert place in str(told.value)
        with Store.open(url, read_only=True) as room:
            assert gapless(room) == 1
            os.seteuid(0)
            with Store.open(url) as store:
                store.append("room", Note(text="a"))
                os.seteuid(NOBODY)
                assert gapless(room) == 2  # though the folder still cannot be written
            assert gapless(room) == 2
    finally:
        os.seteuid(0)
        for path in folder.iterdir():
            path.unlink()
        folder.rmdir()


def test_a_server_that_restarts_in_mid_session_loses_nothing_and_writes_nothing_twice(
    postgresql, opened
):
    url = postgresql.empty()
    store, hasty = opened(url), opened(url, patience=0.2)
    store.new("room")
    assert store.append("room", Note(text="before")) == 2
    postgresql.stop()
    with pytest.raises(TransientStoreError, match="does not answer; start its server") as told:
        hasty.append("room", Note(text="of the form"), uid="form-1")
    assert "\n" not in str(told.value)
    back = threading.Timer(0.5, postgresql.start)
    back.start()
    assert store.append("room", Note(text="after")) == 3
    back.join()
    assert hasty.append("room", Note(text="of the form"), uid="form-1") == 4
    assert hasty.append("room", Note(text="of the form"), uid="form-1") == 4
    assert gapless(store) == 4


def test_an_answer_that_got_lost_after_the_commit_is_found_again(store, monkeypatch):
    once = store._database._once
    calls = []

    def commits_and_breaks(work, *, writes):
        done = once(work, writes=writes)
        calls.append(done)
        if writes and len(calls) == 1:
            gone = sqlite3.OperationalError("gone")
            gone.sqlite_errorname = "SQLITE_BUSY"
            raise gone
        return done

    monkeypatch.setattr(store._database, "_once", commits_and_breaks)
    assert store.append("room", Note(text="a")) == 2
    assert gapless(store) == 2
    calls.clear()
    assert store.undo("room") == 2
    assert gapless(store) == 3


def test_a_damaged_store_is_told(tmp_path):
    url = tmp_path / "s.sqlite"
    with Store.open(str(url)) as store:
        store.new("room")
        for _ in range(5):
            store.append("room", Note(text="x" * 9000))
    held = url.read_bytes()
    url.write_bytes(held[:4096] + b"\xff" * (len(held) - 4096))
    with (
        pytest.raises(StoreError, match="damaged; put a backup in its place"),
        Store.open(str(url)) as store,
    ):
        store.append("room", Note(text="a"))


def test_a_password_is_never_told(monkeypatch):
    with pytest.raises(StoreError) as told:
        Store.open("postgresql://me:s3cret@127.0.0.1:1/rooms", patience=0.1)
    assert "s3cret" not in str(told.value)
    assert "127.0.0.1" in str(told.value)
