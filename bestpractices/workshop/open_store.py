"""An open store as those see it who only look: sessions, their entries, their states."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from types import TracebackType
from typing import Self

import sqlalchemy as sa

from bestpractices.workshop.address import store_address
from bestpractices.workshop.database import PATIENCE, Database
from bestpractices.workshop.event import Entry
from bestpractices.workshop.journal import Drafts, row_of
from bestpractices.workshop.person_file import person_text
from bestpractices.workshop.rows import entries
from bestpractices.workshop.schema import prepare
from bestpractices.workshop.session_list import SessionLine, session_lines
from bestpractices.workshop.state import SessionState
from bestpractices.workshop.state import state as folded
from bestpractices.workshop.tables import SESSIONS


class OpenStore:
    """What can be read from a store."""

    def __init__(self, database: Database, *, upgraded: Path | None = None) -> None:
        self._database = database
        self._drafts = Drafts()
        self.upgraded = upgraded
        self.place = database.place

    @classmethod
    def open(
        cls, url: str | None = None, read_only: bool = False, *, patience: float = PATIENCE
    ) -> Self:
        """Store at an address, made if it is not there.

        Parameters
        ----------
        url
            Path of a file, or ``postgresql://...``; None: ``BESTPRACTICES_STORE``, else a file in
            the user's data folder.
        read_only
            For pages of participants: the database itself refuses every change.
        patience
            Seconds to wait for a store that is locked, or whose server is away.

        Raises
        ------
        StoreError
            If it cannot be opened: one sentence with the mend. An older store is brought up to
            date after a backup beside it (`upgraded` names it); a newer one is refused.
        """
        database = Database(store_address(url), read_only=read_only, patience=patience)
        try:
            return cls(database, upgraded=prepare(database))
        except BaseException:
            database.close()
            raise

    def close(self) -> None:
        """Close the connections."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        tb: TracebackType | None,
    ) -> None:
        self.close()

    def sessions(self) -> tuple[SessionLine, ...]:
        """All sessions, by name."""
        return self._database.read(session_lines)

    def events(
        self, session: str, after: int = 0, until: int | datetime | None = None
    ) -> tuple[Entry, ...]:
        """Entries of a session in their order, also those that were undone.

        Raises
        ------
        NoSessionError
            If there is no such session.
        """

        def found(connection: sa.Connection) -> tuple[Entry, ...]:
            row_of(connection, session)
            return tuple(entries(connection, session, after=after, until=until))

        return self._database.read(found)

    def state(self, session: str, at: int | datetime | None = None) -> SessionState:
        """The session now, or as it stood after an entry or at a time.

        Raises
        ------
        NoSessionError
            If there is no such session.
        """
        if at is not None:
            return folded(self.events(session, until=at))

        def now(connection: sa.Connection) -> SessionState:
            row_of(connection, session)
            with self._drafts.current(connection, session) as draft:
                return draft.state()

        return self._database.read(now)

    def logs(self) -> list[list[Entry]]:
        """Entries of all sessions, by name, as of one moment."""

        def found(connection: sa.Connection) -> list[list[Entry]]:
            names = connection.scalars(sa.select(SESSIONS.c.id)).all()
            return [list(entries(connection, name)) for name in sorted(names)]

        return self._database.read(found)

    def person(self, person: str) -> str:
        """All about a person as JSON text; what `Store.erase` would remove.

        Raises
        ------
        UnknownPersonError
            If nobody of this name is found.
        """
        return person_text(person, self.logs())

    def seq(self, session: str) -> int:
        """Place of the last entry; cheap, to ask whether there is something new."""
        return int(self._database.read(lambda c: row_of(c, session).last))
