"""What holds of every match, whatever the base and the need."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import bestpractices as bp
from bestpractices.analysis.matching import NAMES, Matcher, match
from bestpractices.analysis.matching.bulk import best_of_all
from bestpractices.analysis.matching.tags import TagFit

THEMES = ("housing", "health", "mental-health", "employment", "entrepreneurship", "sport")
GROUPS = ("women", "refugees", "newcomers", "children")
NEEDS = ("ombudsman-interpreting", "tog-young-refugees", "mezitli-housing-and-services")
some_themes = st.lists(st.sampled_from(THEMES), min_size=1, max_size=4, unique=True)
some_weights = st.lists(st.floats(0, 100), min_size=len(NAMES), max_size=len(NAMES)).filter(any)
quick = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@pytest.fixture(scope="module")
def matcher(kb: bp.KnowledgeBase) -> Matcher:
    return Matcher(kb)


@quick
@given(name=st.sampled_from(NEEDS), weights=some_weights)
def test_scores_lie_within_0_and_1_and_within_their_interval(kb, matcher, name, weights):
    weights = dict(zip(NAMES, weights, strict=True))
    found = matcher.match(kb.needs[name], limit=100, weights=weights, samples=10).matches
    for one in found:
        assert 0 <= one.score <= one.score_high + 1e-12 <= 1 + 1e-9
        assert all(v is None or 0 <= v <= 1 for v in one.criteria.values())
    scores = [one.score for one in found]
    assert scores == pytest.approx(sorted(scores, reverse=True), abs=1e-8)


@quick
@given(name=st.sampled_from(NEEDS))
def test_an_interval_is_open_exactly_where_something_that_counts_is_unknown(kb, matcher, name):
    weights = dict.fromkeys(NAMES, 1.0)
    asked = ~np.isnan(matcher.values(kb.needs[name])).all(axis=0)
    compared = {one for one, there in zip(NAMES, asked, strict=True) if there}
    for one in matcher.match(kb.needs[name], limit=100, weights=weights, samples=10).matches:
        unknown = {name for name, value in one.criteria.items() if value is None}
        assert bool(unknown & compared) == (one.score_high > one.score + 1e-9)


@quick
@given(asked=some_themes, theirs=some_themes)
def test_one_more_shared_theme_never_lowers_the_theme_fit(kb, asked, theirs, need, practice):
    def fit(themes):
        small = replace(kb, practices=MappingProxyType({"a": practice("a", themes=themes)}))
        measure = TagFit(small, "themes", ordered=True)
        return float(measure.profiles[0] @ measure.asked(need(themes=asked)))

    for theme in asked:
        if theme not in theirs:
            assert fit([*theirs, theme]) >= fit(theirs) - 1e-6


@quick
@given(order=st.permutations(range(6)), name=st.sampled_from(NEEDS))
def test_the_order_of_the_base_changes_nothing(kb, order, name):
    some = dict(list(kb.practices.items())[:6])
    mixed = {list(some)[place]: list(some.values())[place] for place in order}
    first, second = (
        match(replace(kb, practices=MappingProxyType(one)), kb.needs[name]) for one in (some, mixed)
    )
    assert first == second


@quick
@given(names=st.lists(st.sampled_from(NEEDS), min_size=1, max_size=3), limit=st.integers(1, 60))
def test_many_needs_at_once_get_what_each_gets_alone(kb, matcher, names, limit):
    needs = [kb.needs[name] for name in names]
    for asked, best in zip(needs, best_of_all(matcher, needs, limit=limit), strict=True):
        alone = matcher.match(asked, limit=limit, samples=10).matches
        assert best.need == asked.id
        assert list(best.practices) == [one.practice for one in alone]
        assert best.scores == pytest.approx([one.score for one in alone], abs=1e-5)


def test_a_need_that_says_nothing_among_many_is_no_stumbling_block(matcher, need):
    silent = need(title={"en": "The"}, summary={"en": "Of"})
    (found,) = best_of_all(matcher, [silent], limit=3)
    alone = matcher.match(silent, limit=3, samples=10).matches
    assert found.practices == tuple(one.practice for one in alone)


def test_no_needs_give_nothing(matcher):
    assert list(best_of_all(matcher, [], limit=3)) == []


def test_an_empty_base_gives_every_need_nothing(base, need):
    (found,) = best_of_all(Matcher(base()), [need(themes=["housing"])], limit=3)
    assert found.practices == ()
