"""The knowledge base's own network: which organisations are tied, and by what."""

from __future__ import annotations

from datetime import date
from typing import Any, Final

import networkx as nx

from bestpractices.analysis.graph import graph
from bestpractices.analysis.stakeholders.two_mode import projection
from bestpractices.records.knowledge_base import KnowledgeBase

# What organisations do in the same practice or project, by the kinds of edge of the graph.
_SHARED: Final = {
    "practice": ("runs", "partners_in"),
    "project": ("coordinates", "takes_part_in"),
}


def organisation_network(kb: KnowledgeBase) -> nx.MultiGraph[str]:
    """Organisations of a knowledge base, tied where it says that they have to do with each other.

    Two are tied if one tells of the other (works with, funds, supervises, is part or member of),
    and if both run or are partners in the same practice or project. Directions are left out,
    because most of these ties have none.

    Returns
    -------
    networkx.MultiGraph
        Nodes are addresses in id order, with ``label`` and ``country``. Between two there is one
        tie for each kind: ``kind`` is that of the graph's edge, or ``shares_practice`` or
        ``shares_project``, whose ``weight`` is how many they share. ``through`` are the addresses
        of the records that state the tie, sorted; their sources stand there. ``since`` and
        ``until`` are the years in which the first of the shared practices and projects began and
        the last one ended, where all of them have one on record: a partner may have come later.
        A large project ties all its members to each other. No organisations: empty.

    References
    ----------
    Breiger (1974), The duality of persons and groups, Social Forces 53, 181-190.

    Examples
    --------
    >>> from bestpractices.records.knowledge_base import load
    >>> ties = organisation_network(load())
    >>> ties.has_edge("organisations/duo-for-a-job", "organisations/actiris")
    True
    """
    links = graph(kb)
    nodes = [node for node, data in links.nodes(data=True) if data["kind"] == "organisation"]
    made: nx.MultiGraph[str] = nx.MultiGraph()
    made.add_nodes_from((node, dict(links.nodes[node])) for node in nodes)
    for start, end, kind in links.edges(nodes, keys=True):
        if end in made:
            # two that tell of each other tell of one tie
            told = made.get_edge_data(start, end, key=kind, default={}).get("through", ())
            made.add_edge(start, end, key=kind, kind=kind, through=tuple(sorted({*told, start})))
    for where, kinds in _SHARED.items():
        joint, key = _joint(links, nodes, kinds), f"shares_{where}"
        for start, end, data in projection(joint, onto=nodes).edges(data=True):
            through = tuple(sorted(nx.common_neighbors(joint, start, end)))
            told = {"weight": data["weight"], "through": through, **_years(kb, through)}
            made.add_edge(start, end, key=key, kind=key, **told)
    return made


def _years(kb: KnowledgeBase, through: tuple[str, ...]) -> dict[str, int]:
    """First and last year of what two share; nothing where one of the records has none."""
    spans = [_span(kb, *address.split("/")) for address in through]
    since, until = ([one[at] for one in spans] for at in (0, 1))
    return {
        **({"since": min(filter(None, since))} if all(since) else {}),
        **({"until": max(filter(None, until))} if all(until) else {}),
    }


def _span(kb: KnowledgeBase, folder: str, name: str) -> tuple[int | None, int | None]:
    if folder == "practices":
        practice = kb.practices[name]
        return practice.started, practice.ended
    project = kb.projects[name]
    return _year(project.start), _year(project.end)


def _year(day: date | str | None) -> int | None:
    """Year of a day or of a month, both written with the year first."""
    return int(str(day)[:4]) if day else None


def _joint(links: Any, nodes: list[str], kinds: tuple[str, ...]) -> nx.Graph[str]:
    """Organisations and what they take part in."""
    joint: nx.Graph[str] = nx.Graph()
    joint.add_nodes_from(nodes)
    joint.add_edges_from(
        (start, end) for start, end, kind in links.edges(nodes, keys=True) if kind in kinds
    )
    return joint
