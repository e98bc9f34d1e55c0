import csv
import io
import json

import pytest

from bestpractices.analysis.ranking.criteria import CriteriaTable
from bestpractices.analysis.ranking.ranked_options import MOST_COMPARED, rank
from bestpractices.analysis.ranking.report import as_csv, as_json, as_text

CAMPS = {"A": (1.0, 0.2, 0.4), "B": (0.5, 0.8, 0.5), "C": (0.0, 1.0, 0.6)}
TABLE = CriteriaTable.of(CAMPS | {"D": (None, 0.1, 0.1)}, ["reach", "cost", "time"])


@pytest.fixture(scope="module")
def ranking():
    return rank(TABLE, samples=2000)


def test_options_stand_in_the_order_of_their_scores_then_of_their_names(ranking):
    assert [(option.id, option.rank) for option in ranking.options] == [
        ("B", 1), ("A", 2), ("C", 2), ("D", 4)
    ]  # fmt: skip


def test_an_option_with_an_unknown_value_is_ranked_on_what_is_known_with_its_interval(ranking):
    last = ranking.options[-1]
    assert last.score == pytest.approx(0.2 / 3)
    assert last.score_high == pytest.approx(1.2 / 3)
    assert last.known == pytest.approx(2 / 3)
    assert last.score_range == (0.0, 1.0)


def test_weights_move_score_and_rank_but_not_what_other_people_would_choose(ranking):
    other = rank(TABLE, {"reach": 8, "cost": 1, "time": 1}, samples=2000)
    assert [option.id for option in other.options] == ["A", "B", "C", "D"]
    shares = {option.id: option.rank_acceptability for option in ranking.options}
    assert {option.id: option.rank_acceptability for option in other.options} == shares


def test_a_dominated_option_names_those_that_dominate_it():
    table = CriteriaTable.of({"A": (0.9, 0.9), "B": (0.5, 0.5), "C": (0.6, None)}, "ab")
    found = {option.id: option for option in rank(table, samples=10).options}
    assert found["B"].dominated_by == ("A",)
    assert found["C"].dominated_by == ()
    assert found["B"].central_weights == {"a": None, "b": None}
    assert found["B"].confidence is None


def test_a_long_table_is_ranked_without_bars_and_ways():
    rows = {f"o{n:03}": (n / 1000, None) for n in range(MOST_COMPARED + 1)}
    found = rank(CriteriaTable.of(rows, "ab"), samples=10)
    assert found.options[0].id == f"o{MOST_COMPARED}"
    assert all(option.rank_range is None and option.to_win is None for option in found.options)
    assert "for o" not in as_text(found)


def test_json_has_the_keys_of_the_contract(ranking):
    document = json.loads(as_json(ranking))
    assert (document["samples"], document["seed"]) == (2000, 1)
    assert document["weights"] == pytest.approx(dict.fromkeys(TABLE.criteria, 1 / 3))
    for option in document["options"]:
        assert len(option["rank_acceptability"]) == 4
        assert list(option["central_weights"]) == list(TABLE.criteria)
        assert {"id", "score", "rank", "confidence", "dominated_by"} < set(option)
    assert document["options"][0]["to_win"] is None
    assert document["options"][1]["to_win"]["weight"]["criterion"] == "reach"


def test_csv_has_one_row_an_option_with_as_many_cells_as_columns(ranking):
    head, *rows = csv.reader(io.StringIO(as_csv(ranking)))
    assert [row[0] for row in rows] == ["B", "A", "C", "D"]
    assert {len(row) for row in rows} == {len(head)}
    row = dict(zip(head, rows[0], strict=True))
    assert float(row["score"]) == pytest.approx(0.6)
    assert float(row["rank_1"]) == ranking.options[0].rank_acceptability[0]


def test_a_name_that_a_spreadsheet_would_compute_is_made_harmless():
    table = CriteriaTable.of({"=1+1": (0.5,), "B": (0.9,)}, ["-a"])
    text = as_csv(rank(table, samples=10))
    assert "\n'=1+1," in text
    assert "\nB,1,0.9" in text


def test_text_shows_interval_bar_shares_and_what_would_change_it(ranking):
    lines = as_text(ranking).splitlines()
    assert lines[0].split() == ["rank", "option", "score", "ranks", "first", "confidence",
                                "dominated", "by"]  # fmt: skip
    assert lines[1].split()[:3] == ["1", "B", "0.600"]
    assert "0.067 to 0.400" in lines[4]
    text = "\n".join(lines)
    assert "2000 draws, seed 1" in text
    assert "for A to win: weight of reach 0.333 -> 0.412, or value in cost 0.200 -> 0.400" in text
    assert "for D to win" in text


def test_text_says_where_nothing_helps_and_where_only_several_weights_do():
    rows = {"A": (1.0, 1.0, 1.0), "B": (0.1, 0.2, 0.2)}
    text = as_text(rank(CriteriaTable.of(rows, "abc"), samples=10))
    assert "for B to win: neither other weights nor one better value would do" in text
    # by hand: C is first only where a and b weigh much the same and c little
    rows = {"A": (1.0, 0.0, 0.5), "B": (0.0, 1.0, 0.5), "C": (0.55, 0.55, 0.0)}
    ranking = rank(CriteriaTable.of(rows, "abc"), {"a": 5, "b": 1, "c": 4}, samples=10)
    (way,) = [option.to_win for option in ranking.options if option.id == "C"]
    assert way.weight is None
    assert "for C to win: weights a 0." in as_text(ranking)


def test_text_advises_the_next_five_and_counts_the_others():
    rows = {str(n): (n / 10,) for n in range(8)}
    lines = as_text(rank(CriteriaTable.of(rows, "a"), samples=10)).splitlines()
    assert sum(" to win: " in line for line in lines) == 5
    assert lines[-1] == "for the other 2: see --format json"


def test_text_shows_names_as_they_are_whatever_they_look_like():
    table = CriteriaTable.of({"[red]:smile: İzmir": (0.5,), "Liège": (0.9,)}, ["[b]kadın"])
    text = as_text(rank(table, samples=10))
    assert "[red]:smile: İzmir" in text
    assert "[b]kadın 1.000" in text


def test_the_same_table_gives_the_same_bytes():
    one, other = rank(TABLE, samples=100), rank(TABLE, samples=100)
    assert (as_json(one), as_csv(one), as_text(one)) == (
        as_json(other), as_csv(other), as_text(other)
    )  # fmt: skip
