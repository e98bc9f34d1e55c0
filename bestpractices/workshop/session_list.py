"""The list of all sessions: what a person needs to find the right one."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa

from bestpractices.workshop.event import Entry
from bestpractices.workshop.state import REDONE, TITLED, UNDONE, state
from bestpractices.workshop.tables import EVENTS, SESSIONS


@dataclass(frozen=True)
class SessionLine:
    """A session in the list: name, title, when it began, when and up to where it was written."""

    session: str
    title: str
    made: datetime
    changed: datetime
    seq: int


def session_lines(connection: sa.Connection) -> tuple[SessionLine, ...]:
    """All sessions, by name."""
    wanted = EVENTS.c.kind.in_([*TITLED, UNDONE, REDONE])
    told: dict[str, list[Entry]] = {}
    for row in connection.execute(sa.select(EVENTS).where(wanted).order_by(EVENTS.c.seq)):
        told.setdefault(row.session, []).append(Entry._make(row))
    return tuple(
        SessionLine(
            row.id, state(told.get(row.id, ())).title, datetime.fromisoformat(row.made),
            datetime.fromisoformat(row.changed), row.last,
        )
        for row in sorted(connection.execute(sa.select(SESSIONS)), key=lambda row: row.id)
    )  # fmt: skip
