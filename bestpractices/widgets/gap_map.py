"""Themes of needs by methods of practices; a cell opens its records."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import traitlets

from bestpractices.widgets.parts.sent_first import SentFirst

_HERE = Path(__file__)


class GapMap(SentFirst):
    """A matrix that a reader filters, sorts, walks through and opens; all of it in the browser.

    Parameters
    ----------
    themes
        Rows, in the order that settles ties: ``id``, ``label``, ``neighbours`` (ids of themes) and
        ``place`` (in the alphabet of the language).
    methods
        Columns: ``id`` and ``label``.
    practices, needs
        What is counted, strongest evidence or highest priority first: ``id``, ``href``, ``title``
        (``text`` and ``lang``), ``mark``, ``themes``, ``groups`` (all under which it is found);
        practices also ``methods`` and ``step`` (place of their level), needs ``urgent``.
    levels, groups
        Levels of evidence, weakest first, and target groups: ``id`` and ``label``.
    texts
        Interface texts by key; ``lang`` is their language.
    practices_href
        Address of the list of practices.
    addressed
        Whether filter and open cell stand in the page's address, so that a view can be sent.
    fallback
        HTML that a page without JavaScript shows in its place.
    """

    # Files, not strings: the participants' host serves the very same module.
    _esm = _HERE.with_suffix(".js")
    _css = _HERE.with_suffix(".css")

    themes = traitlets.List(traitlets.Dict()).tag(sync=True)
    methods = traitlets.List(traitlets.Dict()).tag(sync=True)
    practices = traitlets.List(traitlets.Dict()).tag(sync=True)
    needs = traitlets.List(traitlets.Dict()).tag(sync=True)
    levels = traitlets.List(traitlets.Dict()).tag(sync=True)
    groups = traitlets.List(traitlets.Dict()).tag(sync=True)
    texts = traitlets.Dict().tag(sync=True)
    lang = traitlets.Unicode("en").tag(sync=True)
    practices_href = traitlets.Unicode("").tag(sync=True)
    addressed = traitlets.Bool(False).tag(sync=True)
    group = traitlets.Unicode("", help="Target group; empty for all").tag(sync=True)
    evidence = traitlets.Unicode("", help="Weakest level shown; empty for all").tag(sync=True)
    order = traitlets.Enum(["needs", "title"], "needs").tag(sync=True)
    theme = traitlets.Unicode("", help="Row that is open; empty for none").tag(sync=True)
    method = traitlets.Unicode("", help="Its method; empty for the whole row").tag(sync=True)

    def __init__(
        self,
        themes: Sequence[Mapping[str, Any]] = (),
        methods: Sequence[Mapping[str, Any]] = (),
        *,
        fallback: str = "",
        **traits: Any,
    ) -> None:
        super().__init__(themes=list(themes), methods=list(methods), **traits)
        self._fallback = fallback

    def summary(self) -> str:
        """What the view shows, in one sentence."""
        shown = f"{len(self.themes)} themes by {len(self.methods)} methods"
        opened = f"{self.theme} × {self.method or 'all methods'}" if self.theme else "no cell"
        group, evidence = self.group or "all target groups", self.evidence or "any evidence"
        return f"{shown}, {group}, {evidence}, {opened} open"
