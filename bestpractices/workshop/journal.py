"""The log of all sessions in a transaction: next places, checks against the state, new rows."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from threading import Lock
from typing import Any

import sqlalchemy as sa
from pydantic import ValidationError

from bestpractices.workshop.event import Entry, Event
from bestpractices.workshop.faults import (
    ConflictError,
    NoSessionError,
    RefusedEventError,
    SessionExistsError,
)
from bestpractices.workshop.rows import as_row, entries, last_of, new_entry
from bestpractices.workshop.session_events import Redone
from bestpractices.workshop.state import ERASED, Draft, needs_look
from bestpractices.workshop.tables import EVENTS, SESSIONS

_KEPT_DRAFTS = 4  # sessions that one program works on at a time


@dataclass(frozen=True)
class Batch:
    """Events to write together: by whom, after which entry, each with its mark."""

    session: str
    events: Sequence[Event]
    by: str
    uids: Sequence[str]
    expected_seq: int | None = None


class Drafts:
    """States of the sessions in use, brought up to date by the new entries alone."""

    def __init__(self) -> None:
        self._drafts: dict[str, Draft] = {}
        self._lock = Lock()

    def forget(self) -> None:
        """Begin anew, such as after an erasure."""
        with self._lock:
            self._drafts.clear()

    @contextmanager
    def current(self, connection: sa.Connection, session: str) -> Iterator[Draft]:
        """Draft of a session as the transaction sees it; only to be read."""
        with self._lock:
            draft = self._drafts.pop(session, None) or Draft(session)
            new = list(entries(connection, session, after=draft.seq))
            if draft.log and any(entry.kind == ERASED for entry in new):
                draft, new = Draft(session), list(entries(connection, session))
            for entry in new:
                draft.add(entry)
            self._drafts[session] = draft
            while len(self._drafts) > _KEPT_DRAFTS:
                del self._drafts[next(iter(self._drafts))]
            yield draft


@contextmanager
def refused() -> Iterator[None]:
    """What does not fit is told as an event that was not taken."""
    try:
        yield
    except RefusedEventError:
        raise
    except ValidationError as error:
        raise RefusedEventError(str(error.errors()[0]["msg"])) from None
    except ValueError as error:
        raise RefusedEventError(str(error)) from None


def row_of(connection: sa.Connection, session: str, *, lock: bool = False) -> Any:
    """Row of a session.

    Raises
    ------
    NoSessionError
        If there is none.
    """
    row = last_of(connection, session, lock=lock)
    if row is None:
        message = f'there is no session "{session[:80]}"; bestpractices session list shows all'
        raise NoSessionError(message)
    return row


def written(connection: sa.Connection, batch: Batch) -> list[int]:
    """Places of a batch that was written before its answer got lost; empty if it was not."""
    same = sa.and_(EVENTS.c.session == batch.session, EVENTS.c.uid.in_(batch.uids))
    return sorted(connection.scalars(sa.select(EVENTS.c.seq).where(same)))


def put_batch(connection: sa.Connection, drafts: Drafts, batch: Batch) -> list[int]:
    """Write a batch after the last entry of its session; gives the places.

    Raises
    ------
    ConflictError, RefusedEventError, NoSessionError
        As `Store.append` says; then the transaction is to be given up.
    """
    row = row_of(connection, batch.session, lock=True)
    if batch.expected_seq is not None and batch.expected_seq != row.last:
        raise _conflict(batch, row.last)
    # A clock that was set back must not mix up the order by time.
    at = max(datetime.now(UTC), datetime.fromisoformat(row.changed))
    new = [
        new_entry((batch.session, seq), event, at=at, by=batch.by, uid=uid)
        for seq, event, uid in zip(
            range(row.last + 1, row.last + 1 + len(batch.events)),
            batch.events, batch.uids, strict=True,
        )
    ]  # fmt: skip
    if any(map(needs_look, batch.events)):
        with drafts.current(connection, batch.session) as draft:
            _check(draft.copy(), batch.events, new)
    _insert(connection, new)
    return [entry.seq for entry in new]


def put_turn(connection: sa.Connection, drafts: Drafts, batch: Batch, *, named: bool) -> list[int]:
    """Write an undo or a redo; gives its place, nothing if there is nothing to turn.

    Parameters
    ----------
    batch
        With the one event.
    named
        Whether the event names the entry itself; else it is found: the last one for an undo, the
        one that was undone last for a redo.
    """
    row_of(connection, batch.session, lock=True)
    turn = batch.events[0]
    if not named:
        with drafts.current(connection, batch.session) as draft:
            found = draft.to_redo() if isinstance(turn, Redone) else draft.to_undo()
        if found is None:
            return []
        turn = turn.model_copy(update={"seq": found})
    return put_batch(connection, drafts, replace(batch, events=[turn]))


def put_session(connection: sa.Connection, log: Sequence[Entry]) -> None:
    """Write a session with all its entries.

    Raises
    ------
    SessionExistsError
        If there is one of this name.
    """
    first, last = log[0], log[-1]
    if last_of(connection, first.session) is not None:
        message = f'there is already a session "{first.session}"; choose another name'
        raise SessionExistsError(message)
    made, changed = (entry.moment for entry in (first, last))
    row = {"id": first.session, "made": made, "last": 0, "changed": changed}
    connection.execute(sa.insert(SESSIONS), row)
    _insert(connection, log)


def _insert(connection: sa.Connection, new: Sequence[Entry]) -> None:
    last = as_row(new[-1])
    connection.execute(sa.insert(EVENTS), [as_row(entry) for entry in new])
    connection.execute(
        sa.update(SESSIONS)
        .where(SESSIONS.c.id == last["session"])
        .values(last=last["seq"], changed=last["at"])
    )


def check_said(events: Sequence[Event]) -> None:
    """Refuse what only the store itself may say.

    Raises
    ------
    RefusedEventError
        If an event tells of an erasure.
    """
    for index, event in enumerate(events):
        if event.kind.name == ERASED:
            message = f"{ERASED} is written by the store itself; use erase"
            raise RefusedEventError(message, index=index)


def _check(draft: Draft, events: Sequence[Event], new: Sequence[Entry]) -> None:
    """Whether each event can come after those before it."""
    for index, (event, entry) in enumerate(zip(events, new, strict=True)):
        problem = draft.refusal(event)
        if problem:
            raise RefusedEventError(problem, index=index)
        draft.add(entry)


def _conflict(batch: Batch, last: int) -> ConflictError:
    message = (
        f'session "{batch.session}" stands at {last}, not at {batch.expected_seq}: someone else '
        "wrote in between; look at what is new and write again"
    )
    return ConflictError(message, seq=last)
