"""Networks in GEXF 1.1 to 1.3, as Gephi, networkx and others write it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from bestpractices.analysis.stakeholders.network_file.parts import (
    Parts,
    Place,
    Tie,
)
from bestpractices.analysis.stakeholders.network_file.xml_network import (
    Item,
    NetworkListener,
    composed,
)

_TYPES = ("directed", "undirected", "mutual")


def gexf(data: bytes, name: str) -> Parts:
    """Nodes and ties of a GEXF file; flaws are gathered, not raised.

    A tie is undirected where neither it nor the graph says otherwise, as the format has it; a
    mutual one is two, one each way. Of a value that changes in time the last one is kept.

    Content and name as in ``edge_list``.

    Raises
    ------
    FlawedFileError
        If it is no well-formed XML or declares a document type.

    References
    ----------
    GEXF working group (2022), GEXF 1.3 schema.
    """
    return _Gexf(name).read(data)


class _Attribute(NamedTuple):
    name: str
    type: str
    owner: str


class _Gexf(NetworkListener):
    root = "gexf"

    def __init__(self, file: str) -> None:
        super().__init__(file)
        self._attributes: dict[tuple[str, str], _Attribute] = {}
        self._default = "undirected"
        self._owner = "node"
        self._attribute: _Attribute | None = None

    def begin_graph(self, attributes: Mapping[str, str]) -> None:
        if self.is_first_graph():
            self._default = attributes.get("defaultedgetype", "undirected").lower()
            self._check_type(self._default, self.place)

    def _check_type(self, kind: str, place: Place) -> None:
        if kind not in _TYPES:
            message = f'"{kind}" is no type of edge'
            self.parts.flaw(place, message, f"write one of {', '.join(_TYPES)}")

    def begin_attributes(self, attributes: Mapping[str, str]) -> None:
        self._owner = attributes.get("class", "node").lower()

    def begin_attribute(self, attributes: Mapping[str, str]) -> None:
        found = attributes.get("id", "")
        name = composed(attributes.get("title", found))
        kind = attributes.get("type", "string")
        self._attribute = _Attribute(name, kind, self._owner)
        self._attributes[self._owner, found] = self._attribute

    def end_default(self) -> None:
        found = self._attribute
        if found and self.open[-1:] == ["attribute"] and found.owner in self.defaults:
            value = self.value(found.type, self.text, name=found.name)
            self.defaults[found.owner][found.name] = value

    def begin_node(self, attributes: Mapping[str, str]) -> None:
        self._begin("node", attributes)

    def begin_edge(self, attributes: Mapping[str, str]) -> None:
        self._begin("edge", attributes)

    def _begin(self, owner: str, attributes: Mapping[str, str]) -> None:
        known = dict(self.defaults[owner])
        for name in ("label", "weight", "kind", "start", "end"):
            if attributes.get(name):
                known[name] = composed(attributes[name])
        self.items.append(Item(attributes, self.place, known))

    def begin_attvalue(self, attributes: Mapping[str, str]) -> None:
        owner = next((name for name in reversed(self.open) if name in self.defaults), "")
        key = attributes.get("for", attributes.get("id", ""))
        found = self._attributes.get((owner, key))
        if not owner:
            return
        if found is None:
            message = f'the attribute "{key}" is not declared'
            self.parts.flaw(self.place, message, "declare it in <attributes>, or delete the value")
            return
        value = self.value(found.type, attributes.get("value", ""), name=found.name)
        # the weight of the tie itself goes before an attribute of the same name
        if found.name.lower() != "weight" or "weight" not in self.items[-1].known:
            self.items[-1].known[found.name] = value

    def end_edge(self) -> None:
        item = self.items.pop()
        kind = item.attributes.get("type", self._default).lower()
        self._check_type(kind, item.place)
        start, end = (composed(item.attributes.get(name, "")) for name in ("source", "target"))
        tie = Tie(start, end, kind != "undirected", item.known or None)
        self.add_tie(tie, item.place)
        if kind == "mutual" and start != end:
            back = Tie(end, start, directed=True, attributes=dict(item.known) or None)
            self.add_tie(back, item.place)
