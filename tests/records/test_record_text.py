"""A record as text: what was written is read again, and said about as if it were a file."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestpractices.records.kinds import KINDS
from bestpractices.records.languages import LocalText
from bestpractices.records.models import Need, Review, ReviewState, Statement
from bestpractices.records.reading import read_text
from bestpractices.records.record_text import file_of, findings, record_text
from bestpractices.records.yaml_text import UNWANTED

DAY = date(2026, 11, 21)
# All that a cleaned text may hold; the mark of a file's beginning is none of it.
TEXTS = st.text(min_size=1).filter(lambda text: not UNWANTED.search(text) and "\ufeff" not in text)


def need(title="A need", **fields):
    given = {
        "id": "one", "kind": "need", "title": LocalText(en=title), "summary": LocalText(en="S."),
        "raised_by": None, "country": "TR", "themes": (), "target_groups": (),
        "review": Review(state=ReviewState.DRAFT), "checked": DAY, "sources": (),
        "translation": {"title": {"en": "original"}, "summary": {"en": "original"}},
    }  # fmt: skip
    return Need.model_validate(given | fields, strict=False)


def again(record):
    return read_text(file_of(record), record_text(record), KINDS[record.kind].model)


def test_every_record_of_the_base_is_read_again_as_it_is(kb):
    for address, record in kb.records():
        assert again(record).record == record, address


@given(TEXTS, TEXTS)
def test_no_sign_of_a_text_is_taken_for_one_of_the_file(title, body):
    one = need(title, body=body.replace("\r", ""), assets=(Statement(text=title, source="s1"),))
    assert again(one).record == one


@pytest.mark.parametrize(
    "word", ["null", "Null", "true", "FALSE", "no", "2026-11-21", "1e3", "a: b", "- x", ""]
)
def test_a_word_that_means_something_in_yaml_stays_a_word(word):
    one = need(word or "x", body=f"---\n{word}\n---\n", raised_by=None)
    assert again(one).record == one


def test_the_fields_stand_as_in_the_template(kb):
    lines = record_text(need()).splitlines()
    template = (kb.folder / "templates" / "need.md").read_text("utf-8").splitlines()

    def names(text):
        return [line.partition(":")[0] for line in text if line[:1].isalpha()][:16]

    written = names(lines)
    assert written == [name for name in names(template) if name in written]


def test_findings_are_those_of_the_checks_with_their_places(kb):
    wrong = need(themes=("houses",), body="Claimed [s4].\n")
    found = {one.code: one for one in findings(kb, wrong, today=DAY)}
    assert set(found) == {"KB012", "KB016", "KB022"}
    assert "did you mean" in found["KB012"].mend
    assert found["KB016"].file == "needs/one.md"
    assert record_text(wrong).splitlines()[found["KB016"].line - 1] == "Claimed [s4]."


def test_a_record_of_the_base_has_the_findings_that_checking_the_folder_gives(kb):
    record = kb.needs["kizilay-stay-in-school"]
    of_folder = {(one.code, one.message) for one in kb.findings if one.file == file_of(record)}
    assert {(one.code, one.message) for one in findings(kb, record, today=DAY)} == of_folder
