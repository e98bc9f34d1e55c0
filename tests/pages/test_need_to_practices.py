"""The coach's page from a need to practices: what its board is given, and what it says."""

from __future__ import annotations

import pytest

from bestpractices.analysis.matching import match
from bestpractices.pages import need_to_practices as page
from bestpractices.records.languages import LANGUAGES

NEED = "kizilay-stay-in-school"


@pytest.fixture(scope="module")
def boards(editions):
    return {lang: page.board(e, NEED) for lang, e in editions.items()}


def sides(option):
    return [option[side] for side in ("blocking", "for_", "against", "unknown")]


def test_the_need_stands_in_the_address():
    assert page.asked({"QUERY_STRING": f"lang=tr&need={NEED}"}) == NEED
    assert page.asked({"QUERY_STRING": "lang=tr"}) == ""
    assert page.asked({}) == ""


def test_the_board_shows_what_matching_found_in_its_order(editions, boards):
    e, board = editions["en"], boards["en"]
    found = match(e.kb, NEED, limit=page.LIMIT)

    assert [one["id"] for one in board.options] == [one.practice for one in found]
    for option, one in zip(board.options, found, strict=True):
        assert option["values"] == one.criteria
        assert option["share"] == one.first_rank_share
        told = (one.blocking, one.for_, one.against, one.unknown)
        assert [len(side) for side in sides(option)] == [len(side) for side in told]
        blocks = e.kb.practices[one.practice].building_blocks
        assert [block["id"] for block in option["blocks"]] == [block.id for block in blocks]
    assert board.need["href"] == e.url(f"needs/{NEED}")


def test_the_board_gives_the_scores_of_matching_for_every_need(editions):
    # What no practice is known in is left out there and here, or its weight would be lost.
    e = editions["en"]
    for need in e.kb.needs:
        board = page.board(e, need)
        points = board.points()
        for option, one in zip(board.options, match(e.kb, need, limit=page.LIMIT), strict=True):
            gained = sum(weight * (option["values"][name] or 0) for name, weight in points.items())
            assert gained / sum(points.values()) == pytest.approx(one.score)


def test_ranks_over_all_weights_hold_the_rank_of_now(boards):
    options = boards["en"].options
    for place, option in enumerate(options, 1):
        assert 1 <= option["ranks"]["best"] <= place <= option["ranks"]["worst"] <= len(options)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_reason_is_said_in_the_language_and_leads_to_a_place_that_is_there(
    editions, boards, pages, tags, lang
):
    e = editions[lang]
    ids = {}
    found = match(e.kb, NEED, limit=page.LIMIT)
    for option, one in zip(boards[lang].options, found, strict=True):
        assert [row["text"] for row in option["for_"]] == [r.sentence(lang) for r in one.for_]
        for row in (row for side in sides(option) for row in side):
            address, _, anchor = row["href"].partition("#")
            path = address.removeprefix(e.url())
            if path not in ids:
                ids[path] = {values.get("id") for _, values in tags(pages[lang, path])}
            assert row["source"]
            assert not anchor or anchor in ids[path], row["href"]


def test_ready_made_weights_have_points_for_every_criterion_of_the_board(boards):
    board = boards["tr"]
    names = {one["id"] for one in board.criteria}
    assert [one["id"] for one in board.presets] == list(page.PRESETS)
    assert all(set(one["weights"]) == names for one in board.presets)
    assert len({one["label"] for one in board.presets}) == len(board.presets)


@pytest.mark.parametrize("need", ["", "no-such-need"])
def test_without_a_need_of_the_base_all_are_there_to_choose_from(editions, tags, need):
    e = editions["en"]

    html = page.introduction(e, need)

    links = [values["href"] for tag, values in tags(html) if tag == "a"]
    assert sorted(links) == sorted(f"?need={one}" for one in e.kb.needs)
    assert ("There is no such need" in html) is bool(need)
    board = page.board(e, need)
    assert (board.need, board.options) == ({}, [])
    assert page.next_step(e, board).html == ""


def test_a_base_without_practices_gives_a_board_without_options(small):
    e = page.Edition(small.base(small.need("one")), "en")
    board = page.board(e, "one")
    assert board.need["title"] == "one"
    assert board.options == []


def test_the_next_step_follows_what_is_chosen_and_passes_over_what_is_none(editions, boards):
    e = editions["en"]
    board = page.board(e, NEED)
    fragment = page.next_step(e, board)
    assert "Nothing is chosen yet" in fragment.html
    option = board.options[1]
    block = option["blocks"][0]

    board.chosen = [f"{option['id']}/{block['id']}", "no-practice/no-block", f"{option['id']}/none"]

    assert fragment.html.count("<article") == 1
    assert page.Html(fragment.html) == page.chosen_blocks(e, board.chosen)
    assert f'{option["href"]}#block-{block["id"]}"' in fragment.html
    assert "Nothing is chosen yet" not in fragment.html
