"""What guards every answer of both doors: its headers, and a log that keeps no address's query."""

from __future__ import annotations

import logging
from typing import Any, Final
from urllib.parse import quote

import tornado.web

_LOG: Final = logging.getLogger("bestpractices")
_BROKEN: Final = 500  # HTTP's own number: from here on it is our fault
HEADERS: Final = {
    "Content-Security-Policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'self'"
    ),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
}


class Guarded(tornado.web.RequestHandler):
    """The headers that guard, and a log without what stands behind the question mark."""

    def set_default_headers(self) -> None:
        """Set the headers that guard every answer."""
        self.clear_header("Server")
        for name, value in HEADERS.items():
            self.set_header(name, value)

    def log_exception(self, *raised: Any) -> None:
        """Say what went wrong; tornado would write the whole address, in which a key may stand."""
        _, error, _ = raised
        if isinstance(error, tornado.web.HTTPError):
            if error.log_message:
                _LOG.warning("%s %s: %r", error.status_code, asked(self), error.get_message())
        else:
            _LOG.error("%s could not be answered", asked(self), exc_info=raised)


def asked(handler: tornado.web.RequestHandler) -> str:
    """What was asked for and by whom, without the query, and harmless on a terminal."""
    request = handler.request
    return f"{request.method} {quote(request.path, '/%~')} ({request.remote_ip})"


def note(handler: tornado.web.RequestHandler) -> None:
    """Note an answer that failed on our side; a visitor's wrong address is no news."""
    if handler.get_status() >= _BROKEN:
        _LOG.error("%s %s", handler.get_status(), asked(handler))
