"""The cases that this search and the one in the browser share."""

from __future__ import annotations

import json
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from bestpractices.analysis.search.edits import distances
from bestpractices.analysis.search.passages import FIELDS, NUMBER
from bestpractices.analysis.search.ranking import best, scores
from bestpractices.analysis.search.ways import How, Lead, Way
from bestpractices.analysis.search.weighing import K1, Layout
from bestpractices.analysis.search.words import bare_words

VECTORS = json.loads(
    (Path(__file__).parents[2] / "data" / "search_vectors.json").read_text(encoding="utf-8")
)
ADDRESSES = sorted(VECTORS["records"])
TERMS = sorted(VECTORS["weights"])


@pytest.fixture(scope="module")
def index():
    """The records of the vectors, laid out and weighed by the package."""
    passages = [
        (NUMBER[field], [TERMS.index(term) for term in terms])
        for address in ADDRESSES
        for field, terms in VECTORS["records"][address].items()
    ]
    lengths = [len(terms) for _, terms in passages]
    each = len(VECTORS["fields"])
    starts = np.cumsum([0, *lengths])
    layout = Layout(
        stream=np.array([term for _, terms in passages for term in terms], np.int32),
        record_starts=starts[::each],
        passage_starts=starts,
        record_passages=np.arange(len(ADDRESSES) + 1) * each,
        fields=np.array([field for field, _ in passages], np.uint8),
        langs=np.zeros(len(passages), np.uint8),
    )
    places, records, weights = layout.weighted(len(TERMS))
    return SimpleNamespace(addresses=ADDRESSES, starts=places, records=records, weights=weights)


@pytest.mark.parametrize(("text", "words"), VECTORS["words"])
def test_words(text, words):
    assert bare_words(text) == words


@pytest.mark.parametrize(("typed", "other", "slips"), VECTORS["slips"])
def test_slips(typed, other, slips):
    assert distances(typed, [other]).tolist() == [slips]


def test_the_fields_weigh_what_the_vectors_say():
    assert VECTORS["k1"] == K1
    for name, field in VECTORS["fields"].items():
        assert (FIELDS[NUMBER[name]].weight, FIELDS[NUMBER[name]].slope) == tuple(field.values())


def test_weights(index):
    for number, term in enumerate(TERMS):
        start, end = index.starts[number : number + 2]
        names = [ADDRESSES[record] for record in index.records[start:end]]
        found = dict(zip(names, index.weights[start:end].tolist(), strict=True))
        assert found == pytest.approx(VECTORS["weights"][term], abs=1e-6)


@pytest.mark.parametrize("case", VECTORS["questions"], ids=lambda case: case["about"])
def test_scores_and_order(index, case):
    leads = [Lead(str(number), tuple(map(way, ways))) for number, ways in enumerate(case["leads"])]
    found = scores(index, leads)
    expected = [case["scores"][address] for address in ADDRESSES]
    assert found.total.tolist() == pytest.approx(expected, abs=2e-5)
    order = best(found.total, np.ones(len(ADDRESSES), np.bool_), 10)
    assert [ADDRESSES[record] for record, _ in order] == case["order"]


def test_scores_that_differ_only_by_the_order_of_a_sum_are_equal():
    total = np.array([0.3, 0.1 + 0.2, 0.2])
    assert total[1] > total[0]
    for limit in (1, 2, 3):
        ranked = best(total, np.ones(3, np.bool_), limit)
        assert ranked == [(0, 0.3), (1, 0.3), (2, 0.2)][:limit]


def way(written):
    phrases = tuple(tuple(TERMS.index(term) for term in phrase) for phrase in written["phrases"])
    return Way(How.WORD, written["worth"], phrases)
