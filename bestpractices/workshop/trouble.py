"""What databases say when they cannot, in one sentence of ours with the mend."""

from __future__ import annotations

import sqlite3
from typing import Final

import sqlalchemy as sa

from bestpractices.workshop.faults import ReadOnlyStoreError, StoreError, TransientStoreError

_READ_ONLY: Final = "cannot be written; give yourself the right to write there, or use --store"
_LOCKED: Final = "is held by another program; close it there, or wait a moment, and try again"
_FULL: Final = "has no room left on its disk; free some space and try again"
_GONE: Final = "does not answer; start its server, and try again"
# By the beginning of SQLite's own names; the first that fits.
_SQLITE: Final[tuple[tuple[str, type[StoreError], str], ...]] = (
    ("SQLITE_BUSY", TransientStoreError, _LOCKED),
    ("SQLITE_LOCKED", TransientStoreError, _LOCKED),
    ("SQLITE_FULL", StoreError, _FULL),
    ("SQLITE_READONLY", ReadOnlyStoreError, _READ_ONLY),
    ("SQLITE_PERM", ReadOnlyStoreError, _READ_ONLY),
    ("SQLITE_CANTOPEN", ReadOnlyStoreError, "cannot be opened; check its folder and your rights"),
    ("SQLITE_NOTADB", StoreError, "is no store of sessions; give the path of another file"),
    ("SQLITE_CORRUPT", StoreError, "is damaged; put a backup in its place"),
    ("SQLITE_IOERR", StoreError, "meets a disk that does not write; free space, or change it"),
)
# PostgreSQL's own codes, appendix A of its manual: a class, or a class and a condition.
_POSTGRESQL: Final[tuple[tuple[str, type[StoreError], str], ...]] = (
    ("25006", ReadOnlyStoreError, _READ_ONLY),
    ("42501", ReadOnlyStoreError, _READ_ONLY),
    ("53100", StoreError, _FULL),
    ("40", TransientStoreError, _LOCKED),
    ("55P03", TransientStoreError, _LOCKED),
    ("57P", TransientStoreError, _GONE),
    ("08", TransientStoreError, _GONE),
    ("53", TransientStoreError, "has too many visitors; close some programs, and try again"),
    ("58", StoreError, "meets a disk that does not work; look at its server"),
)
_NOT_LET_IN: Final = ("password", "authentication", "pg_hba", "role")


def told(error: Exception, place: str) -> StoreError:
    """What went wrong with the store at a place.

    Returns
    -------
    StoreError
        A `TransientStoreError` where it may work in a moment. What is not known is passed on in
        the database's own words, on one line.
    """
    cause = getattr(error, "orig", None) or error
    if isinstance(cause, sqlite3.Error):
        code, table = str(getattr(cause, "sqlite_errorname", "")), _SQLITE
    else:
        code, table = str(getattr(cause, "sqlstate", None) or ""), _POSTGRESQL
        if not code:
            return _without_code(str(cause), place)
    for start, kind, sentence in table:
        if code.startswith(start):
            return kind(f"the store {place} {sentence}")
    return StoreError(f"the store {place} says: {' '.join(str(cause).split())[:300]}")


def _without_code(said: str, place: str) -> StoreError:
    """What is said while the connection is made has no code."""
    if "does not exist" in said and "database" in said:
        return StoreError(f"the store {place} is not there; make it with: createdb NAME")
    if any(word in said for word in _NOT_LET_IN):
        return StoreError(f"the store {place} does not let you in; check user and password")
    return TransientStoreError(f"the store {place} {_GONE}")


ERRORS: Final = (sa.exc.DBAPIError, sa.exc.TimeoutError, sqlite3.Error)
