"""Each criterion on its own: its value by hand, its reasons, what it does not know."""

from __future__ import annotations

import numpy as np
import pytest

from bestpractices.analysis.matching import CRITERIA, NAMES, Matcher
from bestpractices.analysis.matching.need_words import WISH, need_words
from bestpractices.records.knowledge_base import knowledge_base_folder


def value(kb, asked, name):
    found = Matcher(kb).values(asked)[0, NAMES.index(name)]
    return None if np.isnan(found) else pytest.approx(float(found), abs=1e-6)


def sentences(kb, asked, side):
    (found,) = Matcher(kb).match(asked, samples=10).matches
    return [one.sentence() for one in getattr(found, side)]


def test_criteria_have_a_range_in_words_and_points_with_a_reason():
    assert len(set(NAMES)) == len(CRITERIA)
    for one in CRITERIA:
        assert one.worst
        assert one.best
        assert one.why.endswith(".")
        assert 0 <= one.points <= 100


@pytest.mark.parametrize(
    ("theirs", "worth"),
    [
        (["mental-health"], 1.0),
        (["housing", "mental-health"], 0.75),  # a side theme
        (["health"], 0.5),  # the wider one
        (["intercultural-mediation"], 0.25),  # a related one
        (["housing"], 0.0),
    ],
)
def test_a_theme_is_worth_less_with_every_step_away(base, theirs, worth, need):
    kb = base(a={"themes": theirs})
    assert value(kb, need(themes=["mental-health"]), "themes") == worth


def test_the_first_theme_of_a_need_counts_most(base, need):
    asked = need(themes=["housing", "sport"])  # 1 and 1/2, so two thirds and one third
    assert value(base(a={"themes": ["housing"]}), asked, "themes") == 2 / 3
    assert value(base(a={"themes": ["sport"]}), asked, "themes") == 1 / 3


def test_people_count_the_same_in_every_place(base, need):
    asked = need(target_groups=["women", "jobseekers"])
    for served in (["women"], ["older-people", "women"]):
        assert value(base(a={"target_groups": served}), asked, "target_groups") == 0.5


def test_links_of_the_vocabulary_are_named_as_sources(base, need):
    (found,) = (
        Matcher(base(a={"themes": ["health"]}))
        .match(need(themes=["mental-health"]), samples=10)
        .matches
    )
    (near,) = (one for one in found.for_ if one.criterion == "themes")
    assert near.sentence() == "Near theme: the need names Mental health, the practice Health."
    assert near.sentence("tr").count("Ruh sağlığı") == 1
    assert near.sources[-1] == "vocabulary/themes/mental-health/broader/health"


def test_a_theme_that_is_not_touched_speaks_against(base, need):
    told = sentences(base(a={"themes": ["sport"]}), need(themes=["housing"]), "against")
    assert "Theme of the need that it does not touch: Housing." in told


def test_a_method_is_asked_for_by_its_name_in_the_text(base, need):
    asked = need(body="We want peer support among pupils.")
    assert value(base(a={"methods": ["peer-support"]}), asked, "methods") == 1
    assert value(base(a={"methods": ["grant"]}), asked, "methods") == 0


def test_a_method_is_asked_for_in_any_language(base, need):
    asked = need(title={"tr": "Mentorluk arıyoruz"}, summary={"tr": "Gençler için"})
    assert value(base(a={"methods": ["mentoring"]}), asked, "methods") == 1


def test_a_method_is_asked_for_by_a_theme_that_the_vocabulary_links_with_it(base, need):
    asked = need(themes=["housing"])  # cohousing and savings-group
    assert value(base(a={"methods": ["cohousing"]}), asked, "methods") == 0.5


def test_where_nothing_points_to_a_method_it_is_unknown(base, need):
    kb = base(a={"methods": ["grant"]})
    assert value(kb, need(), "methods") is None
    assert "Nothing in the need points to a method." in sentences(kb, need(), "unknown")


def test_the_text_of_the_closest_practice_is_worth_1(base, need):
    words = " ".join(f"word{n}" for n in range(120))
    kb = base(a={"body": words}, b={"body": "word1 word2"}, c={})
    found = Matcher(kb).values(need(body=words))[:, NAMES.index("text")]
    assert found[0] == pytest.approx(1)
    assert 0 < found[1] < 0.5
    assert found[2] == 0


def test_a_short_text_is_believed_less(base, need):
    words = " ".join(f"word{n}" for n in range(50))
    kb = base(a={"body": words})
    assert value(kb, need(title={"en": "The"}, summary={"en": "Of"}, body=words), "text") == 0.5


def test_a_text_without_a_word_of_any_practice_is_unknown(base, need):
    kb, asked = base(a={}), need(title={"en": "Qwerty"}, summary={"en": "Asdf"})
    assert value(kb, asked, "text") is None
    assert "No practice has a word of the need." in sentences(kb, asked, "unknown")


def test_the_answer_looked_for_counts_twice_and_source_marks_not_at_all(need):
    asked = need(body=f"## The situation\nRent [s11].\n\n## {WISH}\nDeposits [s2, s3].\n")
    found = need_words(asked)
    assert found["en:rent"] == 1
    assert found["en:deposit"] == pytest.approx(2**0.5)
    assert not [term for term in found if term.startswith("en:s1")]


def test_the_heading_of_the_answer_looked_for_is_that_of_the_template():
    template = knowledge_base_folder(None) / "templates" / "need.md"
    assert f"## {WISH}" in template.read_text(encoding="utf-8")


