"""What the ranked board is given for a need of the base and for one of the team's own."""

from __future__ import annotations

import pytest

from bestpractices.analysis.matching import match, match_blocks
from bestpractices.analysis.need_draft import need_draft, need_of
from bestpractices.pages import board_contents as page
from bestpractices.pages.edition import Edition
from bestpractices.records.languages import LANGUAGES
from bestpractices.widgets.match_board import MatchBoard

NEED = "kizilay-stay-in-school"
SIDES = ("blocking", "for_", "against", "unknown")


@pytest.fixture(scope="module")
def found(editions):
    return {lang: page.contents(e, e.kb.needs[NEED], parts=True) for lang, e in editions.items()}


def reasons(option):
    return [row for side in SIDES for row in option[side]]


def check(option, one):
    assert option["values"] == one.criteria
    assert option["share"] == one.first_rank_share
    assert [len(option[side]) for side in SIDES] == [len(getattr(one, side)) for side in SIDES]


def test_the_board_shows_what_matching_found_in_its_order(editions, found):
    e, given = editions["en"], found["en"]
    matches = match(e.kb, NEED, limit=page.LIMIT)

    assert [one["id"] for one in given["options"]] == [one.practice for one in matches]
    for option, one in zip(given["options"], matches, strict=True):
        check(option, one)
        blocks = e.kb.practices[one.practice].building_blocks
        assert [block["id"] for block in option["blocks"]] == [block.id for block in blocks]
    assert given["need"]["href"] == e.url(f"needs/{NEED}")


def test_single_blocks_are_options_too_each_with_its_practice(editions, found):
    e, given = editions["en"], found["en"]["blocks"]
    matches = match_blocks(e.kb, NEED, limit=page.LIMIT)

    assert [o["id"] for o in given["options"]] == [f"{m.practice}/{m.block}" for m in matches]
    for option, one in zip(given["options"], matches, strict=True):
        check(option, one)
        assert option["practice"]["id"] == one.practice
        assert [block["id"] for block in option["blocks"]] == [one.block]
        assert option["href"] == e.url(f"practices/{one.practice}") + f"#block-{one.block}"


def test_blocks_are_ranked_only_where_they_are_asked_for(editions):
    e = editions["en"]
    assert page.contents(e, e.kb.needs[NEED])["blocks"] == {}


def test_the_board_gives_the_scores_of_matching_for_every_need(editions):
    # What no practice is known in is left out there and here, or its weight would be lost.
    e = editions["en"]
    for name, need in e.kb.needs.items():
        board = MatchBoard(**page.contents(e, need))
        points = board.points()
        for option, one in zip(board.options, match(e.kb, name, limit=page.LIMIT), strict=True):
            gained = sum(weight * (option["values"][name] or 0) for name, weight in points.items())
            assert gained / sum(points.values()) == pytest.approx(one.score)


def test_ranks_over_all_weights_hold_the_rank_of_now(found):
    options = found["en"]["options"]
    for place, option in enumerate(options, 1):
        assert 1 <= option["ranks"]["best"] <= place <= option["ranks"]["worst"] <= len(options)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_reason_is_said_in_the_language_and_leads_to_a_place_that_is_there(
    editions, found, pages, tags, lang
):
    e, ids = editions[lang], {}
    matches = match(e.kb, NEED, limit=page.LIMIT)
    for option, one in zip(found[lang]["options"], matches, strict=True):
        assert [row["text"] for row in option["for_"]] == [r.sentence(lang) for r in one.for_]
    for option in (*found[lang]["options"], *found[lang]["blocks"]["options"]):
        for row in reasons(option):
            address, _, anchor = row["href"].partition("#")
            path = address.removeprefix(e.url())
            if path not in ids:
                ids[path] = {values.get("id") for _, values in tags(pages[lang, path])}
            assert row["source"]
            assert not anchor or anchor in ids[path], row["href"]


def test_what_an_own_need_says_leads_to_its_form_for_it_has_no_page(editions):
    e = editions["tr"]
    typed = {"title": "Iğdır’da iş", "situation": "İş yok.", "constraints": {"legal": "İzin yok."}}
    need = need_of(e.kb, need_draft(e.kb, typed))
    given = page.contents(e, need, parts=True)
    assert given["need"] == {"title": "Iğdır’da iş", "lang": "tr", "href": page.FORM}
    told = [row for option in given["options"] for row in reasons(option)]
    own = [row for row in told if row["href"] == page.FORM]
    assert own
    assert {row["source"] for row in own} == {"Iğdır’da iş"}
    assert not [row for row in told if need.id in row["href"]]
    # what blocks stands in the block, with the need's own words in the sentence
    assert any("İzin yok." in row["text"] and "#block-" in row["href"] for row in told)


def test_ready_made_weights_have_points_for_every_criterion_of_the_board(found):
    for view in (found["tr"], found["tr"]["blocks"]):
        names = {one["id"] for one in view["criteria"]}
        assert [one["id"] for one in view["presets"]] == list(page.PRESETS)
        assert all(set(one["weights"]) == names for one in view["presets"])
        assert len({one["label"] for one in view["presets"]}) == len(view["presets"])


def test_a_base_without_practices_gives_a_board_without_options(small):
    e = Edition(small.base(small.need("one")), "en")
    given = page.contents(e, e.kb.needs["one"], parts=True)
    assert given["need"]["title"] == "one"
    assert (given["options"], given["blocks"]) == ([], {})


@pytest.mark.parametrize(
    "name", ["", "x", "x/y", "duo-for-a-job", "duo-for-a-job/none", "/", "a/b/c"]
)
def test_a_name_of_no_block_is_none(editions, name):
    assert page.block_of(editions["en"], name) is None
