"""The form of a team's own need: its words, and what is answered to what was typed."""

from __future__ import annotations

import re

import pytest

from bestpractices.pages import own_need as page
from bestpractices.records.languages import LANGUAGES
from bestpractices.records.models import Need
from bestpractices.records.reading import read_text
from bestpractices.widgets.need_form import NeedForm

TYPED = {"title": "Work in Iğdır", "situation": "Women find no work.", "turn": 3}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_form_offers_the_words_of_the_base_in_the_alphabet_of_the_language(editions, lang):
    e = editions[lang]
    form = page.need_form(e)
    lists = {name: {one["id"] for one in words} for name, words in form.words.items()}
    assert lists["themes"] == set(e.kb.vocabulary.lists["themes"])
    assert lists["constraints"] == set(e.kb.vocabulary.lists["constraint_kinds"])
    assert "izmir" in lists["provinces"]
    assert "ghent" not in lists["provinces"]
    for words in form.words.values():
        labels = [one["label"] for one in words]
        assert all(labels)
    themes = [one["label"] for one in form.words["themes"]]
    assert themes == sorted(themes, key=e.t.order)
    assert len(form.organisations) == len([*filter(None, form.organisations)]) > 50


def test_what_is_missing_is_told_beside_the_field_and_gives_no_need(editions):
    need, told = page.answer(
        editions["en"], {"title": "Work", "situation": "a" * 10_001, "turn": 1}
    )
    assert need is None
    assert told == {
        "turn": 1,
        "problems": {"situation": "This has 10,001 signs; at most 10,000 fit. Shorten it."},
    }


def test_a_need_is_answered_with_its_file_and_with_what_would_make_it_better(editions):
    need, told = page.answer(editions["en"], {**TYPED, "raised_by": "Mahalle <b>Evi</b>"})
    assert told["turn"] == 3
    assert told["title"] == {"text": "Work in Iğdır", "lang": "en"}
    notes = " ".join(one["text"] for one in told["notes"])
    for words in (
        "No theme is ticked",
        "Mahalle <b>Evi</b>” is not in the base",
        "Turkish, French",
    ):
        assert words in notes
    assert told["file"]["name"] == "work-in-igdir.md"
    assert read_text("needs/work-in-igdir.md", told["file"]["text"], Need).record == need


def test_a_text_in_another_language_than_the_page_is_told_unless_the_team_chose_it(editions):
    e, typed = editions["en"], {"title": "İş yok", "situation": "Kadınlar için iş ve dil yok."}
    assert "Read as Turkish" in page.answer(e, typed)[1]["notes"][0]["text"]
    chosen = page.answer(e, {**typed, "lang": "tr"})[1]["notes"]
    assert not [one for one in chosen if "Read as" in one["text"]]


def test_what_the_checks_find_is_told_in_their_own_words(editions):
    _, told = page.answer(editions["tr"], {**TYPED, "situation": "No work [s9]."})
    (found,) = [one for one in told["notes"] if "s9" in one["text"]]
    assert found["lang"] == "en"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_script_finds_every_text_it_asks_for_and_no_text_is_left_over(editions, lang):
    given, script = page.form_texts(editions[lang]), str(NeedForm._esm)
    asked = set(re.findall(r"\btexts\.(\w+)", script))
    # a field and a group ask by their own name, and for their hint
    names = {name.removesuffix("_hint") for name in given} - asked
    assert all(re.search(rf'"{name}"', script) for name in names)
    assert asked <= given.keys()
    assert all(given.values())