def test_requirements_are_the_share_that_is_not_short(base, need, block, constraint):
    blocks = [block("one", "a teacher", "a room"), block("two", "a budget line")]
    kb = base(a={"building_blocks": blocks})
    asked = need(constraints=[constraint("money", "No money.")])
    assert value(kb, asked, "requirements") == 2 / 3
    assert sentences(kb, asked, "against")[0] == (
        "“two” requires “a budget line”, which may be short: “No money.”"
    )


def test_an_asset_that_names_the_thing_makes_up_for_the_constraint(base, need, block, constraint):
    kb = base(a={"building_blocks": [block("one", "interpreters used to therapy")]})
    lacking = {"constraints": [constraint("language", "Nobody speaks Arabic.")]}
    assert value(kb, need(**lacking), "requirements") == 0
    asset = {"text": "Counselling with interpreters.", "source": "s1"}
    asked = need(**lacking, assets=[asset])
    assert value(kb, asked, "requirements") == 1
    told = "“one” requires “interpreters used to therapy”; the receiver has: “{}”"
    assert told.format(asset["text"]) in sentences(kb, asked, "for_")


def test_what_an_asset_has_blocks_no_longer(base, need, block, constraint):
    kb = base(a={"building_blocks": [block("one", "a building")]})
    full = [constraint("space", "All homes are full.")]
    assert sentences(kb, need(constraints=full), "blocking")
    asset = {"text": "An empty building.", "source": "s1"}
    assert not sentences(kb, need(constraints=full, assets=[asset]), "blocking")


def test_what_can_be_got_by_own_work_does_not_block(base, need, block, constraint):
    kb = base(a={"building_blocks": [block("one", "a housing law expert", "a small team")]})
    lacking = [constraint("legal", "No law."), constraint("staff", "No staff.")]
    assert not sentences(kb, need(constraints=lacking), "blocking")


def test_requirements_are_unknown_without_constraints_or_blocks(base, need, block, constraint):
    assert value(base(a={}), need(), "requirements") is None
    asked = need(constraints=[constraint("money", "None.")])
    assert value(base(a={}), asked, "requirements") is None
    kb = base(a={"building_blocks": [block("one", "a room")]})
    assert value(kb, need(), "requirements") is None


@pytest.mark.parametrize(
    ("level", "provinces", "worth"),
    [
        ("local", ["izmir"], 1.0),
        ("regional", ["izmir"], 0.5),
        ("national", ["izmir"], 0.25),
        ("regional", ["izmir", "adana"], 1.0),
        ("local", [], None),
    ],
)
def test_a_level_above_the_receiver_halves_the_fit(base, level, provinces, worth, need):
    assert value(base(a={"level": level}), need(provinces=provinces), "level") == worth


def test_powers_of_a_public_body_are_no_matter_for_a_public_receiver(kb):
    matcher, name = Matcher(kb), "daspa-reception-classes"  # a government's, resting on a decree
    ours = kb.needs["izmir-low-qualified-work"]  # raised by a governorship
    others = ours.model_copy(update={"raised_by": "kadem"})
    place, column = list(kb.practices).index(name), NAMES.index("level")
    assert matcher.values(ours)[place, column] == 1
    assert matcher.values(others)[place, column] == 0.25  # one level above, and rests on law
    told = matcher.measures["level"].reasons(others, kb.practices[name], 0.25)
    assert {one.side for one in told} == {"against"}


@pytest.mark.parametrize(
    ("reached", "concerned", "worth"),
    [(100, 1000, 1.0), (100, 10_000, 0.75), (100, 10_000_000, 0.0), (None, 1000, None)],
)
def test_a_practice_a_hundred_times_smaller_loses_a_quarter(base, reached, concerned, worth, need):
    def figures(number):
        if number is None:
            return []
        return [{"what": "people", "value": number, "unit": "people", "year": 2020, "source": None}]

    kb, asked = base(a={"scale": figures(reached)}), need(scale=figures(concerned))
    assert value(kb, asked, "scale") == worth


def test_figures_that_count_no_people_say_nothing_about_scale(base, need):
    figure = {"what": "rent", "value": 900, "unit": "euro", "year": 2020, "source": None}
    assert value(base(a={"scale": [figure]}), need(scale=[figure]), "scale") is None


@pytest.mark.parametrize(
    ("level", "worth"), [("none", 0.0), ("self-reported", 0.2), ("randomised", 1.0)]
)
def test_evidence_is_a_step_of_the_ladder(base, level, worth, need):
    assert value(base(a={"evidence": level}), need(), "evidence") == worth


@pytest.mark.parametrize(("spoken", "worth"), [(["nl", "tr"], 1.0), (["nl"], 0.0), ([], None)])
def test_one_language_in_common_is_enough(base, spoken, worth, need):
    assert value(base(a={"languages": spoken}), need(country="TR"), "languages") == worth


@pytest.mark.parametrize(
    ("fields", "women", "others"),
    [
        ({"target_groups": ["women"]}, 1.0, 1.0),
        ({"gender": {"text": "Half are women.", "source": "s1"}}, 0.5, 1.0),
        ({}, None, None),
    ],
)
def test_a_practice_silent_on_gender_is_unknown_not_neutral(base, fields, women, others, need):
    kb = base(a=fields)
    assert value(kb, need(target_groups=["women"]), "gender") == women
    assert value(kb, need(), "gender") == others
