"""Facets, texts and the plain list of the three list pages."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bestpractices.pages import needs, partners, practices
from bestpractices.pages.cards import NEED_FACETS, PRACTICE_FACETS, facets
from bestpractices.pages.edition import Edition
from bestpractices.records.languages import LANGUAGES, LocalText
from bestpractices.widgets.record_explorer import RecordExplorer

LISTS = {"practices": practices, "needs": needs, "partners": partners}


def _options(explorer: RecordExplorer, facet: str) -> list[str]:
    (found,) = [part for part in explorer.facets if part["id"] == facet]
    return [option["id"] for option in found["options"]]


@pytest.mark.parametrize("page", LISTS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_facets_offer_exactly_the_options_that_occur(explorers: Any, lang: str, page: str) -> None:
    shown = explorers[lang, page]
    for facet in shown.facets:
        used = {option for card in shown.records for option in card["facets"][facet["id"]]}
        assert {option["id"] for option in facet["options"]} == used
        assert len(facet["options"]) == len(used)


@pytest.mark.parametrize("page", LISTS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_no_two_options_of_a_facet_are_called_the_same(
    explorers: Any, lang: str, page: str
) -> None:
    for facet in explorers[lang, page].facets:
        labels = [option["label"] for option in facet["options"]]
        assert len(labels) == len(set(labels)), facet["label"]


def test_evidence_stands_in_the_order_of_its_ladder(small: Any) -> None:
    kb = small.base(
        small.practice("a", evidence="randomised"),
        small.practice("b", evidence="none"),
        small.practice("c", evidence="monitored"),
    )

    found = _options(practices.explorer(Edition(kb, "en")), "evidence")
    assert found == ["none", "monitored", "randomised"]


@pytest.mark.parametrize(
    ("lang", "order"),
    [
        ("tr", ["Cizre", "Çorum", "Iğdır", "İzmir", "Sivas", "Şanlıurfa", "Üsküdar"]),
        ("en", ["Cizre", "Çorum", "Iğdır", "İzmir", "Şanlıurfa", "Sivas", "Üsküdar"]),
    ],
)
def test_other_options_stand_in_the_alphabet_of_the_language(
    small: Any, lang: str, order: list[str]
) -> None:
    names = ["Üsküdar", "Şanlıurfa", "Sivas", "İzmir", "Iğdır", "Çorum", "Cizre"]
    towns = tuple(
        small.town(f"t{number}", name=LocalText(en=name)) for number, name in enumerate(names)
    )
    kb = small.base(small.need(provinces=tuple(town.id for town in towns)), places=towns)

    (found,) = [f for f in needs.explorer(Edition(kb, lang)).facets if f["id"] == "places"]
    assert [option["label"] for option in found["options"]] == order


def test_words_of_the_vocabulary_stand_in_the_alphabet_of_the_language(small: Any) -> None:
    practice = small.practice(themes=("housing", "employment", "health"))

    found = {
        lang: _options(practices.explorer(Edition(small.base(practice), lang)), "themes")
        for lang in LANGUAGES
    }
    assert found == {  # by their labels, read in kb/vocabulary.yaml
        "en": ["employment", "health", "housing"],
        "tr": ["employment", "housing", "health"],
        "fr": ["employment", "housing", "health"],
        "nl": ["health", "housing", "employment"],
    }


def test_cards_stand_in_the_alphabet_of_the_language(small: Any) -> None:
    names = ("Şehir", "Sınıf", "Çocuk", "Cami", "İş", "Işık")
    kb = small.base(
        *(small.practice(f"p{at}", title=LocalText(tr=name)) for at, name in enumerate(names))
    )

    found = [card["title"]["text"] for card in practices.explorer(Edition(kb, "tr")).records]
    assert found == ["Cami", "Çocuk", "Işık", "İş", "Sınıf", "Şehir"]


def test_facets_without_records_have_no_options(small: Any) -> None:
    found = facets(Edition(small.empty, "en"), PRACTICE_FACETS, [])

    assert [facet["id"] for facet in found] == [field for field, _, _ in PRACTICE_FACETS]
    assert all(facet["options"] == [] for facet in found)


@pytest.mark.parametrize("page", LISTS)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_base_gives_an_empty_list_with_its_heading(
    small: Any, lang: str, page: str
) -> None:
    e = Edition(small.empty, lang)

    assert LISTS[page].explorer(e).records == []
    assert re.search(r"<h1>\w+.*</h1>", LISTS[page].introduction(e))


@pytest.mark.parametrize("page", LISTS)
def test_the_list_without_javascript_links_every_record(explorers: Any, page: str) -> None:
    shown = explorers["tr", page]
    links = re.findall(r'<a href="([^"]+)"', shown._fallback)

    assert links == [card["href"] for card in shown.records]


def test_the_list_without_javascript_marks_what_the_cards_mark(explorers: Any) -> None:
    shown = explorers["nl", "practices"]

    assert shown._fallback.count('class="mark"') == sum(bool(c["mark"]) for c in shown.records)
    assert shown._fallback.count('class="mark"') == 57


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_explorer_has_every_text_that_its_script_asks_for(explorers: Any, lang: str) -> None:
    asked = set(re.findall(r"\btexts\.(\w+)", str(RecordExplorer._esm)))
    texts = explorers[lang, "practices"].texts

    assert asked
    assert asked <= set(texts)
    assert all(texts.values())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_placeholders_of_the_explorer_are_those_that_its_script_fills(
    explorers: Any, lang: str
) -> None:
    texts = explorers[lang, "practices"].texts
    found = {
        key: sorted(re.findall(r"{(\w+)}", text))
        for key, text in texts.items()
        if isinstance(text, str) and "{" in text
    }
    assert found == {"found": ["all", "number"], "picked": ["number"]}


def test_one_practice_is_one_card_with_one_option_a_facet(small: Any) -> None:
    practice = small.practice(themes=("housing",), evidence="monitored")
    shown = practices.explorer(Edition(small.base(practice), "en"))

    assert [card["id"] for card in shown.records] == ["one"]
    assert _options(shown, "themes") == ["housing"]
    assert _options(shown, "methods") == []


def test_projects_stand_before_organisations(small: Any) -> None:
    kb = small.base(small.organisation("a"), small.project("z"))
    shown = partners.explorer(Edition(kb, "en"))

    assert [card["href"] for card in shown.records] == ["/en/projects/z", "/en/organisations/a"]
    assert set(_options(shown, "kind")) == {"project", "organisation"}


def test_lists_that_can_be_filtered_by_place_name_their_list_of_words() -> None:
    assert ("places", "Place", "places") in NEED_FACETS
