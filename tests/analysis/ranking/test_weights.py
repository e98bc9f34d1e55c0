import math

import pytest

from bestpractices.analysis.ranking.criteria import CriteriaTable
from bestpractices.analysis.ranking.weights import (
    Swing,
    UnfitWeightsError,
    emphasised_weights,
    ordered_weights,
    ranges,
    swing_weights,
    weights_for,
)

CRITERIA = ("reach", "cost", "time")


def test_without_weights_every_criterion_counts_the_same():
    assert set(weights_for(CRITERIA).values()) == {1 / 3}


def test_weights_are_divided_by_their_sum_and_put_in_the_order_of_the_criteria():
    found = weights_for(CRITERIA, {"time": 10, "reach": 30, "cost": 60})
    assert list(found) == list(CRITERIA)
    assert list(found.values()) == pytest.approx([0.3, 0.6, 0.1])


@pytest.mark.parametrize("unit", [1e-320, 1e-300, 1, 1e308])
def test_weights_of_any_size_keep_their_proportions(unit):
    found = weights_for(("a", "b"), {"a": unit, "b": unit})
    assert found == {"a": 0.5, "b": 0.5}


@pytest.mark.parametrize(
    ("weights", "message"),
    [
        ({"reach": 1, "cost": 1, "tme": 1}, 'did you mean "time"'),
        ({"reach": 1, "cost": 1, "zzz": 1}, "there are reach, cost, time"),
        ({"reach": 1, "cost": 1}, '"time" has no weight; write 0'),
        ({"reach": -1, "cost": 1, "time": 1}, "-1, which is negative"),
        ({"reach": math.nan, "cost": 1, "time": 1}, "nan, which nothing"),
        ({"reach": math.inf, "cost": 1, "time": 1}, "inf, which nothing"),
        ({"reach": "much", "cost": 1, "time": 1}, '"much", which is no number'),
        ({"reach": True, "cost": 1, "time": 1}, '"True", which is no number'),
        ({"reach": None, "cost": 1, "time": 1}, "is empty"),
        ({"reach": 0, "cost": 0, "time": 0}, "all weights are 0"),
        ({}, '"reach" has no weight'),
    ],
)
def test_weights_that_do_not_fit_are_refused_with_the_mend(weights, message):
    with pytest.raises(UnfitWeightsError, match=message):
        weights_for(CRITERIA, weights)


def test_all_faults_are_told_at_once():
    with pytest.raises(UnfitWeightsError) as told:
        weights_for(CRITERIA, {"reach": -1, "tme": 1})
    for part in ("negative", '"time"?', '"cost" has no weight', '"time" has no weight'):
        assert part in str(told.value)


def test_an_order_of_importance_gives_the_centre_of_the_weights_that_keep_it():
    # Barron and Barrett (1996), table for three attributes: 0.6111, 0.2778, 0.1111
    assert list(ordered_weights(CRITERIA).values()) == pytest.approx(
        [0.6111, 0.2778, 0.1111], abs=5e-5
    )
    assert ordered_weights(["reach"]) == {"reach": 1}


def test_one_criterion_can_be_given_a_share_and_the_others_divide_the_rest():
    assert emphasised_weights(CRITERIA, "cost", share=0.6) == pytest.approx(
        {"reach": 0.2, "cost": 0.6, "time": 0.2}
    )
    assert emphasised_weights(["cost"], "cost") == {"cost": 1}
    with pytest.raises(UnfitWeightsError, match='did you mean "cost"'):
        emphasised_weights(CRITERIA, "costs")


def test_swing_points_over_the_whole_scale_are_divided_by_their_sum():
    found = swing_weights({"reach": Swing(100), "cost": Swing(60), "time": Swing(40)})
    assert list(found.values()) == pytest.approx([0.5, 0.3, 0.2])


def test_points_for_a_part_of_the_scale_weigh_the_whole_scale_higher():
    # 50 points for half of the scale are 100 for all of it
    found = swing_weights({"reach": Swing(100), "cost": Swing(50, worst=0.2, best=0.7)})
    assert found == pytest.approx({"reach": 0.5, "cost": 0.5})


@pytest.mark.parametrize(
    ("swing", "message"),
    [
        (Swing(101), "101 points; give 0 to 100"),
        (Swing(-1), "-1 points"),
        (Swing(math.nan), "nan points"),
        (Swing(50, worst=0.4, best=0.4), "no swing to value"),
    ],
)
def test_a_swing_that_cannot_be_valued_is_refused(swing, message):
    with pytest.raises(UnfitWeightsError, match=message):
        swing_weights({"reach": Swing(100), "cost": swing})


def test_somebody_must_say_which_criterion_to_lift_first():
    with pytest.raises(UnfitWeightsError, match="give 100 to the one"):
        swing_weights({"reach": Swing(50), "cost": Swing(20)})


def test_the_range_of_a_criterion_is_that_of_its_known_values():
    table = CriteriaTable.of({"A": (0.2, None, None), "B": (0.7, 0.5, None)}, CRITERIA)
    assert ranges(table) == {"reach": (0.2, 0.7), "cost": (0.5, 0.5), "time": None}
