"""How many ties each node has."""

from __future__ import annotations

import numpy as np
import pandas as pd

from bestpractices.analysis.stakeholders.ties import Network, named, ties


def degrees(graph: Network) -> pd.DataFrame:
    """Ties of each node, counted: all, incoming and outgoing.

    Parameters
    ----------
    graph
        Directed or not; loops and parallel ties do not count, strengths are not used.

    Returns
    -------
    pandas.DataFrame
        One row a node, in id order; whole numbers ``in_degree`` (by how many it is named),
        ``out_degree`` (how many it names), both 0 to n - 1, and ``degree``: their sum when
        directed; undirected, all three are the number of contacts. Isolated: 0. Empty: no rows.

    References
    ----------
    Freeman (1979), Centrality in social networks, Social Networks 1, 215-239.

    Examples
    --------
    >>> import networkx as nx
    >>> degrees(nx.DiGraph([("a", "b"), ("c", "b")])).loc["b"].tolist()
    [2, 2, 0]
    """
    found = ties(graph)
    naming = np.bincount(found.strengths.indices, minlength=len(found.nodes))
    names = np.diff(found.strengths.indptr)
    return named(  # type: ignore[no-any-return]
        {
            "degree": (naming + names if found.directed else names).astype(np.int64),
            "in_degree": naming.astype(np.int64),
            "out_degree": names.astype(np.int64),
        },
        found,
    )


def strengths(graph: Network) -> pd.DataFrame:
    """Strengths of the ties of each node, added: all, incoming and outgoing.

    Returns
    -------
    pandas.DataFrame
        As :func:`degrees`, in the unit of the ties: ``strength``, ``in_strength``,
        ``out_strength``, 0 and up.

    Examples
    --------
    >>> import networkx as nx
    >>> graph = nx.Graph()
    >>> graph.add_edge("a", "b", weight=2.5)
    >>> strengths(graph)["strength"].tolist()
    [2.5, 2.5]
    """
    found = ties(graph)
    incoming = np.asarray(found.strengths.sum(axis=0), dtype=float)
    outgoing = np.asarray(found.strengths.sum(axis=1), dtype=float)
    return named(  # type: ignore[no-any-return]
        {
            "strength": incoming + outgoing if found.directed else outgoing,
            "in_strength": incoming,
            "out_strength": outgoing,
        },
        found,
    )
