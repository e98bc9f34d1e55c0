"""What would have to change for an option to win: weights, or one of its values.

Scores are those by which options are ranked: unknown values count as not there. What is given is
the point at which the option draws level with the first; beyond it, it is first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

import numpy as np

from bestpractices.analysis.ranking.criteria import CriteriaTable, Floats
from bestpractices.analysis.ranking.weighted_sum import SAME
from bestpractices.analysis.ranking.weights import weight_vector

# The solver's own tolerance: a smaller lead is none.
_LEAD: Final = 1e-7


@dataclass(frozen=True)
class Change:
    """One number that would have to change; ``now`` is ``None`` for an unknown value."""

    criterion: str
    now: float | None
    needed: float


@dataclass(frozen=True)
class WayToWin:
    """The smallest changes that bring an option level with the first; each would do alone.

    Parameters
    ----------
    weight
        Of a single weight, the others keeping their proportions; ``None`` if none suffices.
    value
        Of a single value of the option; ``None`` if none suffices.
    weights
        The nearest weights of all; ``None`` if under no weights the option is first.
    distance
        How far those are: sum of the absolute changes of the weights, 0 to 2.
    """

    option: str
    weight: Change | None
    value: Change | None
    weights: dict[str, float] | None
    distance: float | None


def way_to_win(
    table: CriteriaTable, option: str, *, weights: Mapping[str, float] | None = None
) -> WayToWin | None:
    """What would have to change for this option to win; ``None`` if it is first already.

    Examples
    --------
    >>> rows = {"A": (1.0, 0.25), "B": (0.5, 1.0)}
    >>> found = way_to_win(CriteriaTable.of(rows, ["cost", "time"]), "A")
    >>> found.weight
    Change(criterion='cost', now=0.5, needed=0.6)
    >>> found.value
    Change(criterion='time', now=0.25, needed=0.5)
    """
    vector = weight_vector(table, weights)
    own = table.options.index(option)
    scores = table.low @ vector
    if scores[own] >= scores.max() - SAME:
        return None
    nearest = nearest_weights(table, option, weights=weights)
    distance = (
        None
        if nearest is None
        else float(
            sum(abs(share - now) for share, now in zip(nearest.values(), vector, strict=True))
        )
    )
    return WayToWin(
        option,
        _smallest(weight_changes(table, option, weights=weights)),
        _smallest(value_changes(table, option, weights=weights)),
        nearest,
        distance,
    )


def _smallest(changes: Mapping[str, Change]) -> Change | None:
    # an unknown value counts as 0 in the score, so its change is all that is needed; of equal
    # changes the first goes, whatever the last digits say
    return min(
        changes.values(), key=lambda c: round(abs(c.needed - (c.now or 0.0)), 9), default=None
    )


def weight_changes(
    table: CriteriaTable, option: str, *, weights: Mapping[str, float] | None = None
) -> dict[str, Change]:
    """For each criterion whose weight alone can do it: the nearest weight that makes it win.

    With weight x on criterion k and the others in their proportions the score of an option is
    ``(1 - x) r + x v_k``, where r is its score over the other criteria; so each rival leaves an
    interval of x, and the intervals are cut with each other.

    Returns
    -------
    dict
        By criterion, in the order of the table; criteria that cannot do it are left out.
    """
    vector = weight_vector(table, weights)
    own = table.options.index(option)
    gaps = _gaps(table.low, own)
    found = {}
    for place, criterion in enumerate(table.criteria):
        bounds = _winning_weights(gaps, vector, place)
        # no width: level at one point, and nowhere first
        if bounds[1] - bounds[0] > SAME:
            needed = float(np.clip(vector[place], *bounds))
            found[criterion] = Change(criterion, float(vector[place]), needed)
    return found


def _gaps(values: Floats, own: int) -> Floats:
    """How far the option is ahead of each rival in each criterion; equal twins are no rivals."""
    gaps = values[own] - np.delete(values, own, axis=0)
    return np.asarray(gaps[(np.abs(gaps) > SAME).any(axis=1)])


def _winning_weights(gaps: Floats, vector: Floats, place: int) -> tuple[float, float]:
    others = np.delete(vector, place)
    if others.sum() > 0:
        rest = np.delete(gaps, place, axis=1) @ (others / others.sum())
    else:  # all weight is on this one; what comes free is spread evenly
        rest = np.delete(gaps, place, axis=1).sum(axis=1) / max(1, len(others))
    # (1 - x) rest + x gap >= 0
    slope = gaps[:, place] - rest
    rising, falling = slope > SAME, slope < -SAME
    if np.any(~rising & ~falling & (rest <= SAME)):
        return 1.0, 0.0  # this weight does not matter against a rival that is ahead
    low = (-rest[rising] / slope[rising]).max(initial=0.0)
    high = (-rest[falling] / slope[falling]).min(initial=1.0)
    return float(low), float(high)


def value_changes(
    table: CriteriaTable, option: str, *, weights: Mapping[str, float] | None = None
) -> dict[str, Change]:
    """For each criterion in which a better value alone can do it: the value that is needed.

    Returns
    -------
    dict
        By criterion, in the order of the table; left out where even 1 would not suffice.
    """
    vector = weight_vector(table, weights)
    own = table.options.index(option)
    scores = table.low @ vector
    lack = float(scores.max() - scores[own])
    found = {}
    for place, criterion in enumerate(table.criteria):
        if vector[place] > 0:
            needed = float(table.low[own, place] + lack / vector[place])
            if needed <= 1 + SAME:
                now = table.values[own][place]
                found[criterion] = Change(criterion, now, min(1.0, needed))
    return found


def nearest_weights(
    table: CriteriaTable, option: str, *, weights: Mapping[str, float] | None = None
) -> dict[str, float] | None:
    """The weights nearest to the given ones, by sum of absolute changes, that make it win.

    A linear programme: least ``sum |w' - w|`` with the option level with or ahead of all others.

    Returns
    -------
    dict or None
        By criterion; ``None`` if another option is ahead whatever the weights.
    """
    from scipy.optimize import linprog

    gaps = _gaps(table.low, table.options.index(option))
    vector = weight_vector(table, weights)
    n = len(vector)
    if not can_be_first(table, option):
        return None
    # w' = w + up - down
    cost = np.ones(2 * n)
    found = linprog(
        cost,
        A_ub=np.hstack([-gaps, gaps]) if len(gaps) else None,
        b_ub=gaps @ vector if len(gaps) else None,
        A_eq=np.hstack([np.ones(n), -np.ones(n)])[None],
        b_eq=[0.0],
        bounds=[(0, None)] * n + [(0, share) for share in vector],
    )
    nearest = np.clip(vector + found.x[:n] - found.x[n:], 0, 1)
    return dict(zip(table.criteria, (nearest / nearest.sum()).tolist(), strict=True))


def can_be_first(table: CriteriaTable, option: str) -> bool:
    """Whether any weights put this option before all that differ from it.

    One that is level with a better one only where the better criterion weighs nothing cannot.
    """
    from scipy.optimize import linprog

    gaps = _gaps(table.low, table.options.index(option))
    if not len(gaps):
        return True
    n = gaps.shape[1]
    # the largest lead over the nearest rival
    found = linprog(
        np.append(np.zeros(n), -1.0),
        A_ub=np.hstack([-gaps, np.ones((len(gaps), 1))]),
        b_ub=np.zeros(len(gaps)),
        A_eq=np.append(np.ones(n), 0.0)[None],
        b_eq=[1.0],
        bounds=[(0, 1)] * n + [(None, None)],
    )
    return bool(-found.fun > _LEAD)
