import pytest

from bestpractices.workshop import KINDS, Note, RefusedEventError, UnknownKindError, event

SCRIPT = "<script>alert('x')</script>'; DROP TABLE events; --"


@pytest.mark.parametrize(
    ("kind", "payload", "said"),
    [
        ("note", {"text": ""}, "text is empty"),
        ("note", {"text": " \n"}, "text is empty"),
        ("note", {"text": "x" * 10_001}, "10,001 characters and 10,000 fit"),
        ("note", {"text": "\ud800"}, "half a character"),
        ("note", {}, "text is missing"),
        ("note", {"text": "a", "colour": 1}, "colour is unknown"),
        ("note", {"text": 5}, "text"),
        ("note", ["text"], "must be an object"),
        ("team_added", {"team": "a", "name": "  "}, "name is empty"),
        ("team_added", {"team": "a", "name": "x\x00"}, "control character"),
        ("team_added", {"team": "a/b", "name": "x"}, "without /"),
        ("team_added", {"team": "a", "name": "x" * 201}, "201 characters"),
        ("person_added", {"person": "kestrel", "consent_on": "2026-05-04"}, "consent is missing"),
        ("capacity_set", {"party": "a", "seats": -1}, "seats"),
        ("wish_set", {"party": "a", "ranked": ["b", "a"]}, '"a" names itself'),
        ("wish_set", {"party": "a", "ranked": ["b"], "refused": ["b"]}, '"b" is named twice'),
        ("undone", {"seq": 0}, "seq"),
        (
            "adaptation_decided",
            {"team": "a", "practice": "p", "block": "b", "decision": "drop", "core": True},
            "needs a reason",
        ),
    ],
)
def test_what_cannot_be_meant_is_refused_in_one_sentence(kind, payload, said):
    with pytest.raises(RefusedEventError) as refused:
        event(kind, payload)
    assert said in str(refused.value)
    assert "\n" not in str(refused.value)


def test_an_unknown_kind_names_those_there_are():
    with pytest.raises(UnknownKindError, match="note"):
        event("dance", {})


def test_deep_nesting_is_refused_and_no_crash():
    deep = []
    for _ in range(100_000):
        deep = [deep]
    with pytest.raises(RefusedEventError):
        event("note", {"text": deep})


def test_long_texts_script_and_letters_of_all_languages_are_kept_as_they_are():
    for text in ("x" * 10_000, SCRIPT, "Işık Ġ ÿ 日本 👩‍🏫 مرحبا"):
        assert event("note", {"text": text}).text == text


def test_signs_that_nobody_sees_are_cleaned_away_and_lines_end_in_one_way():
    assert Note(text="a\x00b\r\nc\x0bd\te\u2028f").text == "ab\nc\nd\te\nf"


def test_a_seat_count_of_zero_means_none_at_present():
    assert event("capacity_set", {"party": "a", "seats": 0}).seats == 0


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_the_fields_that_a_kind_speaks_of_are_its_own(kind):
    model = KINDS[kind]
    named = {*(model.kind.key or ()), *model.kind.persons, *model.kind.words}
    named |= {field for reference in model.kind.refers for field in reference.fields}
    assert named <= set(model.model_fields)
    assert model.kind.place in KINDS
