"""VIKOR: a compromise between the greatest use to all and the least regret of one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from bestpractices.analysis.ranking.criteria import Floats
from bestpractices.analysis.ranking.value_function import Direction, linear_values
from bestpractices.analysis.ranking.weighted_sum import SAME


@dataclass(frozen=True, eq=False)
class Vikor:
    """Measures of all options, less is better, in the order of the rows.

    Parameters
    ----------
    s
        Weighted sum of what an option lacks to the best of each criterion.
    r
        The largest of these lacks.
    q
        ``v`` times s plus ``1 - v`` times r, both from their best (0) to their worst (1).
    compromise
        Rows of the proposed options, best first: one, if its lead is large and stable.
    """

    s: Floats
    r: Floats
    q: Floats
    compromise: tuple[int, ...]


def vikor(
    figures: Floats, weights: Floats, *, directions: Sequence[Direction], v: float = 0.5
) -> Vikor:
    """Group use S, single regret R, compromise measure Q and the proposed options.

    The first by Q is proposed alone if the second is at least ``1 / (n - 1)`` behind and the
    first is also best by S or by R; together with the second if only the latter fails; otherwise
    all that are less than that behind.

    Parameters
    ----------
    figures
        One row an option, one column a criterion, each in its own unit.
    v
        Weight of the use to all against the regret of one, 0 to 1.

    References
    ----------
    Opricovic and Tzeng (2004), Compromise solution by MCDM methods, European Journal of
    Operational Research 156(2), 445-455.
    """
    lacks = (1 - linear_values(figures, directions)) * (weights / weights.sum())
    s, r = lacks.sum(axis=1), lacks.max(axis=1)
    q = v * _from_best(s) + (1 - v) * _from_best(r)
    return Vikor(s, r, q, _compromise(s, r, q))


def _from_best(measure: Floats) -> Floats:
    width = np.ptp(measure)
    return (measure - measure.min()) / width if width > 0 else np.zeros_like(measure)


def _compromise(s: Floats, r: Floats, q: Floats) -> tuple[int, ...]:
    order = np.argsort(q, kind="stable").tolist()
    if len(order) == 1:
        return (0,)
    first, second = order[:2]
    enough = 1 / (len(order) - 1)
    stable = s[first] <= s.min() + SAME or r[first] <= r.min() + SAME
    if q[second] - q[first] >= enough - SAME:
        return (first,) if stable else (first, second)
    return tuple(place for place in order if q[place] - q[first] < enough - SAME)
