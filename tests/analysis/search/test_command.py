"""``bestpractices search`` as a person and a program meet it."""

from __future__ import annotations

import csv
import io
import json

import pytest
from click.testing import CliRunner

from bestpractices.cli import main


@pytest.fixture
def run():
    return lambda *words: CliRunner().invoke(main, ["search", *words])


def test_hits_are_numbered_with_title_address_and_reasons(run):
    lines = run("kadın", "istihdam", "--lang", "tr", "--limit", "1").stdout.splitlines()
    assert lines[0].startswith("1. ")
    assert "practices/interface3-women-in-it" in lines[1]
    assert lines[2].startswith("   - Başlık: “kadınlara”")


def test_json_has_the_keys_of_the_contract(run):
    first = json.loads(run("duo", "for", "a", "job", "--format", "json").stdout)[0]
    assert list(first) == ["id", "kind", "address", "title", "score", "why"]
    assert first["address"].endswith("/duo-for-a-job")
    assert {"field", "word", "sentence"} <= set(first["why"][0])


def test_csv_has_the_same_columns(run):
    rows = list(csv.DictReader(io.StringIO(run("mentoring", "--format", "csv").stdout)))
    assert list(rows[0]) == ["id", "kind", "address", "title", "score", "why"]
    assert len(rows) == 10


def test_nothing_found_is_no_error_and_tells_what_to_do(run):
    result = run("xyzzyq", "--format", "json")
    assert (result.exit_code, json.loads(result.stdout)) == (0, [])
    assert result.stderr.startswith("bestpractices: ")
    assert len(result.stderr.splitlines()) == 1
    assert run("xyzzyq").stdout == ""


@pytest.mark.parametrize(
    ("words", "code"),
    [(("x", "--kind", "song"), 2), (("x", "--limit", "0"), 2), ((), 2), (("x", "--lang", "de"), 1)],
)
def test_wrong_use_is_told_without_a_traceback(run, words, code):
    result = run(*words)
    assert result.exit_code == code
    assert "Traceback" not in result.stderr


def test_a_page_pasted_by_mistake_is_one_line(run):
    result = run(*["word"] * 10_000)
    assert result.exit_code == 1
    assert len(result.stderr.splitlines()) == 1
