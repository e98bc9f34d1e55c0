"""What the forms of the write-shop enter, as events of the session or of the window."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any, Final

from bestpractices.analysis.write_shop.answers import Answers, Place, questions
from bestpractices.analysis.write_shop.draft_record import number
from bestpractices.analysis.write_shop.question import TEXT, Field, Question
from bestpractices.pages.desk import Action, Desk, Entered, EntryError
from bestpractices.pages.sessions.names import identity
from bestpractices.records.languages import LANGUAGES
from bestpractices.texts import N_
from bestpractices.workshop import DraftBegun, Event, RefusedEventError, event
from bestpractices.workshop.write_shop import answers, last_source

WAS: Final = "was."  # before the name of a field: what stood there when the form was drawn
_NO_KIND: Final = N_("Choose a practice or a need.")
_GONE: Final = N_("This draft is not there any more.")
_NO_NUMBER: Final = N_("Write the number in digits, without a sign between thousands: 1200 or 7.5.")
_NO_YEAR: Final = N_("Write the year in four digits, from 1800 to 2100.")
_YEARS: Final = range(1800, 2101)
_TRIES: Final = 3  # others may add a source at the same moment


def _begin(desk: Desk, entered: Entered) -> str | None:
    kind = entered.needed("record", _NO_KIND)
    lang = entered.text("lang")
    draft = f"d{identity(entered.uid, 'x')[:8]}"
    told = {
        "draft": draft,
        "record": kind,
        "lang": lang if lang in LANGUAGES else desk.e.lang,
        "on": datetime.now(UTC).date().isoformat(),
        "team": entered.some("team"),
    }
    events = [event("draft_begun", told)]
    if title := entered.text("title"):
        events.append(_answered(draft, ("title", "", TEXT), title))
    desk.write(entered, *events)
    if desk.session:
        return f"?session={desk.session}&draft={draft}"
    desk.sheet.view = {**desk.sheet.view, "draft": draft, "chapter": ""}
    return None


def _answer(desk: Desk, entered: Entered) -> None:
    """Keep the fields that are others than they were when this window drew them."""
    draft, question, told = _about(desk, entered)
    part, events = entered.text("part"), []
    for field in question.fields:
        text = _typed(entered, field)
        was = "\n".join(entered.fields.get(f"{WAS}{field.name}", [""]))
        if text not in (was, told.texts.get((question.id, part, field.name), "")):
            events.append(_answered(draft, (question.id, part, field.name), text))
    if events:
        desk.write(entered, *events)


def _typed(entered: Entered, field: Field) -> str:
    """What stands in a field; of several ticks one a line."""
    text = "\n".join(entered.every(field.name))
    plain = text.strip()
    if plain and field.form == "number" and isinstance(number(plain), str):
        raise EntryError(_NO_NUMBER)
    if plain and field.form == "year" and not (plain.isdecimal() and int(plain) in _YEARS):
        raise EntryError(_NO_YEAR)
    return text


def _add(desk: Desk, entered: Entered) -> None:
    """One part more; a source has its number for ever, so that texts may name it."""
    draft, question, told = _about(desk, entered)
    for attempt in range(_TRIES):
        part = f"p{identity(entered.uid, 'x')[:8]}"
        if question.id == "sources":
            part = f"s{last_source(desk.state(), draft) + 1 + attempt}"
        elif part in told.parts.get(question.id, ()):
            return  # the same entry again, after an answer that got lost
        first = event("draft_part", {"draft": draft, "question_id": question.id, "part": part})
        given = _given(question, told)
        more = [_answered(draft, (question.id, part, name), text) for name, text in given.items()]
        try:
            desk.write(entered, first, *more)
        except RefusedEventError:
            if attempt + 1 == _TRIES:
                raise
        else:
            return


def _given(question: Question, told: Answers) -> dict[str, str]:
    """What is most often so: a source is in the language of the talk, and was read today."""
    if question.id != "sources":
        return {}
    return {"language": told.lang, "accessed": datetime.now(UTC).date().isoformat()}


def _remove(desk: Desk, entered: Entered) -> None:
    draft, question, told = _about(desk, entered)
    part = entered.text("part")
    if part in told.parts.get(question.id, ()):
        key = f"{draft}/{question.id}/{part}"
        desk.write(entered, event("withdrawn", {"what": "draft_part", "key_of": key}))


def _move(desk: Desk, entered: Entered) -> None:
    """Exchange a part with the one before or after it."""
    draft, question, told = _about(desk, entered)
    parts, part = list(told.parts.get(question.id, ())), entered.text("part")
    if part not in parts:
        return
    here = parts.index(part)
    there = here + (1 if entered.text("by") == "1" else -1)
    if 0 <= there < len(parts):
        parts[here], parts[there] = parts[there], parts[here]
        payload = {"draft": draft, "question_id": question.id, "parts": parts}
        desk.write(entered, event("draft_ordered", payload))


def _language(desk: Desk, entered: Entered) -> None:
    begun = desk.state().get(DraftBegun, entered.text("draft"))
    if begun is None:
        raise EntryError(_GONE)
    payload = begun.model_dump(mode="json") | {"lang": entered.text("lang")}
    if payload["lang"] != begun.lang:
        desk.write(entered, event("draft_begun", payload))


def _discard(desk: Desk, entered: Entered) -> None:
    draft = entered.text("draft")
    if desk.state().get(DraftBegun, draft) is not None:
        desk.write(entered, event("withdrawn", {"what": "draft_begun", "key_of": draft}))
    desk.sheet.view = {**desk.sheet.view, "draft": "", "chapter": ""}


def _about(desk: Desk, entered: Entered) -> tuple[str, Question, Answers]:
    """Draft and question of an entry, and what is answered there so far."""
    draft = entered.text("draft")
    told = answers(desk.state(), draft)
    asked = questions(told.kind) if told else ()
    question = next((one for one in asked if one.id == entered.text("question")), None)
    if told is None or question is None:
        raise EntryError(_GONE)
    return draft, question, told


def _answered(draft: str, place: Place, text: str) -> Event:
    question, part, field = place
    told: dict[str, Any] = {"draft": draft, "question_id": question, "part": part or None}
    return event("draft_answered", told | {"field": field, "text": text})


ACTIONS: Final[dict[str, Action]] = {
    "begin": _begin,
    "answer": _answer,
    "add": _add,
    "remove": _remove,
    "move": _move,
    "language": _language,
    "discard": _discard,
}
