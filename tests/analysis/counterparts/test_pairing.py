"""Stable pairs, largest totals and peers: the published cases, and laws on drawn wishes."""

import itertools
import json
from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestpractices.analysis.counterparts.assignment import (
    NoCompleteAssignmentError,
    complete_assignment,
    largest_total,
)
from bestpractices.analysis.counterparts.peers import stable_peers
from bestpractices.analysis.counterparts.stable import blocking_pairs, deferred_acceptance
from bestpractices.analysis.counterparts.wishes import WishError

CASES = {
    path.stem: json.loads(path.read_text("utf-8"))
    for path in sorted((Path(__file__).parents[2] / "data" / "pairing").glob("*.json"))
}


def of_kind(kind):
    return [pytest.param(c, id=name) for name, c in CASES.items() if c["kind"] == kind]


def test_all_nine_published_cases_are_here():
    kinds = [case["kind"] for case in CASES.values()]
    assert sorted((kind, kinds.count(kind)) for kind in set(kinds)) == [
        ("assignment", 5), ("hospital_residents", 2), ("stable_marriage", 1),
        ("stable_roommates", 1),
    ]  # fmt: skip


@pytest.mark.parametrize("case", of_kind("assignment"))
def test_the_smallest_total_of_the_published_tables_is_found(case):
    table = pd.DataFrame(case["matrix"], dtype=float)
    if "expected_total" not in case:
        with pytest.raises(NoCompleteAssignmentError, match="have only 0 open to them"):
            complete_assignment(table, smallest=True)
        return
    pairs = complete_assignment(table, smallest=True)
    assert sum(table.loc[pair] for pair in pairs) == pytest.approx(case["expected_total"])
    if case["unique"]:
        assert pairs == [tuple(pair) for pair in case["expected_pairs"]]


@pytest.mark.parametrize("case", of_kind("hospital_residents"))
def test_places_of_hospitals_are_filled_as_published_whoever_asks(case):
    residents, hospitals = case["resident_preferences"], case["hospital_preferences"]
    places = {"receiver_places": case["capacities"]}
    asked = deferred_acceptance(residents, hospitals, **places)
    assert asked == pairs_of(case["expected_resident_optimal"])
    offered = deferred_acceptance(hospitals, residents, proposer_places=case["capacities"])
    assert sorted((r, h) for h, r in offered) == pairs_of(case["expected_hospital_optimal"])


def pairs_of(held):
    return sorted((resident, hospital) for hospital, all_ in held.items() for resident in all_)


@pytest.mark.parametrize("case", of_kind("stable_marriage"))
def test_marriages_are_as_published_whoever_proposes(case):
    ours, theirs = case["proposer_preferences"], case["reviewer_preferences"]
    assert dict(deferred_acceptance(ours, theirs)) == case["expected_proposer_optimal"]
    assert {a: b for b, a in deferred_acceptance(theirs, ours)} == (
        case["expected_reviewer_optimal"]
    )


@pytest.mark.parametrize("case", of_kind("stable_roommates"))
def test_roommates_without_a_stable_pairing_are_told_apart(case):
    wishes = case["preferences"]
    for last in itertools.permutations(wishes["4"]):  # whatever the last list
        assert stable_peers({**wishes, "4": list(last)}) is None


@st.composite
def two_sides(draw):
    ours = [f"t{n}" for n in range(draw(st.integers(0, 4)))]
    theirs = [f"o{n}" for n in range(draw(st.integers(0, 4)))]
    places = {name: draw(st.integers(0, 2)) for name in (*ours, *theirs)}
    return drawn_wishes(draw, ours, theirs), drawn_wishes(draw, theirs, ours), places


def drawn_wishes(draw, names, others):
    return {
        name: draw(st.permutations(others))[: draw(st.integers(0, len(others)))] for name in names
    }


