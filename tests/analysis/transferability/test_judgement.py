"""What answers say together; figures by hand."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestpractices.analysis.transferability.criteria import (
    CRITERIA,
    DIMENSIONS,
    REFERENCES,
    criteria,
)
from bestpractices.analysis.transferability.judgement import ANSWERS, Opinion, judgement

QUICK = criteria("quick")


def names(some):
    return [one.criterion.id for one in some]


def test_every_question_has_a_dimension_and_a_published_source():
    assert len({one.id for one in CRITERIA}) == len(CRITERIA)
    assert {one.dimension for one in CRITERIA} == set(DIMENSIONS)
    assert all(one.sources and {key for key, _ in one.sources} <= set(REFERENCES)
               for one in CRITERIA)  # fmt: skip
    # Both groups of every reader: quick asks in every dimension but the way itself.
    assert {one.dimension for one in QUICK} == set(DIMENSIONS) - {"process"}


def test_without_criteria_there_is_no_score_and_without_answers_all_is_open():
    assert (judgement([], []).low, judgement([], []).high) == (None, None)
    found = judgement([], QUICK)
    assert (found.low, found.high, found.answered) == (0, 1, 0)
    assert names(found.open) == [one.id for one in QUICK]


def test_one_voice_that_hinders_blocks_however_many_say_that_it_helps():
    helps = [Opinion("law", "helps", person) for person in "abcdefgh"]
    found = judgement([*helps, Opinion("law", "hinders", "z", why="no permit")], QUICK)
    (law,) = found.blocking
    assert law.counts == {"helps": 8, "neutral": 0, "hinders": 1, "unknown": 0}
    assert law.disputed
    assert found.disputed == (law,)
    assert law.opinions[-1].why == "no permit"


def test_blocking_points_stand_by_votes_then_in_the_order_of_asking():
    said = [("money", "a"), ("law", "a"), ("staff", "a"), ("staff", "b")]
    found = judgement([Opinion(name, "hinders", who) for name, who in said], QUICK)
    assert names(found.blocking) == ["staff", "law", "money"]


def test_unknown_is_no_middle_value_but_makes_the_span_wide():
    # Two criteria: one helps (1), one unknown (0 to 1), so the mean lies between 1/2 and 1.
    two = [one for one in QUICK if one.id in ("law", "staff")]
    found = judgement([Opinion("law", "helps"), Opinion("staff", "unknown")], two)
    assert (found.low, found.high) == (0.5, 1)
    assert names(found.unknown) == ["staff"]
    # Who knows counts, who does not widens nothing: neutral (1/2) and unknown give 1/2.
    found = judgement([Opinion("law", "neutral", "a"), Opinion("law", "unknown", "b")], two[:1])
    assert (found.low, found.high) == (0.5, 0.5)


def test_the_last_answer_of_a_person_counts_and_other_questions_are_passed_over():
    found = judgement(
        [Opinion("law", "hinders", "a"), Opinion("law", "helps", "a"), Opinion("nothing", "helps")],
        QUICK,
    )
    assert names(found.carried) == ["law"]
    assert found.answered == 1


def test_an_answer_that_is_none_is_named():
    with pytest.raises(ValueError, match='"perhaps" is no answer'):
        judgement([Opinion("law", "perhaps")], QUICK)


@given(
    st.lists(
        st.builds(
            Opinion,
            st.sampled_from([one.id for one in QUICK]),
            st.sampled_from(ANSWERS),
            st.sampled_from("abc"),
        )
    )
)
def test_every_criterion_stands_in_one_place_and_the_span_is_one(opinions):
    found = judgement(opinions, QUICK)
    every = names((*found.blocking, *found.unknown, *found.open, *found.carried))
    assert sorted(every) == sorted(one.id for one in QUICK)
    assert 0 <= found.low <= found.high <= 1
    assert (found.low == found.high) is not bool(found.unknown or found.open)
