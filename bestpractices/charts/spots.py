"""Where signs and name of each place stand on a map; small places give way to large ones."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Final

from bestpractices.charts.frame import Box, Frame
from bestpractices.charts.labels import Corner, Label, Side, free_label
from bestpractices.charts.signs import Count, half_width, radius

SPACE: Final = 1.0  # between two signs
# Between a name and the signs of another place, sideways and upwards: it must not seem theirs,
# and a sign at the height of a name seems so from farther away.
CLEAR: Final = (7.0, 1.5)
CLEAR_OF_CORNER: Final = (7.0, 3.0)  # a name at a corner may run over or under other signs
FARTHEST: Final = 45  # how far a place gives way at most
DIRECTIONS: Final = 16


@dataclass(frozen=True)
class MapPoint:
    """A place with its counts; label and words of the counts are in the reader's language."""

    id: str
    label: str
    longitude: float | None
    latitude: float | None
    counts: tuple[Count, ...]
    href: str | None = None

    @property
    def total(self) -> int:
        """How much there is at the place, all kinds together."""
        return sum(count.number for count in self.counts)


@dataclass(frozen=True)
class Spot:
    """A point on the map: its signs stand in a row around x and y, the place itself is ``home``."""

    point: MapPoint
    home: tuple[float, float]
    sizes: tuple[float, ...]
    x: float
    y: float
    label: Label | None = None

    @cached_property
    def halves(self) -> list[float]:
        """Half the width of each sign."""
        pairs = zip(self.point.counts, self.sizes, strict=True)
        return [half_width(count.kind, size) for count, size in pairs]

    @cached_property
    def width(self) -> float:
        """Width of the row."""
        return 2 * sum(self.halves) + SPACE * (len(self.sizes) - 1)

    @cached_property
    def box(self) -> Box:
        """What the signs fill, with the space around them."""
        half, tall = self.width / 2 + SPACE / 2, max(self.halves) + SPACE / 2
        return Box(self.x - half, self.y - tall, self.x + half, self.y + tall)

    @cached_property
    def away(self) -> bool:
        """Whether the signs had to give way so far that they no longer cover their place."""
        return not self.box.holds(Box(*self.home, *self.home))


def located(point: MapPoint, frame: Frame) -> tuple[float, float] | None:
    """Where a point lies in the viewBox; None without coordinates or outside the frame."""
    if point.longitude is None or point.latitude is None:
        return None
    inside = frame.holds(point.longitude, point.latitude)
    return frame.project(point.longitude, point.latitude) if inside else None


def spots(points: Iterable[MapPoint], frame: Frame, *, largest: int | None = None) -> list[Spot]:
    """Points that the map shows, largest first, none on top of another.

    Parameters
    ----------
    points
        Points that are not in the frame, and those without any count, are left out.
    frame
        The map.
    largest
        The number that gets the largest sign; the largest of these points when not given.

    Returns
    -------
    list of Spot
        By total, then by id. A place whose signs would overlap those of a larger one moves to the
        nearest free room; where there is none it stays. A name without free room is left away.
    """
    homes = [(_with_signs(point), located(point, frame)) for point in points]
    shown = [(point, home) for point, home in homes if home and point.counts]
    most = largest or max((count.number for p, _ in shown for count in p.counts), default=1)
    waiting = [
        Spot(point, home, tuple(radius(c.number, largest=most) for c in point.counts), *home)
        for point, home in sorted(shown, key=lambda pair: (-pair[0].total, pair[0].id))
    ]
    placed: list[Spot] = []
    for number, spot in enumerate(waiting):
        moved = _with_room(spot, placed, frame.box)
        placed.append(_with_label(moved, placed, waiting[number + 1 :], frame.box))
    return placed


def _with_signs(point: MapPoint) -> MapPoint:
    return replace(point, counts=tuple(count for count in point.counts if count.number > 0))


def _with_room(spot: Spot, placed: Sequence[Spot], within: Box) -> Spot:
    signs = [other.box for other in placed]
    names = _label_boxes(placed)
    if _is_free(spot.box, within, signs + names):
        return spot
    taken = signs + [name.grown(*CLEAR) for name in names]
    around = (replace(spot, x=x, y=y) for x, y in _around(*spot.home))
    return next((moved for moved in around if _is_free(moved.box, within, taken)), spot)


def _is_free(box: Box, within: Box, taken: Iterable[Box]) -> bool:
    return within.holds(box) and not any(box.overlaps(other) for other in taken)


def _with_label(spot: Spot, placed: Sequence[Spot], waiting: Sequence[Spot], within: Box) -> Spot:
    text, names = spot.point.label, _label_boxes(placed)
    for sides, signs in _tries(spot, placed, waiting):
        label = free_label(text, spot.box, within=within, taken=names + signs, sides=sides)
        if label:
            return replace(spot, label=label)
    return spot


def _tries(
    spot: Spot, placed: Sequence[Spot], waiting: Sequence[Spot]
) -> Iterator[tuple[Iterable[Side | Corner], list[Box]]]:
    """Where a name may stand and the signs that it leaves free, the best first."""
    others = [other.box for other in placed]
    homes = [later.box for later in waiting]
    # A later place that has to give way to signs in any case may give way to a name too.
    settled = [*others, spot.box]
    free = [home for home in homes if not any(home.overlaps(box) for box in settled)]
    wanted: tuple[tuple[Iterable[Side | Corner], tuple[float, float]], ...]
    wanted = ((Side, CLEAR), (Corner, CLEAR_OF_CORNER))
    for sides, clear in wanted:
        yield sides, [box.grown(*clear) for box in others + homes]
        yield sides, [box.grown(*clear) for box in others + free]
    yield Side, others + free


def _label_boxes(placed: Sequence[Spot]) -> list[Box]:
    return [spot.label.box for spot in placed if spot.label]


def _around(x: float, y: float) -> Iterator[tuple[float, float]]:
    """Points around a point in growing circles."""
    for distance in range(1, FARTHEST + 1):
        for step in range(DIRECTIONS):
            turn = 2 * math.pi * step / DIRECTIONS
            yield x + distance * math.cos(turn), y + distance * math.sin(turn)
