"""Entries to rows of the store and back."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

import sqlalchemy as sa

from bestpractices.workshop.event import Entry, Event
from bestpractices.workshop.session_events import Redone, Undone
from bestpractices.workshop.tables import EVENTS, SESSIONS


def moment(at: datetime) -> str:
    """Time as the store keeps it: UTC, six decimals, so that text sorts like time.

    Raises
    ------
    ValueError
        If the time has no zone.
    """
    if at.tzinfo is None:
        message = f"{at} has no time zone; add one, such as UTC"
        raise ValueError(message)
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def new_entry(place: tuple[str, int], new: Event, *, at: datetime, by: str, uid: str = "") -> Entry:
    """Entry of a new event at its place: a session and a number."""
    target = new.seq if isinstance(new, Undone | Redone) else None
    session, seq = place
    return Entry(
        session=session,
        seq=seq,
        moment=moment(at),
        by=by,
        kind=new.kind.name,
        version=new.kind.version,
        key=new.key(),
        target=target,
        payload=new.as_json(),
        uid=uid or uuid4().hex,
    )


def as_row(entry: Entry) -> dict[str, Any]:
    """The entry by the columns of its table."""
    return dict(zip(EVENTS.columns.keys(), entry, strict=True))


def entries(
    connection: sa.Connection, session: str, *, after: int = 0, until: int | datetime | None = None
) -> Iterator[Entry]:
    """Entries of a session in their order.

    Parameters
    ----------
    after
        Only those past this one.
    until
        Only those up to an entry or a time, itself included.
    """
    asked = sa.select(EVENTS).where(EVENTS.c.session == session, EVENTS.c.seq > after)
    if isinstance(until, datetime):
        asked = asked.where(EVENTS.c.at <= moment(until))
    elif until is not None:
        asked = asked.where(EVENTS.c.seq <= until)
    yield from map(Entry._make, connection.execute(asked.order_by(EVENTS.c.seq)))


def last_of(connection: sa.Connection, session: str, *, lock: bool = False) -> Any:
    """Row of a session, or None; locked until the transaction ends, where the database can."""
    asked = sa.select(SESSIONS).where(SESSIONS.c.id == session)
    return connection.execute(asked.with_for_update() if lock else asked).one_or_none()
