"""Erasing a person: from every entry of every session, and from the bytes of the store."""

from __future__ import annotations

import contextlib
import json
import re
import time
import unicodedata
from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import count
from typing import Any, Final

import sqlalchemy as sa

from bestpractices.workshop.database import Database
from bestpractices.workshop.event import KINDS, Entry, event
from bestpractices.workshop.faults import RefusedEventError, TransientStoreError, UnknownPersonError
from bestpractices.workshop.rows import as_row, entries, last_of, new_entry
from bestpractices.workshop.session_events import PersonErased
from bestpractices.workshop.state import ERASED
from bestpractices.workshop.tables import EVENTS, SESSIONS

MARK: Final = "[erased]"
_ALIKE: Final = ("iıİI", "sşSŞ", "cçCÇ", "gğGĞ", "oöOÖ", "uüUÜ", "aâAÂ", "eéèEÉÈ")
# Ids of the knowledge base and of our questions: they are public and name no participant.
_PUBLIC: Final = frozenset(
    {
        "need",
        "practice",
        "block",
        "criterion",
        "themes",
        "target_groups",
        "provinces",
        "question_id",
        "field",
    }
)
# A shorter name with letters behind it is most often another word.
_LONG_NAME: Final = 4
_CHANGE: Final = (
    sa.update(EVENTS)
    .where(EVENTS.c.session == sa.bindparam("new_session"), EVENTS.c.seq == sa.bindparam("new_seq"))
    .values({name: sa.bindparam(f"new_{name}") for name in ("by", "key", "payload")})
)


def erase(database: Database, person: str, *, by: str) -> int:
    """How many entries spoke of a person and no longer do.

    The pseudonym becomes an alias, so that what the person answered still counts in the figures of
    the group; what the person said in words goes, and so does the pseudonym in the words of others,
    however it is spelled. Names of sessions stay as they are. Then the bytes are removed: SQLite
    writes its file anew, PostgreSQL its tables (its own log and its archives are the server's).

    Raises
    ------
    UnknownPersonError
        If nobody of this name is left.
    StoreError
        If others hold the store, so that bytes remain; the same call ends the work.
    """
    named = Named(person)

    def work(connection: sa.Connection) -> int:
        database.lock_all(connection)
        alias = f"erased-{_number(connection)}"
        changed = 0
        for session in sorted(connection.scalars(sa.select(SESSIONS.c.id))):
            row = last_of(connection, session, lock=True)
            log = (e for e in entries(connection, session) if named.may_be_in(e))
            found = [new for entry in log if (new := without(entry, named, alias))]
            if found:
                connection.execute(_CHANGE, [_bound(entry) for entry in found])
                _tell(connection, row, alias, by=by)
            changed += len(found)
        return changed

    changed = database.write(work)
    _remove_bytes(database)
    if not changed:
        message = (
            f'nobody called "{person[:80]}" is left in the store; look at the log for the name'
        )
        raise UnknownPersonError(message)
    return changed


def _bound(entry: Entry) -> dict[str, Any]:
    return {f"new_{column}": value for column, value in as_row(entry).items()}


class Named:
    """A name as people spell it: in any case, with or without Turkish signs.

    Parameters
    ----------
    person
        The pseudonym.
    """

    def __init__(self, person: str) -> None:
        name = unicodedata.normalize("NFC", person.strip())
        suffix = r"[^\W\d_]*" if len(name) >= _LONG_NAME else ""
        self._exact = re.compile(_spelled(name), re.IGNORECASE)
        self._word = re.compile(rf"(?<!\w){_spelled(name)}{suffix}(?!\w)", re.IGNORECASE)
        # As it stands in JSON, where a sign for a new line may come right before it.
        quoted = json.dumps(name, ensure_ascii=False)[1:-1]
        self._somewhere = re.compile(_spelled(quoted), re.IGNORECASE)

    def may_be_in(self, entry: Entry) -> bool:
        """Whether an entry is worth a closer look."""
        return self._somewhere.search(f"{entry.by} {entry.payload}") is not None

    def is_(self, value: object) -> bool:
        """Whether a pseudonym is this one."""
        return isinstance(value, str) and self._exact.fullmatch(value) is not None

    def out_of(self, text: str, alias: str) -> str:
        """Words without the name and its suffixes."""
        return self._word.sub(alias, text)


