"""What the page of a record says when much, little or nothing is known."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bestpractices.errors import UnknownIdError
from bestpractices.pages.edition import Edition
from bestpractices.pages.record import record_page
from bestpractices.records.languages import LocalText, TranslationState
from bestpractices.records.models import (
    Figure,
    Funding,
    Relation,
    ReviewState,
)
from bestpractices.texts import Texts

HARD = "\u00a0"


def test_an_unknown_id_is_answered_with_the_nearest(editions: Any) -> None:
    with pytest.raises(UnknownIdError, match='did you mean "practices/duo-for-a-job"'):
        record_page(editions["tr"], "practices/duo-for-a-jop")


def test_a_record_of_another_kind_is_not_found_at_this_address(editions: Any) -> None:
    with pytest.raises(UnknownIdError):
        record_page(editions["en"], "needs/duo-for-a-job")


def test_a_draft_has_no_page(small: Any) -> None:
    kb = small.base(small.practice("hidden", state=ReviewState.DRAFT)).public()

    with pytest.raises(UnknownIdError):
        record_page(Edition(kb, "en"), "practices/hidden")


@pytest.mark.parametrize(
    ("value", "lang", "shown"),
    [
        (2.8, "en", "2.8%"),
        (2.8, "tr", "%2,8"),
        (2.8, "fr", f"2,8{HARD}%"),
        (1.1, "nl", "1,1%"),
        (0, "tr", "%0"),
        (0.0625, "en", "0.0625%"),
        (100, "en", "100%"),
    ],
)
def test_percent_figures_keep_their_digits(
    small: Any, value: float, lang: str, shown: str, rows: Any
) -> None:
    figure = Figure(what="share", value=value, unit="percent", year=2020, source="s1")
    practice = small.practice(results=(figure,), sources=(small.source(),))
    _, page = record_page(Edition(small.base(practice), lang), "practices/one")

    assert ("share", shown, "2020", "s1") in rows(page)
    assert page.count(f">{shown}<") == 2  # as the sign of the result, and in the table


def test_figures_keep_every_decimal_of_the_source(small: Any) -> None:
    figure = Figure(what="rate", value=0.12345, unit="points", year=2020, source="s1")
    practice = small.practice(scale=(figure,))
    _, page = record_page(Edition(small.base(practice), "nl"), "practices/one")

    assert "0,12345 points" in page


def test_an_unknown_value_year_or_source_is_said(small: Any, rows: Any) -> None:
    figure = Figure(what="guests", value=None, unit="people", year=None, source=None)
    paid = Funding(who="a fund", amount=None, currency="EUR", year=None, source=None)
    practice = small.practice(results=(figure,), funding=(paid,))
    _, page = record_page(Edition(small.base(practice), "en"), "practices/one")

    assert rows(page) >= {
        ("guests", "not known", "year not known", ""),
        ("a fund", "not known", "year not known", ""),
    }


def test_a_practice_of_which_little_is_known_says_so(small: Any, words: Any) -> None:
    _, page = record_page(Edition(small.base(small.practice()), "en"), "practices/one")
    shown = words(page)

    assert "No figure of a result was found in a source" in shown
    assert "No cost was found in a source" in shown
    assert "Organisation not known" in shown
    assert "Record not checked yet" in shown


def test_a_project_of_which_little_is_known_says_so(small: Any, words: Any) -> None:
    _, page = record_page(Edition(small.base(small.project()), "en"), "projects/one")
    shown = words(page)

    for field in ("Coordinator", "Partners", "Start", "End", "Budget"):
        assert f"{field} not known" in shown


@pytest.mark.parametrize(
    ("lang", "shown"),
    [
        ("en", "February 2016"),
        ("tr", "Şubat 2016"),
        ("fr", "février 2016"),
        ("nl", "februari 2016"),
    ],
)
def test_a_month_is_written_in_words(small: Any, words: Any, lang: str, shown: str) -> None:
    project = small.project(start="2016-02", end="2018")
    page = words(record_page(Edition(small.base(project), lang), "projects/one")[1])

    assert shown in page
    assert "2018" in page


def test_years_of_a_practice_that_began_and_ended_in_one_are_one(small: Any) -> None:
    practice = small.practice(started=2019, ended=2019)
    _, page = record_page(Edition(small.base(practice), "en"), "practices/one")

    assert "2019" in page
    assert "2019–2019" not in page


@pytest.mark.parametrize("kind", ["practice", "need", "project"])
def test_a_text_that_lacks_the_language_stands_in_its_own_and_is_marked(
    small: Any, kind: str
) -> None:
    record = getattr(small, kind)(
        title=LocalText(fr="Café des langues"), summary=LocalText(fr="On parle.")
    )
    for lang, mark in {"en": "in French", "tr": "Fransızca"}.items():
        _, page = record_page(Edition(small.base(record), lang), f"{kind}s/one")

        assert '<h1 lang="fr">Café des langues</h1>' in page
        assert 'lang="fr">On parle.</p>' in page
        (found,) = re.findall(r'<span class="mark">([^<]*(?:French|Frans)[^<]*)</span>', page)
        assert mark in found
    _, french = record_page(Edition(small.base(record), "fr"), f"{kind}s/one")
    assert "en français" not in french


def test_a_name_that_lacks_the_language_stands_in_its_own(small: Any) -> None:
    body = small.organisation(name=LocalText(nl="Stad Gent"))
    _, page = record_page(Edition(small.base(body), "tr"), "organisations/one")

    assert '<h1 lang="nl">Stad Gent</h1>' in page


def test_a_machine_translation_is_marked_and_shows_its_original(small: Any) -> None:
    states = {"en": "machine", "tr": "original"}
    need = small.need(
        title=LocalText(en="Work", tr="İş"),
        summary=LocalText(en="People look for it.", tr="İnsanlar arıyor."),
        translation=_states(title=states, summary=states),
    )
    kb = small.base(need)
    _, english = record_page(Edition(kb, "en"), "needs/one")
    _, turkish = record_page(Edition(kb, "tr"), "needs/one")

    assert "machine translation" in english
    assert '<span lang="tr">İnsanlar arıyor.</span>' in english
    assert "<details" not in turkish


def test_a_translation_of_an_older_text_is_marked(small: Any) -> None:
    states = {"en": "original", "fr": "outdated"}
    need = small.need(
        title=LocalText(en="Work", fr="Travail"),
        summary=LocalText(en="New.", fr="Ancien."),
        translation=_states(title={"en": "original", "fr": "human"}, summary=states),
    )
    _, page = record_page(Edition(small.base(need), "fr"), "needs/one")

    assert Texts("fr")("translation of an older text") in page
    assert '<span lang="en">New.</span>' in page


def test_a_human_translation_has_no_mark(small: Any) -> None:
    states = {"en": "original", "fr": "human"}
    need = small.need(
        title=LocalText(en="Work", fr="Travail"),
        summary=LocalText(en="New.", fr="Nouveau."),
        translation=_states(title=states, summary=states),
    )
    _, page = record_page(Edition(small.base(need), "fr"), "needs/one")

    assert "<details" not in page


def _states(**fields: dict[str, str]) -> Any:
    return {
        field: {lang: TranslationState(state) for lang, state in states.items()}
        for field, states in fields.items()
    }


def test_a_body_without_a_heading_is_shown(small: Any) -> None:
    practice = small.practice(body="People meet.\n")
    _, page = record_page(Edition(small.base(practice), "tr"), "practices/one")

    assert "<p>People meet.</p>" in page


def test_text_before_the_first_heading_and_after_the_last_is_shown(small: Any, words: Any) -> None:
    practice = small.practice(body="First.\n\n## Limits\n\nThen.\n\n## Thanks")
    _, page = record_page(Edition(small.base(practice), "en"), "practices/one")

    assert "First Limits Then Thanks" in words(page)


def test_a_known_heading_speaks_the_language_and_another_stays_english(small: Any) -> None:
    practice = small.practice(body="## Limits\n\nA.\n\n## Practices\n\nB.\n")
    _, page = record_page(Edition(small.base(practice), "tr"), "practices/one")

    assert f'<h2 lang="tr">{Texts("tr")("Limits")}</h2>' in page
    assert '<h2 lang="en">Practices</h2>' in page


def test_a_place_shows_what_happens_in_its_districts(small: Any) -> None:
    brussels = small.town("Brussels", context="brussels")
    jette = small.town("Jette", part_of="brussels")
    practice = small.practice("walk", places=("jette",))
    kb = small.base(
        practice, small.need("work", provinces=("jette",)), small.context("brussels"),
        places=(brussels, jette),
    )  # fmt: skip
    _, place = record_page(Edition(kb, "en"), "contexts/brussels")
    _, page = record_page(Edition(kb, "en"), "practices/walk")

    assert 'href="/en/practices/walk"' in place
    assert 'href="/en/needs/work"' in place
    assert '<a href="/en/contexts/brussels">Jette</a>' in page


def test_a_place_of_which_nothing_more_is_known_is_not_linked(small: Any) -> None:
    kb = small.base(small.practice(places=("aalst",)), places=(small.town("Aalst"),))
    _, page = record_page(Edition(kb, "en"), "practices/one")

    assert "Aalst" in page
    assert "contexts/" not in page


def test_records_on_the_same_themes_stand_with_what_they_share(small: Any, words: Any) -> None:
    kb = small.base(
        small.practice("duo", themes=("employment", "housing")),
        small.need("work", themes=("employment",)),
        small.need("home", themes=("housing", "employment")),
        small.need("health", themes=("health",)),
    )
    _, page = record_page(Edition(kb, "en"), "practices/duo")
    found = re.findall(r'href="/en/needs/(\w+)"', page)

    assert found == ["home", "work"]


def test_a_tie_is_on_the_page_of_both_organisations(small: Any, words: Any) -> None:
    city = small.organisation("city")
    club = small.organisation(
        "club", related=(Relation(organisation="city", relation="part-of", source="s1"),)
    )
    e = Edition(small.base(city, club), "en")

    assert "Part of city" in words(record_page(e, "organisations/club")[1])
    assert "Has these parts club" in words(record_page(e, "organisations/city")[1])


def test_an_organisation_without_ties_says_so(small: Any) -> None:
    _, page = record_page(Edition(small.base(small.organisation()), "en"), "organisations/one")

    assert "No tie to another record is known." in page
