"""The ranking against judged pairs, and the figures that say how good it is.

``notebooks/research/02_matching.ipynb`` shows them, ``benchmarks/matching.py`` beside simpler
rankings.
"""

from __future__ import annotations

import json

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestpractices.analysis.matching import BALANCED, matcher
from bestpractices.analysis.matching.quality import (
    Judged,
    figures,
    interval,
    judged_values,
    leave_one_need_out,
    ndcg,
    sums,
)
from bestpractices.shipped import shipped

FILE = json.loads((shipped("notebooks") / "research" / "judged_matches.json").read_text("utf-8"))
# What was measured, 0.892, less what a changed record may cost.
FLOOR = 0.87


@pytest.fixture(scope="module")
def judged(kb):
    return Judged.of(FILE["needs"], FILE["judged_practices"], kb=kb)


@pytest.fixture(scope="module")
def values(kb, judged):
    return judged_values(matcher(kb), judged)


def test_the_first_practice_is_clearly_useful_for_every_need(judged, values):
    first = sums(values, BALANCED).argmax(axis=1)
    grades = judged.grades[np.arange(len(judged.needs)), first]
    assert len(grades) == 9
    assert not {name: grade for name, grade in zip(judged.needs, grades, strict=True) if grade < 2}


def test_the_first_five_are_as_good_as_they_were_measured(judged, values):
    assert ndcg(sums(values, BALANCED), judged.grades, 5).mean() >= FLOOR


def test_a_grade_that_is_missing_is_0_and_what_the_base_has_not_is_left_out(kb):
    need, other = sorted(kb.needs)[:2]
    one, two = sorted(kb.practices)[:2]
    found = Judged.of({other: {two: 3}, need: {one: 1}, "none": {one: 3}}, {one, two, "none"},
                      kb=kb)  # fmt: skip

    assert (found.needs, found.practices) == ((need, other), (one, two))
    assert found.grades.tolist() == [[1, 0], [0, 3]]


def test_figures_of_an_order_are_those_counted_by_hand():
    # Order 0, 3, 1, 2: the first useful one stands second, two of the first three are no use.
    fifth, tenth, reciprocal, third = figures(
        np.array([[4.0, 3, 2, 1]]), np.array([[0.0, 3, 1, 2]])
    )
    gained = 7 / np.log2(3) + 1 / 2 + 3 / np.log2(5)
    best = 7 + 3 / np.log2(3) + 1 / 2
    assert fifth == tenth == pytest.approx(gained / best)
    assert (reciprocal.item(), third.item()) == (0.5, pytest.approx(1 / 3))


def test_a_need_for_which_nothing_is_useful_has_no_ndcg_and_no_first_hit():
    fifth, _, reciprocal, third = figures(np.array([[2.0, 1]]), np.zeros((1, 2)))
    assert np.isnan(fifth).all()
    assert (reciprocal.item(), third.item()) == (0, 0)


@given(st.permutations([0.0, 1, 1, 2, 3, 3]))
def test_the_order_of_the_grades_is_best_and_its_reverse_worst(grades):
    row = np.array([grades])
    some = ndcg(np.array([[6.0, 5, 4, 3, 2, 1]]), row, 3).item()
    assert ndcg(-row, row, 3).item() <= some <= ndcg(row, row, 3).item() == 1


@given(st.lists(st.floats(0, 1), min_size=1, max_size=12))
def test_the_interval_holds_the_mean_and_is_the_same_every_time(numbers):
    one = np.array(numbers)
    low, high = interval(one)
    assert low - 1e-9 <= one.mean() <= high + 1e-9
    assert interval(one) == (low, high)


def test_points_for_a_need_are_chosen_without_its_grades(judged, values):
    def found(grades):
        turned = Judged(judged.needs, judged.practices, grades)
        return leave_one_need_out(values, turned, draws=30)

    own, others = judged.grades.copy(), judged.grades.copy()
    own[0], others[1:] = 3 - own[0], 3 - others[1:]
    before = found(judged.grades)

    assert found(own).chosen[0] == before.chosen[0]
    assert found(others).chosen[0] != before.chosen[0]
    assert len(before.means) == 31
    assert before.means[0] == pytest.approx(ndcg(sums(values, BALANCED), judged.grades, 5).mean())


def test_one_need_alone_cannot_be_left_out(judged, values):
    alone = Judged(judged.needs[:1], judged.practices, judged.grades[:1])
    with pytest.raises(ValueError, match="takes 2 or more"):
        leave_one_need_out(values[:1], alone)
