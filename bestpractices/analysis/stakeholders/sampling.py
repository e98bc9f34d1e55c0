"""Asking some of the nodes in place of all, and how far off that may be."""

from __future__ import annotations

from typing import Final

import numpy as np

from bestpractices.analysis.stakeholders.ties import Floats, Places

_LEAST_SAMPLE: Final = 2


def drawn_starts(count: int, sample: int, *, seed: int) -> Places:
    """Places of nodes drawn without putting back, in order; all if the sample is as large.

    Raises
    ------
    ValueError
        If the sample is smaller than 2: one figure has no spread.
    """
    if sample < _LEAST_SAMPLE:
        message = f"a sample of {sample} has no error to state: take at least {_LEAST_SAMPLE}"
        raise ValueError(message)
    if sample >= count:
        return np.arange(count)
    return np.sort(np.random.default_rng(seed).choice(count, sample, replace=False))


def standard_error(sums: Floats, squares: Floats, *, count: Floats, among: int) -> Floats:
    """Standard error of the mean of figures that were drawn without putting back.

    ``sqrt(s**2 / k * (1 - k/N))`` with the variance ``s**2`` over k - 1.

    Parameters
    ----------
    sums, squares
        Sum of the figures and of their squares.
    count, among
        How many figures there are (k) and from how many they were drawn (N).

    Returns
    -------
    numpy.ndarray
        In the unit of the figures; NaN for fewer than two, 0 for all of them.

    References
    ----------
    Cochran (1977), Sampling Techniques, theorem 2.2.

    Examples
    --------
    >>> figures = np.array([1.0, 3.0])
    >>> one = np.array([2.0])
    >>> standard_error(figures.sum()[None], (figures**2).sum()[None], count=one, among=4).round(4)
    array([0.7071])
    """
    with np.errstate(invalid="ignore", divide="ignore"):
        variance = np.maximum(0, squares - sums**2 / count) / (count - 1)
        error = np.sqrt(variance / count * np.maximum(0, 1 - count / max(1, among)))
    return np.where(count < _LEAST_SAMPLE, np.nan, error)
