"""Where the store is: the address that a user gives, or the user's own data folder."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Final

import sqlalchemy as sa

from bestpractices.workshop.faults import StoreError

VARIABLE: Final = "BESTPRACTICES_STORE"
_POSTGRESQL: Final = ("postgresql", "postgres", "postgresql+psycopg")


def default_address() -> str:
    """Address from the environment, else a file in the user's data folder."""
    import platformdirs

    given = os.environ.get(VARIABLE, "").strip()
    return given or str(Path(platformdirs.user_data_dir("bestpractices")) / "sessions.sqlite")


def store_address(given: str | None) -> sa.URL:
    """Address as SQLAlchemy wants it, from a path or a URL.

    Parameters
    ----------
    given
        Path of a file, ``sqlite:///path`` or ``postgresql://user@host/database``; None or empty:
        `default_address`.

    Raises
    ------
    StoreError
        If it is none of them.

    Examples
    --------
    >>> str(store_address("rooms/izmir.sqlite"))
    'sqlite:///rooms/izmir.sqlite'
    """
    text = given or default_address()
    if "://" not in text:
        return sa.URL.create("sqlite", database=str(Path(text).expanduser()))
    try:
        url = sa.make_url(text)
    except (sa.exc.ArgumentError, ValueError):
        url = sa.URL.create("unreadable")
    if url.drivername == "sqlite" and url.database and url.database != ":memory:":
        return url
    if url.drivername in _POSTGRESQL and url.database:
        return url.set(drivername="postgresql+psycopg")
    # The address may hold a password, so it is not repeated.
    message = "no such store; give a file, or an address as in postgresql://user@host/database"
    raise StoreError(message)


def place(url: sa.URL) -> str:
    """The address as people may see it: a file's path, or a server without password."""
    if url.drivername == "sqlite":
        return str(url.database)
    return url.set(drivername="postgresql", query={}).render_as_string(hide_password=True)
