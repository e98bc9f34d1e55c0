"""Who is tied to whom by group: the table of ties between groups, and what it comes to."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
import pandas as pd

from bestpractices.analysis.stakeholders.grouping import grouping
from bestpractices.analysis.stakeholders.ties import Floats, Network, ties

# Sums of shares are good to some 1e-16; what is left to chance by one group alone is no more.
_NONE: Final = 1e-12


def mixing_matrix(
    graph: Network, *, group: Mapping[Any, Any], weighted: bool = False
) -> pd.DataFrame:
    """Ties from each group (rows) to each group (columns).

    Parameters
    ----------
    graph
        An undirected tie is counted once in each direction, so twice within a group.
    group
        Group of every node.
    weighted
        Add strengths; else every tie counts 1.

    Returns
    -------
    pandas.DataFrame
        Groups in order by groups in order, 0 and up. Empty graph: no rows.

    Raises
    ------
    ValueError
        If a node has no group.

    Examples
    --------
    >>> import networkx as nx
    >>> country = {"a": "BE", "b": "BE", "c": "TR"}
    >>> mixing_matrix(nx.path_graph(["a", "b", "c"]), group=country).to_numpy().tolist()
    [[2.0, 1.0], [1.0, 0.0]]
    """
    found = ties(graph)
    groups = grouping(found.nodes, group)
    many = len(groups.labels)
    cells = found.strengths.tocoo()
    table = np.zeros((many, many))
    told = cells.data if weighted else np.ones(len(cells.data))
    np.add.at(table, (groups.of[cells.row], groups.of[cells.col]), told)
    index = pd.Index(groups.labels, name="group", tupleize_cols=False)
    return pd.DataFrame(table, index=index, columns=index.rename("to"))


def assortativity(
    graph: Network, *, group: Mapping[Any, Any], weighted: bool = False
) -> float | None:
    """How much ties keep to the own group, against ends joined at random.

    ``r = (sum e_gg - sum a_g b_g) / (1 - sum a_g b_g)`` with e the shares of the mixing matrix, a
    its row sums and b its column sums. 1: only within groups; 0: as by chance; the least possible
    is -1 or above, by the groups.

    Returns
    -------
    float or None
        None without ties, and where all ends are in one group: nothing could be otherwise.

    Raises
    ------
    ValueError
        If a node has no group.

    References
    ----------
    Newman (2003), Mixing patterns in networks, Physical Review E 67, 026126.

    Examples
    --------
    >>> import networkx as nx
    >>> pairs = nx.Graph([("a", "b"), ("c", "d")])
    >>> assortativity(pairs, group={"a": "BE", "b": "BE", "c": "TR", "d": "TR"})
    1.0
    """
    return assortativity_of(mixing_matrix(graph, group=group, weighted=weighted).to_numpy())


def assortativity_of(counts: Floats) -> float | None:
    """The same from a table of ties between groups, rows and columns in one order.

    Examples
    --------
    >>> assortativity_of(np.array([[1.0, 1.0], [1.0, 1.0]]))
    0.0
    """
    total = counts.sum()
    if not total:
        return None
    shares = counts / total
    chance = float(shares.sum(axis=1) @ shares.sum(axis=0))
    return None if 1 - chance < _NONE else (float(np.trace(shares)) - chance) / (1 - chance)


def numeric_assortativity(graph: Network, *, value: Mapping[Any, float]) -> float | None:
    """Pearson correlation over ties of a number at both ends; directed from sender to receiver.

    An undirected tie is counted in both directions. -1 to 1; ties of a node to itself are left
    out.

    Returns
    -------
    float or None
        None without ties, or where all senders or all receivers have the same number.

    Raises
    ------
    ValueError
        If a node has no number.

    References
    ----------
    Newman (2003), Mixing patterns in networks, Physical Review E 67, 026126, section IV.

    Examples
    --------
    >>> import networkx as nx
    >>> round(numeric_assortativity(nx.path_graph(["a", "b"]), value={"a": 1, "b": 2}), 6)
    -1.0
    """
    found = ties(graph)
    # a number that is missing is no group either: the same message
    grouping(found.nodes, value)
    numbers = np.array([float(value[node]) for node in found.nodes])
    return _over_ties(found.strengths.tocoo(), numbers, numbers)


def degree_assortativity(graph: Network) -> float | None:
    """Whether the well connected are tied to the well connected: correlation of degrees over ties.

    Directed: out-degree of the sender with in-degree of the receiver. -1 to 1.

    Returns
    -------
    float or None
        None without ties, or where all senders or all receivers have the same degree.

    References
    ----------
    Newman (2003), Mixing patterns in networks, Physical Review E 67, 026126, section IV.

    Examples
    --------
    >>> import networkx as nx
    >>> round(degree_assortativity(nx.star_graph(3)), 6)
    -1.0
    """
    found = ties(graph)
    out, into = found.pattern.sum(axis=1), found.pattern.sum(axis=0)
    return _over_ties(found.strengths.tocoo(), out, into)


def _over_ties(cells: Any, sent: Floats, received: Floats) -> float | None:
    starts, ends = sent[cells.row], received[cells.col]
    if not len(starts) or not np.ptp(starts) or not np.ptp(ends):
        return None
    return float(np.clip(np.corrcoef(starts, ends)[0, 1], -1, 1))
