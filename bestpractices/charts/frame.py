"""The frame of a map: from longitude and latitude to the units of its viewBox."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from itertools import pairwise

from bestpractices.charts.topology import Ring


@dataclass(frozen=True)
class Box:
    """A rectangle in units of the viewBox; y grows downwards."""

    left: float
    top: float
    right: float
    bottom: float

    def overlaps(self, other: Box) -> bool:
        """Whether the two share an area; touching is no overlap."""
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )

    def grown(self, sideways: float, upwards: float) -> Box:
        """Box with more room on both sides, and above and below."""
        left, right = self.left - sideways, self.right + sideways
        return Box(left, self.top - upwards, right, self.bottom + upwards)

    def holds(self, other: Box) -> bool:
        """Whether the other lies in this one, its edges included."""
        return (
            self.left <= other.left
            and other.right <= self.right
            and self.top <= other.top
            and other.bottom <= self.bottom
        )


@dataclass(frozen=True)
class Frame:
    """Equirectangular projection of a part of the earth onto a viewBox.

    Longitudes are shortened by the cosine of the middle latitude, so that a country keeps its
    shape; for one country of middle latitude that is as good as any other projection.

    Parameters
    ----------
    west, south, east, north
        What is shown, in degrees.
    width
        Width of the viewBox.
    padding
        Free space on each side.
    """

    west: float
    south: float
    east: float
    north: float
    width: float
    padding: float

    @property
    def scale(self) -> float:
        """Units of the viewBox for a degree of latitude."""
        return (self.width - 2 * self.padding) / ((self.east - self.west) * self._narrowing)

    @property
    def height(self) -> float:
        """Height of the viewBox, to one decimal."""
        return round((self.north - self.south) * self.scale + 2 * self.padding, 1)

    @property
    def box(self) -> Box:
        """The whole viewBox."""
        return Box(0, 0, self.width, self.height)

    @property
    def _narrowing(self) -> float:
        return math.cos(math.radians((self.south + self.north) / 2))

    def holds(self, longitude: float, latitude: float) -> bool:
        """Whether a place lies in the bounding box of what is shown."""
        return self.west <= longitude <= self.east and self.south <= latitude <= self.north

    def project(self, longitude: float, latitude: float) -> tuple[float, float]:
        """Where a place lies in the viewBox."""
        x = (longitude - self.west) * self._narrowing * self.scale + self.padding
        y = (self.north - latitude) * self.scale + self.padding
        return x, y


def frame_around(outlines: Iterable[Ring], width: float, *, padding: float) -> Frame:
    """Frame that the bounding box of the outlines fills."""
    points = [point for outline in outlines for point in outline]
    longitudes = [longitude for longitude, _ in points]
    latitudes = [latitude for _, latitude in points]
    west, east = min(longitudes), max(longitudes)
    return Frame(west, min(latitudes), east, max(latitudes), width=width, padding=padding)


def land_path(outlines: Iterable[Ring], frame: Frame) -> str:
    """Path data of the outlines: steps in tenths, points that fall together written once."""
    return "".join(_closed(outline, frame) for outline in outlines)


def _closed(outline: Ring, frame: Frame) -> str:
    # Whole tenths: steps between rounded points add up without drift.
    tenths = [tuple(round(10 * n) for n in frame.project(*point)) for point in outline]
    steps = [(x2 - x1, y2 - y1) for (x1, y1), (x2, y2) in pairwise(tenths)]
    start = f"M{_tenth(tenths[0][0])} {_tenth(tenths[0][1])}"
    moves = [f"{_tenth(dx)} {_tenth(dy)}" for dx, dy in steps if dx or dy]
    return f"{start}l{' '.join(moves)}z" if moves else ""


def _tenth(number: int) -> str:
    return f"{number / 10:g}"
