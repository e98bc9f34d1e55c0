import math
import re

import pytest

from bestpractices.charts.signs import Kind, half_width, legend_sign, radius, sign


def test_area_stands_for_the_number() -> None:
    assert radius(40, largest=40) ** 2 == pytest.approx(4 * radius(10, largest=40) ** 2)


def test_a_small_number_is_still_seen_and_a_larger_one_stays_on_the_map() -> None:
    assert radius(1, largest=1000) == 3.5
    assert radius(80, largest=40) == radius(40, largest=40)


def test_the_three_shapes_have_the_same_area() -> None:
    side = 2 * half_width(Kind.PARTNER, 8)
    diagonal = 2 * half_width(Kind.NEED, 8)

    assert half_width(Kind.PRACTICE, 8) == 8
    assert side**2 == pytest.approx(math.pi * 64)
    assert diagonal**2 / 2 == pytest.approx(math.pi * 64)


def test_every_kind_has_a_shape_of_its_own() -> None:
    shapes = {kind: re.match(r"<(\w+)", sign(kind, 5, x=0, y=0)) for kind in Kind}

    assert {kind: found and found[1] for kind, found in shapes.items()} == {
        Kind.PRACTICE: "circle",
        Kind.NEED: "path",
        Kind.PARTNER: "rect",
    }


@pytest.mark.parametrize("kind", Kind)
def test_a_sign_in_a_legend_is_silent_and_fits_its_box(kind: Kind) -> None:
    assert 'aria-hidden="true"' in legend_sign(kind)
    assert f'class="map-point {kind}"' in legend_sign(kind)
    assert half_width(kind, 5) <= 8
