"""New parts in a record's text: its lists grow, nothing else moves."""

import pytest

from bestpractices.records.added_parts import with_parts
from bestpractices.records.models import Statement

NEW = Statement(text='He said: "yes" # no', source="s1")
LINE = '  - {text: "He said: \\"yes\\" # no", source: s1}'


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: 1\nlist:\n  - {text: x}\nb: 2", f"a: 1\nlist:\n  - {{text: x}}\n{LINE}\nb: 2"),
        ("list: []\nb: 2", f"list:\n{LINE}\nb: 2"),
        ("list: []  # why\nb: 2", f"list:  # why\n{LINE}\nb: 2"),
        ("list:\n- text: x\n\n# of b\nb: 2", f"list:\n- text: x\n{LINE}\n\n# of b\nb: 2"),
        ("a: 1\nchecked: null\nsources: []", f"a: 1\nlist:\n{LINE}\nchecked: null\nsources: []"),
        ("a: 1", f"a: 1\nlist:\n{LINE}"),
        ("lists: []", f"lists: []\nlist:\n{LINE}"),
    ],
)
def test_a_part_stands_at_the_end_of_its_list(before, after):
    made = with_parts(f"---\n{before}\n---\n\nlist: []\n---\n", {"list": [NEW]})
    assert made == f"---\n{after}\n---\n\nlist: []\n---\n"


def test_without_new_parts_the_text_stays_as_it_is():
    text = "---\nlist: [a]\n---\nText"
    assert with_parts(text, {"list": []}) == text


@pytest.mark.parametrize("text", ["", "list: []", "---\nlist: []", "---\nlist: [a]\n---\n"])
def test_what_is_written_in_another_way_is_refused(text):
    with pytest.raises(ValueError, match="the"):
        with_parts(text, {"list": [NEW]})
