"""Entropy weights: criteria that tell the options apart count more."""

from __future__ import annotations

from typing import Final

import numpy as np

from bestpractices.analysis.ranking.criteria import Floats
from bestpractices.analysis.ranking.rank_shares import divided

# Equal shares leave a rest of rounding.
_NOTHING: Final = 1e-12


def entropy_weights(figures: Floats) -> Floats:
    """Weight of every criterion by how unevenly its figures are spread over the options.

    With shares ``p_i = x_i / sum x`` and entropy ``E = -sum p_i ln p_i / ln n`` the weight is
    ``(1 - E) / sum (1 - E)``. These weights describe the table; they are nobody's preferences and
    no stand-in for swing weights.

    Parameters
    ----------
    figures
        One row an option, one column a criterion, none below 0.

    Returns
    -------
    ndarray
        Weights that sum to 1; ``nan`` if no criterion tells the options apart.

    References
    ----------
    Hwang and Yoon (1981), Multiple Attribute Decision Making, section 2.4; Shannon (1948).
    """
    options = len(figures)
    if options == 1:  # ln 1 is 0, and one option is not told apart from any
        return np.full(figures.shape[1], np.nan)
    totals = figures.sum(axis=0)
    shares = figures / np.where(totals > 0, totals, 1.0)
    logarithms = np.log(np.where(shares > 0, shares, 1.0))
    spread = 1 + (shares * logarithms).sum(axis=0) / np.log(options)
    # a column of zeros tells nothing either
    spread = np.where((totals > 0) & (spread > _NOTHING), spread, 0.0)
    return divided(spread, spread.sum())
