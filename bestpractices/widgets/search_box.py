"""A search in all records, with facets and the reasons for every hit."""

from __future__ import annotations

from pathlib import Path

import traitlets

from bestpractices.widgets.parts.faceted import Faceted

_HERE = Path(__file__)


class SearchBox(Faceted):
    """One box; all work happens in the browser, with the index and the modules of ``search/``.

    They are fetched when somebody searches, so the widget needs the pages that serve them;
    elsewhere it says that the search could not be loaded, and shows the way to the lists.

    Parameters
    ----------
    records
        What can be found: ``id`` (address), ``title`` and, where the title is in another language,
        ``lang``.
    facets
        ``id``, ``label`` and ``options`` (label by value) of every facet, in the order of the page.
    index, engine, stemmers
        Addresses of the index, of ``finder.mjs``, and of the stemmers in the order of loading.
    lists
        Where to look without a search: ``href`` and ``label``.
    fields, sentences, texts
        Labels of the parts of a record, sentence of every kind of reason, interface texts by key;
        ``lang`` is their language.
    place
        Address before the id of a record.
    addressed
        Whether question and facets stand in the page's address, so that a view can be sent.
    fallback
        HTML that a page without JavaScript shows in its place.
    """

    # Files, not strings: the participants' host serves the very same module.
    _esm = _HERE.with_suffix(".js")
    _css = _HERE.with_suffix(".css")

    index = traitlets.Unicode("").tag(sync=True)
    engine = traitlets.Unicode("").tag(sync=True)
    stemmers = traitlets.List(traitlets.Unicode()).tag(sync=True)
    lists = traitlets.List(traitlets.Dict()).tag(sync=True)
    fields = traitlets.Dict().tag(sync=True)
    sentences = traitlets.Dict().tag(sync=True)
    place = traitlets.Unicode("/").tag(sync=True)

    def summary(self) -> str:
        """What the view shows, in one sentence."""
        return f"search “{self.query}” in {len(self.records)} records, {self.ticked} values ticked"
