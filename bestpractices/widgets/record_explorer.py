"""A list of records that a reader searches, filters, sorts and compares."""

from __future__ import annotations

from pathlib import Path

import traitlets

from bestpractices.widgets.parts.faceted import Faceted

_HERE = Path(__file__)


class RecordExplorer(Faceted):
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

    compared = traitlets.List(traitlets.Unicode(), maxlen=3).tag(sync=True)

    def summary(self) -> str:
        """What the view shows, in one sentence."""
        return f"{len(self.records)} records, {self.ticked} options ticked, search “{self.query}”"
