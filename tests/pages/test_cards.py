"""What a card shows, hides and is found by."""

from __future__ import annotations

from typing import Any

import pytest

from bestpractices.analysis.folding import fold
from bestpractices.pages.cards import (
    evidence,
    need_card,
    organisation_card,
    period,
    practice_card,
    project_card,
)
from bestpractices.pages.edition import Edition
from bestpractices.pages.record import record_page
from bestpractices.records.languages import LANGUAGES, LocalText, TranslationState
from bestpractices.records.models import Figure, Relation, Statement

MACHINE = {"en": TranslationState.ORIGINAL, "tr": TranslationState.MACHINE}


def test_a_card_is_found_by_turkish_capitals(small: Any) -> None:
    practice = small.practice(title=LocalText(tr="IŞIK İÇİN KADIN İSTİHDAMI"))
    card = practice_card(Edition(small.base(practice), "tr"), practice)

    for word in ("ışık", "Işık", "isik", "KADIN", "kadin", "istihdam"):
        assert f" {fold(word)}" in card["words"]


def test_a_card_is_found_by_the_words_that_it_shows(small: Any) -> None:
    body = small.organisation(name=LocalText(fr="Maison de l’emploi", nl="Huis van werk"))
    card = organisation_card(Edition(small.base(body), "tr"), body)

    assert card["title"] == {"text": "Maison de l’emploi", "lang": "fr"}
    assert " maison" in card["words"]


def test_a_card_is_found_by_its_english(small: Any) -> None:
    practice = small.practice(title=LocalText(en="Mentoring", tr="Mentorluk"))
    card = practice_card(Edition(small.base(practice), "tr"), practice)

    assert " mentoring" in card["words"]
    assert " mentorluk" in card["words"]


def test_a_practice_in_a_district_is_found_by_its_town(small: Any) -> None:
    towns = (small.town("Brussels"), small.town("Jette", part_of="brussels"))
    practice = small.practice(places=("jette",))
    card = practice_card(Edition(small.base(practice, places=towns), "en"), practice)

    assert " brussels" in card["words"]
    assert " jette" in card["words"]


def test_chips_are_labels_of_the_vocabulary(small: Any) -> None:
    practice = small.practice(themes=("employment", "housing"))
    e = Edition(small.base(practice), "fr")
    labels = [e.kb.vocabulary.lists["themes"][word].label.fr for word in ("employment", "housing")]

    assert practice_card(e, practice)["chips"] == labels
    assert "employment" not in labels


def test_a_theme_that_is_not_in_the_list_is_shown_as_it_is(small: Any) -> None:
    practice = small.practice(themes=("gardening",))

    assert practice_card(Edition(small.base(practice), "en"), practice)["chips"] == ["gardening"]


@pytest.mark.parametrize(
    ("level", "step"),
    [("none", 0), ("self-reported", 1), ("monitored", 2), ("external-evaluation", 3),
     ("quasi-experiment", 4), ("randomised", 5)],
)  # fmt: skip
def test_evidence_is_a_step_on_the_ladder_of_the_field_guide(
    small: Any, level: str, step: int
) -> None:
    found = evidence(Edition(small.empty, "en"), level)

    assert found["step"] == step
    assert found["label"] in found["text"]


@pytest.mark.parametrize(
    ("started", "ended", "shown"),
    [
        (2013, 2019, "2013–2019"),
        (2013, 2013, "2013"),
        (2013, None, "since 2013"),
        (None, 2019, "until 2019"),
        (None, None, ""),
    ],
)
def test_a_period_says_what_is_known(
    small: Any, started: int | None, ended: int | None, shown: str
) -> None:
    assert period(Edition(small.empty, "en"), started, ended) == shown


def test_a_text_in_the_language_as_it_was_written_has_no_mark(small: Any) -> None:
    practice = small.practice()

    assert practice_card(Edition(small.base(practice), "en"), practice)["mark"] == ""


def test_a_machine_translation_is_marked_in_its_language_only(small: Any) -> None:
    text = LocalText(en="Work", tr="İş")
    need = small.need(title=text, summary=text, translation={"title": MACHINE, "summary": MACHINE})
    kb = small.base(need)

    assert need_card(Edition(kb, "en"), need)["mark"] == ""
    assert need_card(Edition(kb, "tr"), need)["mark"] == "makine çevirisi"


def test_a_text_in_another_language_is_marked_with_its_name(small: Any) -> None:
    need = small.need(title=LocalText(fr="Emploi"), summary=LocalText(fr="On cherche."))
    card = need_card(Edition(small.base(need), "en"), need)

    assert card["mark"] == "in French"
    assert card["title"]["lang"] == card["summary"]["lang"] == "fr"


def test_a_title_in_another_language_is_marked_although_the_summary_is_not(small: Any) -> None:
    project = small.project(title=LocalText(fr="Titre publié"), summary=LocalText(en="Work."))

    assert project_card(Edition(small.base(project), "en"), project)["mark"] == "in French"


