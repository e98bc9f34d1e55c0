"""Ties between two groups, and how many chance alone would give."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from bestpractices.analysis.stakeholders.grouping import grouping
from bestpractices.analysis.stakeholders.ties import Network, Places, Ties, named, ties

# Numbers of the two groups and of all others: no other two of them add up to the same.
_FIRST: Final = 1
_SECOND: Final = 2
_NEITHER: Final = 8
_BOTH: Final = _FIRST + _SECOND


@dataclass(frozen=True)
class GroupTies:
    """Ties between two groups beside what chance would give.

    Parameters
    ----------
    observed
        Pairs, one of each group, that are tied in either direction.
    possible
        Pairs of one of each group.
    expected
        Ties times the share of the possible pairs among all pairs of the network; None with fewer
        than two nodes.
    p
        Share of shuffled groups with a number at least as far from ``expected``, two-sided:
        ``(1 + count) / (B + 1)``; None without ties or permutations. The ties stay where they
        are, so that the test respects the network.
    """

    observed: int
    possible: int
    expected: float | None
    p: float | None


def ties_between(
    graph: Network,
    between: tuple[Hashable, Hashable],
    *,
    group: Mapping[Any, Any],
    permutations: int = 1000,
    seed: int = 1,
) -> GroupTies:
    """How many ties lead from one group to another, and how many would by chance.

    Raises
    ------
    ValueError
        If a node has no group.

    References
    ----------
    Krackhardt and Stern (1988), Social Psychology Quarterly 51(2), 123-140, for the expectation
    from sizes and the shuffled groups, here for one pair of groups.

    Examples
    --------
    >>> import networkx as nx
    >>> country = {"a": "BE", "b": "BE", "c": "TR", "d": "TR"}
    >>> path = nx.path_graph(["a", "b", "c", "d"])
    >>> ties_between(path, ("BE", "TR"), group=country, permutations=0)
    GroupTies(observed=1, possible=4, expected=2.0, p=None)
    """
    found = ties(graph)
    groups = grouping(found.nodes, group)
    places = [groups.labels.index(one) if one in groups.labels else -1 for one in between]
    of = np.select([groups.of == places[0], groups.of == places[1]], [_FIRST, _SECOND], _NEITHER)
    starts, ends = _once(found)
    observed = _across(of, starts, ends)
    nodes = len(found.nodes)
    possible = int((of == _FIRST).sum() * (of == _SECOND).sum())
    pairs = nodes * (nodes - 1) // 2
    expected = len(starts) * possible / pairs if pairs else None
    if expected is None or not len(starts) or not permutations:
        return GroupTies(observed, possible, expected, None)
    random = np.random.default_rng(seed)
    drawn = [_across(random.permutation(of), starts, ends) for _ in range(permutations)]
    far = sum(abs(one - expected) >= abs(observed - expected) - 1e-9 for one in drawn)
    return GroupTies(observed, possible, expected, (1 + far) / (permutations + 1))


def brokers_between(
    graph: Network, between: tuple[Hashable, Hashable], *, group: Mapping[Any, Any]
) -> pd.DataFrame:
    """Who stands between two of the two groups that have no tie themselves.

    Returns
    -------
    pandas.DataFrame
        One row a node that does, most pairs first, then by id; columns ``pairs`` (open pairs, one
        of each group, both tied to the node) and ``ties`` (its own ties across the two groups).
        Groups without ties: no rows.

    References
    ----------
    Gould and Fernandez (1989), Sociological Methodology 19, 89-126: gatekeepers, representatives
    and liaisons of these two groups together, each pair once.

    Examples
    --------
    >>> import networkx as nx
    >>> country = {"a": "BE", "b": "BE", "c": "TR"}
    >>> path = nx.path_graph(["a", "b", "c"])
    >>> brokers_between(path, ("BE", "TR"), group=country).loc["b"].to_dict()
    {'pairs': 1, 'ties': 1}
    """
    found = ties(graph)
    links = found.either_way.astype(bool).astype(np.int64)
    left, right = (np.array([group[node] == one for node in found.nodes]) for one in between)
    open_ = links[left][:, right].toarray() == 0
    pairs = np.zeros(len(found.nodes), np.int64)
    for node in range(len(found.nodes)):
        contacts = links[[node]].toarray()[0] > 0
        pairs[node] = open_[np.ix_(contacts[left], contacts[right])].sum()
    across = np.where(left, links @ right.astype(np.int64), 0)
    across += np.where(right, links @ left.astype(np.int64), 0)
    table: pd.DataFrame = named({"pairs": pairs, "ties": across}, found)
    return table[table["pairs"] > 0].sort_values("pairs", ascending=False, kind="stable")


def _once(found: Ties) -> tuple[Places, Places]:
    """Ends of the ties, whichever names the other, each pair once."""
    cells = found.either_way.tocoo()
    kept = cells.row < cells.col
    return cells.row[kept].astype(np.int64), cells.col[kept].astype(np.int64)


def _across(of: Places, starts: Places, ends: Places) -> int:
    """Ties with one end in the first and one in the second of the two groups."""
    return int((of[starts] + of[ends] == _BOTH).sum())
