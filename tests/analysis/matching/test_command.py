"""``bestpractices match`` as a person and a program meet it."""

from __future__ import annotations

import csv
import io
import json

import pytest
from click.testing import CliRunner

from bestpractices.analysis.matching import BALANCED, NAMES
from bestpractices.cli import main

NEED = "kizilay-stay-in-school"


@pytest.fixture
def run():
    return lambda *words: CliRunner().invoke(main, ["match", *map(str, words)])


def one_line(result, code=1):
    assert result.exit_code == code
    assert result.stdout == ""
    (line,) = result.stderr.strip().splitlines()
    return line


def test_json_has_the_keys_of_the_contract(run):
    found = json.loads(run(NEED, "--limit", 2, "--format", "json").stdout)
    assert list(found) == ["need", "weights", "matches"]
    assert found["need"] == NEED
    assert list(found["weights"]) == list(NAMES)
    assert [one["rank"] for one in found["matches"]] == [1, 2]
    first = found["matches"][0]
    contract = {"practice", "rank", "score", "criteria", "for", "against", "unknown"}
    assert contract | {"first_rank_share", "blocking"} <= set(first)
    assert first["practice"] == "okan-reception-classes"
    assert {"criterion", "sentence", "sources"} == set(first["for"][0])


def test_text_shows_title_address_score_and_reasons(run):
    lines = run(NEED, "--limit", 1).stdout.splitlines()
    assert lines[0].startswith("1. ")
    assert lines[1].startswith("   practices/okan-reception-classes  0.")
    assert "   - for: Same theme: Education of children, Language learning." in lines


def test_blocking_points_are_told_first(run):
    lines = run("mbb-mandate-money-data", "--limit", 10).stdout.splitlines()
    points = [n for n, line in enumerate(lines) if line.startswith("   - blocking: ")]
    assert points
    for n in points:
        assert not lines[n - 1].startswith(("   - for:", "   - against:", "   - unknown:"))


def test_csv_has_one_row_a_practice_and_one_column_a_criterion(run):
    rows = list(csv.DictReader(io.StringIO(run(NEED, "--format", "csv").stdout)))
    assert len(rows) == 10
    assert set(NAMES) <= set(rows[0])
    assert rows[0]["for"].startswith("Same theme")


def test_reasons_come_in_the_language_asked_for(run):
    shown = run(NEED, "--limit", 1, "--lang", "tr").stdout
    assert "Çocukların eğitimi" in shown
    assert "Same theme" not in shown


def test_weights_come_from_a_file(run, tmp_path):
    file = tmp_path / "weights.csv"
    lines = [f"{name};{100 if name == 'evidence' else 0}" for name in NAMES]
    file.write_text("\n".join(lines), encoding="utf-8")
    found = json.loads(run(NEED, "--weights", file, "--format", "json").stdout)
    assert found["weights"]["evidence"] == 1
    assert found["matches"][0]["practice"] == "duo-for-a-job"  # the only quasi-experiment


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"them": 1}, '"them" is no criterion'),
        ({"text": -1}, "negative"),
        ({"text": "much"}, "no number"),
        (dict.fromkeys(NAMES, 0), "all weights are 0"),
    ],
)
def test_a_wrong_weight_file_is_told_in_one_line_with_its_place(run, tmp_path, change, message):
    file = tmp_path / "weights.json"
    file.write_text(json.dumps({**BALANCED, **change}), encoding="utf-8")
    line = one_line(run(NEED, "--weights", file))
    assert line.startswith(str(file))
    assert message in line


def test_what_is_not_there_is_told_in_one_line(run):
    assert f'did you mean "{NEED}"' in one_line(run(NEED + "s"))
    assert "cannot be read" in one_line(run(NEED, "--weights", "nowhere.csv"), 2)
    assert "is not spoken here" in one_line(run(NEED, "--lang", "xx"))


def test_a_limit_of_zero_is_wrong_use(run):
    assert run(NEED, "--limit", 0).exit_code == 2
