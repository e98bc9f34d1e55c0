"""Ties and nodes without which the network falls into more parts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, Final

import numpy as np

from bestpractices.analysis.stakeholders.ties import Network, Ties, ties

_NONE: Final = -1


def bridges(graph: Network) -> list[tuple[Any, Any]]:
    """Ties that are the only way between what lies on their two sides.

    Directions are left aside; parallel and mutual ties count as one, since the same two people
    hold both.

    Returns
    -------
    list[tuple]
        Pairs of ids, the lower one first, in order. None: an empty list.

    References
    ----------
    Tarjan (1974), A note on finding the bridges of a graph, Information Processing Letters 2,
    160-161.

    Examples
    --------
    >>> import networkx as nx
    >>> bridges(nx.Graph([(1, 2), (2, 3), (3, 1), (4, 3)]))
    [(3, 4)]
    """
    found = ties(graph)
    pairs = sorted(
        (min(node, parent), max(node, parent))
        for node, parent, low, order in _walked(found)
        if parent != _NONE and low == order
    )
    return [(found.nodes[low], found.nodes[high]) for low, high in pairs]


def articulation_points(graph: Network) -> list[Any]:
    """Nodes without which their component falls into parts; directions are left aside.

    Returns
    -------
    list
        Ids in order. None: an empty list.

    References
    ----------
    Hopcroft and Tarjan (1973), Efficient algorithms for graph manipulation, Communications of the
    ACM 16, 372-378.

    Examples
    --------
    >>> import networkx as nx
    >>> articulation_points(nx.path_graph(4))
    [1, 2]
    """
    found = ties(graph)
    walked = list(_walked(found))
    order = {node: at for node, _, _, at in walked}
    roots = {node for node, parent, _, _ in walked if parent == _NONE}
    branches = dict.fromkeys(roots, 0)
    cut = set()
    for _, parent, low, _ in walked:
        if parent in roots:
            branches[parent] += 1
        elif parent != _NONE and low >= order[parent]:
            cut.add(parent)
    cut.update(root for root, count in branches.items() if count > 1)
    return [found.nodes[place] for place in sorted(cut)]


def _walked(found: Ties) -> Iterator[tuple[int, int, int, int]]:
    """Every node of a walk into the depth: node, whence it was come to, low point, order.

    The low point is the earliest node that it or those behind it are tied to, the tie by which it
    was come to left aside.
    """
    beside = found.either_way
    others, ends = beside.indices.tolist(), beside.indptr.tolist()
    at = ends[:-1]
    order = np.full(len(found.nodes), _NONE).tolist()
    low = order.copy()
    parents = order.copy()
    met = 0
    for root in range(len(order)):
        if order[root] != _NONE:
            continue
        path = [root]
        order[root] = low[root] = met
        met += 1
        while path:
            node = path[-1]
            if at[node] < ends[node + 1]:
                other = others[at[node]]
                at[node] += 1
                if order[other] == _NONE:
                    parents[other] = node
                    order[other] = low[other] = met
                    met += 1
                    path.append(other)
                elif other != parents[node]:
                    low[node] = min(low[node], order[other])
                continue
            path.pop()
            parent = parents[node]
            if parent != _NONE:
                low[parent] = min(low[parent], low[node])
            yield node, parent, low[node], order[node]
