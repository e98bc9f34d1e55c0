"""How much the network turns around its most central node."""

from __future__ import annotations

from typing import Literal, TypeAlias

import numpy as np
import pandas as pd

from bestpractices.analysis.stakeholders.degree import degrees
from bestpractices.analysis.stakeholders.shortest_paths import betweenness
from bestpractices.analysis.stakeholders.ties import Floats, Network, ties

Direction: TypeAlias = Literal["in", "out", "all"]


def degree_centralization(graph: Network, *, direction: Direction = "in") -> float | None:
    """Degrees against the largest one: ``sum(max C - C_i) / largest possible sum``.

    Parameters
    ----------
    graph
        Directed or not.
    direction
        Of a directed network: ``"in"``, whether all name the same one, ``"out"``, or ``"all"``, in
        and out added. Without meaning for an undirected one.

    Returns
    -------
    float or None
        0 (all alike) to 1 (a star). The largest possible sum is ``(n-1)(n-2)`` undirected;
        directed ``(n-1)**2`` for in and out (a star of which all ties point one way) and
        ``2(n-1)(n-2)`` for all (a star of mutual ties). ``None`` where it is 0: below three nodes,
        two for in and out. No ties: 0.

    References
    ----------
    Freeman (1979), Centrality in social networks: conceptual clarification, Social Networks 1,
    215-239; directed forms as in ``centralization`` of the R package sna.

    Examples
    --------
    >>> import networkx as nx
    >>> degree_centralization(nx.star_graph(4)), degree_centralization(nx.cycle_graph(4))
    (1.0, 0.0)
    """
    found = ties(graph)
    which = f"{direction}_degree" if found.directed and direction != "all" else "degree"
    most = len(found.nodes) - 1
    largest = {"in_degree": most**2, "out_degree": most**2, "degree": most * (most - 1)}[which]
    twice = 2 if found.directed and which == "degree" else 1
    return _centralization(degrees(found)[which].to_numpy(dtype=np.float64), twice * largest)


def betweenness_centralization(
    graph: Network, *, scores: pd.Series[float] | None = None
) -> float | None:
    """Betweenness against the largest one: ``sum(max C - C_i) / (n-1)``, C from 0 to 1.

    Parameters
    ----------
    graph
        Directed or not.
    scores
        What :func:`~bestpractices.analysis.stakeholders.shortest_paths.betweenness` gave for it, if
        that is known already; from a sample, the centralization is an estimate as well.

    Returns
    -------
    float or None
        0 (all alike) to 1 (a star; directed, one of mutual ties); ``None`` below three nodes,
        where nobody can be between.

    References
    ----------
    Freeman (1979), Social Networks 1, 215-239.

    Examples
    --------
    >>> import networkx as nx
    >>> betweenness_centralization(nx.star_graph(4))
    1.0
    """
    found = ties(graph)
    between = betweenness(found) if scores is None else scores
    most = len(found.nodes) - 1
    return _centralization(np.asarray(between, dtype=np.float64), most if most > 1 else 0)


def _centralization(figures: Floats, largest: float) -> float | None:
    if not len(figures) or largest <= 0:
        return None
    return float(np.sum(figures.max() - figures) / largest)