def test_an_organisation_shows_what_it_can_do_in_english(small: Any) -> None:
    body = small.organisation(capacities=(Statement(text="It trains coaches.", source="s1"),))
    kb = small.base(body)

    card = organisation_card(Edition(kb, "nl"), body)
    assert card["summary"] == {"text": "It trains coaches.", "lang": "en"}
    assert card["mark"] == "in het Engels"
    assert organisation_card(Edition(kb, "en"), body)["mark"] == ""


def test_an_organisation_without_a_capacity_has_no_empty_summary(small: Any) -> None:
    body = small.organisation()
    card = organisation_card(Edition(small.base(body), "nl"), body)

    assert card["summary"] is None
    assert card["mark"] == ""


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_number_of_ties_on_the_card_is_that_of_the_page(
    editions: Any, explorers: Any, pages: Any, lang: str
) -> None:
    e = editions[lang]
    shown = {card["id"]: card["foot"] for card in explorers[lang, "partners"].records
             if card["facets"]["kind"] == ("organisation",)}  # fmt: skip
    for name in e.kb.organisations:
        page = pages[lang, f"organisations/{name}"]
        heading = f"<h2>{e.t('Ties')}</h2>"
        listed = page.partition(heading)[2].partition("<h2")[0].count("<li><a")
        assert shown[name] == e.t.count("{number} tie", "{number} ties", listed), name


def test_a_tie_counts_once_on_both_sides(small: Any) -> None:
    def tie(other: str) -> Relation:
        return Relation(organisation=other, relation="works-with", source="s1")

    city = small.organisation("city", related=(tie("club"),))
    club = small.organisation("club", related=(tie("city"),))
    e = Edition(small.base(city, club), "en")

    assert [organisation_card(e, body)["foot"] for body in (city, club)] == ["1 tie", "1 tie"]


def test_a_tie_that_only_the_other_side_tells_counts(small: Any) -> None:
    tie = Relation(organisation="city", relation="funds", source="s1")
    city, fund = small.organisation("city"), small.organisation("fund", related=(tie,))
    e = Edition(small.base(city, fund), "en")

    assert organisation_card(e, city)["foot"] == "1 tie"
    assert "Funded by" in record_page(e, "organisations/city")[1]


def test_a_project_counts_each_organisation_once_and_only_those_that_are_there(small: Any) -> None:
    project = small.project(coordinator="city", partners=("city", "club", "draft"))
    kb = small.base(project, small.organisation("city"), small.organisation("club", country="TR"))
    card = project_card(Edition(kb, "en"), project)

    assert card["foot"] == "2 organisations"
    assert card["facets"]["country"] == ("BE", "TR")


def test_a_project_of_nobody_is_a_card(small: Any) -> None:
    card = project_card(Edition(small.base(small.project()), "en"), small.project())

    assert card["foot"] == "0 organisations"
    assert card["kicker"] == ""


def test_a_need_in_a_district_is_filed_under_its_town_as_well(small: Any) -> None:
    towns = (small.town("Mersin"), small.town("Mezitli", part_of="mersin"))
    need = small.need(provinces=("mezitli",))
    card = need_card(Edition(small.base(need, places=towns), "en"), need)

    assert card["facets"]["places"] == ("mezitli", "mersin")
    assert card["kicker"] == "Mezitli"


def test_cards_of_all_languages_tell_the_same_facets(explorers: Any) -> None:
    for page in ("practices", "needs", "partners"):
        found = {
            lang: {card["href"].split("/", 4)[4]: card["facets"] for card in
                   explorers[lang, page].records}
            for lang in LANGUAGES
        }  # fmt: skip
        assert all(found[lang] == found["en"] for lang in LANGUAGES)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_practices_are_compared_by_the_same_rows(explorers: Any, lang: str) -> None:
    rows = {
        tuple(row["label"] for row in card["compare"])
        for card in explorers[lang, "practices"].records
    }
    assert len(rows) == 1
    assert len(rows.pop()) == 9


def test_no_row_of_a_comparison_is_empty_without_a_word(explorers: Any) -> None:
    blank = [
        (card["id"], row["label"])
        for card in explorers["en", "practices"].records
        for row in card["compare"]
        if not row["lines"] or not all(row["lines"])
    ]
    assert blank == []


def test_a_comparison_says_what_is_not_known(small: Any) -> None:
    practice = small.practice()
    card = practice_card(Edition(small.base(practice), "en"), practice)
    lines = {row["label"]: row["lines"] for row in card["compare"]}

    for heading in ("Organisation", "Period", "First result", "Cost", "Limits"):
        assert lines[heading] == ["not known"]
    for heading in ("Methods", "Target groups", "Building blocks"):
        assert lines[heading] == ["not known"]


def test_a_result_without_a_value_is_compared_as_not_known(small: Any) -> None:
    result = Figure(what="guests", value=None, unit="people", year=None, source=None)
    practice = small.practice(results=(result,))
    card = practice_card(Edition(small.base(practice), "en"), practice)

    assert {"label": "First result", "lines": ["not known – guests"]} in card["compare"]
