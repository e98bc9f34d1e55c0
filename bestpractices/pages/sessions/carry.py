"""A session described anew, saved as a file, and taken in from one; a copy of all sessions."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Final

from bestpractices.pages.chosen_file import text_of
from bestpractices.pages.desk import Action, Desk, Entered, EntryError, File, Maker
from bestpractices.pages.sessions.names import identity
from bestpractices.pages.sessions.view import shown_title
from bestpractices.texts import N_, NAMES
from bestpractices.workshop import (
    Entry,
    NoSessionError,
    SessionCreated,
    SessionExistsError,
    event,
)
from bestpractices.workshop.session_file import sessions

NO_TITLE: Final = N_("Give the session a title.")
_NO_FILE: Final = N_("Choose a file that a session was saved to.")
_THERE: Final = N_("There is another session of this name. Give the one of the file a new name.")
_GONE: Final = N_("There is no such session any more.")
_JSON: Final = "application/json"


def _describe(desk: Desk, entered: Entered) -> None:
    state = desk.state()
    before, title = state.of(SessionCreated)[0], entered.needed("title", NO_TITLE)
    # The form offers our languages; of a session from elsewhere the others stay.
    others = [lang for lang in before.languages if lang not in NAMES]
    told = {
        # Whoever leaves a title of ours as it is leaves it in every language.
        "title": before.title if title == shown_title(desk.e, state) else title,
        "place": entered.some("place"),
        "languages": [*entered.every("languages"), *others],
        "template": before.template,
    }
    changed = event("session_changed", told)
    if changed.model_dump() != before.model_dump():
        desk.write(entered, changed)


def _take_in(desk: Desk, entered: Entered) -> str | None:
    """Take in the sessions of a file; one that is there already as it stands in the file is found.

    Whatever is wrong with the file is said by the store in one sentence.
    """
    text, wished = text_of(entered.needed("file", _NO_FILE)), entered.text("name")
    name = identity(wished, "session") if wished else None
    try:
        names = desk.store.import_(text, name=name)
    except SessionExistsError:
        logs = sessions(text, name=name)
        if not all(_holds(desk, log) for log in logs):
            if len(logs) == 1:
                raise EntryError(_THERE) from None
            raise
        names = tuple(log[0].session for log in logs)
    return f"?session={names[0]}" if len(names) == 1 else None


def _holds(desk: Desk, log: Sequence[Entry]) -> bool:
    """Whether the store has all entries of a log already, and maybe more."""
    try:
        there = desk.store.events(log[0].session, until=log[-1].seq)
    except NoSessionError:
        return False
    return [entry.uid for entry in there] == [entry.uid for entry in log]


def _session(desk: Desk, session: str) -> File:
    try:
        return File(f"{session}.json", _JSON, desk.store.export(session).encode())
    except NoSessionError:
        raise EntryError(_GONE) from None


def _all(desk: Desk, _: str) -> File:
    day = datetime.now(UTC).date().isoformat()
    return File(f"sessions-{day}.json", _JSON, desk.store.export_all().encode())


ACTIONS: Final[dict[str, Action]] = {"describe": _describe, "import": _take_in}
FILES: Final[dict[str, Maker]] = {"session": _session, "all_sessions": _all}
