"""Weighted product: the score of an option is the product of its figures to their weights."""

from __future__ import annotations

import numpy as np

from bestpractices.analysis.ranking.criteria import Floats


def weighted_product(figures: Floats, weights: Floats) -> Floats:
    """Decimal logarithm of ``prod_k (x_k / sum x_k) ** w_k``, one score an option, more is better.

    A zero in one criterion cannot be paid for by any other, unlike in the weighted sum.

    Parameters
    ----------
    figures
        One row an option, one column a criterion, all above 0 and more of all is better.
    weights
        One number a criterion, from 0 up; divided by their sum.

    Raises
    ------
    ValueError
        If a figure is 0 or less: its logarithm does not exist.

    References
    ----------
    Triantaphyllou (2000), Multi-Criteria Decision Making Methods, ch. 2.
    """
    if not (figures > 0).all():
        message = "a weighted product needs figures above 0"
        raise ValueError(message)
    return np.asarray(np.log10(figures / figures.sum(axis=0)) @ (weights / weights.sum()))
