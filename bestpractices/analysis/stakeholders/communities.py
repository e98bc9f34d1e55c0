"""Groups that are denser inside, and how much they can be trusted: many cuts are nearly as good.

Newman and Girvan (2004), Finding and evaluating community structure in networks, Physical Review E
69, 026113. One run is not the truth: the search is repeated, and what does not come again is no
finding. Communities have numbers and no names, and are not to be named for people.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any, Final, TypeAlias

import numpy as np
import pandas as pd

from bestpractices.analysis.stakeholders.community_runs import Method, one_run
from bestpractices.analysis.stakeholders.grouping import grouping
from bestpractices.analysis.stakeholders.partitions import adjusted_rand, mates_kept, numbered
from bestpractices.analysis.stakeholders.ties import Network, Places, Ties, ties

Partition: TypeAlias = Places
# Modularity differs by so little between cuts that are nearly as good.
_NEAR: Final = 0.01


@dataclass(frozen=True, eq=False)
class Communities:
    """The cut of highest modularity that the runs found, and how often its parts came again.

    Parameters
    ----------
    of
        Number of the community of each node, in id order: 1 for the largest, of two of one size
        that with the first id. An isolated node is a community of its own.
    modularity
        Of this cut; None without ties.
    stability
        Of each node the share of its mates that were in its community again, mean over the other
        runs, 0 to 1; a node without mates: the share of runs in which it was alone again. NaN with
        one run.
    by_community
        One row a community, by number: ``members`` and the mean ``stability`` of its members.
    agreement
        Mean adjusted Rand index of two runs: 1 the same cut every time, 0 as by chance. None with
        one run.
    near_equal
        How many different cuts the runs found with a modularity at most 0.01 below the best; 1
        says that there was but one.
    method
        ``louvain`` or ``leiden``: how it was searched.
    """

    of: pd.Series[int]
    modularity: float | None
    stability: pd.Series[float]
    by_community: pd.DataFrame
    agreement: float | None
    near_equal: int
    method: Method


def communities(
    graph: Network,
    *,
    seed: int = 1,
    runs: int = 10,
    method: Method = "louvain",
    weighted: bool = False,
) -> Communities:
    """Communities by modularity, from several runs of a search that differ by their seed.

    Parameters
    ----------
    graph
        A directed network is read without directions; loops do not count.
    seed
        Of the first run; the others follow from it. The same seed gives the same result.
    runs
        How often the search is repeated, from 1.
    method
        ``louvain``, or ``leiden``, which needs the extra ``igraph`` and is faster. Both go for
        modularity, and may end in different cuts.
    weighted
        Use the strengths; ties in both directions are added. Else every pair counts 1.

    Returns
    -------
    Communities
        Empty graph: nothing in it. No ties: every node by itself.

    Raises
    ------
    ValueError
        If ``runs`` is below 1.
    ModuleNotFoundError
        If ``leiden`` is asked for without igraph.

    References
    ----------
    Blondel et al. (2008), Fast unfolding of communities in large networks, Journal of Statistical
    Mechanics P10008. Traag, Waltman and van Eck (2019), From Louvain to Leiden, Scientific Reports
    9, 5233. Hubert and Arabie (1985), Comparing partitions, Journal of Classification 2, 193-218.

    Examples
    --------
    >>> import networkx as nx
    >>> found = communities(nx.barbell_graph(4, 0))
    >>> found.of.tolist(), found.agreement
    ([1, 1, 1, 1, 2, 2, 2, 2], 1.0)
    """
    if runs < 1:
        message = f"communities from {runs} runs: give 1 or more"
        raise ValueError(message)
    found = ties(graph)
    cells = _undirected(found, weighted=weighted)
    seeds = np.random.default_rng(seed).integers(2**31 - 1, size=runs).tolist()
    cuts = [numbered(one_run(cells, seed=one, method=method)) for one in seeds]
    heights = [_modularity(cells, cut) for cut in cuts]
    best = max(range(runs), key=lambda run: (heights[run] or 0.0, -run))
    of, stability = _stability(found, cuts, best)
    return Communities(
        of,
        heights[best],
        stability,
        _by_community(of, stability),
        _agreement(cuts),
        _near(cuts, heights),
        method,
    )


def modularity(graph: Network, *, group: Mapping[Any, Any], weighted: bool = False) -> float | None:
    """Modularity of a given cut: ties within the groups, less what the degrees would give.

    ``Q = sum_c (l_c / m - (d_c / 2m)^2)`` with l the ties within a group and d the degrees of its
    members; from -1/2 to below 1. A directed network is read without directions.

    Returns
    -------
    float or None
        0 if all are in one group; None without ties.

    Raises
    ------
    ValueError
        If a node has no group.

    Examples
    --------
    >>> import networkx as nx
    >>> round(modularity(nx.barbell_graph(3, 0), group=dict(enumerate("aaabbb"))), 4)
    0.3571
    """
    found = ties(graph)
    groups = grouping(found.nodes, group)
    return _modularity(_undirected(found, weighted=weighted), groups.of)


def _undirected(found: Ties, *, weighted: bool) -> Any:
    cells = found.either_way
    if weighted:
        return cells
    plain = cells.copy()
    plain.data = np.ones(plain.nnz)
    return plain


def _modularity(cells: Any, of: Partition) -> float | None:
    ends = float(cells.sum())
    if not ends:
        return None
    listed = cells.tocoo()
    within = listed.data[of[listed.row] == of[listed.col]].sum() / ends
    shares = np.bincount(of, np.asarray(cells.sum(axis=1))) / ends
    return float(within - (shares**2).sum())


def _near(cuts: list[Partition], heights: list[float | None]) -> int:
    top = max(height or 0.0 for height in heights)
    close = [
        cut for cut, height in zip(cuts, heights, strict=True) if (height or 0.0) >= top - _NEAR
    ]
    return len({cut.tobytes() for cut in close})


def _stability(
    found: Ties, cuts: list[Partition], best: int
) -> tuple[pd.Series[int], pd.Series[float]]:
    """Numbers from 1 of the best cut, and how much of it the others have."""
    ids = pd.Index(found.nodes, name="id", tupleize_cols=False)
    kept = [mates_kept(cuts[best], cut) for run, cut in enumerate(cuts) if run != best]
    mean = np.mean(kept, axis=0) if kept else np.full(len(ids), np.nan)
    of = pd.Series(cuts[best] + 1, index=ids, name="community", dtype=np.int64)
    return of, pd.Series(mean, index=ids, name="stability", dtype=float)


def _by_community(of: pd.Series[int], stability: pd.Series[float]) -> pd.DataFrame:
    groups = stability.groupby(of)
    return pd.DataFrame({"members": groups.size(), "stability": groups.mean()})


def _agreement(cuts: list[Partition]) -> float | None:
    pairs = [adjusted_rand(one, other) for one, other in combinations(cuts, 2)]
    return float(np.mean(pairs)) if pairs else None
