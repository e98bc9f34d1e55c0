import numpy as np
import pytest

from bestpractices.analysis.ranking.criteria import CriteriaTable
from bestpractices.analysis.ranking.span import span
from bestpractices.analysis.ranking.weight_space import WeightSpace

CAMPS = {"A": (1.0, 0.2, 0.4), "B": (0.5, 0.8, 0.5), "C": (0.0, 1.0, 0.6)}


def test_the_range_of_a_score_goes_from_its_worst_to_its_best_criterion():
    found = span(CriteriaTable.of(CAMPS, "abc"))
    assert found.low.tolist() == [0.2, 0.5, 0.0]
    assert found.high.tolist() == [1.0, 0.8, 1.0]


def test_the_compromise_is_never_last_and_each_camp_may_be_anything():
    # field guide 9: B is last under no weights, A and C are first and last under some
    found = span(CriteriaTable.of(CAMPS, "abc"))
    assert found.best.tolist() == [1, 1, 1]
    assert found.worst.tolist() == [3, 2, 3]


def test_unknown_values_stretch_score_and_rank():
    found = span(CriteriaTable.of({"A": (0.5,), "B": (None,), "C": (0.4,)}, "a"))
    assert (found.low.tolist(), found.high.tolist()) == ([0.5, 0, 0.4], [0.5, 1, 0.4])
    assert found.best.tolist() == [1, 1, 2]
    assert found.worst.tolist() == [2, 3, 3]


def test_an_option_with_unknown_values_is_not_its_own_rival():
    found = span(CriteriaTable.of({"A": (None, None)}, "ab"))
    assert (found.best.tolist(), found.worst.tolist()) == ([1], [1])


def test_dominance_sets_the_limits():
    table = CriteriaTable.of({"A": (1, 1), "B": (0.4, 0.5), "C": (0.5, 0.4)}, "ab")
    found = span(table)
    assert found.best_limit.tolist() == [1, 2, 2]
    assert found.worst_limit.tolist() == [1, 3, 3]
    assert found.best.tolist() == [1, 2, 2]


def test_no_option_shares_a_place_only_where_a_criterion_weighs_nothing():
    found = span(CriteriaTable.of({"A": (1.0, 0.0), "B": (1.0, 1.0)}, "ab"))
    assert found.best.tolist() == [2, 1]


def test_an_order_of_importance_narrows_the_bar():
    table = CriteriaTable.of({"A": (1.0, 0.0), "B": (0.0, 1.0)}, "ab")
    found = span(table, WeightSpace(("a", "b"), order=("b", "a")))
    assert (found.low.tolist(), found.high.tolist()) == ([0, 0.5], [0.5, 1])
    assert found.best.tolist() == [2, 1]  # level with equal weights only
    narrow = span(table, WeightSpace(("a", "b"), intervals={"b": (0.6, 0.9)}))
    assert narrow.low == pytest.approx([0.1, 0.6])
    assert narrow.high == pytest.approx([0.4, 0.9])
    assert narrow.best.tolist() == [2, 1]


def test_two_criteria_have_the_extreme_ranks_of_every_weight_tried_in_turn():
    values = np.random.default_rng(3).random((12, 2)).round(2)
    found = span(CriteriaTable.of({str(n): row for n, row in enumerate(values)}, "ab"))
    first = np.linspace(0.0005, 0.9995, 5001)
    scores = np.outer(first, values[:, 0]) + np.outer(1 - first, values[:, 1])
    ranks = 1 + (scores[:, None, :] > scores[:, :, None] + 1e-9).sum(axis=2)
    assert found.best.tolist() == ranks.min(axis=0).tolist()
    assert found.worst.tolist() == ranks.max(axis=0).tolist()
