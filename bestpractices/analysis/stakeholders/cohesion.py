"""What holds the network together: density, reciprocity, components, who stands alone."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
from scipy.sparse.csgraph import connected_components

from bestpractices.analysis.stakeholders.ties import Network, ties


@dataclass(frozen=True)
class Reciprocity:
    """Three answers to how mutual a directed network is; ``None`` where there is none.

    Parameters
    ----------
    edgewise
        Share of ties that are answered, 0 to 1; ``None`` without ties.
    dyadic
        Share of pairs of nodes that are mutual or empty, 0 to 1; ``None`` below two nodes.
    non_null
        Mutual pairs among the pairs with a tie, 0 to 1; ``None`` without ties.
    """

    edgewise: float | None
    dyadic: float | None
    non_null: float | None


def density(graph: Network) -> float | None:
    """Share of the possible ties that are there.

    ``m / (n(n-1))`` directed, ``2m / (n(n-1))`` undirected; loops and parallel ties do not count.

    Returns
    -------
    float or None
        0 (no ties) to 1 (all); ``None`` below two nodes, where no tie is possible. Falls as
        networks grow, so compare only networks of like size.

    References
    ----------
    Wasserman and Faust (1994), Social Network Analysis, 4.1.1 and 4.3.

    Examples
    --------
    >>> import networkx as nx
    >>> density(nx.path_graph(3)), density(nx.empty_graph(1))
    (0.6666666666666666, None)
    """
    found = ties(graph)
    pairs = len(found.nodes) * (len(found.nodes) - 1)
    return float(found.strengths.nnz / pairs) if pairs else None


def reciprocity(graph: Network) -> Reciprocity:
    """How mutual a directed network is, by the three usual definitions.

    With M mutual, A one-way and N empty pairs: edgewise ``2M / (2M + A)``, dyadic
    ``(M + N) / (M + A + N)``, non-null ``M / (M + A)``. They differ much: say which.

    Returns
    -------
    Reciprocity
        All ``None`` for an undirected graph, whose ties are mutual by definition.

    References
    ----------
    Wasserman and Faust (1994), Social Network Analysis, 13.3; the names are those of ``grecip`` in
    the R package sna.

    Examples
    --------
    >>> import networkx as nx
    >>> found = reciprocity(nx.DiGraph([(1, 2), (2, 1), (2, 3), (3, 4)]))
    >>> found.edgewise, round(found.dyadic, 4), round(found.non_null, 4)
    (0.5, 0.6667, 0.3333)
    """
    found = ties(graph)
    if not found.directed:
        return Reciprocity(None, None, None)
    names = found.pattern
    mutual = names.multiply(names.T).sum() / 2
    one_way = names.nnz - 2 * mutual
    pairs = len(found.nodes) * (len(found.nodes) - 1) / 2
    return Reciprocity(
        edgewise=_share(2 * mutual, names.nnz),
        dyadic=_share(pairs - one_way, pairs),
        non_null=_share(mutual, mutual + one_way),
    )


def components(graph: Network) -> list[tuple[Any, ...]]:
    """Parts within which a way joins all, whatever the direction of the ties (weak components).

    Returns
    -------
    list[tuple]
        Node ids, sorted within each part; the largest part first, then by first id. An isolated
        node is a part of its own. Empty: no parts.

    References
    ----------
    Wasserman and Faust (1994), Social Network Analysis, 4.2.3.

    Examples
    --------
    >>> import networkx as nx
    >>> components(nx.DiGraph([("b", "c"), ("e", "d"), ("c", "f")]))
    [('b', 'c', 'f'), ('d', 'e')]
    """
    found = ties(graph)
    if not found.nodes:
        return []
    number, part = connected_components(found.strengths, directed=False)
    members: list[list[Any]] = [[] for _ in range(number)]
    for node, at in zip(found.nodes, part.tolist(), strict=True):
        members[at].append(node)
    first = {node: at for at, node in enumerate(found.nodes)}
    members.sort(key=lambda nodes: (-len(nodes), first[nodes[0]]))
    return [tuple(nodes) for nodes in members]


def isolates(graph: Network) -> list[Any]:
    """Nodes without any tie to another one, in id order.

    Examples
    --------
    >>> import networkx as nx
    >>> isolates(nx.Graph([("a", "b"), ("c", "c")]))
    ['c']
    """
    found = ties(graph)
    contacts = np.diff(found.either_way.indptr)
    return [node for node, count in zip(found.nodes, contacts.tolist(), strict=True) if not count]


def _share(part: float, whole: float) -> float | None:
    return float(part / whole) if whole else None
