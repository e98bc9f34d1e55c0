"""Ties to others' groups against ties to the own group: of the network, a group, a person.

Krackhardt and Stern (1988), Informal networks and organizational crises: an experimental
simulation, Social Psychology Quarterly 51(2), 123-140.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
import pandas as pd

from bestpractices.analysis.stakeholders.grouping import Grouping, grouping
from bestpractices.analysis.stakeholders.ties import Floats, Network, Places, Ties, ties

# Figures that differ by less come from the order of adding.
_SAME: Final = 1e-12


@dataclass(frozen=True, eq=False)
class EI:
    """External less internal ties by all ties, -1 (only inward) to 1 (only outward).

    Parameters
    ----------
    observed
        Of the network, over its ties as they are: a directed tie counts once. None without ties.
    expected
        What ties drawn at random would give, by the sizes of the groups alone:
        ``(E_max - I_max) / (E_max + I_max)`` with the pairs that could be external and internal.
        -1 with one group, 1 if no group has two members; None with fewer than two nodes.
    rescaled
        ``observed`` between the least (-1) and the greatest (1) value that so many ties could
        take with these groups. None without ties or where there is but one such value, and for
        strengths, which have no greatest sum.
    p
        Share of shuffled group labels that are at least as far from ``expected``, two-sided:
        ``(1 + count) / (B + 1)``. None without ties or permutations.
    permuted_mean
        Mean over the shuffled labels; near ``expected`` if there are enough.
    by_group
        One row a group, in order: ``members``; ``external`` and ``internal``, ends of ties of its
        members, so that a tie within counts at both ends; ``e_i``, NaN without ties.
    by_node
        Of each node, over its contacts, whichever of the two names the other; in id order, NaN
        for the isolated.
    """

    observed: float | None
    expected: float | None
    rescaled: float | None
    p: float | None
    permuted_mean: float | None
    by_group: pd.DataFrame
    by_node: pd.Series[float]


def e_i(
    graph: Network,
    *,
    group: Mapping[Any, Any],
    permutations: int = 1000,
    seed: int = 1,
    weighted: bool = False,
) -> EI:
    """E-I index of the network, its groups and its nodes, with what chance would give.

    Parameters
    ----------
    graph
        Directed or not; loops do not count. Groups and nodes are judged by contacts in either
        direction, the network by its ties.
    group
        Group of every node.
    permutations
        How often the labels are shuffled over the nodes; 0 for no test.
    weighted
        Add strengths; else every tie counts 1.

    Returns
    -------
    EI
        One group: -1 wherever there are ties, p = 1.

    Raises
    ------
    ValueError
        If a node has no group; the message lists them.

    Examples
    --------
    >>> import networkx as nx
    >>> country = {"a": "BE", "b": "BE", "c": "TR", "d": "TR"}
    >>> found = e_i(nx.path_graph(["a", "b", "c", "d"]), group=country, permutations=0)
    >>> round(found.observed, 3), round(found.expected, 3)
    (-0.333, 0.333)
    >>> found.by_node.to_dict()
    {'a': -1.0, 'b': 0.0, 'c': 0.0, 'd': -1.0}
    """
    found = ties(graph)
    groups = grouping(found.nodes, group)
    starts, ends, strengths = _once(found, weighted=weighted)
    observed = _index(strengths, groups.of[starts] != groups.of[ends])
    expected = expected_e_i(groups.sizes)
    drawn = np.empty(0)
    if observed is not None:
        drawn = _shuffled(groups.of, (starts, ends, strengths), permutations, seed)
    far = np.abs(drawn - (expected or 0)) >= abs((observed or 0) - (expected or 0)) - _SAME
    by_group, by_node = _parts(found, groups, weighted=weighted)
    return EI(
        observed,
        expected,
        None if weighted else _rescaled(observed, len(starts), found, groups),
        (1 + int(far.sum())) / (len(drawn) + 1) if len(drawn) else None,
        float(drawn.mean()) if len(drawn) else None,
        by_group,
        by_node,
    )


def e_i_of(counts: Floats) -> float | None:
    """E-I index of a table of ties between groups; None without ties.

    Examples
    --------
    >>> e_i_of(np.array([[3.0, 1.0], [0.0, 0.0]]))
    -0.5
    """
    total = float(counts.sum())
    return None if not total else float(1 - 2 * np.trace(counts) / total)


def expected_e_i(sizes: Places) -> float | None:
    """What the sizes of the groups alone would give; None with fewer than two nodes.

    Examples
    --------
    >>> round(expected_e_i(np.array([4, 3, 3])), 3)
    0.467
    """
    external, internal = _pairs(sizes)
    pairs = external + internal
    return (external - internal) / pairs if pairs else None


def _pairs(sizes: Places) -> tuple[int, int]:
    """Pairs of nodes of two groups, and of one group."""
    nodes = int(sizes.sum())
    internal = int((sizes * (sizes - 1)).sum()) // 2
    return nodes * (nodes - 1) // 2 - internal, internal


def _once(found: Ties, *, weighted: bool) -> tuple[Places, Places, Floats]:
    """Starts, ends and strengths of the ties, an undirected one once."""
    cells = found.strengths.tocoo()
    kept = np.full(cells.nnz, fill_value=True) if found.directed else cells.row < cells.col
    strengths = cells.data[kept] if weighted else np.ones(int(kept.sum()))
    return cells.row[kept].astype(np.int64), cells.col[kept].astype(np.int64), strengths


def _index(strengths: Floats, external: Any) -> float | None:
    total = float(strengths.sum())
    return float(2 * strengths[external].sum() / total - 1) if total else None


def _shuffled(
    of: Places, listed: tuple[Places, Places, Floats], permutations: int, seed: int
) -> Floats:
    starts, ends, strengths = listed
    random = np.random.default_rng(seed)
    total = strengths.sum()
    alike = bool((strengths == 1).all())
    drawn = np.empty(permutations)
    of = of.astype(np.min_scalar_type(int(of.max())))  # small labels are compared faster
    for at in range(permutations):
        labels = random.permutation(of)
        external = labels[starts] != labels[ends]
        # counting is many times faster than adding ones
        across = np.count_nonzero(external) if alike else strengths[external].sum()
        drawn[at] = 2 * across / total - 1
    return drawn


def _rescaled(observed: float | None, many: int, found: Ties, groups: Grouping) -> float | None:
    if observed is None:
        return None
    external, internal = (pairs * (1 + found.directed) for pairs in _pairs(groups.sizes))
    least = 2 * max(0, many - internal) / many - 1
    most = 2 * min(many, external) / many - 1
    return None if most == least else 2 * (observed - least) / (most - least) - 1


def _parts(
    found: Ties, groups: Grouping, *, weighted: bool
) -> tuple[pd.DataFrame, pd.Series[float]]:
    cells = found.either_way.tocoo()
    strengths = cells.data if weighted else np.ones(cells.nnz)
    outward = groups.of[cells.row] != groups.of[cells.col]
    sums = np.zeros((2, len(found.nodes)))
    np.add.at(sums, (outward.astype(np.int64), cells.row), strengths)
    many = len(groups.labels)
    inside, outside = np.zeros((2, many))
    np.add.at(inside, groups.of, sums[0])
    np.add.at(outside, groups.of, sums[1])
    by_group = pd.DataFrame(
        {
            "members": groups.sizes,
            "external": outside,
            "internal": inside,
            "e_i": _shares(outside, inside),
        },
        index=pd.Index(groups.labels, name="group", tupleize_cols=False),
    )
    ids = pd.Index(found.nodes, name="id", tupleize_cols=False)
    return by_group, pd.Series(_shares(sums[1], sums[0]), index=ids, name="e_i")


def _shares(external: Floats, internal: Floats) -> Floats:
    both = external + internal
    safe = np.where(both > 0, both, 1.0)
    return np.asarray(np.where(both > 0, (external - internal) / safe, np.nan))
