"""The six usual preference functions of PROMETHEE: from a difference to 0 (none) to 1 (full)."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeAlias

import numpy as np

from bestpractices.analysis.ranking.criteria import Floats

# Each takes the advantage of one option over another, in the unit of the criterion.
Preference: TypeAlias = Callable[[Floats], Floats]


def usual() -> Preference:
    """Full preference for any advantage."""
    return lambda d: (d > 0).astype(np.float64)


def u_shape(q: float) -> Preference:
    """Full preference above the indifference threshold ``q``, none up to it."""
    return lambda d: (d > q).astype(np.float64)


def v_shape(p: float) -> Preference:
    """Preference that grows evenly up to the preference threshold ``p``."""
    return lambda d: np.clip(d / p, 0, 1)


def level(q: float, p: float) -> Preference:
    """None up to ``q``, half up to ``p``, full above it."""
    return lambda d: ((d > q).astype(np.float64) + (d > p)) / 2


def linear(q: float, p: float) -> Preference:
    """None up to ``q``, from there growing evenly up to ``p``."""
    return lambda d: np.clip((d - q) / (p - q), 0, 1)


def gaussian(s: float) -> Preference:
    """``1 - exp(-d^2 / 2 s^2)`` for an advantage d; steepest at ``s``."""
    return lambda d: np.where(d > 0, 1 - np.exp(-(d**2) / (2 * s**2)), 0.0)
