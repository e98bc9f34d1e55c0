from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from bestpractices.charts.frame import Frame
from bestpractices.charts.signs import Count, Kind
from bestpractices.charts.spots import MapPoint, Spot, spots

FRAME = Frame(0, -1, 4, 1, width=400, padding=0)  # about 100 units for a degree


def _point(name: str, x: float | None, y: float | None, **numbers: int) -> MapPoint:
    counts = tuple(Count(Kind(kind), number, f"{number}") for kind, number in numbers.items())
    return MapPoint(name, name, x, y, counts)


def _one(*points: MapPoint, named: str) -> Spot:
    return next(spot for spot in spots(points, FRAME) if spot.point.id == named)


def test_large_places_come_first_and_ties_go_by_id() -> None:
    points = [_point("b", 1, 0, need=1), _point("a", 2, 0, need=1), _point("z", 3, 0, need=9)]

    assert [spot.point.id for spot in spots(points, FRAME)] == ["z", "a", "b"]


def test_a_place_alone_stays_at_home() -> None:
    spot = _one(_point("a", 1, 0, need=1), named="a")

    assert (spot.x, spot.y) == spot.home
    assert not spot.away


def test_signs_of_a_place_stand_side_by_side_around_it() -> None:
    spot = _one(_point("a", 1, 0, practice=4, need=4), named="a")

    assert len(spot.halves) == 2
    assert spot.width == 2 * sum(spot.halves) + 1
    assert (spot.box.left + spot.box.right) / 2 == spot.home[0]


def test_a_small_place_gives_way_to_a_large_one() -> None:
    points = [_point("small", 1.001, 0, need=1), _point("large", 1, 0, practice=30)]
    small, large = _one(*points, named="small"), _one(*points, named="large")

    assert (large.x, large.y) == large.home
    assert small.away
    assert not small.box.overlaps(large.box)


def test_a_count_of_zero_has_no_sign_and_a_place_without_any_is_not_shown() -> None:
    points = [_point("a", 1, 0, practice=0, need=2), _point("b", 2, 0, practice=0)]
    shown = spots(points, FRAME)

    assert [spot.point.id for spot in shown] == ["a"]
    assert [count.kind for count in shown[0].point.counts] == [Kind.NEED]


def test_maps_side_by_side_can_share_one_scale() -> None:
    alone = spots([_point("a", 1, 0, need=4)], FRAME)[0]
    shared = spots([_point("a", 1, 0, need=4)], FRAME, largest=16)[0]

    assert alone.sizes[0] == 2 * shared.sizes[0]


def test_no_points_give_no_spots() -> None:
    assert spots([], FRAME) == []


@given(
    st.lists(
        st.tuples(st.floats(0.5, 3.5), st.floats(-0.8, 0.8), st.integers(1, 4)),
        max_size=9,
    )
)
def test_neither_signs_nor_names_cover_each_other(places: list[tuple[float, float, int]]) -> None:
    points = [_point(f"place {i}", x, y, need=n) for i, (x, y, n) in enumerate(places)]
    shown = spots(points, FRAME, largest=40)
    boxes = [spot.box for spot in shown] + [spot.label.box for spot in shown if spot.label]

    assert len(shown) == len(places)
    assert all(FRAME.box.holds(box) for box in boxes)
    assert not any(one.overlaps(other) for one, other in combinations(boxes, 2))
