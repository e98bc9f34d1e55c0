"""A server that was started by another program does not outlive it."""

import asyncio
import os
import signal
import subprocess
import sys
import time

import psutil
import pytest

from bestpractices.serving import parent

ENDED_WITHIN = 60
STARTER = """
import subprocess, sys, time
command = [sys.executable, "-m", "bestpractices", "serve", "--port", "0", "--no-browser"]
subprocess.Popen([*command, "--with-parent"])
time.sleep(600)
"""


def test_while_the_parent_lives_nothing_happens_and_then_it_is_told(monkeypatch):
    monkeypatch.setattr(parent, "LOOK_EVERY", 0.01)

    async def watch():
        waiting = asyncio.create_task(parent.parent_gone(os.getppid()))
        await asyncio.sleep(0.1)
        assert not waiting.done()
        monkeypatch.setattr(os, "getppid", lambda: 1)
        await asyncio.wait_for(waiting, ENDED_WITHIN)

    asyncio.run(watch())


def runs(process):
    """Whether it does; orphans that have ended wait for the system's first process to see it."""
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


@pytest.mark.skipif(os.name != "posix", reason="elsewhere nobody is told")
def test_a_server_ends_when_the_program_that_started_it_was_killed():
    with subprocess.Popen(
        [sys.executable, "-c", STARTER],
        stdout=subprocess.PIPE,
        env={**os.environ, "BESTPRACTICES_TOKEN": "key-of-the-starter"},
    ) as starter:
        printed = [starter.stdout.readline().decode() for _ in range(4)]
        below = psutil.Process(starter.pid).children(recursive=True)
        assert below
        starter.send_signal(signal.SIGKILL)
    deadline = time.monotonic() + ENDED_WITHIN
    while (alive := [process for process in below if runs(process)]) and (
        time.monotonic() < deadline
    ):
        time.sleep(0.1)
    for process in alive:
        process.kill()
    assert alive == []
    assert printed[1].rstrip().endswith("/coach/")  # what is printed may be kept in a log
