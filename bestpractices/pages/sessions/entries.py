"""What the forms of a session's page enter, as events of the store."""

from __future__ import annotations

import contextlib
from datetime import date
from typing import Any, Final, cast

from bestpractices.pages.desk import Action, Desk, Entered, EntryError, Maker
from bestpractices.pages.sessions import agenda_entries as session_agenda_entries
from bestpractices.pages.sessions import carry as session_carry
from bestpractices.pages.sessions import people as session_people
from bestpractices.pages.sessions.agenda import TEMPLATES, agenda
from bestpractices.pages.sessions.agenda_entries import NO_DAY, moment
from bestpractices.pages.sessions.names import identity
from bestpractices.pages.teams import entries as team_entries
from bestpractices.texts import N_
from bestpractices.workshop import (
    RefusedEventError,
    SessionCreated,
    SessionExistsError,
    event,
)

_NO_NAME: Final = N_("Give the team a name.")
_NO_NEED: Final = N_("Choose a need.")
_NO_TEXT: Final = N_("Write something.")
_NOTHING: Final = N_("There is nothing to take back.")


def _create(desk: Desk, entered: Entered) -> str:
    title = entered.needed("title", session_carry.NO_TITLE)
    starts = moment(entered)
    # A mark in the name: the same entry again finds the session that it made before.
    name = f"{identity(title, 'session')}-{identity(entered.uid, 'x')[:5]}".strip("-")
    template = entered.text("template")
    payload = {
        "title": title,
        "template": template if template in TEMPLATES else None,
        "place": entered.some("place"),
    }
    first = event("session_created", {**payload, "languages": entered.every("languages")})
    agenda_set = event("agenda_set", agenda(template, starts))
    with contextlib.suppress(SessionExistsError):
        desk.store.new(name, cast("SessionCreated", first))
    desk.store.append(name, agenda_set, uid=f"{entered.uid}-0")
    return f"?session={name}"


def _team(desk: Desk, entered: Entered) -> None:
    name = entered.needed("name", _NO_NAME)
    team = entered.text("team") or identity(name, entered.uid[:8])
    told: dict[str, Any] = {
        "team": team,
        "name": name,
        "organisation": entered.some("organisation"),
        "place": entered.some("place"),
        "languages": entered.every("languages"),
    }
    events = [event("team_added", told)]
    if need := entered.text("need"):
        events.append(event("need_chosen", {"team": team, "need": need}))
    desk.write(entered, *events)


def _need(desk: Desk, entered: Entered) -> None:
    need = entered.needed("need", _NO_NEED)
    desk.write(entered, event("need_chosen", {"team": entered.text("team"), "need": need}))


def _note(desk: Desk, entered: Entered) -> None:
    text = entered.needed("text", _NO_TEXT)
    desk.write(entered, event("note", {"text": text, "team": entered.some("team")}))


def _action(desk: Desk, entered: Entered) -> None:
    due = entered.text("due")
    try:
        due = date.fromisoformat(due).isoformat() if due else ""
    except ValueError:
        raise EntryError(NO_DAY) from None
    told = {"what": entered.needed("text", _NO_TEXT), "team": entered.some("team")}
    desk.write(entered, event("action_set", {"action": entered.uid, **told, "due": due or None}))


def _undo(desk: Desk, entered: Entered) -> None:
    _turn(desk, entered, back=False)


def _redo(desk: Desk, entered: Entered) -> None:
    _turn(desk, entered, back=True)


def _turn(desk: Desk, entered: Entered, *, back: bool) -> None:
    if not entered.text("seq").isdigit():
        raise EntryError(_NOTHING)
    seq = int(entered.text("seq"))
    undone = seq in desk.state().undone
    if undone is not back:
        return  # the same entry again, after an answer that got lost
    try:
        (desk.store.redo if back else desk.store.undo)(desk.session, seq)
    except RefusedEventError:
        raise EntryError(_NOTHING) from None


ACTIONS: Final[dict[str, Action]] = {
    **session_agenda_entries.ACTIONS,
    **session_carry.ACTIONS,
    **session_people.ACTIONS,
    "create": _create,
    "team": _team,
    "need": _need,
    "note": _note,
    "next_step": _action,
    "next_step_done": team_entries.ACTIONS["action_done"],
    "undo": _undo,
    "redo": _redo,
}
FILES: Final[dict[str, Maker]] = {**session_carry.FILES, **session_people.FILES}
