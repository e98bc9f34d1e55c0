"""Files that a team's page and the list of reminders give to the coach."""

from __future__ import annotations

import contextlib
from typing import Final

from bestpractices.pages.desk import Desk, EntryError, File, Maker
from bestpractices.pages.handouts.frame import language_for
from bestpractices.pages.handouts.steps import step_file
from bestpractices.pages.sessions.told import as_told, is_made_up
from bestpractices.pages.teams.entries import today
from bestpractices.pages.teams.reminder_days import calendar
from bestpractices.pages.teams.reminders import reminders
from bestpractices.pages.teams.reuse_record import text_with_reuse, with_reuse
from bestpractices.records.record_text import file_of
from bestpractices.texts import N_
from bestpractices.workshop import ReuseRecorded

_NO_DAYS: Final = N_("Nothing has a date yet: there is nothing for a calendar.")
_NOT_SHOWN: Final = N_("Nothing was told of this practice that may be shown.")
_MADE_UP: Final = N_("What is made up to click through is not for the knowledge base.")
_UNKNOWN: Final = N_("This practice is not in the knowledge base.")


def calendar_of(desk: Desk, team: str) -> File:
    """What is still to do as a calendar: of a team, or of all where none is named.

    Raises
    ------
    EntryError
        If nothing has a day.
    """
    state = desk.state()
    still = reminders(state, today=today(), team=team or None)
    if all(one.due is None for one in still.every):
        raise EntryError(_NO_DAYS)
    name = "-".join(filter(None, (desk.session, team, "reminders")))
    return File(f"{name}.ics", "text/calendar; charset=utf-8", calendar(desk.e, state, still))


def record_of(desk: Desk, asked: str) -> File:
    """The record of a practice with what a team told of it, such as ``team-1/duo-for-a-job``.

    Raises
    ------
    EntryError
        If the base has no such practice, or nothing of it may be shown.
    """
    team, _, name = asked.rpartition("/")
    state, practice = desk.state(), desk.e.kb.practices.get(name)
    if practice is None:
        raise EntryError(_UNKNOWN)
    if is_made_up(state):
        raise EntryError(_MADE_UP)
    told = [
        found
        for entry in state.entries(ReuseRecorded)
        if (found := as_told(state, entry)) is not None
        and (found.practice, entry.fields["team"]) == (name, team)
    ]
    if not told:
        raise EntryError(_NOT_SHOWN)
    lang = language_for(desk.e, state, team)
    after = with_reuse(desk.e, practice, told, lang=lang)
    file = desk.e.kb.folder / file_of(practice)
    text = ""
    with contextlib.suppress(OSError, UnicodeDecodeError):
        text = file.read_text(encoding="utf-8")
    made = text_with_reuse(text, practice, after)
    return File(file.name, "text/markdown; charset=utf-8", made.encode())


FILES: Final[dict[str, Maker]] = {
    "handout": step_file,
    "calendar": calendar_of,
    "record": record_of,
}
