"""What stands between a sheet of forms and the store of the workshop, behind a coaching page.

An entry leaves the sheet only when the store has acknowledged it, or has refused it with a reason.
While the store is away it stays, and is tried again with the same mark: nothing is written twice.
"""

from __future__ import annotations

import base64
import logging
import os
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeAlias
from urllib.parse import parse_qs

from bestpractices.errors import BestPracticesError
from bestpractices.pages.edition import Edition
from bestpractices.texts import N_
from bestpractices.widgets.entry_sheet import EntrySheet
from bestpractices.workshop import (
    Event,
    PersonAdded,
    RefusedEventError,
    SessionState,
    Store,
    StoreError,
    TeamAdded,
    WorkshopError,
)

PATIENCE: Final = 2.0  # seconds in which a coach sees nothing happen; then it is said, and retried
_REFUSED: Final = N_("This was not taken. Mend it and save again.")
_AWAY: Final = N_("The sessions cannot be kept just now.")
# Taken back or erased at another window while somebody wrote here.
_GONE: Final = {
    TeamAdded.kind.name: N_("This team is not there any more."),
    PersonAdded.kind.name: N_("Nobody is called so. Look at the list of persons."),
}
_NO_FILE: Final = N_("The file could not be made. Try again.")
_LOG: Final = logging.getLogger("bestpractices")


class EntryError(BestPracticesError):
    """An entry cannot be meant as it is; the message is a key for the translators."""


@dataclass(frozen=True)
class Entered:
    """One entry of a form: its mark, and lists of texts by field."""

    uid: str
    fields: Mapping[str, list[str]]

    def text(self, name: str) -> str:
        """Text of a field without space around it; empty where there is none."""
        found = self.fields.get(name) or [""]
        return str(found[-1]).strip()

    def some(self, name: str) -> str | None:
        """The same; None where it is empty."""
        return self.text(name) or None

    def needed(self, name: str, otherwise: str) -> str:
        """Text of a field that has to be filled.

        Raises
        ------
        EntryError
            If it is empty, with the message that is given.
        """
        if not (found := self.text(name)):
            raise EntryError(otherwise)
        return found

    def every(self, name: str) -> tuple[str, ...]:
        """All texts of a field."""
        return tuple(str(one) for one in self.fields.get(name, ()))


@dataclass(frozen=True)
class File:
    """A file that the browser saves: its name, its media type, and what stands in it."""

    name: str
    type: str
    content: bytes


