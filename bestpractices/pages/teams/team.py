"""A team's own page in a session: its thread, talks, actions, and what became of practices."""

from __future__ import annotations

import os
from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any, Final

from bestpractices.pages.desk import Desk, asked
from bestpractices.pages.edition import Edition
from bestpractices.pages.html import Html, render
from bestpractices.pages.sessions import history
from bestpractices.pages.sessions.entries import ACTIONS as SESSION_ACTIONS
from bestpractices.pages.sessions.needs import shown_needs
from bestpractices.pages.sessions.thread import following, thread
from bestpractices.pages.teams.contents import QUESTIONS, Talk, actions_of, talks_of
from bestpractices.pages.teams.entries import ACTIONS, COACH, today
from bestpractices.pages.teams.files import FILES
from bestpractices.pages.teams.follow_up import practices_of
from bestpractices.pages.teams.reminders import reminders
from bestpractices.pages.teams.taken_up import TOLD, USES
from bestpractices.widgets.entry_sheet import EntrySheet
from bestpractices.workshop import (
    Entry,
    NoSessionError,
    PersonAdded,
    SessionState,
    TeamAdded,
)

ROWS: Final = 4  # fields for options; more are given on request
_MORE_ROWS: Final = 40

Data = dict[str, Any]


def sheet(e: Edition, environment: Mapping[str, str] = os.environ) -> EntrySheet:
    """The page of the team that the address names."""
    return desk(e, environment).sheet


def desk(e: Edition, environment: Mapping[str, str] = os.environ) -> Desk:
    """The same, with the store behind it."""
    told = asked("session", "team", environment=environment)
    view = {"team": told["team"], "talk": "", "rows": "", "follow": ""}
    turns = {name: SESSION_ACTIONS[name] for name in ("undo", "redo")}
    return Desk(e, told["session"], _draw, {**ACTIONS, **turns}, view, FILES)


def _draw(desk: Desk) -> Html:
    try:
        state = desk.state()
    except NoSessionError:
        return page(desk.e, SessionState(desk.session), {}, today=today())
    entries = history.last_entries(desk.store, state)
    view = {name: desk.looked(name) for name in desk.sheet.view}
    return page(desk.e, state, view, entries=entries, today=today())


def page(
    e: Edition,
    state: SessionState,
    view: Mapping[str, str],
    *,
    today: date,
    entries: Sequence[Entry] = (),
) -> Html:
    """The page of a team.

    Parameters
    ----------
    view
        ``team``; ``talk`` that is open to be written again, empty for a new one; ``rows`` for its
        options; ``follow`` the follow-up that is open, such as ``practice/12``.
    entries
        The last ones of the session, to say what would be taken back.
    """
    team = state.get(TeamAdded, view.get("team", ""))
    if team is None:
        return render("team_missing.html", e, session=state.session)
    talks = talks_of(state, team.team)
    return render(
        "team.html",
        e,
        session=state.session,
        team=team,
        **_head(e, state, team),
        coach=COACH,
        today=today,
        questions=QUESTIONS,
        talks=talks,
        form=_form(talks, view),
        actions=actions_of(state, team.team, today=today),
        still=reminders(state, today=today, team=team.team),
        practices=practices_of(e, state, team.team, today=today),
        follow=view.get("follow", ""),
        uses=USES,
        told=TOLD,
        **_turns(e, state, entries),
    )


def _head(e: Edition, state: SessionState, team: TeamAdded) -> Data:
    """Who the team is, and how far along the thread."""
    steps = thread(state, state.session, team.team)
    return {
        "name": e.t(team.name),
        "organisation": e.title("organisations", team.organisation) if team.organisation else None,
        "needs": shown_needs(e, state, team.team),
        "people": [one.person for one in state.of(PersonAdded) if one.team in (None, team.team)],
        "steps": steps,
        "next": following(steps, state, team.team),
    }


def _turns(e: Edition, state: SessionState, entries: Sequence[Entry]) -> Data:
    """What would be taken back, in words too, and what would be brought back."""
    undo = history.to_undo(entries, state)
    last = next((one for one in entries if one.seq == undo), None)
    return {
        "undo": undo,
        "last": history.sentence(e, last, state) if last else "",
        "redo": history.to_redo(entries, state),
    }


def _form(talks: Sequence[Talk], view: Mapping[str, str]) -> Data:
    """The form for a talk: one that is written again, else an empty one."""
    open_ = next((one for one in talks if one.id == view.get("talk")), None)
    asked_for = view.get("rows", "")
    wished = int(asked_for) if asked_for.isdecimal() and len(asked_for) < 4 else 0  # noqa: PLR2004
    options = open_.note.options if open_ else ()
    rows = max(ROWS, len(options) + 1, min(wished, _MORE_ROWS))
    return {
        "talk": open_,
        "note": open_.note if open_ else None,
        "rows": [options[n] if n < len(options) else None for n in range(rows)],
        "more": rows + ROWS if rows < _MORE_ROWS else 0,
    }
