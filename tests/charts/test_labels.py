import pytest

from bestpractices.charts.frame import Box
from bestpractices.charts.labels import Corner, Side, free_label, text_width

MAP = Box(0, 0, 200, 100)
SIGN = Box(95, 45, 105, 55)


@pytest.mark.parametrize(
    ("taken", "anchor", "shift"),
    [
        ([], "start", 0.35),
        ([Box(120, 40, 130, 60)], "end", 0.35),
        ([Box(120, 40, 130, 60), Box(70, 40, 80, 60)], "middle", -0.25),
        ([Box(0, 48, 94, 52), Box(106, 48, 200, 52), Box(95, 30, 105, 44)], "middle", 0.85),
    ],
    ids=["right", "left", "above", "below"],
)
def test_a_name_takes_the_first_free_side(taken: list[Box], anchor: str, shift: float) -> None:
    label = free_label("Gent", SIGN, within=MAP, taken=taken, sides=Side)

    assert label is not None
    assert (label.anchor, label.shift) == (anchor, shift)


def test_a_name_without_room_is_left_away() -> None:
    assert free_label("Gent", SIGN, within=MAP, taken=[MAP], sides=Side) is None


def test_a_name_never_runs_over_the_edge() -> None:
    label = free_label("Gent", Box(190, 45, 200, 55), within=MAP, taken=[], sides=Side)

    assert label is not None
    assert label.anchor == "end"


@pytest.mark.parametrize("side", [*Side, *Corner])
def test_a_name_covers_none_of_its_own_signs(side: Side | Corner) -> None:
    label = free_label("Gent", SIGN, within=MAP, taken=[], sides=[side])

    assert label is not None
    assert not label.box.overlaps(SIGN)
    assert label.box.right - label.box.left == pytest.approx(text_width("Gent"))


def test_wide_letters_need_more_room_than_narrow_ones() -> None:
    assert text_width("mmmm") > text_width("Gent") > text_width("ilıj")


def test_a_name_is_text_and_never_markup() -> None:
    label = free_label("<b>", SIGN, within=MAP, taken=[], sides=Side)

    assert label is not None
    assert "&lt;b&gt;</text>" in label.svg()
