"""A kernel that the warm parent forked, held by the server as if it were a child of its own."""

from __future__ import annotations

import contextlib
import json
import os
import select
import signal
import socket
import subprocess
from typing import Final

from bestpractices.serving.kernel_process import Order
from bestpractices.serving.warm_parent import LONGEST

UNKNOWN: Final = 255  # exit code of a kernel whose parent died first and cannot tell it


class ForkRefusedError(OSError):
    """The warm parent lives, but cannot fork."""


class ForkedKernel:
    """What jupyter_client needs of a process: the interface of ``subprocess.Popen``.

    Parameters
    ----------
    pid
        Number of the process.
    descriptor
        Its pidfd, which goes on meaning this process when the number is given again.
    line
        Connection to the warm parent; closing it ends the kernel.
    """

    stdin = stdout = stderr = None

    def __init__(self, pid: int, *, descriptor: int, line: socket.socket) -> None:
        self.pid = pid
        self.returncode: int | None = None
        self._descriptor = descriptor
        self._line = line

    def settle(self) -> None:
        """Wait until the kernel is ready, or has ended, or takes too long to wait for."""
        with contextlib.suppress(TimeoutError):
            self._hear()
        if self.returncode is None:
            self._line.setblocking(False)

    def poll(self) -> int | None:
        """Exit code, negative for a signal; None while the kernel lives."""
        if self.returncode is None:
            with contextlib.suppress(BlockingIOError):
                self._hear()
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Exit code, once the kernel has ended.

        Raises
        ------
        subprocess.TimeoutExpired
            If it has not within some seconds.
        """
        while (code := self.poll()) is None:
            # First its own end, then the word of it; without a parent there is only the first.
            for descriptor in (self._descriptor, self._line.fileno()):
                if not _stirs(descriptor, timeout):
                    raise subprocess.TimeoutExpired(str(self.pid), timeout or 0)
        return code

    def send_signal(self, signum: int) -> None:
        """Send a signal to the kernel and to the processes that it started."""
        if self.poll() is not None or _stirs(self._descriptor, 0):
            return  # its number may be another's by now
        try:
            os.killpg(self.pid, signum)
        except ProcessLookupError:  # it has not come to make a group of its own
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self._descriptor, signum)

    def terminate(self) -> None:
        """Ask the kernel to end."""
        self.send_signal(signal.SIGTERM)

    def kill(self) -> None:
        """End the kernel."""
        self.send_signal(signal.SIGKILL)

    def __del__(self) -> None:
        # Nobody holds the kernel any more; without its line the warm parent ends it.
        self._close()

    def _hear(self) -> None:
        """Take what the warm parent or the kernel itself tells; their silence at the end, too."""
        try:
            told = self._line.recv(LONGEST)
        except ConnectionError:
            told = b""
        self.returncode = json.loads(told).get("exit") if told else self._orphan_code()
        if self.returncode is not None:
            self._close()

    def _close(self) -> None:
        self._line.close()
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _orphan_code(self) -> int | None:
        """Exit code when the warm parent is gone; None while the kernel lives on without it."""
        if not _stirs(self._descriptor, 0):
            return None
        # Orphans come to the first process of the system; in a container that may be the server.
        with contextlib.suppress(ChildProcessError):
            ended = os.waitid(os.P_PIDFD, self._descriptor, os.WEXITED | os.WNOHANG)
            if ended is not None:
                exited = ended.si_code == os.CLD_EXITED
                return ended.si_status if exited else -ended.si_status
        return UNKNOWN


def forked(address: str, order: Order, *, within: float) -> ForkedKernel:
    """A new kernel from the warm parent at an address, which may take some seconds to answer.

    Raises
    ------
    ForkRefusedError
        If the parent says that it cannot.
    OSError
        If the parent does not answer: it ended, or was silent too long (``TimeoutError``).
    """
    line = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
    try:
        line.settimeout(within)
        line.connect(address)
        line.sendall(order.line())
        pid, descriptor = _introduced(line)
    except BaseException:
        line.close()
        raise
    kernel = ForkedKernel(pid, descriptor=descriptor, line=line)
    kernel.settle()
    return kernel


def _introduced(line: socket.socket) -> tuple[int, int]:
    """Number and pidfd of the new kernel, as the parent tells them."""
    told, descriptors, _, _ = socket.recv_fds(line, LONGEST, 1, socket.MSG_CMSG_CLOEXEC)
    if not told:
        message = "the warm parent ended"
        raise ConnectionResetError(message)
    answer = json.loads(told)
    if not descriptors:
        raise ForkRefusedError(answer["error"])
    return answer["pid"], descriptors[0]


def _stirs(descriptor: int, timeout: float | None) -> bool:
    """Whether a descriptor has something to tell within seconds; of a process, that it ended."""
    poll = select.poll()
    poll.register(descriptor, select.POLLIN)
    return bool(poll.poll(None if timeout is None else timeout * 1000))
