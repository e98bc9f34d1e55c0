"""YAML into plain values: what is accepted, what is refused, and where it stands."""

import io
import json
import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from ruamel.yaml import YAML

from bestpractices.records.yaml_text import DEEPEST, YamlError, parse, scalar

# What YAML can hold in one document: no control signs, no line ends other than \n.
LETTERS = st.characters(
    codec="utf-8",
    exclude_categories=["Cc", "Cs"],
    exclude_characters="\u2028\u2029\ufeff\ufffe\uffff",
)
TEXTS = st.text(LETTERS, max_size=30)
NUMBERS = st.one_of(
    st.integers(-(10**20), 10**20), st.floats(allow_nan=False, allow_infinity=False)
)
VALUES = st.recursive(
    st.one_of(st.none(), st.booleans(), NUMBERS, TEXTS),
    lambda inner: st.one_of(
        st.lists(inner, max_size=4), st.dictionaries(TEXTS.filter(bool), inner, max_size=4)
    ),
    max_leaves=15,
)
DOCUMENTS = st.dictionaries(TEXTS.filter(bool), VALUES, min_size=1, max_size=4)


def dumped(value: object, *, flow: bool) -> str:
    """JSON, which is YAML between brackets, or YAML in lines as ruamel writes it."""
    if flow:
        return json.dumps(value, ensure_ascii=False)
    yaml = YAML(typ="safe", pure=True)
    yaml.version = (1, 2)
    yaml.default_flow_style = False
    yaml.allow_unicode = True
    yaml.width = 1000
    text = io.StringIO()
    yaml.dump(value, text)
    return text.getvalue().partition("---")[2]


@given(DOCUMENTS, st.booleans())
@settings(max_examples=80, deadline=None)
def test_a_value_that_another_program_wrote_is_read_back(value, flow):
    assert parse(dumped(value, flow=flow)).value == value


@given(DOCUMENTS, st.booleans())
@settings(max_examples=60, deadline=None)
def test_every_field_has_a_place_and_it_lies_inside_the_text(value, flow):
    text = dumped(value, flow=flow)
    lines = text.split("\n")
    document = parse(text)
    assert set(document.positions) == set(paths_of(value))
    for line, column in document.positions.values():
        assert 0 <= line < len(lines)
        assert 0 <= column <= len(lines[line])


def paths_of(value, path=()):
    inner = value.items() if isinstance(value, dict) else enumerate(value)
    for key, part in inner:
        yield (*path, key)
        if isinstance(part, (dict, list)):
            yield from paths_of(part, (*path, key))


@given(
    st.text(max_size=60)
    | st.text(st.sampled_from("a:-[]{}\"'#&*!|> \n\t\r%@,?~0\x00é"), max_size=60)
)
@settings(max_examples=400, deadline=None)
def test_any_text_gives_a_document_or_a_yaml_error_and_every_place_is_in_it(text):
    text = text.replace("\r", "\n")  # read() has done so before
    lines = text.split("\n")
    for line, column in places_in(text):
        assert 0 <= line < len(lines)
        assert 0 <= column <= len(lines[line])


def places_in(text: str) -> list[tuple[int, int]]:
    try:
        return list(parse(text).positions.values())
    except YamlError as error:
        return [(error.line, error.column)]


def place_of_error(text: str) -> tuple[str, int, int]:
    with pytest.raises(YamlError) as caught:
        parse(text)
    return caught.value.code, caught.value.line, caught.value.column


def test_a_key_stands_where_its_first_letter_is_and_an_item_where_it_begins():
    text = "id: a\nthemes: [one, two]\nscale:\n  - {what: x}\n"
    assert parse(text).positions == {
        ("id",): (0, 0),
        ("themes",): (1, 0),
        ("themes", 0): (1, 9),
        ("themes", 1): (1, 14),
        ("scale",): (2, 0),
        ("scale", 0): (3, 4),
        ("scale", 0, "what"): (3, 5),
    }


def test_columns_count_letters_and_not_bytes():
    assert parse("a: [çığ😀, b]").positions["a", 1] == (0, 10)


def test_keys_that_are_equal_once_quotes_are_gone_are_equal():
    assert place_of_error('id: 1\n"id": 2') == ("KB003", 1, 0)


def test_the_same_key_in_two_mappings_is_no_matter():
    assert parse("- {id: 1}\n- {id: 2}").value == [{"id": 1}, {"id": 2}]


@pytest.mark.parametrize(
    ("text", "column"),
    [("a: &x 1", 3), ("a: *x", 3), ("a: !!int 1", 3), ("&x a: 1", 0), ("a: !y b", 3)],
)
def test_anchors_aliases_and_tags_are_refused_at_their_place(text, column):
    assert place_of_error(text) == ("KB004", 0, column)


def test_twenty_levels_are_read_and_one_more_is_refused():
    deepest = "[" * DEEPEST + "x" + "]" * DEEPEST
    assert parse(deepest).positions[(0,) * DEEPEST] == (0, DEEPEST)
    assert place_of_error(f"[{deepest}]") == ("KB004", 0, DEEPEST + 1)


@pytest.mark.parametrize("text", ["{url: https://example.org}", "{what: why?, unit: x}"])
def test_a_colon_or_question_mark_between_brackets_has_to_be_quoted(text):
    assert place_of_error(text)[0] == "KB002"


def test_a_key_of_several_values_is_refused():
    assert place_of_error("? [a, b]\n: c")[0] == "KB002"


def test_a_second_document_is_refused_where_it_begins():
    assert place_of_error("a: 1\n---\nb: 2") == ("KB002", 2, 0)


def test_the_end_mark_of_a_document_is_no_second_document():
    assert parse("---\na: 1\n...\n").value == {"a": 1}


@pytest.mark.parametrize(
    "sign", ["\x00", "\x07", "\x1b", "\x7f", "\x85", "\u2028", "\u2029", "\ufffe"]
)
def test_a_control_sign_is_refused_at_its_place(sign):
    assert place_of_error(f"a: 1\nb: x{sign}y") == ("KB002", 1, 4)


def test_an_empty_text_has_no_value():
    assert parse("").value is None
    assert parse("# a comment\n").value is None


def test_a_merge_key_is_a_key_like_any_other():
    assert parse("<<: {a: 1}").value == {"<<": {"a": 1}}


def test_a_number_in_quotes_is_text():
    assert parse("a: '1'\nb: \"1\"").value == {"a": "1", "b": "1"}


@pytest.mark.parametrize(
    "text", ["no", "NO", "yes", "on", "off", "y", "n", "True1", "nUll", "tRUE"]
)
def test_only_true_and_false_are_booleans(text):
    assert scalar(text) == text


@pytest.mark.parametrize(
    "text", ["2026-11-21", "12:30", "1_000", "0x1F", "0o17", ".nan", ".inf", "1,5", "٣"]
)
def test_dates_times_and_odd_numbers_stay_text(text):
    assert scalar(text) == text


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("035", 35),
        ("-7", -7),
        ("+7", 7),
        ("1.50", 1.5),
        (".5", 0.5),
        ("1.", 1.0),
        ("1e3", 1000.0),
        ("~", None),
    ],
)
def test_numbers_are_decimal(text, value):
    assert scalar(text) == value
    assert type(scalar(text)) is type(value)


@pytest.mark.parametrize("text", ["1e999", "-1e999", "9" * 31, "9" * 400 + ".0"])
def test_a_number_too_large_stays_text(text):
    assert scalar(text) == text


def test_a_very_small_number_is_a_number():
    assert math.isclose(scalar("1e-300"), 1e-300)
