"""Practices for a need: order, scores, sides."""

from __future__ import annotations

import pytest

import bestpractices as bp
from bestpractices.analysis.matching import (
    BALANCED,
    NAMES,
    PRESETS,
    Matcher,
    MatchError,
    match,
    matching,
    preset,
)
from bestpractices.analysis.ranking.weights import UnfitWeightsError
from bestpractices.errors import UnknownIdError
from bestpractices.records.languages import LocalText

HOUSING = {"themes": ["housing"], "title": {"en": "Homes found together"}}


def test_the_practice_about_the_subject_comes_before_the_other(base, need):
    kb = base(sports={"themes": ["sport"]}, homes=HOUSING)
    found = match(kb, need(themes=["housing"]))
    assert [one.practice for one in found] == ["homes", "sports"]
    assert [one.rank for one in found] == [1, 2]
    assert found[0].criteria["themes"] == 1
    assert found[1].criteria["themes"] == 0


def test_a_need_of_the_base_is_named_by_id_or_by_address(kb):
    by_id, by_address, itself = (
        match(kb, one, limit=3)
        for one in (
            "ombudsman-interpreting",
            "needs/ombudsman-interpreting",
            kb.needs["ombudsman-interpreting"],
        )
    )
    assert by_id == by_address == itself


def test_the_package_offers_it_at_the_top(kb):
    assert bp.match(kb, "ombudsman-interpreting", limit=1)[0].rank == 1


def test_an_unknown_need_is_answered_with_the_nearest_one(kb):
    with pytest.raises(UnknownIdError, match='did you mean "ombudsman-interpreting"'):
        match(kb, "ombudsmann-interpreting")
    with pytest.raises(UnknownIdError, match="no need"):
        match(kb, "duo-for-a-job")


def test_a_limit_below_one_is_refused(kb):
    with pytest.raises(MatchError, match="ask for 1 match or more"):
        match(kb, "ombudsman-interpreting", limit=0)


def test_a_base_without_practices_gives_no_match(base, need):
    assert match(base(), need(themes=["housing"])) == []


def test_a_single_practice_is_first_in_all_draws(base, need):
    (only,) = match(base(homes=HOUSING), need(themes=["housing"]))
    assert (only.rank, only.first_rank_share) == (1, 1.0)


def test_equal_practices_share_rank_one_and_stand_by_id(base, need):
    found = match(base(b=HOUSING, a=HOUSING, c=HOUSING), need(themes=["housing"]))
    assert [(one.practice, one.rank) for one in found] == [("a", 1), ("b", 1), ("c", 1)]
    assert [one.first_rank_share for one in found] == pytest.approx([1 / 3] * 3, abs=1e-9)


def test_a_need_without_themes_leaves_the_theme_fit_unknown(base, need):
    (only,) = match(base(homes=HOUSING), need(title={"en": "Homes for families"}))
    assert only.criteria["themes"] is None
    assert "The need names no theme." in [one.sentence() for one in only.unknown]


def test_a_need_that_says_nothing_is_ranked_by_what_is_known_of_the_practices(base, need):
    kb = base(a={"evidence": "none"}, b={"evidence": "randomised"})
    found = match(kb, need(title={"en": "The"}, summary={"en": "Of"}))
    assert [one.practice for one in found] == ["b", "a"]
    asked = {name for name, value in found[0].criteria.items() if value is not None}
    # the country says which language the receiver speaks, but these practices name none
    assert asked == {"evidence"}


def test_what_is_unknown_gives_nothing_and_widens_the_interval(base, need):
    known, unknown = {"languages": ["tr"]}, {"languages": []}
    weights = {name: float(name in ("languages", "evidence")) for name in NAMES}
    found = match(base(a=unknown, b=known), need(), weights=weights)
    assert [one.practice for one in found] == ["b", "a"]
    assert (found[0].score, found[0].score_high) == (0.5, 0.5)
    assert (found[1].score, found[1].score_high) == (0.0, 0.5)
    assert found[1].criteria["languages"] is None


