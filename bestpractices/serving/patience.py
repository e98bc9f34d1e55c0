"""A server whose patience ends: with half a request, with a silent line, with a full house."""

from __future__ import annotations

import os
import socket
from collections.abc import Callable
from typing import Any, Final

import tornado.httpserver
from tornado.httputil import HTTPMessageDelegate
from tornado.iostream import IOStream

# Seconds for a whole request, from the moment when its line is free for it: tornado counts them
# from there, so a byte now and then wins no time. Its own number is an hour.
ASKED_WITHIN: Final = 30.0
LONGEST_HEAD: Final = 65_536  # bytes of an address with all headers
LONGEST_BODY: Final = 65_536  # bytes; the largest that a page of ours sends is a form with a key
# Milliseconds in which a visitor must take what was sent: a page that nobody fetches is let go.
TAKEN_WITHIN: Final = 60_000
MOST_FILES: Final = 65_536
_SET_ASIDE: Final = 512  # files for kernels, records and pages, whatever visitors do


class PatientServer(tornado.httpserver.HTTPServer):
    """Tornado's server with limits; if no more lines fit, who has been silent longest gives way.

    Parameters
    ----------
    application
        What answers.
    ceiling
        Most lines at once.
    asked_within
        Seconds for a whole request.
    """

    def initialize(  # type: ignore[override]
        self, application: Any, *, ceiling: int, asked_within: float = ASKED_WITHIN
    ) -> None:
        """Set tornado's limits; what it has none for is kept here."""
        super().initialize(
            application,
            max_header_size=LONGEST_HEAD,
            max_body_size=LONGEST_BODY,
            idle_connection_timeout=asked_within,
            body_timeout=asked_within,
        )
        self._ceiling = ceiling
        # Lines on which no whole request has come yet, the longest silent first.
        self._silent: dict[IOStream, None] = {}

    def handle_stream(self, stream: IOStream, address: Any) -> None:
        """Take a new line, or none if everybody else is being served."""
        if len(self._connections) >= self._ceiling and not self._gave_way():
            stream.close()
            return
        self._silent[stream] = None  # from now on, not from when its turn comes
        super().handle_stream(stream, address)

    def _gave_way(self) -> bool:
        """Whether somebody was silent, whose line is closed now."""
        stream = next(iter(self._silent), None)
        if stream is None:
            return False
        del self._silent[stream]
        stream.close()
        return True

    def start_request(self, server_conn: Any, request_conn: Any) -> HTTPMessageDelegate:
        """Wait for a request on a line."""
        self._silent.setdefault(server_conn.stream)
        delegate = super().start_request(server_conn, request_conn)
        return _Listening(delegate, lambda: self._silent.pop(server_conn.stream, None))

    def on_close(self, server_conn: Any) -> None:
        """Forget a line."""
        self._silent.pop(server_conn.stream, None)
        super().on_close(server_conn)


class _Listening(HTTPMessageDelegate):
    """Hands a request on, and tells when it is whole."""

    def __init__(self, delegate: HTTPMessageDelegate, heard: Callable[[], object]) -> None:
        self._delegate = delegate
        self._heard = heard

    def headers_received(self, start_line: Any, headers: Any) -> Any:
        """The head is here."""
        return self._delegate.headers_received(start_line, headers)

    def data_received(self, chunk: bytes) -> Any:
        """A piece of the body is here."""
        return self._delegate.data_received(chunk)

    def finish(self) -> None:
        """The request is whole."""
        self._heard()
        self._delegate.finish()

    def on_connection_close(self) -> None:
        """The line was cut before."""
        self._delegate.on_connection_close()


def let_go_of_the_deaf(listener: socket.socket, within: int = TAKEN_WITHIN) -> None:
    """Have the system close every line of a listener whose other end takes nothing for a while.

    Only Linux has this; elsewhere the system's own patience counts, some minutes to hours.
    """
    if hasattr(socket, "TCP_USER_TIMEOUT"):
        listener.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, within)


def raise_file_limit(most: int = MOST_FILES) -> int:
    """Have as many open files as this user may, up to some; every visitor takes one.

    Returns
    -------
    How many there may be now.
    """
    if os.name != "posix":
        return most  # Windows counts no sockets among files
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = most if hard == resource.RLIM_INFINITY else min(most, hard)
    # macOS says that there is no limit and has one all the same.
    for limit in (wanted, 10_240):
        if soft != resource.RLIM_INFINITY and limit > soft:
            try:
                resource.setrlimit(resource.RLIMIT_NOFILE, (limit, hard))
            except (OSError, ValueError):
                continue
            return limit
    return most if soft == resource.RLIM_INFINITY else soft


def ceiling(files: int) -> int:
    """Most lines that leave enough files for all else.

    Examples
    --------
    >>> ceiling(65536), ceiling(256)
    (65024, 128)
    """
    return files - min(_SET_ASIDE, files // 2)
