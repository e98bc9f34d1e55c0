"""Names beside places, set so that none covers another name or a sign."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from html import escape
from typing import Final

from bestpractices.charts.frame import Box

FONT_SIZE: Final = 11.0  # in units of the viewBox; the style sheet may shrink it, never enlarge it
GAP: Final = 2.5
LINE: Final = 1.1  # height of a line, in font sizes
# Base line of a text that stands over, beside or under a point, in font sizes.
_ABOVE, _MIDDLE, _BELOW = -0.25, 0.35, 0.85
# Widths in font sizes, a little more than common sans-serif fonts have: a page may use any of them.
_NARROW: Final = (frozenset("iıjlfrtIİ.,:;'’|!()[] -"), 0.37)
_WIDE: Final = (frozenset("mwMWŒœÆæ@%"), 0.92)
_CAPITAL: Final = 0.72
_OTHER: Final = 0.58


class Side(Enum):
    """Where a name stands beside its signs: its anchor and the shift of its base line."""

    RIGHT = ("start", _MIDDLE)
    LEFT = ("end", _MIDDLE)
    ABOVE = ("middle", _ABOVE)
    BELOW = ("middle", _BELOW)


class Corner(Enum):
    """Where a name belongs less plainly to its signs."""

    ABOVE_RIGHT = ("start", _ABOVE)
    BELOW_RIGHT = ("start", _BELOW)
    ABOVE_LEFT = ("end", _ABOVE)
    BELOW_LEFT = ("end", _BELOW)


@dataclass(frozen=True)
class Label:
    """A name with the point that it hangs on and the box that it fills.

    ``anchor`` is the SVG word for the side from which the text runs; ``shift`` moves its base line,
    in font sizes, so that the text stays in place when the style sheet shrinks it.
    """

    text: str
    x: float
    y: float
    anchor: str
    shift: float
    box: Box

    def svg(self) -> str:
        """Name as an SVG element."""
        place = f'x="{self.x:.1f}" y="{self.y:.1f}" dy="{self.shift}em"'
        anchor = "" if self.anchor == "start" else f' text-anchor="{self.anchor}"'
        return f'<text class="map-label" {place}{anchor}>{escape(self.text)}</text>'


def text_width(text: str) -> float:
    """About how wide a text is in units of the viewBox, rather too wide than too narrow."""
    return FONT_SIZE * sum(_character_width(character) for character in text)


def free_label(
    text: str, around: Box, *, within: Box, taken: Iterable[Box], sides: Iterable[Side | Corner]
) -> Label | None:
    """First free place for a name.

    Parameters
    ----------
    text
        What is written.
    around
        The signs that the name belongs to.
    within
        The map: no name runs over its edge.
    taken
        Boxes of other signs and names.
    sides
        Where it may stand, the best first.

    Returns
    -------
    Label or None
        None when no place is free; the signs then stand without a name.
    """
    boxes = tuple(taken)
    for side in sides:
        label = _label(text, around, side)
        if within.holds(label.box) and not any(label.box.overlaps(box) for box in boxes):
            return label
    return None


def _label(text: str, around: Box, side: Side | Corner) -> Label:
    anchor, shift = side.value
    width, height = text_width(text), FONT_SIZE * LINE
    gap = GAP if shift == _MIDDLE else -GAP
    x = {
        "start": around.right + gap,
        "middle": (around.left + around.right) / 2,
        "end": around.left - gap,
    }[anchor]
    y = {
        _ABOVE: around.top,
        _MIDDLE: (around.top + around.bottom) / 2,
        _BELOW: around.bottom,
    }[shift]
    left = x - width * {"start": 0, "middle": 0.5, "end": 1}[anchor]
    top = y - height * {_ABOVE: 1, _MIDDLE: 0.5, _BELOW: 0}[shift]
    return Label(text, x, y, anchor, shift, Box(left, top, left + width, top + height))


def _character_width(character: str) -> float:
    for characters, width in (_NARROW, _WIDE):
        if character in characters:
            return width
    return _CAPITAL if character.isupper() else _OTHER
