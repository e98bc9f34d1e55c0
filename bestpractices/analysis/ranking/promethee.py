"""PROMETHEE I and II: options against each other in pairs, a partial and a full order.

Brans and Vincke (1985), A preference ranking organisation method, Management Science 31(6),
647-656. Flows are means over the other options, so divided by n - 1.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bestpractices.analysis.ranking.criteria import Floats, Truths
from bestpractices.analysis.ranking.preference_functions import Preference
from bestpractices.analysis.ranking.value_function import Direction
from bestpractices.analysis.ranking.weighted_sum import SAME


@dataclass(frozen=True, eq=False)
class Promethee:
    """Preference of each option over each other, and its flows, in the order of the rows.

    Parameters
    ----------
    indices
        ``pi(a, b) = sum_k w_k P_k(a - b)``: row over column, 0 to 1, 0 on the diagonal.
    positive, negative
        Mean of an option's row (how it goes before others) and of its column (others before it).
    net
        Their difference; the full order of PROMETHEE II, more is better.
    """

    indices: Floats
    positive: Floats
    negative: Floats
    net: Floats

    def preferred(self) -> Truths:
        """PROMETHEE I: row goes before column by both flows, or by one with the other equal."""
        strong = self.positive[:, None] - self.positive[None, :]
        weak = self.negative[None, :] - self.negative[:, None]
        better = (strong > SAME) | (weak > SAME)
        return np.asarray(better & (strong >= -SAME) & (weak >= -SAME))

    def incomparable(self) -> Truths:
        """PROMETHEE I: each of the two goes before the other by one of the flows."""
        strong = self.positive[:, None] - self.positive[None, :]
        weak = self.negative[None, :] - self.negative[:, None]
        return np.asarray(((strong > SAME) & (weak < -SAME)) | ((strong < -SAME) & (weak > SAME)))


def promethee(
    figures: Floats,
    weights: Floats,
    *,
    directions: Sequence[Direction],
    preferences: Sequence[Preference],
) -> Promethee:
    """Preference indices and flows of all options.

    Parameters
    ----------
    figures
        One row an option, one column a criterion, each in its own unit.
    weights
        One number a criterion, from 0 up; divided by their sum.
    preferences
        One preference function a criterion, with thresholds in its unit.
    """
    options = len(figures)
    indices = np.zeros((options, options))
    columns = zip(figures.T, weights / weights.sum(), directions, preferences, strict=True)
    for column, weight, direction, preference in columns:
        advantage = column[:, None] - column[None, :]
        indices += weight * preference(advantage if direction == "max" else -advantage)
    others = max(1, options - 1)
    positive, negative = indices.sum(axis=1) / others, indices.sum(axis=0) / others
    return Promethee(indices, positive, negative, positive - negative)
