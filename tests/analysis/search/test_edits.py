"""How many slips lie between two words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bestpractices.analysis.search.edits import distances, slips_forgiven

WORD = st.text("abcd", min_size=1, max_size=7)


def slow(one, other):
    """The definition of optimal string alignment, letter by letter."""
    if not one or not other:
        return len(one) + len(other)
    ways = [
        slow(one[:-1], other) + 1,
        slow(one, other[:-1]) + 1,
        slow(one[:-1], other[:-1]) + (one[-1] != other[-1]),
    ]
    if one[-2:] == other[-2:][::-1] and len(one) > 1 and len(other) > 1:
        ways.append(slow(one[:-2], other[:-2]) + 1)
    return min(ways)


@pytest.mark.parametrize(
    ("typed", "meant", "slips"),
    [
        ("tecruman", "tercuman", 1),  # swapped
        ("mediaton", "mediation", 1),  # left out
        ("mentoring", "mentoring", 0),
        ("ca", "abc", 3),  # the textbook case: a place is changed once only
    ],
)
def test_slips_are_counted(typed, meant, slips):
    assert distances(typed, [meant]).tolist() == [slips]


def test_no_words_have_no_distances():
    assert distances("word", []).tolist() == []


def test_short_words_forgive_nothing():
    assert [slips_forgiven("x" * length) for length in (0, 3, 4, 7, 8)] == [0, 0, 1, 1, 2]


@given(
    st.text("abc", min_size=1, max_size=5),
    st.lists(st.text("abc", min_size=1, max_size=5), max_size=4),
)
def test_the_table_of_all_words_at_once_equals_the_definition(word, others):
    assert distances(word, others).tolist() == [slow(word, other) for other in others]


@given(WORD, WORD)
def test_the_way_back_is_as_long(one, other):
    assert distances(one, [other]).tolist() == distances(other, [one]).tolist()
