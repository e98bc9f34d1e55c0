"""A need that a team writes in the room: its form, and what is answered to it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from bestpractices.analysis.need_draft import NeedDraft, flaws, need_draft, need_of, raised_by
from bestpractices.errors import Finding
from bestpractices.pages.edition import Edition
from bestpractices.records.languages import LANGUAGES
from bestpractices.records.models import Need
from bestpractices.records.record_text import file_of, findings, record_text
from bestpractices.texts import N_, NAMES
from bestpractices.widgets.need_form import NeedForm

_COUNTRY: Final = "TR"
_UNTRANSLATED: Final = "KB022"

Data = dict[str, Any]


def need_form(e: Edition) -> NeedForm:
    """Empty form for a need, with the words and places of the base."""
    places = [one.id for one in e.kb.places.values() if one.country == _COUNTRY]
    words = {name: _words(e, name) for name in ("themes", "target_groups")}
    words["provinces"] = _sorted(e, ((one, e.place(one)) for one in places))
    words["constraints"] = _words(e, "constraint_kinds")
    words["languages"] = [{"id": lang, "label": NAMES[lang]} for lang in LANGUAGES]
    bodies = [one for one in e.kb.organisations.values() if one.country == _COUNTRY]
    names = [e.passage(one.name).text for one in e.sorted_by_title(bodies)]
    return NeedForm(words, organisations=names, texts=form_texts(e), lang=e.lang)


def answer(e: Edition, typed: Mapping[str, Any]) -> tuple[Need | None, Data]:
    """Need of what was typed, and what the form is told: what is wrong, or hints and the file."""
    draft = need_draft(e.kb, typed, reader=e.lang)
    found = {"turn": typed.get("turn")}
    if wrong := flaws(draft):
        said = {one.name: e.t(one.message, **_numbers(e, one.values)) for one in wrong}
        return None, {**found, "problems": said}
    need = need_of(e.kb, draft)
    return need, {
        **found,
        "title": {"text": draft.title, "lang": draft.lang},
        "notes": _notes(e, draft, need),
        "file": {"name": file_of(need).rpartition("/")[2], "text": record_text(need)},
    }


def _numbers(e: Edition, values: Mapping[str, int]) -> dict[str, str]:
    return {name: e.t.number(value) for name, value in values.items()}


def _notes(e: Edition, draft: NeedDraft, need: Need) -> list[Data]:
    """What would make the match, or later the record, better; the checks' own words in English."""
    found = findings(e.kb, need)
    notes = []
    if draft.lang != e.lang and not draft.lang_given:
        language = e.t.language_name(draft.lang)
        notes.append(
            e.t("Read as {language}. If it is another, choose it in the form.", language=language)
        )
    if not draft.themes:
        notes.append(e.t("No theme is ticked: the practices are compared by all the rest."))
    if draft.raised_by and raised_by(e.kb, draft) is None:
        message = N_("“{name}” is not in the base yet; its own record would come first.")
        notes.append(e.t(message, name=draft.raised_by))
    if lacking := _untranslated(found):
        languages = e.t.joined(e.t.language_name(lang) for lang in lacking)
        notes.append(
            e.t("For the base it would still be translated: {languages}.", languages=languages)
        )
    others = dict.fromkeys(
        f"{one.message}: {one.mend}" for one in found if one.code != _UNTRANSLATED
    )
    return [
        *({"text": text, "lang": e.lang} for text in notes),
        *({"text": text, "lang": "en"} for text in others),
    ]


def _untranslated(found: Iterable[Finding]) -> list[str]:
    lacking = {one.message.rpartition(" ")[2] for one in found if one.code == _UNTRANSLATED}
    return [lang for lang in LANGUAGES if lang in lacking]


def _words(e: Edition, name: str) -> list[Data]:
    return _sorted(e, ((word, e.label(name, word)) for word in e.kb.vocabulary.lists[name]))


def _sorted(e: Edition, words: Iterable[tuple[str, str]]) -> list[Data]:
    found = [{"id": word, "label": label} for word, label in words]
    return sorted(found, key=lambda one: (e.t.order(one["label"]), one["id"]))


def form_texts(e: Edition) -> dict[str, str]:
    """Interface texts of the form, by the keys under which its script looks for them."""
    return {**_field_texts(e), **_group_texts(e), **_answer_texts(e)}


def _field_texts(e: Edition) -> dict[str, str]:
    return {
        "own": e.t("Our own need"),
        "change": e.t("Change it"),
        "title": e.t("What lacks, in a few words"),
        "situation": e.t("The situation"),
        "situation_hint": e.t(
            "Who lacks what, where, and what was tried. The more is said, the more a practice can "
            "be found by its words."
        ),
        "wish": e.t("What a good answer would look like"),
        "wish_hint": e.t("If you know it already: these words count double."),
        "raised_by": e.t("Who has this need"),
        "raised_by_hint": e.t("An organisation of the base, or any other name."),
        "assets": e.t("What you already have"),
        "assets_hint": e.t("One thing a line: people, rooms, partners, experience."),
        "lang": e.t("Language in which you write"),
        "recognised": e.t("as it is recognised"),
    }


def _group_texts(e: Edition) -> dict[str, str]:
    return {
        "themes": e.t("Themes"),
        "themes_hint": e.t("Tick the main one first: it counts most."),
        "target_groups": e.t("Target groups"),
        "constraints": e.t("What limits an answer"),
        "constraints_hint": e.t("Tick what is short, and say how if you can."),
        "limit": e.t("in a sentence"),
        "receiver": e.t("Who, where, and what is there"),
        "provinces": e.t("Places"),
        "none": e.t("none ticked"),
    }


def _answer_texts(e: Edition) -> dict[str, str]:
    return {
        "show": e.t("Show practices"),
        "waits": e.t("Practices are being compared with your need…"),
        "changed": e.t("Changed since the practices were shown."),
        "problems": e.t("Something is missing above; what you wrote is kept."),
        "file": e.t("Save this need as a file"),
        "file_hint": e.t(
            "For the editors of the base; this window keeps it only until it is closed."
        ),
    }
