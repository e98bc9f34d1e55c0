"""The knowledge base as a graph: what is a node, which kind of edge joins what, and who says so.

``EDGE_KINDS`` is the one table. The graph is built from it, no edge enters that it does not allow,
and the table in ``docs/graph.md`` is made from it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias

import networkx as nx

from bestpractices.records.knowledge_base import KnowledgeBase
from bestpractices.records.models import BuildingBlock, Relation

Graph: TypeAlias = "nx.MultiDiGraph[str]"

NODE_KINDS: Final[Mapping[str, str]] = {
    "practice": "practices",
    "block": "blocks",
    "need": "needs",
    "organisation": "organisations",
    "project": "projects",
    "theme": "themes",
    "method": "methods",
    "target_group": "target_groups",
    "place": "places",
}
"""Kinds of node, in the order of the graph, each with the folder of its addresses."""

_WORDS: Final = ("theme", "method", "target_group")


@dataclass(frozen=True)
class EdgeKind:
    """What one kind of edge joins, and which field of which record tells it.

    Parameters
    ----------
    name
        Key of the edge, a verb in the third person.
    sources, targets
        Kinds of node at which it may begin and end.
    told_by
        Field that tells the edge, by the kind of record that has the field. A record that may not
        be the source tells of an edge that ends at itself.
    within_kind
        Whether both ends must be of one kind.
    """

    name: str
    sources: tuple[str, ...]
    targets: tuple[str, ...]
    told_by: Mapping[str, str] = field(hash=False)
    within_kind: bool = False

    def allows(self, source: str, target: str) -> bool:
        """Whether it may lead from this kind of node to that one."""
        fits = source in self.sources and target in self.targets
        return fits and (source == target or not self.within_kind)


def _between_organisations(name: str) -> EdgeKind:
    return EdgeKind(name, ("organisation",), ("organisation",), {"organisation": "related"})


_ABOUT: Final = ("practice", "need", "project", "organisation")
EDGE_KINDS: Final[Mapping[str, EdgeKind]] = {
    kind.name: kind
    for kind in (
        EdgeKind("runs", ("organisation",), ("practice",), {"practice": "organisation"}),
        EdgeKind("partners_in", ("organisation",), ("practice",), {"practice": "partners"}),
        EdgeKind("raised", ("organisation",), ("need",), {"need": "raised_by"}),
        EdgeKind("addresses", _ABOUT, ("theme",), dict.fromkeys(_ABOUT, "themes")),
        EdgeKind("uses_method", ("practice",), ("method",), {"practice": "methods"}),
        EdgeKind("serves", _ABOUT, ("target_group",), dict.fromkeys(_ABOUT, "target_groups")),
        EdgeKind("has_block", ("practice",), ("block",), {"practice": "building_blocks"}),
        EdgeKind("coordinates", ("organisation",), ("project",), {"project": "coordinator"}),
        EdgeKind("takes_part_in", ("organisation",), ("project",), {"project": "partners"}),
        EdgeKind("uses_practice", ("project",), ("practice",), {"project": "practices"}),
        EdgeKind("answers_need", ("project",), ("need",), {"project": "needs"}),
        EdgeKind(
            "located_in",
            ("practice", "need", "organisation", "place"),
            ("place",),
            {
                "practice": "places",
                "need": "provinces",
                "organisation": "place",
                "place": "part_of",
            },
        ),
        EdgeKind("broader", _WORDS, _WORDS, dict.fromkeys(_WORDS, "broader"), within_kind=True),
        _between_organisations("part_of"),
        _between_organisations("member_of"),
        _between_organisations("works_with"),
        _between_organisations("funds"),
        _between_organisations("supervises"),
    )
}


def graph(kb: KnowledgeBase) -> Graph:
    """Directed graph of all records of a knowledge base, with its words and places.

    Parameters
    ----------
    kb
        The records; a reference to one that is not among them gives no edge.

    Returns
    -------
    networkx.MultiDiGraph
        Nodes are addresses such as ``practices/duo-for-a-job``, with ``kind``, ``label`` (English,
        or the language that there is) and ``country`` (``""`` where the record has none). Edges
        have their kind as key, and ``kind`` and ``source_ref``: the address of the source, such as
        ``practices/duo-for-a-job#s1``, several with a space between, ``""`` where the record names
        none. Nodes stand in the order of ``NODE_KINDS`` and by id, the edges of a node in the order
        of ``EDGE_KINDS``. No records: the words and places alone.

    Raises
    ------
    ValueError
        If a record names a relation that is no kind of edge.

    Examples
    --------
    >>> from bestpractices.records.knowledge_base import load
    >>> links = graph(load())
    >>> links.has_edge("organisations/duo-for-a-job", "practices/duo-for-a-job", key="runs")
    True
    """
    result: Graph = nx.MultiDiGraph()
    for kind in NODE_KINDS:
        for address, part in _parts(kb, kind):
            country = getattr(part, "country", None) or ""
            result.add_node(address, kind=kind, label=_label(part), country=country)
    for edge_kind in EDGE_KINDS.values():
        for start, end, source in _edges(kb, edge_kind):
            if start in result and end in result:
                join(result, start, kind=edge_kind.name, end=end, source=source)
    return result


def join(graph: Graph, start: str, *, kind: str, end: str, source: str = "") -> None:
    """Put an edge into the graph, the only way in: the table of kinds must allow it.

    Parameters
    ----------
    graph
        Changed in place. An edge of this kind that is already there gains the source.
    start, end
        Addresses of two nodes of the graph.
    kind
        Name of a kind of edge.
    source
        Address of the source, ``""`` where the record names none.

    Raises
    ------
    ValueError
        If there is no such kind or node, or if the kind does not join these two kinds of node.
    """
    _refuse_unknown(graph, start, end, kind)
    ends = [graph.nodes[address]["kind"] for address in (start, end)]
    if not EDGE_KINDS[kind].allows(*ends):
        wrong = f"{kind} cannot join {ends[0]} {start} to {ends[1]} {end}"
        message = f"{wrong}; EDGE_KINDS says what it joins"
        raise ValueError(message)
    known = graph.edges[start, end, kind]["source_ref"] if graph.has_edge(start, end, kind) else ""
    sources = dict.fromkeys([*known.split(), *source.split()])
    graph.add_edge(start, end, key=kind, kind=kind, source_ref=" ".join(sources))


def table() -> str:
    """Markdown table of all kinds of edge, as it stands in ``docs/graph.md``."""
    lines = ["| edge | from | to | told by |", "|---|---|---|---|"]
    for kind in EDGE_KINDS.values():
        targets = "wider one of the same list" if kind.within_kind else _listed(kind.targets)
        lines.append(f"| `{kind.name}` | {_listed(kind.sources)} | {targets} | {_fields(kind)} |")
    return "\n".join(lines) + "\n"


def _fields(kind: EdgeKind) -> str:
    tellers: dict[str, list[str]] = {}
    for record, name in kind.told_by.items():
        tellers.setdefault(name, []).append(record)
    return ", ".join(f"`{name}` of {_listed(records)}" for name, records in tellers.items())


def _listed(kinds: Iterable[str]) -> str:
    return ", ".join(kind.replace("_", " ") for kind in kinds)


def _refuse_unknown(graph: Graph, start: str, end: str, kind: str) -> None:
    if kind not in EDGE_KINDS:
        message = f'"{kind}" is no kind of edge; kinds are {", ".join(EDGE_KINDS)}'
        raise ValueError(message)
    for address in (start, end):
        if address not in graph:
            message = f'"{address}" is not in the graph; add the node with its kind first'
            raise ValueError(message)


def _parts(kb: KnowledgeBase, kind: str) -> Iterator[tuple[str, Any]]:
    """Everything of one kind with its address, in the order of the knowledge base."""
    folder = NODE_KINDS[kind]
    if kind == "block":
        for practice in kb.practices.values():
            for block in practice.building_blocks:
                yield _address(f"practices/{practice.id}/blocks", block.id), block
        return
    found = kb.vocabulary.lists[folder] if kind in _WORDS else getattr(kb, folder)
    for name in sorted(found):
        yield _address(folder, name), found[name]


def _address(folder: str, name: str) -> str:
    return f"{folder}/{name}"


def _label(part: Any) -> str:
    """English title, name or label."""
    for name in ("title", "name", "label"):
        if name in type(part).model_fields:
            text: str = getattr(part, name).passage("en").text
            return text
    message = f"{type(part).__name__} has no title, name or label to show as a node"
    raise TypeError(message)


def _edges(kb: KnowledgeBase, kind: EdgeKind) -> Iterator[tuple[str, str, str]]:
    """Start, end and source of every edge of a kind, whether or not both ends are there."""
    for teller, name in kind.told_by.items():
        outwards = teller in kind.sources
        (other,) = (teller,) if kind.within_kind else kind.targets if outwards else kind.sources
        for address, part in _parts(kb, teller):
            for named in _several(getattr(part, name)):
                if isinstance(named, Relation) and _relation(named) != kind.name:
                    continue
                there = _named_address(address, other, named)
                ends = (address, there) if outwards else (there, address)
                yield *ends, _source(address, part, named)


def _several(value: Any) -> tuple[Any, ...]:
    if value is None:
        return ()
    return value if isinstance(value, tuple) else (value,)


def _relation(relation: Relation) -> str:
    name = relation.relation.replace("-", "_")
    if name not in EDGE_KINDS:
        message = f'relation "{relation.relation}" is no kind of edge; add it to EDGE_KINDS'
        raise ValueError(message)
    return name


def _named_address(address: str, kind: str, named: Any) -> str:
    if isinstance(named, BuildingBlock):
        return _address(f"{address}/blocks", named.id)
    name = named.organisation if isinstance(named, Relation) else named
    return _address(NODE_KINDS[kind], name)


def _source(address: str, part: Any, named: Any) -> str:
    """Address of the source: that of the named part, else that of the whole entry (a place)."""
    key = getattr(named, "source", None) or getattr(part, "source", None)
    if key is None:
        return ""
    # places share one file and its sources, so a source belongs to the register
    holder = "places" if address.startswith("places/") else address
    return f"{holder}#{key}"
