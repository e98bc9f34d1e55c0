"""The command `bestpractices rank` as a person meets it."""

import json

import pytest
from click.testing import CliRunner

from bestpractices.cli import main

TABLE = "option;reach;cost;time\nA;1,0;0,2;0,4\nB;0,5;0,8;0,5\nC;0,0;1,0;0,6\n"


@pytest.fixture
def file(tmp_path):
    def write(text, name="table.csv"):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return write


def run(*arguments):
    return CliRunner().invoke(main, ["rank", *map(str, arguments)])


def one_line(result, code):
    assert result.exit_code == code
    assert result.stdout == ""
    (line,) = result.stderr.strip().splitlines()
    return line


def test_a_table_is_ranked_as_the_contract_says(file):
    result = run(file(TABLE), "--format", "json")
    assert result.exit_code == 0
    assert result.stderr == ""
    options = json.loads(result.stdout)["options"]
    assert [(option["id"], option["rank"]) for option in options] == [("B", 1), ("A", 2), ("C", 2)]
    assert options[0]["score"] == pytest.approx(0.6)


def test_weights_samples_and_seed_are_taken(file):
    weights = file('{"reach": 1, "cost": 0, "time": 0}', "w.json")
    result = run(
        file(TABLE), "--weights", weights, "--samples", 10, "--seed", 5, "--format", "json"
    )
    found = json.loads(result.stdout)
    assert (found["samples"], found["seed"]) == (10, 5)
    assert found["options"][0]["id"] == "A"


@pytest.mark.parametrize("form", ["text", "json", "csv"])
def test_every_form_ends_in_one_line_end(file, form):
    result = run(file(TABLE), "--samples", 10, "--format", form)
    assert result.stdout.endswith("\n")
    assert not result.stdout.endswith("\n\n")


@pytest.mark.parametrize("name", ["nowhere.csv", ""])
def test_a_file_that_is_not_there_is_wrong_use(tmp_path, name):
    line = one_line(run(tmp_path / name), 2)
    assert line.startswith("bestpractices: ")
    assert "give the path of a file" in line


def test_weights_that_are_not_there_are_wrong_use(file, tmp_path):
    assert "nowhere" in one_line(run(file(TABLE), "--weights", tmp_path / "nowhere"), 2)


@pytest.mark.parametrize(
    "wrong", [("--samples", 0), ("--samples", "many"), ("--seed", -1), ("--format", "xml")]
)
def test_a_wrong_option_is_wrong_use(file, wrong):
    assert run(file(TABLE), *wrong).exit_code == 2


def test_a_flaw_is_one_line_that_an_editor_can_open(file):
    path = file(TABLE.replace("0,8", "8"))
    line = one_line(run(path), 1)
    assert line.startswith(f'{path}:3:7: 8 in column "cost" is not within 0 and 1; ')


def test_a_wrong_weight_is_one_line_with_the_nearest_name(file):
    weights = file("reach: 1\ncots: 1\ncost: 1\ntime: 1\n", "w.yaml")
    line = one_line(run(file(TABLE), "--weights", weights), 1)
    assert line.startswith(f'{weights}:2:1: "cots"')
    assert 'did you mean "cost"?' in line


def test_advice_goes_beside_the_result_and_does_not_spoil_it(file):
    result = run(file("option,a,b\nA,0.5,1\nB,0.5,0\n"), "--samples", 10, "--format", "json")
    assert result.exit_code == 0
    assert [option["id"] for option in json.loads(result.stdout)["options"]] == ["A", "B"]
    assert '"a" is 0.5 for all options' in result.stderr


def test_nothing_known_at_all_still_gives_a_ranking(file):
    result = run(file("option,a\nA,\nB,\n"), "--samples", 10, "--format", "json")
    options = json.loads(result.stdout)["options"]
    assert [option["score_interval"] for option in options] == [[0, 1], [0, 1]]
    assert [option["rank"] for option in options] == [1, 1]
