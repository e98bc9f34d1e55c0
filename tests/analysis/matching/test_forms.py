"""Results with reasons as text, JSON and CSV."""

import pytest

from bestpractices.analysis.matching.forms import in_form, in_one_cell, listed
from bestpractices.analysis.matching.reason import Reason, Side
from bestpractices.texts import Texts

REASONS = tuple(Reason("type", Side.FOR, text, {}, ()) for text in ("One.", "Two, too."))


def never():
    pytest.fail("only the form that was asked for is made")


def test_each_form_is_made_alone_and_a_number_that_json_has_not_is_refused():
    table = [["id", "why"], ["a", in_one_cell(REASONS, "en")]]
    made = in_form("csv", never, rows=lambda: table, lines=never)
    assert made == 'id,why\na,"One. | Two, too."'
    assert in_form("text", never, rows=never, lines=lambda: ["a", "b"]) == "a\nb"
    assert in_form("json", lambda: {"ı": 1}, rows=never, lines=never) == '{\n  "ı": 1\n}'
    with pytest.raises(ValueError, match="JSON"):
        in_form("json", lambda: float("nan"), rows=never, lines=never)


def test_reasons_are_listed_with_the_label_of_their_side():
    assert list(listed("for", REASONS, Texts("en"))) == ["   - for: One.", "   - for: Two, too."]
    assert (in_one_cell((), "en"), list(listed("for", (), Texts("en")))) == ("", [])
