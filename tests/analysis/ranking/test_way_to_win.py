import pytest

from bestpractices.analysis.ranking.criteria import CriteriaTable
from bestpractices.analysis.ranking.way_to_win import (
    can_be_first,
    nearest_weights,
    value_changes,
    way_to_win,
    weight_changes,
)

CAMPS = CriteriaTable.of(
    {"A": (1.0, 0.2, 0.4), "B": (0.5, 0.8, 0.5), "C": (0.0, 1.0, 0.6)}, ["a", "b", "c"]
)


def test_the_first_has_nothing_to_change():
    assert way_to_win(CAMPS, "B") is None


def test_the_weight_at_which_an_option_draws_level_is_found_by_hand():
    # with x on a and the rest even: A = x + 0.3 (1 - x), B = 0.5 x + 0.65 (1 - x);
    # level where 0.5 x = 0.35 (1 - x), so at 7/17
    found = weight_changes(CAMPS, "A")
    assert found["a"].needed == pytest.approx(7 / 17)
    assert found["a"].now == pytest.approx(1 / 3)
    # with x on b: A = 0.2 x + 0.7 (1 - x), B = 0.8 x + 0.5 (1 - x), level at x = 1/4
    assert found["b"].needed == pytest.approx(1 / 4)
    # more or less of c never puts A before both
    assert "c" not in found
    assert way_to_win(CAMPS, "A").weight == found["a"]


def test_the_value_that_would_suffice_is_its_lack_divided_by_the_weight():
    # A lacks 0.6 - 1.6/3 = 0.2/3, over a weight of one third
    found = value_changes(CAMPS, "A")
    assert {name: change.needed for name, change in found.items()} == pytest.approx(
        {"b": 0.4, "c": 0.6}
    )
    assert found["b"].now == 0.2


def test_an_unknown_value_says_from_where_on_it_would_suffice():
    table = CriteriaTable.of({"A": (0.8, 0.5), "B": (0.9, None)}, ["a", "b"])
    change = value_changes(table, "B")["b"]
    assert (change.now, change.needed) == (None, pytest.approx(0.4))


def test_the_nearest_weights_move_no_more_than_they_must():
    # A is level with B where 0.5 a - 0.6 b - 0.1 c = 0; from thirds it is nearest to move 2/33
    # from b to a, because there the gap of 0.2/3 closes fastest: by 1.1 for every unit moved
    found = nearest_weights(CAMPS, "A")
    moved = 0.2 / 3 / 1.1
    assert list(found.values()) == pytest.approx([1 / 3 + moved, 1 / 3 - moved, 1 / 3])
    assert way_to_win(CAMPS, "A").distance == pytest.approx(2 * moved)


def test_for_a_dominated_option_no_weights_help_but_a_value_may():
    table = CriteriaTable.of({"A": (1.0, 0.6), "B": (0.9, 0.6)}, ["a", "b"])
    found = way_to_win(table, "B")
    assert (found.weight, found.weights, found.distance) == (None, None, None)
    assert found.value.needed == pytest.approx(1.0)


def test_being_level_where_the_better_criterion_weighs_nothing_is_not_winning():
    table = CriteriaTable.of({"A": (1.0, 0.0), "B": (1.0, 1.0)}, ["a", "b"])
    assert not can_be_first(table, "A")
    assert weight_changes(table, "A") == {}


def test_an_option_between_two_others_is_first_under_no_weights_without_being_dominated():
    rows = {"A": (1.0, 0.0), "B": (0.0, 1.0), "C": (0.4, 0.4)}
    table = CriteriaTable.of(rows, ["a", "b"])
    assert not can_be_first(table, "C")
    assert can_be_first(table, "A")
    assert nearest_weights(table, "C") is None


def test_twins_win_together():
    table = CriteriaTable.of({"A": (1.0, 0), "B": (1.0, 0), "C": (0, 1.0)}, ["a", "b"])
    assert can_be_first(table, "A")
    weights = {"a": 1, "b": 3}
    assert weight_changes(table, "A", weights=weights)["a"].needed == pytest.approx(0.5)


def test_weight_that_comes_free_from_a_single_criterion_is_spread_evenly():
    table = CriteriaTable.of({"A": (1.0, 0, 0), "B": (0, 1.0, 1.0)}, ["a", "b", "c"])
    weights = {"a": 1, "b": 0, "c": 0}
    found = weight_changes(table, "B", weights=weights)
    assert found["a"].needed == pytest.approx(0.5)  # then a quarter each on b and c
    assert found["b"].needed == pytest.approx(0.5)


def test_one_criterion_leaves_no_weight_to_change():
    table = CriteriaTable.of({"A": (1.0,), "B": (0.4,)}, ["a"])
    found = way_to_win(table, "B")
    assert (found.weight, found.weights) == (None, None)
    assert found.value.needed == pytest.approx(1.0)


def test_a_value_in_a_criterion_without_weight_changes_nothing():
    table = CriteriaTable.of({"A": (1.0, 0.5), "B": (0.4, 0.5)}, ["a", "b"])
    assert list(value_changes(table, "B", weights={"a": 1, "b": 0})) == ["a"]
