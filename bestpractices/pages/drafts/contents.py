"""What the page of the write-shop shows: the questions with their answers, and what is found."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, Final

from bestpractices.analysis.write_shop.answers import (
    INTERVIEWS,
    Answers,
    Place,
    progress,
    questions,
)
from bestpractices.analysis.write_shop.hints import Hint
from bestpractices.analysis.write_shop.question import SOURCES, Chapter, Field, Question
from bestpractices.pages.edition import Edition
from bestpractices.records.languages import LANGUAGES
from bestpractices.texts import N_

# Of Belgium, of Türkiye, and of the funds that pay in both.
_CURRENCIES: Final = ("EUR", "TRY", "USD")
_NAMED: Final = 3  # places beside a hint; the others are counted
TALK_ONLY: Final = N_("none: it was told")

Data = dict[str, Any]


def chapters(answers: Answers) -> list[Data]:
    """Every chapter with how far it is."""
    return [
        {
            "id": one.chapter.id,
            "title": one.chapter.title,
            "mark": one.mark,
            "answered": one.answered,
            "of": one.answered + len(one.empty),
            "empty": one.empty,
        }
        for one in progress(answers)
    ]


def asked(e: Edition, answers: Answers, chapter: Chapter) -> list[Data]:
    """Questions of a chapter with what is answered, ready for their forms."""
    return [_question(e, answers, one) for one in chapter.questions if _concerns(one, answers)]


def _concerns(question: Question, answers: Answers) -> bool:
    """Regions are those of Belgium; what was answered is shown whatever the country."""
    elsewhere = answers.text("country") not in ("", "BE")
    return question.id != "regions" or not elsewhere or bool(answers.rows(question))


def _question(e: Edition, answers: Answers, question: Question) -> Data:
    parts = answers.parts.get(question.id, ()) if question.repeated else ("",)
    return {
        "question": question,
        "empty": not answers.rows(question),
        "rows": [
            {"part": part, "fields": [_field(e, answers, (question.id, part, one.name), field=one)
                                      for one in question.fields]}
            for part in parts
        ],
    }  # fmt: skip


def _field(e: Edition, answers: Answers, place: Place, *, field: Field) -> Data:
    text = answers.texts.get(place, "")
    options = options_of(e, answers, field)
    chosen = [line for line in text.split("\n") if line] if options else []
    known = {one["id"] for one in options}
    # What stands there is never hidden, also if no list has it any more.
    options += [{"id": one, "label": one, "told": ""} for one in chosen if one not in known]
    return {"field": field, "text": text, "options": options, "chosen": chosen}


def options_of(e: Edition, answers: Answers, field: Field) -> list[Data]:
    """What can be chosen in a field, in the order of the language or of its list; else nothing."""
    if field.form in ("word", "words"):
        return _words(e, field)
    if field.form == "source":
        return [{"id": part, "label": label, "told": ""} for part, label in _sources(answers)]
    return _sorted(e, _labels(e, answers, field))


def _labels(e: Edition, answers: Answers, field: Field) -> dict[str, str]:
    """What a field of this form offers: ids with their labels; of free text nothing."""
    match field.form:
        case "places":
            country = answers.text("country")
            towns = [one for one in e.kb.places.values() if country in ("", one.country)]
            return {one.id: e.place(one.id) for one in towns}
        case "language" | "languages":
            return {one: e.t.language_name(one) for one in _languages(e)}
        case "country":
            codes = {one.country for one in e.kb.organisations.values()} | {"BE", "TR"}
            return {one: e.t.territory_name(one) for one in codes}
        case "currency":
            return {one: one for one in _CURRENCIES}
    return {}


def _words(e: Edition, field: Field) -> list[Data]:
    concepts = e.kb.vocabulary.lists[field.words].values()
    found = [
        {
            "id": one.id,
            "label": e.label(field.words, one.id),
            "told": e.passage(one.definition).text
            if one.definition and field.form == "word"
            else "",
        }
        for one in concepts
    ]
    if field.form == "word":  # these lists have an order of their own
        return found
    return sorted(found, key=lambda one: (e.t.order(one["label"]), one["id"]))


def _sorted(e: Edition, labels: Mapping[str, str]) -> list[Data]:
    found = [{"id": one, "label": label, "told": ""} for one, label in labels.items()]
    return sorted(found, key=lambda one: (e.t.order(one["label"]), one["id"]))


def _languages(e: Edition) -> frozenset[str]:
    def collected() -> frozenset[str]:
        spoken = {one for practice in e.kb.practices.values() for one in practice.languages}
        return frozenset(spoken | set(LANGUAGES))

    return e.once("languages of a write-shop", collected)


def _sources(answers: Answers) -> Iterable[tuple[str, str]]:
    """Sources of the draft with their key and title, those without a title too."""
    for part in answers.parts.get(SOURCES.id, ()):
        yield part, f"{part} · {answers.text(SOURCES.id, part, 'title') or '…'}"


def found_hints(e: Edition, answers: Answers, hints: Iterable[Hint]) -> list[Data]:
    """Hints by what they say, each with where it is to be done."""
    where = {one.id: chapter.id for chapter in INTERVIEWS[answers.kind]
             for one in chapter.questions}  # fmt: skip
    by_id = {one.id: one for one in questions(answers.kind)}
    found: dict[tuple[str, str], Data] = {}
    for hint in hints:
        text = e.t(hint.message, **_values(e, hint))
        told = found.setdefault((text, hint.detail), {"text": text, "detail": hint.detail,
                                                      "needed": hint.needed, "at": []})  # fmt: skip
        if hint.question in by_id:
            place = {"chapter": where[hint.question], "question": hint.question,
                     "label": _label(e, answers, by_id[hint.question], hint)}  # fmt: skip
            told["at"] += [place] if place not in told["at"] else []
    return [{**one, "more": max(0, len(one["at"]) - _NAMED), "at": one["at"][:_NAMED]}
            if not one["needed"] else {**one, "more": 0} for one in found.values()]  # fmt: skip


def _values(e: Edition, hint: Hint) -> dict[str, str]:
    languages = hint.values.get("languages", ())
    named = e.t.joined(e.t.language_name(one) for one in languages)
    return {name: named if name == "languages" else str(value)
            for name, value in hint.values.items()}  # fmt: skip


def _label(e: Edition, answers: Answers, question: Question, hint: Hint) -> str:
    """What a hint is about: the question, which part of it, and which field."""
    label = e.t(question.label)
    if hint.part:
        first = next((one for one in question.fields if one.tells), question.fields[0])
        name = answers.text(question.id, hint.part, first.name)
        number = answers.parts.get(question.id, ()).index(hint.part) + 1
        label = f"{label} {number}{f' ({name[:40]})' if name else ''}"
    field = next((one for one in question.fields if one.name == hint.name), None)
    return f"{label}: {e.t(field.label)}" if field and field.label and hint.needed else label


def still_empty(answers: Answers) -> list[Data]:
    """Questions without an answer with their chapter, in the order of the talk."""
    return [
        {"chapter": one["id"], "question": question}
        for one in chapters(answers)
        for question in one["empty"]
    ]
