import pytest

from bestpractices.analysis.ranking.criteria import CriteriaTable


def test_an_unknown_value_is_a_range_and_never_the_middle():
    table = CriteriaTable.of({"A": (0.2, None)}, ["cost", "time"])
    assert table.low.tolist() == [[0.2, 0.0]]
    assert table.high.tolist() == [[0.2, 1.0]]
    assert table.unknown.tolist() == [[False, True]]


@pytest.mark.parametrize(
    ("rows", "criteria", "message"),
    [
        ({}, ["cost"], "there is no option"),
        ({"A": ()}, [], "there is no criterion"),
        ({"A": (0.1, 0.2)}, ["cost", "cost"], '"cost" stands 2 times'),
        ({"A": (0.1,)}, ["cost", "time"], "1 values for 2 criteria"),
        ({"A": (1.1,)}, ["cost"], "1.1, which is not within"),
        ({"A": (float("nan"),)}, ["cost"], "nan, which is not within"),
    ],
)
def test_a_table_that_makes_no_sense_is_refused(rows, criteria, message):
    with pytest.raises(ValueError, match=message):
        CriteriaTable.of(rows, criteria)


def test_an_option_that_stands_twice_is_refused():
    with pytest.raises(ValueError, match='"A" stands 2 times'):
        CriteriaTable(("A", "A"), ("cost",), ((0.1,), (0.2,)))
    with pytest.raises(ValueError, match="1 rows for 2 options"):
        CriteriaTable(("A", "B"), ("cost",), ((0.1,),))


def test_what_is_handed_out_cannot_be_changed():
    with pytest.raises(ValueError, match="read-only"):
        CriteriaTable.of({"A": (0.2,)}, ["cost"]).low[0, 0] = 1
