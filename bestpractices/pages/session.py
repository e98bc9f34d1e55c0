"""A session: the coach begins or opens one, sees where every team is, and goes on from there."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import Any, Final

from bestpractices.pages.demo.session import DEMO
from bestpractices.pages.desk import Desk, asked
from bestpractices.pages.edition import Edition
from bestpractices.pages.handouts.steps import step_file
from bestpractices.pages.html import Html, render
from bestpractices.pages.sessions import history
from bestpractices.pages.sessions.agenda import STEPS, TEMPLATES, slots
from bestpractices.pages.sessions.entries import ACTIONS, FILES
from bestpractices.pages.sessions.needs import shown_needs
from bestpractices.pages.sessions.past import past
from bestpractices.pages.sessions.people import CONSENTS, erased, people
from bestpractices.pages.sessions.progress import THREAD, teams
from bestpractices.pages.sessions.thread import following, thread
from bestpractices.pages.teams import reminders_page
from bestpractices.pages.teams import team as team_page
from bestpractices.pages.teams.entries import today
from bestpractices.pages.teams.reminders import reminders
from bestpractices.texts import NAMES
from bestpractices.widgets.entry_sheet import EntrySheet
from bestpractices.workshop import (
    ActionDone,
    ActionSet,
    NoSessionError,
    Note,
    PersonAdded,
    SessionCreated,
    SessionState,
    TeamAdded,
)

SHOWN: Final = 30  # entries of the history


Data = dict[str, Any]


def sheet(e: Edition, environment: Mapping[str, str] = os.environ) -> EntrySheet:
    """The session that the address asks for, or all sessions and a form for a new one."""
    return desk(e, environment).sheet


def desk(e: Edition, environment: Mapping[str, str] = os.environ) -> Desk:
    """The same, with the store behind it."""
    told = asked("session", "team", "show", environment=environment)
    if told["session"] and told["team"]:
        return team_page.desk(e, environment)
    if told["session"] and told["show"] == reminders_page.SHOW:
        return reminders_page.desk(e, environment)
    return Desk(e, told["session"], _draw, ACTIONS, files={**FILES, "handout": step_file})


def _draw(desk: Desk) -> Html:
    if desk.session:
        try:
            if shown := past(desk):
                return shown
            state = desk.state()
            entries = history.last_entries(desk.store, state)
            return board(desk.e, desk.session, state, entries, said=erased(desk.e, desk))
        except NoSessionError:
            return opening(desk, missing=True)
    return opening(desk)


def opening(desk: Desk, *, missing: bool = False) -> Html:
    """All sessions, those changed last first, and a form for a new one."""
    found = sorted(desk.store.sessions(), key=lambda one: one.changed, reverse=True)
    cards = [
        {
            "href": f"?session={one.session}",
            "session": one.session,
            "title": title(desk.e, one.title, demo=one.session == DEMO),
            "day": desk.e.t.date(one.made.astimezone().date()),
            "entries": one.seq,
        }
        for one in found
    ]
    return render("session_opening.html", desk.e, cards=cards, missing=missing,
                  templates=_templates(), languages=NAMES)  # fmt: skip


def board(
    e: Edition, session: str, state: SessionState, entries: Any = (), *, said: str = ""
) -> Html:
    """Everything the coach needs of a session, from its state and its last entries."""
    created = state.of(SessionCreated)
    return render(
        "session_board.html",
        e,
        session=session,
        title=title(e, state.title, demo=bool(created and created[0].template == DEMO)),
        demo=bool(created and created[0].template == DEMO),
        slots=slots(state),
        pressing=reminders_page.counts(e, reminders(state, today=today())),
        steps=STEPS,
        templates=_templates(),
        thread=THREAD,
        teams=[_team(e, session, state, one) for one in teams(state)],
        people=people(e, state),
        created=created[0] if created else None,
        said=said,
        notes=state.of(Note, last=SHOWN),
        done={one.action for one in state.of(ActionDone)},
        lines=history.lines(e, entries[-SHOWN:], state),
        undo=history.to_undo(entries, state),
        redo=history.to_redo(entries, state),
        needs=[(one.id, e.passage(one.title)) for one in e.sorted_by_title(e.kb.needs.values())],
        places=_places(e),
        organisations=[one.id for one in e.kb.organisations.values() if one.country == "TR"],
        languages=NAMES,
        consents=CONSENTS,
        room=e.url(f"session/{session}"),
    )


def _templates() -> dict[str, str]:
    return {name: told for name, (told, _) in TEMPLATES.items()}


def title(e: Edition, told: str, *, demo: bool) -> str:
    """Title of a session; the demo has one in each language."""
    return e.t("A session to try things out") if demo and told == DEMO else told


def _team(e: Edition, session: str, state: SessionState, team: TeamAdded) -> Data:
    steps = thread(state, session, team.team)
    return {
        "id": team.team,
        "name": e.t(team.name),
        "organisation": e.title("organisations", team.organisation) if team.organisation else None,
        "place": e.place(team.place) if team.place else "",
        "languages": [e.t.language_name(one) for one in team.languages],
        "people": [one.person for one in state.of(PersonAdded) if one.team == team.team],
        "needs": shown_needs(e, state, team.team),
        "steps": steps,
        "next": following(steps, state, team.team),
        "actions": [one for one in state.of(ActionSet) if one.team == team.team],
    }  # fmt: skip


def _places(e: Edition) -> list[tuple[str, str]]:
    towns = [(one.id, e.place(one.id)) for one in e.kb.places.values() if one.country == "TR"]
    return sorted(towns, key=lambda pair: e.t.order(pair[1]))
