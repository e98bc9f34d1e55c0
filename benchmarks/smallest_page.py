"""A page of one line with one card: what so many tabs cost whatever they open."""

from __future__ import annotations

import contextlib
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any, Final

import psutil
from server_process import Server

# The icon is in the page, so that nothing else is asked for.
_PAGE: Final = (
    b"<!doctype html><meta charset=utf-8><link rel=icon href=data:,>"
    b"<div class=record-card><h2>A card</h2></div>"
)


class _Handler(BaseHTTPRequestHandler):
    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.send_header("Content-Length", str(len(_PAGE)))
        self.end_headers()
        self.wfile.write(_PAGE)

    def log_message(self, *_: Any) -> None:
        """Say nothing: the table is what is read."""


@contextlib.contextmanager
def smallest_page() -> Iterator[Server]:
    """Serve it from a thread of this process until the block ends."""
    with ThreadingHTTPServer(("127.0.0.1", 0), _Handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield Server(f"http://127.0.0.1:{server.server_port}/", psutil.Process())
        server.shutdown()
