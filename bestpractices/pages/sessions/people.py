"""Persons of a session: what is held about them, what can be changed, taken along and erased."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any, Final

from bestpractices.analysis.folding import fold
from bestpractices.pages.desk import Action, Desk, Entered, EntryError, File, Maker
from bestpractices.pages.edition import Edition
from bestpractices.pages.sessions.names import identity
from bestpractices.texts import N_
from bestpractices.workshop import (
    PersonAdded,
    RefusedEventError,
    SessionState,
    TeamAdded,
    UnknownPersonError,
    event,
)

CONSENTS: Final = {"written": N_("in writing"), "oral": N_("by word of mouth")}
ERASED: Final = "erased"  # what is looked at: how many entries the last erasure changed
_NO_PERSON: Final = N_("Give the person a name that is not their own, such as a bird’s.")
_NO_CONSENT: Final = N_("Without consent a person is left out. Say how they agreed.")
_TWICE: Final = N_(
    "Somebody is called so already. Choose another name, or change that person below."
)
_NO_DAY: Final = N_("The day cannot be read. Write it as 2026-11-22.")
_TOMORROW: Final = N_("The day of the consent is still to come. Give the day on which they agreed.")
_NOBODY: Final = N_("Nobody is called so. Look at the list of persons.")
_UNLIKE: Final = N_("The name is not the same, so nothing was erased. Type it as it stands here.")

Data = dict[str, Any]


def people(e: Edition, state: SessionState) -> list[Data]:
    """Persons in the order in which they came, each with its team and its consent.

    Also those whose team was taken back: what is held about them can be asked for and erased.
    """
    return [_told(e, state, one) for one in state.held(PersonAdded)]


def erased(e: Edition, desk: Desk) -> str:
    """What the last erasure did, in words; empty if there was none, or it was read."""
    number = desk.looked(ERASED)
    if not number.isdecimal():
        return ""
    if not int(number):
        # Whoever mistyped the name must not believe that the person is gone.
        return e.t("Nothing is kept under this name, so nothing was changed. Is it spelled so?")
    return e.t.count(
        "All about the person was erased: {number} entry was changed.",
        "All about the person was erased: {number} entries were changed.",
        int(number),
    )


def _told(e: Edition, state: SessionState, one: PersonAdded) -> Data:
    team = state.get(TeamAdded, one.team) if one.team else None
    return {
        "person": one.person,
        "team": one.team or "",
        "team_name": e.t(team.name) if team else "",
        "role": one.role or "",
        "consent": one.consent,
        "consent_on": one.consent_on,
    }


def _add(desk: Desk, entered: Entered) -> None:
    person = entered.needed("person", _NO_PERSON)
    today = datetime.now(UTC).date().isoformat()
    told = {"person": person, "team": entered.some("team"), "consent_on": today}
    told |= {"consent": entered.needed("consent", _NO_CONSENT)}
    try:
        desk.write(entered, event("person_added", told))
    except RefusedEventError:
        # Asked afterwards: the same entry again, after an answer that got lost, is no second one.
        if fold(person) in (fold(one.person) for one in desk.state().of(PersonAdded)):
            raise EntryError(_TWICE) from None
        raise


def _change(desk: Desk, entered: Entered) -> None:
    before = desk.state().get(PersonAdded, entered.text("person"))
    if before is None:
        raise EntryError(_NOBODY)
    told = {
        "person": before.person,
        "team": entered.some("team"),
        "role": entered.some("role"),
        "consent": entered.needed("consent", _NO_CONSENT),
        "consent_on": _day(entered).isoformat(),
    }
    changed = event("person_changed", told)
    if changed.model_dump() != before.model_dump():
        desk.write(entered, changed)


def _day(entered: Entered) -> date:
    try:
        day = date.fromisoformat(entered.text("consent_on"))
    except ValueError:
        raise EntryError(_NO_DAY) from None
    # A day is over first in the east: one day of grace, for whoever sits there.
    if (day - datetime.now(UTC).date()).days > 1:
        raise EntryError(_TOMORROW)
    return day


def _erase(desk: Desk, entered: Entered) -> None:
    person = entered.text("person")
    if not person or fold(entered.text("confirm")) != fold(person):
        raise EntryError(_UNLIKE)
    try:
        number = desk.store.erase(person)
    except UnknownPersonError:
        number = 0  # erased by the same entry before, whose answer got lost
    desk.sheet.view = {**desk.sheet.view, ERASED: str(number)}


def _file(desk: Desk, person: str) -> File:
    try:
        text = desk.store.person(person)
    except UnknownPersonError:
        raise EntryError(_NOBODY) from None
    return File(f"person-{identity(person, 'one')}.json", "application/json", text.encode())


ACTIONS: Final[dict[str, Action]] = {"person": _add, "person_change": _change, "erase": _erase}
FILES: Final[dict[str, Maker]] = {"person": _file}
