"""The value that a share of all values does not exceed."""

from __future__ import annotations

import math
from collections.abc import Sequence


def percentile(values: Sequence[float], share: float) -> float:
    """Nearest rank: a value that was measured, never one between two; NaN of none.

    Examples
    --------
    >>> percentile([4, 1, 3, 2], 0.5)
    2
    """
    if not values:
        return math.nan
    return sorted(values)[math.ceil(share * len(values)) - 1]
