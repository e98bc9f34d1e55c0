"""What GraphML and GEXF have in common: nodes and edges as elements, values by declared types."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Mapping
from typing import Any, ClassVar, Final, NamedTuple

from bestpractices.analysis.stakeholders.network_file.parts import (
    Attributes,
    Parts,
    Place,
    Tie,
    quoted,
)
from bestpractices.analysis.stakeholders.network_file.xml_events import listen

_TRUTH: Final = {"true": True, "1": True, "false": False, "0": False}
TYPES: Final[Mapping[str, Callable[[str], Any]]] = {
    "boolean": lambda text: _TRUTH[text.lower()],
    "int": int,
    "integer": int,
    "long": int,
    "float": float,
    "double": float,
}
"""How the values of a declared type are read; all other types are text."""


class Item(NamedTuple):
    """A node or an edge that is being read."""

    attributes: Mapping[str, str]
    place: Place
    known: Attributes


class NetworkListener:
    """Base of the listeners: keeps what is open, and hands each element to its own method.

    A subclass has methods ``begin_<element>(attributes)`` and ``end_<element>()`` for the elements
    it understands; all others are passed over with what is in them.
    """

    root: ClassVar[str]

    def __init__(self, file: str) -> None:
        self.parts = Parts(file)
        self.open: list[str] = []
        self.items: list[Item] = []
        self.defaults: dict[str, Attributes] = {"node": {}, "edge": {}}
        self.graphs = 0
        self.place: Place = (1, 1)
        self.text = ""

    def read(self, data: bytes) -> Parts:
        """All parts of a file.

        Raises
        ------
        FlawedFileError
            If it is no well-formed XML or declares a document type.
        """
        listen(data, self.parts.file, self)
        return self._finished()

    def opened(self, name: str, attributes: Mapping[str, str], place: Place) -> None:
        """Hear of the begin of an element."""
        self.place = place
        if not self.open and name != self.root:
            mend = "save the network in the format that the ending of its name tells"
            self.parts.flaw(place, f"this begins with <{name}>, not with <{self.root}>", mend)
        self.open.append(name)
        begin = getattr(self, f"begin_{name}", None)
        if begin:
            begin(attributes)

    def closed(self, name: str, text: str, place: Place) -> None:
        """Hear of the end of an element."""
        self.place, self.text = place, text
        self.open.pop()
        end = getattr(self, f"end_{name}", None)
        if end:
            end()

    @property
    def around(self) -> str:
        """Name of the element around the one that begins or has ended."""
        return self.open[-2] if len(self.open) > 1 else ""

    def is_first_graph(self) -> bool:
        """Whether a graph that begins is the one of the file; a second one is a flaw."""
        if "node" in self.open:
            return False
        self.graphs += 1
        if self.graphs > 1:
            mend = "save each network in a file of its own"
            self.parts.flaw(self.place, "a second graph in one file", mend)
        return self.graphs == 1

    def add_tie(self, tie: Tie, place: Place) -> None:
        """Put in a tie, whose weight may have been declared as any type."""
        attributes = tie.attributes or {}
        for name in [name for name in attributes if name.lower() == "weight"]:
            weight = self.parts.weight(str(attributes.pop(name)), place)
            if weight is None:
                return
            attributes["weight"] = weight
        self.parts.add_tie(tie, place[0])

    def value(self, kind: str, text: str, *, name: str) -> Any:
        """Value of an attribute by its declared type; a wrong one is a flaw."""
        try:
            return TYPES[kind](text) if kind in TYPES else composed(text)
        except (ValueError, KeyError):
            message = f'{quoted([text])} is no {kind}, which "{name}" was declared to be'
            self.parts.flaw(self.place, message, "mend the value, or declare it as string")
            return None

    def end_node(self) -> None:
        """Put in the node that ends."""
        item = self.items.pop()
        self.parts.add_node(composed(item.attributes.get("id", "")), item.place, item.known)

    def _finished(self) -> Parts:
        """All parts, with a flaw for every end of a tie that is no node."""
        parts = self.parts
        if not self.graphs and not parts.flaws:
            parts.flaw((1, 1), "no <graph> in the file", "save the network again")
        for tie, line in zip(parts.ties, parts.lines, strict=True):
            for end in (tie.start, tie.end):
                if end not in parts.nodes:
                    message = f"a tie with {quoted([end])}, which is no node of the file"
                    parts.flaw((line, 1), message, "add the node, or mend the id")
        return parts


def composed(text: str) -> str:
    """Text with each letter as one sign, as all ids are kept."""
    return unicodedata.normalize("NFC", text.strip())
