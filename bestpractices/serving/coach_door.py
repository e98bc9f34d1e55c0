"""The coach's door: the parts of Voila and Jupyter that coaching pages need, and no others."""

from __future__ import annotations

import logging
import re
from typing import Any, Final

from jupyter_server.services.kernels.handlers import KernelHandler
from traitlets.config import Config
from voila.app import Voila
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from bestpractices.pages.coaching import COACH
from bestpractices.records.languages import LANGUAGES
from bestpractices.serving.coach import (
    NOTEBOOKS,
    CoachNewsHandler,
    CoachPageHandler,
    StartHandler,
)
from bestpractices.serving.guards import note
from bestpractices.serving.kernel_line import (
    LONGEST_MESSAGE,
    MESSAGES,
    CoachKernelHandler,
    CoachLineHandler,
    CoachShutdownHandler,
)
from bestpractices.serving.kernels import WarmKernelSpecManager
from bestpractices.serving.library import Library
from bestpractices.serving.live import News
from bestpractices.serving.login import (
    CoachIdentity,
    CoachLoginHandler,
    CoachLogoutHandler,
    CoachTicketHandler,
)
from bestpractices.serving.participants import NowhereHandler
from bestpractices.serving.renderer import TRANSPORT
from bestpractices.serving.seats import Seats
from bestpractices.shipped import shipped

_LOG: Final = logging.getLogger("bestpractices")
# Of all that Voila and Jupyter would serve, by what it is served here.
_SERVED: Final = {
    KernelHandler: CoachKernelHandler,
    VoilaKernelWebsocketHandler: CoachLineHandler,
    VoilaShutdownKernelHandler: CoachShutdownHandler,
    CoachLoginHandler: CoachLoginHandler,
    CoachLogoutHandler: CoachLogoutHandler,
}
PING_MILLISECONDS: Final = 30_000
_SHORTEST_KEY: Final = 16
IDLE_SECONDS: Final = 30 * 60


class CoachDoor(Voila):
    """Voila's kernels and Jupyter's key; pages are ours, and so is the listening."""

    def init_settings(self) -> dict[str, Any]:
        """Settings of Voila, with our own page that asks for the token."""
        settings: dict[str, Any] = super().init_settings()
        self.identity_provider.login_handler_class = CoachLoginHandler
        self.identity_provider.logout_handler_class = CoachLogoutHandler
        self.identity_provider.cookie_options = {"samesite": "Lax"}
        self.kernel_manager.allowed_message_types = list(MESSAGES)
        settings["ws_ping_timeout"] = PING_MILLISECONDS  # tornado bears no more than its interval
        settings["websocket_max_message_size"] = LONGEST_MESSAGE
        # Our pages have its value from the server; no script has to read the cookie.
        kept = {"httponly": True, "samesite": "Lax", "path": self.base_url}
        settings["xsrf_cookie_kwargs"] = kept
        if self.base_url != f"/{COACH}":
            # Below another server the browser brings its cookies, too; the last of a name wins.
            self.identity_provider.cookie_name = "coach"
            settings["xsrf_cookie_name"] = "coach-guard"
        settings["log_function"] = note
        return settings

    def init_handlers(self) -> list[Any]:
        """Routes of Voila that a coaching page needs, all of them below the coach's address."""
        return [self._placed(route) for route in super().init_handlers() if route[1] in _SERVED]

    def _placed(self, route: Any) -> Any:
        path, handler, *_ = route
        if path in ("/login", "/logout"):  # Voila mounts them where participants are
            path = f"{self.base_url.rstrip('/')}{path}"
        # Voila takes its own address for a pattern; a user of a JupyterHub may be called a+b.
        below = path.removeprefix(self.base_url)
        return (re.escape(self.base_url) + below, _SERVED[handler])

    def take(self, library: Library) -> None:
        """Speak with the pages of a library, at addresses that nobody serves, too."""
        self.app.settings["library"] = library
        self.app.settings["default_handler_class"] = NowhereHandler
        self.app.settings["default_handler_args"] = {"library": library}

    def listen(self) -> None:
        """Do not listen: both doors share one server."""


def coach_door(*, base: str, token: str) -> CoachDoor:
    """Voila's application for the coach, not yet listening."""
    if len(token) < _SHORTEST_KEY:
        _LOG.warning("The coach's key is short; %s signs or more are hard to guess", _SHORTEST_KEY)
    config = Config(
        {
            "Voila": {
                "base_url": f"{base}{COACH}",
                "root_dir": str(shipped("notebooks") / NOTEBOOKS),
                "token": token,
                "identity_provider_class": CoachIdentity,
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
    root = re.escape(f"{library.base}{COACH}")
    languages = "|".join(LANGUAGES)
    known = {"library": library}
    return [
        (rf"{root}?", StartHandler, known),
        (rf"{root}open", CoachTicketHandler),
        (rf"{root}news", CoachNewsHandler, {**known, "news": news}),
        (
            rf"{root}(?P<lang>{languages})/(?P<page>[\w-]+)",
            CoachPageHandler,
            {**known, "seats": seats},
        ),
    ]
