"""What the forms of a session's page enter, as events of the store."""

from __future__ import annotations

import contextlib
import re
from datetime import UTC, date, datetime
from typing import Any, Final, cast

from bestpractices.analysis.folding import fold
from bestpractices.pages.desk import Action, Desk, Entered, EntryError
from bestpractices.pages.session_agenda import agenda
from bestpractices.texts import N_
from bestpractices.workshop import (
    RefusedEventError,
    SessionCreated,
    SessionExistsError,
    event,
)

_NO_TITLE: Final = N_("Give the session a title.")
_NO_NAME: Final = N_("Give the team a name.")
_NO_PERSON: Final = N_("Give the person a name that is not their own, such as a bird’s.")
_NO_CONSENT: Final = N_("Without consent a person is left out. Say how they agreed.")
_NO_NEED: Final = N_("Choose a need.")
_NO_TEXT: Final = N_("Write something.")
_NO_DAY: Final = N_("The day or the hour cannot be read. Write it as 2026-11-22 and 14:00.")
_NOTHING: Final = N_("There is nothing to take back.")
_LONGEST: Final = 40


def identity(text: str, fallback: str) -> str:
    """Short id from what people typed: folded, a-z, 0-9 and hyphens.

    Examples
    --------
    >>> identity("İzmir: Konak Belediyesi!", "team")
    'izmir-konak-belediyesi'
    """
    found = re.sub(r"[^a-z0-9]+", "-", fold(text)).strip("-")[:_LONGEST].strip("-")
    return found or fallback


def _create(desk: Desk, entered: Entered) -> str:
    title = entered.needed("title", _NO_TITLE)
    starts = _moment(entered)
    # A mark in the name: the same entry again finds the session that it made before.
    name = f"{identity(title, 'session')}-{identity(entered.uid, 'x')[:5]}".strip("-")
    template = entered.text("template")
    payload = {"title": title, "template": template or None}
    first = event("session_created", {**payload, "languages": entered.every("languages")})
    agenda_set = event("agenda_set", agenda(template, starts))
    with contextlib.suppress(SessionExistsError):
        desk.store.new(name, cast("SessionCreated", first))
    desk.store.append(name, agenda_set, uid=f"{entered.uid}-0")
    return f"?session={name}"


def _moment(entered: Entered) -> datetime | None:
    """When the session begins, by the clock of this machine; None where no day was given."""
    day, hour = entered.text("day"), entered.text("hour") or "09:00"
    if not day:
        return None
    try:
        return datetime.fromisoformat(f"{day}T{hour}").astimezone()
    except ValueError:
        raise EntryError(_NO_DAY) from None


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


def _person(desk: Desk, entered: Entered) -> None:
    told: dict[str, Any] = {
        "person": entered.needed("person", _NO_PERSON),
        "team": entered.some("team"),
        "consent": entered.needed("consent", _NO_CONSENT),
        "consent_on": datetime.now(UTC).date().isoformat(),
    }
    desk.write(entered, event("person_added", told))


def _need(desk: Desk, entered: Entered) -> None:
    need = entered.needed("need", _NO_NEED)
    desk.write(entered, event("need_chosen", {"team": entered.text("team"), "need": need}))


def _agenda_at(desk: Desk, entered: Entered) -> None:
    desk.write(entered, event("agenda_reached", {"item": int(entered.text("item") or 0)}))


def _starts(desk: Desk, entered: Entered) -> None:
    from bestpractices.workshop import AgendaSet

    found = desk.state().of(AgendaSet)
    starts = _moment(entered)
    payload = agenda("", starts) if not found else found[0].model_dump(mode="json")
    payload["starts"] = starts.isoformat() if starts else None
    desk.write(entered, event("agenda_set", payload))


def _note(desk: Desk, entered: Entered) -> None:
    text = entered.needed("text", _NO_TEXT)
    desk.write(entered, event("note", {"text": text, "team": entered.some("team")}))


def _action(desk: Desk, entered: Entered) -> None:
    due = entered.text("due")
    try:
        due = date.fromisoformat(due).isoformat() if due else ""
    except ValueError:
        raise EntryError(_NO_DAY) from None
    told = {"what": entered.needed("text", _NO_TEXT), "team": entered.some("team")}
    desk.write(entered, event("action_set", {"action": entered.uid, **told, "due": due or None}))


def _action_done(desk: Desk, entered: Entered) -> None:
    told = {"action": entered.text("action"), "on": datetime.now(UTC).date().isoformat()}
    desk.write(entered, event("action_done", told))


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
    "create": _create,
    "team": _team,
    "person": _person,
    "need": _need,
    "agenda_at": _agenda_at,
    "starts": _starts,
    "note": _note,
    "next_step": _action,
    "next_step_done": _action_done,
    "undo": _undo,
    "redo": _redo,
}
