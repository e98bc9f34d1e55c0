"""A text in several languages, and what a reader sees who has another."""

import pytest
from pydantic import ValidationError

from bestpractices.records.languages import LANGUAGES, LocalText, Passage, TranslationState


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_text_is_shown_in_the_readers_language_where_it_exists(lang):
    text = LocalText(en="housing", tr="barınma", fr="logement", nl="huisvesting")
    assert text.passage(lang) == Passage(getattr(text, lang), lang)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (LocalText(en="a", fr="b"), Passage("a", "en")),
        (LocalText(fr="b", nl="c"), Passage("b", "fr")),
        (LocalText(tr="d", nl="c"), Passage("d", "tr")),
        (LocalText(de="e", it="f"), Passage("e", "de")),
    ],
)
def test_a_missing_translation_shows_the_first_there_is_and_says_its_language(text, shown):
    missing = next(lang for lang in reversed(LANGUAGES) if getattr(text, lang) is None)
    assert text.passage(missing) == shown


def test_an_unknown_language_shows_the_first_there_is():
    assert LocalText(tr="barınma").passage("xx") == Passage("barınma", "tr")


def test_the_name_of_another_attribute_is_no_language():
    assert LocalText(en="a").passage("model_fields") == Passage("a", "en")


def test_languages_stand_in_the_order_of_the_readers():
    assert LocalText(it="f", nl="c", tr="d", en="a").languages() == ("en", "tr", "nl", "it")


@pytest.mark.parametrize("fields", [{}, {"en": None}, {"en": ""}, {"xx": "a"}, {"en": 5}])
def test_a_text_in_no_language_or_an_unknown_one_is_refused(fields):
    with pytest.raises(ValidationError):
        LocalText(**fields)


def test_a_text_cannot_be_changed_in_place():
    text = LocalText(en="a")
    with pytest.raises(ValidationError):
        text.en = "b"


def test_there_are_four_states_of_translation():
    assert [state.value for state in TranslationState] == [
        "original",
        "human",
        "machine",
        "outdated",
    ]
