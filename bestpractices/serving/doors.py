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
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import tornado.httpserver
import tornado.ioloop
import tornado.web
from traitlets.config import Config
from voila.app import Voila
from voila.static_file_handler import AllowListFileHandler, TemplateStaticFileHandler
from voila.tornado.contentshandler import VoilaContentsHandler
from voila.tornado.treehandler import TornadoVoilaTreeHandler

from bestpractices.errors import BestPracticesError
from bestpractices.pages.assets import assets
from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.languages import LANGUAGES
from bestpractices.serving.kernels import PARENTS, WarmKernelSpecManager
from bestpractices.serving.library import Library
from bestpractices.serving.live import News, NewsHandler, watch
from bestpractices.serving.login import CoachLoginHandler, CoachLogoutHandler
from bestpractices.serving.participants import AssetHandler, handlers
from bestpractices.serving.renderer import TRANSPORT
from bestpractices.serving.room import RoomHandler, room_address
from bestpractices.shipped import shipped

_JUPYTER: Final = Path(__file__).parent / "jupyter"
COACH: Final = "coach/"
_NOT_SERVED: Final = (TornadoVoilaTreeHandler, VoilaContentsHandler, AllowListFileHandler)
_WAITING: Final = 128  # visitors whom the system lets queue until we come to them
IDLE_SECONDS: Final = 30 * 60


class PortInUseError(BestPracticesError):
    """Another program listens at this address."""


@dataclass(frozen=True)
class Addresses:
    """Where the two doors are; the coach's holds the token."""

    participants: str
    coach: str
    room: str


class CoachDoor(Voila):
    """Voila with live kernels behind a token; its listening is left to ``serve``."""

    def init_settings(self) -> dict[str, Any]:
        """Settings of Voila, with our own page that asks for the token."""
        settings: dict[str, Any] = super().init_settings()
        self.identity_provider.login_handler_class = CoachLoginHandler
        self.identity_provider.logout_handler_class = CoachLogoutHandler
        self.identity_provider.allow_password_change = False
        return settings

    def init_handlers(self) -> list[Any]:
        """Routes of Voila that a coach needs, all of them below the coach's address."""
        routes = super().init_handlers()
        # Its list of files and their contents help nobody here: pages are reached by links.
        return [self._placed(route) for route in routes if route[1] not in _NOT_SERVED]

    def _placed(self, route: Any) -> Any:
        root = self.base_url.rstrip("/")
        if route[0] in ("/login", "/logout"):  # Voila mounts them where participants are
            return (f"{root}{route[0]}", *route[1:])
        if route[1] is TemplateStaticFileHandler:  # stumbles over addresses of any other form
            return (
                rf"{root}/voila/templates/(coach/static/(?:[\w-][\w.-]*/)*[\w-][\w.-]*)",
                *route[1:],
            )
        return route

    def listen(self) -> None:
        """Do not listen: both doors share one server."""


def coach_door(notebooks: Path, *, base: str, token: str) -> CoachDoor:
    """Voila's application for the coach, not yet listening."""
    paths = [str(_JUPYTER), *filter(None, [os.environ.get("JUPYTER_PATH")])]
    os.environ["JUPYTER_PATH"] = os.pathsep.join(dict.fromkeys(paths))
    config = Config(
        {
            "Voila": {
                "base_url": f"{base}{COACH}",
                "root_dir": str(notebooks),
                "token": token,
                "open_browser": False,
                "log_level": "WARN",
                "config_file_paths": [],
            },
            "VoilaConfiguration": {
                "template": "coach",
                "allow_template_override": "NO",
                "allow_theme_override": "NO",
                "kernel_spec_manager_class": WarmKernelSpecManager,
            },
            "KernelManager": {"transport": TRANSPORT},
            "MappingKernelManager": {
                "cull_idle_timeout": IDLE_SECONDS,
                "cull_interval": 60,
                "cull_connected": False,
            },
        }
    )
    door = CoachDoor(config=config)
    door.initialize([])
    door.start()
    return door


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
    """

    def __init__(
        self,
        kb: KnowledgeBase,
        *,
        host: str = "127.0.0.1",
        port: int = 0,
        token: str = "",
        room: str = "",
    ) -> None:
        self.kb = kb
        self.host = host
        self.token = token or secrets.token_urlsafe(24)
        self._sockets = sockets(host, port)
        self.port: int = self._sockets[0].getsockname()[1]
        self.room = room_address(host, self.port, given=room)

    @property
    def addresses(self) -> Addresses:
        """Where the doors are."""
        host = "127.0.0.1" if self.host in ("0.0.0.0", "::") else self.host  # noqa: S104
        root = f"http://{host}:{self.port}/"
        coach = f"{root}{COACH}voila/render/start.ipynb?token={self.token}"
        return Addresses(root, coach, f"{self.room}en/room")

    async def run(self, *, ready: Any = None, open_browser: bool = False) -> None:
        """Serve until cancelled or told to end; pages are made in the background meanwhile."""
        os.environ["BESTPRACTICES_KB"] = str(self.kb.folder.resolve())
        PARENTS.living()  # it warms while the rest is set up
        library = Library(self.kb, live=True)
        news = News(library)
        door = coach_door(shipped("notebooks") / "coaching", base="/", token=self.token)
        door.app.settings["library"] = library
        door.app.add_handlers(
            ".*$", _coach_extras(library) + _live(library, news, self.room) + handlers(library)
        )
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


def _coach_extras(library: Library) -> list[tuple[Any, ...]]:
    """The coach's start address, and our style sheet under a name that stays."""
    start = f"/{COACH}voila/render/start.ipynb"
    return [
        (rf"/{COACH}?", tornado.web.RedirectHandler, {"url": start, "permanent": False}),
        (rf"/{COACH}static/([\w.-]+)", PlainAssetHandler, {"library": library}),
    ]


class PlainAssetHandler(AssetHandler):
    """Assets by their plain names, for pages that Voila makes."""

    def get(self, name: str) -> None:
        """Send the file, to be asked for again next time."""
        found = assets().get(name)
        if found is None:
            raise tornado.web.HTTPError(404)
        super().get(found.served_as)
        self.set_header("Cache-Control", "no-cache")

    head = get
