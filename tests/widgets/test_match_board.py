"""What the ranked board holds in Python, and that its script asks for no text that is not given."""

import json
import re
from pathlib import Path

import pytest

from bestpractices.analysis.ranking.criteria import CriteriaTable
from bestpractices.analysis.ranking.way_to_win import value_changes, weight_changes
from bestpractices.pages.board_texts import board_texts
from bestpractices.pages.edition import Edition
from bestpractices.texts import NAMES
from bestpractices.widgets.match_board import MatchBoard

VECTORS = Path(__file__).parents[1] / "data" / "way_to_win_vectors.json"
CASES = json.loads(VECTORS.read_text(encoding="utf-8"))["cases"]
CRITERIA = [{"id": "reach", "weight": 100}, {"id": "cost", "weight": 50}]


def option(name, reach, cost, **more):
    return {"id": name, "values": {"reach": reach, "cost": cost}, "blocking": [], **more}


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_browsers_ways_to_win_are_those_of_python(case):
    rows = dict(zip(case["options"], case["values"], strict=True))
    table = CriteriaTable.of(rows, case["criteria"])
    for name, expected in case["expected"].items():
        for kind, changes in (("weight", weight_changes), ("value", value_changes)):
            found = changes(table, name, weights=case["weights"])
            needed = {criterion: change.needed for criterion, change in found.items()}
            assert needed == pytest.approx(expected[kind], abs=1e-9)


def test_an_empty_board_says_that_no_need_is_chosen():
    assert MatchBoard().summary() == "no need chosen, 0 blocks chosen"


def test_the_summary_names_who_is_first_and_all_who_share_it():
    need = {"title": "Turkish for newcomers"}
    options = [option("a", 1, 0), option("b", 0, None), option("c", 1, 0, blocking=[{}])]
    board = MatchBoard(CRITERIA, options, need=need, chosen=["a/x"], blind=True)
    assert board.summary() == (
        "3 options for “Turkish for newcomers”, first a, c, 1 with a blocking point, "
        "names hidden, 1 blocks chosen"
    )


def test_the_weights_of_the_group_go_before_those_of_the_criteria():
    board = MatchBoard(CRITERIA, [option("a", 1, 0), option("b", 0, 1)], need={"title": "T"})
    assert "first a" in board.summary()

    board.weights = {"cost": 100, "reach": 20}

    assert board.points() == {"reach": 20, "cost": 100}
    assert "first b" in board.summary()


def test_options_share_the_first_rank_where_all_weights_are_zero():
    options = [option("a", 1, 0), option("b", 0, 1)]
    board = MatchBoard(CRITERIA, options, need={"title": "T"}, weights={"reach": 0, "cost": 0})
    assert "first a, b" in board.summary()


def test_a_board_of_blocks_says_so_and_a_blocked_block_is_not_first():
    part = {"id": "p", "title": {"text": "P", "lang": "en"}}
    options = [
        option("p/a", 1, 1, practice=part, blocking=[{}]),
        option("p/b", 0, 1, practice=part) | {"blocking": []},
    ]
    blocks = {"criteria": CRITERIA, "presets": [], "options": options}
    wholes = [option("p", 1, 0)]
    board = MatchBoard(CRITERIA, wholes, need={"title": "T"}, blocks=blocks, unit="blocks")
    assert board.summary() == (
        "2 blocks for “T”, first p/b, 1 with a blocking point, 0 blocks chosen"
    )
    board.unit = "practices"
    assert "1 options for “T”, first p," in board.summary()


def test_a_board_without_blocks_ranks_practices_whatever_was_remembered():
    board = MatchBoard(CRITERIA, [option("a", 1, 0)], need={"title": "T"}, unit="blocks")
    assert "1 options for" in board.summary()


def test_four_options_cannot_be_compared():
    with pytest.raises(Exception, match="compared"):
        MatchBoard(compared=["a", "b", "c", "d"])


def test_a_page_that_runs_nothing_shows_the_fallback():
    data, _ = MatchBoard(fallback="<p>A list</p>")._repr_mimebundle_()
    assert data["text/html"] == "<p>A list</p>"
    assert "text/html" not in MatchBoard()._repr_mimebundle_()[0]


@pytest.mark.parametrize("lang", NAMES)
def test_the_script_finds_every_text_it_asks_for_and_no_text_is_left_over(kb, lang):
    given = board_texts(Edition(kb, lang))
    asked = set(re.findall(r"\btexts\.(\w+)", str(MatchBoard._esm)))
    # these are looked up by the name of a part of an option
    assert given.keys() - asked == {"for", "against", "ask"}
    assert asked <= given.keys()
    assert all(given.values())


@pytest.mark.parametrize("lang", NAMES)
def test_every_text_keeps_the_names_that_are_filled_in(kb, lang):
    def names(texts):
        return {key: sorted(re.findall(r"{\w+}", text)) for key, text in texts.items()}

    assert names(board_texts(Edition(kb, lang))) == names(board_texts(Edition(kb, "en")))
