"""What participants are told of the practices that answer a need."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

import pytest

from bestpractices.analysis.matching import match, preset
from bestpractices.pages import matches
from bestpractices.pages.edition import Edition
from bestpractices.records.languages import LANGUAGES

NEED = "kizilay-stay-in-school"


def page(e: Edition, need: str) -> str:
    return matches.need_page(e, need)[1]


def cards(html: str) -> list[str]:
    return re.findall(r'<li class="card" id="match-.*?(?=<li class="card"|<h2 id="order">)', html,
                      re.DOTALL)  # fmt: skip


def links(tags: Any, html: str) -> list[str]:
    return [values["href"] for tag, values in tags(html) if tag == "a"]


def test_every_need_leads_to_its_page_and_names_the_practices_that_answer_it_best(
    editions: Any, tags: Any
) -> None:
    e = editions["tr"]
    html = matches.by_need(e)

    assert set(links(tags, html)) == {e.url(f"matches/{name}") for name in e.kb.needs}
    card = next(part for part in html.split("<article") if f"matches/{NEED}" in part)
    named = [unescape(name) for name in re.findall(r"<li><span lang=\"\w+\">(.*?)</span>", card)]
    found = match(e.kb, NEED, limit=matches.NAMED)
    assert named == [e.passage(e.kb.practices[one.practice].title).text for one in found]
    assert card.count("stop-sign") == sum(bool(one.blocking) for one in found)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_best_five_stand_in_order_with_all_their_reasons_in_the_language_of_the_page(
    editions: Any, lang: str
) -> None:
    e = editions[lang]
    found = match(e.kb, NEED, limit=matches.BEST)
    shown = cards(page(e, NEED))

    assert [re.findall(r'id="match-([\w-]+)"', card)[0] for card in shown] == [
        one.practice for one in found
    ]
    for card, one in zip(shown, found, strict=True):
        sides = (one.blocking, one.for_, one.against, one.unknown)
        said = [reason.sentence(lang) for side in sides for reason in side]
        items = re.findall(r"<li>(.*?)(?: <a class=\"where\"|</li>)", card)
        assert [unescape(text) for text in items] == said
        low, high = round(one.score * 100), round(one.score_high * 100)
        assert set(re.findall(r"\d+", card.rpartition("score")[2])) == {
            "100", str(low), *([str(high)] if high > low else []),
        }  # fmt: skip


def test_a_blocking_point_comes_before_everything_that_speaks_for_the_practice(
    editions: Any,
) -> None:
    shown = cards(page(editions["en"], NEED))
    blocked = [card for card in shown if "stop-box" in card]

    assert len(blocked) == sum(bool(o.blocking) for o in match(editions["en"].kb, NEED, limit=5))
    assert all(card.index("stop-box") < card.index('class="sides"') for card in blocked)


def test_every_link_of_every_page_of_a_need_leads_to_a_place_that_is_there(
    editions: Any, pages: Any, tags: Any
) -> None:
    e = editions["nl"]
    ids: dict[str, set[str]] = {}
    lost = set()
    for need in e.kb.needs:
        html = page(e, need)
        for href in links(tags, html):
            address, _, anchor = href.partition("#")
            path = address.removeprefix(e.url()) if address else f"matches/{need}"
            if path not in ids and path in ("matches", "gaps", f"matches/{need}"):
                ids[path] = {values.get("id") for _, values in tags(html)}
            elif path not in ids:
                ids[path] = {values.get("id") for _, values in tags(pages["nl", path])}
            if anchor and anchor not in ids[path]:
                lost.add(href)
        assert len(html.encode()) < 50_000
    assert lost == set()


def test_the_weights_are_named_and_are_those_of_the_order(editions: Any) -> None:
    told = re.findall(r"<dt>(.*?) <b>(\d+)%</b>", page(editions["en"], NEED))

    # Nothing is asked of languages there, and they count for nothing anyway.
    expected = {name: round(100 * share) for name, share in preset("balanced").items() if share}
    assert dict(told)["Themes"] == str(expected["themes"])
    assert sorted(int(share) for _, share in told) == sorted(expected.values())


def test_the_board_of_a_need_ranks_the_same_and_has_no_blocks_to_tick(editions: Any) -> None:
    _, html, board = matches.need_page(editions["fr"], NEED)

    assert html.count(f'data-model="{matches.BOARD}"') == 1
    best = [option["id"] for option in board.options[: matches.BEST]]
    assert best == re.findall(r'id="match-([\w-]+)"', html)
    assert [option["blocks"] for option in board.options] == [[]] * len(board.options)


def test_a_practice_that_shares_nothing_with_the_need_is_no_answer(small: Any) -> None:
    need = small.need(themes=("housing",), summary="Rents rise.", target_groups=("women",))
    other = small.practice(
        themes=("child-education",), summary="Pupils read.", target_groups=("children",),
        title="Library", evidence="randomised",
    )  # fmt: skip
    e = Edition(small.base(need, other), "en")

    assert "No practice in the base answers it yet" in matches.by_need(e)
    html = page(e, "one")
    assert cards(html) == []
    assert "data-model" not in html
    assert 'href="/en/gaps#next"' in html


def test_without_needs_or_practices_the_pages_say_so_in_a_sentence(small: Any) -> None:
    nothing = Edition(small.empty, "en")
    assert "No need has been written up yet" in matches.introduction(nothing)
    assert "<article" not in matches.by_need(nothing)

    e = Edition(small.base(small.need()), "en")
    assert "No need has been written up yet" not in matches.introduction(e)
    assert "No practice in the base shares" in page(e, "one")


def test_texts_of_records_are_data_and_no_markup(small: Any) -> None:
    bad = "<script>alert(1)</script>"
    records = (small.need(title=f"Work {bad}"), small.practice(title=f"Work {bad}", summary=bad))
    e = Edition(small.base(*records), "en")

    for html in (matches.by_need(e), page(e, "one")):
        assert "Work &lt;script&gt;" in html
        assert "<script" not in html


def test_a_need_that_readers_may_not_see_has_no_page(editions: Any) -> None:
    with pytest.raises(KeyError):
        matches.need_page(editions["en"], "no-such-need")
