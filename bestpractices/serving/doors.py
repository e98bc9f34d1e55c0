"""One program, two doors: ready pages for participants, live notebooks for the coach."""

from __future__ import annotations

import asyncio
import contextlib
import os
import secrets
import shutil
import signal
import socket
import webbrowser
from dataclasses import KW_ONLY, dataclass
from typing import Any, Final

import tornado.httpserver

from bestpractices.errors import BestPracticesError
from bestpractices.pages.coaching import COACH
from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.languages import LANGUAGES
from bestpractices.serving.coach_door import coach_door, coach_handlers
from bestpractices.serving.kernels import PARENTS
from bestpractices.serving.library import Library
from bestpractices.serving.live import News, NewsHandler, watch
from bestpractices.serving.participants import handlers
from bestpractices.serving.room import RoomHandler, room_address
from bestpractices.serving.seats import SEATS, Seats

_WAITING: Final = 128  # visitors whom the system lets queue until we come to them


class PortInUseError(BestPracticesError):
    """Another program listens at this address."""


@dataclass(frozen=True)
class Addresses:
    """Where the two doors are; the coach's holds the token."""

    participants: str
    coach: str
    room: str


def sockets(host: str, port: int) -> list[socket.socket]:
    """Open sockets at an address.

    Raises
    ------
    PortInUseError
        If the address is taken or not allowed.
    """
    opened = socket.socket(socket.AF_INET)
    # A program that was just ended may start again at once; Windows means something else by it.
    if os.name == "posix":
        opened.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        opened.bind((host, port))
        opened.listen(_WAITING)
    except OSError as error:
        opened.close()
        message = f"cannot listen at {host}:{port} ({error.strerror}); choose another with --port"
        raise PortInUseError(message) from None
    opened.setblocking(False)
    return [opened]


@dataclass
class Server:
    """Both doors at one address.

    Parameters
    ----------
    kb
        What is served.
    host, port
        Address; port 0 lets the system choose.
    token
        Key of the coach's door; a new one if empty.
    room
        Address that phones open; that of this machine in the local network if empty.
    base
        Path under which both doors are; begins and ends with a slash.
    seats
        Most coaching pages that may be open at once.
    """

    kb: KnowledgeBase
    _: KW_ONLY
    host: str = "127.0.0.1"
    port: int = 0
    token: str = ""
    room: str = ""
    base: str = "/"
    seats: int = SEATS

    def __post_init__(self) -> None:
        self.token = self.token or secrets.token_urlsafe(24)
        self._sockets = sockets(self.host, self.port)
        self.port = self._sockets[0].getsockname()[1]
        self.room = room_address(self.host, self.port, given=self.room, base=self.base)

    @property
    def addresses(self) -> Addresses:
        """Where the doors are."""
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host  # noqa: S104
        root = f"http://{host}:{self.port}{self.base}"
        coach = f"{root}{COACH}?token={self.token}"
        return Addresses(root, coach, f"{self.room}en/room")

    async def run(self, *, ready: Any = None, open_browser: bool = False) -> None:
        """Serve until cancelled or told to end; pages are made in the background meanwhile."""
        os.environ["BESTPRACTICES_KB"] = str(self.kb.folder.resolve())
        PARENTS.living()  # it warms while the rest is set up
        library = Library(self.kb, base=self.base, live=True)
        news = News(library)
        door = coach_door(base=self.base, token=self.token)
        door.app.settings["library"] = library
        seats = Seats(door.kernel_manager, self.seats)
        coach = coach_handlers(library, news, seats)
        door.app.add_handlers(".*$", coach + _live(library, news, self.room) + handlers(library))
        server = tornado.httpserver.HTTPServer(
            door.app, max_header_size=65_536, max_body_size=1_000_000
        )
        server.add_sockets(self._sockets)
        stop = _request_to_stop()
        if ready is not None:
            ready()
        if open_browser:
            webbrowser.open(self.addresses.coach)
        working = [
            asyncio.create_task(library.prepare()),
            asyncio.create_task(watch(library, news, self.kb.folder)),
        ]
        try:
            await stop.wait()
        finally:
            server.stop()
            for task in working:
                task.cancel()
            await library.close()
            await door.kernel_manager.shutdown_all(now=True)
            await asyncio.to_thread(PARENTS.end)
            shutil.rmtree(door.connection_dir, ignore_errors=True)


def _request_to_stop() -> asyncio.Event:
    """What Ctrl+C and the system's request to end will set."""
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for signal_number in (signal.SIGINT, signal.SIGTERM):
        with contextlib.suppress(NotImplementedError):  # Windows has its own way with Ctrl+C
            loop.add_signal_handler(signal_number, stop.set)
    return stop


def _live(library: Library, news: News, room: str) -> list[tuple[Any, ...]]:
    """What only a running program has: news of the data, and the address of the room."""
    languages = "|".join(LANGUAGES)
    return [
        (rf"{library.base}live", NewsHandler, {"library": library, "news": news}),
        (
            rf"{library.base}(?P<lang>{languages})/room",
            RoomHandler,
            {"library": library, "address": room},
        ),
    ]
