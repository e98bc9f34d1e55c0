"""A page's line to its kernel: the state of its widgets goes over it, and nothing else."""

from __future__ import annotations

import json
import logging
from http.client import responses
from typing import Any, Final

from jupyter_server.services.kernels.handlers import KernelHandler
from voila.shutdown_kernel_handler import VoilaShutdownKernelHandler
from voila.tornado.kernel_websocket_handler import VoilaKernelWebsocketHandler

from bestpractices.serving.guards import asked
from bestpractices.serving.login import Keyed

_LOG: Final = logging.getLogger("bestpractices")
# What a page may say to its kernel. Nobody runs code from a browser, whatever key they have.
MESSAGES: Final = ("comm_msg", "kernel_info_request")
LONGEST_MESSAGE: Final = 1_000_000  # bytes
_HEADER: Final = ("msg_id", "msg_type", "session", "username", "date", "version")
_NOT_ALLOWED: Final = 1008  # the websocket's word for "against our rules"


class KeyedApi(Keyed):
    """What answers to scripts share."""

    def write_error(self, status_code: int, **_: Any) -> None:
        """Say in one word what was wrong; the status says the same."""
        self.finish(json.dumps({"message": responses.get(status_code, "")}))


class CoachKernelHandler(KeyedApi, KernelHandler):
    """Tells whether a kernel is there; a page ends its own by another address."""

    SUPPORTED_METHODS = ("GET",)


class CoachShutdownHandler(KeyedApi, VoilaShutdownKernelHandler):
    """Ends a kernel when its page is left."""

    SUPPORTED_METHODS = ("POST",)


class CoachLineHandler(Keyed, VoilaKernelWebsocketHandler):
    """The line itself.

    Jupyter passes on what it does not know. Here a message is read, written anew from the parts
    that our pages use, and only then passed on: two programs cannot read it in two ways.
    """

    SUPPORTED_METHODS = ("GET",)

    def select_subprotocol(self, _: Any) -> None:
        """Speak JSON only: Jupyter's binary form is not used by any page of ours."""

    async def open(self, kernel_id: str) -> None:
        """Speak with the kernel, unless the page was left while the line was laid."""
        if self.connection is not None:
            await super().open(kernel_id)

    def on_message(self, ws_message: str | bytes) -> None:
        """Pass on what a page may say; whoever says anything else is no page of ours."""
        said = _plain(ws_message)
        if said is None:
            _LOG.warning("%s: not a message of our pages; the line is closed", asked(self))
            self.close(_NOT_ALLOWED)
            return
        super().on_message(said)


def _plain(message: str | bytes) -> str | None:
    """A message as our pages write it; None if it is none of theirs."""
    if not isinstance(message, str):
        return None
    try:
        read = json.loads(message)
        header = {part: str(read["header"][part]) for part in _HEADER}
        content = _CONTENT[header["msg_type"]](read["content"])
        on_shell = read["channel"] == "shell"
    except (ValueError, LookupError, TypeError, RecursionError):
        return None
    if content is None or not on_shell:
        return None
    empty: dict[str, Any] = {"parent_header": {}, "metadata": {}, "buffers": []}
    return json.dumps({"channel": "shell", "header": header, "content": content, **empty})


def _nothing(_: Any) -> dict[str, Any]:
    """Content of a question for the kernel's name."""
    return {}


def _of_widget(content: Any) -> dict[str, Any] | None:
    """Content that sets or asks for traits of one widget; its code and its kind are no trait."""
    data = _DATA[content["data"]["method"]](content["data"])
    return data and {"comm_id": str(content["comm_id"]), "data": data}


def _update(data: Any) -> dict[str, Any] | None:
    state = data["state"]
    if not isinstance(state, dict) or any(name.startswith("_") for name in state):
        return None
    return {"method": "update", "state": state, "buffer_paths": []}


_DATA: Final = {"update": _update, "request_state": lambda _: {"method": "request_state"}}
_CONTENT: Final = dict(zip(MESSAGES, (_of_widget, _nothing), strict=True))
