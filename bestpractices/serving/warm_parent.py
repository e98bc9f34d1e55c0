"""The warm parent: a process with all that a kernel needs, which forks one whenever it is asked.

It is started by `bestpractices.serving.kernels` with a listening socket and a pipe as its standard
input. It has one thread and no event loop, so that a fork of it is sound. Whoever wants a kernel
connects, sends one `Order` and holds the connection: it brings the kernel's process id and a
pidfd, word that it is ready, later its exit code. A kernel whose connection is closed by the
other side is ended, and all are ended with the server, whose end is the end of the pipe. Kernels
outlive a parent that dies: nobody loses their page by it.
"""

from __future__ import annotations

import contextlib
import gc
import importlib
import json
import os
import pkgutil
import selectors
import signal
import socket
import sys
from pathlib import Path
from typing import Final

from bestpractices.errors import BestPracticesError
from bestpractices.pages.coaching import keep_shared
from bestpractices.records.knowledge_base import keep
from bestpractices.serving.kernel_process import Order, become_kernel

LONGEST: Final = 1 << 20  # bytes of a message; an environment takes a few thousand
_HEARD_WITHIN: Final = 5.0  # seconds; the order is sent with the knock
_LIBRARIES: Final = (
    "anywidget",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.magics",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "ipykernel.kernelapp",
    "ipywidgets",
    "networkx",
    "numpy",
    "pandas",
    "psutil",
    "sqlite3",
    "tornado.platform.asyncio",
)
_OWN: Final = ("bestpractices.analysis", "bestpractices.charts", "bestpractices.pages")


