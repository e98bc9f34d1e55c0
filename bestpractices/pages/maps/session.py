"""A Net-Map that a session keeps: its steps become events of the store, and undo is the store's.

A step is known by its mark, and its events by that mark and a number; so a step that was sent
twice is written once, and what others did on the same map is told from what this window did.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from bestpractices.pages.demo.net_map import said
from bestpractices.pages.demo.session import DEMO
from bestpractices.pages.desk import PATIENCE
from bestpractices.pages.edition import Edition
from bestpractices.texts import N_
from bestpractices.widgets.net_map import NetMapBoard
from bestpractices.workshop import Entry, NoSessionError, Store, StoreError, WorkshopError
from bestpractices.workshop.net_map import is_of_map, step_events
from bestpractices.workshop.net_map_events import NetMapSet

_START: Final = "start"

Data = dict[str, Any]


class MapKeeper:
    """Writes the steps of a board into a session, and takes those of others from there.

    Parameters
    ----------
    e
        The edition that the coach reads.
    board
        Its log is what the window says; ``kept`` tells whether the session has it.
    session
        Name of the session.
    """

    def __init__(self, e: Edition, board: NetMapBoard, session: str) -> None:
        self.e, self.board, self.session = e, board, session
        self.map = str(board.start["map"])
        self._store: Store | None = None
        self._turned: set[str] = set()  # what this window took back, and may bring back
        self._refused: list[str] = []
        self._told = 0
        self._busy = False
        self.keep()
        board.observe(self.keep, names="log")

    def keep(self, _: Any = None) -> None:
        """Bring session and board together; nothing typed is lost while the store is away."""
        if self._busy:  # the board's log was set from here
            return
        self._busy = True
        try:
            self._bring_together()
        except NoSessionError:
            message = N_("There is no session “{session}”. The map stays in this window only.")
            self._tell(self.e.t(message, session=self.session), problem=True)
        except StoreError as error:
            message = self.e.t(
                "Not saved yet: what you enter stays in this window and is saved by itself."
            )
            self._tell(f"{message} ({error})", problem=True, again=True)
        finally:
            self._busy = False

    def _bring_together(self) -> None:
        if self._store is None:
            self._store = Store.open(patience=PATIENCE)
        store = self._store
        log: Data = self.board.log
        steps = list(log.get("steps") or [])
        holding, tail = steps[: log.get("at", 0)], steps[log.get("at", 0) :]
        written, undone = self._written(store)
        self._take_back(store, tail, written, undone)
        problem = self._write(store, holding, written, undone)
        self._turned = {str(one.get("uid")) for one in tail}
        self._show(store, tail)
        told = self.e.t("Saved in the session “{session}”.", session=self.session)
        self._tell(problem or told, problem=bool(problem))

    def _written(self, store: Store) -> tuple[dict[str, list[Entry]], frozenset[int]]:
        """Entries of each step of this map, and all that are without effect."""
        found: dict[str, list[Entry]] = {}
        for entry in store.events(self.session):
            if is_of_map(entry, self.map):
                found.setdefault(entry.uid.rpartition("-")[0], []).append(entry)
        return found, store.state(self.session).undone

    def _take_back(
        self,
        store: Store,
        tail: Sequence[Data],
        written: Mapping[str, list[Entry]],
        undone: frozenset[int],
    ) -> None:
        for step in reversed(tail):
            for entry in reversed(written.get(str(step.get("uid")), [])):
                if entry.seq not in undone:
                    store.undo(self.session, entry.seq)

    def _write(
        self,
        store: Store,
        holding: Sequence[Data],
        written: Mapping[str, list[Entry]],
        undone: frozenset[int],
    ) -> str:
        """Write new steps, bring back those that this window took back; why one was refused."""
        problem = ""
        for step in holding:
            uid = str(step.get("uid"))
            if uid in written:
                for entry in written[uid] if uid in self._turned else ():
                    if entry.seq in undone:
                        store.redo(self.session, entry.seq)
            elif uid not in self._refused:
                problem = self._append(store, uid, step) or problem
        return problem

    def _append(self, store: Store, uid: str, step: Data) -> str:
        try:
            events = step_events(step)
            self._begin(store)
            marks = [f"{uid}-{number}" for number in range(len(events))]
            store.append_all(self.session, events, uids=marks)
        except (StoreError, NoSessionError):
            raise
        except WorkshopError as error:
            self._refused.append(uid)
            return self.e.t("This was not taken: {reason}", reason=str(error))
        return ""

    def _begin(self, store: Store) -> None:
        """The frame that everything else of the map refers to, once."""
        if store.state(self.session).get(NetMapSet, self.map) is None:
            frame = NetMapSet.model_validate(self.board.start, strict=False)
            mark = f"net-map-{self.map}-{_START}"
            store.append_all(self.session, [frame], uids=[mark])

    def _show(self, store: Store, tail: Sequence[Data]) -> None:
        """Set the board to what the session holds, with what can be brought back behind it."""
        written, undone = self._written(store)
        before = written.pop(f"net-map-{self.map}", [])
        holding = [
            {"uid": uid, "events": [{"kind": one.kind, "payload": one.fields} for one in entries]}
            for uid, entries in written.items()
            if entries[0].seq not in undone
        ]
        log: Data = {"steps": [*holding, *tail], "at": len(holding)}
        shown: Data = self.board.log
        marks = [one.get("uid") for one in shown.get("steps") or []]
        with self.board.hold_sync():
            if before and (frame := self._frame(before[0])) != self.board.start:
                self.board.start = frame
            if (marks, shown.get("at")) != ([one["uid"] for one in log["steps"]], log["at"]):
                self.board.log = log

    def _frame(self, entry: Entry) -> Data:
        """What the map began with; the demo has it in each language."""
        if self.session != DEMO:
            return entry.fields
        frame = NetMapSet.model_validate(entry.fields, strict=False)
        return said(self.e, frame).model_dump(mode="json")

    def _tell(self, text: str, *, problem: bool = False, again: bool = False) -> None:
        self._told += 1
        told = {"text": text, "problem": problem, "again": again, "turn": self._told}
        told["refused"] = [*self._refused]
        self.board.kept = told
