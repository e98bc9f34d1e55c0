"""Signs for what there is at a place: a shape for each kind, so colour is never the only sign."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

LARGEST: Final = 13.0
SMALLEST: Final = 3.5  # 7 px across on a phone: still told apart by its shape


class Kind(StrEnum):
    """What is counted; the value is the CSS class and never shown."""

    PRACTICE = "practice"
    NEED = "need"
    PARTNER = "partner"


@dataclass(frozen=True)
class Count:
    """How many of a kind, and the same in the reader's words: ``"12 practices"``."""

    kind: Kind
    number: int
    words: str


def radius(number: int, *, largest: int) -> float:
    """Radius of the circle whose area stands for a number; the other shapes have the same area.

    Parameters
    ----------
    number
        At least 1.
    largest
        The number that gets the largest circle.

    Returns
    -------
    float
        Between 3.5 and 13 units. Below about a fourteenth of the largest, area no longer tells
        numbers apart: a sign that one cannot see would tell less.
    """
    return max(SMALLEST, LARGEST * math.sqrt(min(number / largest, 1)))


def half_width(kind: Kind, size: float) -> float:
    """Half the width of a sign whose area is that of a circle with radius ``size``."""
    return size * _REACH[kind]


def sign(kind: Kind, size: float, *, x: float, y: float) -> str:
    """Circle for a practice, diamond for a need, square for a partner, centred on x and y."""
    return _SHAPES[kind](f'class="map-point {kind}"', half_width(kind, size), x, y)


def legend_sign(kind: Kind) -> str:
    """Sign alone, for a legend beside its word; silent, because the word says it."""
    shape = sign(kind, 5, x=8, y=8)
    return f'<svg class="map-legend" viewBox="0 0 16 16" aria-hidden="true">{shape}</svg>'


def _circle(attributes: str, reach: float, x: float, y: float) -> str:
    return f'<circle {attributes} cx="{x:.1f}" cy="{y:.1f}" r="{reach:.1f}"/>'


def _diamond(attributes: str, reach: float, x: float, y: float) -> str:
    r = f"{reach:.1f}"
    return f'<path {attributes} d="M{x:.1f} {y - reach:.1f}l{r} {r}-{r} {r}-{r}-{r}z"/>'


def _square(attributes: str, reach: float, x: float, y: float) -> str:
    side = f"{2 * reach:.1f}"
    place = f'x="{x - reach:.1f}" y="{y - reach:.1f}"'
    return f'<rect {attributes} {place} width="{side}" height="{side}"/>'


# Half the width of each shape when its area is that of the circle with radius 1.
_REACH: Final = {
    Kind.PRACTICE: 1.0,
    Kind.NEED: math.sqrt(math.pi / 2),
    Kind.PARTNER: math.sqrt(math.pi) / 2,
}
_SHAPES: Final[dict[Kind, Callable[[str, float, float, float], str]]] = {
    Kind.PRACTICE: _circle,
    Kind.NEED: _diamond,
    Kind.PARTNER: _square,
}
