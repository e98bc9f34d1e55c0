"""A session as it stood after one of its entries: to look at, step by step, and not to change."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from bestpractices.pages.desk import Desk
from bestpractices.pages.html import Html, render
from bestpractices.pages.sessions import history
from bestpractices.pages.sessions.view import room_parts
from bestpractices.workshop import Note

AT: Final = "at"  # what is looked at: the number of an entry
_SHOWN: Final = 30  # notes


@dataclass(frozen=True)
class Steps:
    """Where one can go from an entry; None where there is nothing further."""

    first: int | None
    older: int | None
    newer: int | None


def past(desk: Desk) -> Html | None:
    """The session at the entry that is looked at; None if that is now.

    Raises
    ------
    NoSessionError
        If there is no such session.
    """
    at, last = _asked(desk), desk.store.seq(desk.session)
    if at is None or at >= last:
        return None
    state = desk.store.state(desk.session, at=at)
    entry = desk.store.events(desk.session, at - 1, at)[0]
    return render(
        "session_past.html",
        desk.e,
        **room_parts(desk.e, state, blot=lambda text: text),
        entry=history.lines(desk.e, [entry], state)[0],
        day=desk.e.t.date(entry.at.astimezone().date()),
        at=at,
        last=last,
        steps=steps(at, last),
        notes=state.of(Note, last=_SHOWN),
    )


def steps(at: int, last: int) -> Steps:
    """Neighbours of an entry; the newest entry of all is now, and no step of the past."""
    return Steps(
        first=1 if at > 1 else None,
        older=at - 1 if at > 1 else None,
        newer=at + 1 if at + 1 < last else None,
    )


def _asked(desk: Desk) -> int | None:
    wished = desk.looked(AT)
    number = int(wished) if wished.isdecimal() and wished.isascii() else 0
    return number or None
