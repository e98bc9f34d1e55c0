"""Which version a store has: made new, brought up to date after a backup, or refused."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

import sqlalchemy as sa

from bestpractices.workshop.copies import copied_file, raw_copy
from bestpractices.workshop.database import Database
from bestpractices.workshop.faults import (
    NewerStoreError,
    NoStoreError,
    OlderStoreError,
    StoreError,
)

HEAD: Final = "0001"  # a test holds it to the newest migration
MIGRATIONS: Final = Path(__file__).parent / "migrations"
_VERSION: Final = sa.table("alembic_version", sa.column("version_num"))


def prepare(
    database: Database, folders: Sequence[Path] = (MIGRATIONS,), *, head: str = HEAD
) -> Path | None:
    """Make the tables of a new store, or bring those of an older one up to date.

    Parameters
    ----------
    folders
        Where the migrations lie.
    head
        The version that is wanted.

    Returns
    -------
    Path or None
        The backup that was made beside an older store before it was changed.

    Raises
    ------
    NewerStoreError
        If the store is of a version that no migration knows.
    OlderStoreError, NoStoreError
        If it is older, or empty, and open for reading only.
    StoreError
        If these are tables of another program.
    """
    found = database.read(_version)
    if found == head:
        return None
    _check(database, found, folders)
    copy = None if found is None else _copy_beside(database, found)

    def upgrade(connection: sa.Connection) -> None:
        database.lock_all(connection)
        if _version(connection) != head:  # or another program was first
            _upgrade(connection, folders, head)

    database.write(upgrade)
    return copy


def _version(connection: sa.Connection) -> str | None:
    """Version of the tables; None if there are none; empty if they are not ours."""
    tables = sa.inspect(connection).get_table_names()
    if not tables:
        return None
    if not {"alembic_version", "events"} <= set(tables):
        return ""
    return connection.scalar(sa.select(_VERSION.c.version_num)) or ""


def _check(database: Database, found: str | None, folders: Sequence[Path]) -> None:
    if found == "":
        message = f"{database.place} holds tables of another program; give another place"
        raise StoreError(message)
    if found is not None and found not in _known(folders):
        message = (
            f"the store {database.place} is of version {found}, newer than this program knows; "
            "update bestpractices"
        )
        raise NewerStoreError(message)
    if database.read_only and found is None:
        mend = "bestpractices session new NAME makes one"
        message = f"there is no store {database.place} yet; {mend}"
        raise NoStoreError(message)
    if database.read_only:
        message = f"the store {database.place} is of an older version; open it once for writing"
        raise OlderStoreError(message)


def _known(folders: Sequence[Path]) -> set[str]:
    return {revision.revision for revision in _script(folders).walk_revisions()}


def _copy_beside(database: Database, found: str) -> Path:
    if database.file:
        target = database.file.with_name(f"{database.file.name}.before-{found}")
        return copied_file(database, target, anew=True)
    return raw_copy(database, found)


def _script(folders: Sequence[Path]) -> Any:
    from alembic.script import ScriptDirectory

    return ScriptDirectory(str(MIGRATIONS), version_locations=[str(f) for f in folders])


def _upgrade(connection: sa.Connection, folders: Sequence[Path], head: str) -> None:
    """Run the migrations that lack, all in the transaction of the connection."""
    from alembic.config import Config
    from alembic.runtime.environment import EnvironmentContext

    script = _script(folders)

    def steps(revision: Any, _: object) -> Any:
        return script._upgrade_revs(head, revision)

    with EnvironmentContext(Config(), script, fn=steps) as environment:
        environment.configure(connection=connection)
        environment.run_migrations()
