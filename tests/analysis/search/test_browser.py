"""The index for a browser, and that a browser finds with it what Python finds."""

from __future__ import annotations

import json
import os
import runpy
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import brotli
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestpractices.analysis.search import finder
from bestpractices.analysis.search.browser import BROWSER_FACETS, browser_index, sign
from bestpractices.analysis.search.facets import FACETS
from bestpractices.records.kinds import FOLDERS
from bestpractices.records.languages import LANGUAGES

DATA = Path(__file__).parents[2] / "data"
MOST_BYTES = 200_000  # on a phone with 4 Mbit/s less than half a second


@pytest.fixture(scope="module")
def public(kb):
    return kb.public()


@pytest.fixture(scope="module")
def questions():
    """The judged questions as they are typed: plain, in capitals, and while the last word grows."""
    judged = json.loads((DATA / "search_questions.json").read_text(encoding="utf-8"))["questions"]
    asked = [(question["question"], question["lang"]) for question in judged]
    typed = [(text[:-1], lang) for text, lang in asked]
    return [*asked, *((text.upper(), "en") for text, _ in asked), *typed]


def test_the_answers_that_both_searches_are_held_to_are_of_today():
    script = runpy.run_path(str(DATA / "search_answers.py"))

    same = script["FILE"].read_text(encoding="utf-8") == script["written"]()

    assert same, "run: python tests/data/search_answers.py, and read what changed"


def test_a_browser_finds_the_same_for_the_same_reasons_in_the_shipped_base(
    public, questions, tmp_path
):
    node = shutil.which("node")
    if node is None:
        reason = "no node on the PATH; install it with: apt-get install nodejs"
        (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)
    asked = tmp_path / "asked.json"
    index = json.loads(browser_index(public))
    asked.write_text(json.dumps({"index": index, "questions": questions}), encoding="utf-8")

    done = subprocess.run(
        [node, DATA / "search_in_node.mjs", asked], capture_output=True, text=True, check=True
    )

    for (text, lang), (total, hits) in zip(questions, json.loads(done.stdout), strict=True):
        found = finder(public).answer(text, lang=lang, limit=50, facets=())
        assert (text, total) == (text, found.total)
        assert hits == [
            [hit.address, pytest.approx(hit.score, abs=2e-5),
             [[reason.field, reason.word, reason.how] for reason in hit.why]]
            for hit in found.hits
        ], text  # fmt: skip


def test_the_index_of_the_shipped_base_goes_quickly_over_a_weak_line(public):
    assert len(brotli.compress(browser_index(public).encode())) <= MOST_BYTES


def test_the_same_records_give_the_same_characters(public):
    assert browser_index(public) == browser_index(replace(public))


def test_a_base_without_records_has_an_index_without_texts(public):
    empty = replace(public, **{folder: {} for folder in FOLDERS})

    index = json.loads(browser_index(empty))

    assert (index["addresses"], index["records"], index["forms"]) == ([], "", [])
    assert set(index["small"]) == set(LANGUAGES)


def test_every_facet_of_the_page_is_one_of_the_search():
    assert set(BROWSER_FACETS) <= set(FACETS)


@given(st.integers(0, 200_000), st.integers(0, 200_000))
def test_every_number_has_a_letter_of_its_own_that_json_leaves_as_it_is(one, other):
    letter = sign(one)

    assert len(letter) == 1
    assert json.dumps(letter, ensure_ascii=False) == f'"{letter}"'
    assert letter not in " !"
    assert letter.encode().decode() == letter
    assert (letter < sign(other)) == (one < other)
