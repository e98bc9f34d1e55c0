import numpy as np
import pytest

from bestpractices.analysis.ranking.weight_space import WeightSpace
from bestpractices.analysis.ranking.weights import UnfitWeightsError, ordered_weights

ABC = ("a", "b", "c")
DRAWS = 20_000


def drawn(space, seed=1):
    return space.draws(DRAWS, np.random.default_rng(seed))


def test_weights_are_drawn_evenly_from_all_that_sum_to_one():
    found = drawn(WeightSpace(ABC))
    assert found.sum(axis=1) == pytest.approx(np.ones(DRAWS))
    # a share of a triangle drawn evenly: mean 1/3, variance 1/18, above one half in a quarter
    assert found.mean(axis=0) == pytest.approx(np.full(3, 1 / 3), abs=0.01)
    assert found.var(axis=0) == pytest.approx(np.full(3, 1 / 18), abs=0.002)
    assert (found > 0.5).mean(axis=0) == pytest.approx(np.full(3, 1 / 4), abs=0.01)


def test_an_order_of_importance_is_kept_by_every_draw_and_their_mean_is_its_centre():
    found = drawn(WeightSpace(ABC, order=("c", "a", "b")))
    assert (found[:, 2] >= found[:, 0]).all()
    assert (found[:, 0] >= found[:, 1]).all()
    centre = ordered_weights(["c", "a", "b"])
    assert found.mean(axis=0) == pytest.approx([centre[name] for name in ABC], abs=0.01)


@pytest.mark.parametrize(
    "intervals", [{"a": (0.5, 0.7)}, {"a": (0.1, 0.4), "b": (0.3, 1.0)}, {"c": (0.0, 0.05)}]
)
def test_within_intervals_draws_are_as_even_as_those_that_happen_to_fit(intervals):
    found = drawn(WeightSpace(ABC, intervals=intervals))
    free = WeightSpace(ABC).draws(400_000, np.random.default_rng(2))
    for name, (low, high) in intervals.items():
        column = ABC.index(name)
        assert found[:, column].min() >= low
        assert found[:, column].max() <= high
        free = free[(free[:, column] >= low) & (free[:, column] <= high)]
    assert found.sum(axis=1) == pytest.approx(np.ones(DRAWS))
    assert found.mean(axis=0) == pytest.approx(free.mean(axis=0), abs=0.005)
    assert found.std(axis=0) == pytest.approx(free.std(axis=0), abs=0.005)


def test_many_criteria_within_intervals_are_drawn_as_evenly_as_without():
    names = tuple("abcdefgh")
    found = drawn(WeightSpace(names, intervals={"a": (0.0, 1.0)}))
    # mean 1/8, variance 7/576
    assert found.mean(axis=0) == pytest.approx(np.full(8, 1 / 8), abs=0.005)
    assert found.var(axis=0) == pytest.approx(np.full(8, 7 / 576), abs=0.001)


def test_intervals_that_leave_one_point_give_that_point():
    found = WeightSpace(("a", "b"), intervals={"a": (0.3, 0.3)}).draws(5, np.random.default_rng(1))
    assert found == pytest.approx(np.tile([0.3, 0.7], (5, 1)))


def test_the_best_weights_for_some_values_keep_the_restriction():
    values = [0.1, 0.9, 0.5]
    assert WeightSpace(ABC).best_for(values).tolist() == [0, 1, 0]
    assert WeightSpace(ABC, order=ABC).best_for(values) == pytest.approx([0.5, 0.5, 0])
    bounded = WeightSpace(ABC, intervals={"a": (0.2, 1), "b": (0, 0.5)})
    assert bounded.best_for(values) == pytest.approx([0.2, 0.5, 0.3])


def test_corners_are_the_extreme_weights():
    rng = np.random.default_rng(1)
    assert WeightSpace(ABC).corners(rng).tolist() == np.eye(3).tolist()
    ordered = WeightSpace(ABC, order=("b", "a", "c")).corners(rng)
    assert ordered == pytest.approx(np.array([[0, 1, 0], [0.5, 0.5, 0], [1 / 3] * 3]))
    bounded = WeightSpace(("a", "b"), intervals={"a": (0.2, 0.6)}).corners(rng)
    assert bounded == pytest.approx(np.array([[0.2, 0.8], [0.6, 0.4]]))


@pytest.mark.parametrize(
    ("given", "message"),
    [
        ({"order": ("a", "b")}, "every criterion once"),
        ({"order": ("a", "b", "b")}, "every criterion once"),
        ({"order": ABC, "intervals": {"a": (0, 1)}}, "give one of them"),
        ({"intervals": {"d": (0, 1)}}, '"d", which is no criterion'),
        ({"intervals": {"a": (0.6, 0.5)}}, "smaller number first"),
        ({"intervals": {"a": (-0.1, 0.5)}}, "within 0 and 1"),
        ({"intervals": {"a": (float("nan"), 0.5)}}, "within 0 and 1"),
        ({"intervals": {"a": (0.6, 1), "b": (0.6, 1)}}, "the least sum to 1.2"),
        ({"intervals": dict.fromkeys(ABC, (0, 0.3))}, "the largest to 0.9"),
    ],
)
def test_restrictions_that_no_weights_meet_are_refused(given, message):
    with pytest.raises(UnfitWeightsError, match=message):
        WeightSpace(ABC, **given)
