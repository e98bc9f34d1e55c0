"""What is still to do in a session, over all its teams, as a page to print and to go on from."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date
from typing import Any, Final
from urllib.parse import urlencode

from bestpractices.pages.desk import Desk, asked
from bestpractices.pages.edition import Edition
from bestpractices.pages.html import Html, render
from bestpractices.pages.sessions.history import team_name
from bestpractices.pages.sessions.view import shown_title
from bestpractices.pages.teams.entries import ACTIONS, today
from bestpractices.pages.teams.files import FILES
from bestpractices.pages.teams.reminder_days import WHEN, what, who
from bestpractices.pages.teams.reminders import Reminder, Reminders, reminders
from bestpractices.texts import N_
from bestpractices.widgets.entry_sheet import EntrySheet
from bestpractices.workshop import NoSessionError, SessionState

SHOW: Final = "reminders"  # as the address asks for it
_COUNTS: Final = {
    "overdue": N_("{number} overdue"),
    "soon": N_("{number} due within seven days"),
    "undated": N_("{number} without a date"),
    "unowned": N_("{number} that nobody has taken on"),
}

Data = dict[str, Any]


def sheet(e: Edition, environment: Mapping[str, str] = os.environ) -> EntrySheet:
    """Reminders of the session that the address names."""
    return desk(e, environment).sheet


def desk(e: Edition, environment: Mapping[str, str] = os.environ) -> Desk:
    """The same, with the store behind it."""
    session = asked("session", environment=environment)["session"]
    done = {"action_done": ACTIONS["action_done"]}
    return Desk(e, session, _draw, done, files=FILES)


def _draw(desk: Desk) -> Html:
    try:
        return page(desk.e, desk.state(), today=today())
    except NoSessionError:
        return render("team_missing.html", desk.e, session="")


def page(e: Edition, state: SessionState, *, today: date) -> Html:
    """The page of a session with its reminders."""
    still = reminders(state, today=today)
    return render(
        "reminders.html",
        e,
        session=state.session,
        title=shown_title(e, state),
        today=today,
        dated=any(one.due for one in still.every),
        counts=counts(e, still),
        groups=[
            {"id": name, "label": label, "rows": [row(e, state, one) for one in some]}
            for name, label in WHEN.items()
            if (some := getattr(still, name))
        ],
    )


def counts(e: Edition, still: Reminders) -> list[str]:
    """How much is overdue, due soon, without a date, without anybody, in words; what is 0 not."""
    found = ((label, len(getattr(still, name))) for name, label in _COUNTS.items())
    return [e.t(label, number=e.t.number(number)) for label, number in found if number]


def row(e: Edition, state: SessionState, one: Reminder) -> Data:
    """A reminder with its words and where one goes on."""
    part = f"#f-{one.what}" if one.months else "#actions"
    query = urlencode({"session": state.session, "team": one.team or ""})
    return {
        "one": one,
        "what": what(e, one),
        "who": who(e, one),
        "team": e.t(team_name(state, one.team)) if one.team else "",
        "href": f"00_session?{query}{part}" if one.team else "",
    }
