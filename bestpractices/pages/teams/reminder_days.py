"""Reminders as days of a calendar, and in words: what, whose, who."""

from __future__ import annotations

from typing import Final

from bestpractices.exports.calendar_file import WholeDay, calendar_file
from bestpractices.pages.edition import Edition
from bestpractices.pages.sessions.history import team_name
from bestpractices.pages.sessions.view import blotting, shown_title
from bestpractices.pages.teams.reminders import Reminder, Reminders
from bestpractices.texts import N_
from bestpractices.workshop import SessionState

WHEN: Final = {
    "overdue": N_("Overdue"),
    "soon": N_("Due within seven days"),
    "later": N_("Later"),
    "undated": N_("Without a date"),
}


def what(e: Edition, one: Reminder) -> str:
    """What is to do, in the reader's language."""
    if one.months is None:
        return one.what
    title = e.title("practices", one.what)
    shown = title.text if title else one.what
    return e.t("Ask after {months} months: {practice}", months=one.months, practice=shown)


def who(e: Edition, one: Reminder) -> str:
    """Who does it."""
    if one.by_coach or one.months is not None:
        return e.t("the coach")
    return one.person or e.t("nobody yet")


def calendar(e: Edition, state: SessionState, still: Reminders) -> bytes:
    """Everything that has a day as a calendar; pseudonyms are not carried out of the session."""
    blot = blotting(state)
    days = [
        WholeDay(
            f"{state.session}/{one.key}@bestpractices",
            one.due,
            blot(what(e, one)),
            _note(e, state, one),
        )
        for one in still.every
        if one.due is not None
    ]
    # A session that nobody has written in has no reminders either.
    return calendar_file(days, name=shown_title(e, state), made=state.at) if state.at else b""


def _note(e: Edition, state: SessionState, one: Reminder) -> str:
    """Whose it is, and in which session it was agreed."""
    team = blotting(state)(e.t(team_name(state, one.team))) if one.team else ""
    return " · ".join(filter(None, (team, shown_title(e, state))))
