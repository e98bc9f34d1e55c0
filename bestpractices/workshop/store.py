"""The store of the workshop sessions: what was said is appended, and nothing is overwritten."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import sqlalchemy as sa

from bestpractices.workshop import erasure, session_file
from bestpractices.workshop.copies import copied_file, written_file
from bestpractices.workshop.event import Event
from bestpractices.workshop.fields import one_line, session_name
from bestpractices.workshop.journal import (
    Batch,
    check_said,
    put_batch,
    put_session,
    put_turn,
    refused,
    written,
)
from bestpractices.workshop.open_store import OpenStore
from bestpractices.workshop.rows import new_entry
from bestpractices.workshop.session_events import Redone, SessionCreated, Undone


class Store(OpenStore):
    """Sessions in one database; safe to use from several threads and programs at once.

    Open it with `Store.open`, close it with `close` or as a context. A program that forks opens
    its store after the fork.
    """

    def new(self, session: str, event: SessionCreated | None = None, *, by: str = "coach") -> int:
        """Begin a session; gives 1, the place of its first entry.

        Raises
        ------
        SessionExistsError
            If there is one of this name.
        RefusedEventError
            If the name cannot stand in an address and a file name.
        """
        with refused():
            first = event or SessionCreated(title=session_name(session))
            entry = new_entry(
                (session_name(session), 1), first, at=datetime.now(UTC), by=one_line(by)
            )
        self._database.write(lambda connection: put_session(connection, [entry]))
        return 1

    def append(
        self,
        session: str,
        event: Event,
        *,
        by: str = "coach",
        expected_seq: int | None = None,
        uid: str | None = None,
    ) -> int:
        """Write one event and give its place, once it is durable.

        Parameters
        ----------
        by
            Role of who writes; never a person's name.
        expected_seq
            The last entry that the writer has seen; None: write whatever came between.
        uid
            One's own mark of this entry, to try again with after a store that did not answer: an
            entry that is there already is not written twice.

        Raises
        ------
        NoSessionError
            If there is no such session.
        ConflictError
            If there are entries past ``expected_seq``.
        RefusedEventError
            If the event cannot come next, such as a team that is there already.
        StoreError
            If the store does not work; nothing was acknowledged then.
        """
        uids = None if uid is None else [uid]
        return self.append_all(session, [event], by=by, expected_seq=expected_seq, uids=uids)[-1]

    def append_all(
        self,
        session: str,
        events: Sequence[Event],
        *,
        by: str = "coach",
        expected_seq: int | None = None,
        uids: Sequence[str] | None = None,
    ) -> list[int]:
        """Write several events at once, all or none; as `append`."""
        with refused():
            role = one_line(by)
        check_said(events)
        marks = list(uids) if uids else [uuid4().hex for _ in events]
        batch = Batch(session, events, role, marks, expected_seq)

        def work(connection: sa.Connection) -> list[int]:
            return put_batch(connection, self._drafts, batch)

        return self._once(batch, work, known=uids is not None) if events else []

    def undo(self, session: str, seq: int | None = None, *, by: str = "coach") -> int | None:
        """Take back an entry, the last one in effect if none is named.

        Returns
        -------
        int or None
            The entry that was taken back; None if there is nothing left to undo.
        """
        return self._turn(session, seq, by=by, back=False)

    def redo(self, session: str, seq: int | None = None, *, by: str = "coach") -> int | None:
        """Bring back an entry, the one that was undone last if nothing new came after.

        Returns
        -------
        int or None
            The entry that has effect again; None if there is nothing to bring back.
        """
        return self._turn(session, seq, by=by, back=True)

    def export(self, session: str) -> str:
        """One session as JSON text, the same for the same session."""
        return session_file.text([self.events(session)])

    def export_all(self) -> str:
        """All sessions as JSON text, as of one moment."""
        return session_file.text(self.logs())

    def import_(self, text: str, *, name: str | None = None) -> tuple[str, ...]:
        """Take in the sessions of an export or a backup, all or none.

        Parameters
        ----------
        text
            What `export` or `backup` to JSON gave.
        name
            Another name for the session of the file, if it holds one.

        Returns
        -------
        tuple of str
            Names of the sessions.

        Raises
        ------
        SessionFileError
            If the file is cut, changed, of another version, or its undo chain is impossible.
        SessionExistsError
            If there is a session of this name.
        """
        taken = session_file.sessions(text, name=name)

        def work(connection: sa.Connection) -> None:
            self._database.lock_all(connection)
            for log in taken:
                put_session(connection, log)

        self._database.write(work)
        return tuple(log[0].session for log in taken)

    def erase(self, person: str, *, by: str = "coach") -> int:
        """Remove all about a person from every session, and the bytes from the store.

        Returns
        -------
        int
            How many entries were changed. Backups and exports made before still hold the person.

        Raises
        ------
        UnknownPersonError
            If nobody of this name is found.
        StoreError
            If the bytes could not be removed yet because others use the store: the entries are
            changed already, and the same call ends the work.
        """
        with refused():
            role, name = one_line(by), one_line(person)
        try:
            return erasure.erase(self._database, name, by=role)
        finally:
            self._drafts.forget()

    def backup(self, out: Path) -> Path:
        """Copy of all sessions while others go on writing.

        A file that ends in ``.json``, and any of a PostgreSQL store, is JSON that `import_` reads;
        else it is an SQLite store itself.

        Raises
        ------
        StoreError
            If there is such a file already, or it cannot be written; then nothing is left there.
        """
        if self._database.file and out.suffix != ".json":
            return copied_file(self._database, out)
        return written_file(out, self.export_all())

    def _turn(self, session: str, seq: int | None, *, by: str, back: bool) -> int | None:
        with refused():
            role = one_line(by)
            turn = (Redone if back else Undone)(seq=seq or 1)
        batch = Batch(session, [turn], role, [uuid4().hex])

        def work(connection: sa.Connection) -> list[int]:
            return put_turn(connection, self._drafts, batch, named=seq is not None)

        done = self._once(batch, work, known=False)
        return self.events(session, done[0] - 1, done[0])[0].target if done else None

    def _once(
        self, batch: Batch, work: Callable[[sa.Connection], list[int]], *, known: bool
    ) -> list[int]:
        """What the work gives; if its answer got lost on the way, what it gave then."""
        again = known

        def run(connection: sa.Connection) -> list[int]:
            nonlocal again
            before, again = (written(connection, batch) if again else []), True
            return before or work(connection)

        return self._database.write(run)
