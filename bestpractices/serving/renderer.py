"""What a notebook shows, as a piece of a page: executed by Voila's own renderer."""

from __future__ import annotations

import json
import os
import re
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from jupyter_client.manager import AsyncKernelManager, KernelManager
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
KERNEL: Final = "python3"
# Who trusts a notebook is of no use here, and would be kept in files of the user's.
_NO_SIGNATURES: Final = Config({"NotebookNotary": {"db_file": ":memory:", "secret": b"none"}})
_MODEL: Final = re.compile(r'data-model="([\w-]+)"')
_WIDGETS: Final = "<!--widgets:"
_STATE: Final = "application/vnd.jupyter.widget-state+json"


class UnsupportedWidgetError(BestPracticesError):
    """A notebook shows a widget whose code is none of ours."""


@dataclass(frozen=True)
class Shown:
    """What a notebook shows: HTML with places for widgets, and the widgets' states by model id."""

    html: str
    widgets: Mapping[str, Any]


async def execute(notebook: Path, environment: Mapping[str, str]) -> Shown:
    """Run a notebook in a kernel of its own, released afterwards, and keep what it shows.

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        If a cell raises.
    nbclient.exceptions.DeadKernelError
        If the kernel ends before the notebook does.
    """
    with tempfile.TemporaryDirectory(prefix="bestpractices-") as folder:
        kernel = AsyncKernelManager(
            kernel_name=KERNEL,
            kernel_spec_manager=WarmKernelSpecManager(),
            transport=TRANSPORT,
            connection_file=str(Path(folder) / "kernel.json"),
        )
        await kernel.start_kernel(cwd=str(notebook.parent), env={**os.environ, **environment})
        try:
            return await run(notebook, kernel)
        finally:
            await kernel.shutdown_kernel(now=True)


async def run(
    notebook: Path, kernel: KernelManager, *, told: Callable[[int, int], None] | None = None
) -> Shown:
    """Run a notebook in a kernel that stays, and keep what it shows.

    Parameters
    ----------
    told
        Called before each cell with its number, from 0, and the number of all.

    Raises
    ------
    nbclient.exceptions.CellExecutionError
        If a cell raises.
    nbclient.exceptions.DeadKernelError
        If the kernel ends before the notebook does.
    """
    configuration = VoilaConfiguration(
        config=Config({"VoilaConfiguration": {"template": "cells", "resources": {}}})
    )
    hooks = Config()
    renderer = NotebookRenderer(
        voila_configuration=configuration,
        traitlet_config=hooks,
        notebook_path=notebook.name,
        template_paths=[str(TEMPLATES / "cells")],
        contents_manager=LargeFileManager(root_dir=str(notebook.parent), config=_NO_SIGNATURES),
        kernel_spec_manager=WarmKernelSpecManager(),
        base_url="/",
        page_config={},
    )
    await renderer.initialize()
    if told is not None:
        count = len(renderer.notebook.cells)
        hooks.VoilaExecutor.on_cell_start = lambda *, cell_index, **_: told(cell_index, count)
    text = await renderer.generate_content_str(kernel.kernel_id, kernel)
    html, _, states = text.rpartition(_WIDGETS)
    loaded = json.loads(states.removesuffix("-->"))
    return Shown(html, loaded.get(_STATE, {}).get("state", {}))


def dashboard_page(edition: Edition, path: str, *, title: str, shown: Shown) -> str:
    """Whole page around what a notebook shows, its widgets ready for ``host.js``."""
    body = cells(edition, shown)
    return document(edition, path, title=title, body=body, scripts=("host.js",))


def still_page(
    edition: Edition, path: str, *, title: str, body: str, widgets: Mapping[str, Any]
) -> str:
    """Whole page that is made without a kernel.

    Parameters
    ----------
    widgets
        By the names of their places in the body; they are closed afterwards.
    """
    try:
        states = {name: {"state": widget.get_state()} for name, widget in widgets.items()}
        return dashboard_page(edition, path, title=title, shown=Shown(body, states))
    finally:
        for widget in widgets.values():
            # else every widget that was ever made would be kept
            widget.layout.close()
            widget.close()


def cells(edition: Edition, shown: Shown, *, live: bool = False) -> str:
    """What a notebook shows with the states of its widgets.

    Parameters
    ----------
    live
        Whether a kernel stays behind the page: then each widget names its model there.
    """
    html = shown.html
    states: dict[str, dict[str, Any]] = {}
    for model in dict.fromkeys(_MODEL.findall(html)):
        widget = shown.widgets.get(model)
        if widget is None:
            continue
        # A number in the order of the page, not the kernel's random id: the same data give the
        # same bytes, and what a reader chose finds its widget again.
        number = str(len(states))
        html = html.replace(f'data-model="{model}"', f'data-model="{number}"')
        states[number] = widget_state(edition, widget["state"])
        if live:
            states[number]["model"] = model
    sheets = sorted({state["css"] for state in states.values()})
    template = environment().get_template("cells.html")
    return template.render(html=Markup(html), states=states, sheets=sheets)  # noqa: S704 - our own


def widget_state(edition: Edition, state: Mapping[str, Any]) -> dict[str, Any]:
    """Module, style sheet and traits of a widget, as ``host.js`` reads them.

    Raises
    ------
    UnsupportedWidgetError
        If its code is none of our own modules: nothing else may reach a reader.
    """
    for name, asset in assets().items():
        if name.endswith(".js") and asset.content().decode() == state.get("_esm"):
            traits = {key: value for key, value in state.items() if not key.startswith("_")}
            for own in ("layout", "tabbable", "tooltip"):
                traits.pop(own, None)
            css = edition.asset(name.replace(".js", ".css"))
            return {"module": edition.asset(name), "css": css, "traits": traits}
    message = (
        f"a page shows {state.get('_model_name', 'a widget')}, which none of our modules can show; "
        "write it as a widget of bestpractices/widgets"
    )
    raise UnsupportedWidgetError(message)
