"""The score of an option: certain part, possible part, and the place it gets.

A value that is not known is never filled in, least of all with the middle. The score is an
interval: from what the known values assure to what it may become. Options are ranked by the lower
end, what is known, for four reasons: a poor value left out never pays (the mean of the known
values rewards silence); a fact that is found can only lift an option and never takes a place that
was shown before; an option that is dominated for certain never goes before the one that dominates
it; and an option of which nothing is known still has a score, and stands last. What ignorance may
hide is shown beside it by the upper end, by the range of ranks and by the acceptability.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np
import numpy.typing as npt

from bestpractices.analysis.ranking.criteria import CriteriaTable, Floats
from bestpractices.analysis.ranking.weights import weight_vector

# Sums of products differ in their last digits with the order of the terms; a tie must stay a tie,
# also in the browser, which adds in its own order.
SAME: Final = 1e-9


@dataclass(frozen=True, eq=False)
class Scores:
    """Scores of all options, in the order of the table.

    Parameters
    ----------
    low
        What the known values assure, 0 to 1; the score by which options are ranked.
    high
        What it becomes if everything unknown turns out best; equal to ``low`` if all is known.
    known
        Share of the weights that stand on known values, 0 to 1. ``low / known`` is the mean over
        the known criteria.
    ranks
        1 is best; equals share the smaller number and leave a gap (1, 2, 2, 4).
    """

    low: Floats
    high: Floats
    known: Floats
    ranks: npt.NDArray[np.int64]


def weighted_sum(table: CriteriaTable, weights: Mapping[str, float] | None = None) -> Scores:
    """Sum of weight times value of every option, with its interval where values are unknown.

    Only sensible where criteria do not overlap and good may pay for bad; a veto stays outside.

    Parameters
    ----------
    weights
        From 0 up for each criterion, in any unit; ``None``: all equal.

    Examples
    --------
    >>> scores = weighted_sum(CriteriaTable.of({"A": (1, 0.2), "B": (0.5, None)}, ["a", "b"]))
    >>> scores.low.tolist(), scores.high.tolist(), scores.ranks.tolist()
    ([0.6, 0.25], [0.6, 0.75], [1, 2])
    """
    vector = weight_vector(table, weights)
    low = table.low @ vector
    known = np.clip((~table.unknown) @ vector, 0.0, 1.0)
    return Scores(low, table.high @ vector, known, ranks(low))


def ranks(scores: Floats) -> npt.NDArray[np.int64]:
    """Rank of every score: one more than the number of scores that are higher by more than 1e-9.

    Examples
    --------
    >>> ranks(np.array([0.3, 0.7, 0.3, 0.1])).tolist()
    [2, 1, 2, 4]
    """
    higher = scores[None, :] > scores[:, None] + SAME
    return np.asarray(1 + higher.sum(axis=1), dtype=np.int64)
