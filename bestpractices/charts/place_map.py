"""A map of one country with what there is at its places: SVG text, no tiles, no script, no style.

Looks come from the page's style sheet by class: ``map``, ``map-land``, ``map-place``, ``map-hit``,
``map-lead``, ``map-point`` with ``practice``, ``need`` or ``partner``, ``map-label``.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from html import escape
from typing import Final

from bestpractices.charts.frame import Frame, frame_around, land_path
from bestpractices.charts.labels import FONT_SIZE
from bestpractices.charts.signs import sign
from bestpractices.charts.spots import SPACE, MapPoint, Spot, located, spots
from bestpractices.charts.topology import rings

WIDTH: Final = 360.0  # about the width of a phone: there a unit is a pixel
PADDING: Final = 10.0
TOUCH: Final = 12.0  # half of the 24 px that a finger needs


def place_map(  # noqa: PLR0913  # every word comes from the caller
    country: str,
    points: Iterable[MapPoint],
    *,
    title: str,
    description: str = "",
    name: str | None = None,
    width: float = WIDTH,
    largest: int | None = None,
    colon: str = ": ",
) -> str:
    """SVG of a country with its places; the same input gives the same bytes.

    Parameters
    ----------
    country
        Three digits of ISO 3166-1, such as ``"056"``.
    points
        Places; those that ``left_out`` names are not drawn. A count of 0 has no sign.
    title, description
        What the map is and what it shows, for those who do not see it.
    name
        Start of the ids in the SVG, unique on its page; ``map-056`` when it is not given.
    width
        Width of the viewBox; letters are 11 units high, so 360 suits phones.
    largest
        The number that gets the largest sign; give the same to maps that stand side by side.
        The largest number on this map when it is not given.
    colon
        What stands between the name of a place and its counts; French has a space before it.

    Returns
    -------
    str
        One ``svg`` element without width and height: it fills what holds it. Large places come
        before small ones, so the keyboard goes from large to small.

    Raises
    ------
    ValueError
        If there is no such country.

    Examples
    --------
    >>> from bestpractices.charts.signs import Count, Kind
    >>> ghent = MapPoint("ghent", "Gent", 3.72, 51.05, (Count(Kind.NEED, 2, "2 noden"),))
    >>> "<title>Gent: 2 noden</title>" in place_map("056", [ghent], title="België")
    True
    """
    outlines = rings(country)
    frame = frame_around(outlines, width, padding=PADDING)
    shown = spots(points, frame, largest=largest)
    places = [_place(spot, shown, colon) for spot in shown]
    land = f'<path class="map-land" d="{land_path(outlines, frame)}"/>'
    linked = any(spot.point.href for spot in shown)
    head = _head(frame, name or f"map-{country}", title, description, linked=linked)
    return "\n".join([head, land + _leads(shown), *places, "</svg>"])


def left_out(country: str, points: Iterable[MapPoint]) -> tuple[MapPoint, ...]:
    """Points that the map cannot show: without coordinates, or outside the country's frame.

    The page names them in words, so that nothing is lost.
    """
    frame = frame_around(rings(country), WIDTH, padding=PADDING)
    return tuple(point for point in points if located(point, frame) is None)


def _head(frame: Frame, name: str, title: str, description: str, *, linked: bool) -> str:
    name = escape(name)
    # An image may hold nothing that can be focused: a map with links is a group.
    role = "group" if linked else "img"
    ids = f"{name}-title {name}-desc" if description else f"{name}-title"
    size = f'viewBox="0 0 {frame.width:g} {frame.height:g}" font-size="{FONT_SIZE:g}"'
    lines = [f'<svg class="map" role="{role}" {size} aria-labelledby="{ids}">']
    lines.append(f'<title id="{name}-title">{escape(title)}</title>')
    if description:
        lines.append(f'<desc id="{name}-desc">{escape(description)}</desc>')
    return "\n".join(lines)


def _place(spot: Spot, shown: Sequence[Spot], colon: str) -> str:
    point = spot.point
    words = escape(point.label + colon + ", ".join(count.words for count in point.counts))
    attributes = f'class="map-place" data-place="{escape(point.id)}"'
    drawn = _hit(spot, shown) + _signs(spot) + (spot.label.svg() if spot.label else "")
    inner = f"<title>{words}</title>{drawn}"
    if point.href is None:
        return f"<g {attributes}>{inner}</g>"
    return f'<a {attributes} href="{escape(point.href)}" aria-label="{words}">{inner}</a>'


def _hit(spot: Spot, shown: Sequence[Spot]) -> str:
    """Unseen circle that a finger can hit, as large as the neighbours leave it; marks the focus."""
    room = [
        min(distance / 2, distance - other.width / 2 - SPACE)
        for other in shown
        if (distance := math.hypot(spot.x - other.x, spot.y - other.y))
    ]
    reach = max(min([TOUCH, *room]), spot.width / 2 + SPACE)
    place = f'cx="{spot.x:.1f}" cy="{spot.y:.1f}" r="{reach:.1f}"'
    return f'<circle class="map-hit" {place} fill="none" pointer-events="all"/>'


def _leads(shown: Sequence[Spot]) -> str:
    """Lines from places to their signs where these had to give way; they run below all signs."""
    lines = [
        f"M{x:.1f} {y:.1f}l{spot.x - x:.1f} {spot.y - y:.1f}"
        for spot in shown
        if spot.away
        for x, y in [spot.home]
    ]
    return f'\n<path class="map-lead" d="{"".join(lines)}" fill="none"/>' if lines else ""


def _signs(spot: Spot) -> str:
    x, signs = spot.x - spot.width / 2, []
    for count, size, half in zip(spot.point.counts, spot.sizes, spot.halves, strict=True):
        signs.append(sign(count.kind, size, x=x + half, y=spot.y))
        x += 2 * half + SPACE
    return "".join(signs)
