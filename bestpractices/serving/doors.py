"""One program, two doors: ready pages for participants, live notebooks for the coach."""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import secrets
import shutil
import signal
import socket
import webbrowser
from dataclasses import KW_ONLY, dataclass
from typing import Any, Final

from bestpractices.errors import BestPracticesError
from bestpractices.pages.coaching import COACH
from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.languages import LANGUAGES
from bestpractices.serving.base_path import Placed, base_path
from bestpractices.serving.coach_door import coach_door, coach_handlers
from bestpractices.serving.feed import FILE as FEED
from bestpractices.serving.feed import FeedHandler, Feeds
from bestpractices.serving.kernels import PARENTS
from bestpractices.serving.library import Library
from bestpractices.serving.live import News, NewsHandler, seen, watch
from bestpractices.serving.parent import parent_gone
from bestpractices.serving.participants import handlers
from bestpractices.serving.patience import (
    PatientServer,
    ceiling,
    let_go_of_the_deaf,
    raise_file_limit,
)
from bestpractices.serving.room import RoomHandler, room_address
from bestpractices.serving.seats import SEATS, Seats
from bestpractices.serving.session_rooms import Rooms, session_routes, whole_address

_FIRST_PAGE: Final = 15.0  # seconds; sessions do not wait any longer for it
_WAITING: Final = 128  # visitors whom the system lets queue until we come to them


class PortInUseError(BestPracticesError):
    """Another program listens at this address."""


@dataclass(frozen=True)
class Addresses:
    """Where the two doors are; the coach's holds the token, if it is printed for a person."""

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
    let_go_of_the_deaf(opened)
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
    store
        Address of the store of the sessions; the user's own if empty.
    with_parent
        Whether another program started this one for itself: then it ends with that one, and the
        token, which that one made, is not printed.

    Raises
    ------
    BasePathError
        If nothing can be served under the path.
    PortInUseError
        If the address is taken or not allowed.
    RoomAddressError
        If the address for phones is none.
    StoreError
        If the address of the store is none.
    """

    kb: KnowledgeBase
    _: KW_ONLY
    host: str = "127.0.0.1"
    port: int = 0
    token: str = ""
    room: str = ""
    base: str = "/"
    seats: int = SEATS
    store: str = ""
    with_parent: bool = False

    def __post_init__(self) -> None:
        self._starter = os.getppid()  # before anybody is told that this one is here
        self._seen = seen(self.kb.folder)  # what changes before the pages are watched counts too
        self.base = base_path(self.base)
        self.store = whole_address(self.store)
        self.token = self.token or secrets.token_urlsafe(24)
        self._sockets = sockets(self.host, self.port)
        self.port = self._sockets[0].getsockname()[1]
        self.room = room_address(self.host, self.port, given=self.room, base=self.base)

    @property
    def addresses(self) -> Addresses:
        """Where the doors are."""
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host  # noqa: S104
        root = f"http://{host}:{self.port}{self.base}"
        # Who started this one for themselves made the key, and may keep in a log what is printed.
        key = "" if self.with_parent else f"?token={self.token}"
        return Addresses(root, f"{root}{COACH}{key}", f"{self.room}en/room")

    async def run(self, *, ready: Any = None, open_browser: bool = False) -> None:
        """Serve until cancelled or told to end; pages are made in the background meanwhile."""
        os.environ["BESTPRACTICES_KB"] = str(self.kb.folder.resolve())
        # Kernels find it there; it may hold a password, so it stands in no list of processes.
        os.environ["BESTPRACTICES_STORE"] = self.store
        PARENTS.living()  # it warms while the rest is set up
        library = Library(self.kb, base=self.base, live=True)
        news = News(library)
        rooms = Rooms(self.store)
        news.store = lambda: rooms.version
        rooms.tell_of_practices = library.take_up
        door = coach_door(base=self.base, token=self.token)
        door.take(library)
        seats = Seats(door.kernel_manager, self.seats)
        door.app.add_handlers(".*$", routes(library, news, seats, rooms=rooms, room=self.room))
        server = PatientServer(Placed(door.app, self.base), ceiling=ceiling(raise_file_limit()))
        server.add_sockets(self._sockets)
        stop = _request_to_stop()
        if ready is not None:
            ready()
        if open_browser:
            # Not with the key: every user of this machine sees how a browser was started.
            ticket = door.identity_provider.ticket()
            webbrowser.open(f"{self.addresses.participants}{COACH}open?ticket={ticket}")
        working = [
            asyncio.create_task(library.prepare()),
            asyncio.create_task(watch(library, news, self.kb.folder, since=self._seen)),
            asyncio.create_task(_watch_rooms(rooms, library, news)),
        ]
        if self.with_parent:
            working.append(asyncio.create_task(_stop_without(self._starter, stop)))
        try:
            await stop.wait()
        finally:
            server.stop()
            for task in working:
                task.cancel()
            await library.close()
            await seats.close()
            rooms.close()
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


async def _watch_rooms(rooms: Rooms, library: Library, news: News) -> None:
    """Look after the sessions once the first page is there: whoever comes first comes to it."""
    with contextlib.suppress(Exception):
        await asyncio.wait_for(library.page(LANGUAGES[0], ""), _FIRST_PAGE)
    await rooms.watch(library.kb, news)


async def _stop_without(starter: int, stop: asyncio.Event) -> None:
    await parent_gone(starter)
    stop.set()


def routes(
    library: Library, news: News, seats: Seats, *, room: str, rooms: Rooms | None = None
) -> list[tuple[Any, ...]]:
    """All addresses of ours, in the order in which they are tried."""
    coach = coach_handlers(library, news, seats)
    sessions = session_routes(library, rooms) if rooms else []
    return [*coach, *_live(library, news, room), *sessions, *handlers(library)]


def _live(library: Library, news: News, room: str) -> list[tuple[Any, ...]]:
    """What only a running program has: news of the data, as it comes and as a feed, and a room."""
    base = re.escape(library.base)
    lang = f"(?P<lang>{'|'.join(LANGUAGES)})"
    known = {"library": library}
    return [
        (rf"{base}live", NewsHandler, {**known, "news": news}),
        (rf"{base}{lang}/{re.escape(FEED)}", FeedHandler, {"feeds": Feeds(library, room)}),
        (rf"{base}{lang}/room", RoomHandler, {**known, "address": room}),
    ]
