import numpy as np
import pytest

from bestpractices.analysis.ranking.value_function import linear_values


def test_figures_become_values_between_the_worst_and_the_best_of_the_options():
    found = linear_values(np.array([[10.0, 3], [20, 1], [15, 2]]), ["max", "min"])
    assert found.tolist() == [[0, 0], [1, 1], [0.5, 0.5]]


def test_on_a_fixed_scale_values_do_not_move_when_options_come_and_go():
    scale = {"worst": np.array([0.0]), "best": np.array([40.0])}
    assert linear_values(np.array([[10.0], [20]]), ["max"], **scale).tolist() == [[0.25], [0.5]]
    assert linear_values(np.array([[10.0], [50]]), ["max"], **scale).tolist() == [[0.25], [1]]


def test_a_column_without_a_range_is_named():
    with pytest.raises(ValueError, match="column 2 has no range; name its worst and best"):
        linear_values(np.array([[10.0, 3], [20, 3]]), ["max", "min"])
