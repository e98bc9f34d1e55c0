"""What every criterion gives: a vector of what a need asks, a profile of what a practice has.

The value of a practice is the product of the two. So all needs and all practices are compared by
one product of two matrices, and one pair by the same figures.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

from bestpractices.analysis.matching.closeness import Singles
from bestpractices.analysis.matching.reason import Reason
from bestpractices.records.models import Need, Practice


class Measure(Protocol):
    """One criterion over the practices of a knowledge base.

    Parameters
    ----------
    name
        Name of the criterion.
    profiles
        Practices by features; the row of a practice of which nothing is known is 0.
    known
        Of which practices something is known.
    """

    name: str
    profiles: Singles
    known: NDArray[np.bool_]

    def asked(self, need: Need) -> Singles | None:
        """Features of the need, with products from 0 to 1; None if the need says nothing."""

    def reasons(self, need: Need, practice: Practice, value: float | None) -> Iterator[Reason]:
        """What speaks for and against the practice, or what is not known."""
