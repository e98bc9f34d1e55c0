"""TOPSIS: near to the best that the options show together, far from the worst."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from bestpractices.analysis.ranking.criteria import Floats
from bestpractices.analysis.ranking.rank_shares import divided
from bestpractices.analysis.ranking.value_function import Direction


def topsis(figures: Floats, weights: Floats, *, directions: Sequence[Direction]) -> Floats:
    """Relative closeness of every option, 0 (is the worst throughout) to 1 (is the best).

    With ``t_ik = w_k x_ik / sqrt(sum_i x_ik^2)`` and the best and worst t of each criterion,
    closeness is ``d-/(d+ + d-)``, the Euclidean distances to them. Adding an option can reverse the
    order of others.

    Parameters
    ----------
    figures
        One row an option, one column a criterion, each in its own unit.
    weights
        One number a criterion, from 0 up; divided by their sum.

    Returns
    -------
    ndarray
        One closeness an option; ``nan`` where all options are equal in all that counts.

    References
    ----------
    Hwang and Yoon (1981), Multiple Attribute Decision Making; Tzeng and Huang (2011), Multiple
    Attribute Decision Making: Methods and Applications, ch. 5.
    """
    length = np.sqrt((figures**2).sum(axis=0))
    scaled = figures / np.where(length > 0, length, 1.0) * (weights / weights.sum())
    upwards = np.array([direction == "max" for direction in directions])
    best = np.where(upwards, scaled.max(axis=0), scaled.min(axis=0))
    worst = np.where(upwards, scaled.min(axis=0), scaled.max(axis=0))
    to_best = np.linalg.norm(scaled - best, axis=1)
    to_worst = np.linalg.norm(scaled - worst, axis=1)
    return divided(to_worst, to_best + to_worst)
