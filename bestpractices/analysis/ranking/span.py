"""The best-to-worst bar: which scores and ranks an option can have over all admissible weights."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

import numpy as np

from bestpractices.analysis.ranking.criteria import CriteriaTable, Floats
from bestpractices.analysis.ranking.dominance import dominance
from bestpractices.analysis.ranking.rank_shares import Places
from bestpractices.analysis.ranking.weight_space import WeightSpace
from bestpractices.analysis.ranking.weighted_sum import SAME

# In a corner one criterion counts for everything and half of the options are tied; no criterion
# that is in the list weighs nothing, so each keeps this part of its share in the middle.
_INWARDS: Final = 0.001
# Extreme ranks stand near the edge of the admissible weights: mixes of few corners reach there.
_EDGE: Final = 0.3
# As in acceptability: small enough that no threads of the algebra library wait for each other.
_BLOCK: Final = 40_000


@dataclass(frozen=True, eq=False)
class Span:
    """What an option may get over all admissible weights, in the order of the table.

    Parameters
    ----------
    low, high
        Lowest and highest score, exactly; unknown values at their worst and at their best.
    best, worst
        Best and worst rank that were reached at some weights: the option's own unknown values at
        their best and the others' at their worst, and the reverse.
    best_limit, worst_limit
        Ranks that dominance does not allow to exceed. Where both agree the rank is proven;
        between them lies what no tried weights reached.
    """

    low: Floats
    high: Floats
    best: Places
    worst: Places
    best_limit: Places
    worst_limit: Places


def span(
    table: CriteriaTable,
    space: WeightSpace | None = None,
    *,
    samples: int = 10_000,
    seed: int = 1,
) -> Span:
    """Lowest and highest score and rank of every option over all admissible weights.

    Scores are linear in the weights, so their ends are found exactly. Extreme ranks are a mixed
    integer programme (about a minute for a hundred options, and its solver writes to standard
    output); here weights near all corners, near the edges and inside are tried, and dominance
    gives the limits.

    Examples
    --------
    >>> found = span(CriteriaTable.of({"A": (1, 0.2), "B": (0.5, 0.8)}, ["cost", "time"]))
    >>> found.low.tolist(), found.high.tolist(), found.best.tolist(), found.worst.tolist()
    ([0.2, 0.5], [1.0, 0.8], [1, 1], [2, 2])

    References
    ----------
    Kadziński, Greco and Słowiński (2012), Extreme ranking analysis in robust ordinal regression,
    Omega 40(4), 488-501.
    """
    space = space or WeightSpace(table.criteria)
    certain = dominance(table).certain
    best, worst = _reached(table, _tried_weights(space, samples, seed))
    return Span(
        np.array([row @ space.best_for(-row) for row in table.low]),
        np.array([row @ space.best_for(row) for row in table.high]),
        best,
        worst,
        1 + certain.sum(axis=0),
        len(certain) - certain.sum(axis=1),
    )


def _tried_weights(space: WeightSpace, samples: int, seed: int) -> Floats:
    rng = np.random.default_rng(seed)
    corners = space.corners(rng)
    corners = (1 - _INWARDS) * corners + _INWARDS * corners.mean(axis=0)
    edge = rng.dirichlet(np.full(len(corners), _EDGE), samples // 2) @ corners
    return np.vstack([corners, edge, space.draws(max(1, samples // 2), rng)])


def _reached(table: CriteriaTable, weights: Floats) -> tuple[Places, Places]:
    options = len(table.options)
    best, worst = np.full(options, options), np.ones(options, dtype=np.int64)
    size = max(1, _BLOCK // options)
    for begun in range(0, len(weights), size):
        # one row an option, so that a rival's scores lie side by side
        low = table.low @ weights[begun : begun + size].T
        high = table.high @ weights[begun : begun + size].T
        for option in range(options):
            ahead = low > high[option] + SAME
            before = high > low[option] + SAME
            before[option] = False  # its own unknown values are not its rivals
            best[option] = min(best[option], 1 + ahead.sum(axis=0).min())
            worst[option] = max(worst[option], 1 + before.sum(axis=0).max())
    return best, worst
