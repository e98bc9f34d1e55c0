"""Who has worked with whom: ties between organisations that the base states."""

from __future__ import annotations

from typing import TypeAlias

import networkx as nx

from bestpractices.analysis.stakeholders.organisation_network import organisation_network
from bestpractices.records.knowledge_base import KnowledgeBase

Contacts: TypeAlias = "nx.Graph[str]"


def contacts(kb: KnowledgeBase) -> Contacts:
    """Organisations, joined where one names the other, or both are in a project or practice.

    Returns
    -------
    networkx.Graph
        Nodes are ids, in order; edge attribute ``through``: addresses of the records that state the
        tie, sorted. Organisations without a tie are there as well.
    """
    told = organisation_network(kb)
    graph: Contacts = nx.Graph()
    graph.add_nodes_from(map(_id, told))
    for start, end, data in told.edges(data=True):
        tie = _id(start), _id(end)
        known = graph.edges[tie]["through"] if graph.has_edge(*tie) else ()
        graph.add_edge(*tie, through=tuple(sorted({*known, *data["through"]})))
    return graph


def _id(address: str) -> str:
    return address.partition("/")[2]


def between(graph: Contacts, one: str, other: str) -> list[str]:
    """Organisations that know both, in order; empty if there is none."""
    if one not in graph or other not in graph:
        return []
    return sorted(nx.common_neighbors(graph, one, other))
