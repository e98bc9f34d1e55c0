"""How much the swing from worst to best counts in each criterion: numbers that sum to 1."""

from __future__ import annotations

import difflib
import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from bestpractices.analysis.ranking.criteria import CriteriaTable, Floats
from bestpractices.errors import BestPracticesError

FIRST_SWING: Final = 100
# A table may have hundreds of columns; these are named to whoever is far off.
_NAMED: Final = 10


class UnfitWeightsError(BestPracticesError, ValueError):
    """Weights that cannot be used; the message says which, and the mend."""


@dataclass(frozen=True, order=True)
class WeightFault:
    """What is wrong with the weights, and with which of them (``None``: with all together)."""

    criterion: str | None
    message: str
    mend: str

    def __str__(self) -> str:
        return f"{self.message}; {self.mend}"


def weights_for(
    criteria: Sequence[str], weights: Mapping[str, float] | None = None
) -> dict[str, float]:
    """Weight of every criterion, in their order, divided by the sum; equal if none are given.

    Parameters
    ----------
    criteria
        Names of all criteria.
    weights
        A number from 0 up for each criterion, in any unit.

    Raises
    ------
    UnfitWeightsError
        If a name is wrong or missing, a number negative, endless or none, or all of them zero.

    Examples
    --------
    >>> weights_for(["cost", "time"], {"time": 1, "cost": 3})
    {'cost': 0.75, 'time': 0.25}
    """
    if weights is None:
        return equal_weights(criteria)
    faults = list(weight_faults(weights, criteria))
    if faults:
        message = "; ".join(str(fault) for fault in faults)
        raise UnfitWeightsError(message)
    # by the largest first: a sum of very large numbers is endless, of very small ones inexact
    largest = max(weights.values())
    shares = {name: weights[name] / largest for name in criteria}
    total = math.fsum(shares.values())
    return {name: share / total for name, share in shares.items()}


def weight_vector(table: CriteriaTable, weights: Mapping[str, float] | None) -> Floats:
    """The same as numbers only, in the order of the table's criteria."""
    return np.array(list(weights_for(table.criteria, weights).values()))


def weight_faults(weights: Mapping[str, object], criteria: Sequence[str]) -> Iterator[WeightFault]:
    """All that is wrong with some weights, in the order in which they stand; none if they fit."""
    for name, weight in weights.items():
        if name not in criteria:
            yield _wrong_name(name, criteria)
        elif fault := _wrong_number(weight):
            mend = "write a number from 0 up"
            yield WeightFault(name, f'the weight of "{name}" is {fault}', mend)
    for name in criteria:
        if name not in weights:
            mend = "write 0 if it is not to count"
            yield WeightFault(None, f'criterion "{name}" has no weight', mend)
    if weights and all(_is_zero(weight) for weight in weights.values()):
        yield WeightFault(None, "all weights are 0", "give at least one criterion more")


def _wrong_name(name: str, criteria: Sequence[str]) -> WeightFault:
    near = difflib.get_close_matches(name, criteria, n=1)
    names = ", ".join(criteria[:_NAMED]) + (", …" if len(criteria) > _NAMED else "")
    mend = f'did you mean "{near[0]}"?' if near else f"there are {names}"
    return WeightFault(name, f'"{name}" is no criterion of the table', mend)


def _wrong_number(weight: object) -> str:
    if isinstance(weight, bool) or not isinstance(weight, int | float):
        return f'"{weight}", which is no number' if weight is not None else "empty"
    if not math.isfinite(weight):
        return f"{weight}, which nothing can be divided by"
    return f"{weight}, which is negative" if weight < 0 else ""


def _is_zero(weight: object) -> bool:
    return isinstance(weight, int | float) and weight == 0


def equal_weights(criteria: Sequence[str]) -> dict[str, float]:
    """The preset of whoever says nothing about weights: every criterion the same."""
    return dict.fromkeys(criteria, 1 / len(criteria))


