"""Networks in GraphML, as networkx, igraph, Gephi, yEd and visone write it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from bestpractices.analysis.stakeholders.network_file.parts import (
    Parts,
    Tie,
    quoted,
)
from bestpractices.analysis.stakeholders.network_file.xml_network import (
    Item,
    NetworkListener,
    composed,
)


def graphml(data: bytes, name: str) -> Parts:
    """Nodes and ties of a GraphML file; flaws are gathered, not raised.

    Nested graphs are read as one; ``directed`` of an edge goes before ``edgedefault`` of the graph.

    Content and name as in ``edge_list``.

    Raises
    ------
    FlawedFileError
        If it is no well-formed XML or declares a document type.

    References
    ----------
    Brandes, Eiglsperger, Herman, Himsolt and Marshall (2002), GraphML progress report, Graph
    Drawing, LNCS 2265, 501-512.
    """
    return _Graphml(name).read(data)


class _Key(NamedTuple):
    id: str
    name: str
    type: str
    owner: str


class _Graphml(NetworkListener):
    root = "graphml"

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self._keys: dict[str, _Key] = {}
        self._directed = True
        self._key: _Key | None = None

    def begin_key(self, attributes: Mapping[str, str]) -> None:
        found = attributes.get("id", "")
        # keys of yEd's drawings hold elements, not a value
        kind = "" if "yfiles.type" in attributes else attributes.get("attr.type", "string")
        owner = attributes.get("for", "all")
        self._key = _Key(found, composed(attributes.get("attr.name", found)), kind, owner)
        self._keys[found] = self._key

    def end_default(self) -> None:
        key = self._key
        if key and key.type and self.open[-1:] == ["key"]:
            value = self.value(key.type, self.text, name=key.name)
            for owner in self.defaults:
                if key.owner in (owner, "all"):
                    self.defaults[owner][key.name] = value

    def begin_graph(self, attributes: Mapping[str, str]) -> None:
        if not self.is_first_graph():
            return
        default = attributes.get("edgedefault")
        self._directed = default != "undirected"
        if default not in ("directed", "undirected"):
            message = "the graph does not say whether its ties are directed"
            mend = 'write edgedefault="directed" or edgedefault="undirected" into <graph>'
            self.parts.flaw(self.place, message, mend)

    def begin_node(self, attributes: Mapping[str, str]) -> None:
        self.items.append(Item(attributes, self.place, dict(self.defaults["node"])))

    def begin_edge(self, attributes: Mapping[str, str]) -> None:
        self.items.append(Item(attributes, self.place, dict(self.defaults["edge"])))

    def end_edge(self) -> None:
        item = self.items.pop()
        own = item.attributes.get("directed")
        directed = self._directed if own is None else own.lower() in ("true", "1")
        start, end = (composed(item.attributes.get(name, "")) for name in ("source", "target"))
        self.add_tie(Tie(start, end, directed, item.known or None), item.place)

    def begin_hyperedge(self, _attributes: Mapping[str, str]) -> None:
        self.parts.flaw(
            self.place, "a hyperedge is no tie between two", "write an edge for each pair"
        )

    def begin_data(self, attributes: Mapping[str, str]) -> None:
        self._key = self._keys.get(attributes.get("key", ""))
        if self._key is None and self.around in ("node", "edge"):
            message = f"the data key {quoted([attributes.get('key', '')])} is not declared"
            self.parts.flaw(self.place, message, "declare it in a <key>, or delete the data")

    def end_data(self) -> None:
        key = self._key
        if key and key.type and self.text and self.open[-1:] in (["node"], ["edge"]):
            value = self.value(key.type, self.text, name=key.name)
            self.items[-1].known[key.name] = value
