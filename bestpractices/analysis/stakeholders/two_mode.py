"""Organisations by projects: who is tied because they share something."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import networkx as nx
import numpy as np
from scipy.sparse import csr_array, diags_array, triu

from bestpractices.analysis.stakeholders.ties import Graph, in_order, ties


def projection(graph: Graph, *, onto: Iterable[Any], newman: bool = False) -> nx.Graph[Any]:
    """Nodes of one kind, tied where they share a node of the other kind.

    Parameters
    ----------
    graph
        Ties between two kinds of nodes, such as organisations and projects; directions, parallel
        ties and strengths do not count.
    onto
        Nodes of the kind that is kept, such as all organisations.
    newman
        Whether a shared project with k members counts ``1/(k-1)`` in place of 1, so that large
        projects, in which few really work together, weigh less.

    Returns
    -------
    networkx.Graph
        The nodes of ``onto`` with their attributes, in order; ``weight`` of a tie is the number of
        shared nodes, or Newman's sum. Who shares nothing is isolated.

    Raises
    ------
    ValueError
        If a node of ``onto`` is not in the graph, or a tie joins two of one kind; it is named.

    References
    ----------
    Breiger (1974), The duality of persons and groups, Social Forces 53, 181-190; Newman (2001),
    Scientific collaboration networks II, Physical Review E 64, 016132.

    Examples
    --------
    >>> import networkx as nx
    >>> joint = nx.Graph([("a", "p"), ("b", "p"), ("a", "q"), ("b", "q"), ("c", "q")])
    >>> projection(joint, onto=["a", "b", "c"]).edges(data="weight")
    EdgeDataView([('a', 'b', 2), ('a', 'c', 1), ('b', 'c', 1)])
    """
    kept = in_order(set(onto))
    _refuse_strangers(kept, graph)
    found = ties(graph)
    mine = np.isin(np.arange(len(found.nodes)), _places(kept, found.nodes))
    between = _pattern(found.either_way)
    _refuse_same_kind(between, mine, found.nodes)
    sharing = between[mine][:, ~mine]
    shared = triu(sharing @ _counted(sharing, newman=newman) @ sharing.T, k=1).tocoo()
    made: nx.Graph[Any] = nx.Graph()
    made.add_nodes_from((node, dict(graph.nodes[node])) for node in kept)
    for row, column, weight in sorted(zip(shared.row, shared.col, shared.data, strict=True)):
        strength = float(weight) if newman else round(weight)
        made.add_edge(kept[row], kept[column], weight=strength)
    return made


def _counted(sharing: Any, *, newman: bool) -> Any:
    members = np.asarray(sharing.sum(axis=0), dtype=float)
    return diags_array(1 / np.maximum(1, members - 1) if newman else np.ones(len(members)))


def _pattern(between: Any) -> Any:
    return csr_array((np.ones(between.nnz), between.indices, between.indptr), shape=between.shape)


def _places(kept: list[Any], nodes: tuple[Any, ...]) -> list[int]:
    place = {node: at for at, node in enumerate(nodes)}
    return [place[node] for node in kept]


def _refuse_strangers(kept: list[Any], graph: Graph) -> None:
    strangers = [node for node in kept if node not in graph]
    if strangers:
        message = f"not in the network: {', '.join(map(repr, strangers))}; take them out of `onto`"
        raise ValueError(message)


def _refuse_same_kind(between: Any, mine: Any, nodes: tuple[Any, ...]) -> None:
    pairs = triu(between).tocoo()
    wrong = np.flatnonzero(mine[pairs.row] == mine[pairs.col])
    if len(wrong):
        start, end = nodes[pairs.row[wrong[0]]], nodes[pairs.col[wrong[0]]]
        message = (
            f"the tie {start!r} - {end!r} joins two of one kind: a projection needs ties between "
            "the nodes of `onto` and the others only"
        )
        raise ValueError(message)
