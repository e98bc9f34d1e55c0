"""Ways to cut a set into parts, compared: labels of the same elements in two orders of cutting."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from bestpractices.analysis.stakeholders.ties import Floats, Places


def numbered(of: Places) -> Places:
    """Labels as numbers from 0, the largest part first, of two of one size that with the first.

    Examples
    --------
    >>> numbered(np.array([5, 2, 2, 9, 9])).tolist()
    [2, 0, 0, 1, 1]
    """
    _, first, part, sizes = np.unique(
        of, return_index=True, return_inverse=True, return_counts=True
    )
    order = np.lexsort((first, -sizes))
    number = np.empty(len(order), dtype=np.int64)
    number[order] = np.arange(len(order))
    return np.asarray(number[part])


def mates_kept(of: Places, other: Places) -> Floats:
    """Of each element the share of its mates in one cut that are its mates in another.

    An element without mates: 1 if it has none in the other cut either, else 0.

    Examples
    --------
    >>> mates_kept(np.array([0, 0, 0, 1]), np.array([0, 0, 1, 1])).tolist()
    [0.5, 0.5, 0.0, 0.0]
    """
    joint = _joint_sizes(of, other) - 1
    mates = np.bincount(of)[of] - 1
    alone = (np.bincount(other)[other] == 1).astype(float)
    return np.asarray(np.where(mates > 0, joint / np.maximum(mates, 1), alone))


def adjusted_rand(of: Places, other: Places) -> float:
    """Agreement of two cuts over pairs, 1 for the same, 0 as by chance, below 0 for less.

    1 if both cuts are trivial in the same way (all in one part, or each in its own).

    References
    ----------
    Hubert and Arabie (1985), Comparing partitions, Journal of Classification 2, 193-218.

    Examples
    --------
    >>> round(adjusted_rand(np.array([0, 0, 1, 1]), np.array([0, 0, 1, 2])), 4)
    0.5714
    """
    # an element in a part of k has k - 1 mates: halves of their sums are pairs
    together = (_joint_sizes(of, other) - 1).sum() / 2
    one, two = ((np.bincount(cut) * (np.bincount(cut) - 1.0)).sum() / 2 for cut in (of, other))
    pairs = len(of) * (len(of) - 1) / 2
    chance = one * two / pairs if pairs else 0.0
    most = (one + two) / 2
    return float((together - chance) / (most - chance)) if most > chance else 1.0


def _joint_sizes(of: Places, other: Places) -> NDArray[np.int64]:
    """Of each element, how many are with it in both cuts, itself among them."""
    cells = of * (other.max(initial=0) + 1) + other
    _, part, sizes = np.unique(cells, return_inverse=True, return_counts=True)
    return np.asarray(sizes[part])
