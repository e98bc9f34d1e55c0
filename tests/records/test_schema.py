"""The field table and the JSON Schemas say what the models say."""

import json
import re

import pytest

from bestpractices.errors import BrokenRecordsError
from bestpractices.records import schema
from bestpractices.records.kinds import KINDS
from bestpractices.records.models import Record
from bestpractices.shipped import shipped

README = shipped("kb") / "README.md"
KIND_NAMES = list(KINDS)
REWRITE = "run: python -m bestpractices.records.schema"


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_the_schema_files_are_those_of_the_models(kind):
    written = shipped("kb") / "schema" / f"{kind}.schema.json"
    assert written.read_text("utf-8") == schema.schema_text(kind), REWRITE


def test_there_is_a_schema_for_each_kind_and_no_other():
    files = {path.name for path in (shipped("kb") / "schema").iterdir()}
    assert files == {f"{kind}.schema.json" for kind in KINDS}


def test_the_field_table_of_the_readme_is_that_of_the_models():
    text = README.read_text("utf-8")
    assert text.count(schema.BEGIN) == text.count(schema.END) == 1
    assert schema.readme_text(text) == text, REWRITE


def test_writing_twice_gives_the_same_bytes(folder):
    (folder / "README.md").write_text(f"Before.\n{schema.BEGIN}\nold\n{schema.END}\nAfter.\n")
    schema.rewrite(folder)
    first = {path: path.read_bytes() for path in folder.rglob("*.*") if path.is_file()}
    schema.rewrite(folder)
    assert {path: path.read_bytes() for path in first} == first
    readme = (folder / "README.md").read_text("utf-8")
    assert readme.startswith("Before.\n")
    assert readme.endswith("\nAfter.\n")
    assert "\nold\n" not in readme


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_the_table_has_every_field_of_a_kind_once(kind):
    model = KINDS[kind].model
    table = schema.field_table()
    own = re.search(rf"### {kind.capitalize()}: .*?(?=\n### )", table, re.DOTALL)
    shared = re.search(r"### Every record.*?(?=\n### )", table, re.DOTALL)
    rows = [re.findall(r"^\| `(\w+)`", section[0], re.M) for section in (shared, own)]
    assert rows[0] == list(Record.model_fields)
    assert sorted(rows[0] + rows[1]) == sorted(model.model_fields)


def test_types_stand_in_plain_words():
    rows = schema.field_table().splitlines()
    assert "| `partners` | list of ids in `organisations` | no | others who take part |" in rows
    assert "| `started` | year | yes, or `null` | first year, null when unknown |" in rows
    assert "| `level` | word of `levels` | yes | how far it reaches |" in rows
    assert "| `accessed` | day | yes | day on which the text was read |" in rows
    assert any(row.startswith("| `value` | number | yes, or `null` |") for row in rows)


def test_no_name_of_a_python_type_reaches_the_table():
    table = schema.field_table()
    for word in ("str", "int", "float", "tuple", "None", "Annotated", "LocalText", "class"):
        assert not re.search(rf"\b{word}\b", table), word


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_needed_fields_of_a_schema_are_those_without_a_default(kind):
    fields = KINDS[kind].model.model_fields
    found = schema.json_schema(kind)
    assert set(found["required"]) == {n for n, field in fields.items() if field.is_required()}
    assert set(found["properties"]) == set(fields) - {"body"}
    assert found["additionalProperties"] is False
    assert found["title"] == kind.capitalize()
    assert found["description"].endswith(".")


def test_words_of_the_vocabulary_are_offered_one_by_one():
    words = schema.words_of(shipped("kb"))
    practice = schema.json_schema("practice", words)
    assert practice["properties"]["themes"]["items"]["enum"] == list(words["themes"])
    assert practice["properties"]["level"]["enum"] == ["local", "regional", "national"]
    value = schema.json_schema("context", words)["$defs"]["IndicatorValue"]
    assert "population" in value["properties"]["indicator"]["enum"]


def test_no_list_of_words_is_left_unfilled():
    text = "".join(schema.schema_text(kind) for kind in KINDS)
    assert '"vocabulary":' not in text


def test_another_base_gives_its_own_words(folder):
    found = schema.json_schema("practice", schema.words_of(folder))
    assert found["properties"]["themes"]["items"]["enum"] == ["employment", "housing"]


def test_a_broken_vocabulary_gives_no_schema(folder):
    (folder / "vocabulary.yaml").write_text("kind: [", encoding="utf-8")
    with pytest.raises(BrokenRecordsError, match=r"vocabulary\.yaml:1:8: KB002"):
        schema.words_of(folder)


@pytest.mark.parametrize("kind", KIND_NAMES)
def test_every_pointer_of_a_schema_leads_somewhere(kind):
    found = schema.json_schema(kind)
    pointers = re.findall(r'"#/\$defs/(\w+)"', json.dumps(found))
    assert pointers
    assert set(pointers) == set(found["$defs"])
