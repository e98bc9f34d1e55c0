"""Shapes and colours of the groups of a network, the same as in the moving picture."""

from __future__ import annotations

import math
from typing import Final

# On white each has a contrast of at least 4.5:1, and no two have one shape.
COLOURS: Final = ("#0b6b6d", "#b0470f", "#55489a", "#6b5200", "#96305f", "#3d6b1f")
# Corners as multiples of the radius; the areas are about that of the circle. None: a circle.
_CORNERS: Final[tuple[tuple[tuple[float, float], ...] | None, ...]] = (
    None,
    ((-0.89, -0.89), (0.89, -0.89), (0.89, 0.89), (-0.89, 0.89)),
    ((0, -1.25), (1.25, 0), (0, 1.25), (-1.25, 0)),
    ((0, -1.35), (1.25, 0.95), (-1.25, 0.95)),
    (
        (-0.4, -1.15), (0.4, -1.15), (0.4, -0.4), (1.15, -0.4), (1.15, 0.4), (0.4, 0.4),
        (0.4, 1.15), (-0.4, 1.15), (-0.4, 0.4), (-1.15, 0.4), (-1.15, -0.4), (-0.4, -0.4),
    ),
    tuple((1.1 * math.cos(math.pi * k / 3), 1.1 * math.sin(math.pi * k / 3)) for k in range(6)),
)  # fmt: skip


def node_sign(group: int, x: float, y: float, radius: float) -> str:
    """Sign of the group at this place in the legend; a seventh group looks like the first."""
    at = group % len(COLOURS)
    looks = f'fill="{COLOURS[at]}" stroke="#ffffff" stroke-width="1"'
    corners = _CORNERS[at]
    if corners is None:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{radius:.1f}" {looks}/>'
    points = " ".join(f"{x + radius * dx:.1f},{y + radius * dy:.1f}" for dx, dy in corners)
    return f'<polygon points="{points}" {looks}/>'
