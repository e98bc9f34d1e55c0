"""The coach's page from a need to practices: what is chosen, written and kept up to date."""

from __future__ import annotations

import pytest

from bestpractices.analysis.matching import match
from bestpractices.analysis.need_draft import OWN
from bestpractices.pages import need_to_practices as page

NEED = "kizilay-stay-in-school"
TYPED = {"title": "Iğdır’da iş", "situation": "Kadınlar iş bulamıyor.", "themes": ["employment"]}


def test_the_need_stands_in_the_address():
    assert page.asked({"QUERY_STRING": f"lang=tr&need={NEED}"}) == NEED
    assert page.asked({"QUERY_STRING": "lang=tr"}) == ""
    assert page.asked({}) == ""


@pytest.mark.parametrize("need", ["", "no-such-need"])
def test_without_a_need_of_the_base_all_are_there_to_choose_from_or_to_write_one(
    editions, tags, need
):
    e = editions["en"]

    html = page.introduction(e, need)

    links = [values["href"] for tag, values in tags(html) if tag == "a"]
    assert sorted(links) == sorted(f"?need={one}" for one in (*e.kb.needs, OWN))
    assert ("There is no such need" in html) is bool(need)
    assert page.form(e, need) is None
    board = page.board(e, need, parts=True)
    assert (board.need, board.options, board.blocks) == ({}, [], {})
    assert page.next_step(e, board).html == ""


def test_the_address_of_an_own_need_gives_a_form_and_an_empty_board(editions):
    e = editions["en"]
    assert "?need=" not in page.introduction(e, OWN)
    form = page.form(e, OWN)
    board = page.board(e, OWN, form=form, parts=True)
    assert (board.need, board.options) == ({}, [])
    assert form.answer == {}


def test_the_board_shows_what_was_asked_for_in_the_form_and_keeps_the_blocks(editions):
    e = editions["tr"]
    form = page.form(e, OWN)
    board = page.board(e, OWN, form=form, parts=True)
    fragment = page.next_step(e, board)

    form.asked = {**TYPED, "turn": 1}

    assert board.need["title"] == TYPED["title"]
    assert len(board.options) == len(match(e.kb, NEED, limit=12)) == 12
    assert board.blocks["options"]
    assert (form.answer["turn"], form.answer["title"]["lang"]) == (1, "tr")
    option = board.options[0]
    board.chosen = [f"{option['id']}/{option['blocks'][0]['id']}"]
    assert fragment.html.count("<article") == 1

    form.asked = {"title": "", "situation": "", "turn": 2}

    assert set(form.answer["problems"]) == {"title", "situation"}
    assert board.need["title"] == TYPED["title"]
    assert fragment.html.count("<article") == 1


def test_the_next_step_follows_what_is_chosen_and_passes_over_what_is_none(editions):
    e = editions["en"]
    board = page.board(e, NEED)
    fragment = page.next_step(e, board)
    assert "Nothing is chosen yet" in fragment.html
    option = board.options[1]
    block = option["blocks"][0]
    key = f"{option['id']}/{block['id']}"

    board.chosen = [key, "no-practice/no-block", f"{option['id']}/none"]

    assert fragment.html.count("<article") == 1
    assert page.Html(fragment.html) == page.chosen_blocks(e, board.chosen)
    assert f'{option["href"]}#block-{block["id"]}"' in fragment.html
    assert "Nothing is chosen yet" not in fragment.html
    assert board.named == {key: {"name": block["name"], "practice": option["title"]}}
