"""The models are the one place that says which fields exist."""

import json
import typing

import pytest
from pydantic import BaseModel, ValidationError

from bestpractices.records.kinds import FOLDERS, KINDS, REGISTERS
from bestpractices.records.marks import Reference, SourceKey, WebAddress, Word, marked, parts
from bestpractices.records.models import Figure, Organisation, Record, Review, title_of
from bestpractices.records.schema import words_of
from bestpractices.shipped import shipped

FIGURE = {"what": "guests", "value": 12, "unit": "people", "year": 2020, "source": "s1"}


def organisation(**fields) -> Organisation:
    common = {
        "id": "sound",
        "kind": "organisation",
        "name": {"en": "Sound", "tr": "Sağlam"},
        "type": "cso",
        "country": "BE",
        "review": {"state": "draft"},
        "checked": None,
    }
    return Organisation.model_validate_json(json.dumps(common | fields))


def test_a_kind_has_its_own_folder_and_model():
    assert len(FOLDERS) == len(KINDS) == len({kind.model for kind in KINDS.values()})
    assert all(issubclass(kind.model, Record) for kind in KINDS.values())
    assert not set(KINDS) & set(REGISTERS)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_the_model_of_a_kind_takes_that_kind_only(kind):
    assert typing.get_args(kind.model.model_fields["kind"].annotation) == (kind.name,)


@pytest.mark.parametrize("kind", KINDS.values(), ids=lambda kind: kind.name)
def test_every_field_but_the_kind_says_what_it_means(kind):
    silent = [n for n, field in kind.model.model_fields.items() if not field.description]
    assert silent == ["kind"]


def test_every_list_of_words_that_a_model_names_exists():
    named = {
        m.vocabulary for kind in KINDS.values() for m in marks_in(kind.model) if type(m) is Word
    }
    assert named <= set(words_of(shipped("kb")))
    assert {"themes", "regions", "indicators"} <= named


def test_every_folder_that_a_model_refers_to_exists():
    models = [*(kind.model for kind in KINDS.values()), *REGISTERS.values()]
    named = {m.folder for model in models for m in marks_in(model) if type(m) is Reference}
    assert named == {*FOLDERS, "places"}


def marks_in(hint):
    if isinstance(hint, type) and issubclass(hint, BaseModel):
        for part in typing.get_type_hints(hint, include_extras=True).values():
            yield from marks_in(part)
    yield from getattr(hint, "__metadata__", ())
    for part in typing.get_args(hint):
        yield from marks_in(part)


def test_a_record_cannot_be_changed_in_place():
    with pytest.raises(ValidationError):
        organisation().country = "TR"


def test_a_list_is_read_into_a_tuple():
    assert organisation(themes=["sport"]).themes == ("sport",)


@pytest.mark.parametrize(
    "name", ["Sound", "so--und", "-sound", "sound-", "ses_", "ışık", "a b", "", "a\n"]
)
def test_an_id_is_small_letters_digits_and_single_hyphens(name):
    with pytest.raises(ValidationError):
        organisation(id=name)


@pytest.mark.parametrize(
    "fields",
    [
        {"latitude": 91},
        {"longitude": -181},
        {"country": "be"},
        {"country": "BEL"},
        {"founded": 1500},
        {"languages": ["EN"]},
    ],
)
def test_a_value_out_of_range_is_refused(fields):
    with pytest.raises(ValidationError):
        organisation(**fields)


def test_text_is_not_silently_made_a_number():
    with pytest.raises(ValidationError):
        Figure(**FIGURE | {"value": "12"})


def test_true_is_no_number():
    with pytest.raises(ValidationError):
        Figure(**FIGURE | {"value": True})


@pytest.mark.parametrize("name", ["year", "source", "value"])
def test_what_is_unknown_of_a_figure_is_written_null_and_not_left_out(name):
    assert getattr(Figure(**FIGURE | {name: None}), name) is None
    with pytest.raises(ValidationError):
        Figure(**{key: value for key, value in FIGURE.items() if key != name})


def test_an_unknown_field_is_refused():
    with pytest.raises(ValidationError):
        Review(state="draft", mood="good")


def test_the_title_of_a_record_is_in_the_readers_language_or_the_one_there_is():
    assert title_of(organisation(), "tr") == "Sağlam"
    assert title_of(organisation(), "fr") == "Sound"


def test_marks_are_found_at_every_depth_with_their_paths():
    record = organisation(
        themes=["sport"],
        place="ghent",
        website="https://example.org",
        size=[FIGURE],
        related=[{"organisation": "other", "relation": "funds", "source": "s2"}],
    )
    assert {path: (text, type(mark)) for path, text, mark in marked(record)} == {
        ("type",): ("cso", Word),
        ("place",): ("ghent", Reference),
        ("themes", 0): ("sport", Word),
        ("size", 0, "source"): ("s1", SourceKey),
        ("website",): ("https://example.org", WebAddress),
        ("related", 0, "organisation"): ("other", Reference),
        ("related", 0, "relation"): ("funds", Word),
        ("related", 0, "source"): ("s2", SourceKey),
    }


def test_a_field_that_is_null_has_no_mark_to_check():
    assert ("place",) not in {path for path, _, _ in marked(organisation())}


def test_parts_of_a_record_come_with_their_paths():
    record = organisation(size=[FIGURE, FIGURE | {"value": 3}])
    assert [(path, part.value) for path, part in parts(record, Figure)] == [
        (("size", 0), 12),
        (("size", 1), 3),
    ]