def test_the_weight_of_what_the_need_leaves_open_goes_to_the_rest(base, need):
    weights = {name: float(name in ("themes", "evidence")) for name in NAMES}
    (only,) = match(base(a={**HOUSING, "evidence": "randomised"}), need(), weights=weights)
    assert (only.score, only.score_high) == (1.0, 1.0)


def test_weight_on_nothing_that_is_known_gives_zero_to_all(base, need):
    weights = {name: float(name == "themes") for name in NAMES}
    found = match(base(a=HOUSING, b=HOUSING), need(), weights=weights)
    assert [(one.rank, one.score) for one in found] == [(1, 0.0), (1, 0.0)]


def test_drafts_are_not_offered_of_the_public_base(base, need):
    kb = base(draft={**HOUSING, "review": {"state": "draft"}}, public=HOUSING)
    assert {one.practice for one in match(kb, need(themes=["housing"]))} == {"draft", "public"}
    public = match(kb.public(), need(themes=["housing"]))
    assert [one.practice for one in public] == ["public"]


def test_blocking_points_stand_apart_and_take_nothing_from_the_score(base, need, block, constraint):
    free = {**HOUSING, "building_blocks": [block("one", "a legal basis"), block("two", "a room")]}
    asked = {"themes": ["housing"], "assets": [{"text": "A mandate.", "source": "s1"}]}
    kb, weights = base(a=free), {name: float(name == "themes") for name in NAMES}
    (open_,) = match(kb, need(**asked), weights=weights)
    lacking = [constraint("legal", "No law allows it.")]
    (blocked,) = match(kb, need(**asked, constraints=lacking), weights=weights)
    assert open_.blocking == ()
    (point,) = blocked.blocking
    assert (
        point.sentence() == "“one” requires “a legal basis”, but the need says: “No law allows it.”"
    )
    assert point.sources == ("practices/a/building_blocks/one", "needs/room/sources/s1")
    assert blocked.score == open_.score
    assert point not in blocked.against


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"theme": 1.0}, 'did you mean "themes"'),
        ({"themes": -1.0}, "negative"),
        ({"themes": float("nan")}, "nan"),
        (dict.fromkeys(NAMES, 0.0), "all weights are 0"),
    ],
)
def test_weights_that_cannot_be_used_are_told_in_one_line(base, change, message, need):
    with pytest.raises(UnfitWeightsError, match=message) as told:
        match(base(homes=HOUSING), need(), weights={**BALANCED, **change})
    assert "\n" not in str(told.value)


def test_weights_that_lack_a_criterion_are_refused(base, need):
    with pytest.raises(UnfitWeightsError, match='"text" has no weight'):
        match(base(homes=HOUSING), need(), weights={"themes": 1})


def test_the_weights_that_were_used_are_given_back(kb):
    found = matching(kb, "ombudsman-interpreting", limit=1)
    assert found.weights == pytest.approx(preset("balanced"))
    assert sum(found.weights.values()) == pytest.approx(1)


@pytest.mark.parametrize("name", list(PRESETS))
def test_every_preset_has_points_for_every_criterion_and_a_first_one(name):
    assert list(PRESETS[name]) == list(NAMES)
    assert max(PRESETS[name].values()) == 100
    assert sum(preset(name).values()) == pytest.approx(1)


def test_the_same_question_gets_the_same_answer(kb):
    first, second = (Matcher(kb).match(kb.needs["tog-young-refugees"], limit=5) for _ in range(2))
    assert first == second


def test_a_need_in_turkish_alone_finds_practices_by_their_turkish_words(kb, need):
    asked = need(
        title=LocalText(tr="Göçmen kadınlar için ücretli iş ve kreş"),
        summary=LocalText(tr="Küçük çocuklu anneler çocuk bakımı olmadığı için çalışamıyor."),
    )
    best = match(kb, asked, limit=5)
    assert "pace-childcare-and-work" in [one.practice for one in best]
    words = next(one for one in best[0].for_ if one.criterion == "text")
    assert "Words in common" in words.sentence()
