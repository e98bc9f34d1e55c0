"""Who has worked with whom: ties between organisations that the base states."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import TypeAlias

import networkx as nx

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
    graph: Contacts = nx.Graph()
    graph.add_nodes_from(sorted(kb.organisations))
    for address, members in _gatherings(kb):
        known = sorted({name for name in members if name in kb.organisations})
        for one, other in combinations(known, 2):
            through = graph.edges[one, other]["through"] if graph.has_edge(one, other) else ()
            graph.add_edge(one, other, through=tuple(sorted({*through, address})))
    return graph


def _gatherings(kb: KnowledgeBase) -> Iterator[tuple[str, Iterable[str]]]:
    """Every record that brings organisations together, with those it names."""
    for project in kb.projects.values():
        yield f"projects/{project.id}", filter(None, (project.coordinator, *project.partners))
    for practice in kb.practices.values():
        yield f"practices/{practice.id}", filter(None, (practice.organisation, *practice.partners))
    for body in kb.organisations.values():
        for tie in body.related:
            yield f"organisations/{body.id}", (body.id, tie.organisation)


def between(graph: Contacts, one: str, other: str) -> list[str]:
    """Organisations that know both, in order; empty if there is none."""
    if one not in graph or other not in graph:
        return []
    return sorted(nx.common_neighbors(graph, one, other))
