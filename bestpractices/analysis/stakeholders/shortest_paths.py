"""Who lies on the shortest paths, and who is near: betweenness, closeness, harmonic closeness.

A step along a tie is 1 long, however strong the tie is: strength is not distance. Where ties do
have lengths, ``distance`` names the attribute that holds them. For a directed network paths follow
the arrows, and nearness is how near the others are **to** the node (``direction="in"``), so that
it goes with being named; ``direction="out"`` asks how near the node is to the others.
"""

from __future__ import annotations

from typing import Any, Final, Literal, TypeAlias

import networkx as nx
import numpy as np
import pandas as pd

from bestpractices.analysis.stakeholders.brandes import dependencies
from bestpractices.analysis.stakeholders.distances import Reached, reached, reached_over
from bestpractices.analysis.stakeholders.sampling import drawn_starts, standard_error
from bestpractices.analysis.stakeholders.ties import (
    Floats,
    Network,
    Ties,
    lengths,
    named,
    ties,
)

Direction: TypeAlias = Literal["in", "out"]

_LEAST_NODES: Final = 3


def betweenness(
    graph: Network, *, distance: str | None = None, sample: int | None = None, seed: int = 1
) -> pd.Series[float]:
    """Share of the shortest paths between two others that run through each node.

    ``sum over s, t of (shortest paths through v) / (all shortest paths)``, s, t and v different,
    divided by the number of pairs: ``(n-1)(n-2)`` ordered ones if directed, half of it if not.

    Parameters
    ----------
    graph
        Directed or not. Strengths are not used.
    distance
        Attribute of the ties that holds their length, more than 0; else every tie is 1 long.
    sample
        From how many starts paths are sought, at least 2; all when ``None``. The error of the
        estimate is what :func:`sampled_betweenness` gives.
    seed
        For the draw of the starts.

    Returns
    -------
    pandas.Series
        One value a node, in id order, 0 (never between) to 1 (between all). Pairs without a path
        add nothing. Isolated, and all nodes of a network of one or two: 0. Empty: no rows.

    Raises
    ------
    ValueError
        If a length is no number above 0, or the sample is smaller than 2.

    References
    ----------
    Freeman (1977), A set of measures of centrality based on betweenness, Sociometry 40, 35-41;
    Brandes (2001), Journal of Mathematical Sociology 25(2), 163-177.

    Examples
    --------
    >>> import networkx as nx
    >>> betweenness(nx.star_graph(4)).tolist()
    [1.0, 0.0, 0.0, 0.0, 0.0]
    """
    if sample is not None and distance is None:
        return sampled_betweenness(graph, sample=sample, seed=seed)["betweenness"]
    found = ties(graph) if distance is None else lengths(graph, distance)
    count = len(found.nodes)
    if count < _LEAST_NODES:
        return _series(np.zeros(count), found)
    if distance is not None:
        sums = _by_networkx(found)
    else:
        sums, _ = dependencies(found.pattern, np.arange(count))
    return _series(sums / _pairs(count), found)


def sampled_betweenness(graph: Network, *, sample: int, seed: int = 1) -> pd.DataFrame:
    """Betweenness estimated from the shortest paths that begin at some of the nodes.

    Each drawn start tells which share of its paths runs through every other node; their mean
    estimates the mean over all starts without bias.

    Parameters
    ----------
    graph
        Directed or not. Strengths are not used.
    sample
        How many starts are drawn, each at most once, at least 2; as many as there are nodes or
        more gives the exact figures with an error of 0.
    seed
        For the draw.

    Returns
    -------
    pandas.DataFrame
        One row a node, in id order; ``betweenness`` as in :func:`betweenness`, and
        ``standard_error`` of it: standard deviation over the starts, divided by the root of their
        number, less for a large part of the network. 0 for a node that no sampled path met, which
        does not say that none runs there; NaN where fewer than two others were drawn.

    Notes
    -----
    A few starts may bring most of a node's share, so two errors to each side hold the exact figure
    less often than 95 times in 100: about 90 times for the most central nodes of a scale-free
    network, less for the others. For who comes first that is enough, for small differences not.

    References
    ----------
    Brandes and Pich (2007), Centrality estimation in large networks, International Journal of
    Bifurcation and Chaos 17(7), 2303-2318.

    Examples
    --------
    >>> import networkx as nx
    >>> sampled_betweenness(nx.path_graph(3), sample=3)["betweenness"].tolist()
    [0.0, 1.0, 0.0]
    """
    found = ties(graph)
    count = len(found.nodes)
    starts = drawn_starts(count, sample, seed=seed)
    sums, squares = dependencies(found.pattern, starts)
    others = np.full(count, float(len(starts)))
    others[starts] -= 1  # nobody is between oneself and another one
    error = standard_error(sums, squares, count=others, among=count - 1)
    most = max(1, count - 2)
    figures = {
        "betweenness": sums / np.maximum(1, others) / most,
        "standard_error": np.where(others == count - 1, 0, error / most),
    }
    return _frame(figures, found)


