"""What a set of drawn scores says: shares of ranks, of first places, of pairs won.

Every function takes scores with one row a draw and one column an option; larger is better and
scores that differ by no more than 1e-9 are tied. A tie is split evenly among those who share it.
"""

from __future__ import annotations

from typing import TypeAlias

import numpy as np
import numpy.typing as npt

from bestpractices.analysis.ranking.criteria import Floats
from bestpractices.analysis.ranking.weighted_sum import SAME

Places: TypeAlias = npt.NDArray[np.int64]


def rank_counts(scores: Floats) -> Floats:
    """How many draws give option i the rank r: one row an option, one column a rank.

    Rows and columns each sum to the number of draws.

    Examples
    --------
    >>> rank_counts(np.array([[0.9, 0.1, 0.5], [0.4, 0.2, 0.4]])).tolist()
    [[1.5, 0.5, 0.0], [0.0, 0.0, 2.0], [0.5, 1.5, 0.0]]
    """
    options = scores.shape[1]
    order = np.argsort(-scores, axis=1)
    sorted_scores = np.take_along_axis(scores, order, axis=1)
    lower = sorted_scores[:, :-1] - sorted_scores[:, 1:] > SAME
    if lower.all():
        cells = order * options + np.arange(options)
        counted = np.bincount(cells.ravel(), minlength=options * options)
        return counted.reshape(options, options).astype(np.float64)
    return _split_counts(order, lower)


def _split_counts(order: Places, lower: npt.NDArray[np.bool_]) -> Floats:
    draws, options = order.shape
    places = np.arange(options)
    edge = np.ones((draws, 1), dtype=np.bool_)
    first = np.maximum.accumulate(np.where(np.hstack([edge, lower]), places, 0), axis=1)
    ends = np.where(np.hstack([lower, edge]), places, options)
    last = np.minimum.accumulate(ends[:, ::-1], axis=1)[:, ::-1]
    share = 1 / (last - first + 1)
    # a share begins at the first rank of a tie and ends after its last one: the running sum of
    # both is what the option has at each rank
    size, wide = options * (options + 1), order * (options + 1)
    begun = np.bincount((wide + first).ravel(), share.ravel(), size)
    ended = np.bincount((wide + last + 1).ravel(), share.ravel(), size)
    counts = np.cumsum((begun - ended).reshape(options, options + 1), axis=1)[:, :-1]
    # a running sum of thirds leaves crumbs where nothing is; draws are counted, so 1e-6 is none
    return np.asarray(np.where(counts < SAME * draws, 0.0, counts))


def rank_acceptability(scores: Floats) -> Floats:
    """Share of draws in which option i has rank r: one row an option, one column a rank."""
    return rank_counts(scores) / len(scores)


def first_shares(scores: Floats) -> Floats:
    """In every draw, what each option has of the first place: 1, 0, or its part of a tie."""
    first = scores >= scores.max(axis=1, keepdims=True) - SAME
    return np.asarray(first / first.sum(axis=1, keepdims=True))


def central_weights(scores: Floats, weights: Floats) -> Floats:
    """Mean weights of the draws in which an option is first: people who care so choose it.

    Returns
    -------
    ndarray
        One row an option, one column a criterion; ``nan`` for an option that is never first.
    """
    first = first_shares(scores)
    return divided(first.T @ weights, first.sum(axis=0)[:, None])


def confidence(values: Floats, central: Floats) -> Floats:
    """Confidence factor: share of first places of each option at exactly its central weights.

    Parameters
    ----------
    values
        Draws by options by criteria.
    central
        Options by criteria; ``nan`` for an option that is never first.

    Returns
    -------
    ndarray
        One share an option; ``nan`` for one without central weights.
    """
    found = np.full(len(central), np.nan)
    chosen = np.flatnonzero(~np.isnan(central[:, 0]))
    # draws by weights of whom by options
    scores = central[chosen] @ values.transpose(0, 2, 1)
    top = scores.max(axis=2, keepdims=True) - SAME
    own = scores[:, np.arange(len(chosen)), chosen]
    found[chosen] = ((own >= top[:, :, 0]) / (scores >= top).sum(axis=2)).mean(axis=0)
    return found


def divided(sums: Floats, counts: Floats) -> Floats:
    """Sums by counts, ``nan`` where nothing was counted."""
    return np.asarray(np.where(counts > 0, sums / np.where(counts > 0, counts, 1.0), np.nan))


def winning_index(scores: Floats) -> Floats:
    """Share of draws in which the option of the row beats that of the column; 0 on the diagonal.

    Examples
    --------
    >>> winning_index(np.array([[0.9, 0.1], [0.4, 0.4]])).tolist()
    [[0.0, 0.75], [0.25, 0.0]]
    """
    won = np.empty((scores.shape[1],) * 2)
    for option, own in enumerate(scores.T):
        gap = own[:, None] - scores
        won[option] = ((gap > SAME).mean(axis=0) + (gap >= -SAME).mean(axis=0)) / 2
    np.fill_diagonal(won, val=0.0)
    return won


def ranking_entropy(scores: Floats) -> float:
    """How undecided the whole ranking is, in bits: 0 if all draws give the same order.

    ``-sum p log2 p`` over the complete orders that occur, with p their share of the draws.
    """
    orders = np.argsort(-scores, axis=1, kind="stable")
    _, counts = np.unique(orders, axis=0, return_counts=True)
    shares = counts / len(scores)
    return float(abs(-(shares * np.log2(shares)).sum()))