def _spelled(name: str) -> str:
    alike = (next((group for group in _ALIKE if letter in group), "") for letter in name)
    return "".join(
        f"[{group}]" if group else re.escape(letter)
        for letter, group in zip(name, alike, strict=True)
    )


def _number(connection: sa.Connection) -> int:
    """A number that no erased person has yet."""
    told = connection.scalars(sa.select(EVENTS.c.payload).where(EVENTS.c.kind == ERASED))
    return 1 + max((int(json.loads(p)["alias"].rsplit("-", 1)[1]) for p in told), default=0)


def without(entry: Entry, named: Named, alias: str) -> Entry | None:
    """The entry with an alias in the place of a person; None if it does not speak of the person."""
    known = KINDS.get(entry.kind)
    people = known.kind.persons if known else ()
    fields = dict(entry.fields)
    own = known is not None and any(named.is_(fields.get(name)) for name in people)
    if known and own:
        fields.update({name: MARK for name in known.kind.words if fields.get(name)})
    new = {
        # Another's pseudonym may begin with this one.
        name: (alias if named.is_(value) else value)
        if name in people
        else _without(value, named, alias, name)
        for name, value in fields.items()
    }
    by = named.out_of(entry.by, alias)
    if known and new != entry.fields:
        new = _fitting(entry, new)
    if new == entry.fields and by == entry.by:
        return None
    payload = json.dumps(new, ensure_ascii=False, separators=(",", ":"), sort_keys=True)
    key = event(entry.kind, new, version=entry.version).key() if known else entry.key
    return entry._replace(payload=payload, key=key, by=by)


def _fitting(entry: Entry, new: dict[str, Any]) -> dict[str, Any]:
    """The fields as the event takes them, one by one.

    A text that an alias makes too long goes as a whole. A day, or a word of a closed list such as
    ``tr``, is no name, and stays.
    """
    with contextlib.suppress(RefusedEventError):
        event(entry.kind, new, version=entry.version)
        return new
    found = dict(entry.fields)
    for name, value in new.items():
        for one in (value, _marked(found[name], value, count())):
            with contextlib.suppress(RefusedEventError):
                event(entry.kind, found | {name: one}, version=entry.version)
                found[name] = one
                break
    return found


def _marked(old: Any, new: Any, numbers: Iterator[int]) -> Any:
    """A mark in the place of each text that is another now; no two are alike."""
    if isinstance(new, dict):
        return {name: _marked(old[name], part, numbers) for name, part in new.items()}
    if isinstance(new, list):
        return [_marked(*pair, numbers) for pair in zip(old, new, strict=True)]
    return new if old == new else f"{MARK}{next(numbers) or ''}"


def _without(value: Any, named: Named, alias: str, field: str) -> Any:
    """A part of a payload without the name."""
    if isinstance(value, dict):
        return {name: _without(part, named, alias, name) for name, part in value.items()}
    if isinstance(value, list):
        return [_without(part, named, alias, field) for part in value]
    if not isinstance(value, str) or field in _PUBLIC:
        return value
    if field == "key_of":  # the key of another entry, part by part
        return "/".join(alias if named.is_(part) else part for part in value.split("/"))
    return named.out_of(value, alias)


def _tell(connection: sa.Connection, row: Any, alias: str, *, by: str) -> None:
    at = max(datetime.now(UTC), datetime.fromisoformat(row.changed))
    entry = new_entry((row.id, row.last + 1), PersonErased(alias=alias), at=at, by=by)
    connection.execute(sa.insert(EVENTS), as_row(entry))
    told = {"last": entry.seq, "changed": entry.moment}
    connection.execute(sa.update(SESSIONS).where(SESSIONS.c.id == row.id).values(told))


def _remove_bytes(database: Database) -> None:
    if database.file is None:
        database.alone("VACUUM FULL events", "VACUUM FULL sessions")
        return
    database.alone("VACUUM")
    until = time.monotonic() + database.patience
    # The log beside the file keeps old pages while anyone still reads them.
    while (told := database.alone("PRAGMA wal_checkpoint(TRUNCATE)")) is not None and told[0]:
        if time.monotonic() > until:
            message = (
                f"the entries are changed, but another program reads the store {database.place} "
                "and keeps old bytes there; close it and erase again"
            )
            raise TransientStoreError(message)
        time.sleep(0.1)
