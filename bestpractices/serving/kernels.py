"""Kernels forked from a warm parent: ready sooner, and sharing the memory of what they imported.

A Jupyter kernel provisioner. A kernel spec names it in its metadata, as those of
`WarmKernelSpecManager` do. Where it cannot be, kernels are ordinary ones: on Windows there is no
fork, on macOS the system's libraries do not bear one. A change of the program's own files needs a
new start of the server, a change of the knowledge base does not.
"""

from __future__ import annotations

import asyncio
import atexit
import logging
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from jupyter_client.provisioning.factory import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

from bestpractices.serving.forked_kernel import ForkedKernel, forked
from bestpractices.serving.kernel_process import Order

PROVISIONER: Final = "bestpractices-warm"
STARTED_WITHIN: Final = 20.0  # seconds; imports and the first reading of the base on a slow laptop
ENDED_WITHIN: Final = 5.0
NOT_AGAIN_FOR: Final = 60.0  # seconds, after a parent that did not start
PARENT: Final = ("-m", "bestpractices.serving.warm_parent")
_LOG: Final = logging.getLogger("bestpractices")
_FOR_FORKS: Final = {
    # Libraries of linear algebra start threads when they are imported; a fork leaves them behind.
    **{f"{name}_NUM_THREADS": "1" for name in ("BLIS", "MKL", "NUMEXPR", "OMP", "OPENBLAS")},
    # Large blocks apart from small ones, so that a kernel gives them back whole (glibc, mallopt).
    "MALLOC_MMAP_THRESHOLD_": "65536",
    "MALLOC_TRIM_THRESHOLD_": "65536",
}


class WarmParent:
    """A warm parent as the server holds it: its process, and the folder of its address.

    Parameters
    ----------
    lifeline
        File descriptor of the reading end of the pipe that ends with the server.
    """

    def __init__(self, lifeline: int) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="bestpractices-"))  # open to this user alone
        self.address = str(self.folder / "orders")
        try:
            self.process = self._started(lifeline)
        except OSError:
            shutil.rmtree(self.folder, ignore_errors=True)
            raise

    def _started(self, lifeline: int) -> subprocess.Popen[bytes]:
        # Listening begins here, not there: who knocks before the parent is warm just waits.
        with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as listener:
            listener.bind(self.address)
            listener.listen(socket.SOMAXCONN)
            number = listener.fileno()
            return subprocess.Popen(  # noqa: S603 - our own module
                [sys.executable, *PARENT, str(number)],
                cwd=self.folder,  # where no file stands in for a library's
                stdin=lifeline,
                pass_fds=[number],
                env={**os.environ, **_FOR_FORKS},
                start_new_session=True,  # Ctrl+C is for the server
            )

    def end(self, *, within: float) -> None:
        """See the parent end, and kill it if it has not within some seconds; kernels live on."""
        try:
            self.process.wait(within)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()
        shutil.rmtree(self.folder, ignore_errors=True)


class WarmParents:
    """One living warm parent: started when first wanted, replaced when it died.

    All parents and kernels hold the reading end of one pipe and end when its writing end is
    closed, however this process ends. (A signal at the end of a parent process, the other way to
    know, is bound to the thread that started it.)
    """

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._pipe: tuple[int, int] | None = None
        self._parent: WarmParent | None = None
        self._not_before = 0.0

    def fork(self, order: Order) -> ForkedKernel | None:
        """A new kernel; None where only an ordinary one can be had, which the log then says."""
        for _ in range(2):  # a parent may have died unnoticed; the second is a new one
            parent = self.living()
            if parent is None:
                return None
            try:
                return forked(parent.address, order, within=STARTED_WITHIN)
            except (ConnectionError, FileNotFoundError, TimeoutError) as error:
                self._give_up(parent, pause=isinstance(error, TimeoutError))
            except OSError as error:  # the parent is well, but cannot do this
                _say(str(error))
                return None
        self._pause("the warm parent does not start")
        return None

    def living(self) -> WarmParent | None:
        """The parent, started now if there is none; it may still be warming."""
        with self._lock:
            if self._parent is not None and self._parent.process.poll() is None:
                return self._parent
            if self._parent is not None:
                self._parent.end(within=0)
                self._parent = None
            if time.monotonic() < self._not_before:
                return None
            if not can_fork():
                self._pause("this system cannot fork them")
                return None
            try:
                self._parent = self._new()
            except OSError as error:
                self._pause(f"the warm parent cannot be started: {error}")
            return self._parent

    def end(self) -> None:
        """End the parent and all its kernels; the next kernel starts a new one."""
        with self._lock:
            if self._pipe is not None:
                for descriptor in self._pipe:
                    os.close(descriptor)
            if self._parent is not None:
                self._parent.end(within=ENDED_WITHIN)
            self._pipe = self._parent = None

    def _new(self) -> WarmParent:
        if self._pipe is None:
            self._pipe = os.pipe()
            atexit.register(self.end)
        return WarmParent(self._pipe[0])

    def _give_up(self, parent: WarmParent, *, pause: bool) -> None:
        """End a parent that does not answer; its kernels live on."""
        with self._lock:
            parent.end(within=0)
            if pause:
                self._pause("the warm parent does not answer")

    def _pause(self, reason: str) -> None:
        self._not_before = time.monotonic() + NOT_AGAIN_FOR
        _say(reason)