@dataclass
class Desk:
    """A sheet, its session, and the store behind both.

    Parameters
    ----------
    e
        The edition that the coach reads.
    session
        Name of the session; empty where none is chosen.
    draw
        HTML of the sheet as things stand.
    actions
        What an entry of a form does, by its ``data-action``; gives where to go on to, or nothing.
    view
        What is looked at in the beginning.
    files
        What makes a file, by the ``data-file`` of a button; it is given its ``data-value``.
    """

    e: Edition
    session: str
    draw: Callable[[Desk], str]
    actions: Mapping[str, Action]
    view: Mapping[str, str] = field(default_factory=dict)
    files: Mapping[str, Maker] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._store: Store | None = None
        self.sheet = EntrySheet(texts=_texts(self.e), lang=self.e.lang, view=dict(self.view))
        self.refresh()
        self.sheet.observe(self._take, names=["outbox", "turn"])
        self.sheet.observe(lambda _: self.refresh(), names="view")
        self.sheet.observe(self._make, names="wish")

    @property
    def store(self) -> Store:
        """The store, opened when it is asked for.

        Raises
        ------
        StoreError
            If it does not open.
        """
        if self._store is None:
            self._store = Store.open(patience=PATIENCE)
        return self._store

    def state(self) -> SessionState:
        """The session as it stands."""
        return self.store.state(self.session)

    def looked(self, name: str) -> str:
        """What is looked at."""
        return str(self.sheet.view.get(name, ""))

    def wished(self, name: str) -> str:
        """Text of a field beside the button that a file was asked for by; empty without one."""
        return Entered("", self.sheet.wish.get("fields") or {}).text(name)

    def write(self, entered: Entered, *events: Event) -> None:
        """Append events under the mark of an entry, all or none.

        Raises
        ------
        EntryError
            If a team or person has gone since the page was drawn.
        WorkshopError
            As `Store.append_all` says.
        """
        uids = [f"{entered.uid}-{number}" for number in range(len(events))]
        try:
            self.store.append_all(self.session, events, uids=uids)
        except RefusedEventError:
            if gone := _gone(self.state(), events):
                raise EntryError(gone) from None
            raise

    def enter(self, action: str, **fields: str) -> None:
        """Make an entry from this side; it waits in the sheet until it is kept."""
        from uuid import uuid4

        texts = {name: [value] for name, value in fields.items()}
        entry = {"uid": uuid4().hex, "action": action, "form": action, "fields": texts}
        self.sheet.outbox = [*self.sheet.outbox, entry]

    def refresh(self) -> None:
        """Draw the sheet anew; while the store is away it stays as it is."""
        try:
            html = self.draw(self)
        except StoreError as error:
            self.sheet.trouble = _told(self.e, _AWAY, error)
            return
        with self.sheet.hold_sync():
            self.sheet.html, self.sheet.trouble = html, {}

    def _take(self, _: Any = None) -> None:
        """Keep what waits, in its order, as far as the store goes along."""
        done, problems, go, trouble = list(self.sheet.done), dict(self.sheet.problems), "", {}
        for entry in self.sheet.outbox:
            if (uid := str(entry.get("uid", ""))) in done:
                continue
            problems.pop(str(entry.get("form")), None)
            try:
                go = self._act(entry) or go
            except StoreError as error:
                trouble = _told(self.e, _AWAY, error)
                break
            except Exception as error:  # whatever it is, the entries after it are kept
                problems[str(entry.get("form"))] = self._problem(error)
            done.append(uid)
        # Last what the browser waits for, so that it finds the sheet as it says.
        with self.sheet.hold_sync():
            try:
                if not trouble:
                    self.refresh()
            finally:
                self.sheet.trouble = trouble or self.sheet.trouble
                self.sheet.problems, self.sheet.go, self.sheet.done = problems, go, done

    def _problem(self, error: Exception) -> dict[str, str]:
        """Why an entry was not taken; what nobody at the page can mend goes to the log."""
        if isinstance(error, EntryError):
            return {"text": self.e.t(str(error))}
        if isinstance(error, WorkshopError | ValueError):
            return _told(self.e, _REFUSED, error)
        _LOG.error("an entry could not be kept", exc_info=error)
        return {"text": self.e.t(_REFUSED)}

    def _act(self, entry: Mapping[str, Any]) -> str | None:
        action = self.actions.get(str(entry.get("action")))
        if action is None:
            raise EntryError(_REFUSED)
        return action(self, Entered(str(entry["uid"]), dict(entry.get("fields") or {})))

    def _make(self, _: Any = None) -> None:
        """Make the file that is wished for; where it fails it is said, and nothing else stops."""
        wish = self.sheet.wish
        if not (uid := str(wish.get("uid", ""))):
            self.sheet.file = {}  # it has been saved: nobody carries it on
        elif self.sheet.file.get("uid") != uid:
            self.sheet.file = {"uid": uid, **self._made(wish)}

    def _made(self, wish: Mapping[str, Any]) -> dict[str, Any]:
        try:
            make = self.files[str(wish.get("name"))]
            made = make(self, str(wish.get("value", "")))
        except StoreError as error:
            return {"problem": _told(self.e, _AWAY, error)}
        except EntryError as error:
            return {"problem": {"text": self.e.t(str(error))}}
        except WorkshopError as error:
            return {"problem": _told(self.e, _NO_FILE, error)}
        except Exception:  # whatever it is, a button never waits for ever
            _LOG.exception("the file %r could not be made", wish.get("name"))
            return {"problem": {"text": self.e.t(_NO_FILE)}}
        content = base64.b64encode(made.content).decode("ascii")
        return {"name": made.name, "type": made.type, "content": content}


Action: TypeAlias = Callable[[Desk, Entered], str | None]
Maker: TypeAlias = Callable[[Desk, str], File]


def asked(*names: str, environment: Mapping[str, str] = os.environ) -> dict[str, str]:
    """What the address of the page asks for, by name; empty where it does not say."""
    query = parse_qs(environment.get("QUERY_STRING", ""))
    return {name: query.get(name, [""])[-1].strip() for name in names}


def _gone(state: SessionState, events: Iterable[Event]) -> str:
    """What to say if a team or person that the events speak of has gone; else nothing."""
    named = (about for one in events for about in one.references())
    found = (slot for slot, key in named if slot in _GONE and not state.has(slot, key))
    return next((_GONE[slot] for slot in found), "")


def _told(e: Edition, message: str, error: Exception) -> dict[str, str]:
    return {"text": e.t(message), "detail": f"{error}."}


def _texts(e: Edition) -> dict[str, str]:
    return {
        "saving": e.t("Saving…"),
        "saved": e.t("Saved"),
        "waits": e.t("What you entered stays on this page and is saved by itself."),
        "again": e.t("Try again"),
        "making": e.t("The file is being made…"),
        "made": e.t("The file is saved."),
        "unread": e.t(
            "This file cannot be read, or it is too large for this page. A very long session is "
            "taken in with the command “bestpractices session import”."
        ),
    }
