"""Single building blocks for a need."""

from __future__ import annotations

from bestpractices.analysis.matching import match_blocks


def test_the_block_with_the_words_of_the_need_comes_first(base, need, block):
    blocks = [block("room", what="A room."), block("pot", what="A rotating deposit for rent.")]
    kb = base(homes={"themes": ["housing"], "building_blocks": blocks})
    found = match_blocks(kb, need(title={"en": "Deposits for rent"}))
    assert [(one.practice, one.block, one.rank) for one in found] == [
        ("homes", "pot", 1),
        ("homes", "room", 2),
    ]
    words = next(one for one in found[0].for_ if one.criterion == "text")
    assert words.sources == ("needs/room", "practices/homes/building_blocks/pot")


def test_a_blocked_block_comes_after_all_others_and_says_why(base, need, block, constraint):
    blocks = [
        block("law", "a legal basis", what="A rotating deposit for rent."),
        block("other", "a coach", what="Something else."),
    ]
    kb = base(homes={"building_blocks": blocks})
    asked = need(
        title={"en": "Deposits for rent"}, constraints=[constraint("legal", "No law allows it.")]
    )
    found = match_blocks(kb, asked)
    assert [(one.block, one.rank) for one in found] == [("other", 1), ("law", 2)]
    assert found[1].score > found[0].score or found[1].criteria["text"] > 0
    assert [one.criterion for one in found[1].blocking] == ["requirements"]


def test_equal_blocks_share_a_rank(base, need, block):
    kb = base(a={"building_blocks": [block("one"), block("two")]})
    assert [one.rank for one in match_blocks(kb, need())] == [1, 1]


def test_practices_without_blocks_give_none(base, need):
    assert match_blocks(base(a={}), need()) == []
    assert match_blocks(base(), need()) == []


def test_every_block_of_the_shipped_base_can_be_matched(kb):
    found = match_blocks(kb, "kizilay-stay-in-school", limit=1000)
    assert len(found) == sum(len(one.building_blocks) for one in kb.practices.values())
    assert all(0 <= one.score <= one.score_high <= 1 for one in found)
    blocked = [bool(one.blocking) for one in found]
    assert blocked == sorted(blocked)
