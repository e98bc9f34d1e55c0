"""Are two networks on the same actors alike? Correlation with a test that permutes the actors.

Krackhardt (1988), Predicting with networks: nonparametric multiple regression analysis of dyadic
data, Social Networks 10(4), 359-381. Ties of one actor hang together, so that ordinary p-values
over pairs are far too small. The test is of association, not of cause.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bestpractices.analysis.stakeholders.grouping import listed
from bestpractices.analysis.stakeholders.ties import Floats, Network, Places, Ties, ties

# Correlations that differ by less come from the order of adding.
_SAME: Final = 1e-12


@dataclass(frozen=True)
class Qap:
    """Correlation of two networks, with what permuted actors give.

    Parameters
    ----------
    correlation
        Pearson's, over all ordered pairs of two actors; -1 to 1. None if one of the networks has
        the same in all of them (no ties, or all): then all others are None too.
    p
        Two-sided: ``(1 + permutations at least as far from 0) / (B + 1)``. None without
        permutations.
    p_greater, p_less
        One-sided: at least as great, at most as great.
    permuted_mean, permuted_sd
        Of the correlations with permuted actors.
    permutations
        How many, B.
    """

    correlation: float | None
    p: float | None
    p_greater: float | None
    p_less: float | None
    permuted_mean: float | None
    permuted_sd: float | None
    permutations: int


def qap_correlation(
    first: Network,
    second: Network,
    *,
    permutations: int = 1000,
    seed: int = 1,
    weighted: bool = False,
) -> Qap:
    """Correlation of two networks on the same actors, tested by the quadratic assignment procedure.

    The actors of the second network are permuted, its rows and columns together, so that it keeps
    its form and loses only who is who.

    Parameters
    ----------
    first, second
        If one is directed, a tie of the other is read both ways. Loops do not count.
    permutations
        1000 or more for a p to rely on; 0 for none.
    weighted
        Strengths in the cells; else 1 for a tie. 0 without a tie.

    Raises
    ------
    ValueError
        If an actor is missing in one of them; the message lists who.

    Examples
    --------
    >>> import networkx as nx
    >>> found = qap_correlation(nx.path_graph(5), nx.path_graph(5), permutations=99)
    >>> round(found.correlation, 6), found.p < 0.1
    (1.0, True)
    """
    one, other = ties(first), ties(second)
    _refuse_others(one, other)
    cells, against = (_cells(network, weighted=weighted) for network in (one, other))
    pairs = len(one.nodes) * (len(one.nodes) - 1)
    means, spreads = zip(*(_moments(part.values, pairs) for part in (cells, against)), strict=True)
    if not all(spreads):
        return Qap(None, None, None, None, None, None, permutations)
    centre, scale = pairs * means[0] * means[1], spreads[0] * spreads[1]
    observed = (cells.joint(against, np.arange(len(one.nodes))) - centre) / scale
    draws = _permuted(len(one.nodes), permutations, seed)
    drawn = np.array([(cells.joint(against, order) - centre) / scale for order in draws])
    return _tested(float(np.clip(observed, -1, 1)), drawn)


def _tested(observed: float, drawn: Floats) -> Qap:
    many = len(drawn)
    if not many:
        return Qap(observed, None, None, None, None, None, 0)
    far, above, below = (
        (1 + int(found.sum())) / (many + 1)
        for found in (
            np.abs(drawn) >= abs(observed) - _SAME,
            drawn >= observed - _SAME,
            drawn <= observed + _SAME,
        )
    )
    mean, spread = float(drawn.mean()), float(drawn.std())
    return Qap(observed, far, above, below, mean, spread, many)


def _permuted(nodes: int, permutations: int, seed: int) -> Iterator[Places]:
    random = np.random.default_rng(seed)
    for _ in range(permutations):
        yield random.permutation(nodes)


@dataclass(frozen=True, eq=False)
class _Cells:
    """Cells of a matrix that are not 0, by their number: row times nodes plus column."""

    nodes: int
    rows: Places
    columns: Places
    numbers: NDArray[np.int64]
    values: Floats

    def joint(self, other: _Cells, order: Places) -> float:
        """Sum of products with the other matrix, whose actors are taken in another order."""
        wanted = order[self.rows] * self.nodes + order[self.columns]
        at = np.searchsorted(other.numbers, wanted)
        at[at == len(other.numbers)] = 0
        met = other.numbers[at] == wanted
        return float(self.values[met] @ other.values[at[met]])


def _cells(network: Ties, *, weighted: bool) -> _Cells:
    matrix = (network.strengths if weighted else network.pattern).tocoo()
    rows, columns = matrix.row.astype(np.int64), matrix.col.astype(np.int64)
    nodes = len(network.nodes)
    numbers = rows * nodes + columns
    order = np.argsort(numbers)
    return _Cells(nodes, rows[order], columns[order], numbers[order], matrix.data[order])


def _moments(values: Floats, pairs: int) -> tuple[float, float]:
    """Mean over all pairs, and the root of the summed squares about it; 0 if all are the same."""
    if not pairs:
        return 0.0, 0.0
    mean = float(values.sum()) / pairs
    squares = float((values**2).sum()) - pairs * mean**2
    return mean, float(np.sqrt(squares)) if squares > _SAME * pairs else 0.0


def _refuse_others(one: Ties, other: Ties) -> None:
    there, here = set(one.nodes), set(other.nodes)
    lacking = [node for node in one.nodes if node not in here]
    strange = [node for node in other.nodes if node not in there]
    if lacking or strange:
        parts = [
            f"{which}: {listed(nodes)}"
            for which, nodes in (("not in the second", lacking), ("not in the first", strange))
            if nodes
        ]
        message = f"two networks need the same actors; {'; '.join(parts)}"
        raise ValueError(message)
