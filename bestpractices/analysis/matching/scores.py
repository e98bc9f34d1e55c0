"""Scores of many practices at once: what is known, what is possible, and the order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from bestpractices.analysis.matching.criteria import NAMES
from bestpractices.analysis.ranking.acceptability import acceptability
from bestpractices.analysis.ranking.criteria import CriteriaTable
from bestpractices.analysis.ranking.ranked_options import MOST_COMPARED
from bestpractices.analysis.ranking.weighted_sum import SAME

Floats = NDArray[np.float64]
_PLACES: Final = -round(np.log10(SAME))


@dataclass(frozen=True, eq=False)
class Scores:
    """Lower and upper end of every score, and the ranks by the lower one."""

    low: Floats
    high: Floats
    ranks: NDArray[np.int64]

    def order(self) -> list[int]:
        """Places of the practices by rank, equal ones in their own order, which is that of ids."""
        found: list[int] = np.argsort(self.ranks, kind="stable").tolist()
        return found


def scored(values: Floats, weights: Mapping[str, float]) -> Scores:
    """Weighted sums, by the rule of ``ranking.weighted_sum``: what is not known gives nothing.

    A criterion that is known of no practice, because the need says nothing about it, decides
    nothing; its weight goes to the others in proportion.
    """
    compared = ~np.isnan(values).all(axis=0)
    vector = np.array([weights[name] for name in NAMES]) * compared
    total = vector.sum()
    if total > 0:
        vector = vector / total
    low = np.clip(np.nan_to_num(values, nan=0.0) @ vector, 0, 1)
    high = np.clip(np.nan_to_num(values, nan=1.0) @ vector, 0, 1)
    return Scores(low, high, _ranks(low))


def _ranks(scores: Floats) -> NDArray[np.int64]:
    """1 more than how many are higher; in one sort, where ``ranking`` compares each with each."""
    rounded = np.round(scores, _PLACES)
    ordered = np.sort(rounded)
    return 1 + len(ordered) - np.searchsorted(ordered, rounded, side="right")


def first_rank_shares(
    values: Floats, order: Sequence[int], *, samples: int, seed: int
) -> dict[int, float]:
    """Share of all weights that put each practice first, among the 200 best by the given ones."""
    compared = ~np.isnan(values).all(axis=0)
    chosen = list(order[:MOST_COMPARED])
    if not chosen or not compared.any():
        return {place: 1 / len(chosen) for place in chosen}
    rows = {
        str(place): [None if np.isnan(value) else float(value) for value in values[place, compared]]
        for place in chosen
    }
    names = [NAMES[place] for place in np.flatnonzero(compared)]
    found = acceptability(CriteriaTable.of(rows, names), samples=samples, seed=seed)
    return dict(zip(chosen, found.ranks[:, 0].tolist(), strict=True))
