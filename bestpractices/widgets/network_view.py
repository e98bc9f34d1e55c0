"""A network that a reader looks at, walks through, filters and takes along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import networkx as nx
import traitlets

from bestpractices.texts import Texts
from bestpractices.widgets.parts.graph_records import graph_records
from bestpractices.widgets.parts.module_text import module_text
from bestpractices.widgets.parts.network_columns import columns
from bestpractices.widgets.parts.network_texts import network_texts
from bestpractices.widgets.parts.sent_first import SentFirst

_HERE = Path(__file__)


class NetworkView(SentFirst):
    """Picture, list and table of one network; what is in focus is in focus in all three.

    Parameters
    ----------
    nodes
        In the alphabet of the reader: ``id``, ``label``, ``x`` and ``y`` (0 to 1, upwards); and,
        where there is something to say, ``group`` and ``kind`` (ids) and ``href``.
    ties
        ``from`` and ``to`` (ids); and, where known, ``kinds`` (ids), ``since`` and ``until``
        (years), ``change`` (``new``, ``kept`` or ``lost``) and ``marked``, for ties to look at.
    groups, kinds, tie_kinds
        ``id`` and ``label`` of each, in the order of the legend; six groups have a shape and a
        colour of their own.
    measures
        What size can show: ``id``, ``label``, ``sentence``, ``high``, ``low`` and ``limit`` (its
        explanation), and ``values`` by node id, None where not defined.
    picture
        The same as SVG text; stays where there is no WebGL, and can be saved.
    texts
        Interface texts by key, see ``network_texts``; those of ``lang`` when not given.
    fallback
        HTML that a page without JavaScript shows in its place.

    Raises
    ------
    ValueError
        If a tie names a node, or a node a group or kind, that is not there.
    """

    # The participants' host serves the very same text.
    _esm = module_text(_HERE.with_suffix(".js"))
    _css = _HERE.with_suffix(".css")

    network = traitlets.Dict(help="Columns of nodes and ties").tag(sync=True)
    groups = traitlets.List(traitlets.Dict()).tag(sync=True)
    kinds = traitlets.List(traitlets.Dict()).tag(sync=True)
    tie_kinds = traitlets.List(traitlets.Dict()).tag(sync=True)
    measures = traitlets.List(traitlets.Dict()).tag(sync=True)
    picture = traitlets.Unicode("").tag(sync=True)
    texts = traitlets.Dict().tag(sync=True)
    lang = traitlets.Unicode("en").tag(sync=True)
    measure = traitlets.Unicode("", help="What size shows; empty: the first").tag(sync=True)
    focus = traitlets.Unicode("", help="Node in focus; empty for none").tag(sync=True)

    def __init__(
        self,
        nodes: Sequence[Mapping[str, Any]] = (),
        ties: Sequence[Mapping[str, Any]] = (),
        *,
        measures: Sequence[Mapping[str, Any]] = (),
        fallback: str = "",
        **traits: Any,
    ) -> None:
        words = {name: [one["id"] for one in traits.get(name, ())]
                 for name in ("groups", "kinds", "tie_kinds")}  # fmt: skip
        ids = [node["id"] for node in nodes]
        listed = [{**one, "values": [one["values"].get(node) for node in ids]} for one in measures]
        traits.setdefault("texts", network_texts(Texts(traits.get("lang", "en"))))
        super().__init__(network=columns(nodes, ties, **words), measures=listed, **traits)
        self._fallback = fallback

    @classmethod
    def of(cls, graph: nx.Graph[Any], **how: Any) -> NetworkView:
        """View of a graph as it is, in JupyterLab: see ``graph_records`` for what can be said.

        Examples
        --------
        >>> import networkx as nx
        >>> NetworkView.of(nx.Graph([("a", "b")])).summary()
        '2 nodes and 1 ties, size shows Ties, nobody in focus'
        """
        return cls(**graph_records(graph, **how))

    def summary(self) -> str:
        """What the view shows, in one sentence."""
        nodes, ties = self.network["nodes"], self.network["ties"]
        labels = dict(zip(nodes.get("id", ()), nodes.get("label", ()), strict=True))
        shown = f"{len(labels)} nodes and {len(ties.get('from', ()))} ties"
        groups = f" in {len(self.groups)} groups" if self.groups else ""
        chosen = {one["id"]: one["label"] for one in self.measures}
        size = chosen.get(self.measure) or next(iter(chosen.values()), "nothing")
        return f"{shown}{groups}, size shows {size}, {labels.get(self.focus, 'nobody')} in focus"
