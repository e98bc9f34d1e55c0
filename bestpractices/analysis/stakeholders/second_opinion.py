"""The same figures by the code of networkx, for those who want to hold ours against it."""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from typing import Any

import networkx as nx
import pandas as pd


def as_networkx_has_it(graph: nx.Graph[Any]) -> pd.DataFrame:
    """Degree, betweenness, closeness and harmonic closeness as networkx computes them.

    Returns
    -------
    pandas.DataFrame
        One row a node, in id order; betweenness from 0 to 1. No nodes: no rows.

    Examples
    --------
    >>> as_networkx_has_it(nx.star_graph(4)).loc[0].tolist()
    [4.0, 1.0, 1.0, 4.0]
    """
    figures = {
        "degree": dict(graph.degree),
        "betweenness": nx.betweenness_centrality(graph),
        "closeness": nx.closeness_centrality(graph),
        "harmonic": nx.harmonic_centrality(graph),
    }
    return pd.DataFrame(figures, dtype=float).sort_index()


def nearness_between(
    graph: nx.Graph[Any], between: tuple[Hashable, Hashable], *, group: Mapping[Any, Any]
) -> float | None:
    """Mean of ``1 / d`` over all pairs of two groups: 0 without a way, 1 if all are tied.

    Returns
    -------
    float or None
        None if one of the groups has no node.

    Examples
    --------
    >>> nearness_between(nx.path_graph(3), ("a", "b"), group={0: "a", 1: "c", 2: "b"})
    0.5
    """
    left, right = ([node for node in graph if group[node] == name] for name in between)
    if not left or not right:
        return None
    steps = dict(nx.all_pairs_shortest_path_length(graph))
    near: Iterator[float] = (
        1 / steps[one][other] for one in left for other in right if other in steps[one]
    )
    return sum(near) / (len(left) * len(right))
