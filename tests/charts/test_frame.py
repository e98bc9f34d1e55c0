import math
import re

import pytest

from bestpractices.charts.frame import Box, Frame, frame_around, land_path
from bestpractices.charts.topology import TURKIYE, rings

# Two degrees of longitude at 60 degrees north are as long as one of latitude.
SQUARE = ((0.0, 59.5), (2.0, 59.5), (2.0, 60.5), (0.0, 60.5), (0.0, 59.5))


def test_longitudes_are_shortened_by_the_cosine_of_the_middle_latitude() -> None:
    frame = frame_around([SQUARE], 120, padding=10)

    assert frame.height == pytest.approx(120)
    assert frame.project(1, 60) == pytest.approx((60, 60))


def test_the_bounding_box_fills_the_frame_up_to_the_padding() -> None:
    frame = frame_around(rings(TURKIYE), 360, padding=10)
    places = [frame.project(*point) for ring in rings(TURKIYE) for point in ring]

    assert min(x for x, _ in places) == pytest.approx(10)
    assert max(x for x, _ in places) == pytest.approx(350)
    assert min(y for _, y in places) == pytest.approx(10)
    assert max(y for _, y in places) == pytest.approx(frame.height - 10, abs=0.05)


@pytest.mark.parametrize(
    ("longitude", "latitude", "held"),
    [(1, 60, True), (2, 60.5, True), (2.1, 60, False), (1, 61, False), (math.nan, 60, False)],
)
def test_a_frame_holds_what_lies_in_its_degrees(
    longitude: float, latitude: float, held: bool
) -> None:
    frame = Frame(0, 59.5, 2, 60.5, width=120, padding=10)

    assert frame.holds(longitude, latitude) is held


def test_points_that_fall_together_are_written_once() -> None:
    frame = frame_around([SQUARE], 120, padding=10)
    doubled = (SQUARE[0], (0.00001, 59.5), *SQUARE[1:])

    assert land_path([SQUARE], frame) == "M10 110l100 0 0 -100 -100 0 0 100z"
    assert land_path([doubled], frame) == land_path([SQUARE], frame)


def test_an_outline_smaller_than_a_tenth_is_not_drawn() -> None:
    frame = frame_around([SQUARE], 120, padding=10)

    assert land_path([((1.0, 60.0), (1.00001, 60.0), (1.0, 60.0))], frame) == ""


def test_the_steps_of_a_long_outline_end_where_they_began() -> None:
    frame = frame_around(rings(TURKIYE), 360, padding=10)
    for part in land_path(rings(TURKIYE), frame).split("z")[:-1]:
        steps = [float(number) for number in re.findall(r"-?[\d.]+", part.split("l")[1])]
        assert sum(steps[::2]) == pytest.approx(0, abs=1e-6)
        assert sum(steps[1::2]) == pytest.approx(0, abs=1e-6)


def test_boxes_that_touch_do_not_overlap() -> None:
    assert not Box(0, 0, 1, 1).overlaps(Box(1, 0, 2, 1))
    assert Box(0, 0, 1, 1).overlaps(Box(0.9, 0.9, 2, 2))
