"""Outlines of countries, read from the TopoJSON file of world-atlas.

TopoJSON keeps every border once, as an arc of whole-number steps; a country is a list of arcs, and
the complement of a number (``~3``) says that the arc is walked backwards.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import accumulate
from typing import Any, Final, TypeAlias

from bestpractices.shipped import PACKAGE

Ring: TypeAlias = tuple[tuple[float, float], ...]

BELGIUM: Final = "056"
TURKIYE: Final = "792"
WORLD: Final = PACKAGE / "vendor" / "world-atlas" / "countries-50m.json"


@lru_cache(maxsize=8)
def rings(country: str) -> tuple[Ring, ...]:
    """Outlines of a country, each closed, islands and holes alike, as ``(longitude, latitude)``.

    Parameters
    ----------
    country
        Three digits of ISO 3166-1, such as ``"056"``.

    Raises
    ------
    ValueError
        If the file has no country of this number.

    Examples
    --------
    >>> len(rings(BELGIUM)), len(rings(TURKIYE))
    (1, 3)
    """
    # Only the rings are cached: the parsed world is some hundred times as large.
    return rings_of(json.loads(WORLD.read_text(encoding="utf-8")), country)


def rings_of(topology: dict[str, Any], country: str) -> tuple[Ring, ...]:
    """Outlines of a country in a topology that has an object ``countries``."""
    shapes = topology["objects"]["countries"]["geometries"]
    found = [shape for shape in shapes if shape.get("id") == country]
    if not found:
        message = f'no country "{country}"; give the three digits of ISO 3166-1, such as "056"'
        raise ValueError(message)
    return tuple(_ring(topology, arcs) for shape in found for arcs in _arc_lists(shape))


def _arc_lists(shape: dict[str, Any]) -> Iterator[list[int]]:
    polygons = shape["arcs"] if shape["type"] == "MultiPolygon" else [shape["arcs"]]
    for polygon in polygons:
        yield from polygon


def _ring(topology: dict[str, Any], arcs: Iterable[int]) -> Ring:
    points: list[tuple[float, float]] = []
    for number in arcs:
        backwards = number < 0
        arc = _arc(topology, ~number if backwards else number)
        points += arc[::-1] if backwards else arc
    # The last point of an arc is the first of the next.
    return tuple(point for i, point in enumerate(points) if i == 0 or point != points[i - 1])


def _arc(topology: dict[str, Any], number: int) -> list[tuple[float, float]]:
    (scale_x, scale_y), (west, south) = (topology["transform"][k] for k in ("scale", "translate"))
    steps = topology["arcs"][number]
    columns = accumulate(step[0] for step in steps)
    rows = accumulate(step[1] for step in steps)
    return [(x * scale_x + west, y * scale_y + south) for x, y in zip(columns, rows, strict=True)]
