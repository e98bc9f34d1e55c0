"""From measured figures to values: a straight line from the worst (0) to the best (1)."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, TypeAlias

import numpy as np

from bestpractices.analysis.ranking.criteria import Floats

Direction: TypeAlias = Literal["max", "min"]


def linear_values(
    figures: Floats,
    directions: Sequence[Direction],
    *,
    worst: Floats | None = None,
    best: Floats | None = None,
) -> Floats:
    """Values 0 to 1, ``(x - worst) / (best - worst)``, cut off at both ends.

    Parameters
    ----------
    figures
        One row an option, one column a criterion, each in its own unit.
    directions
        For each criterion whether more (``max``) or less (``min``) is better.
    worst, best
        A fixed scale, one figure a criterion; ``None``: the worst and best of these options, so
        that a value changes when options come and go.

    Raises
    ------
    ValueError
        If worst and best of a criterion are the same.

    Examples
    --------
    >>> linear_values(np.array([[5490.0], [6500], [5995]]), ["min"]).ravel().tolist()
    [1.0, 0.0, 0.5]
    """
    upwards = np.array([direction == "max" for direction in directions])
    lowest, highest = figures.min(axis=0), figures.max(axis=0)
    bottom = np.where(upwards, lowest, highest) if worst is None else np.asarray(worst)
    top = np.where(upwards, highest, lowest) if best is None else np.asarray(best)
    if flat := np.flatnonzero(bottom == top).tolist():
        columns = ", ".join(str(column + 1) for column in flat)
        message = f"column {columns} has no range; name its worst and best, or leave it out"
        raise ValueError(message)
    # plus 0, because the worst of falling figures is -0
    return np.asarray(np.clip((figures - bottom) / (top - bottom), 0.0, 1.0) + 0.0)
