"""Tables of a ranking, on two options of which the figures are known by hand."""

from __future__ import annotations

from bestpractices.analysis.ranking.acceptability import acceptability
from bestpractices.analysis.ranking.criteria import CriteriaTable
from bestpractices.analysis.ranking.tables import acceptability_table, ways_table


def test_the_better_one_in_all_criteria_is_first_in_every_draw():
    options = CriteriaTable.of({"A": (1, 0.2), "B": (0.5, 0.1)}, ["cost", "time"])
    found = acceptability_table(options, acceptability(options, samples=100))
    assert found.loc["A", ["first", "first three", "last"]].tolist() == [1, 1, 0]
    assert found.loc["B", ["first", "last"]].tolist() == [0, 1]
    assert found["confidence"].isna().tolist() == [False, True]


def test_only_those_that_are_not_first_are_told_what_would_have_to_change():
    # As in the example of way_to_win, which is counted by hand.
    options = CriteriaTable.of({"A": (1.0, 0.25), "B": (0.5, 1.0)}, ["cost", "time"])
    found = ways_table(options)
    assert found.to_dict("index") == {
        "A": {"by one weight": "cost: 0.50 to 0.60", "by one value": "time: 0.25 to 0.50"}
    }


def test_what_is_unknown_now_is_said_and_what_no_change_does_is_left_empty():
    options = CriteriaTable.of({"A": (None,), "B": (1.0,), "C": (0.5,)}, ["cost"])
    found = ways_table(options)
    assert found.loc["A"].tolist() == ["", "cost: unknown to 1.00"]
    assert ways_table(CriteriaTable.of({"A": (1.0,)}, ["cost"])).empty
