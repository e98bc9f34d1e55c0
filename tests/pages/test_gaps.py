"""The page of gaps: its matrix, its plain table, what to look for, and the same as a list."""

from __future__ import annotations

import re
from collections.abc import Callable
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from traitlets import TraitError

from bestpractices.analysis.gap_ranking import look_for_next
from bestpractices.analysis.gaps import gap_map
from bestpractices.pages import gaps
from bestpractices.pages.edition import Edition
from bestpractices.records.languages import LANGUAGES, LocalText
from bestpractices.records.models import ReviewState
from bestpractices.widgets.gap_map import GapMap

HARD = "\u00a0"


@pytest.fixture(scope="module")
def matrices(editions: dict[str, Edition]) -> dict[str, GapMap]:
    return {lang: gaps.matrix(e) for lang, e in editions.items()}


def _cells(html: str) -> list[list[str]]:
    """Numbers of the plain table, row by row."""
    rows = re.findall(r"<tr><th scope=\"row\">(.*?)</tr>", html, re.DOTALL)
    return [re.findall(r"<td[^>]*>(?:<a[^>]*>)?<b>(.*?)</b>", row) for row in rows]


def _links(html: str) -> list[str]:
    return [unescape(link) for link in re.findall(r'href="([^"]*)"', html)]


# The matrix


def test_the_matrix_has_a_row_for_each_theme_of_a_need_and_a_column_for_each_method_in_use(
    editions: Any, matrices: Any
) -> None:
    found = gap_map(editions["en"].kb)

    assert {row["id"] for row in matrices["en"].themes} == {row.theme for row in found.rows}
    assert [column["id"] for column in matrices["en"].methods] == list(found.methods)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_rows_know_their_place_in_the_alphabet_of_the_language(
    editions: Any, matrices: Any, lang: str
) -> None:
    rows = matrices[lang].themes
    labels = [row["label"] for row in sorted(rows, key=lambda row: row["place"])]

    assert labels == sorted(labels, key=editions[lang].t.order)
    assert sorted(row["place"] for row in rows) == list(range(len(rows)))


def test_practices_stand_strongest_first_and_needs_of_high_priority_first(matrices: Any) -> None:
    steps = [practice["step"] for practice in matrices["tr"].practices]
    urgent = [need["urgent"] for need in matrices["tr"].needs]

    assert steps == sorted(steps, reverse=True)
    assert urgent == [True] * 3 + [False] * 15


def test_records_of_the_matrix_link_to_their_pages_and_are_marked_as_cards_are(
    editions: Any, matrices: Any, explorers: Any
) -> None:
    cards = {card["href"]: card["mark"] for card in explorers["nl", "practices"].records}

    assert {one["href"]: one["mark"] for one in matrices["nl"].practices} == cards


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_matrix_has_every_text_that_its_script_asks_for(matrices: Any, lang: str) -> None:
    asked = set(re.findall(r"\btexts\.(\w+)", str(GapMap._esm)))

    assert asked
    assert asked <= set(matrices[lang].texts)
    assert all(matrices[lang].texts.values())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_placeholders_of_the_matrix_are_those_that_its_script_fills(
    matrices: Any, lang: str
) -> None:
    found = {
        key: sorted(re.findall(r"{(\w+)}", text))
        for key, text in matrices[lang].texts.items()
        if isinstance(text, str) and "{" in text
    }
    assert found == {"said": ["label", "value"], "filtered": ["number"]}


def test_the_matrix_says_in_words_what_it_shows(small: Any) -> None:
    kb = small.base(small.need(themes=("housing",)), small.practice(methods=("outreach",)))
    shown = gaps.matrix(Edition(kb, "en"))

    assert shown.summary() == (
        "1 themes by 1 methods, all target groups, any evidence, no cell open"
    )
    shown.theme, shown.group, shown.evidence = "housing", "women", "monitored"
    assert shown.summary().endswith("women, monitored, housing × all methods open")


