"""A list of records that a reader searches, filters, sorts and compares."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import traitlets

from bestpractices.widgets.parts.sent_first import SentFirst

_HERE = Path(__file__)


class RecordExplorer(SentFirst):
    """Cards with a search box and facets; all work happens in the browser.

    Parameters
    ----------
    records
        Cards: ``id``, ``href``, ``title``, ``summary`` (``text`` and ``lang``), ``kicker``,
        ``chips``, ``foot``, ``mark``, ``facets`` (options by facet), ``words`` (folded words for
        the search box), and, where two can be compared, ``compare`` (``label`` and ``lines``).
    facets
        ``id``, ``label`` and ``options`` (``id``, ``label``) of every facet.
    texts
        Interface texts by key; ``lang`` is their language.
    addressed
        Whether the filter stands in the page's address, so that a view can be sent.
    fallback
        HTML that a page without JavaScript shows in its place.
    """

    # Files, not strings: the participants' host serves the very same module.
    _esm = _HERE.with_suffix(".js")
    _css = _HERE.with_suffix(".css")

    records = traitlets.List(traitlets.Dict()).tag(sync=True)
    facets = traitlets.List(traitlets.Dict()).tag(sync=True)
    texts = traitlets.Dict().tag(sync=True)
    lang = traitlets.Unicode("en").tag(sync=True)
    addressed = traitlets.Bool(False).tag(sync=True)
    query = traitlets.Unicode("").tag(sync=True)
    chosen = traitlets.Dict(help="Options that are ticked, by facet").tag(sync=True)
    compared = traitlets.List(traitlets.Unicode(), maxlen=3).tag(sync=True)

    def __init__(
        self,
        records: Sequence[Mapping[str, Any]] = (),
        facets: Sequence[Mapping[str, Any]] = (),
        *,
        fallback: str = "",
        **traits: Any,
    ) -> None:
        super().__init__(records=list(records), facets=list(facets), **traits)
        self._fallback = fallback

    def summary(self) -> str:
        """What the view shows, in one sentence."""
        ticked = sum(len(options) for options in self.chosen.values())
        return f"{len(self.records)} records, {ticked} options ticked, search “{self.query}”"
