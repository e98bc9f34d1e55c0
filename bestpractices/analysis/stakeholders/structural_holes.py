"""Room to broker: constraint, effective size and efficiency of each node's contacts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from bestpractices.analysis.stakeholders.ties import Floats, Network, Places, named, ties
from bestpractices.analysis.stakeholders.triangles import Triangles, triangles


def structural_holes(graph: Network, *, weighted: bool = True) -> pd.DataFrame:
    """How little (or much) the contacts of each node are tied to one another.

    With ``z`` the strength between two, both directions added, ``p_ij = z_ij / sum_k z_ik`` and
    ``m_jq = z_jq / max_k z_jk``, over all contacts ``j`` of ``i`` and all others ``q``:

    - constraint ``= sum_j (p_ij + sum_q p_iq p_qj)**2``
    - effective size ``= sum_j (1 - sum_q p_iq m_jq)``; with equal strengths ``k - 2t/k``, where
      ``t`` ties are among the ``k`` contacts
    - efficiency ``= effective size / k``

    Parameters
    ----------
    graph
        Directed or not. A contact is who is tied in either direction.
    weighted
        Whether strengths count; else every tie counts 1, a mutual one 2.

    Returns
    -------
    pandas.DataFrame
        One row a node, in id order; ``constraint`` above 0, seldom above 1 (1.125 in a
        triangle), low means room to broker; ``effective_size`` 1 to k; ``efficiency`` above 0 to 1.
        One contact gives 1, 1 and 1. Isolated: NaN (undefined). Empty: no rows.

    Raises
    ------
    ValueError
        If a strength is no number above 0.

    Notes
    -----
    The whole-network model over direct contacts: ``p_qj`` is the share among all of q's ties, not
    only those within i's surroundings (as UCINET's ego network model has it).

    References
    ----------
    Burt (1992), Structural Holes, chapter 2; Borgatti (1997), Structural holes: unpacking Burt's
    redundancy measures, Connections 20(1), 35-38.

    Examples
    --------
    >>> import networkx as nx
    >>> structural_holes(nx.star_graph(4)).loc[0].tolist()
    [0.25, 4.0, 1.0]
    """
    found = ties(graph)
    if not weighted:
        found = type(found)(found.nodes, found.pattern, found.directed)
    between = found.either_way
    threes = triangles(between)
    strengths = _strengths(between, threes)
    contacts = np.diff(between.indptr).astype(float)
    with np.errstate(invalid="ignore", divide="ignore"):
        size = contacts - _redundancy(strengths, threes, nodes=len(contacts))
        figures = {
            "constraint": _constraint(strengths, threes, nodes=len(contacts)),
            "effective_size": size,
            "efficiency": size / contacts,
        }
    alone = contacts == 0
    return named({key: np.where(alone, np.nan, each) for key, each in figures.items()}, found)  # type: ignore[no-any-return]


@dataclass(frozen=True, eq=False)
class _Shares:
    """One figure a tie, seen from its low end and from its high end."""

    low: Floats
    high: Floats


@dataclass(frozen=True, eq=False)
class _Strengths:
    """Each tie's strength as a share of all ties of its end, and of the strongest one."""

    of_all: _Shares
    of_strongest: _Shares


def _strengths(between: Any, threes: Triangles) -> _Strengths:
    each = threes.strengths
    whole = np.asarray(between.sum(axis=1), dtype=float)
    strongest = between.max(axis=1).toarray().ravel() if between.nnz else whole
    return _Strengths(
        _Shares(each / whole[threes.low], each / whole[threes.high]),
        _Shares(each / strongest[threes.low], each / strongest[threes.high]),
    )


def _constraint(strengths: _Strengths, threes: Triangles, *, nodes: int) -> Floats:
    p, count = strengths.of_all, len(threes.low)
    low, high = p.low.copy(), p.high.copy()
    # In the triangle a, b, c each tie is seen from both ends; the third node is q.
    ab, bc, ac = threes.short, threes.far, threes.long
    for tie, from_low, from_high in (
        (ab, p.low[ac] * p.high[bc], p.low[bc] * p.high[ac]),
        (bc, p.high[ab] * p.low[ac], p.high[ac] * p.low[ab]),
        (ac, p.low[ab] * p.low[bc], p.high[bc] * p.high[ab]),
    ):
        low += np.bincount(tie, from_low, count)
        high += np.bincount(tie, from_high, count)
    return _by_node(threes.low, low**2, nodes) + _by_node(threes.high, high**2, nodes)


def _redundancy(strengths: _Strengths, threes: Triangles, *, nodes: int) -> Floats:
    """``sum over j and q of p_iq m_jq``: how much of the contacts others reach as well."""
    p, m = strengths.of_all, strengths.of_strongest
    ab, bc, ac = threes.short, threes.far, threes.long
    a, b, c = threes.low[ab], threes.high[ab], threes.high[bc]
    return (
        _by_node(a, p.low[ac] * m.low[bc] + p.low[ab] * m.high[bc], nodes)
        + _by_node(b, p.low[bc] * m.low[ac] + p.high[ab] * m.high[ac], nodes)
        + _by_node(c, p.high[bc] * m.low[ab] + p.high[ac] * m.high[ab], nodes)
    )


def _by_node(of: Places, figures: Floats, nodes: int) -> Floats:
    return np.bincount(of, figures, nodes).astype(float)  # whole numbers where there are no ties