def test_a_state_that_the_matrix_does_not_know_is_refused(small: Any) -> None:
    shown = gaps.matrix(Edition(small.empty, "en"))

    with pytest.raises(TraitError, match="order"):
        shown.order = "by chance"


# The plain table


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_plain_table_has_the_numbers_of_the_map(
    editions: Any, matrices: Any, lang: str
) -> None:
    found = gap_map(editions[lang].kb)

    assert _cells(matrices[lang]._fallback) == [
        [str(len(cell.practices) or "–") for cell in (row.whole, *row.cells)] for row in found.rows
    ]


def test_the_plain_table_says_the_strongest_level_in_words_and_by_steps(small: Any) -> None:
    kb = small.base(
        small.need(themes=("housing",)),
        small.practice(themes=("housing",), methods=("outreach",), evidence="monitored"),
        small.practice("two", themes=("housing",), methods=("outreach",), evidence="none"),
    )
    table = gaps.matrix(Edition(kb, "tr"))._fallback

    assert _cells(table) == [["2", "2"]]
    # the row as a whole and its one cell, each with two steps of five
    assert table.count('<i class="on">') == 2 * 2
    assert table.count('<span class="visually-hidden">Düzenli izleme</span>') == 2
    assert table.count('class="cell step-2"') == 2


def test_every_cell_of_the_plain_table_leads_to_its_theme_in_the_list(editions: Any) -> None:
    e = editions["fr"]
    links = set(_links(gaps.matrix(e)._fallback))

    assert links == {f"#{place}" for place in re.findall(r' id="(.*?)"', gaps.by_theme(e))}
    assert len(links) == len(gap_map(e.kb).rows)


# What to look for next


@pytest.mark.parametrize("lang", LANGUAGES)
def test_gaps_are_listed_in_the_order_of_the_ranking(editions: Any, lang: str) -> None:
    e = editions[lang]
    listed = re.findall(r'<h3><a href="[^"]*">(.*?)</a>', gaps.look_next(e))

    ranked = [gap.row.theme for gap in look_for_next(gap_map(e.kb))]
    assert [unescape(label) for label in listed] == [e.label("themes", theme) for theme in ranked]
    assert len(ranked) > 3


def test_a_gap_says_why_in_words(small: Any, words: Callable[[str], str]) -> None:
    kb = small.base(
        small.need("a", themes=("housing",), priority="high"),
        small.need("b", themes=("housing",)),
        small.practice(themes=("housing",)),
    )
    said = words(gaps.look_next(Edition(kb, "en")))

    assert "2 needs 1 of high priority 1 practice strongest evidence No evidence" in said
    assert "That is little to choose from" in said
    assert "without a stated method" in said
    assert "No practice in the base works on this theme" not in said


def test_a_theme_without_practices_is_said_to_lack_them_in_the_base(
    small: Any, words: Callable[[str], str]
) -> None:
    said = words(gaps.look_next(Edition(small.base(small.need()), "en")))

    assert "1 need 0 practices" in said
    assert "No practice in the base works on this theme" in said


def test_links_of_gaps_open_cells_that_the_matrix_has(editions: Any, matrices: Any) -> None:
    themes = {row["id"] for row in matrices["en"].themes}
    methods = {column["id"] for column in matrices["en"].methods}

    links = [urlsplit(link) for link in _links(gaps.look_next(editions["en"]))]
    assert any("method" in parse_qs(link.query) for link in links)
    for link in links:
        asked = parse_qs(link.query)
        assert link.path == "/sub/path/en/gaps"
        assert asked["theme"][0] in themes
        assert set(asked.get("method", ())) <= methods
        assert link.fragment == f"theme-{asked['theme'][0]}"


def test_an_unknown_priority_and_what_stands_outside_the_map_are_told(
    small: Any, words: Callable[[str], str]
) -> None:
    kb = small.base(
        small.need("known", themes=("housing",), priority="low"),
        small.need("unknown", themes=()),
        small.practice(themes=("sport",), methods=("outreach",)),
    )
    said = words(gaps.look_next(Edition(kb, "en")))

    assert "Priority is known for 1 of 2 needs" in said
    assert "Themes with practices that no need names Sport" in said
    assert "Needs that name no theme and stand in no row unknown" in said


