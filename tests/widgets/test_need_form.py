"""What the form of a need holds in Python."""

import pytest

from bestpractices.widgets.need_form import NeedForm


@pytest.mark.parametrize(
    ("traits", "said"),
    [
        ({}, "a need without a title, nothing asked yet"),
        ({"draft": {"title": "İş"}}, "a need called “İş”, nothing asked yet"),
        ({"draft": {"title": "İş"}, "answer": {"turn": 1, "problems": {"situation": "Write."}}},
         "a need called “İş”, 1 problems"),
        ({"draft": {"title": "İş"}, "answer": {"turn": 1}}, "a need called “İş”, answered"),
    ],
)  # fmt: skip
def test_the_summary_says_how_far_the_need_is(traits, said):
    assert NeedForm(**traits).summary() == said
