"""A record as people read it in a terminal."""

from __future__ import annotations

import re
from typing import Any

import pytest

from bestpractices.errors import UnknownLanguageError
from bestpractices.pages.plain_text import plain_text
from bestpractices.records.languages import LANGUAGES, LocalText, TranslationState
from bestpractices.records.models import Budget, Constraint, Figure


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_record_can_be_read(kb: Any, lang: str) -> None:
    for address, record in kb.records():
        text = plain_text(kb, record, lang=lang)

        assert record.label.passage(lang).text in text.splitlines()[0], address
        assert all(f"[{source.id}] {source.title}" in text for source in record.sources), address
        assert "None" not in text or "None" in record.model_dump_json(), address
        assert not re.search(r"\w+=|\{\}|\(\)|\[\]", text.partition("http")[0]), address


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_body_is_there(kb: Any, lang: str) -> None:
    for record in (*kb.practices.values(), *kb.needs.values()):
        assert record.body.strip() in plain_text(kb, record, lang=lang)


def test_words_of_the_vocabulary_speak_the_language(kb: Any, small: Any) -> None:
    practice = small.practice(themes=("employment",))
    label = kb.vocabulary.label("themes", "employment", "tr")

    assert f"themes: {label}" in plain_text(kb, practice, lang="tr")


def test_words_inside_a_part_speak_the_language(kb: Any, small: Any) -> None:
    constraint = Constraint(kind="language", text="No interpreter.", source="s1")
    label = kb.vocabulary.label("constraint_kinds", "language", "tr")
    text = plain_text(kb, small.need(constraints=(constraint,)), lang="tr")

    assert f"{label}; No interpreter.; s1" in text


def test_what_is_not_known_is_said(kb: Any, small: Any) -> None:
    figure = Figure(what="guests", value=None, unit="people", year=None, source=None)

    text = plain_text(kb, small.practice(scale=(figure,)), lang="en")
    assert "guests: not known (year not known)" in text


def test_a_nought_is_a_figure(kb: Any, small: Any) -> None:
    figure = Figure(what="fee", value=0, unit="EUR", year=2020, source="s1")

    assert "fee: 0 EUR (2020) [s1]" in plain_text(kb, small.practice(scale=(figure,)), lang="en")


def test_a_budget_without_an_amount_can_be_read(kb: Any, small: Any) -> None:
    project = small.project(budget=Budget(value=None, currency="EUR", source=None))

    assert "None" not in plain_text(kb, project, lang="en")


def test_the_title_carries_its_language_and_how_it_came_there(kb: Any, small: Any) -> None:
    foreign = small.practice(title=LocalText(fr="Café"))
    machine = small.practice(
        title=LocalText(en="Café", tr="Kahve"),
        translation={"title": {"tr": TranslationState.MACHINE}},
    )

    assert plain_text(kb, foreign, lang="tr").startswith("Café  [fr]\n")
    assert plain_text(kb, machine, lang="tr").startswith("Kahve  [machine]\n")
    assert plain_text(kb, machine, lang="en").startswith("Café\n")


def test_a_source_without_year_or_address_ends_with_its_publisher(kb: Any, small: Any) -> None:
    text = plain_text(kb, small.practice(sources=(small.source(),)), lang="en")

    assert text.endswith("[s1] Report. Ministry.")


def test_an_unknown_language_is_refused(kb: Any, small: Any) -> None:
    with pytest.raises(UnknownLanguageError, match="choose one of en, tr, fr, nl"):
        plain_text(kb, small.practice(), lang="de")