def ordered_weights(order: Sequence[str]) -> dict[str, float]:
    """The preset of whoever gives only an order of importance, most important first.

    The centre of all weights that keep the order: ``w_k = (1/k + 1/(k+1) + … + 1/n) / n``.

    Examples
    --------
    >>> {name: round(w, 4) for name, w in ordered_weights(["reach", "cost", "time"]).items()}
    {'reach': 0.6111, 'cost': 0.2778, 'time': 0.1111}

    References
    ----------
    Barron and Barrett (1996), Decision quality using ranked attribute weights, Management Science
    42(11), 1515-1523.
    """
    n = len(order)
    return {
        name: math.fsum(1 / place for place in range(first, n + 1)) / n
        for first, name in enumerate(order, start=1)
    }


def emphasised_weights(
    criteria: Sequence[str], chosen: str, *, share: float = 0.5
) -> dict[str, float]:
    """The preset in which one criterion gets a share and the others divide the rest equally.

    Examples
    --------
    >>> emphasised_weights(["reach", "cost", "time"], "cost")
    {'reach': 0.25, 'cost': 0.5, 'time': 0.25}
    """
    if chosen not in criteria:
        raise UnfitWeightsError(str(_wrong_name(chosen, criteria)))
    if len(criteria) == 1:
        return {chosen: 1.0}
    rest = (1 - share) / (len(criteria) - 1)
    return {name: share if name == chosen else rest for name in criteria}


@dataclass(frozen=True)
class Swing:
    """What a group says about one criterion: the worth of getting from its worst to its best.

    Parameters
    ----------
    points
        100 for the criterion that one would lift first if all stood at their worst; the others
        relative to that.
    worst, best
        The range that was shown when it was asked, on the scale of the values.
    """

    points: float
    worst: float = 0.0
    best: float = 1.0


def swing_weights(swings: Mapping[str, Swing]) -> dict[str, float]:
    """Weights from the points that a group gave to swings, each over the range it was shown.

    Points for half of a scale are points for half of its weight, so they are divided by the
    range before they are divided by their sum: ``w_k ~ points_k / (best_k - worst_k)``. Without
    ranges weights mean nothing.

    Raises
    ------
    UnfitWeightsError
        If no criterion has 100 points, one has more or fewer than 0, or a range is empty.

    Examples
    --------
    >>> swing_weights({"reach": Swing(100), "cost": Swing(50, worst=0.25, best=0.75)})
    {'reach': 0.5, 'cost': 0.5}

    References
    ----------
    Field guide 9, "Swing weights"; von Winterfeldt and Edwards (1986), Decision Analysis and
    Behavioral Research, ch. 8.
    """
    faults = [fault for name, swing in swings.items() for fault in _of_swing(name, swing)]
    if not any(swing.points == FIRST_SWING for swing in swings.values()):
        faults.append("no criterion has 100 points; give 100 to the one you would lift first")
    if faults:
        message = "; ".join(faults)
        raise UnfitWeightsError(message)
    raw = {name: swing.points / (swing.best - swing.worst) for name, swing in swings.items()}
    return weights_for(tuple(swings), raw)


def _of_swing(name: str, swing: Swing) -> Iterator[str]:
    if not 0 <= swing.points <= FIRST_SWING:
        yield f'"{name}" has {swing.points} points; give 0 to 100'
    if not swing.worst < swing.best:
        yield (
            f'"{name}" goes from {swing.worst} to {swing.best}, so there is no swing to value; '
            "leave it out or name a wider range"
        )


def ranges(table: CriteriaTable) -> dict[str, tuple[float, float] | None]:
    """Lowest and highest known value of every criterion, to be shown where swings are asked.

    Returns
    -------
    dict
        By criterion; ``None`` where no option's value is known.

    Examples
    --------
    >>> ranges(CriteriaTable.of({"A": (0.2, None), "B": (0.7, None)}, ["cost", "time"]))
    {'cost': (0.2, 0.7), 'time': None}
    """
    found = {}
    for name, column in zip(table.criteria, zip(*table.values, strict=True), strict=True):
        known = [value for value in column if value is not None]
        found[name] = (min(known), max(known)) if known else None
    return found
