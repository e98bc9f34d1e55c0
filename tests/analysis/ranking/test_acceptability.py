import numpy as np
import pytest

from bestpractices.analysis.ranking.acceptability import acceptability
from bestpractices.analysis.ranking.criteria import CriteriaTable
from bestpractices.analysis.ranking.rank_shares import (
    central_weights,
    rank_acceptability,
    ranking_entropy,
    winning_index,
)
from bestpractices.analysis.ranking.weight_space import WeightSpace


def test_one_option_is_first_at_the_mean_of_all_weights():
    found = acceptability(CriteriaTable.of({"A": (0.3, None)}, "ab"))
    assert found.ranks.tolist() == [[1.0]]
    assert found.central_weights == pytest.approx(np.array([[0.5, 0.5]]), abs=0.01)
    assert found.confidence.tolist() == [1.0]
    assert (found.best.tolist(), found.worst.tolist()) == ([1], [1])


def test_twins_split_every_rank_they_share():
    table = CriteriaTable.of({"A": (0.9, 0.9), "B": (0.1, 0.2), "C": (0.1, 0.2)}, "ab")
    found = acceptability(table, samples=100)
    assert found.ranks.tolist() == [[1, 0, 0], [0, 0.5, 0.5], [0, 0.5, 0.5]]


def test_three_twins_leave_no_crumbs_of_rounding():
    table = CriteriaTable.of(dict.fromkeys("ABC", (0.3,)) | {"D": (0.1,)}, "a")
    found = acceptability(table, samples=1000)
    assert found.ranks[:3, :3] == pytest.approx(np.full((3, 3), 1 / 3))
    assert found.ranks[:3, 3].tolist() == [0, 0, 0]
    assert found.ranks[3].tolist() == [0, 0, 0, 1]
    assert found.confidence[:3] == pytest.approx(np.full(3, 1 / 3))


def test_an_option_that_is_never_first_has_no_central_weights_and_no_confidence():
    found = acceptability(CriteriaTable.of({"A": (1, 1), "B": (0, 0)}, "ab"), samples=100)
    assert np.isnan(found.central_weights[1]).all()
    assert np.isnan(found.confidence[1])


def test_an_unknown_value_is_drawn_from_its_whole_range():
    # one criterion: unknown beats 0.3 in 0.7 of all cases; the middle would always beat it
    found = acceptability(CriteriaTable.of({"A": (0.3,), "B": (None,)}, "a"))
    assert found.ranks[:, 0] == pytest.approx([0.3, 0.7], abs=0.015)
    assert found.confidence == pytest.approx([0.3, 0.7], abs=0.015)


def test_two_unknown_options_are_drawn_independently():
    found = acceptability(CriteriaTable.of(dict.fromkeys("ABC", (None, None)), "ab"))
    assert found.ranks == pytest.approx(np.full((3, 3), 1 / 3), abs=0.015)


def test_a_known_table_makes_every_first_place_certain_at_the_central_weights():
    rows = {"A": (1.0, 0.2, 0.4), "B": (0.5, 0.8, 0.5), "C": (0.0, 1.0, 0.6)}
    assert acceptability(CriteriaTable.of(rows, "abc")).confidence.tolist() == [1, 1, 1]


def test_weights_known_in_order_change_who_is_accepted():
    table = CriteriaTable.of({"A": (1.0, 0.0), "B": (0.0, 1.0)}, "ab")
    found = acceptability(table, WeightSpace(("a", "b"), order=("a", "b")), samples=100)
    assert found.ranks[:, 0].tolist() == [1, 0]


def test_the_same_seed_gives_the_same_figures_and_another_one_others():
    table = CriteriaTable.of({"A": (1.0, None), "B": (0.2, 0.9)}, "ab")
    one, same, other = (acceptability(table, samples=500, seed=seed) for seed in (7, 7, 8))
    assert one.ranks.tolist() == same.ranks.tolist()
    assert one.ranks.tolist() != other.ranks.tolist()


def test_more_draws_than_fit_one_block_are_counted_once_each():
    table = CriteriaTable.of({str(n): (n / 400,) for n in range(400)}, "a")
    found = acceptability(table, samples=1001)
    assert found.ranks[::-1].tolist() == np.eye(400).tolist()


def test_a_tie_of_draws_is_split_in_ranks_and_in_pairs():
    scores = np.array([[0.5, 0.5, 0.1], [0.9, 0.5, 0.7]])
    assert rank_acceptability(scores)[0].tolist() == [0.75, 0.25, 0]
    assert winning_index(scores)[0].tolist() == [0, 0.75, 1]
    assert winning_index(scores)[1].tolist() == [0.25, 0, 0.5]


def test_central_weights_count_a_shared_first_place_by_its_share():
    scores, weights = np.array([[1.0, 1.0], [1.0, 0.0]]), np.array([[0.0, 1.0], [0.3, 0.7]])
    found = central_weights(scores, weights)
    assert found[0] == pytest.approx([0.2, 0.8])  # (0.5 * 0 + 1 * 0.3) / 1.5
    assert found[1] == pytest.approx([0.0, 1.0])


def test_the_entropy_of_a_decided_ranking_is_nothing_and_of_an_even_one_a_bit():
    assert ranking_entropy(np.array([[1.0, 0.0]] * 4)) == 0
    assert ranking_entropy(np.array([[1.0, 0.0], [0.0, 1.0]])) == 1