def test_a_base_without_gaps_says_so(small: Any, words: Callable[[str], str]) -> None:
    many = [small.practice(f"p{at}", evidence="randomised") for at in range(4)]
    said = words(gaps.look_next(Edition(small.base(small.need(), *many), "en")))

    assert "No theme of a need has few practices or only weak evidence" in said


# The list, and the whole


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_list_links_every_need_and_every_practice_of_each_theme(
    editions: Any, lang: str
) -> None:
    e = editions[lang]
    parts = re.split(r'id="theme-', gaps.by_theme(e))[1:]

    for row, part in zip(gap_map(e.kb).rows, parts, strict=True):
        needs = {e.url(f"needs/{name}") for name in row.needs}
        practices = {e.url(f"practices/{name}") for name in row.whole.practices}
        assert part.startswith(row.theme)
        assert set(_links(part)) == needs | practices


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_base_gives_a_page_with_its_heading(small: Any, lang: str) -> None:
    e = Edition(small.empty, lang)

    assert re.search(r"<h1>\w+.*</h1>", gaps.introduction(e))
    assert gaps.matrix(e).themes == []
    assert _cells(gaps.matrix(e)._fallback) == []
    assert "theme-" not in gaps.by_theme(e)
    assert gaps.look_next(e)


def test_a_draft_is_nowhere_on_the_page(small: Any) -> None:
    kb = small.base(
        small.need(themes=("housing",)),
        small.practice("secret", themes=("housing",), state=ReviewState.DRAFT),
    ).public()
    e = Edition(kb, "en")

    page = "".join(map(str, (gaps.matrix(e)._fallback, gaps.by_theme(e), gaps.matrix(e).practices)))
    assert "secret" not in page


def test_titles_of_records_are_escaped(small: Any) -> None:
    title = LocalText(en="<script>alert(1)</script>")
    kb = small.base(
        small.need("a", title=title, themes=()),
        small.need("b", title=title),
        small.practice(title=title),
    )
    e = Edition(kb, "en")

    page = f"{gaps.by_theme(e)}{gaps.look_next(e)}{gaps.matrix(e)._fallback}"
    assert "<script" not in page
    assert "&lt;script" in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_cell_is_never_said_to_mean_that_nobody_does_it(editions: Any, lang: str) -> None:
    e = editions[lang]
    said = {
        "en": "it does not mean that nobody does this",
        "tr": "bunu kimsenin yapmadığı anlamına gelmez",
        "fr": "elle ne signifie pas que personne ne le fait",
        "nl": "het betekent niet dat niemand dit doet",
    }

    assert said[lang] in unescape(gaps.introduction(e))


def test_french_has_hard_spaces_also_where_the_script_joins_words(matrices: Any) -> None:
    assert matrices["fr"].texts["said"] == f"{{label}}{HARD}: {{value}}"


def test_the_same_base_gives_the_same_page_twice(small: Any, kb: Any) -> None:
    def page() -> str:
        e = Edition(kb.public(), "tr")
        parts = (
            gaps.introduction(e),
            gaps.matrix(e).get_state(),
            gaps.look_next(e),
            gaps.by_theme(e),
        )
        return "".join(str(part) for part in parts)

    first, second = (re.sub(r"IPY_MODEL_\w+", "", page()) for _ in range(2))
    assert first == second


def test_rows_come_in_the_order_of_the_vocabulary_which_settles_ties(small: Any) -> None:
    kb = small.base(
        small.need("a", themes=("sport", "housing")), small.need("b", themes=("sport", "reception"))
    )

    rows = gaps.matrix(Edition(kb, "en")).themes
    assert [row["id"] for row in rows] == ["reception", "housing", "sport"]