PARENTS: Final = WarmParents()


class WarmProvisioner(LocalProvisioner):
    """Has kernels forked; all else about them, and every kernel that cannot be, is as usual."""

    async def launch_kernel(self, cmd: list[str], **kwargs: Any) -> Any:
        """Start the kernel and return how to reach it."""
        order = order_for(cmd, **kwargs)
        if order is None:
            _say("one asked for more than a fork can be")
        # In a thread: the first of all waits until the parent is warm.
        kernel = await asyncio.to_thread(PARENTS.fork, order) if order else None
        if kernel is None or order is None:
            return await super().launch_kernel(cmd, **kwargs)
        # No process group is named: the kernel itself knows when its number may be used.
        self.process = kernel  # type: ignore[assignment]  # it has the interface
        self.pid, self.pgid = kernel.pid, None
        self.cwd = order.cwd
        return self.connection_info


class WarmKernelSpecManager(KernelSpecManager):
    """Knows one kernel, this Python's own, and has it forked; reads and writes no folder."""

    def _kernel_dirs_default(self) -> list[str]:
        return []

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        """Spec of a kernel by its name."""
        spec = super().get_kernel_spec(kernel_name)
        # What a page runs is not what its user typed: nothing for the history on the disk.
        spec.argv = [*spec.argv, "--HistoryManager.enabled=False"]
        if PROVISIONER in KernelProvisionerFactory.instance().get_provisioner_entries():
            named = {"kernel_provisioner": {"provisioner_name": PROVISIONER}}
            spec.metadata = {**spec.metadata, **named}
        else:  # the entry point stands in the metadata of an installed package
            _say("bestpractices is not installed")
        return spec


def can_fork() -> bool:
    """Whether this system has all that forked kernels need."""
    try:
        os.close(os.pidfd_open(os.getpid()))
    except (AttributeError, OSError):
        return False
    return hasattr(os, "fork")


def order_for(
    cmd: list[str], *, cwd: str | None = None, env: Mapping[str, str] | None = None, **others: Any
) -> Order | None:
    """The order for a command; None if it asks for more than a fork of this Python can be."""
    environment = dict(os.environ if env is None else env)
    folder = str(Path.cwd() if cwd is None else cwd)
    wanted = {name for name, value in others.items() if value is not None}
    if (
        cmd[:3] != [sys.executable, "-m", "ipykernel_launcher"]
        or _for_python(environment) != _for_python(os.environ)
        or not wanted <= {"extra_arguments", "kernel_id"}
        or not Path(folder).is_dir()
    ):
        return None
    # Kernels know by it who started them.
    environment["JPY_PARENT_PID"] = str(os.getpid())
    return Order(cmd[3:], folder, environment)


def _for_python(environment: Mapping[str, str]) -> dict[str, str]:
    """What Python reads when it starts, and no fork can read again."""
    return {name: value for name, value in environment.items() if name.startswith("PYTHON")}


@cache
def _say(reason: str) -> None:
    """Say once why kernels are ordinary ones."""
    _LOG.warning("kernels start the slower way: %s", reason)