def closeness(
    graph: Network, *, direction: Direction = "in", distance: str | None = None
) -> pd.Series[float]:
    """How near those are that a way joins to each node: ``(reachable) / (sum of distances)``.

    Parameters
    ----------
    graph
        Directed or not. Strengths are not used.
    direction
        Of a directed network: ``"in"``, distances from the others to the node, or ``"out"``.
    distance
        Attribute of the ties that holds their length, more than 0; else every tie is 1 long.

    Returns
    -------
    pandas.Series
        One value a node, in id order, 0 to 1 where ties are 1 long: 1 when all who can be reached
        are direct contacts. NaN (undefined) where nobody is joined by a way: the isolated, and
        those nobody names if directed. Empty: no rows.

    Notes
    -----
    Only comparable within one component: who reaches just one neighbour has 1. In a network that
    is not connected use :func:`harmonic`.

    References
    ----------
    Freeman (1979), Centrality in social networks, Social Networks 1, 215-239.

    Examples
    --------
    >>> import networkx as nx
    >>> closeness(nx.path_graph(3)).round(4).tolist()
    [0.6667, 1.0, 0.6667]
    """
    return nearness(graph, direction=direction, distance=distance)["closeness"]


def harmonic(
    graph: Network, *, direction: Direction = "in", distance: str | None = None
) -> pd.Series[float]:
    """Sum of ``1/d`` over the others; who cannot be reached adds 0.

    Parameters
    ----------
    graph, direction, distance
        As for :func:`closeness`.

    Returns
    -------
    pandas.Series
        One value a node, in id order, 0 (isolated) to n - 1 (tied to all); divide by n - 1 to
        compare networks. Empty: no rows.

    References
    ----------
    Marchiori and Latora (2000), Harmony in the small-world, Physica A 285, 539-546; Rochat (2009),
    Closeness centrality extended to unconnected graphs.

    Examples
    --------
    >>> import networkx as nx
    >>> harmonic(nx.path_graph(3)).tolist()
    [1.5, 2.0, 1.5]
    """
    return nearness(graph, direction=direction, distance=distance)["harmonic"]


def nearness(
    graph: Network,
    *,
    direction: Direction = "in",
    distance: str | None = None,
    sample: int | None = None,
    seed: int = 1,
) -> pd.DataFrame:
    """Closeness and harmonic closeness in one sweep, exact or from some of the nodes.

    Parameters
    ----------
    graph, direction, distance
        As for :func:`closeness`.
    sample
        From how many nodes distances are measured, at least 2; all when ``None``.
    seed
        For their draw.

    Returns
    -------
    pandas.DataFrame
        One row a node, in id order; ``closeness``, ``harmonic`` and their standard errors
        ``closeness_error`` (of the mean distance, carried over) and ``harmonic_error``: 0 where
        all were asked, NaN where fewer than two of those drawn have a way.

    References
    ----------
    Eppstein and Wang (2004), Fast approximation of centrality, Journal of Graph Algorithms and
    Applications 8(1), 39-45.

    Examples
    --------
    >>> import networkx as nx
    >>> nearness(nx.star_graph(2)).loc[0].tolist()
    [1.0, 2.0, 0.0, 0.0]
    """
    found = ties(graph) if distance is None else lengths(graph, distance)
    count = len(found.nodes)
    starts = np.arange(count) if sample is None else drawn_starts(count, sample, seed=seed)
    cells = found.strengths if direction == "in" else found.strengths.T.tocsr()
    sums = (reached if distance is None else reached_over)(cells, starts)
    return _frame(_nearness(sums, others=max(0, count - 1)), found)


def _nearness(sums: Reached, *, others: int) -> dict[str, Floats]:
    with np.errstate(invalid="ignore", divide="ignore"):
        near = sums.count / sums.total
        spread = standard_error(sums.total, sums.squares, count=sums.count, among=others)
        harmonic_error = others * standard_error(
            sums.inverse, sums.inverse_squares, count=sums.starts, among=others
        )
    return {
        "closeness": near,
        "harmonic": others * sums.inverse / np.maximum(1, sums.starts),
        "closeness_error": np.where(sums.starts == others, 0, spread * near**2),
        "harmonic_error": np.where(sums.starts == others, 0, harmonic_error),
    }


def _pairs(count: int) -> int:
    return max(1, (count - 1) * (count - 2))


def _by_networkx(found: Ties) -> Floats:
    kind: Any = nx.DiGraph if found.directed else nx.Graph
    graph = nx.from_scipy_sparse_array(found.strengths, create_using=kind)
    sums = nx.betweenness_centrality(graph, weight="weight", normalized=False)
    each = np.array([sums[place] for place in range(len(found.nodes))], dtype=float)
    return each if found.directed else 2 * each


def _series(figures: Floats, found: Ties) -> pd.Series[float]:
    return named(figures, found)  # type: ignore[no-any-return]


def _frame(figures: dict[str, Floats], found: Ties) -> pd.DataFrame:
    return named(figures, found)  # type: ignore[no-any-return]
