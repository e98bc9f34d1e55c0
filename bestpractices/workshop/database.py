"""One database, SQLite or PostgreSQL: transactions that wait their turn and are durable."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final, TypeVar

import sqlalchemy as sa

from bestpractices.workshop.address import place
from bestpractices.workshop.faults import (
    NoStoreError,
    ReadOnlyStoreError,
    StoreError,
    TransientStoreError,
)
from bestpractices.workshop.trouble import ERRORS, told

T = TypeVar("T")
PATIENCE: Final = 30.0  # seconds; a backup of a large store or a restart of a server takes less
_WRITES: Final = "bestpractices_writes"
# One number for all stores of ours; any other program on the server has another.
_LOCK: Final = 7_205_001


class Database:
    """Connections to one store.

    Parameters
    ----------
    url
        From `store_address`.
    read_only
        Nothing can be written through it, whatever the code above does.
    patience
        How many seconds to try again while the store is locked or its server is away.
    """

    def __init__(self, url: sa.URL, *, read_only: bool = False, patience: float = PATIENCE) -> None:
        self.place, self.read_only, self.patience = place(url), read_only, patience
        self.file = Path(str(url.database)) if url.drivername == "sqlite" else None
        self.engine = self._sqlite(self.file) if self.file else self._postgresql(url)

    def read(self, work: Callable[[sa.Connection], T]) -> T:
        """What some work finds in one unchanging view of the store."""
        return self._patiently(work, writes=False)

    def write(self, work: Callable[[sa.Connection], T]) -> T:
        """What some work gives back, once all it wrote is durable.

        The work may run again if the store was locked or its connection lost.

        Raises
        ------
        StoreError
            If the store cannot be written; then nothing was.
        """
        if self.read_only:
            message = f"the store {self.place} was opened for reading only; open it for writing"
            raise ReadOnlyStoreError(message)
        return self._patiently(work, writes=True)

    def alone(self, *statements: str) -> tuple[Any, ...] | None:
        """Run what is allowed outside a transaction only, such as VACUUM.

        Returns
        -------
        tuple or None
            The first row of the last statement, if it has rows.
        """

        def run(connection: sa.Connection) -> tuple[Any, ...] | None:
            found = [connection.exec_driver_sql(statement) for statement in statements][-1]
            return tuple(found.fetchone() or ()) if found.returns_rows else None

        return self._patiently(run, writes=None)

    def close(self) -> None:
        """Close all connections."""
        self.engine.dispose()

    def _patiently(self, work: Callable[[sa.Connection], T], *, writes: bool | None) -> T:
        until, pause = time.monotonic() + self.patience, 0.01
        while True:
            try:
                return self._once(work, writes=writes)
            except ERRORS as error:
                problem = told(error, self.place)
                late = time.monotonic() + pause > until
                if late or not isinstance(problem, TransientStoreError):
                    raise problem from error
            time.sleep(pause * random.uniform(0.5, 1.5))  # noqa: S311 - spreads those who wait
            pause = min(pause * 2, 0.5)

    def _once(self, work: Callable[[sa.Connection], T], *, writes: bool | None) -> T:
        if writes is None:
            level = "AUTOCOMMIT" if self.file is None else None
            options = {"isolation_level": level} if level else {_WRITES: None}
            with self.engine.connect().execution_options(**options) as connection:
                return work(connection)
        connected = self.engine.connect().execution_options(**{_WRITES: writes})
        with connected as connection, connection.begin():
            if self.file is None and not writes:
                view = "SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY"
                connection.exec_driver_sql(view)
            return work(connection)

    def lock_all(self, connection: sa.Connection) -> None:
        """Let nobody else change the tables until the end of the transaction."""
        if self.file is None:  # with SQLite the one who writes is alone anyway
            connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_LOCK})")

    def _sqlite(self, file: Path) -> sa.Engine:
        self._make_room(file)
        address = f"{file.resolve().as_uri()}?mode={'ro' if self.read_only else 'rwc'}"
        still = self.read_only and not _writable(file.resolve().parent)

        def connected() -> Any:
            # Where its two side files cannot be made, a store opens only as one that never changes;
            # somebody else may begin to write, so that is asked anew each time.
            fixed = "&immutable=1" if still and not Path(f"{file}-wal").exists() else ""
            return _sqlite_connection(address + fixed, self.patience, self.read_only)

        pool = sa.NullPool if still else sa.QueuePool
        engine = sa.create_engine("sqlite://", creator=connected, poolclass=pool)
        sa.event.listen(engine, "begin", _begin)
        return engine

    def _make_room(self, file: Path) -> None:
        if self.read_only:
            if not file.is_file():
                mend = "bestpractices session new NAME makes one"
                message = f"there is no store {self.place} yet; {mend}"
                raise NoStoreError(message)
            return
        try:
            file.parent.mkdir(parents=True, exist_ok=True)
            if file.is_dir():
                message = f"the store {self.place} is a folder; give the path of a file"
                raise StoreError(message)
        except OSError as error:
            message = f"the store {self.place} cannot be made ({error.strerror}); use --store"
            raise ReadOnlyStoreError(message) from error

    def _postgresql(self, url: sa.URL) -> sa.Engine:
        try:
            engine = sa.create_engine(url, pool_pre_ping=True, connect_args={"connect_timeout": 5})
        except ImportError:
            mend = "pip install 'bestpractices[postgres]'"
            message = f"PostgreSQL needs one more package; {mend}"
            raise StoreError(message) from None
        read_only, milliseconds = self.read_only, int(self.patience * 1000)

        def settle(connection: Any, _: object) -> None:
            with connection.cursor() as cursor:
                cursor.execute("SET synchronous_commit = on")
                cursor.execute(f"SET lock_timeout = {milliseconds}")
                if read_only:
                    cursor.execute("SET default_transaction_read_only = on")
            connection.commit()

        sa.event.listen(engine, "connect", settle)
        return engine


def _writable(folder: Path) -> bool:
    effective = os.access in os.supports_effective_ids
    return os.access(folder, os.W_OK, effective_ids=effective)


def _sqlite_connection(address: str, patience: float, read_only: bool) -> Any:
    import sqlite3

    connection = sqlite3.connect(
        address, uri=True, isolation_level=None, check_same_thread=False, timeout=patience / 3
    )
    try:
        if not read_only:
            # In this order: the setting of one file for all, then those of this connection.
            for setting in ("journal_mode=WAL", "synchronous=FULL", "secure_delete=ON"):
                connection.execute(f"PRAGMA {setting}").fetchall()
        connection.execute("PRAGMA foreign_keys=ON")
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def _begin(connection: sa.Connection) -> None:
    # The driver would begin late, and two who read before they write would lock each other out.
    writes = connection.get_execution_options().get(_WRITES)
    if writes is not None:
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")
