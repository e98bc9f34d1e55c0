"""Files of a sheet: the kernel makes what a button asks for, or says why not, and never stops."""

import base64
import logging

import pytest

from bestpractices.pages.desk import Desk, EntryError, File
from bestpractices.texts import N_
from bestpractices.workshop import NoSessionError, StoreError

CONTENT = bytes(range(256))
_NO: Exception = EntryError(N_("Choose a need."))


def desk(editions, **files):
    return Desk(editions["en"], "", lambda _: "", {}, files=files)


def wish(one, name, uid="one", **more):
    one.sheet.wish = {"uid": uid, "name": name, "value": "x", **more}
    return one.sheet.file


def test_a_file_comes_back_byte_for_byte_and_goes_once_it_is_saved(editions):
    one = desk(editions, plan=lambda _, value: File(f"{value}.pdf", "application/pdf", CONTENT))
    found = wish(one, "plan")
    assert (found["uid"], found["name"], found["type"]) == ("one", "x.pdf", "application/pdf")
    assert base64.b64decode(found["content"]) == CONTENT
    one.sheet.wish = {}
    assert one.sheet.file == {}


def test_the_same_wish_again_makes_no_second_file(editions):
    made = []
    one = desk(editions, plan=lambda _, value: made.append(value) or File("a", "b", b""))
    wish(one, "plan")
    wish(one, "plan", fields={})
    wish(one, "plan", "two")
    assert made == ["x", "x"]


def test_a_maker_reads_the_fields_beside_its_button(editions):
    one = desk(editions, plan=lambda here, _: File(here.wished("lang"), "b", b""))
    assert wish(one, "plan", fields={"lang": ["", " fr "]})["name"] == "fr"
    assert wish(one, "plan", "two")["name"] == ""


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (_NO, {"text": "Choose a need."}),
        (StoreError("it is locked"),
         {"text": "The sessions cannot be kept just now.", "detail": "it is locked."}),
        (NoSessionError('there is no session "x"'),
         {"text": "The file could not be made. Try again.", "detail": 'there is no session "x".'}),
        (ZeroDivisionError("x"), {"text": "The file could not be made. Try again."}),
    ],
)  # fmt: skip
def test_what_fails_is_said_in_one_line_and_the_reason_goes_to_the_log(
    editions, caplog, error, said
):
    def fail(*_):
        raise error

    with caplog.at_level(logging.ERROR, "bestpractices"):
        assert wish(desk(editions, plan=fail), "plan") == {"uid": "one", "problem": said}
    assert bool(caplog.records) is isinstance(error, ZeroDivisionError)


def test_a_button_that_nobody_answers_is_told_so(editions):
    found = wish(desk(editions), "plan")
    assert found["problem"]["text"] == "The file could not be made. Try again."
