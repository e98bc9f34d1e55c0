"""The coach's door: the parts of Voila and Jupyter that coaching pages need, and no others."""

from __future__ import annotations

from typing import Any, Final

import tornado.web
from jupyter_server.services.kernels.handlers import KernelHandler
from traitlets.config import Config
from voila.app import Voila
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from bestpractices.pages.coaching import COACH
from bestpractices.records.languages import LANGUAGES
from bestpractices.serving.coach import NOTEBOOKS, CoachNewsHandler, CoachPageHandler
from bestpractices.serving.kernels import WarmKernelSpecManager
from bestpractices.serving.library import Library
from bestpractices.serving.live import News
from bestpractices.serving.login import CoachLoginHandler, CoachLogoutHandler
from bestpractices.serving.renderer import TRANSPORT
from bestpractices.serving.seats import Seats
from bestpractices.serving.wishes import preferred_language
from bestpractices.shipped import shipped

_SERVED: Final = (
    KernelHandler,
    VoilaKernelWebsocketHandler,
    VoilaShutdownKernelHandler,
    CoachLoginHandler,
    CoachLogoutHandler,
)
# What a page may say to its kernel: the state of its widgets. Nobody runs code from a browser.
_MESSAGES: Final = ["comm_msg", "kernel_info_request"]
PING_MILLISECONDS: Final = 30_000
IDLE_SECONDS: Final = 30 * 60


class CoachDoor(Voila):
    """Voila's kernels and Jupyter's key; pages are ours, and so is the listening."""

    def init_settings(self) -> dict[str, Any]:
        """Settings of Voila, with our own page that asks for the token."""
        settings: dict[str, Any] = super().init_settings()
        self.identity_provider.login_handler_class = CoachLoginHandler
        self.identity_provider.logout_handler_class = CoachLogoutHandler
        self.identity_provider.allow_password_change = False
        self.identity_provider.cookie_options = {"samesite": "Lax"}
        self.kernel_manager.allowed_message_types = _MESSAGES
        settings["ws_ping_timeout"] = PING_MILLISECONDS  # tornado bears no more than its interval
        return settings

    def init_handlers(self) -> list[Any]:
        """Routes of Voila that a coaching page needs, all of them below the coach's address."""
        return [self._placed(route) for route in super().init_handlers() if route[1] in _SERVED]

    def _placed(self, route: Any) -> Any:
        root = self.base_url.rstrip("/")
        if route[0] in ("/login", "/logout"):  # Voila mounts them where participants are
            return (f"{root}{route[0]}", *route[1:])
        return route

    def listen(self) -> None:
        """Do not listen: both doors share one server."""


def coach_door(*, base: str, token: str) -> CoachDoor:
    """Voila's application for the coach, not yet listening."""
    config = Config(
        {
            "Voila": {
                "base_url": f"{base}{COACH}",
                "root_dir": str(shipped("notebooks") / NOTEBOOKS),
                "token": token,
                "open_browser": False,
                "log_level": "WARN",
                "config_file_paths": [],
            },
            "VoilaConfiguration": {"kernel_spec_manager_class": WarmKernelSpecManager},
            "KernelManager": {"transport": TRANSPORT},
            # A kernel started again would know nothing of the page; the page is opened again.
            "KernelRestarter": {"restart_limit": 0},
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


def coach_handlers(library: Library, news: News, seats: Seats) -> list[tuple[Any, ...]]:
    """Routes of the coach's own pages."""
    root = f"{library.base}{COACH}"
    languages = "|".join(LANGUAGES)
    known = {"library": library}
    return [
        (rf"{root}?", StartHandler, known),
        (rf"{root}news", CoachNewsHandler, {**known, "news": news}),
        (
            rf"{root}(?P<lang>{languages})/(?P<page>[\w-]+)",
            CoachPageHandler,
            {**known, "seats": seats},
        ),
    ]


class StartHandler(tornado.web.RequestHandler):
    """The door's short address leads to the first page in the coach's language."""

    def initialize(self, library: Library) -> None:
        """Take the pages that are served."""
        self.library = library

    def get(self) -> None:
        """Send the coach on, with the key that may stand in the address."""
        search = f"?{self.request.query}" if self.request.query else ""
        lang = preferred_language(self)
        self.redirect(f"{self.library.base}{COACH}{lang}/start{search}")
