"""A Net-Map that a group makes in the room: cards, arrows, towers, and every step kept."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import anywidget
import traitlets

from bestpractices.widgets.parts.module_text import module_text
from bestpractices.workshop.net_map import NetMap, events_of, net_map
from bestpractices.workshop.net_map_events import NetMapSet

_HERE = Path(__file__)


class NetMapBoard(anywidget.AnyWidget):
    """Cards by group, arrows by type and towers of influence, entered by keys, mouse or touch.

    Parameters
    ----------
    start
        Frame of the map before anything is said of it; see
        ``bestpractices.workshop.net_map_events.NetMapSet``.
    log
        ``steps``, each with its ``uid`` and the ``events`` (``kind`` and ``payload``) that are
        undone together, and ``at``: how many of them hold.
    places
        Where cards were put by hand: shares of width and height, by id of the actor.
    asked
        A file that is wanted (``what``: ``file``, its ``form``) or given (``what``: ``sheet``,
        ``name`` and ``data`` in base64), with the number of that ``turn``.
    answer
        To that ``turn``: ``file`` (``name``, ``type``, ``data``), or ``events`` and ``flaws``;
        ``said`` is what the reader is told.
    advice
        What the group may look at: sentences.
    kept
        Where the map is kept: ``text``, and whether that is a ``problem``.
    texts
        Interface texts by key, see ``bestpractices.pages.maps.texts``; ``lang`` is theirs.
    """

    # What serves the pages serves the very same text.
    _esm = module_text(_HERE.with_suffix(".js"))
    _css = _HERE.with_suffix(".css")

    start = traitlets.Dict().tag(sync=True)
    log = traitlets.Dict({"steps": [], "at": 0}).tag(sync=True)
    places = traitlets.Dict().tag(sync=True)
    asked = traitlets.Dict().tag(sync=True)
    answer = traitlets.Dict().tag(sync=True)
    advice = traitlets.List(traitlets.Unicode()).tag(sync=True)
    kept = traitlets.Dict().tag(sync=True)
    texts = traitlets.Dict().tag(sync=True)
    lang = traitlets.Unicode("en").tag(sync=True)

    def __init__(self, start: Mapping[str, Any] | None = None, **traits: Any) -> None:
        super().__init__(start=dict(start or NetMapSet().model_dump(mode="json")), **traits)

    def net_map(self) -> NetMap:
        """The map as it stands.

        Raises
        ------
        RefusedEventError
            If the log holds what no map can have.
        """
        log: dict[str, Any] = self.log
        steps = log.get("steps") or []
        holding = steps[: int(log.get("at", len(steps)))]
        start = NetMapSet.model_validate(self.start, strict=False)
        return net_map(events_of(holding), start=start)

    def summary(self) -> str:
        """What the view shows, in one sentence."""
        found = self.net_map()
        question = f" on “{found.frame.question}”" if found.frame.question else ""
        return f"a map{question} with {len(found.actors)} actors and {len(found.links)} links"