class Parent:
    """Waits for orders, forks, and tells how its kernels ended.

    Parameters
    ----------
    listener
        Where orders come in.
    lifeline
        File descriptor of the pipe that ends with the server.
    """

    def __init__(self, listener: socket.socket, lifeline: int) -> None:
        self._listener = listener
        self._lifeline = lifeline
        self._kernels: dict[int, socket.socket] = {}
        self._ended, self._ending = socket.socketpair()
        for ours in (listener, self._ended, self._ending):
            ours.setblocking(False)
        # A signal writes a byte there, so one wait is enough for all that may happen.
        signal.set_wakeup_fd(self._ending.fileno(), warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        self._selector = selectors.DefaultSelector()
        for source in (listener, lifeline, self._ended):
            self._selector.register(source, selectors.EVENT_READ)

    def serve(self) -> tuple[Order, socket.socket] | None:
        """Fork on every order until the server ends.

        Returns
        -------
        In a kernel its order, and the line to whoever ordered it; at the end None.
        """
        while True:
            for key, _ in self._selector.select():
                if key.fileobj == self._lifeline:
                    self._end()
                    return None
                if key.fileobj is self._listener:
                    if ordered := self._answer():
                        return ordered
                elif key.fileobj is self._ended:
                    self._reap()
                else:
                    self._let_go(key.data)

    def _answer(self) -> tuple[Order, socket.socket] | None:
        """Fork for whoever knocks; None in the parent."""
        try:
            line, _ = self._listener.accept()
        except OSError:  # gone again
            return None
        try:
            line.settimeout(_HEARD_WITHIN)
            order = Order(**json.loads(line.recv(LONGEST)))
            _make_ready(order)
            pid = os.fork()
        except Exception as error:  # whatever it is, the next order is served
            with contextlib.suppress(OSError):
                line.sendall(json.dumps({"error": f"{type(error).__name__}: {error}"}).encode())
            line.close()
            return None
        if not pid:
            self._leave()
            return order, line
        self._introduce(pid, line)
        return None

    def _introduce(self, pid: int, line: socket.socket) -> None:
        """Tell the new kernel's number, with a descriptor that means it and never another."""
        # The kernel is not reaped before this ends, so its number is not given again.
        self._kernels[pid] = line
        self._selector.register(line, selectors.EVENT_READ, data=pid)
        descriptor = os.pidfd_open(pid)
        with contextlib.suppress(OSError):
            socket.send_fds(line, [json.dumps({"pid": pid}).encode()], [descriptor])
        os.close(descriptor)

    def _reap(self) -> None:
        """Take leave of all kernels that ended."""
        with contextlib.suppress(BlockingIOError):
            self._ended.recv(LONGEST)
        while self._kernels:
            pid, status = os.waitpid(-1, os.WNOHANG)
            if not pid:
                return
            self._part(pid, status)

    def _part(self, pid: int, status: int) -> None:
        """Tell whoever holds a kernel how it ended."""
        line = self._kernels.pop(pid)
        with contextlib.suppress(KeyError):  # let go before
            self._selector.unregister(line)
        code = os.waitstatus_to_exitcode(status)
        with contextlib.suppress(OSError):
            line.sendall(json.dumps({"exit": code}).encode())
        line.close()

    def _let_go(self, pid: int) -> None:
        """End a kernel that nobody holds any more; it is reaped as all others."""
        if pid in self._kernels:  # else it was reaped a moment ago
            self._selector.unregister(self._kernels[pid])
            _kill(pid)

    def _end(self) -> None:
        """End with the server, and every kernel with it."""
        for pid in self._kernels:
            _kill(pid)
        while self._kernels:
            self._part(*os.waitpid(-1, 0))
        folder = Path(self._listener.getsockname()).parent
        with contextlib.suppress(OSError):
            Path(self._listener.getsockname()).unlink()
            folder.rmdir()

    def _leave(self) -> None:
        """Close in a kernel what is the parent's, each by its owner: numbers are given again."""
        signal.set_wakeup_fd(-1)
        self._selector.close()
        for ours in (self._listener, self._ended, self._ending, *self._kernels.values()):
            ours.close()
        self._kernels.clear()


def _kill(pid: int) -> None:
    """Kill a kernel that was not reaped yet, with the processes that it started."""
    try:
        os.killpg(pid, signal.SIGKILL)
    except ProcessLookupError:  # it has not come to make a group of its own
        os.kill(pid, signal.SIGKILL)


def _make_ready(order: Order) -> None:
    """Look whether a fork is sound, and bring the knowledge base of the order up to date.

    Raises
    ------
    RuntimeError
        If something started a thread: a lock that it holds would stay locked in the kernel.
    """
    threads = len(list(Path("/proc/self/task").iterdir()))
    if threads != 1:
        message = f"the warm parent has {threads} threads; only with one may it fork"
        raise RuntimeError(message)
    folder = order.environment.get("BESTPRACTICES_KB")
    with contextlib.suppress(BestPracticesError):  # the notebook that loads it will say so
        keep(Path(order.cwd, folder) if folder else None)
        if folder:
            keep_shared(order.environment)
    # What is here now no kernel looks through for garbage, so its pages of memory stay shared.
    gc.collect()
    gc.freeze()


def warm() -> None:
    """Import what kernels need and read what their pages share."""
    gc.disable()
    # Pages have no debugger: without it a kernel is smaller, and its threads are as Python's are.
    sys.modules["debugpy"] = None  # type: ignore[assignment]
    importlib.import_module("ipykernel.debugger")
    del sys.modules["debugpy"]
    for name in _LIBRARIES:
        importlib.import_module(name)
    for name in _OWN:
        for module in pkgutil.iter_modules(importlib.import_module(name).__path__, f"{name}."):
            importlib.import_module(module.name)


def main() -> None:
    """Serve until the server ends; in a fork, be a kernel until it ends."""
    del sys.path[0]  # the working directory, which is not that of the kernels
    listener = socket.socket(fileno=int(sys.argv[1]))
    lifeline = os.dup(sys.stdin.fileno())
    with Path(os.devnull).open("rb") as nothing:
        os.dup2(nothing.fileno(), sys.stdin.fileno())
    # Ctrl+C is for the server; a kernel listens again once it is whole.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    warm()
    ordered = Parent(listener, lifeline).serve()
    if ordered is not None:
        become_kernel(*ordered, lifeline=lifeline)


if __name__ == "__main__":
    main()
