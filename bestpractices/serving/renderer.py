"""A dashboard notebook into a page that needs no kernel: executed once, by Voila's own renderer."""

from __future__ import annotations

import json
import os
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from jupyter_client.manager import AsyncKernelManager
from jupyter_server.services.contents.largefilemanager import LargeFileManager
from markupsafe import Markup
from traitlets.config import Config
from voila.configuration import VoilaConfiguration
from voila.notebook_renderer import NotebookRenderer

from bestpractices.errors import BestPracticesError
from bestpractices.pages.assets import assets
from bestpractices.pages.edition import Edition
from bestpractices.pages.html import document, environment
from bestpractices.serving.kernels import WarmKernelSpecManager

TEMPLATES: Final = Path(__file__).parent / "jupyter" / "voila" / "templates"
# Sockets in the file system where there are such: no port on which anyone could knock.
# Their paths may have about 100 signs, and a kernel's name takes 60 of them.
_LONGEST_FOLDER: Final = 40
TRANSPORT: Final = (
    "ipc" if os.name == "posix" and len(tempfile.gettempdir()) <= _LONGEST_FOLDER else "tcp"
)
_WIDGETS: Final = "<!--widgets:"
_STATE: Final = "application/vnd.jupyter.widget-state+json"


class UnsupportedWidgetError(BestPracticesError):
    """A dashboard shows a widget that a page without a kernel cannot show."""


@dataclass(frozen=True)
class Dashboard:
    """What a notebook shows: HTML with places for widgets, and the widgets' states by model id."""

    html: str
    widgets: Mapping[str, Any]


async def execute(notebook: Path, environment: Mapping[str, str]) -> Dashboard:
    """Run a notebook in a kernel of its own, released afterwards, and keep what it shows.

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        If a cell raises.
    """
    configuration = VoilaConfiguration(
        config=Config({"VoilaConfiguration": {"template": "participant", "resources": {}}})
    )
    specs = WarmKernelSpecManager()
    renderer = NotebookRenderer(
        voila_configuration=configuration,
        traitlet_config=Config(),
        notebook_path=notebook.name,
        template_paths=[str(TEMPLATES / "participant")],
        contents_manager=LargeFileManager(root_dir=str(notebook.parent)),
        kernel_spec_manager=specs,
        base_url="/",
        page_config={},
    )
    await renderer.initialize()
    with tempfile.TemporaryDirectory(prefix="bestpractices-") as folder:
        kernel = AsyncKernelManager(
            kernel_name=renderer.notebook.metadata.kernelspec.name,
            kernel_spec_manager=specs,
            transport=TRANSPORT,
            connection_file=str(Path(folder) / "kernel.json"),
        )
        await kernel.start_kernel(cwd=str(notebook.parent), env={**os.environ, **environment})
        try:
            text = await renderer.generate_content_str(kernel.kernel_id, kernel)
        finally:
            await kernel.shutdown_kernel(now=True)
    html, _, states = text.rpartition(_WIDGETS)
    loaded = json.loads(states.removesuffix("-->"))
    return Dashboard(html, loaded.get(_STATE, {}).get("state", {}))


def dashboard_page(edition: Edition, path: str, *, title: str, dashboard: Dashboard) -> str:
    """Whole page around what a notebook shows, its widgets ready for ``host.js``."""
    html = dashboard.html
    states: dict[str, dict[str, Any]] = {}
    for model, widget in dashboard.widgets.items():
        mark = f'data-model="{model}"'
        if mark in html:
            # A number instead of the kernel's random id: the same data give the same bytes.
            number = str(len(states))
            html = html.replace(mark, f'data-model="{number}"')
            states[number] = widget_state(edition, widget["state"])
    sheets = sorted({state["css"] for state in states.values()})
    template = environment().get_template("dashboard.html")
    body = template.render(html=Markup(html), states=states, sheets=sheets)  # noqa: S704 - our own
    return document(edition, path, title=title, body=body, scripts=("host.js",))


def widget_state(edition: Edition, state: Mapping[str, Any]) -> dict[str, Any]:
    """Module, style sheet and traits of a widget, as ``host.js`` reads them.

    Raises
    ------
    UnsupportedWidgetError
        If its code is none of our own modules: nothing else may reach a participant.
    """
    for name, asset in assets().items():
        if name.endswith(".js") and asset.content().decode() == state.get("_esm"):
            traits = {key: value for key, value in state.items() if not key.startswith("_")}
            for own in ("layout", "tabbable", "tooltip"):
                traits.pop(own, None)
            css = edition.asset(name.replace(".js", ".css"))
            return {"module": edition.asset(name), "css": css, "traits": traits}
    message = (
        f"a dashboard shows {state.get('_model_name', 'a widget')}, which needs a kernel; "
        "show it on a coaching page, or write it as a widget of bestpractices/widgets"
    )
    raise UnsupportedWidgetError(message)
