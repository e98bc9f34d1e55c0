"""Tiles in the launcher of JupyterLab, which start both doors behind the Jupyter server.

jupyter-server-proxy asks for them by their entry points, in the process of the Jupyter server: here
nothing heavy is imported. It works wherever a Jupyter server does, in Binder and JupyterHub too,
because the path of the Jupyter server comes from itself.
"""

from __future__ import annotations

import os
import secrets
import sys
from pathlib import Path
from typing import Any, Final

NAME: Final = "bestpractices"
STARTED_WITHIN: Final = 60.0  # seconds; the proxy's own five are few for a small cloud machine
_ICONS: Final = Path(__file__).parent / "icons"
_COMMAND: Final = (
    *(sys.executable, "-m", "bestpractices", "serve", "--no-browser", "--with-parent"),
    *("--port", "{port}", "--base-url", f"{{base_url}}{NAME}/"),
)
# An open page that hears of news all day is no sign that somebody works.
_IDLE: Final = (r".*/live$", r".*/coach/news$")


def dashboards() -> dict[str, Any]:
    """The tile of the participants' pages, and the program behind both tiles."""
    # Made here and known to nobody else: the environment is not seen by other users of the
    # machine, and the browser, which the Jupyter server knows already, never needs it.
    key = secrets.token_urlsafe(24)
    return {
        "command": list(_COMMAND),
        "environment": {"BESTPRACTICES_TOKEN": key},
        "request_headers_override": {"Authorization": f"token {key}"},
        "absolute_url": True,
        "timeout": STARTED_WITHIN,
        "exclude_last_activity_patterns": list(_IDLE),
        "launcher_entry": _entry("Practices that travel", "dashboards.svg", path=f"{NAME}/"),
    }


def coaching() -> dict[str, Any]:
    """The tile of the coach's pages; it opens a page of the program of the other tile."""
    # A tile without a program has to say where one listens, though nobody ever asks there.
    entry = _entry("Coaching pages", "coaching.svg", path=f"{NAME}/coach/")
    return {"unix_socket": os.devnull, "launcher_entry": entry}


def _entry(title: str, icon: str, *, path: str) -> dict[str, Any]:
    # In English: JupyterLab is asked before it knows a language.
    return {"title": title, "icon_path": str(_ICONS / icon), "path_info": path}
