"""Which options no weights can defend: another one is nowhere worse and somewhere better."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from bestpractices.analysis.ranking.criteria import CriteriaTable, Floats, Truths


@dataclass(frozen=True, eq=False)
class Dominance:
    """Who dominates whom: row over column, in the order of the table.

    Parameters
    ----------
    certain
        Whatever the unknown values turn out to be.
    possible
        For some of them at least; where all is known, the same as ``certain``.
    """

    certain: Truths
    possible: Truths


def dominance(table: CriteriaTable) -> Dominance:
    """Options that are at least as good as another in every criterion and better in one.

    Unknown values range over 0 to 1 independently of each other. Then A dominates B for certain
    if A's lower ends reach B's upper ends everywhere and exceed one of them, and possibly if the
    same holds of A's upper ends over B's lower ends.

    Examples
    --------
    >>> table = CriteriaTable.of({"A": (1, 0.5), "B": (0.4, 0.5), "C": (0.9, None)}, ["a", "b"])
    >>> dominance(table).certain.astype(int).tolist()
    [[0, 1, 0], [0, 0, 0], [0, 0, 0]]
    >>> dominance(table).possible.astype(int).tolist()
    [[0, 1, 1], [0, 0, 0], [0, 1, 0]]
    """
    certain = _over(table.low, table.high)
    possible = _over(table.high, table.low)
    # an option with an unknown value is not its own rival
    np.fill_diagonal(possible, val=False)
    return Dominance(certain, possible)


def _over(upper: Floats, lower: Floats) -> Truths:
    nowhere_worse = np.ones((len(upper), len(lower)), dtype=np.bool_)
    somewhere_better = np.zeros_like(nowhere_worse)
    # one criterion at a time: all at once takes options² x criteria of memory
    for above, below in zip(upper.T, lower.T, strict=True):
        nowhere_worse &= above[:, None] >= below[None, :]
        somewhere_better |= above[:, None] > below[None, :]
    return nowhere_worse & somewhere_better
