"""SMAA-2: how often an option gets which rank when nobody fixes the weights.

Lahdelma and Salminen (2001), SMAA-2: stochastic multicriteria acceptability analysis for group
decision making, Operations Research 49(3), 444-454.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

import numpy as np

from bestpractices.analysis.ranking.criteria import CriteriaTable, Floats
from bestpractices.analysis.ranking.rank_shares import (
    Places,
    confidence,
    divided,
    first_shares,
    rank_counts,
)
from bestpractices.analysis.ranking.weight_space import WeightSpace

# Bound of one block of draws, in numbers: it stays in a processor's cache, the memory does not grow
# with the draws, and products are too small for the threads of the algebra library, which on a busy
# machine wait for each other (20 ms became 230 ms).
_BLOCK: Final = 20_000


@dataclass(frozen=True, eq=False)
class Acceptability:
    """What drawn weights and values say about every option, in the order of the table.

    Parameters
    ----------
    ranks
        Options by ranks: share of draws in which the option has the rank; rows and columns sum
        to 1.
    central_weights
        Options by criteria: mean weights of the draws in which the option is first; ``nan`` for
        one that never is.
    confidence
        Share of first places at exactly the central weights, with unknown values still drawn;
        ``nan`` for an option that is never first.
    best, worst
        Highest and lowest rank that occurred.
    samples, seed
        How many draws, and where they began: the same gives the same figures.
    """

    ranks: Floats
    central_weights: Floats
    confidence: Floats
    best: Places
    worst: Places
    samples: int
    seed: int


def acceptability(
    table: CriteriaTable,
    space: WeightSpace | None = None,
    *,
    samples: int = 10_000,
    seed: int = 1,
) -> Acceptability:
    """Rank acceptability, central weights and confidence of every option.

    Weights are drawn evenly from the admissible ones, unknown values evenly from 0 to 1 and
    independently: a range, of which no single value, such as the middle, is taken for the true
    one. With 10,000 draws a share is good to about 0.01 (95 %).

    Parameters
    ----------
    space
        Admissible weights; ``None``: all.

    Examples
    --------
    >>> table = CriteriaTable.of({"A": (1, 0.2), "B": (0.5, 0.1)}, ["cost", "time"])
    >>> acceptability(table, samples=100).ranks.tolist()
    [[1.0, 0.0], [0.0, 1.0]]
    """
    space = space or WeightSpace(table.criteria)
    rng = np.random.default_rng(seed)
    n, k = len(table.options), len(table.criteria)
    counts, first_weights, firsts = np.zeros((n, n)), np.zeros((n, k)), np.zeros(n)
    for size in _blocks(samples, n):
        weights = space.draws(size, rng)
        scores = _drawn_scores(table, weights, rng)
        counts += rank_counts(scores)
        first = first_shares(scores)
        first_weights += first.T @ weights
        firsts += first.sum(axis=0)
    central = divided(first_weights, firsts[:, None])
    best, worst = _ends(counts)
    sure = _confidence(table, central, samples, rng)
    return Acceptability(counts / samples, central, sure, best, worst, samples, seed)


def _blocks(samples: int, options: int) -> Iterator[int]:
    size = max(1, _BLOCK // options)
    for begun in range(0, samples, size):
        yield min(size, samples - begun)


def _ends(counts: Floats) -> tuple[Places, Places]:
    occurred = counts > 0
    best = 1 + occurred.argmax(axis=1)
    worst = occurred.shape[1] - occurred[:, ::-1].argmax(axis=1)
    return best, worst


def _drawn_scores(table: CriteriaTable, weights: Floats, rng: np.random.Generator) -> Floats:
    scores: Floats = weights @ table.low.T
    for criterion, unknown in enumerate(table.unknown.T):
        if unknown.any():
            drawn = rng.random((len(weights), int(unknown.sum())))
            scores[:, unknown] += weights[:, criterion, None] * drawn
    return scores


def _confidence(
    table: CriteriaTable, central: Floats, samples: int, rng: np.random.Generator
) -> Floats:
    if not table.unknown.any():
        samples = 1  # all draws are alike
    found = np.zeros(len(central))
    chosen = int((~np.isnan(central[:, 0])).sum())
    for size in _blocks(samples, len(table.options) * chosen):
        found += confidence(_drawn_values(table, size, rng), central) * size
    return found / samples


def _drawn_values(table: CriteriaTable, size: int, rng: np.random.Generator) -> Floats:
    """Draws by options by criteria."""
    values = np.tile(table.low, (size, 1, 1))
    values[:, table.unknown] = rng.random((size, int(table.unknown.sum())))
    return values
