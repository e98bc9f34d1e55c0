"""A desk without a session: what is entered is kept by the window, until it is closed."""

from __future__ import annotations

import contextlib
from datetime import UTC, datetime
from typing import Any

from bestpractices.pages.desk import Desk, Entered
from bestpractices.workshop import (
    Event,
    RefusedEventError,
    SessionState,
    WorkshopError,
    event,
)
from bestpractices.workshop.rows import new_entry
from bestpractices.workshop.state import Draft


class WindowDesk(Desk):
    """The same forms and events as at a `Desk`; the sheet itself is the store.

    There is no history here: of each thing only what holds is kept, so that the memory of a window
    suffices.
    """

    def __post_init__(self) -> None:
        super().__post_init__()
        self.sheet.observe(lambda _: self.refresh(), names="kept")

    def state(self) -> SessionState:
        """What this window keeps; what cannot be read of it is passed over."""
        return self._draft().state()

    def write(self, entered: Entered, *events: Event) -> None:
        """Keep events, all or none; the same again changes nothing.

        Raises
        ------
        RefusedEventError
            If one of them cannot come next.
        """
        draft = self._draft()
        for new in events:
            if refusal := draft.refusal(new):
                raise RefusedEventError(refusal)
            _add(draft, new, uid=entered.uid)
        slots = draft.state().slots.values()
        self.sheet.kept = [
            {"kind": one.kind, "payload": one.fields} for slot in slots for one in slot.values()
        ]

    def _take(self, _: Any = None) -> None:
        # Were what is kept sent twice, the window's answer to the first would undo the second.
        with self.sheet.hold_sync():
            super()._take()

    def _draft(self) -> Draft:
        draft = Draft("")
        for one in self.sheet.kept:
            with contextlib.suppress(WorkshopError):
                _add(draft, event(str(one.get("kind")), one.get("payload")))
        return draft


def _add(draft: Draft, new: Event, *, uid: str = "-") -> None:
    draft.add(new_entry((draft.session, draft.seq + 1), new, at=datetime.now(UTC), by="coach",
                        uid=uid))  # fmt: skip
