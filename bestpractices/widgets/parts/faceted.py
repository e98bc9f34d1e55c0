"""What a list with facets and a search in all records have in common."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

import traitlets

from bestpractices.widgets.parts.sent_first import SentFirst


class Faceted(SentFirst):
    """Records that a reader narrows down by words and by ticked options of facets.

    Parameters
    ----------
    records, facets
        As the view that is made of them says.
    texts
        Interface texts by key; ``lang`` is their language.
    addressed
        Whether words and ticked options stand in the page's address, so that a view can be sent.
    fallback
        HTML that a page without JavaScript shows in its place.
    """

    records = traitlets.List(traitlets.Dict()).tag(sync=True)
    facets = traitlets.List(traitlets.Dict()).tag(sync=True)
    texts = traitlets.Dict().tag(sync=True)
    lang = traitlets.Unicode("en").tag(sync=True)
    addressed = traitlets.Bool(False).tag(sync=True)
    query = traitlets.Unicode("").tag(sync=True)
    chosen = traitlets.Dict(help="Options that are ticked, by facet").tag(sync=True)

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

    @property
    def ticked(self) -> int:
        """How many options are ticked, in all facets together."""
        return sum(len(options) for options in self.chosen.values())