@given(two_sides())
def test_no_two_would_rather_have_each_other_and_nobody_takes_too_many(sides):
    ours, theirs, places = sides
    first = {name: places[name] for name in ours}
    second = {name: places[name] for name in theirs}
    pairs = deferred_acceptance(ours, theirs, proposer_places=first, receiver_places=second)
    assert blocking_pairs(pairs, ours, theirs, first_places=first, second_places=second) == []
    for name in places:
        assert sum(name in pair for pair in pairs) <= places[name]
    assert all(b in ours[a] and a in theirs[b] for a, b in pairs)


@given(two_sides())
def test_nobody_does_better_when_the_other_side_proposes(sides):
    ours, theirs, _ = sides
    mine = dict(deferred_acceptance(ours, theirs))
    offered = {a: b for b, a in deferred_acceptance(theirs, ours)}
    assert mine.keys() == offered.keys()  # rural hospitals: the same ones stay alone
    assert all(ours[name].index(mine[name]) <= ours[name].index(offered[name]) for name in mine)


@given(st.data())
def test_peers_are_stable_wherever_trying_all_pairings_finds_a_stable_one(data):
    names = [f"p{n}" for n in range(data.draw(st.integers(0, 6)))]
    wishes = {
        name: drawn_wishes(data.draw, [name], [one for one in names if one != name])[name]
        for name in names
    }
    stable = [pairs for pairs in all_pairings(names) if is_stable(pairs, wishes)]
    found = stable_peers(wishes)
    assert found in stable if stable else found is None


def all_pairings(names):
    if not names:
        yield []
        return
    head, *rest = names
    yield from all_pairings(rest)
    for other in rest:
        for pairs in all_pairings([name for name in rest if name != other]):
            yield sorted([(head, other), *pairs])


def is_stable(pairs, wishes):
    partner = {a: b for pair in pairs for a, b in (pair, pair[::-1])}

    def rather(a, b):
        now = partner.get(a)
        return b in wishes[a] and (now is None or wishes[a].index(b) < wishes[a].index(now))

    wanted = all(b in wishes[a] for a, b in partner.items())
    return wanted and not any(
        rather(a, b) and rather(b, a) for a, b in itertools.combinations(wishes, 2)
    )


def test_the_largest_total_may_upset_two_who_would_rather_have_each_other():
    fit = pd.DataFrame({"x": [0.9, 0.8], "y": [0.7, 0.1]}, index=["a", "b"])
    best = largest_total(fit)
    assert best == [("a", "y"), ("b", "x")]
    ours = {"a": ["x", "y"], "b": ["x", "y"]}
    assert blocking_pairs(best, ours, {"x": ["a", "b"], "y": ["a", "b"]}) == [("a", "x")]


def test_the_largest_total_fills_places_and_makes_no_forbidden_or_useless_pair():
    fit = pd.DataFrame({"x": [0.9, 0.8, 0.0], "y": [np.nan] * 3}, index=["a", "b", "c"])
    assert largest_total(fit, column_places={"x": 2}) == [("a", "x"), ("b", "x")]
    assert largest_total(pd.DataFrame()) == []


@pytest.mark.parametrize(
    ("ours", "places", "told"),
    [
        ({"a": ["a"]}, {}, '"a" wishes itself'),
        ({"a": ["x", "x"]}, {}, '"a" names "x" twice'),
        ({"a": ["z"]}, {}, '"a" wishes "z", which is not there'),
        ({"a": ["x"]}, {"a": -1}, '"a" has -1 places; give 0'),
        ({"a": ["x"]}, {"q": 1}, 'places are given for "q"'),
    ],
)
def test_wishes_that_cannot_be_meant_are_told_with_their_mend(ours, places, told):
    with pytest.raises(WishError, match=told):
        deferred_acceptance(ours, {"x": ["a"]} if "a" in ours else {}, proposer_places=places)


def test_those_who_compete_for_too_few_are_named():
    table = pd.DataFrame(
        [[1, np.nan, np.nan], [2, np.nan, np.nan], [3, 4, 5]], index=["a", "b", "c"]
    )
    with pytest.raises(NoCompleteAssignmentError, match=r"2 have only 1 open to them.*: a, b"):
        complete_assignment(table)
