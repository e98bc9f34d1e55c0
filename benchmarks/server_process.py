"""A server in a process of its own, from its first line with an address to its end."""

from __future__ import annotations

import contextlib
import queue
import re
import subprocess
import sys
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import psutil

PATIENCE: Final = 300  # seconds; other work may keep the machine busy
_ADDRESS: Final = re.compile(r"http://(?:localhost|127\.0\.0\.1):\d+/")


@dataclass(frozen=True)
class Server:
    """A server that answers.

    Parameters
    ----------
    address
        The first one it printed; ends with a slash.
    process
        The process we started, parent of its kernels.
    """

    address: str
    process: psutil.Process

    def tree(self) -> list[psutil.Process]:
        """The process and all below it."""
        return [self.process, *self.process.children(recursive=True)]

    def megabytes(self) -> float:
        """Resident memory of the tree, shared pages counted in each process that maps them."""
        total = 0
        for process in self.tree():
            with contextlib.suppress(psutil.NoSuchProcess):  # a kernel that ended meanwhile
                total += process.memory_info().rss
        return total / 1e6

    def processor_seconds(self) -> float:
        """Processor time that the tree has taken since it started."""
        total = 0.0
        for process in self.tree():
            with contextlib.suppress(psutil.NoSuchProcess):
                spent = process.cpu_times()
                total += spent.user + spent.system
        return total


@contextlib.contextmanager
def serving(arguments: Sequence[str], *, folder: Path) -> Iterator[Server]:
    """Run ``python -m`` with these arguments until the block ends.

    Raises
    ------
    RuntimeError
        If it ends or stays silent without having printed an address.
    """
    process = subprocess.Popen(
        [sys.executable, "-m", *arguments],
        cwd=folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    watched = psutil.Process(process.pid)
    try:
        yield Server(_address(process, arguments), watched)
    finally:
        _stop(watched)


def _address(process: subprocess.Popen[str], arguments: Sequence[str]) -> str:
    lines: queue.Queue[str] = queue.Queue()

    def pass_on() -> None:  # for as long as the server lives: a full pipe would block it
        for line in process.stdout or ():
            lines.put(line)
        lines.put("")

    threading.Thread(target=pass_on, daemon=True).start()
    said = ""
    while line := _next(lines):
        if found := _ADDRESS.search(line):
            return found[0]
        said += line
    message = f"no address within {PATIENCE} s from {' '.join(arguments)}; it said: {said}"
    raise RuntimeError(message)


def _next(lines: queue.Queue[str]) -> str:
    try:
        return lines.get(timeout=PATIENCE)
    except queue.Empty:
        return ""


def _stop(parent: psutil.Process) -> None:
    try:
        family = [parent, *parent.children(recursive=True)]
        parent.terminate()
    except psutil.NoSuchProcess:
        return
    _, left = psutil.wait_procs(family, timeout=30)
    for process in left:
        with contextlib.suppress(psutil.NoSuchProcess):
            process.kill()
