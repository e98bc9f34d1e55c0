"""All weights that are admissible, and even draws from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import combinations

import numpy as np

from bestpractices.analysis.ranking.criteria import Floats
from bestpractices.analysis.ranking.weights import UnfitWeightsError

# Measured with up to 12 criteria: means and spreads no longer move after half of them.
_SWEEPS = 20


@dataclass(frozen=True)
class WeightSpace:
    """Weights from 0 to 1 that sum to 1, restricted by an order or by intervals if one is known.

    Parameters
    ----------
    criteria
        Names of the criteria.
    order
        All criteria, most important first; the weights never rise along it.
    intervals
        Least and largest weight of some criteria.

    Raises
    ------
    UnfitWeightsError
        If a name is wrong, order and intervals are both given, or no weights fit the intervals.
    """

    criteria: tuple[str, ...]
    order: tuple[str, ...] = ()
    intervals: Mapping[str, tuple[float, float]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if message := self._fault():
            raise UnfitWeightsError(message)

    def _fault(self) -> str:
        low, high = self._bounds()
        if self.order and self.intervals:
            return "an order and intervals at once; give one of them"
        if self.order and sorted(self.order) != sorted(self.criteria):
            return f"the order {', '.join(self.order)} must name every criterion once"
        if wrong := [name for name in self.intervals if name not in self.criteria]:
            return f'interval for "{wrong[0]}", which is no criterion'
        if not (np.all(low >= 0) and np.all(low <= high) and np.all(high <= 1)):
            return "an interval does not rise within 0 and 1; write the smaller number first"
        if low.sum() > 1 or high.sum() < 1:
            return f"no weights fit: the least sum to {low.sum():g}, the largest to {high.sum():g}"
        return ""

    def _bounds(self) -> tuple[Floats, Floats]:
        pairs = [self.intervals.get(name, (0.0, 1.0)) for name in self.criteria]
        low, high = np.array(pairs, dtype=np.float64).T
        return low, high

    def draws(self, count: int, rng: np.random.Generator) -> Floats:
        """Weights drawn so that no region of the admissible ones is preferred to another.

        Without restriction these are exponentials divided by their sum (uniforms divided by
        their sum would crowd in the middle); an order sorts each draw into it; intervals are
        filled by Gibbs sampling, each row a chain of its own.

        Returns
        -------
        ndarray
            One row a draw, one column a criterion.

        References
        ----------
        Tervonen and Lahdelma (2007), Implementing stochastic multicriteria acceptability
        analysis, European Journal of Operational Research 178(2), 500-513.
        """
        if self.intervals:
            return self._within_intervals(count, rng)
        drawn = rng.standard_exponential((count, len(self.criteria)))
        drawn /= drawn.sum(axis=1, keepdims=True)
        return self._in_order(drawn) if self.order else drawn

    def _in_order(self, drawn: Floats) -> Floats:
        placed = np.empty_like(drawn)
        placed[:, [self.criteria.index(name) for name in self.order]] = -np.sort(-drawn, axis=1)
        return placed

    def _within_intervals(self, count: int, rng: np.random.Generator) -> Floats:
        low, high = self._bounds()
        room = (high - low).sum()
        inside = low + (high - low) * ((1 - low.sum()) / room if room else 0)
        drawn = np.tile(inside, (count, 1))
        pairs = np.array(list(combinations(range(len(inside)), 2)), dtype=np.int64).reshape(-1, 2)
        for _ in range(_SWEEPS):
            for one, other in rng.permutation(pairs):
                # what both hold together is divided anew, evenly over all that both may have
                both = drawn[:, one] + drawn[:, other]
                least = np.maximum(low[one], both - high[other])
                most = np.minimum(high[one], both - low[other])
                drawn[:, one] = least + (most - least) * rng.random(count)
                drawn[:, other] = both - drawn[:, one]
        return np.clip(drawn, low, high)

    def best_for(self, values: Sequence[float] | Floats) -> Floats:
        """The admissible weights that give these values their highest weighted sum.

        Examples
        --------
        >>> WeightSpace(("a", "b", "c"), intervals={"b": (0, 0.6)}).best_for([0.1, 0.9, 0.5])
        array([0. , 0.6, 0.4])
        """
        values = np.asarray(values, dtype=np.float64)
        if self.order:
            corners = self._corners_of_order()
            return np.asarray(corners[int(np.argmax(corners @ values))])
        weights, high = self._bounds()
        left = 1 - weights.sum()
        for place in np.argsort(-values, kind="stable"):
            step = min(left, high[place] - weights[place])
            weights[place] += step
            left -= step
        return weights

    def corners(self, rng: np.random.Generator, *, count: int = 200) -> Floats:
        """Extreme weights: all corners, or of intervals as many as ``count`` directions find."""
        if self.order:
            return self._corners_of_order()
        if not self.intervals:
            return np.eye(len(self.criteria))
        directions = rng.random((count, len(self.criteria)))
        found: Floats = np.unique([self.best_for(values) for values in directions], axis=0)
        return found

    def _corners_of_order(self) -> Floats:
        n = len(self.order)
        # all weight on the first, half on each of the first two, and so on
        stairs = np.tril(np.ones((n, n))) / np.arange(1, n + 1)[:, None]
        return self._in_order(stairs)
