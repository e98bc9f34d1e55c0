"""A kernel in a fork of the warm parent: what it is asked to be, and how it becomes that."""

from __future__ import annotations

import contextlib
import gc
import json
import os
import random
import signal
import socket
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from types import SimpleNamespace


@dataclass(frozen=True)
class Order:
    """What a kernel is asked to be: its arguments, working directory and environment."""

    arguments: list[str]
    cwd: str
    environment: Mapping[str, str]

    def line(self) -> bytes:
        """The order as it is sent."""
        return json.dumps(asdict(self)).encode()


def become_kernel(order: Order, line: socket.socket, *, lifeline: int) -> None:
    """Run a kernel in this process, as if it had been started for the order alone."""
    from ipykernel.kernelapp import IPKernelApp

    os.setsid()
    os.chdir(order.cwd)
    os.environ.clear()
    os.environ.update(order.environment)
    time.tzset()
    _scatter()
    gc.enable()
    threading.Thread(target=_end_with, args=(lifeline,), daemon=True).start()
    sys.argv = ["ipykernel_launcher", *order.arguments]
    signal.signal(signal.SIGCHLD, signal.SIG_DFL)
    signal.signal(signal.SIGINT, signal.default_int_handler)
    # Ours wakes at the end of the server; ipykernel's own would look each second for its parent,
    # which is not the server. 1 stands for a parent that never ends.
    kernel = IPKernelApp.instance()
    with _no_list_of_modules():
        kernel.initialize([*order.arguments, "--IPKernelApp.parent_handle=1"])
    # Its sockets are there now: a client that came sooner would knock and try again later.
    with contextlib.suppress(OSError):
        line.sendall(json.dumps({"ready": True}).encode())
    line.close()
    kernel.start()


@contextlib.contextmanager
def _no_list_of_modules() -> Iterator[None]:
    """Spare a new kernel the list of all modules that it makes for its debugger.

    Pages have none, and to look at every module is to copy what the kernel shares with its
    parent: a sixth of a page's memory.
    """
    from ipykernel import ipkernel

    vars(ipkernel)["sys"] = SimpleNamespace(modules={})
    try:
        yield
    finally:
        vars(ipkernel)["sys"] = sys


def _scatter() -> None:
    """Random numbers of its own for every kernel."""
    import numpy as np

    random.seed()
    np.random.seed()  # newer generators ask the system, this one all kernels would share


def _end_with(lifeline: int) -> None:
    """End at once when the server ends."""
    os.read(lifeline, 1)
    os._exit(1)
