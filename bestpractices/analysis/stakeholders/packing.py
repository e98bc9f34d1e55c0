"""Parts of a picture beside each other: the largest on the left, the others in rows."""

from __future__ import annotations

import math
from collections.abc import Sequence
from typing import Final

import numpy as np

from bestpractices.analysis.stakeholders.ties import Floats

_GAP: Final = 1.2  # between two parts, in units of the places
_SLACK: Final = 1.3  # rows are never filled to the last


def packed(parts: Sequence[Floats]) -> list[Floats]:
    """Places of each part, moved so that no two parts overlap.

    Parameters
    ----------
    parts
        Places of each, one row a node, x and y; the largest first.

    Returns
    -------
    list[ndarray]
        In the same order: the first as it was, its corner at 0; the others on its right in rows
        from the top, as high as the first together. No parts: empty.

    Examples
    --------
    >>> packed([np.array([[0.0, 0.0], [2.0, 2.0]]), np.zeros((1, 2))])[1].tolist()
    [[3.2, 2.0]]
    """
    if not parts:
        return []
    boxes = [np.ptp(part, axis=0) if len(part) else np.zeros(2) for part in parts]
    first, *others = parts
    moved = [first - first.min(axis=0)]
    top = height = float(boxes[0][1])
    left = right = float(boxes[0][0]) + _GAP
    widest = _width([box + _GAP for box in boxes[1:]], height)
    deepest = 0.0
    for part, (width, depth) in zip(others, boxes[1:], strict=True):
        if right > left and right + width > left + widest:
            top, right, deepest = top - deepest - _GAP, left, 0.0
        moved.append(part - [part[:, 0].min(), part[:, 1].max()] + [right, top])
        right, deepest = right + float(width) + _GAP, max(deepest, float(depth))
    return moved


def _width(boxes: Sequence[Floats], height: float) -> float:
    """How wide the rows must be to be about as high as the first part."""
    area = sum(float(width * depth) for width, depth in boxes)
    widest = max((float(width) for width, _ in boxes), default=0.0)
    high = max(height, math.sqrt(area), _GAP)
    return max(widest, _SLACK * area / high)
