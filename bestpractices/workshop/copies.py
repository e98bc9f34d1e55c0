"""Copies of a whole store: whole or not there at all, and durable before they are named."""

from __future__ import annotations

import json
import os
import tempfile
from pathlib import Path

import sqlalchemy as sa

from bestpractices.workshop.database import Database
from bestpractices.workshop.faults import StoreError


def copied_file(database: Database, target: Path, *, anew: bool = False) -> Path:
    """Copy of an SQLite store while others go on writing.

    Parameters
    ----------
    target
        Where it is to lie.
    anew
        Put it in the place of an older copy.

    Raises
    ------
    StoreError
        If there is a file already, or the place cannot be written; then nothing is there.
    """
    _refuse(target, anew=anew)
    with _beside(target) as part:
        part.unlink()  # SQLite writes into new files only
        # No free pages go along, in which erased words could still stand.
        quoted = str(part).replace("'", "''")
        database.alone(f"VACUUM INTO '{quoted}'")
        return _settled(part, target)


def written_file(target: Path, content: str) -> Path:
    """File with some text, whole or not there.

    Raises
    ------
    StoreError
        If there is a file already, or the place cannot be written.
    """
    _refuse(target, anew=False)
    with _beside(target) as part:
        try:
            part.write_text(content, encoding="utf-8")
        except OSError as error:
            message = f"{target} cannot be written ({error.strerror}); choose another place"
            raise StoreError(message) from error
        return _settled(part, target)


def raw_copy(database: Database, version: str) -> Path:
    """All rows of all tables as they are, as JSON in the user's data folder."""
    import platformdirs

    def rows(connection: sa.Connection) -> dict[str, list[dict[str, object]]]:
        tables = sa.MetaData()
        tables.reflect(connection)
        return {
            table.name: [dict(row) for row in connection.execute(sa.select(table)).mappings()]
            for table in tables.sorted_tables
        }

    folder = Path(platformdirs.user_data_dir("bestpractices"))
    folder.mkdir(parents=True, exist_ok=True)
    content = json.dumps(database.read(rows), ensure_ascii=False, default=str)
    handle, name = tempfile.mkstemp(prefix=f"store-before-{version}-", suffix=".json", dir=folder)
    os.close(handle)
    Path(name).unlink()
    return written_file(Path(name), content)


class _beside:  # noqa: N801 - reads as a word where it is used
    """A new file beside the target, gone again if it did not become the target."""

    def __init__(self, target: Path) -> None:
        try:
            handle, name = tempfile.mkstemp(prefix=f".{target.name}-", dir=target.parent)
        except OSError as error:
            message = f"{target} cannot be written ({error.strerror}); choose another place"
            raise StoreError(message) from error
        os.close(handle)
        self.part = Path(name)

    def __enter__(self) -> Path:
        return self.part

    def __exit__(self, *_: object) -> None:
        self.part.unlink(missing_ok=True)
        Path(f"{self.part}-journal").unlink(missing_ok=True)


def _refuse(target: Path, *, anew: bool) -> None:
    if target.is_dir():
        message = f"{target} is a folder; give the path of a new file"
        raise StoreError(message)
    if target.exists() and not anew:
        message = f"{target} is there already; choose another name"
        raise StoreError(message)


def _settled(part: Path, target: Path) -> Path:
    """Name the file once it is durable."""
    with part.open("rb") as file:
        os.fsync(file.fileno())
    part.replace(target)
    folder = os.open(target.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)
    return target
