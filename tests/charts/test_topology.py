import math
from itertools import pairwise

import pytest

from bestpractices.charts.topology import BELGIUM, TURKIYE, Ring, rings, rings_of

EARTH_RADIUS_KM = 6371.0088

# Two squares side by side share the middle arc 0; the eastern one walks it backwards.
TWO_SQUARES = {
    "transform": {"scale": [0.5, 2.0], "translate": [10.0, -5.0]},
    "arcs": [
        [[2, 0], [0, 1]],  # (11, -5) to (11, -3)
        [[2, 1], [-2, 0], [0, -1], [2, 0]],  # round the western square
        [[2, 0], [2, 0], [0, 1], [-2, 0]],  # round the eastern square
    ],
    "objects": {
        "countries": {
            "geometries": [
                {"type": "Polygon", "id": "001", "arcs": [[0, 1]]},
                {"type": "MultiPolygon", "id": "002", "arcs": [[[2, -1]]]},
                {"type": "Polygon", "id": "001", "arcs": [[~0, 2]]},
                {"type": "Polygon", "arcs": [[0, 1]]},
            ]
        }
    },
}


def _area_km2(ring: Ring) -> float:
    """Area on the sphere by Chamberlain and Duquette (2007), Some algorithms for polygons."""
    corners = [(math.radians(x), math.radians(y)) for x, y in ring]
    total = sum(
        (x2 - x1) * (2 + math.sin(y1) + math.sin(y2)) for (x1, y1), (x2, y2) in pairwise(corners)
    )
    return abs(total) * EARTH_RADIUS_KM**2 / 2


def _holds(ring: Ring, x: float, y: float) -> bool:
    """Ray casting: from inside, a ray to the east crosses the ring an odd number of times."""
    crossings = 0
    for (x1, y1), (x2, y2) in pairwise(ring):
        if (y1 > y) != (y2 > y) and x < x1 + (y - y1) * (x2 - x1) / (y2 - y1):
            crossings += 1
    return crossings % 2 == 1


def test_arcs_are_added_up_and_scaled() -> None:
    west, _ = rings_of(TWO_SQUARES, "001")

    assert west == ((11, -5), (11, -3), (10, -3), (10, -5), (11, -5))


def test_a_complement_walks_its_arc_backwards() -> None:
    (east,) = rings_of(TWO_SQUARES, "002")

    assert east == ((11, -5), (12, -5), (12, -3), (11, -3), (11, -5))


def test_shapes_with_one_number_are_one_country() -> None:
    assert len(rings_of(TWO_SQUARES, "001")) == 2


@pytest.mark.parametrize("number", ["999", "BE", ""])
def test_an_unknown_country_is_refused_with_the_mend(number: str) -> None:
    with pytest.raises(ValueError, match="three digits of ISO 3166-1"):
        rings(number)


@pytest.mark.parametrize("country", [BELGIUM, TURKIYE])
def test_every_outline_is_closed_and_has_no_point_twice_in_a_row(country: str) -> None:
    for ring in rings(country):
        assert ring[0] == ring[-1]
        assert all(a != b for a, b in pairwise(ring))


# Total areas in km2 as in The World Factbook (Geography, Area, total); the outlines are drawn for
# maps at 1:50 million, so 1 percent is asked.
@pytest.mark.parametrize(("country", "area"), [(BELGIUM, 30_528), (TURKIYE, 783_562)])
def test_the_outlines_have_the_area_of_the_country(country: str, area: float) -> None:
    assert sum(map(_area_km2, rings(country))) == pytest.approx(area, rel=0.01)


@pytest.mark.parametrize(
    ("country", "x", "y", "inside"),
    [
        (BELGIUM, 4.35, 50.85, True),  # Brussels
        (BELGIUM, 6.13, 49.61, False),  # Luxembourg
        (TURKIYE, 32.86, 39.93, True),  # Ankara
        (TURKIYE, 26.56, 41.68, True),  # Edirne, in Thrace
        (TURKIYE, 25.90, 40.17, True),  # Gökçeada, an island
        (TURKIYE, 33.36, 35.17, False),  # Nicosia
    ],
)
def test_a_town_lies_in_its_country(country: str, x: float, y: float, inside: bool) -> None:
    assert any(_holds(ring, x, y) for ring in rings(country)) is inside


def test_outlines_are_read_once() -> None:
    assert rings(BELGIUM) is rings(BELGIUM)
